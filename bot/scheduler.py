"""APScheduler only ticks: timers and everything due are rows in the database."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import supervise
from bot.app import Program
from bot.clock import SystemClock
from workflows.audit import TICK, beat
from workflows.standstill import look_back

log = logging.getLogger(__name__)

LEARN_SECONDS = 60
PURGE_SECONDS = 60

SLACK = timedelta(seconds=1)
"""By so much a job may be further away than its interval."""

SHARE = 0.05
"""How much of the time the audit may take: with very many open tickets it runs less often."""

InHand = set[asyncio.Task[Any] | None]
"""The jobs that run just now."""


def make_scheduler(program: Program, in_hand: InHand, tick_seconds: float) -> AsyncIOScheduler:
    """The scheduler. misfire_grace_time=None: its default of one second silently skips late
    jobs; coalesce and max_instances=1: a slow tick is followed by one tick, not by a pile."""
    scheduler = AsyncIOScheduler(
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    tick = _careful("tick", lambda: _tick(program), in_hand)
    auditor = Auditor(program)
    audit = _careful("audit", auditor.run, in_hand)

    async def tick_and_look() -> None:
        await tick()
        if not auditor.at_work:
            supervise.start("audit", audit())

    learning = _careful("learning", program.rounds.learn, in_hand)
    purging = _careful("purge", program.rounds.purge, in_hand)
    scheduler.add_job(tick_and_look, "interval", seconds=tick_seconds)
    scheduler.add_job(learning, "interval", seconds=LEARN_SECONDS)
    scheduler.add_job(purging, "interval", seconds=PURGE_SECONDS)
    return scheduler


def catch_up(scheduler: AsyncIOScheduler) -> None:
    """Let each job run now that is further away than its interval: the machine's clock was set
    back, and APScheduler would wait until it shows the old hour again."""
    now = SystemClock().now()
    for job in scheduler.get_jobs():
        if job.next_run_time and job.next_run_time - now > job.trigger.interval + SLACK:
            log.warning("the clock was set back: %s again at once", job.name)
            job.modify(next_run_time=now)


async def keep_catching_up(
    scheduler: AsyncIOScheduler, stop: asyncio.Event, seconds: float
) -> None:
    """Look for that again and again, by a clock that nobody sets."""
    while not await supervise.wait(stop, seconds):
        catch_up(scheduler)


async def end(scheduler: AsyncIOScheduler, in_hand: InHand) -> None:
    """Stop, once what is in hand is done: cut short, its database connection would stay open and
    keep the process alive."""
    scheduler.pause()
    await asyncio.sleep(0)  # a job handed over just now has not begun yet
    while running := [task for task in in_hand if task]:
        await asyncio.wait(running)
        await asyncio.sleep(0)
    scheduler.shutdown(wait=False)


def _careful(
    name: str, job: Callable[[], Awaitable[object]], in_hand: InHand
) -> Callable[[], Coroutine[Any, Any, None]]:
    """A job whose failure is logged by name and tried again at the next tick."""

    async def run() -> None:
        in_hand.add(asyncio.current_task())
        try:
            await job()
        except Exception:
            log.exception("%s failed", name)
        finally:
            in_hand.discard(asyncio.current_task())

    return run


async def _tick(program: Program) -> None:
    """One tick. Whoever moves the clock holds `ticking` meanwhile and fires what is due itself."""
    async with program.ticking:
        await look_back(program.deps)
        await program.rounds.tick()
        await beat(program.deps, TICK)


@dataclass
class Auditor:
    """Audits after each tick, within its share of the time, and logs what has changed. No tick
    waits for it."""

    program: Program
    free_at: float = 0.0
    before: tuple[int, int] = (0, 0)
    at_work: bool = False

    async def run(self) -> None:
        """One audit, unless the last one took so long that it must rest."""
        now = asyncio.get_running_loop().time
        begun = now()
        if begun < self.free_at:
            return
        self.at_work = True
        try:
            found = await self.program.rounds.audit()
        finally:
            self.at_work = False
        self.free_at = now() + (now() - begun) / SHARE
        if found != self.before:
            log.log(
                logging.ERROR if found[0] else logging.INFO, "audit: %d violations, %d gaps", *found
            )
        self.before = found
