"""The rows of the duty roster as a sheet sets them, and their warning over many units."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import event

from db.desk_rows import Shift
from domain.people import Role
from tests.support.town import START, ZONE
from workflows.shifts import set_shifts
from workflows.watch_desks import warn_empty_desks

TODAY = date(2026, 11, 18)
UNIT = "yongan-property"


async def put(town, *shifts, unit=UNIT):
    async with town.deps.begin() as work:
        found = await set_shifts(work, unit, shifts)
        await work.commit()
    return found


async def test_the_named_days_are_as_the_sheet_says_and_others_stay(town):
    property_man, manager = town.property.person_id, town.manager.person_id
    tomorrow = TODAY + timedelta(days=1)
    first = await put(town, (TODAY, property_man), (tomorrow, property_man))
    assert len(first.added) == 2 and not first.removed
    before = {row.day: row.id for row in await town.rows(Shift)}
    again = await put(town, (TODAY, property_man), (tomorrow, property_man))
    assert not again.added and not again.removed
    await put(town, (TODAY, property_man), unit="yongan")  # another unit's roster is its own

    changed = await put(town, (tomorrow, manager), (tomorrow, manager))
    assert changed.added == {(tomorrow, manager)}
    assert changed.removed == {(tomorrow, property_man)}
    rows = {(row.unit, row.day, row.person_id) for row in await town.rows(Shift)}
    assert rows == {
        (UNIT, TODAY, property_man),
        (UNIT, tomorrow, manager),
        ("yongan", TODAY, property_man),
    }
    assert before[TODAY] in {row.id for row in await town.rows(Shift)}
    assert await put(town) == await put(town)


async def test_a_shift_that_stays_keeps_the_question_that_was_asked(town):
    tomorrow = TODAY + timedelta(days=1)
    await put(town, (tomorrow, town.property.person_id))
    (row,) = await town.rows(Shift)
    await town.property.sends_press(f"shift:{row.id}:ask.{town.manager.person_id}")
    await put(town, (tomorrow, town.property.person_id))
    await town.manager.sends_press(f"shift:{row.id}:yes")
    (row,) = await town.rows(Shift)
    assert (row.person_id, row.asked_id) == (town.manager.person_id, None)


async def test_the_evening_is_looked_at_once_by_all_processes(town):
    await put(town, (TODAY, town.property.person_id))
    town.clock.move_to(START.replace(hour=17, minute=30))
    early = await warn_empty_desks(town.deps, time(17, 31))
    assert early is not None and early.days == (TODAY,)
    looked = await warn_empty_desks(town.deps, time(17, 30), early)
    assert looked is not None and looked.days == (TODAY, TODAY + timedelta(days=1))
    assert await warn_empty_desks(town.deps, time(17, 30), looked) is looked
    for _ in range(2):
        assert await warn_empty_desks(town.deps, time(17, 30)) == looked
    said = [row for row in await town.outbox() if row.parts[0][0] == "shift-nobody"]
    assert len(said) == 1


async def test_nobody_looks_twice_while_roster_and_days_are_the_same(town):
    await put(town, (TODAY, town.property.person_id))
    looked = await warn_empty_desks(town.deps, time(17, 30))
    asked = []
    event.listen(
        town.program.engine.sync_engine,
        "before_cursor_execute",
        lambda *given: asked.append(given[2].lower()),
        named=False,
    )
    assert await warn_empty_desks(town.deps, time(17, 30), looked) is looked
    assert len([statement for statement in asked if "from" in statement]) == 1
    await put(town, (TODAY, town.manager.person_id), unit="yongan")
    assert await warn_empty_desks(town.deps, time(17, 30), looked) not in (None, looked)


async def test_once_for_a_day_also_after_midnight(town):
    await put(
        town, (TODAY, town.property.person_id), (TODAY + timedelta(2), town.manager.person_id)
    )
    town.clock.move_to(datetime(2026, 11, 18, 21, 50, tzinfo=ZONE))
    await warn_empty_desks(town.deps, time(17, 30))
    town.clock.move_to(datetime(2026, 11, 19, 8, 0, tzinfo=ZONE))
    await warn_empty_desks(town.deps, time(17, 30))
    said = [row for row in await town.outbox() if row.parts[0][0] == "shift-nobody"]
    assert [row.parts[0][1]["day"] for row in said] == [{"$day": "2026-11-19"}]


async def test_late_rather_than_never(town):
    await put(town, (TODAY, town.property.person_id))
    for hour, expected in ((8, 1), (19, 1)):  # nothing ran the evening before
        town.clock.move_to(datetime(2026, 11, 19, hour, 0, tzinfo=ZONE))
        await warn_empty_desks(town.deps, time(23, 30))
        said = [row for row in await town.outbox() if row.parts[0][0] == "shift-nobody"]
        assert len(said) == expected


async def test_a_closed_day_is_not_warned_of_late(town):
    await put(town, (TODAY, town.property.person_id))
    town.clock.move_to(datetime(2026, 11, 19, 18, 0, tzinfo=ZONE))  # they have gone home
    await warn_empty_desks(town.deps, time(23, 30))
    assert [row for row in await town.outbox() if row.parts[0][0] == "shift-nobody"] == []


async def test_a_unit_without_a_lead_on_duty_is_told_of_one_rung_up(town):
    await town.staff("guard", "孙亮", Role.PROPERTY_STAFF, UNIT)
    await put(town, (TODAY, town.property.person_id))
    await town.off_duty("manager")
    await town.until(START.replace(hour=17, minute=30))
    assert "永安物业明天 11月19日（周四）没有人坐班" in await town.secretary.last()
    newest = (await town.secretary.bubbles())[-1]
    assert newest.buttons == []  # the roster is not hers to set


async def test_who_kept_a_roster_long_ago_hears_once_that_it_has_ended(town):
    await put(town, (TODAY - timedelta(days=15), town.property.person_id))
    for day in (18, 19, 20):
        await town.until(START.replace(day=day, hour=17, minute=30))
    said = [row.parts[0][0] for row in await town.outbox() if row.parts[0][0].startswith("shift-")]
    assert said == ["shift-ended", "shift-ended"]  # to the lead, and to the next level


async def test_a_usual_report_asks_nothing_more_of_the_database(town):
    resident = await town.resident()
    await put(town, (TODAY, town.property.person_id))
    await resident.says("3号楼2单元楼道灯坏了")
    asked = []
    engine = town.program.engine.sync_engine
    event.listen(
        engine, "before_cursor_execute", lambda *given: asked.append(given[2].lower()), named=False
    )
    await resident.says("5号楼1单元水管漏水")
    assert len(await town.tickets()) == 2
    assert asked and not [statement for statement in asked if "from shift" in statement]
