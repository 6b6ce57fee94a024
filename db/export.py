"""Reading everything for an export, some thousand rows at a time, each in a transaction of its own:
nobody waits for it, and nothing is held in memory but the batch."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select

from db.desk_rows import Shift, Supervision, SupportPart
from db.lesson_rows import Proposal, ProposalState
from db.models import Event, Group, Invite, Membership, Person, Ticket
from db.people import staff_numbers
from db.session import Begin
from db.time_rows import Absence, Deferral

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Scope:
    """What is exported: units (None: all), and tickets opened from a moment until another. Left out
    is what complains about whoever reads it: the property side (`reads_property`), or these
    communities (`reads_communities`), or the street (`reads_street`)."""

    units: frozenset[str] | None = None
    since: datetime | None = None
    until: datetime | None = None
    reads_property: bool = False
    reads_communities: frozenset[str] = frozenset()
    reads_street: bool = False

    def tickets(self, query: Any) -> Any:
        """The query narrowed to these tickets."""
        if self.units is not None:
            mine = list(self.units)
            with_them = (
                Ticket.community.in_(mine),
                Ticket.lead_unit.in_(mine),
                Ticket.support_unit.in_(mine),
            )
            query = query.where(or_(*with_them))
        if self.since is not None:
            query = query.where(Ticket.opened_at >= self.since)
        if self.until is not None:
            query = query.where(Ticket.opened_at < self.until)
        if self.reads_property:
            query = query.where(func.coalesce(Ticket.against, "") != "property")
        if self.reads_street:
            query = query.where(func.coalesce(Ticket.against, "") != "street")
        if self.reads_communities:
            about_them = Ticket.community.in_(list(self.reads_communities))
            query = query.where(or_(func.coalesce(Ticket.against, "") != "community", ~about_them))
        return query


async def _pages(begin: Begin, query: Any, key: Any) -> AsyncIterator[Sequence[Any]]:
    """The rows of a query in the order of its key, a batch at a time."""
    last = 0
    while True:
        async with begin() as work:
            rows = (await work.execute(query.where(key > last).order_by(key).limit(BATCH))).all()
        if not rows:
            return
        yield rows
        last = rows[-1][0].id


async def tickets(begin: Begin, scope: Scope) -> AsyncIterator[tuple[Ticket, ...]]:
    """The tickets, oldest number first."""
    async for rows in _pages(begin, scope.tickets(select(Ticket)), Ticket.id):
        yield tuple(row[0] for row in rows)


async def events(begin: Begin, scope: Scope) -> AsyncIterator[tuple[tuple[Event, Ticket], ...]]:
    """The history of these tickets, each event with its ticket."""
    query = scope.tickets(select(Event, Ticket).join(Ticket, Ticket.id == Event.ticket_id))
    async for rows in _pages(begin, query, Event.id):
        yield tuple((event, ticket) for event, ticket in rows)


async def supervision(
    begin: Begin, scope: Scope
) -> AsyncIterator[tuple[tuple[Supervision, Ticket], ...]]:
    """The supervision list, also what no longer stands on it."""
    query = select(Supervision, Ticket).join(Ticket, Ticket.id == Supervision.ticket_id)
    async for rows in _pages(begin, scope.tickets(query), Supervision.id):
        yield tuple((row, ticket) for row, ticket in rows)


async def shifts(
    begin: Begin, scope: Scope, days: tuple[date | None, date | None]
) -> AsyncIterator[tuple[Shift, ...]]:
    """Who sits at the desk, from a day to a day, both counted."""
    query, (first, last) = select(Shift), days
    if scope.units is not None:
        query = query.where(Shift.unit.in_(list(scope.units)))
    if first is not None:
        query = query.where(Shift.day >= first)
    if last is not None:
        query = query.where(Shift.day <= last)
    async for rows in _pages(begin, query, Shift.id):
        yield tuple(row[0] for row in rows)


async def parts(
    begin: Begin, scope: Scope
) -> AsyncIterator[tuple[tuple[Ticket, SupportPart], ...]]:
    """The supporting parts of joint handling, each with its ticket."""
    query = select(Ticket, SupportPart).join(SupportPart, SupportPart.ticket_id == Ticket.id)
    async for rows in _pages(begin, scope.tickets(query), Ticket.id):
        yield tuple((ticket, row) for ticket, row in rows)


async def deferrals(
    begin: Begin, scope: Scope
) -> AsyncIterator[tuple[tuple[Deferral, Ticket], ...]]:
    """Extensions and holds that were asked for, each with its ticket."""
    query = select(Deferral, Ticket).join(Ticket, Ticket.id == Deferral.ticket_id)
    async for rows in _pages(begin, scope.tickets(query), Deferral.id):
        yield tuple((row, ticket) for row, ticket in rows)


async def absences(begin: Begin, scope: Scope) -> AsyncIterator[tuple[Absence, ...]]:
    """Who was and is away, of those with a post."""
    query = select(Absence)
    if scope.units is not None:
        posted = select(Membership.person_id).where(Membership.unit.in_(list(scope.units)))
        query = query.where(Absence.person_id.in_(posted))
    async for rows in _pages(begin, query, Absence.id):
        yield tuple(row[0] for row in rows)


async def groups(begin: Begin, scope: Scope) -> AsyncIterator[tuple[Group, ...]]:
    """The bound groups."""
    query = select(Group)
    if scope.units is not None:
        query = query.where(Group.unit.in_(list(scope.units)))
    async for rows in _pages(begin, query, Group.id):
        yield tuple(row[0] for row in rows)


async def open_group_invites(begin: Begin, now: datetime) -> tuple[Invite, ...]:
    """Groups that were asked for and are not bound yet."""
    async with begin() as work:
        found = await work.scalars(
            select(Invite)
            .where(Invite.purpose.is_not(None), Invite.used_at.is_(None), Invite.expires_at > now)
            .order_by(Invite.unit, Invite.code)
        )
        return tuple(found)


async def words(begin: Begin, scope: Scope) -> AsyncIterator[tuple[Proposal, ...]]:
    """The words that communities have taken in."""
    query = select(Proposal).where(Proposal.state == ProposalState.ACCEPTED)
    if scope.units is not None:
        query = query.where(Proposal.unit.in_(list(scope.units)))
    async for rows in _pages(begin, query, Proposal.id):
        yield tuple(row[0] for row in rows)


async def numbers_of(begin: Begin, people: Iterable[int]) -> dict[int, str]:
    """The numbers by which the office knows these people, of those who have one."""
    async with begin() as work:
        return await staff_numbers(work, people)


async def openings(begin: Begin, numbers: Iterable[int]) -> dict[int, datetime]:
    """When these tickets were opened: their codes hold the day."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    async with begin() as work:
        rows = await work.execute(select(Ticket.id, Ticket.opened_at).where(Ticket.id.in_(wanted)))
        return {number: at for number, at in rows}


async def posts(begin: Begin, scope: Scope) -> AsyncIterator[tuple[tuple[Membership, Person], ...]]:
    """Who holds which post: members of the staff, never a resident."""
    query = select(Membership, Person).join(Person, Person.id == Membership.person_id)
    if scope.units is not None:
        query = query.where(Membership.unit.in_(list(scope.units)))
    async for rows in _pages(begin, query, Membership.id):
        yield tuple((member, person) for member, person in rows)


async def names(begin: Begin, numbers: Iterable[int]) -> dict[int, str]:
    """What these people are called."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    async with begin() as work:
        rows = await work.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
        return {number: name for number, name in rows}


async def newest(begin: Begin, numbers: Sequence[int], kind: str) -> dict[int, Mapping[str, Any]]:
    """What the newest event of a kind says of each of these tickets, where there is one."""
    async with begin() as work:
        rows = await work.execute(
            select(Event.ticket_id, Event.values)
            .where(Event.ticket_id.in_(list(numbers)), Event.kind == kind)
            .order_by(Event.id)
        )
        return {number: values for number, values in rows}
