"""Who had a hand in what was solved in a period, and how much of it vanguard teams claimed."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, distinct, exists, func, select
from sqlalchemy.orm import aliased

from db.figures import not_patrol
from db.models import Event, Membership, Person, Ticket
from db.session import Work
from domain.stars import wants_thanks


@dataclass(frozen=True, slots=True)
class Thanked:
    """The names of those who had a hand in it, hold a post and want to be named; by community how
    many solved matters a volunteer had claimed."""

    names: tuple[str, ...]
    claimed: Counter[str]


async def thanked(
    work: Work, communities: Collection[str], bounds: tuple[datetime, datetime]
) -> Thanked:
    """Of the matters closed in these bounds whose resident said that they are solved, none of them
    done anew and none left out of the rates: whoever had them in hand, and whoever claimed them."""
    good = _good(communities, bounds)
    hands = set(await work.scalars(select(Ticket.handler_id).where(*good).distinct()))
    rows = await work.execute(
        select(Ticket.id, Ticket.community, Event.person_id)
        .join(Event, Event.ticket_id == Ticket.id)
        .where(*good, *_CLAIMED)
    )
    claims = rows.all()
    hands |= {person for _, _, person in claims}
    claimed = Counter(dict.fromkeys({(number, code) for number, code, _ in claims}, 1))
    return Thanked(
        await _names(work, hands - {None}),
        Counter(code for _, code in claimed),
    )


_back = aliased(Event)
_CLAIMED = (
    Event.kind == "claim",
    ~exists().where(
        _back.ticket_id == Event.ticket_id,
        _back.kind == "take_back",
        _back.person_id == Event.person_id,
        _back.id > Event.id,
    ),
)
"""What a volunteer claimed, and neither gave back nor lost: others did it then."""


def _good(
    communities: Collection[str], bounds: tuple[datetime, datetime]
) -> tuple[ColumnElement[bool], ...]:
    start, end = bounds
    return (
        Ticket.community.in_(communities),
        Ticket.closed_at >= start,
        Ticket.closed_at < end,
        Ticket.verdict == "solved",
        Ticket.redo == 0,
        Ticket.merged_into.is_(None),
        Ticket.excluded.is_(None),
    )


async def claimed_count(
    work: Work, communities: Collection[str], bounds: tuple[datetime, datetime]
) -> int:
    """How many of these matters that somebody reported volunteers had claimed."""
    counted = await work.scalar(
        select(func.count(distinct(Ticket.id)))
        .join(Event, Event.ticket_id == Ticket.id)
        .where(*_good(communities, bounds), *_CLAIMED, not_patrol())
    )
    return counted or 0


async def _names(work: Work, hands: Collection[int | None]) -> tuple[str, ...]:
    has_post = select(Membership.person_id)
    people = await work.scalars(select(Person).where(Person.id.in_(hands), Person.id.in_(has_post)))
    return tuple(one.name for one in people if wants_thanks(one.about))
