"""The rows behind the numbers of a summary: for each ticket and each answer in which numbers it
counts. By the same conditions as db.figures, so that rows and numbers cannot part."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, select

from db.figures import RATED, SOLVED, UNSOLVED, conditions, given, touched
from db.models import Event, Membership, Person, Ticket
from db.session import Work
from domain.numbers import COUNTS
from domain.period import SoFar

_OF = {
    "contacted_of": "to_contact",
    "contacted": "contacted",
    "unanswered_of": "closed",
    "unanswered": "unanswered",
}
"""The parts of the rates of tickets, by the condition of each, for what is left out of none."""

COLUMNS = (
    Ticket.id,
    Ticket.opened_at,
    Ticket.community,
    Ticket.route,
    Ticket.category,
    Ticket.status,
    Ticket.contact_due,
    Ticket.contacted_at,
    Ticket.fix_due,
    Ticket.closed_at,
    Ticket.excluded,
)
"""What is told of a ticket: nothing of who or where, and nobody's words."""

AT_ONCE = 2000
"""So many rows are read at a time: of a district's year they are many."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a resident: to which ticket, when, and in which numbers it counts."""

    ticket: int
    opened_at: datetime
    community: str
    at: datetime
    counts: Mapping[str, bool]


async def tickets_behind(work: Work, communities: Collection[str], period: SoFar) -> Sequence[Any]:
    """The tickets that count in any number, oldest first: COLUMNS, then TICKET_NUMBERS as
    booleans."""
    known = conditions(period)
    numbers = [known[name].label(name) for name in COUNTS]
    in_rates = Ticket.excluded.is_(None)
    numbers += [and_(known[of], in_rates).label(name) for name, of in _OF.items()]
    query = (
        select(*COLUMNS, *numbers)
        .where(Ticket.community.in_(communities), touched(period))
        .order_by(Ticket.id)
        .execution_options(yield_per=AT_ONCE)
    )
    first = len(COLUMNS)
    found: list[Any] = []
    async for some in (await work.stream(query)).partitions():
        found += (row for row in some if any(row[first:]))
    return found


async def answers_behind(
    work: Work, communities: Collection[str], period: SoFar
) -> tuple[Answer, ...]:
    """The answers that count in the rates, oldest first."""
    query = (
        select(Ticket.id, Ticket.opened_at, Ticket.community, Event.at, Event.kind, Event.values)
        .join(Ticket, Ticket.id == Event.ticket_id)
        .where(
            *given(communities, period),
            Event.kind.in_([SOLVED, UNSOLVED, RATED]),
            Ticket.excluded.is_(None),
        )
        .order_by(Event.id)
        .execution_options(yield_per=AT_ONCE)
    )
    found: list[Answer] = []
    async for some in (await work.stream(query)).partitions():
        found += (
            Answer(ticket, opened, community, at, _counts(kind, values.get("answer") == "good"))
            for ticket, opened, community, at, kind, values in some
        )
    return tuple(found)


async def names_behind(work: Work, communities: Collection[str], period: SoFar) -> frozenset[str]:
    """What the residents are called whose matters count in any number."""
    theirs = select(Ticket.owner_id).where(Ticket.community.in_(communities), touched(period))
    return frozenset(await work.scalars(select(Person.name).where(Person.id.in_(theirs))))


async def names_at_work(work: Work) -> frozenset[str]:
    """What everybody is called who has a post."""
    with_a_post = select(Membership.person_id)
    return frozenset(await work.scalars(select(Person.name).where(Person.id.in_(with_a_post))))


@cache
def _counts(kind: str, is_good: bool) -> Mapping[str, bool]:
    """One for all answers that count alike: there are thousands."""
    return {
        "solved_of": kind in (SOLVED, UNSOLVED),
        "solved": kind == SOLVED,
        "satisfied_of": kind == RATED,
        "satisfied": kind == RATED and is_good,
    }
