"""Claiming the timers that are due, many at a time, each with its ticket locked."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, select, update
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from db import facts
from db.models import Ticket, Timer, TimerState
from db.session import Work

URGENT = ("L0", "L1")
"""Levels whose timers are looked for before all others."""

STUCK = "stuck-timers"
"""The fact in which it is kept which timers could not be fired."""

# Written into the statements, not bound: a partial index is found by the very same words only.
_PENDING: BindParameter[TimerState] = bindparam("pending", TimerState.PENDING, literal_execute=True)


class _place(FunctionElement[Any]):
    """Where the row of a timer's number stands, the shortest way back to it. On PostgreSQL a row
    moves when somebody else changes it between look and mark: then it is not found, and rightly
    so."""

    inherit_cache = True
    name = "place"


@compiles(_place)
def _by_number(element: _place, compiler: SQLCompiler, **more: Any) -> str:
    return compiler.process(element.clauses, **more)  # SQLite keeps its rows by it


@compiles(_place, "postgresql")
def _by_address(_element: _place, _compiler: SQLCompiler, **_: Any) -> str:
    return f"{Timer.__tablename__}.ctid"


_DUE = (
    select(_place(Timer.id).label("place"))
    .join(Ticket, Ticket.id == Timer.ticket_id)
    .where(Timer.state == _PENDING, Timer.due_at <= bindparam("now"))
    .order_by(Timer.due_at, Timer.id)
    .limit(bindparam("most"))
    .with_for_update(of=Ticket, skip_locked=True)
)


class DueTimer(NamedTuple):
    """A timer that is being fired, as it was found. A value, not a row: a row that the session
    watches costs as much as finding it."""

    id: int
    ticket_id: int
    clock: str
    cycle: int
    step: int
    started_at: datetime
    due_at: datetime


def _taking(due: Select[Any]) -> Any:
    """One statement that looks, locks and marks. Between look and lock somebody else may have
    fired a timer, hence its state is looked at twice."""
    found = due.cte("due")
    return (
        update(Timer)
        .where(_place(Timer.id) == found.c.place, Timer.state == _PENDING)
        .values(state=TimerState.FIRED)
        .returning(*(getattr(Timer, name) for name in DueTimer._fields))
        .execution_options(synchronize_session=False)
    )


_TAKE_DUE = _taking(_DUE)
_TAKE_URGENT = _taking(_DUE.where(Ticket.level.in_(URGENT)))
_TAKE_THIS = _taking(_DUE.where(Timer.id == bindparam("timer")))


async def claim_due(
    work: Work, now: datetime, most: int, *, urgent: bool = False, timer: int | None = None
) -> tuple[DueTimer, ...]:
    """Up to `most` due timers, earliest first, each as fired and with its ticket locked: those of
    urgent levels only, or this one only. Empty when nothing is due.

    The tickets are what is locked (another process's are skipped on PostgreSQL), always before the
    timers, the same order in which people's actions lock: no deadlock."""
    given: dict[str, Any] = {"now": now, "most": most}
    statement = _TAKE_URGENT if urgent else _TAKE_DUE
    if timer is not None:
        statement, given["timer"] = _TAKE_THIS, timer
    took = map(DueTimer._make, await work.execute(statement, given))
    return tuple(sorted(took, key=lambda one: (one.due_at, one.id)))


async def mark(work: Work, timer: DueTimer, state: TimerState) -> None:
    """Write down that a claimed timer did not speak after all, and why."""
    await work.execute(
        update(Timer)
        .where(Timer.id == timer.id)
        .values(state=state)
        .execution_options(synchronize_session=False)
    )


async def wait_on(work: Work, timer: DueTimer, since: datetime, until: datetime) -> None:
    """Let a claimed timer wait again, as one that runs from one moment to another."""
    await work.execute(
        update(Timer)
        .where(Timer.id == timer.id)
        .values(state=TimerState.PENDING, started_at=since, due_at=until)
        .execution_options(synchronize_session=False)
    )


async def tickets_of(work: Work, timers: Sequence[DueTimer]) -> Mapping[int, Ticket]:
    """The tickets of claimed timers by their numbers, as they stand now."""
    rows = await work.scalars(
        select(Ticket)
        .where(Ticket.id.in_({timer.ticket_id for timer in timers}))
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


async def postpone(work: Work, timer: int, now: datetime, pause: timedelta) -> None:
    """Let a timer wait that cannot be fired just now, and remember that it could not."""
    await work.execute(
        update(Timer)
        .where(Timer.id == timer, Timer.state == _PENDING)
        .values(due_at=now + pause)
        .execution_options(synchronize_session=False)
    )
    known = (await facts.lock(work, STUCK)).get("timers", [])
    waiting = await work.scalars(
        select(Timer.id).where(Timer.id.in_({*known, timer}), Timer.state == _PENDING)
    )
    await facts.write(work, STUCK, {"timers": sorted(waiting)})


async def stuck(work: Work) -> Sequence[tuple[int, datetime]]:
    """Number and opening of tickets with a waiting timer that could not be fired."""
    known = (await facts.read(work, STUCK) or {}).get("timers", [])
    if not known:
        return []
    rows = await work.execute(
        select(Ticket.id, Ticket.opened_at)
        .join(Timer, Timer.ticket_id == Ticket.id)
        .where(Timer.id.in_(known), Timer.state == _PENDING)
        .distinct()
        .order_by(Ticket.id)
    )
    return [(number, at) for number, at in rows]
