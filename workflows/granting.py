"""同意 or 不同意: the answer to a deferral, what an approved one does to dates and clocks, and the
end of a hold. Nothing else moves a date of an open ticket later."""

from dataclasses import replace
from datetime import datetime, timedelta

from db import deferrals, people, tickets
from db.models import Person, Ticket
from db.session import Work
from db.time_rows import Deferral, DeferralKind, DeferralState
from domain.deferral import left_of, moved, whole_minute
from domain.errors import Refusal
from domain.ladder import Step
from domain.lifecycle import Action, Relation, refusal_key
from domain.press import Press
from domain.said import Button, Part, Rows, moment, part, word
from workflows import cards, handling, parts, questions, reach
from workflows.clockwork import (
    arm_single,
    begin_anew,
    cycle_of,
    hush_of,
    note,
    policy_of,
    put,
    run_of,
)
from workflows.deps import Deps
from workflows.promise import hears_by
from workflows.reach import Directory
from workflows.remind import take_over_button
from workflows.speech import Message, say

AFTER_A_HOLD = timedelta(hours=1)
"""So much of a limit is left at least when a hold ends: nobody is overdue the moment it does."""

RESTING = ("contact", "fix", "news", "news_answer", "deferral", "eta")
"""Clocks that do not run during a hold."""


async def approve(
    work: Work, deps: Deps, ticket: Ticket, person: Person, number: str | None
) -> Part:
    """同意: the dates move, and everybody whose matter it is hears why and by whose word."""
    row = await _waiting(work, deps, ticket, person, number)
    if row.until <= deps.now():
        raise Refusal("refuse-defer-past", code=cards.code_of(deps.rules, ticket))
    _decide(deps, ticket, person, row, DeferralState.APPROVED)
    await tickets.cancel_timers(work, ticket.id, "deferral")
    await questions.over(work, deps, ticket, "deferral")
    if row.kind is DeferralKind.HOLD:
        await _hold(work, deps, ticket, row.until)
    else:
        await _extend(work, deps, ticket, row.until)
    await _tell_approved(work, deps, ticket, person, row)
    return part("toast-approved")


async def refuse(
    work: Work, deps: Deps, ticket: Ticket, person: Person, number: str | None
) -> Part:
    """不同意: nothing has moved and nothing does; whoever asked hears it."""
    row = await _waiting(work, deps, ticket, person, number)
    _decide(deps, ticket, person, row, DeferralState.REFUSED)
    await tickets.cancel_timers(work, ticket.id, "deferral")
    await questions.over(work, deps, ticket, "deferral")
    note(work, ticket, deps.now(), "deferral_refused", person=person.id, deferral=row.kind.value)
    staff = await reach.directory(work, deps, ticket)
    line = part(
        "staff-deferral-refused",
        code=cards.code_of(deps.rules, ticket),
        who=cards.staff_words(person.id, staff),
        kind=word(f"kind-{row.kind}"),
        due=moment(ticket.fix_due),
    )
    await _tell_staff(work, deps, ticket, row, Message((line,), ticket=ticket.id))
    await cards.refresh(work, deps, ticket, staff)
    return part("toast-refused")


async def _waiting(
    work: Work, deps: Deps, ticket: Ticket, person: Person, number: str | None
) -> Deferral:
    """The request that is answered. Raises Refusal when this person may not, or it is too late."""
    row = await deferrals.of_ticket(work, ticket, number)
    if row is None:
        raise Refusal("refuse-button")
    if person.id in (row.asked_by, ticket.handler_id):
        raise Refusal("refuse-own-deferral")
    await _check_above(work, deps, ticket, person, Action.APPROVE)
    if row.state is not DeferralState.ASKED:
        raise Refusal("refuse-deferral-over", code=cards.code_of(deps.rules, ticket))
    return row


async def _check_above(
    work: Work, deps: Deps, ticket: Ticket, person: Person, action: Action
) -> None:
    """Whether this person may, counting that a rung above the ticket's post may decide."""
    posts = await handling.posts_of(work, deps, person.id)
    mine = reach.relations(deps.rules, ticket, person.id, posts)
    if posts & set(reach.ladder_of(deps.rules, ticket)[1:]):
        mine |= {Relation.APPROVER}
    key = refusal_key(ticket.status, action, mine)
    if key:
        involved = mine - {Relation.OWNER}
        code = cards.code_of(deps.rules, ticket)
        raise Refusal(key if involved else "refuse-not-yours", code=code)


def _decide(
    deps: Deps, ticket: Ticket, person: Person, row: Deferral, state: DeferralState
) -> None:
    row.state, row.decided_at, row.decided_by = state, deps.now(), person.id
    row.fix_before = ticket.fix_due


async def _extend(work: Work, deps: Deps, ticket: Ticket, until: datetime) -> None:
    """延期: the fix date is the approved one, and its clock counts from now to there."""
    ticket.fix_due = until
    if ticket.contacted_at:
        ticket.promised_at = until
    await begin_anew(work, deps, ticket, "fix", whole_minute(deps.now()))
    await parts.extend(work, deps, ticket, until)


async def _hold(work: Work, deps: Deps, ticket: Ticket, until: datetime) -> None:
    """挂起: the clocks rest until that moment, and what was left of each goes on then."""
    now = deps.now()
    for clock in _running(ticket):
        run = run_of(deps, ticket, clock, now)
        left = left_of(now, getattr(ticket, f"{clock}_due"), run.limit, run.calendar)
        end = moved(until, max(left, AFTER_A_HOLD), run.limit, run.calendar)
        setattr(ticket, f"{clock}_due", end)
    await parts.rest(work, deps, ticket, until, AFTER_A_HOLD)
    ticket.held_until = ticket.promised_at = until
    ticket.eta_at = None
    await tickets.cancel_timers(work, ticket.id, *RESTING)
    before = await tickets.timer_count(work, ticket.id, "held", cycle_of(ticket, "held"))
    put(work, ticket, run_of(deps, ticket, "held", now), Step(before + 1, until))


