"""Tomorrow's desk is empty: whoever leads the unit is warned the evening before, or whoever comes
next when they have gone home; also when the shift was taken away late; and a unit that never kept a
roster, or no longer does, hears of it once."""

from datetime import datetime, timedelta

import pytest

from db.desk_rows import Shift
from db.models import GroupPurpose
from domain.people import Role
from tests.scenarios.staging import NOISE, at, heard, on_duty
from workflows.shifts import set_shifts

UNIT = "yongan-property"
EMPTY = "没有人坐班"


async def seat(town, *shifts, unit: str = UNIT) -> None:
    """Put people on the roster, by day of the month."""
    async with town.deps.begin() as work:
        days = [(at(day, "09:00").date(), who.person_id) for day, who in shifts]
        await set_shifts(work, unit, days)
        await work.commit()


async def unseat(town, day: int) -> None:
    """Somebody is taken off the board."""
    async with town.deps.begin() as work:
        for row in await town.rows(Shift):
            if row.day == at(day, "09:00").date():
                await work.delete(await work.get(Shift, row.id))
        await work.commit()


@pytest.fixture
async def ops(town):
    """Those who keep the program running."""
    return await town.group("ops", "yongan", GroupPurpose.OPS)


async def test_everybody_has_gone_home_and_hears_of_it_on_coming_back(town, ops):
    await seat(town, (18, town.property))
    await town.off_duty("manager", "secretary", "street", "district")
    await town.until(at(18, "17:30"))
    (line,) = await heard_in(ops, EMPTY)
    assert "永安物业明天 11月19日（周四）没有人坐班" in line
    assert "上面也没有人在岗" in line
    await town.until(at(18, "18:00"))
    assert len(await heard_in(ops, EMPTY)) == 1  # not at every look

    await on_duty(town, "street")
    await town.until(at(18, "18:10"))
    assert await heard(town.street, EMPTY) == ["18 18:10"]
    await on_duty(town, "manager", "secretary")
    await town.until(at(19, "12:00"))
    for chat in (town.manager, town.secretary):
        assert await heard(chat, EMPTY) == []  # it was told, once
    assert len(await heard_in(ops, EMPTY)) == 1


async def test_the_next_up_the_ladder_is_told_and_operations_of_the_gap(town, ops):
    await seat(town, (18, town.property))
    await town.off_duty("manager", "secretary")
    await town.until(at(18, "17:30"))
    assert await heard(town.street, EMPTY) == ["18 17:30"]
    (line,) = await heard_in(ops, EMPTY)
    assert "建中街街道" in line
    await town.until(at(19, "12:00"))
    assert len(await heard_in(ops, EMPTY)) == 1


async def test_no_gap_is_reported_where_the_lead_is_there(town, ops):
    await seat(town, (18, town.property))
    await town.until(at(18, "17:30"))
    assert await heard(town.manager, EMPTY) == ["18 17:30"]
    assert await heard_in(ops, EMPTY) == []


async def test_the_shift_is_taken_away_late_in_the_evening(town):
    await seat(town, (18, town.property), (19, town.property))
    await town.until(at(18, "19:00"))
    assert await heard(town.manager, EMPTY) == []
    await unseat(town, 19)
    await town.until(at(18, "19:01"))
    assert await heard(town.manager, EMPTY) == []  # somebody may still be at the board
    await town.until(at(18, "19:10"))
    assert await heard(town.manager, EMPTY) == ["18 19:10"]
    await seat(town, (19, town.property))
    await unseat(town, 19)
    await town.until(at(19, "12:00"))
    assert await heard(town.manager, EMPTY) == ["18 19:10"]  # once for a day


async def test_another_one_is_put_there_at_once_and_nobody_is_warned(town):
    wang = await town.staff("wang", "王军", Role.PROPERTY_STAFF, UNIT)
    await seat(town, (18, town.property), (19, town.property))
    await town.until(at(18, "19:00"))
    await unseat(town, 19)
    await town.until(at(18, "19:03"))
    await seat(town, (19, wang))
    await town.until(at(18, "19:04"))
    await unseat(town, 19)
    await town.until(at(18, "19:06"))
    await seat(town, (19, wang))
    await town.until(at(19, "12:00"))
    assert await heard(town.manager, EMPTY) == []


