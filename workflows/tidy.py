"""The night's erasing: what is older than the configuration allows goes, some hundred rows at a
time, with everything else going on. Also after it: the traces in the database's file."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields
from datetime import datetime

from db import erasing, letting_go
from db.letting_go import Step
from db.session import Work
from workflows.deps import Deps

log = logging.getLogger(__name__)

TICKETS_AT_ONCE = 100
ROWS_AT_ONCE = 1000
"""Rows of one transaction: on SQLite nobody else can write meanwhile."""

IsEnding = Callable[[], bool]
Walk = Callable[[Work, datetime, int, int], Awaitable[Step]]


@dataclass(frozen=True, slots=True)
class Purged:
    """How many of each went."""

    tickets: int = 0
    people: int = 0
    messages: int = 0
    bubbles: int = 0
    receipts: int = 0

    @property
    def anything(self) -> bool:
        """Whether it was worth the while."""
        return any(getattr(self, one.name) for one in fields(self))


async def purge(deps: Deps, is_ending: IsEnding = bool) -> Purged:
    """Erase what is too old by the configuration. Cut short by the end of the process it goes on
    the next time; a second run finds nothing."""
    kept, now = deps.rules.retention, deps.now()
    tickets = await _forgotten(deps, is_ending)
    tickets += await _old_tickets(deps, kept.texts_before(now), is_ending)
    people = await _old_people(deps, kept.people_before(now), is_ending)
    gone = {"receipts": letting_go.receipts, "messages": letting_go.said}
    gone["bubbles"] = letting_go.bubbles  # after what was said, which tells which are needed
    before = kept.messages_before(now)
    counts = {name: await _walk(deps, walk, before, is_ending) for name, walk in gone.items()}
    done = Purged(tickets=tickets, people=people, **counts)
    log.info(
        "erased: %d tickets, %d people, %d messages, %d bubbles, %d receipts",
        *(getattr(done, one.name) for one in fields(done)),
    )
    if done.anything:
        await tidy_file(deps)
    return done


async def _forgotten(deps: Deps, is_ending: IsEnding) -> int:
    done = 0
    while not is_ending():
        async with deps.begin() as work:
            found = await erasing.closed_of_nobody(work, TICKETS_AT_ONCE)
            await erasing.erase_tickets(work, found, deps.now())
            await work.commit()
        done += len(found)
        if not found:
            break
        await asyncio.sleep(0)
    return done


async def _old_tickets(deps: Deps, before: datetime, is_ending: IsEnding) -> int:
    done = after = 0
    while not is_ending():
        async with deps.begin() as work:
            found = await erasing.closed_before(work, before, after, TICKETS_AT_ONCE)
            await erasing.erase_tickets(work, found, deps.now())
            await work.commit()
        done += len(found)
        if not found:
            break
        after = found[-1]
        await asyncio.sleep(0)
    return done


async def _old_people(deps: Deps, before: datetime, is_ending: IsEnding) -> int:
    done = after = 0
    while not is_ending():
        async with deps.begin() as work:
            found = await erasing.people_without_matter(work, before, after, TICKETS_AT_ONCE)
            await erasing.erase_people(work, found)
            await work.commit()
        done += len(found)
        if not found:
            break
        after = found[-1]
        await asyncio.sleep(0)
    return done


async def _walk(deps: Deps, walk: Walk, before: datetime, is_ending: IsEnding) -> int:
    done, after = 0, 0
    while not is_ending():
        async with deps.begin() as work:
            step = await walk(work, before, after, ROWS_AT_ONCE)
            await work.commit()
        done += step.gone
        if step.after is None:
            break
        after = step.after
        await asyncio.sleep(0)
    return done


async def tidy_file(deps: Deps) -> None:
    """After erasing: leave nothing of it in the file of the database. What cannot be done now is
    done with the next erasing."""
    async with deps.begin() as work:
        if not await letting_go.leave_no_trace(work):
            log.warning("the database's log is being read; erased rows stand in it until tonight")
