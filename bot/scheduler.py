"""APScheduler only ticks: timers and everything due are rows in the database."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import Program
from workflows.audit import TICK, beat
from workflows.standstill import look_back

log = logging.getLogger(__name__)

LEARN_SECONDS = 60
PURGE_SECONDS = 60


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
    audits = _careful("audit", Auditor(program).run, in_hand)
    learning = _careful("learning", program.rounds.learn, in_hand)
    purging = _careful("purge", program.rounds.purge, in_hand)
    scheduler.add_job(tick, "interval", seconds=tick_seconds)
    scheduler.add_job(audits, "interval", seconds=tick_seconds)
    scheduler.add_job(learning, "interval", seconds=LEARN_SECONDS)
    scheduler.add_job(purging, "interval", seconds=PURGE_SECONDS)
    return scheduler


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
) -> Callable[[], Awaitable[None]]:
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
    """Audits at the pace of the ticks, within its share of the time, and logs what has changed."""

    program: Program
    free_at: float = 0.0
    before: tuple[int, int] = (0, 0)

    async def run(self) -> None:
        """One audit, unless the last one took so long that it must rest."""
        now = asyncio.get_running_loop().time
        begun = now()
        if begun < self.free_at:
            return
        found = await self.program.rounds.audit()
        self.free_at = now() + (now() - begun) / SHARE
        if found != self.before:
            log.log(
                logging.ERROR if found[0] else logging.INFO, "audit: %d violations, %d gaps", *found
            )
        self.before = found
