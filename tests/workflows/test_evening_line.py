"""One line in the evening for each secretary: once, at its hour, and not the morning after."""

from datetime import date, time, timedelta

import pytest

from tests.scenarios.staging import DOOR, NOISE, at
from workflows.evening_line import send_evening_lines

HOUR = time(18, 30)


@pytest.fixture
async def evening(town):
    """One matter came and waits."""
    await (await town.resident()).says(NOISE)
    town.clock.move_to(at(18, "18:30"))
    return town


async def lines(town) -> list[str]:
    await town.settle()
    return [text for text in await town.secretary.reads() if text.startswith("🌙")]


async def test_what_it_says(evening):
    assert await send_evening_lines(evening.deps, HOUR, None) == date(2026, 11, 18)
    (said,) = await lines(evening)
    first, second = said.splitlines()
    assert first == "🌙 永安社区今天：来 1 件，办完 0 件，在办 1 件，超时 0 件。"
    assert second.startswith("最急：") and "1118-1" in second
    for actor in (evening.grid, evening.street, evening.party, evening.party_street):
        assert not [text for text in await actor.reads() if "🌙" in text]


async def test_once_also_after_a_restart_and_by_two(evening):
    for sent in (None, None, date(2026, 11, 18)):
        await send_evening_lines(evening.deps, HOUR, sent)
    assert len(await lines(evening)) == 1


@pytest.mark.parametrize(
    ("clock", "count"), [("18:29", 0), ("18:30", 1), ("21:29", 1), ("21:30", 0)]
)
async def test_at_its_hour_and_not_much_later(town, clock, count):
    await (await town.resident()).says(NOISE)
    town.clock.move_to(at(18, clock))
    await send_evening_lines(town.deps, HOUR, None)
    assert len(await lines(town)) == count


async def test_not_without_an_hour_and_not_about_nothing(town):
    town.clock.move_to(at(18, "18:30"))
    assert await send_evening_lines(town.deps, None, None) is None
    assert await send_evening_lines(town.deps, HOUR, None) == date(2026, 11, 18)
    assert await lines(town) == []


async def test_what_complains_about_the_community_is_not_shown_to_it(town):
    await (await town.resident()).says("我要投诉社区，居委会的人态度很差")
    ticket = await town.ticket()
    assert ticket.against == "community"
    await (await town.resident("other")).says(DOOR)
    town.clock.move_to(at(18, "18:30"))
    await send_evening_lines(town.deps, HOUR, None)
    (said,) = await lines(town)
    assert "1118-1" not in said and "1118-2" in said


async def test_overdue_is_counted_as_of_now(evening):
    ticket = await evening.ticket()
    async with evening.deps.begin() as work:
        (await work.get(type(ticket), ticket.id)).fix_due = evening.clock.now() - timedelta(hours=1)
        await work.commit()
    await send_evening_lines(evening.deps, HOUR, None)
    (said,) = await lines(evening)
    assert "超时 1 件" in said
