"""Exclusions: the one of a ticket that waits or stands, and those of some communities."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from db.exclusion_rows import Exclusion
from db.models import Ticket
from db.session import Work
from domain.exclusion import ExclusionState

OPEN = (ExclusionState.ASKED, ExclusionState.STANDS)
MOST = 50


@dataclass(frozen=True, slots=True)
class Found:
    """An exclusion and its ticket."""

    row: Exclusion
    ticket: Ticket


async def open_of(work: Work, ticket_id: int) -> Exclusion | None:
    """The one that waits or stands; the ticket has to be locked."""
    rows = await work.scalars(
        select(Exclusion).where(Exclusion.ticket_id == ticket_id, Exclusion.state.in_(OPEN))
    )
    return rows.first()


async def open_within(work: Work, communities: Collection[str]) -> tuple[Found, ...]:
    """Those that wait, then the newest that stand."""
    rows = await work.execute(
        select(Exclusion, Ticket)
        .join(Ticket, Ticket.id == Exclusion.ticket_id)
        .where(Ticket.community.in_(communities), Exclusion.state.in_(OPEN))
        .order_by(Exclusion.state == ExclusionState.STANDS, Exclusion.id.desc())
        .limit(MOST)
    )
    return tuple(Found(row, ticket) for row, ticket in rows)
