"""The last word: solved or not, satisfied or not; the resident's own, or passed on by the colleague
who wrote it down for her. Not solved means redo (重办)."""

from db import tickets
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.lifecycle import Action
from domain.origin import Origin
from domain.press import Press
from domain.said import Button, Part, category_name, moment, part
from workflows import (
    cards,
    handling,
    own_card,
    parts,
    questions,
    reach,
    replying,
    supervising,
)
from workflows.clockwork import begin_clocks, note, set_dates
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.dispatch import dispatch
from workflows.owning import check, check_not_accused
from workflows.speech import Message, Priority, say


async def _answering(
    work: Work, deps: Deps, ticket: Ticket, action: Action, person: Person
) -> dict[str, str]:
    """Whether somebody may give her answer now, and what the history keeps of a colleague who only
    passes it on. Those it complains about do not answer for her."""
    await check(work, deps, ticket, action, person)
    if ticket.owner_id == person.id:
        return {}
    await check_not_accused(work, deps, ticket, person)
    return {"by": "filer"}


async def solved(
    work: Work, deps: Deps, ticket: Ticket, person: Person, *, asks: bool = True
) -> Part:
    """已解决: closed; whether she is satisfied is asked apart, unless she has just said it."""
    via = await _answering(work, deps, ticket, Action.SOLVED, person)
    staff = await reach.directory(work, deps, ticket)
    handling.move(ticket, Action.SOLVED)
    ticket.closed_at, ticket.verdict = deps.now(), "solved"
    note(work, ticket, deps.now(), "solved", person=person.id, **via)
    await supervising.leave_list(work, deps, ticket, "solved")
    await tickets.cancel_timers(work, ticket.id)
    if asks:
        await ask_satisfied(work, deps, ticket)
    await cards.refresh(work, deps, ticket, staff)
    return part("toast-solved")


async def ask_satisfied(work: Work, deps: Deps, ticket: Ticket) -> None:
    """Her rating is asked; of what the staff found themselves there is none."""
    code = cards.code_of(deps.rules, ticket)
    if ticket.origin == Origin.PATROL:
        await handling.tell_owner(work, deps, ticket, (part("patrol-closed", code=code),))
        return
    row = tuple(
        Button(f"button-rate-{answer}", Press(Action.RATE, ticket.id, answer))
        for answer in ("good", "bad")
    )
    line = part("owner-ask-satisfied", code=code)
    await handling.tell_owner(work, deps, ticket, (line,), buttons=(row,), topic=questions.ASKED)


async def rate(work: Work, deps: Deps, ticket: Ticket, person: Person, answer: str) -> Part:
    """满意 / 不满意: the first answer counts."""
    via = await _answering(work, deps, ticket, Action.RATE, person)
    if answer not in ("good", "bad") or ticket.origin == Origin.PATROL:
        raise Refusal("refuse-button")
    if not await is_awaited(work, ticket):
        raise Refusal("refuse-rated", code=cards.code_of(deps.rules, ticket))
    await questions.over(work, deps, ticket, questions.ASKED)
    redo = {"redo": ticket.redo} if ticket.redo else {}
    note(work, ticket, deps.now(), "rate", person=person.id, answer=answer, **redo, **via)
    if answer == "bad" or person.expects is None:
        until = (deps.now() + DIALOG_WINDOW).isoformat()
        asked = {"kind": "rating_note", "ticket": ticket.id, "until": until}
        person.expects = asked | ({"then": person.expects} if person.expects else {})
    await replying.tell_unit(work, deps, ticket, answer)
    line = part(f"owner-rated-{answer}", code=cards.code_of(deps.rules, ticket))
    await handling.tell_owner(work, deps, ticket, (line,))
    return part("toast-rated")


async def is_awaited(work: Work, ticket: Ticket) -> bool:
    """Whether nobody has said yet how satisfied she is with the last time it was done."""
    last = await tickets.last_event(work, ticket.id, "rate")
    return last is None or last.values.get("redo", 0) != ticket.redo


async def unsolved(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """没解决: redo (重办). It goes back to its desk with her history, and one level up watches."""
    via = await _answering(work, deps, ticket, Action.UNSOLVED, person)
    handling.move(ticket, Action.UNSOLVED)
    await _redo(work, deps, ticket, person, via)
    return part("toast-unsolved")


async def reopen(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """没弄好: it was closed, by her word or her silence, and she says within the time she had for
    her answer that it is not solved after all. What comes later is a report (又坏了)."""
    via = await _answering(work, deps, ticket, Action.REOPEN, person)
    if not own_card.may_reopen(deps, ticket):
        raise Refusal("refuse-reopen-late", code=cards.code_of(deps.rules, ticket))
    before = ticket.verdict or ""
    handling.move(ticket, Action.REOPEN)
    ticket.closed_at = ticket.verdict = None
    await _redo(work, deps, ticket, person, via | {"reopened": before})
    return part("toast-unsolved")


async def _redo(
    work: Work, deps: Deps, ticket: Ticket, person: Person, via: dict[str, str]
) -> None:
    await supervising.back_on_list(work, deps, ticket, ticket.resolved_at)
    before = ticket.handler_id
    ticket.merged_into, ticket.households, ticket.incident = None, 1, False
    ticket.redo += 1
    ticket.cycle += 1
    ticket.handler_id = ticket.accepted_at = ticket.contacted_at = ticket.resolved_at = None
    ticket.adopted = None
    ticket.base_rung = 0
    set_dates(deps, ticket)
    note(work, ticket, deps.now(), "unsolved", person=person.id, **via)
    await tickets.cancel_timers(work, ticket.id)
    if ticket.support_unit:
        await parts.end(work, ticket)
    begin_clocks(work, deps, ticket)
    await cards.refresh(work, deps, ticket, await reach.directory(work, deps, ticket))
    await dispatch(work, deps, ticket, but=before)
    await supervising.call_team(work, deps, ticket)
    await _one_level_up(work, deps, ticket)
    line = part(
        "owner-redo", code=cards.code_of(deps.rules, ticket), due=moment(ticket.promised_at)
    )
    await handling.tell_owner(work, deps, ticket, (line,))
    if ticket.owner_id == person.id and person.expects is None:
        until = (deps.now() + DIALOG_WINDOW).isoformat()
        person.expects = {"kind": "redo_note", "ticket": ticket.id, "until": until}


async def _one_level_up(work: Work, deps: Deps, ticket: Ticket) -> None:
    staff = await reach.directory(work, deps, ticket)
    ladder = reach.ladder_of(deps.rules, ticket)
    rung, found = staff.first_manned(ladder, ticket.place, start=min(1, len(ladder) - 1))
    ticket.rung = max(ticket.rung, rung)
    line = part(
        "upper-redo",
        code=cards.code_of(deps.rules, ticket),
        count=ticket.redo,
        category=category_name(ticket.category),
    )
    button = Button("button-acknowledge", Press(Action.ACKNOWLEDGE, ticket.id))
    await say(
        work,
        deps,
        reach.addresses(found),
        Message((line,), ((button,),), ticket=ticket.id, priority=Priority.CARD),
    )
