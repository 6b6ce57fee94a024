"""The one delivery lane of a channel whose platform limits how fast we speak: held by one process
at a time through a lease in the database (docs/adr/0014)."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db import leases, sending
from workflows.deps import Deps

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=15)
"""After so long without renewal somebody else may take the lane over."""

RENEW = timedelta(seconds=5)
"""How often its holder renews it; and how long before its end he stops to begin anything, which
is what a request under way and clocks that disagree may take."""

WINDOW = timedelta(minutes=1)
"""The longest window in which the platforms count what was sent."""


@dataclass
class Lane:
    """One process's claim to a channel's lane. `remember` is told what others sent lately: chats,
    and how many seconds ago. `until`: to when it is ours; `free_from`: the platform asked us to
    wait."""

    name: str
    channel: str
    holder: str
    remember: Callable[[Sequence[tuple[str, float]]], None]
    until: datetime | None = None
    free_from: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether we may begin to send now."""
        is_ours = self.until is not None and now < self.until - RENEW
        return is_ours and (self.free_from is None or self.free_from <= now)


async def enter(deps: Deps, lane: Lane) -> bool:
    """Take the lane, or renew it where that is due; whether we may send on it now."""
    now = deps.now()
    left = lane.until - now if lane.until else timedelta()
    if left <= LEASE - RENEW or left > LEASE:  # longer: the clock was set back
        await renew(deps, lane)
    return lane.is_open(now)


async def renew(deps: Deps, lane: Lane) -> None:
    """Take or renew the lane. Whoever takes it begins as if what was sent in the last minute had
    been his own."""
    now = deps.now()
    sends: tuple[tuple[str, datetime], ...] = ()
    async with deps.begin() as work:
        held = await leases.hold(work, lane.name, lane.holder, now, LEASE)
        is_new = held is not None and (lane.until is None or lane.until <= now)
        if is_new:
            sends = await sending.sent_since(work, lane.channel, now - WINDOW, now)
        await work.commit()
    if held is None:
        if lane.until is not None:
            log.warning("the lane of %s is another process's now", lane.channel)
        lane.until = None
        return
    lane.until, lane.free_from = now + LEASE, held[0]
    if is_new:
        log.info("the lane of %s is ours", lane.channel)
        lane.remember([(chat, max(0.0, (now - at).total_seconds())) for chat, at in sends])


async def rest(deps: Deps, lane: Lane, seconds: float) -> None:
    """The platform asks all of us to wait, or cannot be reached; whoever takes the lane over waits
    too."""
    until = deps.now() + timedelta(seconds=seconds)
    if lane.free_from is None or lane.free_from <= deps.now():  # not of each message under way
        log.warning("nothing goes out on %s for %d seconds", lane.channel, seconds)
    lane.free_from = max(until, lane.free_from or until)
    async with deps.begin() as work:
        await leases.rest(work, lane.name, until)
        await work.commit()


async def leave(deps: Deps, lane: Lane) -> None:
    """Let go of the lane at once, if it is ours."""
    if lane.until is None:
        return
    lane.until = None
    async with deps.begin() as work:
        await leases.release(work, lane.name, lane.holder, deps.now())
        await work.commit()
