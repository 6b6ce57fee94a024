"""Rows of tickets: finding, locking, timers, history."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select, update
from sqlalchemy.orm import aliased

from db.models import Event, Ticket, Timer, TimerState
from db.session import Work
from domain.lifecycle import LIVE, WORKING, Status

_THIS = aliased(Ticket)
_LOCK = (
    select(Ticket)
    .where(
        or_(
            Ticket.id == bindparam("ticket"),
            Ticket.id
            == select(_THIS.merged_into).where(_THIS.id == bindparam("ticket")).scalar_subquery(),
        )
    )
    .order_by(Ticket.id == bindparam("ticket"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
"""Made once: to build it costs more than to run it."""


async def lock(work: Work, ticket_id: int) -> Ticket | None:
    """The ticket, locked until this unit of work ends, so that two people cannot both have it.
    With a merged one its main ticket is locked too, and before it, as wherever both are: nobody
    waits in a circle."""
    rows = await work.scalars(_LOCK, {"ticket": ticket_id})
    return next((row for row in rows if row.id == ticket_id), None)


async def merged_with(work: Work, ticket_id: int) -> tuple[Ticket, ...]:
    """The tickets merged into this one, locked; it has to be locked already."""
    rows = await work.scalars(
        select(Ticket)
        .where(Ticket.merged_into == ticket_id, Ticket.status == Status.MERGED)
        .order_by(Ticket.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return tuple(rows)


async def main_of(work: Work, ticket: Ticket) -> Ticket:
    """The ticket that stands for this one: itself, or the one it is merged into."""
    if ticket.status is not Status.MERGED or ticket.merged_into is None:
        return ticket
    return await work.get_one(Ticket, ticket.merged_into)


async def count_households(work: Work, ticket_id: int) -> int:
    """How many households say what this ticket says: as homes or as persons, whichever are
    fewer."""
    row = (
        await work.execute(
            select(
                func.count(Ticket.household.distinct()), func.count(Ticket.owner_id.distinct())
            ).where(
                or_(
                    Ticket.id == ticket_id,
                    and_(Ticket.merged_into == ticket_id, Ticket.status == Status.MERGED),
                )
            )
        )
    ).one()
    return max(1, min(row[0], row[1]))


async def merged_into_nothing(work: Work) -> tuple[Ticket, ...]:
    """Merged tickets whose main ticket nobody works on: there must be none."""
    main = aliased(Ticket)
    rows = await work.scalars(
        select(Ticket)
        .outerjoin(main, main.id == Ticket.merged_into)
        .where(Ticket.status == Status.MERGED, or_(main.id.is_(None), main.status.not_in(WORKING)))
        .order_by(Ticket.id)
    )
    return tuple(rows)


async def of_owner(work: Work, owner_id: int, limit: int = 5) -> tuple[Ticket, ...]:
    """A resident's tickets, open ones first, then newest first."""
    is_open = Ticket.status.in_(LIVE)
    rows = await work.scalars(
        select(Ticket)
        .where(Ticket.owner_id == owner_id)
        .order_by(is_open.desc(), Ticket.opened_at.desc(), Ticket.id.desc())
        .limit(limit)
    )
    return tuple(rows)


async def newest_of(work: Work, owner_id: int, limit: int) -> tuple[Ticket, ...]:
    """The tickets a resident opened last, newest first."""
    rows = await work.scalars(
        select(Ticket)
        .where(Ticket.owner_id == owner_id)
        .order_by(Ticket.opened_at.desc(), Ticket.id.desc())
        .limit(limit)
    )
    return tuple(rows)


async def latest_done_of(work: Work, owner_id: int) -> Ticket | None:
    """The ticket of a resident that was resolved last and waits for her word, locked."""
    rows = await work.scalars(
        select(Ticket)
        .where(Ticket.owner_id == owner_id, Ticket.status == Status.DONE)
        .order_by(Ticket.resolved_at.desc(), Ticket.id.desc())
        .limit(1)
        .with_for_update()
    )
    return rows.first()


async def latest_closed_of(work: Work, owner_id: int, since: datetime) -> Ticket | None:
    """The ticket of a resident that was closed last, by her word or her silence, since a moment;
    locked."""
    rows = await work.scalars(
        select(Ticket)
        .where(
            Ticket.owner_id == owner_id,
            Ticket.status == Status.CLOSED,
            Ticket.closed_at >= since,
        )
        .order_by(Ticket.closed_at.desc(), Ticket.id.desc())
        .limit(1)
        .with_for_update()
    )
    return rows.first()


async def latest_open_of(work: Work, owner_id: int, since: datetime) -> Ticket | None:
    """The newest open ticket of a resident opened since a moment."""
    rows = await work.scalars(
        select(Ticket)
        .where(
            Ticket.owner_id == owner_id,
            Ticket.status.in_(LIVE),
            Ticket.opened_at >= since,
        )
        .order_by(Ticket.opened_at.desc(), Ticket.id.desc())
        .limit(1)
    )
    return rows.first()


async def in_hand_of(work: Work, person_id: int, limit: int = 10) -> tuple[Ticket, ...]:
    """What a person has accepted and not finished, most urgent first."""
    rows = await work.scalars(
        select(Ticket)
        .where(Ticket.handler_id == person_id, Ticket.status == Status.HANDLING)
        .order_by(Ticket.level, Ticket.fix_due)
        .limit(limit)
    )
    return tuple(rows)


