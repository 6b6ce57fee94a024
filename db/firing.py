"""Claiming the timers that are due, many at a time, each with its ticket locked."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, select, update
from sqlalchemy.orm import make_transient_to_detached

from db.models import Ticket, Timer, TimerState
from db.session import Work

URGENT = ("L0", "L1")
"""Levels whose timers are looked for before all others."""

# Written into the statements, not bound: a partial index is found by the very same words only.
_PENDING: BindParameter[TimerState] = bindparam("pending", TimerState.PENDING, literal_execute=True)

_DUE = (
    select(Timer.id.label("number"))
    .join(Ticket, Ticket.id == Timer.ticket_id)
    .where(Timer.state == _PENDING, Timer.due_at <= bindparam("now"))
    .order_by(Timer.due_at, Timer.id)
    .limit(bindparam("most"))
    .with_for_update(of=Ticket, skip_locked=True)
)
_COLUMNS = ("id", "ticket_id", "clock", "cycle", "step", "started_at", "due_at")


def _taking(due: Select[Any]) -> Any:
    """One statement that looks, locks and marks. Between look and lock somebody else may have
    fired a timer, hence its state is looked at twice."""
    found = due.cte("due")
    return (
        update(Timer)
        .where(Timer.id == found.c.number, Timer.state == _PENDING)
        .values(state=TimerState.FIRED)
        .returning(*(getattr(Timer, name) for name in _COLUMNS))
        .execution_options(synchronize_session=False)
    )


_TAKE_DUE = _taking(_DUE)
_TAKE_URGENT = _taking(_DUE.where(Ticket.level.in_(URGENT)))
_TAKE_THIS = _taking(_DUE.where(Timer.id == bindparam("timer")))


async def claim_due(
    work: Work, now: datetime, most: int, *, urgent: bool = False, timer: int | None = None
) -> tuple[Timer, ...]:
    """Up to `most` due timers, earliest first, each as fired and with its ticket locked: those of
    urgent levels only, or this one only. Empty when nothing is due.

    The tickets are what is locked (another process's are skipped on PostgreSQL), always before the
    timers, the same order in which people's actions lock: no deadlock."""
    given: dict[str, Any] = {"now": now, "most": most}
    statement = _TAKE_URGENT if urgent else _TAKE_DUE
    if timer is not None:
        statement, given["timer"] = _TAKE_THIS, timer
    took = [row._asdict() for row in await work.execute(statement, given)]
    took.sort(key=lambda row: (row["due_at"], row["id"]))
    return tuple(_as_fired(work, row) for row in took)


def _as_fired(work: Work, row: dict[str, Any]) -> Timer:
    timer = Timer(**row, state=TimerState.FIRED)
    make_transient_to_detached(timer)
    work.add(timer)
    return timer


async def tickets_of(work: Work, timers: Sequence[Timer]) -> Mapping[int, Ticket]:
    """The tickets of claimed timers by their numbers, as they stand now."""
    rows = await work.scalars(
        select(Ticket)
        .where(Ticket.id.in_({timer.ticket_id for timer in timers}))
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


async def postpone(work: Work, timer: int, now: datetime, pause: timedelta) -> None:
    """Let a timer wait that cannot be fired just now."""
    await work.execute(
        update(Timer)
        .where(Timer.id == timer, Timer.state == _PENDING)
        .values(due_at=now + pause)
        .execution_options(synchronize_session=False)
    )
