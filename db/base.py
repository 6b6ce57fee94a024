"""The declarative base: naming convention and the column types both databases share."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Enum, Index, Integer, MetaData, event, text
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.ext.asyncio import AsyncAttrs
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Key = BigInteger().with_variant(Integer, "sqlite")
"""An integer key; SQLite only counts up on plain INTEGER."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. SQLite drops zones, so naive values are refused on the way in
    (ValueError) and UTC is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """On the way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone may not enter the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """On the way out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(kind: type[StrEnum], name: str | None = None) -> Enum:
    """A column of one StrEnum's values, as text with a check constraint: native enums survive a
    downgrade and break the next upgrade. A table's second column of one kind needs a `name`."""
    return Enum(
        kind,
        native_enum=False,
        length=24,
        create_constraint=True,
        name=name or kind.__name__.lower(),
        values_callable=lambda members: [m.value for m in members],
    )


def index_where(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the rows of which `where` holds."""
    return Index(name, *columns, unique=unique, info={"where": where})


def index_of_ranges(name: str, *columns: str) -> Index:
    """An index of where values may lie, small also over many rows (BRIN); on SQLite a plain one."""
    return Index(name, *columns, info={"ranges": True})


def say_options(metadata: MetaData, dialect: str) -> None:
    """Tell SQLAlchemy in the dialect's own words what the two above mean. Only whoever makes or
    migrates tables has to: to name a dialect's option is to import the dialect, and a process
    would hold both (2.4 MB)."""
    for index in (index for table in metadata.tables.values() for index in table.indexes):
        if "where" in index.info:
            index.dialect_kwargs[f"{dialect}_where"] = text(index.info["where"])
        if index.info.get("ranges") and dialect == "postgresql":
            index.dialect_kwargs["postgresql_using"] = "brin"


class Base(AsyncAttrs, DeclarativeBase):
    """The base of every row."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: UtcDateTime(),
        int: Key,
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }


@event.listens_for(Base.metadata, "before_create")
def _before_create(metadata: MetaData, connection: Connection, **_: Any) -> None:
    say_options(metadata, connection.dialect.name)
