"""The one place where background work is started, so that no failure of it is silent."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from typing import Any

log = logging.getLogger(__name__)

PAUSE_AFTER_FAILURE = 2.0


def start(name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Run something in the background; what it raises is logged."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_report)
    return task


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception():
        log.error("%s ended with an error", task.get_name(), exc_info=task.exception())


class Errands:
    """Background work by what it is for, one for each at a time."""

    def __init__(self, when_done: Callable[[], None]) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._when_done = when_done

    @property
    def busy(self) -> Collection[str]:
        """What is being worked for."""
        return self._tasks.keys()

    def take(self, whom: str, work: Coroutine[Any, Any, None]) -> None:
        """Begin; `whom` is busy until it is done."""
        task = self._tasks[whom] = start("errand", work)
        task.add_done_callback(lambda _: self._end(whom))

    def _end(self, whom: str) -> None:
        del self._tasks[whom]
        self._when_done()

    async def wait(self) -> None:
        """Until nothing is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks.values())


async def keep_going(name: str, once: Callable[[], Awaitable[object]], stop: asyncio.Event) -> None:
    """Do something again and again until told to stop. A failure (the database is away, say) is
    logged and tried again after a pause."""
    while not stop.is_set():
        try:
            await once()
        except Exception:
            log.exception("%s failed; trying again", name)
            await wait(stop, PAUSE_AFTER_FAILURE)


async def wait(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, at most so long; returns whether it came."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True


async def side_by_side(jobs: Sequence[Awaitable[None]]) -> None:
    """Run jobs at once and wait for all of them; then raise what the first to fail raised."""
    ended = await asyncio.gather(*jobs, return_exceptions=True)
    for outcome in ended:
        if isinstance(outcome, BaseException):
            raise outcome
