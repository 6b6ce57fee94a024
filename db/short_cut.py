"""The short way to the database for what every message does: SQL made once from the tables and run
on the driver's own connection, inside the transaction of the session. Everything else goes
through SQLAlchemy, where a statement costs several times as much (docs/adr/0010)."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import Dialect, Select, Table, bindparam, insert, update
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from db.base import UtcDateTime
from db.dialects import dialect_of
from db.sealed import InContext

OUTBOX_BELL = "jiedan_outbox"
"""PostgreSQL: where a commit that queued something to say is told of (NOTIFY)."""

T = TypeVar("T")
Convert = Callable[[Any], Any] | None

_UTC = UtcDateTime()


@dataclass(frozen=True)
class Rows:
    """Rows of one table: new ones, or values for those with the same `id`. A column of `names`
    that a row does not have is null."""

    table: Table
    names: tuple[str, ...]
    is_new: bool = True
    rows: list[Mapping[str, Any]] = field(default_factory=list)

    @classmethod
    def new(cls, table: Table, row: Mapping[str, Any]) -> "Rows":
        """For new rows like this one; without a key the database counts it up."""
        return cls(table, _columns(table, "id" in row))

    @property
    def shape(self) -> tuple[Table, tuple[str, ...], bool]:
        """All but the rows."""
        return self.table, self.names, self.is_new


@lru_cache
def _columns(table: Table, with_key: bool) -> tuple[str, ...]:
    return tuple(c.name for c in table.columns if with_key or c.name != "id")


def write_rows(session: Session, batches: Sequence[Rows], *, ends: bool = False) -> None:
    """Write rows, in this order, in one trip to the database. `ends`: nothing else comes before
    the commit, which on SQLite then goes along.

    Raises the driver's own errors."""
    dialect = session.get_bind().dialect
    known: dict[Any, Any] = {}
    if dialect.name == "postgresql":
        sql = _one_statement(tuple(batch.shape for batch in batches))
        # Rows hold no circles; to look for some is a quarter of writing them out.
        written = json.JSONEncoder(default=_Plain().of, check_circular=False)
        given = [written.encode(_sealed(batch, dialect, known)) for batch in batches]
        if ends:
            _ask_postgres(session, sql, given)
        else:
            _in_transaction(session, sql, given)
        return
    jobs = []
    for batch in batches:
        statement, columns = _statement(batch.shape)
        converts = columns.converts(dialect)
        bound = [_bound(columns.names, converts, row, known) for row in batch.rows]
        jobs.append((statement, bound))
    on_driver(session, lambda connection: _fill(connection, jobs, ends))


def _fill(connection: Any, jobs: Sequence[tuple[str, Sequence[Sequence[Any]]]], ends: bool) -> None:
    cursor = connection.cursor()
    for statement, rows in jobs:
        cursor.executemany(statement, rows)
    cursor.close()
    if ends:
        connection.commit()


@lru_cache
def _statement(
    shape: tuple[Table, tuple[str, ...], bool],
) -> tuple[str, "_Columns"]:
    """SQLite: a statement for executemany, and what it binds."""
    table, names, is_new = shape
    dialect = dialect_of("sqlite")
    binds: dict[str, Any] = {name: bindparam(name) for name in names}
    if is_new:
        statement: Any = insert(table).inline().values(binds)  # inline: the key is not asked back
    else:
        key = binds.pop("id")
        statement = update(table).where(table.c.id == key).values(binds)
    compiled = statement.compile(dialect=dialect)
    return compiled.string, _Columns.of(compiled)


@lru_cache
def _one_statement(shapes: Sequence[tuple[Table, tuple[str, ...], bool]]) -> str:
    """PostgreSQL: all of it as one statement, the rows of each table as one JSON parameter. What
    rows point at is checked at its end. Something new to say rings the bell with the commit."""
    parts = []
    for number, (table, names, is_new) in enumerate(shapes, 1):
        rows = f"json_populate_recordset(null::{table.name}, ${number}::json) as come"
        quoted = [f'"{name}"' for name in names]
        if is_new:
            come = ", ".join(f"come.{name}" for name in quoted)
            parts.append(
                f"insert into {table.name} ({', '.join(quoted)}) select {come} from {rows}"  # noqa: S608
            )
        else:
            values = ", ".join(f"{name} = come.{name}" for name in quoted if name != '"id"')
            parts.append(
                f"update {table.name} set {values} from {rows} where {table.name}.id = come.id"  # noqa: S608
            )
    named = ", ".join(f"part_{number} as ({sql})" for number, sql in enumerate(parts))
    rings = any(is_new and table.name == "outbox" for table, _, is_new in shapes)
    last = f"pg_notify('{OUTBOX_BELL}', '')" if rings else "1"
    return f"with {named} select {last}"


def _sealed(batch: Rows, dialect: Dialect, known: dict[Any, Any]) -> list[Mapping[str, Any]]:
    """The rows of a batch with what is to be sealed sealed, and all else as it is."""
    converts = [
        (name, _to_driver(kind, dialect))
        for name, kind in ((name, batch.table.c[name].type) for name in batch.names)
        if isinstance(kind, InContext)
    ]
    return [_row_sealed(row, converts, known) for row in batch.rows]


