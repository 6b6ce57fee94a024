"""She changes what she has sent, forwards what a neighbour wrote, answers an old message: it all
arrives where it belongs."""

import pytest

from bot.settings import Residents
from domain.catalogue import Route
from domain.lifecycle import Status
from tests.scenarios.staging import DOOR, NOISE, heard, nothing_is_silent
from tests.support.town import START, new_key, photo


@pytest.fixture
async def town(town_at):
    """A town in which messages in a row are gathered, as the configuration has it."""
    return await town_at(START, residents=Residents())


async def edits(resident, original: str, text: str, key: str | None = None, **more) -> bool:
    key = key or new_key("edit")
    return await resident.says(text, key=key, edited=True, original=original, **more)


async def test_while_it_waits_the_words_themselves_change(town):
    resident = await town.resident()
    await resident.says("3号楼2单元门坏了", key="m-1")
    await edits(resident, "m-1", "4号楼1单元门坏了，关不上")
    (ticket,) = await town.tickets()
    assert ticket.text == "4号楼1单元门坏了，关不上"
    assert (ticket.place["building"], ticket.place["unit"]) == ("4", "1")
    (card,) = [text for text in await town.property.reads() if "1118-1 ·" in text]
    assert "4号楼1单元" in card and "关不上" in card and "3号楼" not in card
    assert "照您改的记下了。编号 1118-1" in await resident.last()
    assert len(await town.property.reads()) == 1, "the desk is not told twice"
    await nothing_is_silent(town)


async def test_a_changed_word_can_bring_it_to_another_desk(town):
    resident = await town.resident()
    await resident.says("3号楼2单元门坏了", key="m-1")
    await edits(resident, "m-1", NOISE)
    ticket = await town.ticket()
    assert (ticket.lead_unit, ticket.route) == ("yongan", Route.COMMUNITY)
    assert "孩子睡不着" in await town.grid.last()
    await nothing_is_silent(town)


async def test_one_of_several_messages_is_changed(town):
    resident = await town.resident()
    await resident.says("家里停水了", key="m-1")
    await resident.says("3号楼", key="m-2")
    await resident.says("2单元501", key="m-3")
    await edits(resident, "m-2", "5号楼")
    ticket = await town.ticket()
    assert ticket.text == "家里停水了\n5号楼\n2单元501" and ticket.place["building"] == "5"
    await edits(resident, "m-1", "家里没有热水")
    await edits(resident, "m-3", "2单元502")
    ticket = await town.ticket()
    assert ticket.text == "家里没有热水\n5号楼\n2单元502" and ticket.place["room"] == "502"
    assert len(await town.tickets()) == 1


async def test_once_somebody_has_it_the_change_is_a_further_word(town):
    resident = await town.resident()
    await resident.says(DOOR, key="m-1")
    await town.property.presses("接单")
    await edits(resident, "m-1", "3号楼2单元门坏了，是东边那扇")
    ticket = await town.ticket()
    assert ticket.text == DOOR and ticket.status is Status.HANDLING
    assert await heard(town.property, "是东边那扇") == ["18 09:00"]
    assert "已补充到 1118-1" in await resident.last()
    (added,) = await town.events("add")
    assert added.values["text"] == "3号楼2单元门坏了，是东边那扇"


async def test_the_same_change_twice_does_nothing_twice(town):
    resident = await town.resident()
    await resident.says(DOOR, key="m-1")
    said = "3号楼2单元门坏了，是东边那扇"
    assert await edits(resident, "m-1", said, key="e-1") is True
    assert await edits(resident, "m-1", said, key="e-1") is False
    words = len(await resident.reads())
    assert await edits(resident, "m-1", said, key="e-2") is True  # a reaction, a link's preview
    assert len(await resident.reads()) == words
    await town.property.presses("接单")
    for key in ("e-3", "e-4"):
        await edits(resident, "m-1", said + "，麻烦了", key=key)
    assert len(await heard(town.property, "麻烦了")) == len(await town.events("add")) == 1


async def test_what_was_no_report_may_become_one(town):
    resident = await town.resident()
    await resident.says("您好", key="m-1")
    assert await town.tickets() == []
    await edits(resident, "m-1", "您好，" + DOOR)
    (ticket,) = await town.tickets()
    assert "编号 1118-1" in await resident.last()
    await edits(resident, "m-1", "您好，" + DOOR + "，风很大")
    (ticket,) = await town.tickets()
    assert ticket.text.endswith("风很大")
    await nothing_is_silent(town)


async def test_a_danger_written_into_an_old_report_counts_once(town):
    resident = await town.resident()
    await resident.says("3号楼有味道", key="m-1")
    await edits(resident, "m-1", "3号楼着火了！")
    assert [one.level for one in await town.tickets()][-1] == "L0"
    opened = len(await town.tickets())
    await edits(resident, "m-1", "3号楼2单元着火了！快来")
    assert len(await town.tickets()) == opened
    await nothing_is_silent(town)


async def test_what_is_closed_stays_as_it_was(town):
    resident = await town.resident()
    await resident.says(DOOR, key="m-1")
    await resident.sends_press("withdraw:1")
    await edits(resident, "m-1", DOOR + "，很急")
    assert (await town.ticket()).text == DOOR and len(await town.tickets()) == 1
    assert "看到您改了这条消息" in await resident.last()


async def test_nothing_of_staff_is_taken_for_a_report_when_they_change_it(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    await town.property.says("正在修门", key="p-1")
    await edits(town.property, "p-1", "正在修3号楼的门，门轴坏了")
    assert len(await town.tickets()) == 1


async def test_a_forwarded_photo_and_a_reply_to_an_older_matter(town):
    resident = await town.resident()
    await resident.says(DOOR)
    first = (await resident.bubbles())[0]
    await town.after(hours=2)
    await resident.says("楼上天天扔垃圾")
    await town.after(hours=2)
    await resident.says(media=[photo("b" * 32)], reply_to=str(first.id))
    assert len((await town.ticket(1)).media) == 1 and (await town.ticket(2)).media == []
