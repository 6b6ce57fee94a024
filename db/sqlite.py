"""SQLite's guards and short ways: WAL mode, transactions that begin IMMEDIATE, no trip to the
driver's thread for nothing (docs/adr/0003, 0010)."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
    SQLiteDialect_aiosqlite,
)
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry

BEGIN = "BEGIN IMMEDIATE"

DRIVER = "sqlite+jiedan"


@dataclass
class Answer:
    """What a statement left behind: what is read of a cursor after its rows."""

    description: Any = None
    rowcount: int = -1
    lastrowid: Any = None
    rows: Sequence[Any] = ()
    arraysize: int = 1

    def close(self) -> None:
        """It is, since its rows were fetched."""


class OneTripCursor(AsyncAdapt_aiosqlite_cursor):
    """Makes one trip to the driver's thread for a statement, where SQLAlchemy's own makes four
    (cursor, execute, fetch, close) and one before them all for BEGIN."""

    __slots__ = ()
    _awaitable_cursor_close = False

    def _make_new_cursor(self, connection: Any) -> Any:
        return Answer()

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        given = () if parameters is None else (parameters,)
        return await self._trip(lambda cursor: cursor.execute(operation, *given))

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        return await self._trip(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    async def _trip(self, job: Callable[[Any], Any]) -> None:
        connection: Any = self._adapt_connection
        async with connection._execute_mutex:
            answer = await connection.hand_over(lambda plain: _answer(plain, job))
        self._cursor = answer
        self._rows = deque(answer.rows)


def _answer(plain: Any, job: Callable[[Any], Any]) -> Answer:
    cursor = plain.cursor()
    try:
        job(cursor)
        rows = cursor.fetchall() if cursor.description else ()
        return Answer(cursor.description, cursor.rowcount, cursor.lastrowid, rows)
    finally:
        cursor.close()


class OneTripConnection(AsyncAdapt_aiosqlite_connection):
    """A connection whose transaction begins with its first job."""

    __slots__ = ("is_begun", "to_begin")
    _cursor_cls = OneTripCursor

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self.to_begin = self.is_begun = False

    async def hand_over(self, job: Callable[[Any], Any]) -> Any:
        """Do a job with the plain connection in the driver's thread, in the transaction. The whole
        job is one trip; each of aiosqlite's own calls is one, and it has no public way to hand a
        function over."""
        begins, self.to_begin = self.to_begin, False
        self.is_begun |= begins  # also where nobody waits for the job any more
        aio: Any = self._connection

        def done(plain: Any) -> Any:
            if begins:
                try:
                    plain.execute(BEGIN)
                except BaseException:
                    self.to_begin = True  # whatever comes next is not to be true by itself
                    raise
            return job(plain)

        return await aio._execute(done, aio._conn)

    def in_transaction(self) -> bool:
        """Whether there is anything to commit."""
        return bool(self._connection._connection and self._connection.in_transaction)

    def end(self) -> bool:
        """Forget the transaction; returns whether any job was handed over in it."""
        was_begun, self.to_begin, self.is_begun = self.is_begun, False, False
        return was_begun


class Dbapi(AsyncAdapt_aiosqlite_dbapi):
    """SQLAlchemy's own, with connections of ours."""

    def connect(self, *arg: Any, **kw: Any) -> AsyncAdapt_aiosqlite_connection:
        """A connection."""
        return OneTripConnection(self, super().connect(*arg, **kw)._connection)


class Dialect(SQLiteDialect_aiosqlite):
    """SQLAlchemy's own, without a trip to the driver's thread for nothing: none for BEGIN, none to
    commit what is committed (see db/short_cut.py) or to undo what was not begun."""

    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> Dbapi:
        """The driver."""
        return Dbapi(__import__("aiosqlite"), __import__("sqlite3"))

    def do_commit(self, dbapi_connection: Any) -> None:
        """Commit what is not yet."""
        own = _own(dbapi_connection)
        if own.in_transaction():
            super().do_commit(dbapi_connection)  # type: ignore[no-untyped-call]
        own.end()

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Undo what was begun."""
        if _own(dbapi_connection).end():
            super().do_rollback(dbapi_connection)  # type: ignore[no-untyped-call]


def _own(dbapi_connection: Any) -> Any:
    """SQLAlchemy gives a connection of the pool now in its wrapping, now without."""
    return getattr(dbapi_connection, "dbapi_connection", dbapi_connection)


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
    dbapi: Any = connection.connection.dbapi_connection
    dbapi.to_begin = True
