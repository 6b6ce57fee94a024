"""She types slowly: what belongs to her report comes a minute later, or two. It is no second
report, and whoever does the work reads all of it."""

import pytest

from bot.settings import Residents
from tests.scenarios.staging import heard, nothing_is_silent
from tests.support.town import START, photo

CAR = "3号楼门口停了辆车把我堵住了，出不去"


async def test_what_she_says_with_where_it_is_is_read_by_whoever_comes(town):
    resident = await town.resident(compound=None)
    await resident.says("2单元楼道灯坏了")
    await resident.says("3号楼，下午三点后在家", media=[photo()])
    assert len(await heard(town.grid, "下午三点后在家")) == 1
    await resident.presses("永安花园")
    (card,) = [text for text in await town.property.reads() if "1118-1 ·" in text]
    assert "永安花园3号楼2单元" in card and "有 1 个附件" in card, "nor is the unit lost"
    assert len(await heard(town.property, "下午三点后在家")) == 1
    assert len(await heard(town.grid, "下午三点后在家")) == 1, "once is enough"
    await nothing_is_silent(town)


@pytest.fixture
async def slow_town(town_at):
    """A town in which messages in a row are gathered, as the configuration has it."""
    return await town_at(START, residents=Residents())


@pytest.mark.parametrize(
    ("told", "little", "minutes"),
    [
        (CAR, "豫A12345", 2),
        ("3号楼物业说改门禁卡要交钱", "我的卡", 1),
        ("孩子找不到了，3号楼的", "8岁，穿红衣服", 5),
        ("社区啥时候发高龄补贴？", "俺今年81了", 29),
        ("3号楼2单元水管爆了，水已经关了", "但是墙还湿着", 2),
        ("社区能不能组织免费体检", "老年人的那种", 2),
        ("有人躺地上不动了，3号楼门口", "120来了", 4),
    ],
)
async def test_a_few_words_that_name_nothing_are_more_of_it(slow_town, told, little, minutes):
    resident = await slow_town.resident()
    await resident.says(told)
    first = await slow_town.ticket()
    await slow_town.after(minutes=minutes)
    await resident.says(little)
    (ticket,) = await slow_town.tickets()
    assert (ticket.category, ticket.level) == (first.category, first.level)
    reader = slow_town.property if ticket.lead_unit == "yongan-property" else slow_town.grid
    assert await heard(reader, little)
    await nothing_is_silent(slow_town)


async def test_one_tap_makes_them_a_matter_of_their_own(slow_town):
    resident = await slow_town.resident()
    await resident.says(CAR)
    await slow_town.after(minutes=2)
    await resident.says("那个东西又不行了")
    assert len(await slow_town.tickets()) == 1
    await resident.presses("这是另一件事")
    assert [one.text for one in await slow_town.tickets()] == [CAR, "那个东西又不行了"]


@pytest.mark.parametrize(
    ("little", "minutes"),
    [("灯坏了", 2), ("5号楼也停了水", 2), ("着火了", 2), ("豫A12345", 31)],
)
async def test_what_names_a_matter_or_comes_too_late_is_one_of_its_own(slow_town, little, minutes):
    resident = await slow_town.resident()
    await resident.says(CAR)
    await slow_town.after(minutes=minutes)
    await resident.says(little)
    assert len(await slow_town.tickets()) == 2


async def test_small_talk_is_no_more_of_a_general_matter(slow_town):
    resident = await slow_town.resident()
    await resident.says(CAR)
    await slow_town.after(minutes=2)
    await resident.says("今天天气不错")
    assert not await heard(slow_town.property, "天气")


async def test_a_photo_and_where_it_is_are_explained_by_what_comes_then(slow_town):
    resident = await slow_town.resident()
    await resident.says(media=[photo()])
    for said in ("永安花园3号楼后面", "垃圾堆成山了"):
        await slow_town.after(minutes=1)
        await resident.says(said)
    (ticket,) = await slow_town.tickets()
    assert (ticket.category, ticket.lead_unit) == ("cleaning", "yongan-property")
    assert await heard(slow_town.property, "垃圾堆成山了")


async def test_the_door_may_come_after_the_house(town):
    resident = await town.resident(compound=None)
    await resident.says("暖气不热，屋里才15度")
    await resident.says("永安花园4号楼")
    await resident.says("501")
    assert (await town.ticket(1)).place["room"] == "501"
    await resident.says("601")
    assert "已转告" in await resident.last(), "nobody knows whose door that is"
    assert len(await heard(town.property, "601")) == 1
    assert len(await town.tickets()) == 1


async def test_a_desk_that_gets_it_later_reads_what_she_said_meanwhile(town):
    resident = await town.resident()
    await resident.says("3号楼2单元下水道堵了")
    await resident.says("我下午才在家", reply_to=str((await resident.bubbles())[-1].id))
    assert len(await heard(town.property, "下午才在家")) == 1
    await town.property.presses("退单")
    for choice in ("归社区", "违章搭建"):
        await town.property.presses(choice)
    assert len(await heard(town.grid, "下午才在家")) == 1
