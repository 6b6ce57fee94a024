"""Engines and the unit of work: one transaction, rolled back unless `commit()` is called."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from typing import Any, cast

from sqlalchemy import Table, event, insert, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry


class Work(AsyncSession):
    """A unit of work. Leaving it without `commit()` undoes it.

    Rows that nobody needs back (history, timers, what is to be said) are handed to `later` and
    written together, one statement per table: most of an update's time is statements.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        super().__init__(engine, expire_on_commit=False)
        self._waiting: dict[type[DeclarativeBase], list[dict[str, Any]]] = {}

    def later(self, model: type[DeclarativeBase], **values: Any) -> None:
        """Write a row with the others of its table, at the latest with the commit. Every column
        but the key must be given."""
        self._waiting.setdefault(model, []).append(values)

    async def write(self) -> None:
        """Write what waits now, for a query that must see it."""
        waiting, self._waiting = self._waiting, {}
        await self.flush()
        for model, rows in waiting.items():
            # Core, not ORM: one statement per table, whatever is None in some of the rows.
            await self.execute(insert(cast(Table, model.__table__)), rows)

    async def commit(self) -> None:
        """Make everything true at once."""
        await self.write()
        await super().commit()


async def insert_unless_there(work: Work, model: type[DeclarativeBase], **values: Any) -> None:
    """Write a row; one with the same key that somebody else wrote a moment ago stays."""
    insert_into: Any = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
    statement = insert_into[work.get_bind().dialect.name](model)
    await work.execute(statement.values(**values).on_conflict_do_nothing())


Begin = Callable[[], AbstractAsyncContextManager[Work]]


def make_engine(url: str, pool: int = 10) -> AsyncEngine:
    """An engine for `sqlite:///FILE` or `postgresql://...`; drivers are chosen here.

    SQLite gets one writer connection in WAL mode whose transactions begin IMMEDIATE, so that a
    read-then-write can never lose an update (docs/adr/0003).
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = create_async_engine(
            address.set(drivername="sqlite+aiosqlite"),
            pool_size=1,
            max_overflow=0,
            pool_timeout=60,
            hide_parameters=True,  # what residents wrote must not reach a log through an error
        )
        event.listen(engine.sync_engine, "connect", _sqlite_connect)
        event.listen(engine.sync_engine, "begin", _sqlite_begin)
        return engine
    return create_async_engine(
        address.set(drivername="postgresql+asyncpg"),
        pool_size=pool,
        max_overflow=pool,
        pool_pre_ping=True,
        hide_parameters=True,
    )


def _sqlite_connect(connection: Any, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "synchronous=NORMAL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


class OutOfReach(Exception):
    """The database does not answer, or does not let us in. The text is for the operator."""


async def reach(engine: AsyncEngine) -> None:
    """Raises OutOfReach when the database cannot be used at all."""
    try:
        if engine.dialect.name == "sqlite":
            # Without aiosqlite: its thread outlives a failed attempt and breaks later.
            with closing(sqlite3.connect(engine.url.database or "")) as file:
                file.execute("PRAGMA schema_version")
            return
        async with engine.connect():
            return
    except Exception as error:  # each driver has its own; none of their texts holds a password
        raise OutOfReach(str(error).partition("\n")[0] or type(error).__name__) from error


def beginner(engine: AsyncEngine) -> Begin:
    """What workflows call to begin a unit of work."""

    @asynccontextmanager
    async def begin() -> AsyncIterator[Work]:
        async with Work(engine) as work:
            yield work

    return begin
