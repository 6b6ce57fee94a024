"""Whoever does not answer is reminded and paged again and again, and the phone rings each time; but
of a ticket one card and one reminder stand in the chat, and no question that was answered."""

import pytest

from tests.scenarios.staging import DOOR, NOISE, TAKES, at, heard, nothing_is_silent
from tests.support.town import photo

PASSAGE = "1号楼楼道堆满杂物，消防通道堵死了"


async def about(actor, *words: str) -> list[str]:
    """What stands in a chat that holds one of these words."""
    return [text for text in await actor.reads() if any(one in text for one in words)]


async def test_of_many_the_newest_stands(town):
    resident = await town.resident()
    await resident.says(PASSAGE)
    await town.after(minutes=70)
    assert len(await heard(town.grid, "没人接单")) >= 3, "it rang each time"
    (standing,) = await about(town.grid, "没人接单")
    assert standing == await town.grid.last() and "已报上一级" in standing
    assert "接单" in str(await town.grid.buttons()), "and it can be taken from there"
    for actor in (town.property, town.secretary):
        told = await about(actor, "超时没人接", "马上让人接")
        assert len(told) == 1, told
    await nothing_is_silent(town)


async def test_it_rests_while_somebody_is_at_it_and_the_next_step_takes_its_place(town):
    resident = await town.resident()
    await resident.says(PASSAGE)
    await town.after(minutes=40)
    await town.grid.presses("接单")
    (taken,) = await about(town.grid, "没人接单")
    await town.after(minutes=70)
    assert len(await heard(town.grid, "1118-1（")) >= 8
    (standing,) = await about(town.grid, "1118-1（")
    assert standing != taken and "还在办吗" in standing


async def test_a_question_takes_the_place_of_reminders_and_stays_until_the_next(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    await town.property.says("下周换锁")
    await town.until(at(23, "09:00"))
    (asked,) = await about(town.property, "还在办吗")
    assert asked.count("📍 永安花园") == 1
    await town.property.presses("还在办")
    await town.until(at(26, "09:00"))
    assert await heard(town.property, "还在办吗") == ["23 09:00", "26 09:00"]
    assert len(await about(town.property, "还在办吗")) == 1
    assert "还在办" in str(await town.property.buttons())


@pytest.fixture
async def three(town):
    """Three doors wait at one post, and one message has told of them."""
    for number in (1, 2, 3):
        someone = town.people[f"resident-{number}"] = await town.resident(f"resident-{number}")
        await someone.says(f"{number}号楼2单元门坏了，关不上")
    await town.after(hours=1, minutes=3)
    (told,) = await about(town.property, "3 件等您办")
    assert [told.count(f"永安花园{number}号楼") for number in (1, 2, 3)] == [1, 1, 1], (
        "where each is"
    )
    return town


async def test_a_message_about_several_is_replaced_as_a_whole(three):
    town = three
    await town.after(hours=2)
    assert len(await heard(town.property, "3 件等您办")) >= 3
    assert len(await about(town.property, "件等您办")) == 1
    await nothing_is_silent(town)


async def test_it_stays_while_one_of_them_has_nothing_newer(three):
    town = three
    await town.property.sends_press("accept:1")
    await town.after(minutes=60)
    stand = await about(town.property, "件等您办")
    assert ["3 件等您办" in text for text in stand] == [True, False]
    await town.people["resident-1"].sends_press("withdraw:1")
    await town.after(hours=1)
    assert len(await about(town.property, "件等您办")) == 1, "nothing of it waits any more"


async def test_in_danger_to_life_each_page_rings_and_one_card_stands(town):
    resident = await town.resident()
    await resident.says("3号楼2单元电梯里困住人了")
    await town.after(minutes=40)
    for actor in (town.property, town.manager):
        assert len(await heard(actor, "1118-1")) >= 5, "it rang again and again"
        assert len(await about(actor, "1118-1 · ")) == 1
    await town.property.presses("接单")
    (card,) = await about(town.property, "1118-1 · ")
    assert "已接单" in card
    await nothing_is_silent(town)


async def test_what_was_asked_on_the_way_goes_with_its_answer(town):
    resident = await town.resident()
    await resident.says(DOOR)
    before = len(await town.property.reads())
    await town.property.presses("退单")
    assert "归谁" in await town.property.last()
    await town.property.presses("归社区")
    assert [
        ("归谁" in text, "哪一条" in text) for text in (await town.property.reads())[before:]
    ] == [
        (True, False),
        (False, True),
    ]
    await town.property.presses("违章搭建")
    assert len(await town.property.reads()) == before


async def test_of_what_is_said_on_the_way_the_newest_stands(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单·今天")
    before = len(await town.property.reads())
    await town.property.presses("反馈")
    assert "请发一句话" in await town.property.last()
    await town.property.says("到楼下了")
    await town.property.presses("问居民")
    await town.property.says("是哪扇门？")
    await resident.says("单元门")
    assert len(await town.property.reads()) == before + 2, "her answer stays, and the last said"
    assert len(await about(town.property, "已转给居民", "请发一句话")) == 1
    assert len(await heard(town.property, "已转给居民")) == 2
    assert len(await about(resident, "已转给物业张师傅")) == 1
    await town.property.presses("办结")
    assert "请发一张办好后的照片" in await town.property.last()
    await town.property.says("换了合页", media=[photo()])
    assert len(await town.property.reads()) == before + 2
    assert "辛苦了" in await town.property.last()


async def test_a_reminder_offers_what_is_wanted_and_the_card_the_rest(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await town.until(at(18, "10:03"))
    assert "没人接单" in await town.grid.last()
    assert await town.grid.buttons() == [*TAKES, "↩️ 退单"]
    await resident.says(PASSAGE)
    await town.grid.sends_press("accept:2:now")
    await town.after(minutes=70)
    assert "还在办吗" in await town.grid.last()
    wanted = ["👌 还在办", "📣 反馈", "✅ 办结", "💬 问居民", "🕐 改时间", "↩️ 退单"]
    assert await town.grid.buttons() == wanted
    (card,) = [one for one in await town.grid.bubbles() if "1118-2 · " in one.text]
    labels = [label for row in card.buttons for label, _ in row]
    assert "🕐 改时间" in labels, "the time she named is over: another one is a tap away"
    assert len(labels) == 6 and labels[-1] == "⋯ 更多"
