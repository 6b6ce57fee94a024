"""A ruling is awaited, and whoever was asked has left the post or is away from it: the next above
is asked at once, not only when the time for a ruling is over."""

from collections.abc import Collection
from dataclasses import replace

from db import people, tickets
from db.models import Ticket
from db.roster import Roster
from db.session import Work
from domain.people import Post
from workflows import reach
from workflows.clockwork import hush_of
from workflows.deps import Deps
from workflows.reach import Directory
from workflows.returning import ruling_message
from workflows.speech import say
from workflows.tell_together import around


async def pass_rulings_on(work: Work, deps: Deps, posts: Collection[Post]) -> None:
    """After somebody has left these posts, or is away from them. Whoever is asked now has the rest
    of the time: it is no step up the ladder."""
    org = deps.rules.org
    below = {one for p in posts if p.unit in org.units for one in org.communities_below(p.unit)}
    disputed = await tickets.to_be_ruled(work, below) if below else ()
    if not disputed:
        return
    roster, staff = await people.roster_of(work), await around(work, deps, disputed)
    for ticket in disputed:
        ladder, here = reach.ladder_of(deps.rules, ticket), await staff.of(ticket)
        asked = ladder[min(ticket.rung, len(ladder) - 1)]
        if asked not in posts or _has_somebody(deps, here, roster, asked):
            continue
        rung, found = here.first_manned(ladder, ticket.place, ticket.rung + 1)
        if found:
            await _ask(work, deps, ticket, here, rung)


def _has_somebody(deps: Deps, staff: Directory, roster: Roster, post: Post) -> bool:
    """Whether a post is anybody's who is not away. Who is off duty for the night comes back."""
    at_post = {one.person_id for one in staff.staff if one.post == post}
    return any(not roster.is_away(one, deps.now()) for one in at_post)


async def _ask(work: Work, deps: Deps, ticket: Ticket, staff: Directory, rung: int) -> None:
    ticket.rung = rung
    ladder = reach.ladder_of(deps.rules, ticket)
    question = await ruling_message(work, deps, ticket)
    quiet = replace(question, hold=hush_of(deps, ticket, ticket.community))
    await say(work, deps, reach.addresses(staff.on_duty(ladder[rung], ticket.place)), quiet)
