"""Are the clocks still looked at? Every process asks, whatever its parts: one that ticks cannot
tell that it has died."""

import asyncio

from bot import supervise
from workflows.deps import Deps

WATCH_SECONDS = 60


async def keep_watch(deps: Deps, stop: asyncio.Event) -> None:
    """Look once a minute. The first look waits as well: after a start of everything at once the
    heartbeats are as old as the end before it."""

    async def look() -> None:
        if not await supervise.wait(stop, WATCH_SECONDS):
            await watch(deps)

    await supervise.keep_going("watch", look, stop)


async def watch(deps: Deps) -> int:
    """Tell the operators of heartbeats that have stopped or come back since they were told last,
    whoever told them; returns how many have stopped."""
    from workflows.audit import heartbeats  # a process that only hears is ready without them
    from workflows.tell_ops import HEARTBEATS, tell_findings

    stopped = await heartbeats(deps)
    await tell_findings(deps, stopped, fact=HEARTBEATS)
    return len(stopped)
