"""She types slowly: what belongs to her report comes a minute later, or two. It is no second
report, and whoever does the work reads all of it."""

from tests.scenarios.staging import heard, nothing_is_silent
from tests.support.town import photo


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
