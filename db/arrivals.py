"""The one read before messages are taken in: whether each is new, who sent it, and the keys of the
rows it will need."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    column,
    func,
    select,
    values,
)
from sqlalchemy.orm import DeclarativeBase, Session, make_transient_to_detached
from sqlalchemy.types import TypeEngine

from db import people, roster
from db.models import Account, Person, Receipt, Ticket
from db.session import Work
from db.short_cut import Query

KEYED: tuple[type[DeclarativeBase], ...] = (Receipt, Person, Ticket)
"""Rows whose key is known before they are written, so that others can point at them."""

_KINDS: dict[str, TypeEngine[Any]] = {
    "n": Integer(),
    "channel": String(),
    "chat": Account.chat.type,
    "key": String(),
    "sender": Account.sender.type,
    "joins": Boolean(),
    "opens": Boolean(),
}
_PERSON = tuple(Person.__table__.columns)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message as it comes in. `sender` is None where nobody can be known by it; `joins` says
    that a stranger becomes a person by it, `opens` that a ticket will probably come of it."""

    channel: str
    chat: str
    key: str
    sender: str | None
    joins: bool
    opens: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was known of an arrival: whether it had come before, who sent it, whether this is the
    chat in which we reach them, and when their newest ticket was opened, if they ever had one."""

    is_new: bool
    person: Person | None
    is_reached_here: bool
    latest: datetime | None = None


async def look_up(work: Work, arrivals: Sequence[Arrival]) -> list[Found]:
    """Look them all up in one statement, the first of this unit of work. Where the roster, and the
    organisation with it, has become another one since, that is read before anything is decided."""
    found = await work.run_sync(_look_up, work, arrivals)
    await people.roster_of(work)
    return found


def _look_up(session: Session, work: Work, arrivals: Sequence[Arrival]) -> list[Found]:
    dialect = session.get_bind().dialect.name
    missing = sum(one.opens for one in arrivals) - len(work.memory.spare(Ticket))
    given: dict[str, Any] = {}
    for n, one in enumerate(arrivals):
        opens = one.opens and missing > 0
        missing -= opens
        row = (n, one.channel, one.chat, one.key, one.sender, one.joins, opens)
        given |= {f"{name}_{n}": value for name, value in zip(_KINDS, row, strict=True)}
    rows = sorted(_query(dialect, len(arrivals)).run(session, given), key=lambda row: int(row[0]))
    work.sync_session.roster_version = roster.version_in(rows[0][1])
    for place, model in enumerate(KEYED, 2):
        keys = [row[place] for row in rows if row[place] is not None]
        if dialect == "sqlite":
            work.sync_session.keys[model] = itertools.count(keys[0])
        else:
            work.memory.spare(model).extend(keys)
    people: dict[int, Person] = {}
    return [_found(session, row[2 + len(KEYED) :], people) for row in rows]


def _found(session: Session, row: Sequence[Any], people: dict[int, Person]) -> Found:
    had, here, latest, number, *rest = row
    if number is not None and number not in people:
        names = [column.key for column in _PERSON]
        person = Person(**dict(zip(names, (number, *rest), strict=True)))
        make_transient_to_detached(person)
        session.add(person)
        people[number] = person
    return Found(had is None, people.get(number), bool(here), latest)


async def ready_keys(work: Work) -> None:
    """Make `next_key` work where no message was looked up: a press from which a ticket comes. Only
    SQLite needs it, where the transaction that has begun keeps the keys for itself."""
    if work.get_bind().dialect.name != "sqlite":
        return
    for model in KEYED:
        first = await work.scalar(select(_after_the_last(model)))
        work.sync_session.keys.setdefault(model, itertools.count(first or 1))


async def next_key(work: Work, model: type[DeclarativeBase]) -> int:
    """A key for a new row of one of KEYED. What a work that fails has taken leaves a gap."""
    if model in work.sync_session.keys:
        return next(work.sync_session.keys[model])
    spare = work.memory.spare(model)
    if not spare:
        await work.run_sync(_more_keys, work, model)
    return spare.popleft()


def _more_keys(session: Session, work: Work, model: type[DeclarativeBase]) -> None:
    query = _one_key(session.get_bind().dialect.name, model)
    work.memory.spare(model).extend(row[0] for row in query.run(session, {}))


@lru_cache
def _one_key(dialect: str, model: type[DeclarativeBase]) -> Query:
    return Query(dialect, select(_next(model)))


@lru_cache
def _query(dialect: str, count: int) -> Query:
    come = values(*(column(name, kind) for name, kind in _KINDS.items()), name="come").data(
        [
            tuple(bindparam(f"{name}_{n}", type_=kind) for name, kind in _KINDS.items())
            for n in range(count)
        ]
    )
    return Query(dialect, _statement(dialect, come.cte()))


def _statement(dialect: str, come: Any) -> Select[Any]:
    is_new = Receipt.id.is_(None)
    keys: list[ColumnElement[Any]]
    if dialect == "sqlite":
        keys = [_after_the_last(model) for model in KEYED]
    else:
        is_stranger = and_(is_new, come.c.joins, Account.id.is_(None))
        wanted = (is_new, is_stranger, and_(is_new, come.c.opens))
        keys = [case((when, _next(model))) for when, model in zip(wanted, KEYED, strict=True)]
    same_chat = and_(Receipt.channel == come.c.channel, Receipt.chat == come.c.chat)
    same_sender = and_(Account.channel == come.c.channel, Account.sender == come.c.sender)
    is_reached_here = and_(Account.reachable, Account.chat == come.c.chat)
    latest = (
        select(func.max(Ticket.opened_at))
        .where(Ticket.owner_id == Account.person_id)
        .scalar_subquery()
    )
    return (
        select(
            come.c.n,
            roster.VERSION.scalar_subquery(),
            *keys,
            Receipt.id,
            case((is_reached_here, 1), else_=0),
            latest.label("latest"),
            *_PERSON,
        )
        .select_from(come)
        .outerjoin(Receipt, and_(same_chat, Receipt.key == come.c.key))
        .outerjoin(Account, same_sender)
        .outerjoin(Person, Person.id == Account.person_id)
    )


def _next(model: type[DeclarativeBase]) -> ColumnElement[int]:
    return func.nextval(func.pg_get_serial_sequence(model.__tablename__, "id"))


def _after_the_last(model: Any) -> ColumnElement[int]:
    """SQLite's next key, which nobody else can take: a transaction begins by locking."""
    return select(func.coalesce(func.max(model.id), 0) + 1).scalar_subquery()
