"""What people of a unit have in hand, for handing it over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select, union, update

from db.desk_rows import SupportPart
from db.models import Event, Membership, Person, Ticket, Timer, TimerState
from db.session import Work
from domain.lifecycle import WORKING, Status
from domain.people import Post

Taken = tuple[Ticket, SupportPart]
"""A ticket and its supporting part."""


@dataclass(frozen=True, slots=True)
class Hand:
    """What somebody has in hand, the most urgent first: tickets, and supporting parts of tickets
    that others have. All these tickets are locked."""

    tickets: tuple[Ticket, ...] = ()
    parts: tuple[Taken, ...] = ()

    def __len__(self) -> int:
        return len({ticket.id for ticket in self})

    def __iter__(self) -> Iterator[Ticket]:
        yield from self.tickets
        mine = {ticket.id for ticket in self.tickets}
        yield from (ticket for ticket, _ in self.parts if ticket.id not in mine)

    def without(self, other: "Hand") -> "Hand":
        """What of it is not in the other one."""
        whole = {ticket.id for ticket in other.tickets}
        parts = {ticket.id for ticket, _ in other.parts}
        return Hand(
            tuple(ticket for ticket in self.tickets if ticket.id not in whole),
            tuple(one for one in self.parts if one[0].id not in parts),
        )


@dataclass(frozen=True, slots=True)
class Load:
    """Somebody with a post at one of the units, and how many tickets they have in hand, wholly or
    the supporting part of them."""

    person_id: int
    name: str
    post: Post
    count: int


async def loads_at(work: Work, units: Iterable[str]) -> tuple[Load, ...]:
    """Those of these units who have tickets in hand, also who can no longer be reached."""
    there = select(Membership.person_id).where(Membership.unit.in_(sorted(units)))
    whole = select(Ticket.handler_id.label("person_id"), Ticket.id.label("ticket_id")).where(
        Ticket.handler_id.in_(there), Ticket.status == Status.HANDLING
    )
    supporting = (
        select(SupportPart.handler_id, SupportPart.ticket_id)
        .join(Ticket, Ticket.id == SupportPart.ticket_id)
        .where(
            SupportPart.handler_id.in_(there),
            SupportPart.done_at.is_(None),
            Ticket.status.in_(WORKING),
        )
    )
    held = union(whole, supporting).subquery()
    rows = await work.execute(
        select(Person.id, Person.name, Membership.unit, Membership.role, func.count(held.c[1]))
        .join(Membership, Membership.person_id == Person.id)
        .join(held, held.c.person_id == Person.id)
        .where(Membership.unit.in_(sorted(units)))
        .group_by(Person.id, Person.name, Membership.id, Membership.unit, Membership.role)
        .order_by(Person.id, Membership.id)
    )
    found: dict[int, Load] = {}
    for number, name, unit, role, count in rows:
        found.setdefault(number, Load(number, name, Post(unit, role), count))
    return tuple(found.values())


async def lock_all_of(work: Work, people: Iterable[int]) -> dict[int, Hand]:
    """All that each of these people has in hand, locked in one order."""
    wanted = sorted(set(people))
    undone = (SupportPart.handler_id.in_(wanted), SupportPart.done_at.is_(None))
    joint = list(await work.scalars(select(SupportPart.ticket_id).where(*undone)))
    rows = await work.scalars(
        select(Ticket)
        .where(
            or_(
                and_(Ticket.handler_id.in_(wanted), Ticket.status == Status.HANDLING),
                and_(Ticket.id.in_(joint), Ticket.status.in_(WORKING)),
            )
        )
        .order_by(Ticket.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    locked = {ticket.id: ticket for ticket in rows}
    parts = await parts_of(work, joint)
    return {person: _hand_of(person, locked, parts) for person in wanted}


def _hand_of(person: int, locked: dict[int, Ticket], parts: dict[int, SupportPart]) -> Hand:
    """Nothing is anybody's any more that was done or given away before it was locked."""
    ordered = sorted(locked.values(), key=lambda ticket: (ticket.level, ticket.fix_due))
    taken = [(ticket, parts[ticket.id]) for ticket in ordered if ticket.id in parts]
    return Hand(
        tuple(t for t in ordered if t.handler_id == person and t.status is Status.HANDLING),
        tuple((t, p) for t, p in taken if p.handler_id == person and p.done_at is None),
    )


async def parts_of(work: Work, numbers: Iterable[int]) -> dict[int, SupportPart]:
    """The supporting parts of these tickets, as they are now, by ticket."""
    wanted = list(numbers)
    if not wanted:
        return {}
    rows = await work.scalars(
        select(SupportPart)
        .where(SupportPart.ticket_id.in_(wanted))
        .execution_options(populate_existing=True)
    )
    return {row.ticket_id: row for row in rows}


async def passed_to(work: Work, person_id: int, since: datetime) -> tuple[Ticket, ...]:
    """The tickets whoever has them has asked somebody to take since a moment, oldest first."""
    passes = await work.execute(
        select(Event.ticket_id, Event.values).where(Event.kind == "pass", Event.at >= since)
    )
    asked = {number for number, values in passes if values.get("to") == person_id}
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
