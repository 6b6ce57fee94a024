"""While the program does not run nobody can answer it. Whoever was asked something before has as
much time for it as was promised; reminders and the ladder know no standstill."""

import logging
from datetime import datetime, timedelta
from typing import Any

from db import facts, firing
from db.firing import DueTimer
from db.models import Ticket
from db.session import Work
from domain.said import moment
from domain.standstill import Standstill, given_back
from workflows import own_card
from workflows.clockwork import note, run_of
from workflows.deps import Deps

log = logging.getLogger(__name__)

ANSWERS = frozenset({"confirm", "news_answer"})
"""Clocks whose end takes silence for an answer."""

ALIVE = "alive"
"""The fact that keeps when a program was last seen to tick, and the newest standstills."""

SEEN_EACH = timedelta(minutes=1)
"""How often that is written down."""

LONG = timedelta(minutes=10)
"""A shorter absence is a restart, which keeps nobody from answering."""

KEPT_MOST = 200
"""A machine that is switched off each night keeps more than half a year of them."""


async def look_back(deps: Deps, *, set_forward: bool = False) -> None:
    """Before the clocks are looked at: write down that the program runs, and that it stood still
    where no process of it was seen for long. `set_forward`: its clock was, and nothing stood."""
    now = deps.now()
    async with deps.begin() as work:
        seen = _seen(await facts.read(work, ALIVE))
    if seen and abs(now - seen) < SEEN_EACH:
        return
    async with deps.begin() as work:
        kept = await facts.lock(work, ALIVE)  # another process may have been here a moment ago
        seen, stood = _seen(kept), kept.get("standstills", [])
        if seen and now - seen > LONG and not set_forward:
            log.info("nothing ran from %s to %s", seen, now)
            stood = [*stood, [seen.isoformat(), now.isoformat()]]
        value = {"at": now.isoformat(), "standstills": stood[-KEPT_MOST:]}
        await facts.write(work, ALIVE, value)
        await work.commit()


async def still_has_time(work: Work, deps: Deps, ticket: Ticket, timer: DueTimer) -> bool:
    """Whether a standstill took time from whoever is to answer until this timer, which is due. Then
    it waits for as long as was left to them."""
    kept = await facts.read(work, ALIVE) or {}
    stood = [Standstill(*map(datetime.fromisoformat, one)) for one in kept.get("standstills", [])]
    run = run_of(deps, ticket, timer.clock, timer.started_at)
    since, until = given_back(run, timer.due_at, stood)
    if until <= deps.now():
        return False
    await firing.wait_on(work, timer, since, until)
    note(work, ticket, deps.now(), "waited", clock=timer.clock, until=moment(until))
    if timer.clock == "confirm":
        ticket.promised_at = until
        await own_card.refresh(work, deps, [ticket])
    return True


def _seen(kept: dict[str, Any] | None) -> datetime | None:
    return datetime.fromisoformat(kept["at"]) if kept else None
