"""Complaints and dangers: nobody learns who else spoke, and no danger waits for a question."""

from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import nothing_is_silent

FEE = "物业乱收停车费"


async def test_a_complaint_goes_along_only_with_one_of_its_sort(town):
    first, second, third = [await town.resident(f"voice{n}") for n in range(3)]
    await first.says("我是3号楼2单元502王桂兰，物业停车费乱涨价，乱收停车费")
    await second.says("物业停车费又涨了，乱收停车费")
    assert "已有 1 户反映（编号 1118-1）" in await second.last()
    await second.presses("我家也是")
    await third.says("停车费怎么交，太贵了")
    for actor in (second, third, town.property, town.manager):
        said = "\n".join(await actor.reads())
        assert "王桂兰" not in said and "502" not in said and "voice0" not in said
    assert "2 户反映" in "".join(await town.grid.reads())
    await nothing_is_silent(town)


async def test_the_accused_are_not_asked(town):
    resident = await town.resident()
    await resident.says(FEE)
    spy = await town.staff("spy", "钱进", Role.PROPERTY_STAFF, "yongan-property")
    await spy.says("永安花园" + FEE)
    assert "户反映" not in "".join(await spy.reads())
    assert await spy.sends_press("merge:1:2") == "这个按钮认不出来了，请用最新的那条消息。"


async def test_a_neighbour_who_is_complained_about_is_not_told(town):
    first, second = await town.resident("first"), await town.resident("second")
    await first.says("3号楼楼上502半夜一直吵，孩子睡不着")
    await second.says("3号楼楼上502半夜一直吵，孩子睡不着")
    assert "户反映" not in "".join(await second.reads())


async def test_a_second_voice_about_a_fire_pages_everybody_and_is_asked_nothing(town):
    first, second = await town.resident("first"), await town.resident("second")
    await first.says("3号楼着火了！")
    await second.says("3号楼起火了，好大的烟")
    assert "户反映" not in "".join(await second.reads())
    assert [t.status for t in await town.tickets()] == [Status.QUEUED] * 2
    for actor in (town.grid, town.property, town.secretary):
        assert "可能和 1118-1 是同一件事" in await actor.last()
    assert "认不出来" in await second.sends_press("merge:1:2")
    await nothing_is_silent(town)
