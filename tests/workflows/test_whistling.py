"""吹哨: help from one level up, at any time; no failure, and counted apart."""

import pytest

from db.figures import figures
from domain.lifecycle import Status
from domain.period import Period
from tests.scenarios.staging import DOOR, TAKES, at, heard, nothing_is_silent
from tests.support.town import photo


async def tells(actor) -> None:
    await actor.sends_press("progress:1")
    await actor.says("还在等零件")


@pytest.fixture
async def resident(town):
    """Hers is in hand of the property company."""
    found = await town.resident()
    await found.says(DOOR)
    await town.property.presses("接单")
    return found


async def test_a_whistle_calls_the_next_level_and_the_resident_hears_it(town, resident):
    before = await town.ticket()
    assert await town.property.presses("吹哨") == "请发一句话说缺什么"
    assert await town.property.last() == "📯 1118-1：缺什么？发一句话，我请上一级来帮忙。"
    await town.property.says("锁芯型号老，买不到")
    called = await town.manager.last()
    assert called.startswith(
        "📯 1118-1（公共设施）物业张师傅请您帮忙，缺的是：\n锁芯型号老，买不到\n📍 永安花园3号楼\n"
    )
    assert called.count("锁芯型号老") == 1, "said once on a small screen"
    assert "物业张师傅接了单" in called and DOOR not in called  # the brief, and not her words
    assert await town.property.last() == "📯 1118-1 已告诉永安物业（经理）。"
    assert await resident.last() == "🤝 1118-1 已请永安物业（经理）一起想办法。"
    assert await town.manager.presses("知道了") == "好，记下了"
    after = await town.ticket()
    assert (after.rung, after.status) == (1, Status.HANDLING)
    assert (after.fix_due, after.promised_at) == (before.fix_due, before.promised_at)
    (event,) = await town.events("whistle")
    assert (event.values["rung"], event.person_id) == (1, town.property.person_id)
    await nothing_is_silent(town)


async def test_a_whistle_is_no_escalation_in_the_history_or_the_figures(town, resident):
    await town.property.presses("吹哨")
    await town.property.says("缺人手")
    assert await town.events("escalated") == []
    async with town.deps.begin() as work:
        so_far = Period.parse("2026-W47").so_far(town.deps.rules.zone, town.clock.now())
        found = await figures(work, ("yongan",), so_far)
    assert (found.overdue, found.unaccepted) == (0, 0)


async def test_when_time_runs_out_the_level_that_was_whistled_for_is_still_told(town, resident):
    await town.property.presses("反馈")
    await town.property.says("看过了")
    await town.property.presses("吹哨")
    await town.property.says("缺人手")
    for day in (19, 20, 23, 24, 25, 26):
        await town.until(at(day, "10:00"))
        await town.property.sends_press("still_on:1")
    await town.until(at(27, "09:00"))
    assert len(await heard(town.manager, "没按时办")) == 1
    assert [e.values["rung"] for e in await town.events("escalated")] == [1]
    assert len(await heard(resident, "我们已经报给永安物业（经理）")) == 1
    await nothing_is_silent(town)


async def test_once_an_hour_and_one_level_further_each_time_up_to_the_top(town, resident):
    for chat in ("manager", "secretary", "street", "district"):
        await town.property.presses("吹哨")
        await town.property.says("还是缺人手")
        assert "请您帮忙" in await town.people[chat].last()
        assert "吹哨" not in "".join(await town.property.buttons())
        again = await town.property.sends_press("whistle:1")
        assert again == "1118-1 刚吹过哨，一小时后才能再吹。"
        await town.after(hours=1)
        await tells(town.property)  # whatever happens next shows the button again
        await nothing_is_silent(town)
    at_the_top = await town.property.sends_press("whistle:1")
    assert at_the_top == "1118-1 上面没有再高一级的人值班，没法再吹哨。"
    assert "吹哨" not in "".join(await town.property.buttons())
    assert [e.values["rung"] for e in await town.events("whistle")] == [1, 2, 3, 4]


async def test_the_desk_whistles_while_it_waits_and_the_next_level_may_take_it(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.off_duty("manager")  # an empty rung is passed over
    await town.property.presses("吹哨")
    await town.property.says("今天只有一个人")
    assert await town.secretary.buttons() == [*TAKES, "👀 知道了，我盯着"]
    assert await town.secretary.presses("接单") == "接单成功，已告诉居民"
    assert (await town.ticket()).handler_id == town.secretary.person_id
    await nothing_is_silent(town)


async def test_only_who_is_responsible_whistles_and_says_what_is_lacking(town, resident):
    assert await town.grid.sends_press("whistle:1") == "这一单不归您操作。"
    assert await resident.sends_press("whistle:1") == "这一单不归您操作。"
    await town.property.presses("吹哨")
    await town.property.says("", media=[photo()])
    assert await town.property.last() == "这里请只发一句话。"
    await town.property.says("缺梯子")
    assert len(await town.events("whistle")) == 1
