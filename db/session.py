"""Engines and the unit of work: one transaction, rolled back unless `commit()` is called."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

Work = AsyncSession
"""A unit of work. Leaving it without `commit()` undoes it."""

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


def beginner(engine: AsyncEngine) -> Begin:
    """What workflows call to begin a unit of work."""

    @asynccontextmanager
    async def begin() -> AsyncIterator[Work]:
        async with AsyncSession(engine, expire_on_commit=False) as session:
            yield session

    return begin
