"""Moving a program's clock forward so that everything due on the way happens at its own time; for
the demo's time control and for whole-story tests."""

from datetime import datetime, timedelta
from typing import Protocol

from bot.app import Program
from db import absences, outbox, surges, tickets

STOPS = 2000

STRIDE = timedelta(hours=1)
"""How far it goes at least at a time, where somebody waits for the end of it."""


class MovableClock(Protocol):
    """A clock that can be set forward."""

    def now(self) -> datetime:
        """The present, aware."""
        ...

    def move_to(self, moment: datetime) -> None:
        """Make it the present; never backwards."""
        ...


async def next_moment(program: Program) -> datetime | None:
    """When something will next happen by itself: a timer, a message held in quiet hours, the end
    of a surge."""
    async with program.deps.begin() as work:
        found = [await tickets.next_due(work), await outbox.next_due(work)]
        found.append(await absences.next_begin(work, program.deps.now()))
        found += [await surges.next_end(work)]
    known = [at for at in found if at is not None]
    return min(known) if known else None


async def travel_to(
    program: Program, clock: MovableClock, target: datetime, exact: int = STOPS
) -> tuple[int, int]:
    """Move the clock to a moment, stopping at everything that is due before it, and for good when
    the program is told to end. After `exact` stops it looks once in an hour only: a danger that
    nobody accepts pages everybody each five minutes of the whole week. Returns how many timers
    fired and how many messages were taken in hand."""
    fired = sent = 0
    for number in range(STOPS):
        stop = await next_moment(program)
        if program.stop.is_set():
            return fired, sent
        if stop is None or stop > target:
            break
        clock.move_to(
            stop if number < exact else min(target, max(stop, program.deps.now() + STRIDE))
        )
        fired += await program.rounds.tick()
        await program.rounds.learn()
        await program.rounds.purge()
        sent += await program.deliver_all()
    clock.move_to(target)
    fired += await program.rounds.tick()
    await program.rounds.learn()
    await program.rounds.purge()
    sent += await program.deliver_all()
    return fired, sent
