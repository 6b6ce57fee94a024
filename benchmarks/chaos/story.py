"""The chaos test as a story: people write, trouble comes, then all is let come to rest and the
verdict is read."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select, update

from benchmarks.chaos.fleet import Fleet
from benchmarks.chaos.places import open_waiting, settle_in, write_config
from benchmarks.chaos.post import PostOffice
from benchmarks.chaos.scene import Chaos, Plan
from benchmarks.chaos.trouble import faults, people, trouble
from benchmarks.chaos.verdict import Verdict, judge
from bot.app import build
from bot.config_file import load_settings
from bot.run import TICK_SECONDS
from db.models import Outbox, OutboxState, Timer, TimerState
from db.time_rows import Lease
from tests.support.bot_api import BotApi

UNSENT = (OutboxState.PENDING, OutboxState.SENDING)


async def tell(plan: Plan, url: str, folder: Path, seed: int) -> Verdict:
    """The whole story, and what is found afterwards."""
    async with at_rest(plan, url, folder, seed) as chaos:
        return await judge(chaos)


@asynccontextmanager
async def at_rest(plan: Plan, url: str, folder: Path, seed: int) -> AsyncIterator[Chaos]:
    """The story on a fresh, migrated database, when all of it has come to rest, or the plan's
    patience is at its end."""
    begun, chance = time.monotonic(), random.Random(seed)
    async with BotApi() as api:
        office = PostOffice(api.bell, api._act, chance)
        api.feed = api._methods.feed = office
        api.enforce_limits()
        config = write_config(folder, url, api)
        settings = load_settings(config)
        program = build(settings, speaks=False)
        fleet = Fleet(config)
        chaos = Chaos(plan, chance, api, office, program, fleet, await settle_in(program, api))
        try:
            chaos.told.waiting = await open_waiting(settings, api, plan.waiting)
            await _happen(chaos, settings.telegram.webhook_url)
            await _come_to_rest(chaos)
            chaos.took = time.monotonic() - begun
            yield chaos
        finally:
            await office.close()
            await fleet.bury()
            await program.close()


async def _happen(chaos: Chaos, url: str) -> None:
    """People write for as long as the plan says, with trouble all the while; then, without it,
    until all that came in is acknowledged and all that is due has fired."""
    if chaos.is_on_postgresql:
        for name, parts in (("hear", "hear"), ("speak-1", "speak,tick"), ("speak-2", "speak,tick")):
            await chaos.fleet.add(name, parts)
    else:
        await chaos.fleet.add("everything", None)
    await chaos.fleet.until_ready()
    chaos.office.open(url)
    watch = asyncio.create_task(chaos.fleet.watch_over())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(people(chaos))
            group.create_task(trouble(chaos))
            group.create_task(faults(chaos))
        chaos.api.faults.waiting.clear()
        await _until(lambda: _all_in(chaos), chaos.plan.patience)
    finally:
        watch.cancel()
        await asyncio.gather(watch, return_exceptions=True)


async def _come_to_rest(chaos: Chaos) -> None:
    """All end as asked, and two that only speak say what is left."""
    await chaos.fleet.until_ready()
    chaos.told.exit_codes = await chaos.fleet.end()
    if chaos.plan.jumps:
        await _jump(chaos)
    for name in ("rest-1", "rest-2") if chaos.is_on_postgresql else ("rest-1",):
        await chaos.fleet.add(name, "speak")
    await _until(lambda: _all_out(chaos), chaos.plan.patience)
    chaos.told.exit_codes += await chaos.fleet.end()


async def _until(is_so: Callable[[], Awaitable[bool]], seconds: float) -> None:
    """Wait for something, so long at most: what is missing then is found by the verdict."""
    end = time.monotonic() + seconds
    while not await is_so() and time.monotonic() < end:
        await asyncio.sleep(0.2)


async def _all_in(chaos: Chaos) -> bool:
    chaos.told.looked_at = chaos.program.deps.now()
    chaos.told.overdue = await _overdue(chaos)
    return chaos.office.is_done and not chaos.told.overdue


async def _all_out(chaos: Chaos) -> bool:
    async with chaos.program.deps.begin() as work:
        return not await work.scalar(select(func.count(Outbox.id)).where(Outbox.state.in_(UNSENT)))


async def _overdue(chaos: Chaos) -> int:
    """How many timers are late by more than a tick."""
    late = chaos.program.deps.now() - timedelta(seconds=TICK_SECONDS)
    async with chaos.program.deps.begin() as work:
        return int(
            await work.scalar(
                select(func.count(Timer.id)).where(
                    Timer.state == TimerState.PENDING, Timer.due_at < late
                )
            )
            or 0
        )


async def _jump(chaos: Chaos) -> None:
    """Nobody is alive: what the dead had in hand is free now, as it is in service two minutes
    later, and so is all that waits for a moment."""
    now = chaos.program.deps.now()
    async with chaos.program.deps.begin() as work:
        await work.execute(update(Outbox).where(Outbox.state.in_(UNSENT)).values(due_at=now))
        await work.execute(update(Lease).values(until=now))
        await work.commit()
