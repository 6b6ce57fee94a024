"""The week at the desk: the manager sets the roster with a thumb, two colleagues swap, new tickets
go to whoever sits there, and an empty desk tomorrow is warned of the evening before."""

from datetime import date, datetime, timedelta

import pytest

from db.desk_rows import Shift
from domain.people import Role
from tests.support.town import START, ZONE
from workflows.shifts import set_shifts

TODAY = date(2026, 11, 18)  # a Wednesday
UNIT = "yongan-property"


@pytest.fixture
async def wang(town):
    """A second man of the property company."""
    return await town.staff("wang", "王军", Role.PROPERTY_STAFF, UNIT)


async def seat(town, *shifts: tuple[int, object], unit: str = UNIT) -> None:
    """Put people on the roster, so many days from today."""
    async with town.deps.begin() as work:
        days = [(TODAY + timedelta(days=n), who.person_id) for n, who in shifts]
        await set_shifts(work, unit, days)
        await work.commit()


async def roster(town) -> set[tuple[str, int]]:
    return {(str(row.day), row.person_id) for row in await town.rows(Shift)}


async def test_the_manager_sets_the_roster_on_one_message(town, wang):
    await town.manager.says("/duty")
    assert "🗓 排班：永安物业" in await town.manager.buttons()
    await town.manager.presses("排班：永安物业")
    await town.manager.presses("周四 11/19")
    assert "11月19日（周四）谁坐班" in await town.manager.last()
    assert await town.manager.presses("物业张师傅") == "已排上"
    assert "✅ 物业张师傅" in await town.manager.buttons()
    await town.manager.presses("物业王师傅")
    await town.manager.presses("物业张师傅")
    assert await roster(town) == {("2026-11-19", wang.person_id)}
    boards = [text for text in await town.manager.reads() if "🗓" in text]
    assert len(boards) == 1  # edited in place
    await town.manager.presses("别的日子")
    assert "周四 11/19：物业王师傅" in await town.manager.last()
    assert await town.manager.presses("下周照旧") == "下周排好了，1 个班"
    assert ("2026-11-26", wang.person_id) in await roster(town)


async def test_nobody_sets_the_roster_of_others(town, wang):
    await town.manager.says("/duty")
    await town.manager.presses("排班：永安物业")
    (payload,) = {
        payload
        for message in await town.manager.bubbles()
        for row in message.buttons
        for text, payload in row
        if text == "周四 11/19"
    }
    for other in (wang, town.secretary, town.street):
        assert "由单位负责人排" in await other.sends_press(payload)
    number = payload.split(":")[1]
    day = await town.manager.sends_press(f"shift:{number}:put.20270101.{wang.person_id}")
    assert "只能排今天起 14 天" in day
    stranger = f"shift:{number}:put.20261119.{town.grid.person_id}"
    assert "认不出来" in await town.manager.sends_press(stranger)
    assert await roster(town) == set()


async def test_a_board_that_was_left_open_puts_nobody_off(town, wang):
    """The button says what it does, so an old one, or two taps at once, do no harm."""
    await town.manager.says("/duty")
    await town.manager.presses("排班：永安物业")
    await town.manager.presses("周四 11/19")
    on = await town.manager.payload("物业王")
    for _ in range(2):
        assert await town.manager.sends_press(on) == "已排上"
        assert len(await roster(town)) == 1
    off = await town.manager.payload("物业王")
    for _ in range(2):
        assert await town.manager.sends_press(off) == "已去掉"
        assert await roster(town) == set()


async def test_duty_shows_today_and_the_days_after_with_gaps(town, wang):
    await seat(town, (0, town.property), (1, wang))
    await seat(town, (0, town.grid), unit="yongan")
    await town.property.says("/duty")
    text = await town.property.last()
    assert "您现在是“上班”" in text
    assert "今天：物业张师傅、网格员小李" in text
    assert "周四 11/19：物业王师傅、⚠️ 永安社区没人" in text
    assert "周六" not in text and "周日" not in text
    assert "红色物业联盟" not in text  # keeps no roster
    resident = await town.resident()
    await resident.says("/duty")
    assert "工作人员用的" in await resident.last()


async def test_a_colleague_takes_a_shift_over(town, wang):
    await seat(town, (1, town.property))
    await town.property.says("/duty")
    await town.property.presses("和同事换班")
    await town.property.presses("周四 11/19")
    assert sorted(await town.property.buttons()) == ["物业王师傅", "物业马经理"]
    await town.property.presses("物业王师傅")
    assert "物业张师傅想请您坐 11月19日（周四）的班" in await wang.last()
    assert await wang.buttons() == ["👍 同意，我来", "👎 不行"]
    assert await roster(town) == {("2026-11-19", town.property.person_id)}
    await wang.presses("同意，我来")
    assert await roster(town) == {("2026-11-19", wang.person_id)}
    assert "改由物业王师傅坐班" in await town.property.last()
    assert "您坐班" in await wang.last()
    assert "已经变了" in await wang.presses("👎 不行")


