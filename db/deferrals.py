"""Rows of deferrals: what was asked for, the one that waits, and how often dates were moved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, update

from db.models import Ticket
from db.session import Work
from db.time_rows import Deferral, DeferralState
from domain.lifecycle import Status

MOST = 50
"""Requests looked through for one person; each is answered within hours."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that waits, and its ticket."""

    row: Deferral
    ticket: Ticket


_ASKED = (
    select(Deferral)
    .where(Deferral.ticket_id == bindparam("ticket"), Deferral.state == DeferralState.ASKED)
    .order_by(Deferral.id)
    .limit(1)
)
_COUNTED = select(Deferral.state).where(
    Deferral.ticket_id == bindparam("ticket"),
    Deferral.state.in_((DeferralState.ASKED, DeferralState.APPROVED)),
)


async def asked_on(work: Work, ticket_id: int) -> Deferral | None:
    """The deferral of a ticket that waits for an answer; the ticket has to be locked."""
    return (await work.scalars(_ASKED, {"ticket": ticket_id})).first()


async def asked_within(work: Work, units: Iterable[str], now: datetime) -> tuple[Asked, ...]:
    """The requests that wait for an answer on tickets of these units, oldest first."""
    wanted = sorted(units)
    rows = await work.execute(
        select(Deferral, Ticket)
        .join(Ticket, Ticket.id == Deferral.ticket_id)
        .where(
            Deferral.state == DeferralState.ASKED,
            Deferral.until > now,
            Ticket.status == Status.HANDLING,
            or_(Ticket.community.in_(wanted), Ticket.lead_unit.in_(wanted)),
        )
        .order_by(Deferral.id)
        .limit(MOST)
    )
    return tuple(Asked(row, ticket) for row, ticket in rows)


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


async def are_spent(work: Work, ticket_id: int, most: int) -> bool:
    """Whether no more can be asked for: a request waits, or as many as may be were approved."""
    found = (await work.scalars(_COUNTED, {"ticket": ticket_id})).all()
    return DeferralState.ASKED in found or len(found) >= most


async def lapse(work: Work, ticket_id: int, now: datetime) -> None:
    """Nobody need answer any more: the ticket went another way. Its timer ends by itself."""
    await work.execute(
        update(Deferral)
        .where(Deferral.ticket_id == ticket_id, Deferral.state == DeferralState.ASKED)
        .values(state=DeferralState.LAPSED, decided_at=now)
        .execution_options(synchronize_session=False)
    )
