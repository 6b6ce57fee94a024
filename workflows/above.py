"""Who stands above a ticket's post: whom a whistle reaches, who decides on a date."""

from datetime import datetime, timedelta

from db import tickets
from db.models import Ticket
from db.roster import Staffer
from db.session import Work
from workflows import reach
from workflows.deps import Deps, Rules
from workflows.reach import Directory

AT_MOST_EVERY = timedelta(hours=1)
"""One whistle for one ticket within this time."""


def next_up(
    rules: Rules, ticket: Ticket, staff: Directory, asker: int | None = None
) -> tuple[int, tuple[Staffer, ...]]:
    """The next rung above those who may act already, with others on duty there than whoever asks;
    nobody where there is none."""
    ladder = reach.ladder_of(rules, ticket)
    for rung in range(ticket.rung + 1, len(ladder)):
        on_duty = staff.on_duty(ladder[rung], ticket.place)
        found = tuple(s for s in on_duty if s.person_id != asker)
        if found:
            return rung, found
    return len(ladder), ()


async def whistled_lately(work: Work, ticket: Ticket, now: datetime) -> bool:
    """Whether somebody was asked for help a moment ago. Where only the post itself may act, nobody
    was."""
    last = await tickets.last_event(work, ticket.id, "whistle") if ticket.rung else None
    return last is not None and now - last.at < AT_MOST_EVERY


def approvers(
    deps: Deps, ticket: Ticket, staff: Directory, asker: int, further: int = 0
) -> tuple[Staffer, ...]:
    """Who decides: those on duty at the next rung above the ticket's post and above whoever asks,
    or so many rungs further; where nobody is there, further up, then the highest below."""
    ladder = reach.ladder_of(deps.rules, ticket)
    roles = staff.roles(asker)
    lowest = 1 + max((n for n, post in enumerate(ladder) if post in roles), default=0)
    wanted = max(lowest, min(lowest + further, len(ladder) - 1))
    for rung in (*range(wanted, len(ladder)), *range(wanted - 1, lowest - 1, -1)):
        on_duty = staff.on_duty(ladder[rung], ticket.place)
        found = tuple(s for s in on_duty if s.person_id != asker)
        if found:
            return found
    return ()
