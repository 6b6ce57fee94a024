"""She took it, or it is done: the reminder further up no longer asks for it, and nothing of it can
be pressed by mistake; a level above may still say that it follows up."""

import pytest

from tests.scenarios.staging import NOISE, at, heard, mended
from tests.support.town import photo

PASSAGE = "1号楼楼道堆满杂物，消防通道堵死了"


async def beneath(actor, words: str) -> list[list[str]]:
    """The buttons under each message that holds these words, oldest first."""
    return [
        [label for row in message.buttons for label, _ in row]
        for message in await actor.bubbles()
        if words in message.text
    ]


@pytest.fixture
async def overdue(town):
    """Nobody has taken it for an hour."""
    resident = await town.resident()
    await resident.says(PASSAGE)
    await town.after(minutes=70)
    assert all(await beneath(town.grid, "没人接单"))
    return resident


async def test_once_taken_no_reminder_asks_to_take_it(town, overdue):
    await town.grid.sends_press("accept:1:now")
    assert await beneath(town.grid, "没人接单") == [[]]
    above = await beneath(town.secretary, "1118-1")
    assert any(above) and all(len(one) <= 1 for one in above), above


async def test_once_done_no_reminder_asks_for_it(town, overdue):
    await town.grid.sends_press("accept:1:now")
    await town.after(minutes=40)
    assert await heard(town.grid, "前要办好")
    assert all(await beneath(town.grid, "1118-1（"))
    await town.grid.sends_press("resolve:1")
    await town.grid.says("清出来了", media=[photo()])
    await town.property.sends_press("take_part:1")
    await town.property.sends_press("part_done:1")
    await town.property.says("也贴了告示", media=[photo()])
    assert await beneath(town.grid, "1118-1（") == [[]]


async def test_after_a_redo_new_ones_ask_again(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await mended(town, words="劝过了", by="grid")
    await resident.presses("没解决")
    await town.after(hours=4)
    assert [one for one in await beneath(town.grid, "没人接单") if one]


LIFT = "3号楼2单元电梯停了"
"""Timely (L2): its clocks run at night, and nobody is woken."""


async def test_what_the_night_has_overtaken_is_not_said_in_the_morning(town_at):
    """Nobody took it in time, then somebody did and mended it: who wakes up reads of no trouble."""
    town = await town_at(at(18, "22:00"))
    resident = await town.resident()
    await resident.says(LIFT)
    await town.until(at(18, "22:45"))
    assert [event.kind for event in await town.events("escalated")] == ["escalated"]
    await town.property.sends_press("accept:1:now")
    await mended(town)
    await resident.presses("已解决")
    await town.until(at(19, "09:00"))
    assert await heard(resident, "还没办好") == []
    for one in (town.property, town.manager):
        assert await heard(one, "没人接单，") == []


async def test_what_was_done_at_night_is_not_asked_for_in_the_morning(town_at):
    """She was not called in time, and the question 还在办吗 was on its way; then he wrote."""
    town = await town_at(at(18, "20:50"))
    resident = await town.resident()
    await resident.says(LIFT)
    await town.property.presses("接单")
    await town.until(at(19, "00:10"))
    assert await town.events("escalated")
    await town.property.presses("反馈")
    await town.property.says("配件明早到")
    await town.until(at(19, "08:00"))
    assert await heard(town.manager, "没按时办") == await heard(town.property, "超时") == []
    assert await heard(resident, "还没办好") == []
    await town.until(at(19, "12:00"))  # and what is still to be done is told as ever
    assert await heard(town.property, "20:50 前要办好") == ["19 08:51"]


async def test_who_wrote_at_night_is_not_asked_whether_it_goes_on(town_at):
    town = await town_at(at(18, "11:00"))
    await (await town.resident()).says(LIFT)
    await town.property.presses("接单")
    for moment in ("11:10", "23:30"):
        await town.until(at(18, moment))
        await town.property.presses("反馈")
        await town.property.says("在等配件")
    await town.until(at(19, "09:00"))
    assert await heard(town.property, "还在办吗") == []