async def cancel_timers(work: Work, ticket_id: int, *clocks: str) -> None:
    """Stop the waiting timers of a ticket: those of the named clocks, or all."""
    statement = update(Timer).where(Timer.ticket_id == ticket_id, Timer.state == TimerState.PENDING)
    if clocks:
        statement = statement.where(Timer.clock.in_(clocks))
    await work.execute(
        statement.values(state=TimerState.CANCELLED).execution_options(synchronize_session=False)
    )


async def stop_timers(work: Work, ticket_id: int) -> list[int]:
    """Stop all waiting timers of a ticket; returns which, so that they can go on."""
    rows = await work.execute(
        update(Timer)
        .where(Timer.ticket_id == ticket_id, Timer.state == TimerState.PENDING)
        .values(state=TimerState.CANCELLED)
        .returning(Timer.id)
        .execution_options(synchronize_session=False)
    )
    return sorted(row[0] for row in rows)


async def resume_timers(work: Work, ticket_id: int, numbers: list[int], now: datetime) -> None:
    """Let timers go on that `stop_timers` stopped, with the moments they had. What passed meanwhile
    is due now: nobody is behind with it."""
    await work.execute(
        update(Timer)
        .where(Timer.ticket_id == ticket_id, Timer.id.in_(numbers))
        .values(
            state=TimerState.PENDING,
            due_at=case(
                (Timer.due_at < now, bindparam("now", now, type_=Timer.due_at.type)),
                else_=Timer.due_at,
            ),
        )
        .execution_options(synchronize_session=False)
    )


async def carry_timers(work: Work, ticket_id: int, clocks: list[str], cycle: int) -> None:
    """Take waiting timers over into another round, with the moments they have."""
    await work.execute(
        update(Timer)
        .where(
            Timer.ticket_id == ticket_id,
            Timer.state == TimerState.PENDING,
            Timer.clock.in_(clocks),
        )
        .values(cycle=cycle)
        .execution_options(synchronize_session=False)
    )


async def next_due(work: Work) -> datetime | None:
    """When the next waiting timer is due."""
    return await work.scalar(
        select(func.min(Timer.due_at)).where(Timer.state == TimerState.PENDING)
    )


async def timer_count(work: Work, ticket_id: int, clock: str, cycle: int) -> int:
    """How many timers of one clock this ticket has had in a cycle."""
    counted = await work.scalar(
        select(func.count(Timer.id)).where(
            Timer.ticket_id == ticket_id, Timer.clock == clock, Timer.cycle == cycle
        )
    )
    return counted or 0


async def highest_step(work: Work, ticket_id: int, clock: str, cycle: int) -> int:
    """The highest step of one clock this ticket has had in a cycle; 0 for none."""
    highest = await work.scalar(
        select(func.max(Timer.step)).where(
            Timer.ticket_id == ticket_id, Timer.clock == clock, Timer.cycle == cycle
        )
    )
    return highest or 0


async def by_ids(work: Work, numbers: Collection[int]) -> tuple[Ticket, ...]:
    """These tickets, to be read."""
    return tuple(await work.scalars(select(Ticket).where(Ticket.id.in_(numbers))))


_EVENTS = (
    select(Event)
    .where(
        Event.ticket_id.in_(bindparam("numbers", expanding=True)),
        Event.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(Event.id)
)
_LAST_EVENT = (
    select(Event)
    .where(
        Event.ticket_id == bindparam("ticket"),
        Event.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(Event.id.desc())
    .limit(1)
)


async def events_of(work: Work, numbers: list[int], *kinds: str) -> tuple[Event, ...]:
    """The events of these kinds on these tickets, oldest first."""
    return tuple(await work.scalars(_EVENTS, {"numbers": numbers, "kinds": kinds}))


async def last_event(work: Work, ticket_id: int, *kinds: str) -> Event | None:
    """The newest event of these kinds on a ticket."""
    return (await work.scalars(_LAST_EVENT, {"ticket": ticket_id, "kinds": kinds})).first()


async def told_since_accept(
    work: Work, ticket_id: int, person_id: int, kind: str = "progress"
) -> tuple[Event, ...]:
    """What that person has told of a ticket since somebody took it last, or they themselves claimed
    it, oldest first; from the beginning where nobody has."""
    of_ticket = Event.ticket_id == ticket_id
    claimed = and_(Event.kind == "claim", Event.person_id == person_id)
    took = or_(Event.kind == "accept", claimed)
    taken = select(func.coalesce(func.max(Event.id), 0)).where(of_ticket, took).scalar_subquery()
    rows = await work.scalars(
        select(Event)
        .where(of_ticket, Event.person_id == person_id, Event.kind == kind, Event.id > taken)
        .order_by(Event.id)
    )
    return tuple(rows)


async def first_opened(work: Work, community: str) -> datetime | None:
    """When the first ticket of a community was opened; None as long as there is none."""
    found: datetime | None = await work.scalar(
        select(func.min(Ticket.opened_at)).where(Ticket.community == community)
    )
    return found


async def to_be_ruled(work: Work, communities: Collection[str]) -> tuple[Ticket, ...]:
    """What waits for a ruling in these communities, locked, in its order."""
    there = Ticket.community.in_(sorted(communities))
    return await _locked(work, Ticket.status == Status.RULING, there)


async def queued_at(work: Work, units: Collection[str]) -> tuple[Ticket, ...]:
    """The tickets that wait at a post of one of these units, locked, in their order."""
    there = Ticket.lead_unit.in_(sorted(units))
    return await _locked(work, Ticket.status == Status.QUEUED, there)


async def _locked(work: Work, *which: ColumnElement[bool]) -> tuple[Ticket, ...]:
    query = select(Ticket).where(*which).order_by(Ticket.id).with_for_update()
    return tuple(await work.scalars(query))
