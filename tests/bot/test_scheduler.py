"""Ticks and audits leave their heartbeats; an audit keeps to its share of the time."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot import scheduler as scheduling
from bot.scheduler import Auditor, InHand, end, keep_catching_up, make_scheduler
from bot.travel import next_moment
from tests.support.town import Town, audits_ended
from workflows.audit import heartbeats


@pytest.fixture
async def busy(town) -> AsyncIterator[Town]:
    await (await town.resident()).says("3号楼2单元楼道灯坏了")
    yield town
    await audits_ended()


def jobs(town) -> dict[str, object]:
    scheduler = make_scheduler(town.program, set(), 5)
    return dict(zip(("tick", "learn", "purge"), scheduler.get_jobs(), strict=True))


async def test_a_tick_leaves_its_heartbeat_and_an_audit_follows_with_its_own(busy):
    found = jobs(busy)
    assert [one.promise for one in await heartbeats(busy.deps)] == [
        "heartbeat-tick",
        "heartbeat-audit",
    ]
    await found["tick"].func()
    assert [one.promise for one in await heartbeats(busy.deps)] == ["heartbeat-audit"]
    await audits_ended()
    assert await heartbeats(busy.deps) == ()


async def test_an_audit_follows_each_tick_whatever_came_of_it(busy, monkeypatch):
    monkeypatch.setattr(scheduling, "SHARE", 1e9)  # it rests no while
    begun: list[str] = []
    may_end = asyncio.Event()

    async def slow() -> tuple[int, int]:
        begun.append("audit")
        await may_end.wait()
        return (0, 0)

    async def broken() -> None:
        raise RuntimeError("no tick today")

    busy.program.rounds.audit = slow
    tick = jobs(busy)["tick"].func
    for _ in range(3):
        await tick()
        await asyncio.sleep(0)
    assert begun == ["audit"]
    may_end.set()
    await audits_ended()
    busy.program.rounds.tick = broken
    await tick()
    await audits_ended()
    assert begun == ["audit"] * 2


async def test_a_tick_waits_for_whoever_moves_the_clock(busy):
    tick = jobs(busy)["tick"].func
    async with busy.program.ticking:
        waiting = asyncio.create_task(tick())
        busy.clock.move_to(await next_moment(busy.program))
        fired = await busy.program.rounds.tick()
        assert not waiting.done()
    await waiting
    assert fired == 1, "whoever moved the clock fired what fell due by that"


async def test_a_tick_that_fails_leaves_none(busy, caplog):
    def broken():
        raise RuntimeError("no tick today")

    busy.program.rounds.tick = broken
    await jobs(busy)["tick"].func()
    assert "tick failed" in caplog.text
    assert "heartbeat-tick" in [one.promise for one in await heartbeats(busy.deps)]


async def test_an_audit_rests_longer_than_it_took_and_logs_what_changed(busy, caplog):
    auditor = Auditor(busy.program)
    await busy.off_duty(*busy.people.keys() - {"party", "party_street"})
    await auditor.run()
    assert auditor.before == (1, 5)
    assert "audit: 1 violations, 5 gaps" in caplog.text
    now = asyncio.get_running_loop().time()
    assert auditor.free_at > now
    before = auditor.free_at
    await auditor.run()
    assert auditor.free_at == before  # it rested
    auditor.free_at = 0.0
    caplog.clear()
    await auditor.run()
    assert auditor.free_at > now
    assert "audit:" not in caplog.text


async def test_a_machine_whose_clock_was_set_back_goes_on_ticking(busy, caplog):
    """APScheduler waits for the hour of the wall: set back by an hour it would not tick for one."""
    ticked, stop = asyncio.Event(), asyncio.Event()

    async def tick() -> None:
        ticked.set()

    busy.program.rounds.tick = tick
    in_hand: InHand = set()
    scheduler = make_scheduler(busy.program, in_hand, 0.02)
    watching = asyncio.create_task(keep_catching_up(scheduler, stop, 0.01))
    scheduler.start()
    scheduler.get_jobs()[0].modify(next_run_time=datetime.now(UTC) + timedelta(hours=1))
    async with asyncio.timeout(5):
        await ticked.wait()
    stop.set()
    await watching
    await end(scheduler, in_hand)
    await audits_ended()
    assert caplog.text.count("the clock was set back") == 1


async def test_an_end_waits_for_a_job_that_was_handed_over_just_now(busy, caplog):
    begun = asyncio.Event()
    done: list[str] = []

    async def slow() -> None:
        begun.set()
        for _ in range(5):
            await asyncio.sleep(0)
        done.append("tick")

    busy.program.rounds.tick = slow
    in_hand: InHand = set()
    scheduler = make_scheduler(busy.program, in_hand, 3600)
    scheduler.start()
    for job in scheduler.get_jobs():
        job.modify(next_run_time=datetime.now(UTC))
    scheduler.wakeup()
    await asyncio.sleep(0)  # handed over, and not begun
    await end(scheduler, in_hand)
    for _ in range(5):
        await asyncio.sleep(0)
    assert begun.is_set() == bool(done)
    assert "Traceback" not in caplog.text
