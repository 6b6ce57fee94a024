"""The night's erasing: what is older than the configuration allows goes, some hundred rows at a
time, with everything else going on. Also after it: the traces in the database's file."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial

from db import erasing, letting_go
from db.letting_go import Step
from db.session import Work
from workflows import web_chat
from workflows.deps import Deps

log = logging.getLogger(__name__)

TICKETS_AT_ONCE = 100
ROWS_AT_ONCE = 1000
"""Rows of one transaction: on SQLite nobody else can write meanwhile."""

IsEnding = Callable[[], bool]
LetGo = Callable[[Work, datetime, int, int], Awaitable[Step]]
Walk = Callable[[Work, int], Awaitable[Step]]
"""One step of a way through a table, from the row after that number on."""


@dataclass(frozen=True, slots=True)
class Purged:
    """How many of each went."""

    tickets: int = 0
    people: int = 0
    messages: int = 0
    bubbles: int = 0
    receipts: int = 0
    sessions: int = 0

    @property
    def anything(self) -> bool:
        """Whether it was worth the while."""
        return any(getattr(self, one.name) for one in fields(self))


async def purge(deps: Deps, is_ending: IsEnding = bool) -> Purged:
    """Erase what is too old by the configuration. Cut short by the end of the process it goes on
    the next time; a second run finds nothing."""
    kept, now = deps.rules.retention, deps.now()
    texts, rows = kept.texts_before(now), kept.messages_before(now)
    gone = partial(_walk, deps, is_ending)
    tickets = await gone(partial(_forgotten, now=now))
    tickets += await gone(partial(_old_tickets, before=texts, now=now))
    await gone(partial(_old_rows, let_go=letting_go.dialogs, before=now))
    done = Purged(
        tickets=tickets,
        people=await gone(partial(_old_people, before=kept.people_before(now))),
        receipts=await gone(partial(_old_rows, let_go=letting_go.receipts, before=rows)),
        messages=await gone(partial(_old_rows, let_go=letting_go.said, before=rows)),
        # After what was said, which tells which are needed.
        bubbles=await gone(partial(_old_rows, let_go=letting_go.bubbles, before=rows)),
        sessions=await gone(partial(_old_sessions, now=now)),
    )
    log.info(
        "erased: %d tickets, %d people, %d messages, %d bubbles, %d receipts, %d sessions",
        *(getattr(done, one.name) for one in fields(done)),
    )
    if done.anything:
        await tidy_file(deps)
    return done


async def _forgotten(work: Work, _after: int, *, now: datetime) -> Step:
    found = await erasing.closed_of_nobody(work, TICKETS_AT_ONCE)
    await erasing.erase_tickets(work, found, now)
    return _step(found)


async def _old_tickets(work: Work, after: int, *, before: datetime, now: datetime) -> Step:
    found = await erasing.closed_before(work, before, after, TICKETS_AT_ONCE)
    await erasing.erase_tickets(work, found, now)
    return _step(found)


async def _old_people(work: Work, after: int, *, before: datetime) -> Step:
    found = await erasing.people_without_matter(work, before, after, TICKETS_AT_ONCE)
    await erasing.erase_people(work, found)
    return _step(found)


async def _old_rows(work: Work, after: int, *, let_go: LetGo, before: datetime) -> Step:
    return await let_go(work, before, after, ROWS_AT_ONCE)


async def _old_sessions(work: Work, _after: int, *, now: datetime) -> Step:
    ended, unused = now - web_chat.GOOD_FOR, now - web_chat.UNUSED_FOR
    return await letting_go.sessions(work, ended, unused, ROWS_AT_ONCE)


def _step(found: Sequence[int]) -> Step:
    return Step(len(found), found[-1] if found else None)


async def _walk(deps: Deps, is_ending: IsEnding, walk: Walk) -> int:
    """Go through a table, a transaction for each step; returns how many went."""
    done = after = 0
    while not is_ending():
        async with deps.begin() as work:
            step = await walk(work, after)
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
