"""Each morning, before work begins: the cards that say 今天, or should from now on, say it rightly
again. Edits make no sound; they go a few at a time, after everything else."""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from db import cards as card_rows
from db import facts, tickets
from db.models import Outbox
from db.session import is_collision
from domain.lifecycle import LIVE
from domain.said import days_named
from workflows import cards
from workflows.deps import Deps

FROM = time(5)
"""From this hour on, on the wall; late rather than never after an outage."""

DONE = "cards-renewed"
"""The fact that keeps how far the day's round is: {day, after, done}."""


@dataclass(frozen=True, slots=True)
class Pace:
    """So many tickets are looked at, and about so many cards written, in one go: at a tick every
    five seconds less than half of what a platform takes."""

    looked_at: int = 200
    said: int = 60


USUAL = Pace()


@dataclass(frozen=True, slots=True)
class Round:
    """How far a day's round is: past the ticket `after`, or through."""

    day: date
    after: int = 0
    done: bool = False


async def renew_due(deps: Deps, done: date | None, pace: Pace = USUAL) -> date | None:
    """One go at the round of the day, once its hour has come. `done`: the day this process knows
    to be through; returns it."""
    now = deps.now().astimezone(deps.rules.zone)
    if now.time() < FROM or done == now.date():
        return done
    at = await _how_far(deps, now.date())
    if not at.done:
        at = await _go_on(deps, at, pace)
        async with deps.begin() as work:
            kept = {"day": at.day.isoformat(), "after": at.after, "done": at.done}
            await facts.write(work, DONE, kept)
            await work.commit()
        deps.wake()
    return at.day if at.done else done


async def _how_far(deps: Deps, day: date) -> Round:
    async with deps.begin() as work:
        kept = await facts.read(work, DONE)
    if kept and kept["day"] == day.isoformat():
        return Round(day, kept["after"], kept["done"])
    return Round(day)


async def _go_on(deps: Deps, at: Round, pace: Pace) -> Round:
    """Look at the next tickets. What was written stays written where this is cut short: what is
    right already is passed over the next time."""
    midnight = datetime.combine(at.day, time(), deps.rules.zone)
    async with deps.begin() as work:
        numbers = await card_rows.open_after(work, at.after, pace.looked_at)
        rows = await card_rows.said_before(work, numbers, midnight)
    stale = [row for row in rows if _is_stale(deps, row, at.day)]
    said = 0
    for number, some in groupby(stale, key=lambda row: row.ticket_id or 0):
        if said >= pace.said:
            return Round(at.day, number - 1)
        said += await _renew(deps, number, {row.id for row in some}, midnight)
    return Round(at.day, max(numbers, default=at.after), len(numbers) < pace.looked_at)


def _is_stale(deps: Deps, row: Outbox, today: date) -> bool:
    """Whether one of its moments was called today and is not, or is and was not."""
    if row.sent_at is None:
        return False
    zone = deps.rules.zone
    return bool({today, row.sent_at.astimezone(zone).date()} & days_named(row.parts, zone))


async def _renew(deps: Deps, number: int, stale: set[int], midnight: datetime) -> int:
    """The cards of one ticket that are still stale once it is locked; returns how many. Whoever
    works on it at this moment brings them up to date themselves."""
    try:
        async with deps.begin() as work:
            ticket = await tickets.lock(work, number)
            if ticket is None or ticket.status not in LIVE:
                return 0
            rows = await card_rows.said_before(work, [number], midnight)
            found = [row for row in rows if row.id in stale]
            if not found:
                return 0
            await cards.say_anew(work, deps, ticket, found)
            await work.commit()
            return len(found)
    except Exception as error:
        if is_collision(error):
            return 0
        raise
