"""What people asked of systems like this one for years and did not get, each as one story. Those
told elsewhere already are not told again:

- an unassigned ticket is chased: test_nobody_answers (it climbs rung by rung)
- a missing supervisor does not end the escalation: test_nobody_on_duty (an empty rung is passed
  over), test_on_leave (a secretary on leave without a deputy)
- no reminder at midnight or at lunch, L0 at night: test_nobody_answers, test_trapped_at_night
- no reminder to accept after the accept: test_nobody_answers (it leaves no clock of accepting)
- no silence after the fix: test_done_or_not (no answer closes it as unanswered)
- not solved counts, "me too" counts: test_done_or_not, test_the_same_matter_again
- the complainant is never seen by those complained about: test_complaint_about_property
- forty messages about one cold boiler are one incident: test_flood
- an anonymous admin is refused and logged: tests/handlers/test_telegram_bad_presses
- a restart or a doubled update doubles nothing: test_killed_between_steps, test_the_same_twice

What the resident is told is in test_what_residents_never_got.
"""

from datetime import datetime, timedelta

from sqlalchemy import insert, inspect

from db.models import Ticket, Timer, TimerState
from domain.lifecycle import Status
from tests.scenarios.staging import (
    DOOR,
    NOISE,
    STAFF,
    at,
    heard,
    nothing_is_silent,
    weeks_go_unsigned,
)
from tests.support.town import ZONE, photo
from workflows.audit import Violation, audit
from workflows.tick import BATCH, fire_due

VAGUE = "那个东西麻烦看看呗"
CROWD = 3_000
DATES = ("accept_due", "contact_due", "fix_due", "promised_at")


# Nobody's ticket


async def test_what_nobody_understood_from_nobody_knows_where_is_chased_too(town):
    resident = await town.resident(compound=None)
    await resident.says(VAGUE)
    ticket = await town.ticket()
    assert ticket.unsure and ticket.place["compound"] is None and ticket.handler_id is None
    await town.until(at(18, "15:00"))
    for worker in (town.grid, town.grid2):
        assert await heard(worker, "还没人接单") == ["18 10:00", "18 10:36"]
    for upper, moment in (("secretary", "11:00"), ("street", "12:00"), ("district", "15:00")):
        assert await heard(town.people[upper], "没人接单") == [f"18 {moment}"]
    assert len(await heard(resident, "⏫")) == 3
    await nothing_is_silent(town)


# The oldest among thousands


def _columns(row, **changed):
    """A copy of a row without its number."""
    names = [column.key for column in inspect(type(row)).columns if column.key != "id"]
    return {name: getattr(row, name) for name in names} | changed


async def _crowd(town, model: Ticket, timer: Timer, due_too: int) -> None:
    """Thousands of newer tickets of the same desk, so many of them due at the same moment."""
    async with town.deps.begin() as work:
        newer = _columns(model, opened_at=model.opened_at + timedelta(minutes=1))
        made = await work.scalars(insert(Ticket).returning(Ticket.id), [newer] * CROWD)
        numbers = sorted(made)
        later = timer.due_at + timedelta(days=3)
        await work.execute(
            insert(Timer),
            [
                _columns(timer, ticket_id=number, due_at=timer.due_at if n < due_too else later)
                for n, number in enumerate(reversed(numbers))
            ],
        )
        await work.commit()


async def test_the_oldest_is_reached_first_though_thousands_of_newer_ones_wait(town):
    resident = await town.resident()
    await resident.says(DOOR)
    door = await town.ticket()
    (accept,) = [t for t in await town.timers() if t.clock == "accept"]
    await resident.says(NOISE)
    oldest, waiting = await town.ticket(), await _accept_timer(town, 2)
    async with town.deps.begin() as work:
        (await work.get(Timer, waiting.id)).due_at = accept.due_at - timedelta(minutes=1)
        await work.commit()
    await _crowd(town, door, accept, due_too=BATCH)

    town.clock.move_to(accept.due_at)
    assert await fire_due(town.deps, most=1) == BATCH  # the first of several turns
    await town.settle()
    assert await heard(town.grid, "1118-2（扰民和邻里纠纷）还没人接单") == ["18 10:00"]
    assert await fire_due(town.deps) == 2
    assert len(await town.events("reminded")) == BATCH + 2
    await town.grid.says("/todo")
    assert "1118-2" in await town.grid.last()

    async with town.deps.begin() as work:
        for timer in await town.timers():
            if timer.ticket_id == oldest.id:
                (await work.get(Timer, timer.id)).state = TimerState.CANCELLED
        await work.commit()
    assert await audit(town.deps) == (Violation("no-timer", "1118-2"),)


async def _accept_timer(town, number: int) -> Timer:
    (found,) = [t for t in await town.timers() if (t.ticket_id, t.clock) == (number, "accept")]
    return found


# The clock


async def _clocks(town, *clocks: str):
    """The dates of the ticket and the waiting timers of these clocks."""
    ticket = await town.ticket(1)
    return [getattr(ticket, date) for date in DATES], sorted(
        (t.clock, t.step, t.started_at, t.due_at)
        for t in await town.timers()
        if t.ticket_id == 1 and t.state is TimerState.PENDING and t.clock in clocks
    )


