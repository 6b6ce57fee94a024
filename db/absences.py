"""Rows of absences: when members of the staff are away. What follows from it for a post is read
from the roster."""

from datetime import datetime

from sqlalchemy import or_, select

from db.models import Ticket
from db.session import Work
from db.time_rows import Absence
from domain.lifecycle import Status


async def newest_of(work: Work, person_id: int) -> Absence | None:
    """The newest absence of a person, the only one that counts; it may be over."""
    rows = await work.scalars(
        select(Absence).where(Absence.person_id == person_id).order_by(Absence.id.desc()).limit(1)
    )
    return rows.first()


async def begun(work: Work, after: datetime, now: datetime) -> tuple[Absence, ...]:
    """Absences that began since a moment and are not over yet."""
    rows = await work.scalars(
        select(Absence)
        .where(
            Absence.since > after,
            Absence.since <= now,
            or_(Absence.until.is_(None), Absence.until > now),
        )
        .order_by(Absence.id)
    )
    return tuple(rows)


async def next_begin(work: Work, after: datetime) -> datetime | None:
    """When the next planned absence begins."""
    return await work.scalar(
        select(Absence.since).where(Absence.since > after).order_by(Absence.since).limit(1)
    )


async def left_in_hand(work: Work, absence: Absence) -> tuple[Ticket, ...]:
    """The tickets somebody who is away had accepted before, locked, most urgent first. Those they
    took while away they wanted themselves."""
    rows = await work.scalars(
        select(Ticket)
        .where(
            Ticket.handler_id == absence.person_id,
            Ticket.status == Status.HANDLING,
            Ticket.accepted_at <= absence.since,
        )
        .order_by(Ticket.id)
        .with_for_update()
    )
    return tuple(sorted(rows, key=lambda ticket: (ticket.level, ticket.fix_due)))