async def test_two_colleagues_swap_day_for_day(town, wang):
    await seat(town, (1, town.property), (5, wang))
    await town.property.says("/duty")
    await town.property.presses("和同事换班")
    await town.property.presses("周四 11/19")
    await town.property.presses("物业王师傅")
    assert "🔁 换我的 周一 11/23" in await wang.buttons()
    await wang.presses("换我的 周一 11/23")
    assert await roster(town) == {
        ("2026-11-19", wang.person_id),
        ("2026-11-23", town.property.person_id),
    }
    assert "11月19日（周四）改由物业王师傅坐班" in await town.property.last()
    assert "11月23日（周一）您坐班" in await town.property.last()
    assert "11月23日（周一）改由物业张师傅坐班" in await wang.last()


async def test_a_no_is_told_and_changes_nothing(town, wang):
    await seat(town, (1, town.property))
    await town.property.says("/duty")
    await town.property.presses("和同事换班")
    await town.property.presses("周四 11/19")
    await town.property.presses("物业王师傅")
    await wang.presses("不行")
    assert "物业王师傅说 11月19日（周四）不行" in await town.property.last()
    assert await roster(town) == {("2026-11-19", town.property.person_id)}


async def test_a_swap_nobody_was_asked_for_is_refused(town, wang):
    await seat(town, (1, town.property), (2, wang))
    first, second = await town.rows(Shift)
    for payload in (f"shift:{first.id}:yes", f"shift:{first.id}:for.{second.id}"):
        assert "已经变了" in await wang.sends_press(payload)
    assert "已经变了" in await wang.sends_press(f"shift:{first.id}:give")
    await town.property.sends_press(f"shift:{first.id}:ask.{wang.person_id}")
    await seat(town, (1, wang))  # meanwhile the sheet says so
    assert "已经变了" in await wang.sends_press(f"shift:{first.id}:yes")


async def test_new_tickets_go_to_whoever_sits_at_the_desk(town, wang):
    resident = await town.resident()
    await seat(town, (0, wang))
    await resident.says("3号楼2单元楼道灯坏了")
    assert any("楼道灯" in text for text in await wang.reads())
    assert not any("楼道灯" in text for text in await town.property.reads())
    await town.off_duty("wang")
    await resident.says("5号楼1单元楼道灯坏了")
    assert any("5号楼" in text for text in await town.property.reads())
    await town.until(datetime(2026, 11, 19, 0, 1, tzinfo=ZONE))  # another day, nobody on it
    await seat(town, (1, town.property))
    await resident.says("6号楼1单元水管漏水，楼道都是水")
    assert any("6号楼" in text for text in await town.property.reads())


async def test_danger_is_for_everybody_whoever_sits_there(town, wang):
    resident = await town.resident()
    await seat(town, (0, wang))
    await resident.says("3号楼2单元电梯里困住人了")
    for one in (wang, town.property, town.manager):
        assert any("🆘" in text for text in await one.reads())


async def test_nobody_tomorrow_is_warned_of_once_the_evening_before(town, wang):
    await seat(town, (0, town.property))
    await town.until(START.replace(hour=17, minute=29))
    assert not any("没有人坐班" in text for text in await town.manager.reads())
    await town.until(START.replace(hour=17, minute=30))
    (warning,) = [text for text in await town.manager.reads() if "没有人坐班" in text]
    assert "永安物业明天 11月19日（周四）" in warning
    assert not any("没有人坐班" in text for text in await town.secretary.reads())
    town.program.rounds.warned = None  # as another process, or this one begun anew
    await town.until(START.replace(hour=20))
    assert len([t for t in await town.manager.reads() if "没有人坐班" in t]) == 1
    await town.manager.presses("排班：永安物业")
    await town.manager.presses("物业王师傅")
    assert ("2026-11-19", wang.person_id) in await roster(town)


async def test_no_warning_before_a_free_day_nor_where_somebody_comes(town, wang):
    friday = START + timedelta(days=2)
    await seat(town, (0, wang), (1, wang), (2, wang))
    await town.until(friday.replace(hour=21))  # Saturday is free
    assert not any("没有人坐班" in text for text in await town.manager.reads())
    await town.until((friday + timedelta(days=2)).replace(hour=18))  # a Sunday
    (warning,) = [text for text in await town.manager.reads() if "没有人坐班" in text]
    assert "11月23日（周一）" in warning


async def test_whoever_is_on_leave_is_not_at_the_desk(town, wang):
    await seat(town, (0, wang), (1, wang))
    await wang.says("/leave")
    await wang.presses("明天")
    await wang.presses("没有人")
    await town.until(START.replace(hour=17, minute=30))
    assert any("没有人坐班" in text for text in await town.manager.reads())
