"""The program is down from Friday evening until Sunday. Nobody could answer it meanwhile, and
whoever was asked before has as much time as was promised: nothing is taken back or closed for a
silence that nobody could break."""

import asyncio

import pytest

from bot.scheduler import make_scheduler
from db import facts
from domain.lifecycle import Status
from tests.scenarios.staging import NOISE, at, heard, nothing_is_silent, reopen
from tests.support.town import Actor, Town, audits_ended, beside
from workflows.standstill import ALIVE, look_back

DARK = "3号楼2单元楼道灯坏了，太黑了，老人差点摔倒"


async def standstills(town: Town) -> list[list[str]]:
    async with town.deps.begin() as work:
        return (await facts.read(work, ALIVE))["standstills"]


async def tick(town: Town) -> None:
    """What the running program does every few seconds."""
    await make_scheduler(town.program, set(), 5).get_jobs()[0].func()
    await audits_ended()
    await town.settle()


@pytest.fixture
async def on_sunday(town):
    """Ticket 1 waits for its resident's word since Wednesday half past nine, ticket 2 for its
    handler's since Friday half past seven. At eight the machine dies; on Sunday at ten it is
    back."""
    await town.until(at(18, "09:30"))
    await (await town.resident()).says(NOISE)
    for press in ("接单", "办结"):
        await town.grid.presses(press)
    await town.grid.says("说好了")
    await town.until(at(20, "07:30"))
    await (await town.resident("neighbour")).says(DARK)
    await town.property.presses("接单")
    await town.property.presses("反馈")
    await town.property.says("去买灯")
    await town.until(at(20, "20:00"))
    assert await heard(town.property, "还在办吗") == ["20 19:30"]
    await tick(town)
    town.clock.move_to(at(22, "10:00"))
    await reopen(town)
    await tick(town)
    return town


async def test_nothing_is_taken_back_or_closed_at_once(on_sunday):
    town = on_sunday
    done, asked = await town.tickets()
    assert (done.status, asked.status) == (Status.DONE, Status.HANDLING)
    assert asked.handler_id == town.property.person_id
    assert await heard(town.property, "还在办吗") == ["20 19:30"], "it is asked once"
    (told,) = await town.events("escalated")
    assert (told.ticket_id, told.at) == (2, at(22, "10:00")), "the ladder knows no standstill"
    assert [event.values["clock"] for event in await town.events("waited")] == [
        "news_answer",
        "confirm",
    ]
    await nothing_is_silent(town)


async def test_her_card_says_the_new_date(on_sunday):
    town = on_sunday
    assert (await town.ticket(1)).promised_at == at(22, "23:30")
    assert await heard(Actor(town, "resident"), "不点也没关系，11月22日（周日）23:30 后先结")


async def test_who_then_stays_silent_has_been_asked_long_enough(on_sunday):
    town = on_sunday
    await town.until(at(22, "11:29"))
    assert (await town.ticket(2)).status is Status.HANDLING
    await town.until(at(22, "11:30"))  # two hours, half of one before the standstill
    assert (await town.ticket(2)).status is Status.QUEUED
    await town.until(at(22, "23:29"))
    assert (await town.ticket(1)).status is Status.DONE
    await town.until(at(22, "23:30"))  # 72 hours without the 38 of the standstill
    ticket = await town.ticket(1)
    assert (ticket.status, ticket.verdict) == (Status.CLOSED, "unanswered")
    await nothing_is_silent(town)


async def test_who_then_answers_is_heard_as_ever(on_sunday):
    town = on_sunday
    await town.until(at(22, "11:00"))
    assert await town.property.presses("还在办") == "好，记下了"
    await Actor(town, "resident").presses("已解决")
    await town.until(at(22, "20:00"))
    closed, kept = await town.tickets()
    assert (closed.status, closed.verdict) == (Status.CLOSED, "solved")
    assert (kept.status, kept.handler_id) == (Status.HANDLING, town.property.person_id)
    await nothing_is_silent(town)


async def test_a_second_standstill_counts_as_well(on_sunday):
    town = on_sunday
    await town.until(at(22, "11:00"))
    await look_back(town.deps, set_forward=True)  # it ran until here
    town.clock.move_to(at(22, "12:00"))
    await tick(town)
    assert (await town.ticket(2)).status is Status.HANDLING
    await town.until(at(22, "12:29"))
    assert (await town.ticket(2)).status is Status.HANDLING
    await town.until(at(22, "12:30"))
    assert (await town.ticket(2)).status is Status.QUEUED


async def test_a_first_start_and_a_restart_are_no_standstill(town):
    await look_back(town.deps)
    for minute in ("09:01", "09:11"):
        town.clock.move_to(at(18, minute))
        await look_back(town.deps)
    assert await standstills(town) == []
    town.clock.move_to(at(18, "09:22"))
    await look_back(town.deps)
    assert len(await standstills(town)) == 1


async def test_a_clock_that_was_set_forward_is_none(town):
    await look_back(town.deps)
    town.clock.move_to(at(20, "09:00"))
    await look_back(town.deps, set_forward=True)
    await look_back(town.deps)
    assert await standstills(town) == []


async def test_of_several_processes_one_notes_it(town):
    await look_back(town.deps)
    town.clock.move_to(at(18, "12:00"))
    other = beside(town)
    await asyncio.gather(*(look_back(each.deps) for each in (town, other) for _ in range(3)))
    await other.close()
    assert await standstills(town) == [[at(18, hour).isoformat() for hour in ("09:00", "12:00")]]
