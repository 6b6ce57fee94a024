"""/unit: when one's own unit works, changed by one sentence; what it does to clocks and dates."""

import pytest

from bot.organisation import is_told_twice
from db.models import TimerState
from db.organisation import document
from db.people import roster_of
from tests.scenarios.staging import DOOR, NOISE, at, nothing_is_silent
from tests.support.sheets import bring, good
from tests.support.town import beside

SATURDAYS = "周一到周六 8:30-12:00 14:00-17:30"


@pytest.fixture
async def office(town, tmp_path):
    await bring(town.program, tmp_path / "a.xlsx", good("units", "compounds", "grids", "buildings"))
    return town


async def change(town, actor, sentence: str) -> None:
    await actor.walks("/unit", "🕘 上班时间", "改时间")
    await actor.says(sentence)
    await actor.presses("✅ 确定")
    await follow(town.deps)


async def follow(deps) -> None:
    async with deps.begin() as work:
        await roster_of(work)


async def test_a_company_works_on_saturdays_from_now_on(office):
    town = office
    await town.manager.walks("/unit", "🕘 上班时间")
    assert await town.manager.last() == ("🕘 永安物业上班时间：周一至周五 08:30–12:00、14:00–18:00")
    assert await town.manager.buttons() == ["✏️ 改时间"]
    await town.manager.presses("改时间")
    await town.manager.says("周六也来")
    assert await town.manager.last() == "没看懂。请这样发：周一到周六 8:30-12:00 14:00-17:30"
    await town.manager.says(SATURDAYS)
    assert await town.manager.last() == (
        "🕘 永安物业改成 周一至周六 08:30–12:00、14:00–17:30 上班？"
        "新来的事按新时间算，手里的日期不变。"
    )
    await follow(town.deps)
    assert not town.deps.rules.own_hours
    await town.manager.presses("✅ 确定")
    assert await town.manager.last() == "✅ 永安物业上班时间改好了。"
    await follow(town.deps)
    await town.manager.walks("/unit", "改动")
    assert (await town.manager.last()).endswith(
        "今天 09:00 物业马经理改上班时间：跟上级一样→周一至周六 08:30–12:00、14:00–17:30"
    )
    await town.until(at(20, "17:00"))  # a Friday
    resident = await town.resident()
    await resident.says(DOOR)
    assert (await town.ticket()).accept_due == at(21, "10:00")
    await resident.says(NOISE)
    assert (await town.ticket()).accept_due == at(23, "09:30"), "the community rests on Saturdays"
    await nothing_is_silent(town)


async def test_it_is_taken_back_with_a_tap(office):
    town = office
    await change(town, town.manager, "9-17点")
    before = town.deps.rules.calendar_of("yongan-property").blocks
    await change(town, town.manager, SATURDAYS)
    await town.manager.presses("↩️ 改回去")
    await follow(town.deps)
    assert town.deps.rules.calendar_of("yongan-property").blocks == before
    await town.manager.walks("/unit", "🕘 上班时间", "跟上级一样")
    assert "跟上级一样上班？" in await town.manager.last()
    await town.manager.presses("✅ 确定")
    await follow(town.deps)
    assert not town.deps.rules.own_hours
    await town.manager.walks("/unit", "🕘 上班时间")
    assert await town.manager.buttons() == ["✏️ 改时间"]


async def test_who_is_beneath_and_has_none_of_their_own_follows(office):
    town = office
    await change(town, town.manager, "9-17点")
    await town.street.walks("/unit", "🕘 上班时间", "改时间")
    await town.street.says("周一到周六")
    assert "下面没定过自己时间的单位也跟着变。" in await town.street.last()
    await town.street.presses("✅ 确定")
    await follow(town.deps)
    saturday = at(21, "09:00").date()
    works = {
        c: town.deps.rules.calendar_of(c).works_on(saturday) for c in town.deps.rules.org.units
    }
    assert works == {
        "erqi": False,
        "jianzhong": True,
        "yongan": True,
        "yongan-property": False,
        "red-alliance": True,
    }
    holiday = at(18, "09:00").replace(month=10, day=1).date()
    assert not town.deps.rules.calendar_of("jianzhong").works_on(holiday)


async def test_other_processes_follow_and_a_sheet_leaves_it_alone(office, tmp_path):
    town = office
    await change(town, town.manager, SATURDAYS)
    sheets = good("units", "compounds")
    sheets["units"][3][1] = "永安社区居委会"
    await bring(town.program, tmp_path / "b.xlsx", sheets)
    other = beside(town)
    await follow(other.deps)
    assert other.deps.rules.org.units["yongan"].name == "永安社区居委会"
    saturday = at(21, "09:00").date()
    assert other.deps.rules.calendar_of("yongan-property").works_on(saturday)
    async with town.deps.begin() as work:
        kept = await document(work)
    assert list(kept["hours"]) == ["yongan-property"]
    await other.close()


async def test_no_date_that_stands_is_moved(office):
    town = office
    resident = await town.resident()
    await resident.says(DOOR)
    before = await town.ticket()
    await town.property.presses("接单·今天")
    await change(town, town.manager, "周一到周三 9-11点")
    await town.until(before.fix_due)
    after = await town.ticket()
    assert (after.contact_due, after.fix_due) == (before.contact_due, before.fix_due)
    fixed = [t for t in await town.timers() if t.clock == "fix" and t.step == 100]
    assert [(t.due_at, t.state) for t in fixed] == [(before.fix_due, TimerState.FIRED)]
    await nothing_is_silent(town)


async def test_a_report_in_between_is_a_report(office):
    town = office
    await town.manager.walks("/unit", "🕘 上班时间", "改时间")
    await town.manager.says(DOOR)
    assert len(await town.tickets()) == 1
    await town.secretary.walks("/unit", "小区楼栋", "永安花园", "换物业", "新来的物业")
    await town.secretary.says("5号楼着火了，快来人")
    assert (await town.ticket()).level == "L0"


async def test_without_a_sheet_as_well(town):
    org = town.deps.rules.org
    await change(town, town.manager, SATURDAYS)
    assert "永安物业" in await town.manager.last() and "上班时间" in await town.manager.last()
    await town.manager.walks("/unit", "🕘 上班时间")
    assert "周一至周六 08:30–12:00、14:00–17:30" in await town.manager.last()
    assert town.deps.rules.org.compounds == org.compounds
    assert not await is_told_twice(town.program.settings, town.deps, town.program.engine)
    await town.manager.walks("/unit", "🕘 上班时间", "跟上级一样", "✅ 确定")
    await follow(town.deps)
    assert not town.deps.rules.own_hours


async def test_only_the_own_unit_s(office):
    town = office
    await town.secretary.says("/unit")
    mine = (await town.secretary.bubbles())[-1].buttons[-1][-1][1].split(":")[1]
    for chat in ("manager", "street", "district", "alliance", "grid", "property"):
        for step in ("hours", "hsay", "hback", "hset", "hset.12345.09001700"):
            toast = await town.people[chat].sends_press(f"unit:{mine}:{step}")
            assert "只能管自己" in toast or "工作人员" in toast, (chat, step, toast)
    for forged in ("hset.x", "hset.12345.1700090", "hset.12345.17000900", "hset.0.09001700"):
        assert "认不出来" in await town.secretary.sends_press(f"unit:{mine}:{forged}")
    await follow(town.deps)
    assert not town.deps.rules.own_hours