async def test_no_comment_photo_or_view_moves_a_deadline(town):
    resident = await town.resident()
    await resident.says(DOOR)
    card = (await resident.bubbles())[0]
    before = await _clocks(town, "accept", "contact", "fix")

    async def comments() -> None:
        await town.after(minutes=5)
        await resident.says("1118-1 还是关不上，风很大")
        await resident.says("1118-1", media=[photo("1" * 32)])
        await resident.says("门轴那边响", reply_to=str(card.id), media=[photo("2" * 32)])
        await resident.says("/my")
        await resident.says("催一下，怎么还没人来")

    async def views() -> None:
        await town.after(minutes=5)
        for actor in (town.property, town.manager, town.secretary):
            await actor.says("/todo")
            await actor.sends_press("show:1")

    await comments()
    await views()
    assert len(await town.events("add")) == 3
    assert await _clocks(town, "accept", "contact", "fix") == before
    await town.until(at(18, "11:30"))
    assert await heard(town.property, "还没人接单") == ["18 10:00", "18 10:36"]
    assert await heard(town.manager, "没人接单") == ["18 11:00"]
    await town.manager.sends_press("acknowledge:1")

    await town.property.sends_press("accept:1")
    await town.property.sends_press("progress:1")
    await town.property.says("去看过了，要换门轴")
    before = await _clocks(town, "fix")
    for picture in ("3", "4"):
        await comments()
        await views()
        await town.property.sends_press("progress:1")
        await town.property.says("还在等货", media=[photo(picture * 32)])
    assert len(await town.events("add")) == 9 and len(await town.tickets()) == 1
    assert await _clocks(town, "fix") == before
    await nothing_is_silent(town)


async def test_what_is_closed_is_red_and_spoken_of_no_more(town):
    weeks_go_unsigned(town)
    resident = await town.resident()
    await resident.says(NOISE)
    await town.grid.presses("接单")
    await town.grid.presses("反馈")
    await town.grid.says("去楼上谈过一次")
    for day in range(19, 30):  # long after the limit of seven working days
        await town.until(at(day, "09:30"))
        if "👌 还在办" in await town.grid.buttons():
            await town.grid.presses("还在办")
    await town.until(at(30, "09:30"))
    assert (await town.ticket()).fix_due < town.clock.now()
    assert await heard(town.secretary, "没按时办") != []
    week = await town.party.last()  # a quarrel with a neighbour is counted there, not named
    assert "超时还没办好 1 件" in week and "1118-1" not in week

    await town.grid.sends_press("resolve:1")
    await town.grid.says("装了隔音垫")
    await resident.presses("已解决")
    await resident.presses("满意")
    ticket = await town.ticket()
    assert (ticket.status, ticket.closed_at) == (Status.CLOSED, town.clock.now())
    assert [t for t in await town.timers() if t.state is TimerState.PENDING] == []
    card = (await town.grid.reads())[0]
    assert "✅ 已办完" in card and "超时" not in card and "⏰" not in card
    for actor in (town.grid, town.secretary):
        await actor.says("/todo")
        assert await actor.last() == "👍 没有待办。"

    read = {chat: await town.people[chat].reads() for chat in STAFF} | {"r": await resident.reads()}
    await town.after(days=40)
    assert read == {chat: await town.people[chat].reads() for chat in STAFF} | {
        "r": await resident.reads()
    }
    assert "1118-1" not in await town.party.last() and "超时" not in (
        (await town.party.last()).replace("没有超时的事", "")
    )
    await nothing_is_silent(town)


# Holidays


def _in_autumn(month: int, day: int, clock: str) -> datetime:
    """A moment around the National Day of 2026, which is 1 to 7 October; the 10th is worked."""
    return datetime.fromisoformat(f"2026-{month:02}-{day:02} {clock}").replace(tzinfo=ZONE)


async def test_on_a_holiday_nobody_is_reminded_but_of_danger(town_at):
    town = await town_at(_in_autumn(9, 30, "17:30"))
    resident = await town.resident()
    await resident.says(NOISE)
    first = {chat: len(await town.people[chat].reads()) for chat in STAFF}
    assert first == dict.fromkeys(STAFF, 0) | {"grid": 1}
    await town.until(_in_autumn(10, 3, "13:00"))  # the noon of a holiday
    assert first == {chat: len(await town.people[chat].reads()) for chat in STAFF}
    await nothing_is_silent(town)

    trapped = await town.resident("trapped")
    await trapped.says("快来人！3号楼2单元电梯困住人了")
    await town.after(minutes=11)
    pages = ["03 13:00", "03 13:05", "03 13:10"]
    for actor in (town.property, town.grid, town.secretary):
        assert await heard(actor, "🆘 危急") == pages
    await town.property.sends_press("accept:2")
    await town.property.sends_press("resolve:2")
    await town.property.says("人已救出", media=[photo()])
    await trapped.presses("已解决")

    assert await heard(town.grid, "还没人接单，") == []
    await town.until(_in_autumn(10, 8, "10:00"))
    assert await heard(town.grid, "）还没人接单") == ["08 09:00", "08 09:36"]
    assert [m for m in await heard(town.secretary, "没人接单") if m >= "04"] == ["08 10:00"]
    await nothing_is_silent(town)


async def test_a_made_up_workday_is_a_workday(town_at):
    town = await town_at(_in_autumn(10, 9, "17:30"))  # a Friday
    resident = await town.resident()
    await resident.says(NOISE)
    await town.until(_in_autumn(10, 10, "12:00"))
    assert await heard(town.grid, "）还没人接单") == ["10 09:00", "10 09:36"]
    assert await heard(town.secretary, "没人接单") == ["10 10:00"]
