"""PostgreSQL's guard: whether a connection of the pool still lives, asked only where it may not."""

import time
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry

LIVES_ON = 30.0
"""Seconds a connection is taken for alive after its last use, unless the driver saw it end."""

_USED = "used"


def guard(engine: AsyncEngine, lives_on: float = LIVES_ON) -> None:
    """Never lend a connection that has ended. `pool_pre_ping` asks the server each time, which is
    three round trips; asyncpg sees it when a server closes, and what a network drops without a
    word has been idle before (docs/adr/0010)."""

    def check(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
        if connection.driver_connection.is_closed():
            raise DisconnectionError("closed by the server")
        used = record.info.get(_USED)
        if used is not None and time.monotonic() - used > lives_on:
            _ask(connection)

    event.listen(engine.sync_engine, "checkin", _remember)
    event.listen(engine.sync_engine, "checkout", check)


def _remember(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[_USED] = time.monotonic()


def _ask(connection: Any) -> None:
    try:
        connection.run_async(lambda driver: driver.execute("select 1"))
    except Exception as error:  # the driver has many for this
        raise DisconnectionError(type(error).__name__) from error
