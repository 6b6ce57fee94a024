"""Reading how the staff share the work: parts, supervision, shifts (db.desk_rows)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import bindparam, delete, func, select

from db.desk_rows import Shift, Supervision, SupportPart
from db.models import Account, Membership, Person, Ticket, Timer
from db.roster import SHIFTS, VERSION, Seats, version_in
from db.session import Work
from domain.origin import Origin
from domain.people import Role


async def part_of(work: Work, ticket_id: int) -> SupportPart | None:
    """The supporting side's part of a ticket, if it ever had one."""
    return await work.get(SupportPart, ticket_id)


_SUPERVISION = select(Supervision).where(
    Supervision.ticket_id == bindparam("ticket"), Supervision.ended_at.is_(None)
)


async def supervision_of(work: Work, ticket_id: int) -> Supervision | None:
    """The entry by which a ticket stands on the supervision list now."""
    return (await work.scalars(_SUPERVISION, {"ticket": ticket_id})).first()


_SHIFTS = (
    select(Shift)
    .where(
        Shift.unit.in_(bindparam("units", expanding=True)),
        Shift.day.between(bindparam("first"), bindparam("last")),
    )
    .order_by(Shift.day, Shift.id)
)


async def shifts_between(
    work: Work, units: list[str], first: date, last: date
) -> tuple[Shift, ...]:
    """Who sits at the desk for these units on these days, by day."""
    given = {"units": units, "first": first, "last": last}
    return tuple(await work.scalars(_SHIFTS, given))


async def forget_part(work: Work, ticket_id: int) -> None:
    """Delete the part of a ticket, so that another one can begin."""
    await work.execute(delete(SupportPart).where(SupportPart.ticket_id == ticket_id))


async def highest_step(work: Work, ticket_id: int, clocks: Sequence[str], cycle: int) -> int:
    """The highest step that any of these clocks of a ticket has had in a cycle; 0 for none."""
    highest = await work.scalar(
        select(func.max(Timer.step)).where(
            Timer.ticket_id == ticket_id, Timer.clock.in_(clocks), Timer.cycle == cycle
        )
    )
    return highest or 0


async def number_of_slip(work: Work, slip: str) -> int | None:
    """The ticket whose slip has this code and has not been used."""
    return await work.scalar(select(Ticket.id).where(Ticket.slip == slip))


async def on_same_slip(work: Work, ticket: Ticket) -> tuple[int, ...]:
    """The other tickets that were written down in the same line."""
    rows = await work.scalars(
        select(Ticket.id)
        .where(
            Ticket.owner_id == ticket.owner_id,
            Ticket.thread == ticket.thread,
            Ticket.slip.is_not(None),
            Ticket.id != ticket.id,
        )
        .order_by(Ticket.id)
    )
    return tuple(rows)


async def written_down_at(work: Work, community: str, household: str) -> tuple[Person, ...]:
    """The residents of a home, without an account, for whom staff wrote something down before."""
    owners = select(Ticket.owner_id).where(
        Ticket.community == community,
        Ticket.household == household,
        Ticket.origin == Origin.WALK_IN,
    )
    has_account = select(Account.id).where(Account.person_id == Person.id).exists()
    rows = await work.scalars(
        select(Person).where(Person.id.in_(owners), ~has_account).order_by(Person.id)
    )
    return tuple(rows)


AHEAD = timedelta(days=3)
"""How far ahead the duty roster is kept in memory."""


async def seated_on(work: Work, day: date) -> dict[str, frozenset[int]]:
    """Who is on the duty roster of each unit on a day. A process reads it once for several days
    and again when the roster's version is another one."""
    session, memory = work.sync_session, work.memory
    if session.changes_roster():
        return (await _read_seats(work, "", day)).on(day)
    if session.roster_version is None:
        session.roster_version = version_in(await work.scalar(VERSION))
    known = memory.seats
    if (
        known is None
        or known.version != session.roster_version
        or not known.first <= day <= known.last
    ):
        known = memory.seats = await _read_seats(work, session.roster_version, day)
    return known.on(day)


async def _read_seats(work: Work, version: str, day: date) -> Seats:
    first, last = day - timedelta(days=1), day + AHEAD
    found: dict[tuple[str, date], frozenset[int]] = {}
    for unit, at, person in await work.execute(SHIFTS, {"first": first, "last": last}):
        found[unit, at] = found.get((unit, at), frozenset()) | {person}
    return Seats(version, first, last, found)


async def shift(work: Work, number: int) -> Shift | None:
    """A shift by its number, locked."""
    found = await work.scalars(
        select(Shift)
        .where(Shift.id == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.first()


async def shifts_of(work: Work, person_id: int, first: date, last: date) -> tuple[Shift, ...]:
    """The shifts of a person on these days, by day."""
    found = await work.scalars(
        select(Shift)
        .where(Shift.person_id == person_id, Shift.day.between(first, last))
        .order_by(Shift.day, Shift.id)
    )
    return tuple(found)


async def units_with_roster(work: Work, since: date, until: date = date.max) -> set[str]:
    """The units that have anybody on a duty roster since a day, up to another one or ahead."""
    days = Shift.day.between(since, until)
    return set(await work.scalars(select(Shift.unit).where(days).distinct()))


async def last_shifts(work: Work) -> dict[str, date]:
    """The last day of each unit that ever had a duty roster."""
    rows = await work.execute(select(Shift.unit, func.max(Shift.day)).group_by(Shift.unit))
    return {unit: day for unit, day in rows}


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody on a duty roster: their name, and their role at each unit."""

    name: str
    roles: Mapping[str, Role]

    def role_at(self, unit: str) -> Role | None:
        """Under which role others know them there."""
        return self.roles.get(unit) or next(iter(self.roles.values()), None)


async def named(work: Work, person_ids: Iterable[int]) -> dict[int, Named]:
    """These people, also those who have not joined yet."""
    rows = await work.execute(
        select(Person.id, Person.name, Membership.unit, Membership.role)
        .outerjoin(Membership, Membership.person_id == Person.id)
        .where(Person.id.in_(sorted(set(person_ids))))
        .order_by(Person.id, Membership.id.desc())
    )
    found: dict[int, tuple[str, dict[str, Role]]] = {}
    for number, name, unit, role in rows:
        roles = found.setdefault(number, (name, {}))[1]
        if unit is not None:
            roles[unit] = role
    return {number: Named(name, roles) for number, (name, roles) in found.items()}
