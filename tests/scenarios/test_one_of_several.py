"""Several matters in one sentence: all are open at once. What nobody can make out she is asked
about, one after the other; what was taken for something else she puts right with a tap."""

from domain.catalogue import Route
from domain.lifecycle import Status
from tests.scenarios.staging import nothing_is_silent

LAMP_AND_MORE = "3号楼路灯不亮，还有我想问下那件事能不能办"
LIFT_AND_NOISE = "3号楼电梯坏了，还有楼上天天半夜打麻将吵死人"
BOTH_VAGUE = "楼上那个麻烦管管，另外那个东西麻烦看看呗"


async def test_the_one_in_doubt_is_asked_about_while_all_are_open(town):
    resident = await town.resident()
    await resident.says(LAMP_AND_MORE)
    lamp, other = await town.tickets()
    assert (lamp.unsure, other.unsure) == (False, True)
    assert (lamp.status, other.status) == (Status.QUEUED, Status.QUEUED)
    said = await resident.last()
    assert "您说了 2 件事，分开给您办：" in said
    assert "🙋 “还有我想问下那件事能不能办”这件（1118-2）属于哪一类？" in said
    choices = (await resident.buttons())[:4]
    assert "房屋水电维修" in choices and "扰民和邻里纠纷" in choices
    assert "居民还没说清是哪一类" in await town.grid.last()
    assert await resident.presses("房屋水电维修") == "已改好"
    lamp, other = await town.tickets()
    assert (other.category, other.route, other.unsure) == ("repair", Route.PROPERTY, False)
    assert lamp.category == "facilities"
    assert "属于哪一类" not in await resident.last()
    await nothing_is_silent(town)


async def test_of_two_in_doubt_the_second_is_asked_about_after_the_first(town):
    resident = await town.resident()
    await resident.says(BOTH_VAGUE)
    assert [one.unsure for one in await town.tickets()] == [True, True]
    said = await resident.last()
    assert said.count("属于哪一类") == 1
    assert "“另外那个东西麻烦看看呗”这件（1118-2）属于哪一类" in said  # the less sure one
    await resident.presses("公共设施")
    assert "“楼上那个麻烦管管”这件（1118-1）属于哪一类" in await resident.last()
    assert (await resident.buttons())[0] == "扰民和邻里纠纷"
    await resident.presses("扰民和邻里纠纷")
    assert "属于哪一类" not in await resident.last()
    assert [one.unsure for one in await town.tickets()] == [False, False]
    await nothing_is_silent(town)


async def test_each_of_the_list_is_put_right_with_one_tap(town):
    resident = await town.resident()
    await resident.says(LIFT_AND_NOISE)
    assert await resident.buttons() == [
        "👌 1118-2 其实是一件事",
        "🏷 1118-1 类别不对",
        "🏷 1118-2 类别不对",
    ]
    stranger = await town.resident("stranger")
    assert await stranger.sends_press("kind:2") == "这一单不归您操作。"
    await resident.presses("🏷 1118-2 类别不对")
    assert await resident.last() == "🏷 1118-2 是哪一类？点一下就行。"
    *choices, other = await resident.buttons()
    assert len(choices) == 4 and other == "都不是，我再说一句"
    before, noise = await town.tickets()
    await resident.presses(choices[0])
    lift, after = await town.tickets()
    assert (lift.category, after.category == noise.category) == (before.category, False)
    await nothing_is_silent(town)


async def test_what_is_asked_about_has_no_second_button(town):
    resident = await town.resident()
    await resident.says(LAMP_AND_MORE)
    assert (await resident.buttons())[4:] == ["👌 1118-2 其实是一件事", "🏷 1118-1 类别不对"]


async def test_the_house_she_lives_in_is_not_the_one_she_tells_of(town):
    resident = await town.resident()
    await resident.says("我住3号楼2单元，5号楼下面的下水道堵了")
    (ticket,) = await town.tickets()
    assert (ticket.place["building"], ticket.place["unit"]) == ("5", None)
    await town.after(hours=1)
    await resident.says("厨房水管漏水")
    assert (await town.ticket()).place["building"] == "3"


async def test_each_of_two_houses_has_its_own(town):
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了，5号楼下水道也堵了")
    lamp, drain = await town.tickets()
    assert (lamp.place["building"], lamp.place["unit"]) == ("3", "2")
    assert (drain.place["building"], drain.place["unit"]) == ("5", None)
    assert {lamp.place["compound"], drain.place["compound"]} == {"yongan-garden"}
    assert any("📍 永安花园5号楼" in text for text in await town.property.reads())