def _row_sealed(
    row: Mapping[str, Any], converts: Sequence[tuple[str, Convert]], known: dict[Any, Any]
) -> Mapping[str, Any]:
    changed = {
        name: _converted(convert, row[name], known)
        for name, convert in converts
        if convert is not None and row.get(name) is not None
    }
    return {**row, **changed}


class _Plain:
    """What JSON has no form for. One moment stands in many rows: it is written out once."""

    def __init__(self) -> None:
        self._known: dict[datetime, str] = {}

    def of(self, value: object) -> str:
        if not isinstance(value, datetime):
            raise TypeError(f"{type(value).__name__} has no place in a row")
        if value not in self._known:
            moment = _UTC.process_bind_param(value, dialect_of("postgresql"))
            self._known[value] = moment.isoformat() if moment else ""
        return self._known[value]


@dataclass(frozen=True)
class _Columns:
    """The parameters of a statement in their order, with their types."""

    names: Sequence[str]
    kinds: Sequence[TypeEngine[Any]]

    @classmethod
    def of(cls, compiled: Any) -> "_Columns":
        names: list[str] = compiled.positiontup or []
        return cls(names, [compiled.binds[name].type for name in names])

    def converts(self, dialect: Dialect) -> list[tuple[int, Callable[[Any], Any]]]:
        """Those the driver wants otherwise than we have them, by their place."""
        found = [(place, _to_driver(kind, dialect)) for place, kind in enumerate(self.kinds)]
        return [(place, convert) for place, convert in found if convert is not None]


def _bound(
    names: Sequence[str],
    converts: Sequence[tuple[int, Callable[[Any], Any]]],
    row: Mapping[str, Any],
    known: dict[Any, Any],
) -> list[Any]:
    """A row for the driver."""
    bound = list(map(row.get, names))
    for place, convert in converts:
        value = bound[place]
        if value is not None:
            bound[place] = _converted(convert, value, known)
    return bound


def _converted(convert: Callable[[Any], Any], value: Any, known: dict[Any, Any]) -> Any:
    """One moment, or one text for many readers, stands in many rows: it is converted once, as long
    as `known` is kept beside those rows."""
    same = convert, id(value)
    if same not in known:
        known[same] = convert(value)
    return known[same]


def _to_driver(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    known = _known(dialect, "to_driver")
    if kind not in known:
        known[kind] = kind.dialect_impl(dialect).bind_processor(dialect)
    return known[kind]


def _from_driver(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    known = _known(dialect, "from_driver")
    if kind not in known:
        known[kind] = kind.dialect_impl(dialect).result_processor(dialect, None)
    return known[kind]


def _known(dialect: Dialect, way: str) -> dict[TypeEngine[Any], Convert]:
    """What was found already, kept with the dialect: it ends with its engine."""
    found: dict[TypeEngine[Any], Convert] | None = getattr(dialect, f"jiedan_{way}", None)
    if found is None:
        found = {}
        setattr(dialect, f"jiedan_{way}", found)
    return found


class Query:
    """A SELECT that is compiled once for a database."""

    def __init__(self, dialect_name: str, statement: Select[Any]) -> None:
        dialect = dialect_of(dialect_name)
        compiled: Any = statement.compile(dialect=dialect)
        self._sql: str = compiled.string
        self._binds = _Columns.of(compiled)
        self._fixed = {n: b.value for n, b in compiled.binds.items() if not b.required}
        self._kinds = [column.type for column in statement.selected_columns]

    def run(self, session: Session, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """The rows, their values as SQLAlchemy would give them. `values` are by the names of the
        statement's parameters."""
        dialect = session.get_bind().dialect
        converts = self._binds.converts(dialect)
        bound = _bound(self._binds.names, converts, {**self._fixed, **values}, {})
        if dialect.name == "postgresql":
            rows = _ask_postgres(session, self._sql, bound)
        else:
            rows = on_driver(session, lambda connection: _fetch(connection, self._sql, bound))
        from_driver = [_from_driver(kind, dialect) for kind in self._kinds]
        return [
            tuple(
                value if convert is None else convert(value)
                for convert, value in zip(from_driver, row, strict=True)
            )
            for row in rows
        ]


def _fetch(connection: Any, sql: str, bound: Sequence[Any]) -> list[Any]:
    cursor = connection.cursor()
    cursor.execute(sql, bound)
    rows = list(cursor.fetchall())
    cursor.close()
    return rows


def _ask_postgres(session: Session, sql: str, given: Sequence[Any]) -> list[Any]:
    """One statement by itself is a transaction: where SQLAlchemy has begun none yet, neither BEGIN
    nor COMMIT goes over the wire. What comes after it sees no less than within one: we read what
    is committed (READ COMMITTED), and nothing was locked."""
    dbapi: Any = session.connection().connection.dbapi_connection
    rows: list[Any] = dbapi.run_async(lambda asyncpg: asyncpg.fetch(sql, *given))
    return rows


def _in_transaction(session: Session, sql: str, given: Sequence[Any]) -> None:
    dbapi: Any = session.connection().connection  # SQLAlchemy makes asyncpg look like DBAPI
    _fetch(dbapi, sql, given)


def on_driver(session: Session, job: Callable[[Any], T]) -> T:
    """SQLite: do a job with the plain connection, in this session's transaction. Only where
    SQLAlchemy may wait for a database (`run_sync`, session events)."""
    dbapi: Any = session.connection().connection.dbapi_connection
    done: T = dbapi.run_async(lambda _: dbapi.hand_over(job))
    return done
