"""She repairs first and taps later: what staff answer to a card that nobody has accepted is kept,
and goes to the resident with the tap that accepts it."""

import pytest

from domain.lifecycle import Status
from tests.scenarios.staging import nothing_is_silent
from tests.support.town import photo

LIGHT = "永安花园3号楼2单元楼道灯坏了"


async def card_of(actor) -> str:
    return str((await actor.bubbles())[-1].id)


@pytest.fixture
async def resident(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    return resident


@pytest.mark.parametrize("words", ["疏通了", "到5号楼了", "", "灯泡换好了，3号楼2单元"])
async def test_it_waits_for_the_tap_and_then_goes_to_her(town, resident, words):
    before = await resident.reads()
    await town.property.says(words, media=[photo()], reply_to=await card_of(town.property))
    assert "1118-1 还没接单" in await town.property.last()
    assert all("接单" in label for label in await town.property.buttons())
    assert await resident.reads() == before, "nobody has taken it"
    (ticket,) = await town.tickets()
    assert (ticket.status, ticket.contacted_at) == (Status.QUEUED, None)
    await town.property.presses("接单·今天")
    (told,) = [one for one in await resident.bubbles() if one.media]
    assert words in told.text
    assert "已转给居民" in await town.property.last()
    assert (await town.ticket()).contacted_at is not None
    await nothing_is_silent(town)
    await town.property.presses("办结")
    assert (await town.ticket()).status is Status.DONE, "the photo is the evidence"


async def test_of_a_nod_nothing_is_kept(town, resident):
    await town.property.says("收到", reply_to=await card_of(town.property))
    assert "1118-1 还没接单" in await town.property.last()
    await town.property.presses("接单·今天")
    assert not any("收到" in text and "接单" not in text for text in await resident.reads())
    assert await town.events("noted") == []


async def test_each_waits_for_their_own_tap(town, resident):
    await town.property.says("疏通了", media=[photo()], reply_to=await card_of(town.property))
    await town.manager.sends_press("accept:1")
    assert not any("疏通了" in text for text in await resident.reads())


async def test_danger_and_a_matter_of_another_kind_are_reports(town, resident):
    card = await card_of(town.property)
    await town.property.says("5号楼楼上半夜一直吵，睡不着", reply_to=card)
    assert len(await town.tickets()) == 2
    await town.property.says("7号楼着火了，快来人", reply_to=card)
    assert (await town.ticket()).level == "L0"


async def test_who_may_not_accept_it_is_heard_as_before(town, resident):
    card = await card_of(town.property)
    await town.grid.says("疏通了", reply_to=card)
    assert not any("还没接单" in text for text in await town.grid.reads())
