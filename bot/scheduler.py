"""APScheduler only ticks: timers and everything due are rows in the database."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import Program
from workflows.audit import audit

log = logging.getLogger(__name__)

TICK_SECONDS = 5
AUDIT_SECONDS = 300


def make_scheduler(program: Program, tick_seconds: float = TICK_SECONDS) -> AsyncIOScheduler:
    """The scheduler. misfire_grace_time=None: its default of one second silently skips late
    jobs; coalesce and max_instances=1: a slow tick is followed by one tick, not by a pile."""
    scheduler = AsyncIOScheduler(
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    scheduler.add_job(_careful("tick", program.tick), "interval", seconds=tick_seconds)
    scheduler.add_job(_careful("audit", lambda: _audit(program)), "interval", seconds=AUDIT_SECONDS)
    return scheduler


def _careful(name: str, job: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
    """A job whose failure is logged by name and tried again at the next tick. Cut short by the end
    of the program it is undone, and done at the next start."""

    async def run() -> None:
        try:
            await job()
        except asyncio.CancelledError:
            log.debug("%s was cut short", name)
        except Exception:
            log.exception("%s failed", name)

    return run


async def _audit(program: Program) -> None:
    found = await audit(program.deps)
    for violation in found:
        log.error("silent ticket %s: %s", violation.code, violation.promise)
    log.info("audit: %d violations", len(found))
