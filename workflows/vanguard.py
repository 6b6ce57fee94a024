"""请先锋队: a ticket nobody takes, or that wants more hands, is shown to the vanguard team.
Claiming it is in claiming."""

from db.models import Person, Ticket
from db.session import Work
from domain.catalogue import Kind
from domain.duplicates import DANGER
from domain.errors import Refusal
from domain.lifecycle import Action, Status
from domain.said import Part, part
from workflows import cards, handling, reach, teams
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.reach import Directory
from workflows.speech import say

BY_ITSELF = frozenset({"L2", "L3", "L4"})
"""Levels at which the team is called when nobody took a ticket in time."""


async def call(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """🚩 was pressed: the team is called. Once, until somebody has claimed it."""
    staff = await handling.check(work, deps, ticket, Action.POST, person.id)
    code = cards.code_of(deps.rules, ticket)
    if not staff.teams:
        raise Refusal(_why_nobody(ticket), code=code)
    if teams.is_open(ticket, await teams.last_call(work, ticket)):
        raise Refusal("vanguard-called-already", code=code)
    await _post(work, deps, ticket, staff, person.id)
    return part("vanguard-toast-called")


def _why_nobody(ticket: Ticket) -> str:
    """Why no team can be called: a danger is for professionals, and what is said about somebody is
    not for volunteers to hear."""
    if ticket.level != DANGER and ticket.against == "neighbour":
        return "vanguard-not-people"
    return "vanguard-not-this" if ticket.level == DANGER or ticket.against else "vanguard-no-group"


async def call_by_itself(work: Work, deps: Deps, ticket: Ticket) -> None:
    """Nobody took it in time: the team is called, where the community wants that."""
    if ticket.status is Status.QUEUED:
        await _call_where_wanted(work, deps, ticket)


async def call_for_supervised(work: Work, deps: Deps, ticket: Ticket) -> None:
    """It was put on the supervision list: the team is called at once. What waits is there to be
    claimed; what somebody has stays theirs, and who claims it comes to help (docs/adr/0020). Not
    while it rests, and not where a volunteer has it already."""
    if ticket.status is Status.QUEUED:
        await _call_where_wanted(work, deps, ticket)
    elif ticket.status is Status.HANDLING and not ticket.held_until:
        posts = await handling.posts_of(work, deps, ticket.handler_id or 0)
        if not reach.only_volunteers(posts):
            await _call_where_wanted(work, deps, ticket)


async def _call_where_wanted(work: Work, deps: Deps, ticket: Ticket) -> None:
    """Where the community wants that, for what is no danger and no suggestion, and a team is there
    that is not called already."""
    wanted = deps.rules.calls_vanguard and ticket.level in BY_ITSELF
    if not wanted or ticket.kind == Kind.SUGGESTION.value:
        return
    staff = await reach.directory(work, deps, ticket)
    if staff.teams and not teams.is_open(ticket, await teams.last_call(work, ticket)):
        await _post(work, deps, ticket, staff, None)


async def _post(work: Work, deps: Deps, ticket: Ticket, staff: Directory, by: int | None) -> None:
    note(
        work,
        ticket,
        deps.now(),
        "post",
        person=by,
        cycle=ticket.cycle,
        status=ticket.status.value,
    )
    to = await reach.vanguard_groups(work, deps.rules, ticket)
    last = await teams.last_call(work, ticket)
    await say(work, deps, to, teams.posting(deps, ticket, last, staff))
    await cards.refresh(work, deps, ticket, staff)
