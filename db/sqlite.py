"""SQLite's guards and short ways: WAL mode, transactions that begin IMMEDIATE, no trip to the
driver's thread for nothing (docs/adr/0003, 0010)."""

from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry

BEGIN = "BEGIN IMMEDIATE"
BEGINS_ITSELF = "begins_itself"
"""Execution option: the first job of this connection begins the transaction on its own."""

DRIVER = "sqlite+jiedan"


class Dialect(SQLiteDialect_aiosqlite):
    """SQLAlchemy's own, without the commit of what is committed (see db/short_cut.py)."""

    supports_statement_cache = True

    def do_commit(self, dbapi_connection: Any) -> None:
        """Commit what is not yet."""
        if dbapi_connection.driver_connection.in_transaction:
            super().do_commit(dbapi_connection)  # type: ignore[no-untyped-call]


registry.register(DRIVER.replace("+", "."), __name__, Dialect.__name__)


def guard(engine: AsyncEngine) -> None:
    """Set up every connection of an engine."""
    event.listen(engine.sync_engine, "connect", _on_connect)
    event.listen(engine.sync_engine, "begin", _on_begin)


def _on_connect(connection: Any, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "synchronous=NORMAL",
        "secure_delete=ON",  # what is erased is written over, not only out of reach
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    if not connection.get_execution_options().get(BEGINS_ITSELF):
        # One trip to the driver's thread; through SQLAlchemy's cursor it would be three.
        dbapi: Any = connection.connection.dbapi_connection
        dbapi.run_async(lambda aio: aio.execute_fetchall(BEGIN))
