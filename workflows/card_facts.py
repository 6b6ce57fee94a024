"""What a card tells beside the ticket itself, read before it is written: who has it, who wrote it
down, what was done so far, whether it is supervised, how the like was ruled on last."""

from dataclasses import dataclass

from db import deferrals, desk, people, tickets
from db.models import Event, Ticket
from db.session import Work
from domain.catalogue import Route
from domain.lifecycle import OPEN, Action, Status
from domain.said import Part
from workflows import above, history, recurring, teams
from workflows.clockwork import policy_of
from workflows.deps import Deps
from workflows.history import Deed
from workflows.naming import code_of, holder_words, staff_words
from workflows.reach import Directory

STILL_TOLD = OPEN - {Status.QUEUED}
"""Statuses in which something has been done, or said, about a ticket."""


@dataclass(frozen=True, slots=True)
class Facts:
    """`holder`: who has the ticket, in words; of a merged one the code of its main ticket. `filer`
    and `partner`: who wrote it down, and who has its part, in words. `call`: the newest of what
    concerns the vanguard team. `spent`: actions that were taken and cannot be again for now."""

    holder: object | None = None
    filer: object | None = None
    partner: object | None = None
    done: tuple[Deed, ...] = ()
    supervised: bool = False
    precedent: Route | None = None
    call: Event | None = None
    came_back: Part | None = None
    spent: frozenset[Action] = frozenset()


async def facts_of(
    work: Work,
    deps: Deps,
    ticket: Ticket,
    staff: Directory,
    deeds: tuple[int, int] = history.SHORT,
) -> Facts:
    """The facts of a ticket as it stands, with the last so many deeds and so many characters of
    each. Of one that is being opened nothing is asked for: nobody can have done anything to it."""
    part = staff.part
    is_new = ticket.id in work.opened
    call = await teams.last_call(work, ticket) if staff.teams and not is_new else None
    supervised = not is_new and await desk.supervision_of(work, ticket.id) is not None
    spent = {Action.SUPERVISE if supervised else Action.RELEASE}
    spent |= {Action.POST} if teams.is_open(ticket, call) else set()
    return Facts(
        holder=await _holder(work, deps, ticket, staff),
        filer=staff_words(ticket.filed_by, staff) if ticket.filed_by else None,
        partner=staff_words(part.handler_id, staff) if part and part.handler_id else None,
        done=await history.tried(work, ticket, staff, deeds) if _has_history(ticket) else (),
        supervised=supervised,
        precedent=await _precedent(work, deps, ticket),
        call=call,
        came_back=await recurring.line_on_card(work, deps, ticket),
        spent=frozenset(spent) | await spent_now(work, deps, ticket, staff),
    )


def _has_history(ticket: Ticket) -> bool:
    return ticket.status in STILL_TOLD or ticket.cycle > 1


async def _holder(work: Work, deps: Deps, ticket: Ticket, staff: Directory) -> object | None:
    if ticket.status is Status.MERGED:
        return code_of(deps.rules, await tickets.main_of(work, ticket))
    return holder_words(ticket, staff)


async def spent_now(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, asker: int | None = None
) -> frozenset[Action]:
    """A request to move the date waits, none is left, or nobody could decide; help was called a
    moment ago, or nobody stands above. `asker`: who would call."""
    found = set()
    if ticket.status is Status.HANDLING:
        most, nobody = (
            policy_of(ticket).deferrals,
            not above.approvers(deps, ticket, staff, ticket.handler_id or 0),
        )
        if nobody or await deferrals.are_spent(work, ticket.id, most):
            found.add(Action.DEFER)
    _, beyond = above.next_up(deps.rules, ticket, staff, asker)
    if not beyond or await above.whistled_lately(work, ticket, deps.now()):
        found.add(Action.WHISTLE)
    return frozenset(found)


async def _precedent(work: Work, deps: Deps, ticket: Ticket) -> Route | None:
    """上次同类裁定. Once it was ruled on itself, that is what counts."""
    if ticket.ruled:
        return None
    return await people.last_ruling(work, ticket.community, ticket.category, deps.now())
