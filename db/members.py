"""Rows of who holds which post at a unit, also of those we cannot reach yet, and what ends with a
post."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, or_, select, update

from db.desk_rows import Shift
from db.models import Account, Group, Membership, Person
from db.session import Work
from db.time_rows import Absence
from domain.people import Post


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody at a unit; `joined`: we have a chat in which to reach them."""

    id: int
    person_id: int
    name: str
    on_duty: bool
    post: Post
    grid: str | None
    joined: bool


_MEMBERS = (
    select(
        Membership.id,
        Membership.person_id,
        Person.name,
        Person.on_duty,
        Membership.unit,
        Membership.role,
        Membership.grid,
        select(Account.id)
        .where(Account.person_id == Person.id, Account.reachable)
        .exists()
        .label("joined"),
    )
    .join(Person, Person.id == Membership.person_id)
    .order_by(Membership.role, Person.id, Membership.id)
)


async def of_unit(work: Work, unit: str) -> tuple[Member, ...]:
    """Everybody with a role at a unit, by role."""
    rows = await work.execute(_MEMBERS.where(Membership.unit == unit))
    return tuple(
        Member(r.id, r.person_id, r.name, r.on_duty, Post(r.unit, r.role), r.grid, r.joined)
        for r in rows
    )


async def lock(work: Work, number: int) -> Membership | None:
    """One role of one person, with all who hold the same post locked: whoever counts them counts
    right, also when two press at once."""
    found = await work.get(Membership, number)
    if found is None:
        return None
    rows = await work.scalars(
        select(Membership)
        .where(Membership.unit == found.unit, Membership.role == found.role)
        .order_by(Membership.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return next((row for row in rows if row.id == number), None)


async def count_at(work: Work, post: Post) -> int:
    """How many people hold a post."""
    counted = await work.scalar(
        select(func.count()).where(Membership.unit == post.unit, Membership.role == post.role)
    )
    return counted or 0


async def end_shifts(work: Work, person_id: int, unit: str, today: date) -> None:
    """They no longer sit at the desk for that unit, nor are they asked to, from today on."""
    mine = (Shift.unit == unit, Shift.day >= today)
    await work.execute(delete(Shift).where(*mine, Shift.person_id == person_id))
    asked = update(Shift).where(*mine, Shift.asked_id == person_id)
    await work.execute(asked.values(asked_id=None))


async def end_deputy(work: Work, person_id: int, now: datetime) -> None:
    """They no longer stand in for anybody."""
    rows = await work.scalars(
        select(Absence).where(
            Absence.deputy_id == person_id, or_(Absence.until.is_(None), Absence.until > now)
        )
    )
    for row in rows:
        row.deputy_id = None


async def groups_of(work: Work, units: Iterable[str]) -> tuple[Group, ...]:
    """The groups bound to units, also those we were removed from."""
    rows = await work.scalars(select(Group).where(Group.unit.in_(list(units))).order_by(Group.id))
    return tuple(rows)