async def test_sick_in_the_night_is_told_in_the_morning_as_today(town):
    await seat(town, (18, town.property), (19, town.property))
    await town.until(at(19, "02:00"))
    await town.property.says("/leave")
    await town.property.presses("今天")
    await town.property.presses("没有人")
    await town.until(at(19, "06:00"))
    assert await heard(town.manager, EMPTY) == []  # quiet hours
    await town.until(at(19, "09:00"))
    (line,) = [text for text in await town.manager.reads() if EMPTY in text]
    assert "永安物业今天 11月19日（周四）没有人坐班" in line
    assert "🗓 排班：永安物业" in await town.manager.buttons()


async def test_what_was_held_overnight_does_not_say_tomorrow(town):
    await seat(town, (18, town.property), (19, town.property))
    await town.until(at(18, "23:00"))
    await unseat(town, 19)
    await town.until(at(18, "23:30"))
    await town.until(at(18, "23:40"))
    await town.until(at(19, "09:00"))
    (line,) = [text for text in await town.manager.reads() if EMPTY in text]
    assert "今天 11月19日" in line and "明天" not in line


async def test_a_day_that_is_over_is_not_warned_of(town):
    await seat(town, (18, town.property), (19, town.property), (20, town.property))
    await town.until(at(19, "21:00"))
    await unseat(town, 19)
    await town.until(at(19, "22:00"))
    assert await heard(town.manager, EMPTY) == []


async def test_before_its_first_day_a_roster_has_no_gaps(town):
    await seat(town, (20, town.property))
    await town.until(at(19, "08:00"))
    assert await heard(town.manager, EMPTY) == []
    await town.until(at(20, "17:30"))
    assert await heard(town.manager, EMPTY) == []  # tomorrow is Saturday
    await town.until(at(22, "17:30"))
    assert await heard(town.manager, EMPTY) == ["22 17:30"]


async def test_a_desk_that_never_had_a_roster_says_so_once(town):
    resident = await town.resident()
    await resident.says(NOISE)
    none = "还没有值班表"
    await town.until(at(24, "17:30"))
    assert await heard(town.secretary, none) == []  # its first week
    await town.until(at(25, "17:30"))
    assert await heard(town.secretary, none) == ["25 17:30"]
    assert "🗓 排班：永安社区" in await town.secretary.buttons()
    for day in (26, 27, 30):
        await town.until(at(day, "17:30"))
    assert len(await heard(town.secretary, none)) == 1
    assert await heard(town.secretary, EMPTY) == []


async def test_a_desk_with_one_side_on_a_roster_is_left_alone(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await seat(town, *((day, town.property) for day in range(18, 31)))
    await town.until(at(26, "17:30"))
    assert await heard(town.secretary, "还没有值班表") == []


async def test_whoever_stopped_filling_it_hears_a_last_word(town):
    await seat(town, (18, town.property))
    ended = "没再排"
    told: list[str] = []
    evening = at(18, "17:30")
    while evening < at(18, "17:30") + timedelta(days=25):
        await town.until(evening)
        evening += timedelta(days=1)
    warned = await dates_of(town.manager, EMPTY)
    assert warned[0] == "11-18" and warned[-1] == "12-01"
    told = await dates_of(town.manager, ended)
    assert told == ["12-02"]
    assert await dates_of(town.secretary, ended) == ["12-02"]  # the next level too: it was ignored

    await seat_on(town, datetime(2026, 12, 14, 9), town.property)  # it begins again, and ends again
    while evening < at(18, "17:30") + timedelta(days=45):
        await town.until(evening)
        evening += timedelta(days=1)
    assert await dates_of(town.manager, ended) == ["12-02", "12-28"]


async def seat_on(town, day: datetime, who) -> None:
    async with town.deps.begin() as work:
        await set_shifts(work, UNIT, [(day.date(), who.person_id)])
        await work.commit()


async def dates_of(actor, words: str) -> list[str]:
    """On which days somebody heard these words."""
    return [
        f"{m.at.astimezone(at(18, '09:00').tzinfo):%m-%d}"
        for m in await actor.bubbles()
        if words in m.text
    ]


async def heard_in(group, words: str) -> list[str]:
    return [text for text in await group.reads() if words in text]
