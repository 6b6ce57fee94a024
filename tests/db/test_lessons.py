"""What is learned, as rows: one example per ticket, one study per night, who may be asked what."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from db import lessons
from db.lesson_rows import Example, ExampleSource, Proposal, ProposalState, Study
from db.models import Ticket
from domain.catalogue import Route
from tests.db.conftest import new_ticket
from tests.support.rows import NOW, make_proposal

YEAR = timedelta(days=365)


def example(ticket: int, **more) -> Example:
    usual = {
        "unit": "first",
        "ticket_id": ticket,
        "given": "nuisance",
        "category": "facilities",
        "route": Route.PROPERTY,
        "source": ExampleSource.CORRECTION,
        "at": NOW,
    }
    return Example(**usual | more)


async def keep(begin, *examples: Example) -> None:
    async with begin() as work:
        for one in examples:
            await lessons.put_example(work, one)
        await work.commit()


async def test_the_latest_example_of_a_ticket_counts_and_what_it_was_at_first_stays(
    begin, ticket_id
):
    await keep(begin, example(ticket_id))
    ruled = {"category": None, "route": Route.JOINT, "source": ExampleSource.RULING}
    await keep(begin, example(ticket_id, given="facilities", at=NOW + YEAR, **ruled))
    async with begin() as work:
        (lesson,) = await lessons.lessons_of(work, "first", NOW, 10)
        ticket = await work.get(Ticket, ticket_id)
        kept = await work.get(Example, 1)
    assert (lesson.ticket, lesson.owner, lesson.text) == (ticket_id, ticket.owner_id, ticket.text)
    assert (lesson.route, lesson.category, kept.given) == ("joint", None, "nuisance")


async def test_lessons_and_usual_tickets_are_apart_and_the_newest_come_first(begin):
    numbers = [await new_ticket(begin) for _ in range(4)]
    await keep(begin, *(example(n, at=NOW + timedelta(n)) for n in numbers[:2]))
    async with begin() as work:
        taught = await lessons.lessons_of(work, "first", NOW, 10)
        usual = await lessons.usual_of(work, "first", NOW, 10)
        assert await lessons.lessons_of(work, "first", NOW, 1) == taught[:1]
        assert await lessons.lessons_of(work, "first", NOW + YEAR, 10) == []
        assert await lessons.usual_of(work, "second", NOW, 10) == []
    assert [one.ticket for one in taught] == numbers[1::-1]
    assert [one.ticket for one in usual] == numbers[:1:-1]


async def test_a_community_is_studied_once_it_has_enough_and_not_twice_a_night(begin):
    for _ in range(2):
        await keep(begin, example(await new_ticket(begin)))
    await keep(begin, example(await new_ticket(begin), unit="second"))
    hour, since = NOW + timedelta(hours=1), NOW - YEAR

    async def due(night="2026-11-18", least=2, since=since, hour=hour):
        async with begin() as work:
            return await lessons.units_to_study(work, night, least, since, hour)

    assert await due() == ["first"]
    assert await due(least=1) == ["first", "second"]
    assert await due(least=3) == []
    assert await due(hour=NOW) == []  # too late for this night
    assert await due(since=hour) == []
    async with begin() as work:
        assert await lessons.take_night(work, "2026-11-18", "first", examples=2, asked=0, at=NOW)
        await work.commit()
    assert await due() == []
    assert await due("2026-11-19") == ["first"]


async def test_of_several_processes_one_takes_the_night(begin):
    async def take() -> bool:
        async with begin() as work:
            taken = await lessons.take_night(
                work, "2026-11-18", "first", examples=2, asked=0, at=NOW
            )
            await work.commit()
            return taken

    assert sorted(await asyncio.gather(*(take() for _ in range(4)))) == [False] * 3 + [True]
    async with begin() as work:
        await lessons.forget_nights(work, "2026-11-18")
        assert len((await work.scalars(select(Study))).all()) == 1
        await lessons.forget_nights(work, "2026-11-19")
        assert (await work.scalars(select(Study))).all() == []


@pytest.mark.parametrize(
    ("state", "moments", "known"),
    [
        (ProposalState.WAITING, {}, True),
        (ProposalState.ACCEPTED, {"answered_at": NOW - 2 * YEAR}, True),
        (ProposalState.DECLINED, {"answered_at": NOW - timedelta(days=364)}, True),
        (ProposalState.DECLINED, {"answered_at": NOW - timedelta(days=366)}, False),
        (
            ProposalState.WITHDRAWN,
            {"answered_at": NOW - 2 * YEAR, "withdrawn_at": NOW - timedelta(days=1)},
            True,
        ),
        (
            ProposalState.WITHDRAWN,
            {"answered_at": NOW - 2 * YEAR, "withdrawn_at": NOW - YEAR},
            True,
        ),
    ],
)
async def test_what_was_refused_is_not_asked_again_for_a_year(begin, state, moments, known):
    async with begin() as work:
        work.add(make_proposal(state=state, **moments))
        await work.commit()
        assert ("轰隆" in await lessons.known_words(work, "first", NOW - YEAR)) is known
        assert await lessons.known_words(work, "second", NOW - YEAR) == frozenset()
        assert [p.word for p in await lessons.words_in_state(work, "first", state)] == ["轰隆"]
        assert isinstance(await lessons.lock_proposal(work, 1), Proposal)
        assert await lessons.lock_proposal(work, 2) is None
