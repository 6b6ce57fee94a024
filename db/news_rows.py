"""Reading what goes on in a community: what is worked on, and what was done lately."""

from datetime import datetime

from sqlalchemy import and_, or_, select

from db.models import Ticket
from db.session import Work
from domain.lifecycle import WORKING, Status

MOST = 200


async def lately(work: Work, community: str, since: datetime) -> tuple[Ticket, ...]:
    """Tickets that stand for themselves: incidents first, those with the most households, then the
    newest."""
    done = and_(
        Ticket.status.in_((Status.DONE, Status.CLOSED)),
        Ticket.resolved_at >= since,
        Ticket.merged_into.is_(None),
    )
    rows = await work.scalars(
        select(Ticket)
        .where(Ticket.community == community, or_(Ticket.status.in_(WORKING), done))
        .order_by(
            Ticket.status.in_(WORKING).desc(),
            Ticket.incident.desc(),
            Ticket.households.desc(),
            Ticket.opened_at.desc(),
            Ticket.id.desc(),
        )
        .limit(MOST)
    )
    return tuple(rows)
