"""What people of a unit have in hand, for handing it over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from db.models import Event, Membership, Person, Ticket, Timer, TimerState
from db.session import Work
from domain.lifecycle import Status
from domain.people import Post


@dataclass(frozen=True, slots=True)
class Load:
    """Somebody with a post at one of the units, and how many tickets they have in hand."""

    person_id: int
    name: str
    post: Post
    count: int


async def loads_at(work: Work, units: Iterable[str]) -> tuple[Load, ...]:
    """Those of these units who have tickets in hand, also who can no longer be reached."""
    rows = await work.execute(
        select(Person.id, Person.name, Membership.unit, Membership.role, func.count(Ticket.id))
        .join(Membership, Membership.person_id == Person.id)
        .join(Ticket, Ticket.handler_id == Person.id)
        .where(Membership.unit.in_(sorted(units)), Ticket.status == Status.HANDLING)
        .group_by(Person.id, Person.name, Membership.id, Membership.unit, Membership.role)
        .order_by(Person.id, Membership.id)
    )
    found: dict[int, Load] = {}
    for number, name, unit, role, count in rows:
        found.setdefault(number, Load(number, name, Post(unit, role), count))
    return tuple(found.values())


async def lock_all_of(work: Work, person_id: int) -> tuple[Ticket, ...]:
    """All tickets a person has in hand, locked, the most urgent first."""
    rows = await work.scalars(
        select(Ticket)
        .where(Ticket.handler_id == person_id, Ticket.status == Status.HANDLING)
        .order_by(Ticket.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return tuple(sorted(rows, key=lambda ticket: (ticket.level, ticket.fix_due)))


async def passed_to(work: Work, person_id: int, since: datetime) -> tuple[Ticket, ...]:
    """The tickets whoever has them has asked somebody to take since a moment, oldest first."""
    asked = select(Event.ticket_id).where(
        Event.kind == "pass",
        Event.at >= since,
        Event.values["to"].as_integer() == person_id,
    )
    rows = await work.scalars(
        select(Ticket)
        .where(Ticket.id.in_(asked), Ticket.status == Status.HANDLING)
        .order_by(Ticket.id)
    )
    return tuple(rows)


async def stop_news(work: Work, numbers: list[int]) -> dict[tuple[int, int], int]:
    """Stop the clocks that ask for news of these tickets; returns how often `news` was armed, by
    ticket and cycle."""
    await work.execute(
        update(Timer)
        .where(
            Timer.ticket_id.in_(numbers),
            Timer.state == TimerState.PENDING,
            Timer.clock.in_(("news", "news_answer")),
        )
        .values(state=TimerState.CANCELLED)
        .execution_options(synchronize_session=False)
    )
    rows = await work.execute(
        select(Timer.ticket_id, Timer.cycle, func.count(Timer.id))
        .where(Timer.ticket_id.in_(numbers), Timer.clock == "news")
        .group_by(Timer.ticket_id, Timer.cycle)
    )
    return {(ticket, cycle): count for ticket, cycle, count in rows}
