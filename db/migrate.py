"""Bringing a database to the present schema. The same migrations serve both databases."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

HEAD = "0015"
"""The newest revision; a test compares it with the migrations."""

PLACES = (Path(__file__).parent / "migrations", Path(__file__).parent.parent / "alembic")
"""Where migrations live: inside the installed package, or in a checkout."""


def alembic_config(connection: Connection) -> Any:
    """Alembic's configuration, made here so that no ini file is needed."""
    from alembic.config import Config  # heavy: imported where used

    config = Config()
    config.set_main_option("script_location", str(next(p for p in PLACES if p.is_dir())))
    config.attributes["connection"] = connection
    return config


async def upgrade(engine: AsyncEngine, revision: str = "head") -> None:
    """Go up to a revision; nothing happens when the database is there already."""
    from alembic import command

    async with _migrating(engine) as connection:
        await connection.run_sync(lambda c: command.upgrade(alembic_config(c), revision))


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    """Go down to a revision (`base` is the empty database). Older versions read plain values only,
    so everything is opened first."""
    from alembic import command
    from db.resealing import open_all

    if await is_current(engine):
        await open_all(engine)

    async with _migrating(engine) as connection:
        await connection.run_sync(lambda c: command.downgrade(alembic_config(c), revision))


@asynccontextmanager
async def _migrating(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction for migrations. SQLite changes a table by making it anew under its old name;
    what points at it must not object meanwhile, which can only be said outside a transaction."""
    if engine.dialect.name != "sqlite":
        async with engine.begin() as connection:
            yield connection
        return
    async with engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await driver.execute("PRAGMA foreign_keys=OFF")
        try:
            async with connection.begin():
                yield connection
                if (await connection.execute(text("PRAGMA foreign_key_check"))).first():
                    raise RuntimeError("a migration left rows that point at nothing")
        finally:
            await driver.execute("PRAGMA foreign_keys=ON")


async def is_current(engine: AsyncEngine) -> bool:
    """Whether the database stands at the newest revision. Asked at every start, so without
    Alembic, which would cost every process 8 MB."""
    async with engine.connect() as connection:
        if not await connection.run_sync(lambda c: inspect(c).has_table("alembic_version")):
            return False
        found = await connection.scalars(text("select version_num from alembic_version"))
        return list(found) == [HEAD]
