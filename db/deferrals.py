"""Rows of deferrals: what was asked for, the one that waits, and how often dates were moved."""

from datetime import datetime

from sqlalchemy import func, select, update

from db.models import Ticket
from db.session import Work
from db.time_rows import Deferral, DeferralState


async def asked_on(work: Work, ticket_id: int) -> Deferral | None:
    """The deferral of a ticket that waits for an answer; the ticket has to be locked."""
    rows = await work.scalars(
        select(Deferral)
        .where(Deferral.ticket_id == ticket_id, Deferral.state == DeferralState.ASKED)
        .order_by(Deferral.id)
        .limit(1)
    )
    return rows.first()


async def of_ticket(work: Work, ticket: Ticket, number: str | None) -> Deferral | None:
    """A deferral by its number, if it is one of that ticket."""
    if number is None or not number.isdecimal() or len(number) > 18:
        return None
    found = await work.get(Deferral, int(number))
    return found if found and found.ticket_id == ticket.id else None


async def count_approved(work: Work, ticket_id: int) -> int:
    """How often dates of this ticket were moved by approval."""
    counted = await work.scalar(
        select(func.count(Deferral.id)).where(
            Deferral.ticket_id == ticket_id, Deferral.state == DeferralState.APPROVED
        )
    )
    return counted or 0


async def lapse(work: Work, ticket_id: int, now: datetime) -> None:
    """Nobody need answer any more: the ticket went another way. Its timer ends by itself."""
    await work.execute(
        update(Deferral)
        .where(Deferral.ticket_id == ticket_id, Deferral.state == DeferralState.ASKED)
        .values(state=DeferralState.LAPSED, decided_at=now)
        .execution_options(synchronize_session=False)
    )
