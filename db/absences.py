"""Rows of absences: when members of the staff are away. What follows from it for a post is read
from the roster."""

from datetime import datetime

from sqlalchemy import bindparam, or_, select

from db.session import Work
from db.time_rows import Absence

_BEGUN = (
    select(Absence)
    .where(
        Absence.since > bindparam("after"),
        Absence.since <= bindparam("now"),
        or_(Absence.until.is_(None), Absence.until > bindparam("now")),
    )
    .order_by(Absence.id)
)
"""Made once: every tick asks."""


async def newest_of(work: Work, person_id: int) -> Absence | None:
    """The newest absence of a person, the only one that counts; it may be over."""
    rows = await work.scalars(
        select(Absence).where(Absence.person_id == person_id).order_by(Absence.id.desc()).limit(1)
    )
    return rows.first()


async def begun(work: Work, after: datetime, now: datetime) -> tuple[Absence, ...]:
    """Absences that began since a moment and are not over yet."""
    return tuple(await work.scalars(_BEGUN, {"after": after, "now": now}))


async def next_begin(work: Work, after: datetime) -> datetime | None:
    """When the next planned absence begins."""
    return await work.scalar(
        select(Absence.since).where(Absence.since > after).order_by(Absence.since).limit(1)
    )
