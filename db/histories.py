"""The history of what a period has touched, in its order, for those who look twice at numbers."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import and_, or_, select

from db.models import Event, Ticket
from db.session import Work
from domain.honesty import KINDS, Deed, Look, Thresholds, looks

_STIRRING = ("accept", "resolve", "solved", "unsolved")
"""What has to have happened in the period for a ticket to be looked at."""


async def looks_of_each(
    work: Work,
    communities: Collection[str],
    bounds: tuple[datetime, datetime],
    limits: Thresholds,
    but_against: Collection[str] = (),
) -> Mapping[str, Mapping[Look, tuple[int, ...]]]:
    """What is worth a second look, by community: one statement, one pass over the history of the
    tickets in which something has happened in these bounds. `but_against`: without what complains
    about those sides."""
    start, end = bounds
    others = or_(Ticket.against.is_(None), Ticket.against.not_in(but_against))
    here = and_(Ticket.community.in_(communities), others)
    stirred = (
        select(Event.ticket_id)
        .join(Ticket, Ticket.id == Event.ticket_id)
        .where(here, Event.kind.in_(_STIRRING), Event.at >= start, Event.at < end)
    )
    rows = await work.execute(
        select(
            Ticket.community,
            Ticket.fix_due,
            Event.ticket_id,
            Event.kind,
            Event.at,
            Event.person_id,
            Event.values,
        )
        .join(Ticket, Ticket.id == Event.ticket_id)
        .where(Event.ticket_id.in_(stirred), Event.kind.in_(KINDS), Event.at < end)
        .order_by(Event.id)
    )
    deeds: dict[str, list[Deed]] = {}
    for community, until, ticket, kind, at, person, values in rows:
        passed_on = values.get("by") == "filer"
        what = "reopen" if "reopened" in values else kind  # it had been closed
        one = Deed(ticket, what, at, person, until, passed_on)
        deeds.setdefault(community, []).append(one)
    return {code: looks(some, start, end, limits) for code, some in deeds.items()}
