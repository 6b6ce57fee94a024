"""Reading how the staff share the work: parts, supervision, shifts (db.desk_rows)."""

from datetime import date

from sqlalchemy import select

from db.desk_rows import Shift, Supervision, SupportPart
from db.session import Work


async def part_of(work: Work, ticket_id: int) -> SupportPart | None:
    """The supporting side's part of a ticket, if it ever had one."""
    return await work.get(SupportPart, ticket_id)


async def supervision_of(work: Work, ticket_id: int) -> Supervision | None:
    """The entry by which a ticket stands on the supervision list now."""
    found = await work.scalars(
        select(Supervision).where(
            Supervision.ticket_id == ticket_id, Supervision.ended_at.is_(None)
        )
    )
    return found.first()


async def shifts_between(
    work: Work, units: list[str], first: date, last: date
) -> tuple[Shift, ...]:
    """Who sits at the desk for these units on these days, by day."""
    found = await work.scalars(
        select(Shift)
        .where(Shift.unit.in_(units), Shift.day.between(first, last))
        .order_by(Shift.day, Shift.id)
    )
    return tuple(found)
