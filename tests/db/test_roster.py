"""The roster a process keeps is never older than the database: whatever changes it, in whatever
way and in whatever process, gives it another version."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, insert, inspect, select, update

from db import desk, lessons, people, roster
from db.desk_rows import Shift
from db.lesson_rows import Example, ExampleSource, Proposal, ProposalState
from db.models import Account, Group, GroupPurpose, Membership, Person
from db.session import beginner, make_engine
from db.time_rows import Absence
from domain.catalogue import Route
from domain.people import Post, Role
from tests.support.keys import ring
from tests.support.rows import NOW, make_person, make_proposal, make_ticket

OTHER = {
    "name": "乙",
    "lang": "en",
    "on_duty": False,
    "unit": "second",
    "role": Role.SECRETARY,
    "grid": "g-2",
    "channel": "telegram",
    "chat": "elsewhere",
    "reachable": False,
    "purpose": GroupPurpose.PARTY,
    "word": "咣当",
    "category": "parking",
    "weight": 3.0,
    "state": ProposalState.WITHDRAWN,
    "since": NOW - timedelta(days=1),
    "until": NOW + timedelta(days=9),
    "day": date(2026, 11, 19),
}
TODAY = date(2026, 11, 18)
CHANGES = [(model, column) for model, columns in roster.WATCHED.items() for column in columns]


@pytest.fixture
async def here(begin):
    """A member of staff and a group; a process that has read the roster."""
    async with begin() as work:
        person, other = make_person(name="甲"), make_person(name="丙")
        work.add_all([person, other])
        await work.flush()
        work.add(Membership(person_id=person.id, unit="first", role=Role.GRID_WORKER, grid="g-1"))
        work.add(Account(person_id=person.id, channel="web", sender="a", chat="a", reachable=True))
        work.add(
            Group(
                channel="web",
                chat="g",
                unit="first",
                purpose=GroupPurpose.STAFF,
                lang="zh",
                reachable=True,
                bound_at=NOW,
            )
        )
        work.add(make_proposal(state=ProposalState.ACCEPTED))
        away = {"since": NOW, "until": NOW + timedelta(days=7), "deputy_id": None}
        work.add(Absence(person_id=person.id, **away))
        work.add(Shift(unit="first", day=TODAY, person_id=person.id))
        await work.commit()
    return begin


@pytest.fixture
async def elsewhere(database_url):
    """Another process on the same database."""
    engine = make_engine(database_url, ring())
    yield beginner(engine)
    await engine.dispose()


async def seen(begin):
    async with begin() as work:
        staff = await people.staff_of(work, ["first", "second"])
        groups = [
            group
            for purpose in GroupPurpose
            for group in await people.groups_of(work, ["first", "second"], purpose)
        ]
        words = [await people.own_words(work, unit) for unit in ("first", "second")]
        seats = await desk.seated_on(work, TODAY)
        return staff, groups, words, (await people.roster_of(work)).away, seats


async def version(begin) -> str:
    async with begin() as work:
        return roster.version_in(await work.scalar(roster.VERSION))


def test_every_column_the_roster_is_read_from_is_watched():
    read = set()
    for statement in (roster.STAFF, roster.GROUPS, roster.WORDS, roster.AWAY, roster.SHIFTS):
        clauses = [*statement.selected_columns, statement.whereclause, *statement._order_by_clauses]
        clauses += [part for source in statement.get_final_froms() for part in _joined(source)]
        for clause in clauses:
            read |= {c for c in _columns(clause) if not c.primary_key}
    watched = {model.__table__.c[name] for model, names in roster.WATCHED.items() for name in names}
    assert read == watched


def _joined(source):
    return [source.onclause, *_joined(source.left)] if hasattr(source, "onclause") else []


def _columns(clause):
    from sqlalchemy.sql import visitors

    found = [e for e in visitors.iterate(clause) if getattr(e, "table", None) is not None]
    return {e.table.c[e.key] for e in found}


async def _other_value(work, column):
    if column in ("person_id", "deputy_id"):
        people = await work.execute(select(Person.id, Person.name))
        return next(number for number, name in people if name == "丙")
    return OTHER[column]


@pytest.mark.parametrize("way", ["orm", "core"])
@pytest.mark.parametrize(
    ("model", "column"), CHANGES, ids=[f"{m.__tablename__}-{c}" for m, c in CHANGES]
)
async def test_a_change_is_seen_here_and_elsewhere(here, elsewhere, model, column, way):
    before, old = await seen(here), await version(here)
    assert await seen(elsewhere) == before
    async with here() as work:
        value = await _other_value(work, column)
        row = (await work.scalars(select(model).order_by(model.id))).first()
        if way == "orm":
            setattr(row, column, value)
        else:
            await work.execute(update(model).where(model.id == row.id).values({column: value}))
        own = (
            await people.staff_of(work, ["first", "second"]),
            await people.groups_of(work, ["first", "second"], GroupPurpose.STAFF),
        )
        await work.commit()
    assert await version(here) != old
    after = await seen(here)
    assert after != before
    assert await seen(elsewhere) == after
    assert own[0] == after[0]  # the work that changes it sees its own changes


@pytest.mark.parametrize("way", ["orm", "core"])
@pytest.mark.parametrize(
    "model", [Membership, Account, Group, Proposal, Absence, Shift], ids=lambda m: m.__tablename__
)
async def test_what_goes_is_gone(here, elsewhere, model, way):
    before = await seen(elsewhere)
    async with here() as work:
        if way == "orm":
            await work.delete((await work.scalars(select(model))).one())
        else:
            await work.execute(delete(model))
        await work.commit()
    assert await seen(here) == await seen(elsewhere) != before


@pytest.mark.parametrize("way", ["orm", "core"])
async def test_who_comes_is_there(here, elsewhere, way):
    await seen(elsewhere)
    async with here() as work:
        number = await _other_value(work, "person_id")
        role = {"person_id": number, "unit": "second", "role": Role.SECRETARY, "grid": None}
        account = {
            "person_id": number,
            "channel": "web",
            "sender": "c",
            "chat": "c",
            "reachable": True,
        }
        if way == "orm":
            work.add_all([Membership(**role), Account(**account)])
        else:
            await work.execute(insert(Membership.__table__), [role])
            await work.execute(insert(Account), [account])
        await work.commit()
    staff, *_ = await seen(elsewhere)
    assert [one.post for one in staff] == [
        Post("first", Role.GRID_WORKER),
        Post("second", Role.SECRETARY),
    ]


async def test_what_is_undone_changes_nothing(here, elsewhere):
    before, old = await seen(here), await version(here)
    async with here() as work:
        (await work.scalars(select(Person))).first().on_duty = False
        await work.flush()
        assert await people.staff_of(work, ["first"]) != before[0]
        await work.rollback()
        assert await people.staff_of(work, ["first"]) == before[0]
    assert await version(here) == old
    assert await seen(here) == await seen(elsewhere) == before


async def test_what_does_not_stand_in_it_leaves_the_version(here):
    old = await version(here)
    async with here() as work:
        person = (await work.scalars(select(Person))).first()
        person.home, person.expects = {"building": "3"}, None
        newcomer = make_person(id=77, home=None, expects=None)
        work.later_row(newcomer)
        work.later(Account, person_id=77, channel="web", sender="n", chat="n", reachable=True)
        await work.commit()
    assert await version(here) == old
    async with here() as work:
        assert (await work.get(Person, person.id)).home == {"building": "3"}
        assert inspect(await work.get(Person, 77)).persistent


async def test_who_sits_at_the_desk_is_read_once_for_several_days(here):
    async with here() as work:
        first = await desk.seated_on(work, TODAY)
        kept = work.memory.seats
        assert first == {"first": frozenset(await work.scalars(select(Shift.person_id)))}
        assert await desk.seated_on(work, TODAY + timedelta(days=2)) == {}
        assert work.memory.seats is kept
        far = TODAY + desk.AHEAD + timedelta(days=1)
        assert await desk.seated_on(work, far) == {}
        assert work.memory.seats is not kept and work.memory.seats.first <= far


async def test_whom_somebody_asked_to_swap_leaves_the_version(here):
    old = await version(here)
    async with here() as work:
        row = (await work.scalars(select(Shift))).one()
        row.asked_id = await _other_value(work, "person_id")
        await work.commit()
    async with here() as work:
        assert (await work.scalars(select(Shift.asked_id))).one() is not None
    assert await version(here) == old


async def test_a_work_that_changes_the_roster_reads_it_anew_after_each_change_only(here):
    async with here() as work:
        (person,) = [p for p in await work.scalars(select(Person)) if p.name == "甲"]
        person.name = "丁"
        first = await people.roster_of(work)
        assert [one.name for one in first.staff] == ["丁"]
        assert await people.roster_of(work) is first
        work.add(Membership(person_id=person.id, unit="second", role=Role.SECRETARY))
        second = await people.roster_of(work)
        assert len(second.staff) == 2
        account = {"person_id": person.id, "channel": "web", "sender": "b", "chat": "b"}
        work.later(Account, **account, reachable=True)
        third = await people.roster_of(work)
        assert len(third.staff) == 4
        assert await people.roster_of(work) is third
        await work.execute(delete(Membership).where(Membership.unit == "second"))
        assert len((await people.roster_of(work)).staff) == 2
        await work.rollback()
        assert [one.name for one in (await people.roster_of(work)).staff] == ["甲"]


async def test_a_ruling_is_known_everywhere_and_an_ordinary_example_is_no_ruling(begin, elsewhere):
    async def last(where, category, at=NOW):
        async with where() as work:
            return await people.last_ruling(work, "first", category, at)

    async def keep(source, category, route, at):
        async with begin() as work:
            ticket = make_ticket(owner_id=1, household=None)
            work.add(ticket)
            await work.flush()
            example = Example(unit="first", ticket_id=ticket.id, given="noise", category=category)
            example.route, example.source, example.at = route, source, at
            await lessons.put_example(work, example)
            await work.commit()

    async with begin() as work:
        work.add(make_person(id=1))
        await work.commit()
    assert await last(elsewhere, "noise") is None
    before = await version(begin)
    await keep(ExampleSource.CORRECTION, "parking", Route.PROPERTY, NOW)
    assert await last(elsewhere, "noise") is None and await version(begin) == before

    await keep(ExampleSource.RULING, "parking", Route.COMMUNITY, NOW)
    for category in ("noise", "parking"):
        assert await last(elsewhere, category) is Route.COMMUNITY
    await keep(ExampleSource.RULING, None, Route.JOINT, NOW + timedelta(days=1))
    assert await last(elsewhere, "noise") is Route.JOINT, "the newest counts"
    assert await last(elsewhere, "parking") is Route.COMMUNITY
    assert await last(elsewhere, "parking", NOW + timedelta(days=366)) is None
