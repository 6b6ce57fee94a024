"""Claiming the timers that are due, many at a time, each with its ticket locked."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, bindparam, select, update
from sqlalchemy.orm import make_transient_to_detached

from db.models import Ticket, Timer, TimerState
from db.session import Work

URGENT = ("L0", "L1")
"""Levels whose timers are looked for before all others."""

# Written into the statements, not bound: a partial index is found by the very same words only.
_PENDING: BindParameter[TimerState] = bindparam("pending", TimerState.PENDING, literal_execute=True)

_DUE = (
    select(Timer.id, Timer.ticket_id, Timer.clock, Timer.cycle, Timer.step, Timer.started_at)
    .add_columns(Timer.due_at)
    .join(Ticket, Ticket.id == Timer.ticket_id)
    .where(Timer.state == _PENDING, Timer.due_at <= bindparam("now"))
    .order_by(Timer.due_at, Timer.id)
    .limit(bindparam("most"))
    .with_for_update(of=Ticket, skip_locked=True)
)
_URGENT = _DUE.where(Ticket.level.in_(URGENT))
_THIS = _DUE.where(Timer.id == bindparam("timer"))
_TAKE = (
    update(Timer)
    .where(Timer.id.in_(bindparam("numbers", expanding=True)), Timer.state == _PENDING)
    .values(state=TimerState.FIRED)
    .returning(Timer.id)
    .execution_options(synchronize_session=False)
)


async def claim_due(
    work: Work, now: datetime, most: int, *, urgent: bool = False, timer: int | None = None
) -> tuple[Timer, ...]:
    """Up to `most` due timers, earliest first, each as fired and with its ticket locked: those of
    urgent levels only, or this one only. Empty when nothing is due.

    The tickets are what is locked (another process's are skipped on PostgreSQL), always before the
    timers, the same order in which people's actions lock: no deadlock."""
    given = {"now": now, "most": most}
    if timer is not None:
        found = (await work.execute(_THIS, given | {"timer": timer})).all()
    else:
        found = (await work.execute(_URGENT if urgent else _DUE, given)).all()
    if not found:
        return ()
    took = await work.execute(_TAKE, {"numbers": [row.id for row in found]})
    mine = {row.id for row in took}  # between our look and our lock somebody may have fired one
    return tuple(_as_fired(work, row) for row in found if row.id in mine)


def _as_fired(work: Work, row: object) -> Timer:
    timer = Timer(**row._asdict(), state=TimerState.FIRED)  # type: ignore[attr-defined]
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
