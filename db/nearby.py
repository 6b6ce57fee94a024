"""What is being worked on nearby: the open tickets of a community that somebody may mean who says
that it is so with them too. One indexed read, asked only then."""

from datetime import datetime

from sqlalchemy import select

from db.models import Ticket
from db.session import Work
from domain.lifecycle import WORKING

MOST = 100
"""So many are looked at, the newest first: in a flood all others are merged into one of them."""


async def opened_since(work: Work, community: str, since: datetime) -> tuple[Ticket, ...]:
    """The tickets of a community that were opened since a moment and are worked on, newest
    first. Merged ones are not among them."""
    rows = await work.scalars(
        select(Ticket)
        .where(
            Ticket.community == community,
            Ticket.opened_at >= since,
            Ticket.status.in_(sorted(WORKING)),
        )
        .order_by(Ticket.opened_at.desc(), Ticket.id.desc())
        .limit(MOST)
    )
    return tuple(rows)
