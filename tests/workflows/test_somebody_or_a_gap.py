"""Whatever the organisation looks like and whoever is away: somebody is accountable for a ticket,
or the gap is reported."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from db.models import Account, Event, Group, Membership, Outbox, Person, Ticket, Timer
from db.time_rows import Absence
from domain.org import ROLES_OF, Organisation, Unit, UnitKind
from domain.people import Post, Role
from tests.support.rows import make_ticket, make_timer
from tests.support.town import START, FrozenClock
from workflows.audit import audit, find_gaps

UNITS = (
    Unit("district", "区", UnitKind.DISTRICT, None),
    Unit("street", "街道", UnitKind.STREET, "district"),
    Unit("first", "社区", UnitKind.COMMUNITY, "street"),
    Unit("company", "物业", UnitKind.PROPERTY, "first"),
)
POSTS = [(unit.code, role) for unit in UNITS for role in ROLES_OF[unit.kind]]
HOURS = st.integers(-48, 48)


@st.composite
def worker(draw, others: int):
    """Somebody at a post (or nobody), perhaps off duty, perhaps away with a deputy."""
    away = draw(st.none() | st.tuples(HOURS, st.none() | st.integers(1, 48)))
    return {
        "post": draw(st.sampled_from(POSTS)),
        "on_duty": draw(st.booleans()),
        "reachable": draw(st.integers(0, 4)) > 0,
        "away": away,
        "deputy": draw(st.none() | st.integers(0, others - 1)),
    }


@st.composite
def towns(draw):
    """Which levels there are, and who works there."""
    cut = draw(st.sampled_from([(), ("street",), ("district",), ("street", "district")]))
    units = []
    for unit in UNITS:
        if unit.code not in cut:
            parent = unit.parent
            while parent in cut:
                parent = next(one.parent for one in UNITS if one.code == parent)
            units.append(replace(unit, parent=parent))
    count = draw(st.integers(0, 6))
    staff = [draw(worker(count)) for _ in range(count)]
    return tuple(units), [one for one in staff if one["post"][0] not in cut]


async def build(work, staff) -> None:
    """Everything there was is gone, and this is there instead."""
    for model in (Timer, Event, Outbox, Ticket, Absence, Account, Membership, Group, Person):
        await work.execute(delete(model))
    people = []
    for number, one in enumerate(staff):
        person = Person(name=f"职员{number}", lang="zh", on_duty=one["on_duty"], created_at=START)
        work.add(person)
        await work.flush()
        people.append(person.id)
        unit, role = one["post"]
        work.add(Membership(person_id=person.id, unit=unit, role=role, grid=None))
        chat = f"made-{person.id}"
        work.add(
            Account(
                person_id=person.id,
                channel="web",
                sender=chat,
                chat=chat,
                reachable=one["reachable"],
            )
        )
    for number, one in enumerate(staff):
        if one["away"] is None:
            continue
        since, hours = one["away"]
        begin = START + timedelta(hours=since)
        until = None if hours is None else begin + timedelta(hours=hours)
        deputy = one["deputy"]
        work.add(
            Absence(
                person_id=people[number],
                since=begin,
                until=until,
                deputy_id=people[deputy] if deputy is not None and deputy < len(people) else None,
            )
        )
    owner = Person(name="某", lang="zh", on_duty=True, created_at=START)
    work.add(owner)
    await work.flush()
    for post in (("first", Role.GRID_WORKER), ("company", Role.PROPERTY_STAFF)):
        ticket = make_ticket(owner.id, lead_unit=post[0], lead_role=post[1], opened_at=START)
        ticket.promised_at = START + timedelta(days=9)
        work.add(ticket)
        await work.flush()
        work.add(make_timer(ticket.id, due_at=START + timedelta(hours=1)))


def is_away(staff, number, at) -> bool:
    if staff[number]["away"] is None:
        return False
    since, hours = staff[number]["away"]
    begin = START + timedelta(hours=since)
    return begin <= at and (hours is None or at < begin + timedelta(hours=hours))


def acts(staff, number, at) -> bool:
    """Whether somebody, or whoever stands in for them at last, is there to act. Slowly."""
    asked = []
    while is_away(staff, number, at):
        asked.append(number)
        number = staff[number]["deputy"]
        if number is None or number >= len(staff) or number in asked:
            return False
    return staff[number]["on_duty"] and staff[number]["reachable"]


def manned(staff, post, at) -> bool:
    desk = (post.unit, Role.COMMUNITY_STAFF) if post.role is Role.GRID_WORKER else None
    here = [n for n, one in enumerate(staff) if one["post"] in ((post.unit, post.role), desk)]
    return any(acts(staff, number, at) for number in here)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(towns(), st.integers(0, 60))
async def test_somebody_is_accountable_or_the_gap_is_reported(town, made, hours):
    units, staff = made
    org = Organisation(units, (), ())
    deps = replace(town.deps, rules=replace(town.deps.rules, org=org))
    async with deps.begin() as work:
        await build(work, staff)
        await work.commit()
    now = START + timedelta(hours=hours)
    deps = replace(deps, clock=FrozenClock(now))
    silent = {one.code for one in await audit(deps) if one.promise == "nobody-accountable"}
    gaps = {Post(one.unit, Role(one.role)) for one in await find_gaps(deps)}
    async with deps.begin() as work:
        tickets = list(await work.scalars(select(Ticket).order_by(Ticket.id)))
    rungs_of_all = set()
    for ticket in tickets:
        rungs = org.ladder(Post(ticket.lead_unit, ticket.lead_role))
        rungs_of_all |= set(rungs)
        somebody = any(manned(staff, rung, now) for rung in rungs)
        assert (f"1118-{ticket.id}" in silent) is not somebody
        assert somebody or set(rungs) <= gaps
    assert gaps == {rung for rung in rungs_of_all if not manned(staff, rung, now)}