def _running(ticket: Ticket) -> tuple[str, ...]:
    return ("fix",) if ticket.contacted_at else ("contact", "fix")


async def _tell_approved(
    work: Work, deps: Deps, ticket: Ticket, person: Person, row: Deferral
) -> None:
    staff = await reach.directory(work, deps, ticket)
    kind = "held" if row.kind is DeferralKind.HOLD else "extended"
    values = {
        "who": cards.staff_words(person.id, staff),
        "until": moment(row.until),
        "reason": word(f"reason-{row.reason}"),
    }
    note(
        work,
        ticket,
        deps.now(),
        kind,
        person=person.id,
        asked_by=row.asked_by,
        before=row.fix_before.isoformat() if row.fix_before else None,
        words=row.words,
        **values,
    )
    code = cards.code_of(deps.rules, ticket)
    lines = [part(f"owner-{kind}", code=code, **values)]
    lines += [part("deferral-words", text=row.words)] if row.words else []
    quiet = policy_of(ticket).quiet
    await handling.tell_reporters(work, deps, ticket, tuple(lines), hold=quiet)
    told = part(f"staff-{kind}", code=code, due=moment(ticket.fix_due), **values)
    resumes = ((Button("button-resume", Press(Action.RESUME, ticket.id)),),)
    rows = resumes if kind == "held" else ()
    resting = Message((told,), rows, ticket=ticket.id, topic=questions.REST if rows else None)
    await _tell_staff(work, deps, ticket, row, resting)
    if kind == "held":
        line = part("approver-held", code=code, until=values["until"])
        to = await reach.person_addresses(work, person.id)
        await say(work, deps, to, replace(resting, parts=(line,)))
    await cards.refresh(work, deps, ticket, staff)


async def _tell_staff(
    work: Work, deps: Deps, ticket: Ticket, row: Deferral, message: Message
) -> None:
    """Tell whoever asked, and whoever has the ticket by now."""
    for person_id in dict.fromkeys((row.asked_by, ticket.handler_id)):
        await say(work, deps, await reach.person_addresses(work, person_id), message)


async def resume(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """继续办理: a hold ends early, by whoever has the ticket or may approve."""
    await _check_above(work, deps, ticket, person, Action.RESUME)
    if ticket.held_until is None:
        raise Refusal("refuse-not-held", code=cards.code_of(deps.rules, ticket))
    await _go_on(work, deps, ticket, ticket.held_until, person.id)
    return part("toast-resumed")


async def end_hold(work: Work, deps: Deps, ticket: Ticket) -> None:
    """The day has come: the ticket goes on by itself."""
    if ticket.held_until:
        await _go_on(work, deps, ticket, ticket.held_until, None)


async def _go_on(
    work: Work, deps: Deps, ticket: Ticket, until: datetime, person_id: int | None
) -> None:
    """The clocks go on with what was left of them, from the moment promised or, ended early, from
    now on."""
    now = deps.now()
    start = min(whole_minute(now), until)
    await tickets.cancel_timers(work, ticket.id, "held")
    for clock in _running(ticket):
        run, due = run_of(deps, ticket, clock, start), getattr(ticket, f"{clock}_due")
        if start < until:
            left = left_of(until, due, run.limit, run.calendar)
            setattr(ticket, f"{clock}_due", moved(start, left, run.limit, run.calendar))
        await begin_anew(work, deps, ticket, clock, start)
    await parts.go_on(work, deps, ticket, start, until)
    await arm_single(work, deps, ticket, "news", now)
    ticket.held_until = None
    ticket.promised_at = ticket.fix_due if ticket.contacted_at else ticket.contact_due
    note(work, ticket, now, "resumed", person=person_id)
    staff = await reach.directory(work, deps, ticket)
    await _tell_resumed(work, deps, ticket, staff)


async def _who_goes_on(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory
) -> tuple[int | None, Rows]:
    """Who is told that it goes on, and what they may press: whoever has it or, away by now, the one
    who stands in; nobody, where nobody does."""
    if ticket.handler_id and await people.is_away(work, ticket.handler_id, deps.now()):
        deputy = await people.deputy_of(work, ticket.handler_id, deps.now())
        return deputy, ((take_over_button(deps, ticket),),)
    reader = cards.View(frozenset({Relation.HANDLER}))
    return ticket.handler_id, await cards.rows_for(work, deps, ticket, staff, reader)


async def _tell_resumed(work: Work, deps: Deps, ticket: Ticket, staff: Directory) -> None:
    code, quiet = cards.code_of(deps.rules, ticket), policy_of(ticket).quiet
    line = part("staff-resumed", code=code, due=moment(ticket.fix_due))
    who, rows = await _who_goes_on(work, deps, ticket, staff)
    message = Message((line,), rows, ticket=ticket.id, hold=hush_of(deps, ticket))
    await say(work, deps, await reach.person_addresses(work, who), message)
    line = part("owner-resumed", code=code, hears=hears_by(deps, ticket.promised_at))
    await handling.tell_reporters(work, deps, ticket, (line,), hold=quiet)
    await cards.refresh(work, deps, ticket, staff)
