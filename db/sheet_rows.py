"""Rows of an import, read and written many at a time: staff, posts, invitations, shifts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import delete, func, insert, or_, select, update

from db.desk_rows import Shift
from db.models import Account, Group, GroupPurpose, Invite, Membership, Person, Ticket
from db.session import Work
from domain.lifecycle import OPEN
from domain.staffing import Holds, Known

T = TypeVar("T")

AT_ONCE = 500
"""Rows of one statement: SQLite takes no more than some thousands of values."""


def batches(rows: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The rows, so many at a time."""
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


async def known(work: Work) -> list[Known]:
    """Everybody with a number of a sheet or with a post."""
    reached = select(Account.id).where(Account.person_id == Person.id).exists()
    posted = select(Membership.person_id)
    rows = await work.execute(
        select(Person.id, Person.staff_no, Person.name, reached)
        .where(or_(Person.staff_no.is_not(None), Person.id.in_(posted)))
        .order_by(Person.id)
    )
    return [Known(*row) for row in rows]


async def holds(work: Work) -> list[Holds]:
    """Every post somebody has."""
    rows = await work.execute(
        select(
            Membership.id, Membership.person_id, Membership.unit, Membership.role, Membership.grid
        ).order_by(Membership.id)
    )
    return [Holds(*row) for row in rows]


async def open_invites(work: Work, now: datetime) -> Sequence[Invite]:
    """Invitations that can still be used."""
    rows = await work.scalars(
        select(Invite)
        .where(Invite.used_at.is_(None), Invite.expires_at > now)
        .order_by(Invite.unit, Invite.code)
    )
    return sorted(rows, key=lambda one: (one.unit, one.name or "", one.code))


async def bound_groups(work: Work) -> dict[tuple[str, GroupPurpose], int]:
    """How many groups are bound to each unit, by what they are for."""
    rows = await work.execute(
        select(Group.unit, Group.purpose, func.count()).group_by(Group.unit, Group.purpose)
    )
    return {(unit, purpose): count for unit, purpose, count in rows}


async def open_tickets_of(work: Work) -> Sequence[tuple[int, datetime, set[str], str | None]]:
    """Open tickets with the units and the compound they name."""
    rows = await work.execute(
        select(
            Ticket.id,
            Ticket.opened_at,
            Ticket.community,
            Ticket.lead_unit,
            Ticket.support_unit,
            Ticket.place,
        )
        .where(Ticket.status.in_(OPEN))
        .order_by(Ticket.id)
    )
    return [
        (number, at, {unit for unit in units if unit}, place.get("compound"))
        for number, at, *units, place in rows
    ]


async def add_people(work: Work, rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    """New people; returns the key of each by their number."""
    made: dict[str, int] = {}
    for batch in batches(rows):
        statement = insert(Person).returning(Person.staff_no, Person.id)
        whole = {"render_nulls": True}
        for staff_no, person_id in await work.execute(statement, batch, execution_options=whole):
            made[str(staff_no)] = person_id
    return made


async def write_all(work: Work, model: Any, rows: Sequence[dict[str, Any]]) -> None:
    """New rows of a table. Without `render_nulls` rows with and without a null are statements of
    their own."""
    for batch in batches(rows):
        await work.execute(insert(model), batch, execution_options={"render_nulls": True})


async def change_all(work: Work, model: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Other values of rows that are there, each with its key."""
    for batch in batches(rows):
        await work.execute(update(model), batch)


async def delete_memberships(work: Work, keys: Iterable[int]) -> None:
    """Take posts away."""
    for batch in batches(keys):
        await work.execute(delete(Membership).where(Membership.id.in_(batch)))


async def end_invites(
    work: Work, people: Iterable[int], units: Sequence[str], at: datetime
) -> None:
    """Invitations of people who leave and to units that close are good for nothing any more."""
    open_ones = (Invite.used_at.is_(None), Invite.expires_at > at)
    for batch in batches(people):
        await work.execute(
            update(Invite).where(Invite.person_id.in_(batch), *open_ones).values(expires_at=at)
        )
    for some in batches(units):
        await work.execute(
            update(Invite).where(Invite.unit.in_(some), *open_ones).values(expires_at=at)
        )


async def unbind(work: Work, units: Sequence[str]) -> None:
    """Groups of units that close hear of nothing any more."""
    for batch in batches(units):
        await work.execute(delete(Group).where(Group.unit.in_(batch)))


async def desk_days(work: Work, days: Iterable[tuple[str, date]]) -> set[tuple[str, date, int]]:
    """Who sits where on these days of these units."""
    wanted = set(days)
    if not wanted:
        return set()
    rows = await work.execute(
        select(Shift.unit, Shift.day, Shift.person_id).where(
            Shift.day.between(min(day for _, day in wanted), max(day for _, day in wanted))
        )
    )
    return {(unit, day, person) for unit, day, person in rows if (unit, day) in wanted}


async def leave_desk(work: Work, posts: Iterable[tuple[int, str]], since: date) -> None:
    """Whoever is no longer at a unit no longer sits at its desk either, from a day on."""
    for person, unit in posts:
        mine = (Shift.unit == unit, Shift.day >= since)
        await work.execute(delete(Shift).where(Shift.person_id == person, *mine))
        await work.execute(
            update(Shift).where(Shift.asked_id == person, *mine).values(asked_id=None)
        )
