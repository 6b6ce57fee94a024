"""Bringing every sealed value under one key, in small transactions. It can be cut short at any
moment and begun again: what is done already is passed over."""

import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, Text, bindparam, select, text, type_coerce
from sqlalchemy import update as change
from sqlalchemy.engine import Dialect, RowMapping
from sqlalchemy.ext.asyncio import AsyncEngine

from db.keyring import parse_bytes, parse_token
from db.keys_in_use import sealed_columns
from db.sealed import InContext, SealedBytes
from db.session import Begin, beginner

BATCH = 500
PLAIN = "plain"
"""Instead of the id of a key: what was never sealed."""


def _raw(column: Column[Any]) -> Any:
    """A column as it really stands there, past its type."""
    if not isinstance(column.type, InContext):
        return column
    return type_coerce(column, LargeBinary() if isinstance(column.type, SealedBytes) else Text())


def key_of(column: Column[Any], value: Any) -> str | None:
    """The id of the key a value is sealed under, PLAIN, or None where there is nothing to seal."""
    if value in (None, "", b"", "[]", "{}"):
        return None
    found = parse_bytes(value) if isinstance(column.type, SealedBytes) else parse_token(value)
    return found[0] if found else PLAIN


async def _pages(begin: Begin, table: Table) -> AsyncIterator[Sequence[RowMapping]]:
    """The keys (`key`) and sealed values of a table's rows as they stand there."""
    (key,) = table.primary_key.columns
    names = sealed_columns()[table]
    query = (
        select(_raw(key).label("key"), *(_raw(table.c[name]).label(name) for name in names))
        .order_by(_raw(key))
        .limit(BATCH)
    )
    last: Any = None
    while True:
        after = () if last is None else (_raw(key) > last,)
        async with begin() as work:
            rows = (await work.execute(query.where(*after))).mappings().all()
        if not rows:
            return
        yield rows
        last = rows[-1]["key"]


async def count(begin: Begin, table: Table) -> Counter[str]:
    """How many values of a table are sealed under each key."""
    found: Counter[str] = Counter()
    async for rows in _pages(begin, table):
        for row in rows:
            ids = (key_of(table.c[name], row[name]) for name in row if name in table.c)
            found.update(one for one in ids if one is not None)
    return found


async def reseal(begin: Begin, table: Table, dialect: Dialect, key_id: str) -> AsyncIterator[int]:
    """Seal a table's values under the key that seals now, which is this one; yields how many rows
    were looked at, batch by batch. Raises KeyMissing for a value whose key is not here."""
    (key,) = table.primary_key.columns
    async for rows in _pages(begin, table):
        stale = [row for row in rows if _is_stale(table, row, key_id)]
        if stale:
            statement = change(table).where(_raw(key) == bindparam("old_key", type_=_raw(key).type))
            names = sealed_columns()[table]
            values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
            given = [_opened(table, row, dialect) for row in stale]
            async with begin() as work:
                connection = await work.connection()
                await connection.execute(statement.values(values), given)
                await work.commit()
        yield len(rows)


async def open_all(engine: AsyncEngine) -> None:
    """Leave nothing sealed. Raises KeyMissing."""
    begin = beginner(engine)
    for table, names in sealed_columns().items():
        (key,) = table.primary_key.columns
        statement = change(table).where(_raw(key) == bindparam("old_key", type_=_raw(key).type))
        values = {name: bindparam(f"new_{name}", type_=_raw(table.c[name]).type) for name in names}
        async for rows in _pages(begin, table):
            given = [_opened(table, row, engine.dialect) for row in rows]
            async with engine.begin() as connection:
                await connection.execute(statement.values(values), [_plain(row) for row in given])


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """As it stood there before anything was sealed."""
    return {
        name: json.dumps(value) if isinstance(value, list | dict) else value
        for name, value in row.items()
    }


def _is_stale(table: Table, row: RowMapping, key_id: str) -> bool:
    names = sealed_columns()[table]
    return any(key_of(table.c[name], row[name]) not in (None, key_id) for name in names)


def _opened(table: Table, row: RowMapping, dialect: Dialect) -> dict[str, Any]:
    given = {"old_key": row["key"]}
    for name in sealed_columns()[table]:
        kind: Any = table.c[name].type
        given[f"new_{name}"] = kind.process_result_value(row[name], dialect)
    return given


async def is_alone(engine: AsyncEngine) -> bool:
    """Whether nobody else is connected to the database: while keys change hands, what another
    process writes would be under the old one."""
    async with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            others = await connection.scalar(
                text(
                    "select count(*) from pg_stat_activity where datname = current_database() "
                    "and pid <> pg_backend_pid() and backend_type = 'client backend'"
                )
            )
            return not others
    return await _is_alone_on_sqlite(engine)


async def _is_alone_on_sqlite(engine: AsyncEngine) -> bool:
    """SQLite leaves WAL mode only for whoever is alone."""
    async with engine.connect() as connection:
        raw: Any = (await connection.get_raw_connection()).driver_connection
        await raw.execute("PRAGMA busy_timeout=0")
        try:
            await raw.execute_fetchall("PRAGMA journal_mode=DELETE")
        except Exception:  # of the driver: locked
            return False
        finally:
            await raw.execute("PRAGMA busy_timeout=15000")
            await raw.execute_fetchall("PRAGMA journal_mode=WAL")
    return True


async def sweep(engine: AsyncEngine) -> None:
    """SQLite: write the file anew, so that nothing of the old values is left in it. PostgreSQL does
    that in its own time (docs/privacy.md)."""
    if engine.dialect.name != "sqlite":
        return
    async with engine.connect() as connection:
        raw: Any = (await connection.get_raw_connection()).driver_connection
        await raw.execute("VACUUM")
        await raw.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
