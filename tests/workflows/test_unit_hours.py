"""Units with hours of their own: which calendar a clock runs on, whose quiet hours are kept, and
that a date moves by nothing but what may move it."""

from datetime import date, time

import pytest

from bot.time_settings import CalendarRow
from db.models import TimerState
from domain.clocks import Limit, due
from domain.lifecycle import Status
from tests.scenarios.staging import DOOR, NOISE, at, heard, nothing_is_silent
from tests.support.town import open_town, photo
from tests.workflows.test_brief import brief

THEIRS = CalendarRow(
    units=("yongan-property",),
    working=("09:00-11:00",),
    quiet=("20:00-09:00",),
    closed=("thu",),
)


@pytest.fixture
async def town_of(database_url):
    """Opens the town, in which the property company keeps hours of its own."""
    opened = []

    async def open_at(moment):
        opened.append(await open_town(database_url, at=moment, calendars=(THEIRS,)))
        return opened[-1]

    yield open_at
    for town in opened:
        await town.close()


async def test_a_ticket_runs_on_the_hours_of_the_unit_that_leads_it(town_of):
    town = await town_of(at(18, "10:00"))
    resident = await town.resident()
    await resident.says(DOOR)
    door = await town.ticket()
    assert door.lead_unit == "yongan-property"
    assert door.accept_due == at(20, "10:00")  # Thursday is their closing day
    await resident.says(NOISE)
    noise = await town.ticket()
    assert noise.lead_unit == "yongan"
    assert noise.accept_due == at(18, "12:00")
    await nothing_is_silent(town)


async def test_a_reminder_keeps_the_quiet_hours_of_the_unit_that_is_told(town_of):
    town = await town_of(at(18, "19:00"))
    resident = await town.resident()
    await resident.says("3号楼2单元电梯停了，老人上不去")
    ticket = await town.ticket()
    assert (ticket.level, ticket.lead_unit) == ("L2", "yongan-property")
    await town.property.presses("接单")
    await town.until(at(19, "09:00"))  # half of the 24 hours were over at 07:00
    assert await heard(town.property, "前要办好") == ["19 09:00"]
    assert await heard(town.secretary, "1118") == ["19 09:00"]  # as the unit whose ticket it is
    assert (await heard(resident, "1118"))[-1] == "19 07:30"  # the resident's community


async def test_who_is_closed_is_not_called_silent(town_of):
    """The brief asks no sooner than 还在办吗 does: three of their days, not of the office's."""
    town = await town_of(at(18, "10:00"))
    await (await town.resident()).says(DOOR)
    await town.property.presses("接单")
    await town.until(at(23, "12:00"))
    assert "没有消息" not in "".join(await brief(town))
    await town.until(at(24, "10:30"))
    assert "没有消息" in "".join(await brief(town))


async def test_a_hand_over_moves_no_date_and_only_what_begins_anew_has_the_new_hours(town_of):
    town = await town_of(at(18, "10:00"))
    resident = await town.resident()
    await resident.says(DOOR)
    before = await town.ticket()
    await town.property.presses("退单")
    await town.property.presses("社区")
    await town.property.presses(await _line(town.property))
    after = await town.ticket()
    assert after.lead_unit == "yongan" and after.status is Status.QUEUED
    assert (after.contact_due, after.fix_due) == (before.contact_due, before.fix_due)
    assert after.accept_due == at(18, "12:00")
    assert after.policy["hours_of"] == {"contact": "yongan-property", "fix": "yongan-property"}
    theirs = town.deps.rules.calendar_of("yongan-property")
    (fix,) = [t for t in await town.timers() if t.clock == "fix" and t.state is TimerState.PENDING]
    half = due(fix.started_at, Limit(7 * 60, "wm"), theirs)
    assert fix.due_at == half
    await town.grid.presses("接单")
    await town.until(half)
    (fired, fix) = [t for t in await town.timers() if t.clock == "fix"]
    assert fired.state is TimerState.FIRED
    assert fix.due_at == due(before.opened_at, Limit(7 * 2 * 60 * 8 // 10, "wm"), theirs)
    assert (await town.ticket()).fix_due == before.fix_due
    await nothing_is_silent(town)


async def _line(actor) -> str:
    """The first line of the split that is offered."""
    return (await actor.buttons())[0]


async def test_a_redo_begins_anew_on_the_hours_of_who_has_it_now(town_of):
    town = await town_of(at(18, "10:00"))
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("退单")
    await town.property.presses("社区")
    await town.property.presses(await _line(town.property))
    await town.grid.presses("接单")
    await town.grid.presses("办结")
    await town.grid.says("修好了", media=[photo()])
    await resident.presses("没解决")
    ticket = await town.ticket()
    assert "hours_of" not in ticket.policy or not ticket.policy["hours_of"]
    assert ticket.fix_due == due(at(18, "10:00"), Limit(7, "wd"), town.deps.rules.calendar)
    await nothing_is_silent(town)


async def test_nothing_that_touches_a_ticket_moves_a_date(town):
    resident = await town.resident()
    await resident.says(DOOR)
    number = (await town.ticket()).id

    async def dates():
        one = await town.ticket(number)
        return one.accept_due, one.contact_due, one.fix_due

    first = await dates()
    timers = {(t.clock, t.step): t.due_at for t in await town.timers()}
    await town.after(minutes=20)
    bubble = next(m for m in await resident.bubbles() if f"1118-{number}" in m.text)
    await resident.says("锁也松了", reply_to=str(bubble.id))
    await resident.says("", media=[photo()])
    await resident.says("/my")
    await resident.presses("催")
    await town.property.says("/todo")
    await town.property.presses(f"1118-{number}")
    assert len(await town.tickets()) == 1
    assert await dates() == first
    assert {(t.clock, t.step): t.due_at for t in await town.timers()} == timers
    await town.property.presses("接单")
    await town.property.presses("反馈")
    await town.property.says("已经看过了，明天换锁")
    assert await dates() == first
    await nothing_is_silent(town)


def test_the_row_is_what_it_says():
    assert THEIRS.working == ((time(9), time(11)),)
    assert date(2026, 11, 19).strftime("%a").lower() == THEIRS.closed[0]
