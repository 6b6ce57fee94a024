"""She took it, or it is done: the reminder further up no longer asks for it, and nothing of it can
be pressed by mistake; a level above may still say that it follows up."""

import pytest

from tests.scenarios.staging import NOISE, heard, mended
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
