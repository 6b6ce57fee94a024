"""APScheduler only ticks: timers and everything due are rows in the database."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import Program
from workflows.audit import audit

log = logging.getLogger(__name__)

TICK_SECONDS = 5
AUDIT_SECONDS = 300
LEARN_SECONDS = 60


InHand = set[asyncio.Task[Any] | None]
"""The jobs that run just now."""


def make_scheduler(program: Program, in_hand: InHand, tick_seconds: float) -> AsyncIOScheduler:
    """The scheduler. misfire_grace_time=None: its default of one second silently skips late
    jobs; coalesce and max_instances=1: a slow tick is followed by one tick, not by a pile."""
    scheduler = AsyncIOScheduler(
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    tick = _careful("tick", program.tick, in_hand)
    audits = _careful("audit", lambda: _audit(program), in_hand)
    learning = _careful("learning", program.learn, in_hand)
    scheduler.add_job(tick, "interval", seconds=tick_seconds)
    scheduler.add_job(audits, "interval", seconds=AUDIT_SECONDS)
    scheduler.add_job(learning, "interval", seconds=LEARN_SECONDS)
    return scheduler


async def end(scheduler: AsyncIOScheduler, in_hand: InHand) -> None:
    """Stop, once what is in hand is done: cut short, its database connection would stay open and
    keep the process alive."""
    scheduler.pause()
    if running := [task for task in in_hand if task]:
        await asyncio.wait(running)
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


async def _audit(program: Program) -> None:
    found = await audit(program.deps)
    for violation in found:
        log.error("silent ticket %s: %s", violation.code, violation.promise)
    log.info("audit: %d violations", len(found))
