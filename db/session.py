"""Engines and the unit of work: one transaction, rolled back unless `commit()` is called."""

import itertools
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from typing import Any, cast

from sqlalchemy import Table, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import (
    DeclarativeBase,
    ORMExecuteState,
    Session,
    make_transient,
    make_transient_to_detached,
    object_session,
)
from sqlalchemy.orm.attributes import get_history, set_committed_value

from db import (
    desk_rows,
    exclusion_rows,
    lesson_rows,
    notice_rows,
    postgres,
    roster,
    time_rows,
    web_rows,
)
from db.base import Base
from db.dialects import insert_into
from db.keyring import Ring
from db.memory import Memory
from db.models import Person
from db.sealed import give_keys
from db.short_cut import Rows, write_rows
from db.sqlite import DRIVER, guard

_PERSON = tuple(column.key for column in Person.__table__.columns)
_ROWS = (desk_rows, exclusion_rows, lesson_rows, notice_rows, time_rows, web_rows)
"""Imported, so that every table has its place in the order."""

_ORDER = {table: place for place, table in enumerate(Base.metadata.sorted_tables)}


class Books(Session):
    """The session under a unit of work. Rows that were handed to it for later are written together,
    before any statement that could miss them and at the latest with the commit."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.waiting: dict[Table, list[dict[str, Any] | DeclarativeBase]] = {}
        self.roster_changed = False
        self.roster_version: str | None = None
        self.own_roster: roster.Roster | None = None
        self.keys: dict[type[DeclarativeBase], Iterator[int]] = {}

    def write(self) -> None:
        """Write what waits. From then on its rows are ordinary ones, whose changes SQLAlchemy
        sees."""
        waiting, self.waiting = self.waiting, {}
        if not waiting:
            return
        if not roster.TABLES.isdisjoint(waiting):
            self.own_roster = None
        write_rows(self, _batches(waiting))
        for row in itertools.chain(*waiting.values()):
            if isinstance(row, DeclarativeBase):
                make_transient_to_detached(row)
                self.add(row)

    def changes_roster(self) -> bool:
        """Whether this work has changed, or is about to change, what the roster is made of."""
        return self.roster_changed or self.waits_for_roster()

    def waits_for_roster(self) -> bool:
        """Whether such a change is not written yet."""
        return any(map(roster.concerns, (*self.new, *self.deleted)))

    def knows_own_roster(self) -> bool:
        """Whether the roster was read since this work last changed it."""
        waits = self.waits_for_roster() or not roster.TABLES.isdisjoint(self.waiting)
        return self.own_roster is not None and not waits

    def commit(self) -> None:
        """Make everything true at once."""
        if self.new or self.deleted or not all(type(row) is Person for row in self.dirty):
            self.flush()
        if self.changes_roster():
            self.flush()
            self.write()
            # Last of all, as it locks a row: whoever holds it waits for nobody.
            self.execute(roster.new_version(self.get_bind().dialect.name))
        else:
            self._write_the_rest()
        super().commit()
        self._forget()

    def _write_the_rest(self) -> None:
        """What waits and what changed about people, which nearly every message does."""
        batches = _batches(self.waiting)
        self.waiting = {}
        for person in [row for row in self.dirty if isinstance(row, Person)]:
            batches.append(_changes(person))
            make_transient(person)  # and clean again, so that nothing is written twice
            make_transient_to_detached(person)
            self.add(person)
        if batches := _together(batches):
            write_rows(self, batches, ends=True)

    def rollback(self) -> None:
        """Undo everything, what was not written yet as well."""
        super().rollback()
        self._forget()

    def _forget(self) -> None:
        """What was true of the transaction that ended."""
        self.waiting, self.keys = {}, {}
        self.roster_changed, self.roster_version, self.own_roster = False, None, None


def _batches(waiting: Mapping[Table, Sequence[dict[str, Any] | DeclarativeBase]]) -> list[Rows]:
    """A row comes after those it points at."""
    batches = []
    for table in sorted(waiting, key=_ORDER.__getitem__):
        rows = [_values(row) for row in waiting[table]]
        batches.append(Rows.new(table, rows[0]))
        batches[-1].rows.extend(rows)
    return batches


def _values(row: dict[str, Any] | DeclarativeBase) -> Mapping[str, Any]:
    if isinstance(row, dict):
        return row
    kept = row.__dict__
    values = {column.key: kept.get(column.key) for column in row.__table__.columns}
    for name in values.keys() - kept.keys():
        set_committed_value(row, name, None)  # unset it would be asked for when it is first read
    return values


def _changes(person: Person) -> Rows:
    table = cast(Table, Person.__table__)
    names = [name for name in _PERSON if get_history(person, name).has_changes()]
    row = {name: getattr(person, name) for name in ("id", *names)}
    return Rows(table, tuple(row), is_new=False, rows=[row])


def _together(batches: Sequence[Rows]) -> list[Rows]:
    """One batch of each shape."""
    found: dict[Any, Rows] = {}
    for batch in batches:
        if batch.is_new or len(batch.names) > 1:  # a person may be as before, after all
            found.setdefault(batch.shape, Rows(*batch.shape)).rows.extend(batch.rows)
    return list(found.values())


def _before_flush(session: Books, _context: Any, _objects: Any) -> None:
    session.write()
    if session.waits_for_roster():
        session.roster_changed, session.own_roster = True, None


def _before_statement(asked: ORMExecuteState) -> None:
    session = cast(Books, asked.session)
    session.write()
    table = getattr(asked.statement, "table", None)
    if not asked.is_select and table in roster.TABLES:
        session.roster_changed, session.own_roster = True, None


def _on_set(row: Any, value: Any, before: Any, _initiator: Any) -> None:
    session = object_session(row)
    if isinstance(session, Books) and value != before:
        session.roster_changed, session.own_roster = True, None


event.listen(Books, "before_flush", _before_flush)
event.listen(Books, "do_orm_execute", _before_statement)
for _model, _names in roster.WATCHED.items():
    for _name in _names:
        event.listen(getattr(_model, _name), "set", _on_set)


class Work(AsyncSession):
    """A unit of work. Leaving it without `commit()` undoes it.

    Rows that nobody asks for in between (history, timers, what is to be said, a new ticket) are
    handed to `later` and written together: most of an update's time is statements.
    """

    sync_session_class = Books
    sync_session: Books

    def __init__(self, engine: AsyncEngine, memory: Memory) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.memory = memory
        self.opened: set[int] = set()
        """The tickets that are opened in it."""

    def later(self, model: type[DeclarativeBase], **values: Any) -> None:
        """Write a row with the others of its table, at the latest with the commit. A column that
        is not named will be null; none has its default."""
        self.sync_session.waiting.setdefault(cast(Table, model.__table__), []).append(values)

    def later_row(self, row: DeclarativeBase) -> None:
        """The same for an object with a key of its own (`next_key`); it may still be changed."""
        self.sync_session.waiting.setdefault(cast(Table, row.__table__), []).append(row)


async def insert_unless_there(work: Work, model: type[DeclarativeBase], **values: Any) -> None:
    """Write a row; one with the same key that somebody else wrote a moment ago stays."""
    statement = insert_into(work.get_bind().dialect.name, model)
    await work.execute(statement.values(**values).on_conflict_do_nothing())


def is_collision(error: Exception) -> bool:
    """Whether another transaction was in the way: it wrote the same key, or both waited for each
    other. Once more from the start, this one finds what the other has done. PostgreSQL only: on
    SQLite transactions come one after the other."""
    origin = getattr(error, "orig", None) or error  # SQLAlchemy wraps what goes through it
    return getattr(origin, "sqlstate", None) in ("23505", "40001", "40P01")


Begin = Callable[[], AbstractAsyncContextManager[Work]]


def make_engine(url: str, keys: Ring, pool: int = 10) -> AsyncEngine:
    """An engine for `sqlite:///FILE` or `postgresql://...`; drivers are chosen here. What tells who
    somebody is is sealed with `keys` (docs/adr/0018).

    SQLite gets one writer connection in WAL mode whose transactions begin IMMEDIATE, so that a
    read-then-write can never lose an update (docs/adr/0003).
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = create_async_engine(
            address.set(drivername=DRIVER),
            pool_size=1,
            max_overflow=0,
            pool_timeout=60,
            hide_parameters=True,  # what residents wrote must not reach a log through an error
        )
        guard(engine)
    else:
        engine = create_async_engine(
            address.set(drivername="postgresql+asyncpg"),
            pool_size=pool,
            max_overflow=pool,
            pool_use_lifo=True,  # the one used last is awake, and knows our statements
            hide_parameters=True,
        )
        postgres.guard(engine)
    give_keys(engine.dialect, keys)
    return engine


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


def beginner(engine: AsyncEngine, memory: Memory | None = None) -> Begin:
    """What workflows call to begin a unit of work. All of them share one memory."""
    memory = memory or Memory()

    @asynccontextmanager
    async def begin() -> AsyncIterator[Work]:
        async with Work(engine, memory) as work:
            yield work

    return begin
