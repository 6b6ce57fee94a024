"""What the two databases say differently: SQLAlchemy's dialects and their INSERT, which knows what
to do about a row that is there already. Only the one in use is imported."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect


@lru_cache
def dialect_of(name: str) -> Dialect:
    """The dialect of our driver for `sqlite` or `postgresql`."""
    if name == "postgresql":
        from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg

        return asyncpg()  # type: ignore[no-untyped-call]
    from sqlalchemy.dialects.sqlite.aiosqlite import dialect as aiosqlite

    return aiosqlite()


def insert_into(name: str, table: Any) -> Any:
    """An INSERT with `on_conflict_do_nothing` and `on_conflict_do_update`, for that database."""
    if name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as into_postgres

        return into_postgres(table)
    from sqlalchemy.dialects.sqlite import insert as into_sqlite

    return into_sqlite(table)
