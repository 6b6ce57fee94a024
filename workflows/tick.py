"""Firing everything that is due: claimed in batches, urgent levels first, one transaction each.

A timer that cannot be fired must not keep the others: its batch is then fired one by one, and it
waits for a while. What firing one means is in fire_timers.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from db import firing
from db.firing import DueTimer
from db.models import Ticket, TimerState
from db.session import Work
from domain.sharing import PART_CLOCKS
from workflows.clockwork import cycle_of
from workflows.deps import Deps
from workflows.fire_timers import RUNS_IN, fire
from workflows.probe import database_is_well

log = logging.getLogger(__name__)

BATCH = 200
"""Timers in one transaction: enough to pay for it, few enough to keep nobody waiting."""

LOOK_FOR_URGENT = 10
"""After so many batches it is looked again whether something urgent has become due."""

PAUSE = timedelta(minutes=5)
"""How long a timer waits that could not be fired."""


async def fire_due(deps: Deps, most: int = 10_000) -> int:
    """Fire everything that is due now; returns how many fired."""
    fired = batches = 0
    while fired < most:
        urgent = 0
        if batches % LOOK_FOR_URGENT == 0:
            while count := await _fire_batch(deps, urgent=True):
                urgent += count
        count = await _fire_batch(deps, urgent=False)
        fired, batches = fired + urgent + count, batches + 1
        if not count:
            break
    return fired


async def _fire_batch(deps: Deps, *, urgent: bool) -> int:
    claimed: Sequence[int] = ()
    try:
        async with deps.begin() as work:
            timers = await firing.claim_due(work, deps.now(), BATCH, urgent=urgent)
            if not timers:
                return 0
            claimed = [timer.id for timer in timers]
            await _fire_all(work, deps, timers)
            await work.commit()
    except Exception:
        if not claimed or not await database_is_well(deps):
            raise
        log.warning("%d timers could not be fired together; one by one", len(claimed))
        for number in claimed:
            await _fire_alone(deps, number)
    deps.wake()
    return len(claimed)


async def _fire_alone(deps: Deps, number: int) -> None:
    try:
        async with deps.begin() as work:
            timers = await firing.claim_due(work, deps.now(), 1, timer=number)
            await _fire_all(work, deps, timers)
            await work.commit()
    except Exception:
        if not await database_is_well(deps):
            raise
        log.exception("timer %d could not be fired; again in %s", number, PAUSE)
        async with deps.begin() as work:
            await firing.postpone(work, number, deps.now(), PAUSE)
            await work.commit()


async def _fire_all(work: Work, deps: Deps, timers: Sequence[DueTimer]) -> None:
    tickets = await firing.tickets_of(work, timers) if timers else {}
    for timer in timers:
        await _fire_if_wanted(work, deps, timer, tickets[timer.ticket_id])
        await asyncio.sleep(0)  # others have something to do as well


async def _fire_if_wanted(work: Work, deps: Deps, timer: DueTimer, ticket: Ticket) -> None:
    """The ticket may have moved on since the timer was armed."""
    in_round = timer.clock in PART_CLOCKS or timer.cycle == cycle_of(ticket, timer.clock)
    if ticket.status in RUNS_IN[timer.clock] and in_round:
        await fire(work, deps, timer, ticket)
    else:
        await firing.mark(work, timer, TimerState.CANCELLED)
