"""Firing in batches: one bad timer keeps nobody, urgent ones come first, nothing is lost."""

from datetime import datetime, timedelta

import pytest

from db.models import Ticket, Timer, TimerState
from tests.support.town import Town
from workflows.audit import Violation, audit
from workflows.tick import BATCH, PAUSE, fire_due


async def reports(town: Town, count: int) -> list[Ticket]:
    """So many tickets that wait to be accepted, each of another resident."""
    for number in range(count):
        resident = await town.resident(f"resident-{number}")
        await resident.says(f"{number + 1}号楼楼道灯坏了，麻烦来修一下")
    return await town.tickets()


async def to_the_first_reminder(town: Town) -> datetime:
    """Move the clock to where the first reminders are due; nothing happens on the way."""
    waiting = [t.due_at for t in await town.timers() if t.clock == "accept"]
    town.clock.move_to(max(waiting))
    return town.clock.now()


async def spoke(town: Town) -> list[int]:
    """Tickets in the order in which somebody was reminded of them."""
    return [event.ticket_id for event in await town.events("reminded")]


async def change(town: Town, model, number: int, **values) -> None:
    async with town.deps.begin() as work:
        row = await work.get(model, number)
        for name, value in values.items():
            setattr(row, name, value)
        await work.commit()


async def test_all_that_is_due_is_fired_once(town):
    tickets = await reports(town, 3)
    await to_the_first_reminder(town)
    assert await fire_due(town.deps) == 3
    assert sorted(await spoke(town)) == [ticket.id for ticket in tickets]
    assert await fire_due(town.deps) == 0
    waiting = [t for t in await town.timers() if t.state is TimerState.PENDING]
    assert sorted(t.ticket_id for t in waiting if t.clock == "accept") == [t.id for t in tickets]


async def test_a_limit_is_kept(town):
    await reports(town, 1)
    town.clock.move_to(town.clock.now() + timedelta(days=30))
    fired = await fire_due(town.deps, most=1)
    assert 0 < fired <= BATCH


async def test_urgent_levels_come_before_what_is_due_longer(town):
    first, second = await reports(town, 2)
    await change(town, Ticket, second.id, level="L1")
    timers = [t for t in await town.timers() if t.clock == "accept"]
    due = {t.ticket_id: t for t in timers}
    now = await to_the_first_reminder(town)
    await change(town, Timer, due[first.id].id, due_at=now - timedelta(minutes=9))
    await change(town, Timer, due[second.id].id, due_at=now - timedelta(minutes=1))
    assert await fire_due(town.deps) == 2
    assert await spoke(town) == [second.id, first.id]


@pytest.fixture
async def with_a_bad_one(town):
    """Three tickets of which the first has limits nobody can read."""
    tickets = await reports(town, 3)
    await change(town, Ticket, tickets[0].id, policy={"accept": "no limit at all"})
    await to_the_first_reminder(town)
    return tickets


async def test_one_that_cannot_be_fired_keeps_nobody(town, with_a_bad_one, caplog):
    bad, *good = with_a_bad_one
    await fire_due(town.deps)
    assert sorted(await spoke(town)) == [ticket.id for ticket in good]
    (timer,) = [t for t in await town.timers() if t.ticket_id == bad.id and t.clock == "accept"]
    assert (timer.state, timer.due_at) == (TimerState.PENDING, town.clock.now() + PAUSE)
    assert f"timer {timer.id} could not be fired" in caplog.text
    assert await fire_due(town.deps) == 0


async def test_the_audit_names_it_for_as_long_as_it_cannot_be_fired(town, with_a_bad_one):
    bad, good, _ = with_a_bad_one
    assert await audit(town.deps) == ()
    for _ in range(6):  # it never comes to lie for long, as each try puts it off
        await fire_due(town.deps)
        assert await audit(town.deps) == (Violation("timer-stuck", f"1118-{bad.id}"),)
        town.clock.move_to(town.clock.now() + PAUSE)
    await change(town, Ticket, bad.id, policy=good.policy)
    await fire_due(town.deps)
    assert await audit(town.deps) == ()


async def test_it_is_fired_once_it_can_be(town, with_a_bad_one):
    bad, good, _ = with_a_bad_one
    await fire_due(town.deps)
    await change(town, Ticket, bad.id, policy=good.policy)
    town.clock.move_to(town.clock.now() + PAUSE)
    await fire_due(town.deps)
    assert bad.id in await spoke(town)
