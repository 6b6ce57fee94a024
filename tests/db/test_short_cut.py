"""Rows written by the short way are those SQLAlchemy would have written, all or none of them."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from db.arrivals import Arrival, look_up, next_key
from db.models import Event, Person, Receipt, Ticket
from domain.lifecycle import Status
from tests.support.rows import NOW, make_person, make_ticket

HERE = ZoneInfo("Asia/Shanghai")
STEPS = 40


def columns(row) -> dict:
    return {c.key: getattr(row, c.key) for c in row.__table__.columns if c.key != "id"}


async def number_of(begin, model) -> int:
    async with begin() as work:
        return await work.scalar(select(func.count(model.id)))


async def newcomer(work, **more) -> Person:
    """A person who writes for the first time, and what they write."""
    person = make_person(id=await next_key(work, Person), home=None, expects=None, **more)
    work.later_row(person)
    return person


def come(*keys: str) -> list[Arrival]:
    return [Arrival("web", "a", key, "a", joins=True, opens=True) for key in keys]


async def test_a_row_is_the_same_by_both_ways(begin):
    values = {
        "place": {"compound": "c", "building": None, "n": [1, 2.5, {"字": "'\"\\\n"}]},
        "reasons": ["why-property", "漏水"],
        "opened_at": (NOW + timedelta(microseconds=7)).astimezone(HERE),
        "text": "灯'坏\"了\\n\n😀",
        "unsure": True,
        "against": None,
    }
    async with begin() as work:
        await look_up(work, come("k"))
        person = await newcomer(work, created_at=NOW.astimezone(HERE))
        short = make_ticket(person.id, id=await next_key(work, Ticket), **values)
        work.later_row(short)
        await work.commit()
        number, owner = short.id, person.id
    async with begin() as work:
        long = make_ticket(owner, **values)
        work.add(long)
        await work.commit()
    async with begin() as work:
        one, other = await work.get(Ticket, number), await work.get(Ticket, long.id)
        assert columns(one) == columns(other)
        assert one.opened_at.utcoffset() == timedelta()
        assert (one.status, one.handler_id) == (Status.QUEUED, None)
        person = await work.get(Person, owner)
        assert (person.created_at, person.home) == (NOW, None)


async def test_a_naive_moment_is_refused_here_too(begin):
    async with begin() as work:
        work.later(Receipt, channel="web", chat="a", key="k", at=datetime(2026, 11, 18, 9))
        with pytest.raises(ValueError, match="without a zone"):
            await work.commit()
    assert await number_of(begin, Receipt) == 0


async def test_what_waits_is_seen_by_a_query_and_may_be_changed_after_it(begin):
    async with begin() as work:
        await look_up(work, come("k"))
        person = await newcomer(work)
        ticket = make_ticket(person.id, id=await next_key(work, Ticket))
        work.later_row(ticket)
        person.home = {"building": "3"}
        assert (await work.scalars(select(Ticket))).one() is ticket
        assert ticket.handler_id is None
        ticket.rung, person.expects = 2, {"kind": "place"}
        work.later(Event, ticket_id=ticket.id, at=NOW, kind="opened", person_id=None, values={})
        await work.commit()
    async with begin() as work:
        found = (await work.scalars(select(Ticket))).one()
        owner = await work.get(Person, found.owner_id)
        assert (found.rung, owner.home, owner.expects) == (
            2,
            {"building": "3"},
            {"kind": "place"},
        )
    assert await number_of(begin, Event) == 1


async def test_only_what_changed_of_a_person_is_written(begin, is_postgres):
    async with begin() as work:
        person = make_person()
        work.add(person)
        await work.commit()
    async with begin() as work:
        (await work.get(Person, person.id)).home = {"building": "3"}
        if is_postgres:  # SQLite has one transaction at a time
            async with begin() as other:
                (await other.get(Person, person.id)).lang = "en"
                await other.commit()
        await work.commit()
    async with begin() as work:
        found = await work.get(Person, person.id)
        assert (found.home, found.lang) == ({"building": "3"}, "en" if is_postgres else "zh")


async def test_what_was_undone_is_not_written_later(begin):
    async with begin() as work:
        await look_up(work, come("k"))
        await newcomer(work)
        await work.rollback()
        await work.commit()
    assert await number_of(begin, Person) == 0


async def test_keys_go_on_where_they_were(begin):
    given = []
    for number in range(3):
        async with begin() as work:
            (found,) = await look_up(work, come(f"k{number}"))
            assert found.is_new
            given.append(await next_key(work, Ticket))
            given.append(await next_key(work, Ticket))
            if not number:
                person = await newcomer(work)
            for key in given[-2:]:
                work.later_row(make_ticket(person.id, id=key))
            await work.commit()
    assert given == [1, 2, 3, 4, 5, 6]


async def test_cancelled_at_any_step_it_is_all_or_nothing(begin):
    async def take_in(key: str) -> None:
        async with begin() as work:
            await look_up(work, come(key))
            person = await newcomer(work)
            number = await next_key(work, Receipt)
            work.later(Receipt, id=number, channel="web", chat="a", key=key, at=NOW)
            work.later_row(make_ticket(person.id, id=await next_key(work, Ticket)))
            await work.commit()

    for steps in range(STEPS):
        task = asyncio.create_task(take_in(f"k{steps}"))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        counted = {await number_of(begin, model) for model in (Receipt, Person, Ticket)}
        assert len(counted) == 1
    await take_in("last")
    assert await number_of(begin, Receipt) == counted.pop() + 1
