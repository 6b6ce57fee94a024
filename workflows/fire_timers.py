"""What a timer does that is due: look at the ticket, act, arm the next. Claiming is in tick.

After an outage only the highest step missed speaks; the others are recorded as skipped. Whoever was
to answer has as long as was promised (standstill).
"""

from datetime import timedelta

from db import deferrals, desk, people
from db.firing import DueTimer
from db.models import Ticket
from db.session import Work
from domain.ladder import SPAN, ClockRun, Step, next_percent, rung_at
from domain.lifecycle import Action, Status
from domain.said import Part, category_name, part
from domain.sharing import PART_CLOCKS
from workflows import (
    accepting,
    cards,
    dispatch,
    granting,
    handling,
    own_card,
    part_clock,
    parts,
    reach,
    requesting,
    standstill,
    supervising,
    vanguard,
)
from workflows.clockwork import (
    arm,
    arm_single,
    hush_of,
    note,
    policy_of,
    record_skipped,
    restart,
    run_behind,
    told_at,
)
from workflows.deps import Deps
from workflows.escalate import escalate
from workflows.promise import hears_by
from workflows.remind import remind, say_reminder
from workflows.speech import Message, say

AT_THE_TOP = timedelta(days=1)
"""How often the top of the ladder is reminded once everybody below has been told."""

SPEAKS_IN: dict[str, frozenset[Status]] = {
    "accept": frozenset({Status.QUEUED}),
    "contact": frozenset({Status.HANDLING}),
    "fix": frozenset({Status.HANDLING}),
    "ruling": frozenset({Status.RULING}),
    "deferral": frozenset({Status.HANDLING}),
    "part_accept": frozenset({Status.QUEUED, Status.HANDLING}),
    "part": frozenset({Status.QUEUED, Status.HANDLING}),
}
"""In which status a clock speaks. Contact and fix run on, but silently, while the ticket waits
to be accepted or ruled on: one voice at a time."""

RUNS_IN: dict[str, frozenset[Status]] = {
    "accept": SPEAKS_IN["accept"],
    "contact": frozenset({Status.QUEUED, Status.HANDLING, Status.RULING}),
    "fix": frozenset({Status.QUEUED, Status.HANDLING, Status.RULING}),
    "ruling": SPEAKS_IN["ruling"],
    "deferral": SPEAKS_IN["deferral"],
    "part_accept": SPEAKS_IN["part_accept"],
    "part": SPEAKS_IN["part"],
    "held": frozenset({Status.HANDLING}),
    "news": frozenset({Status.HANDLING}),
    "news_answer": frozenset({Status.HANDLING}),
    "eta": frozenset({Status.HANDLING}),
    "confirm": frozenset({Status.DONE}),
}


async def fire(work: Work, deps: Deps, timer: DueTimer, ticket: Ticket) -> None:
    """Do what a claimed timer of this ticket, which is locked, is there for."""
    answers = timer.clock in standstill.ANSWERS
    if answers and await standstill.still_has_time(work, deps, ticket, timer):
        return
    if timer.clock == "confirm":
        await _lapse(work, deps, ticket)
    elif timer.clock == "news":
        await _ask_news(work, deps, ticket)
    elif timer.clock == "news_answer":
        await take_back(work, deps, ticket)
    elif timer.clock in PART_CLOCKS:
        await part_clock.step(work, deps, timer, ticket)
    elif timer.clock == "eta":
        await accepting.remind_of_eta(work, deps, ticket, timer)
        await own_card.refresh(work, deps, [ticket])
    elif timer.clock == "held":
        await _end_hold(work, deps, ticket)
    elif timer.clock != "deferral" or await requesting.still_waits(work, deps, ticket):
        await _step(work, deps, timer, ticket)


async def _step(work: Work, deps: Deps, timer: DueTimer, ticket: Ticket) -> None:
    """A reminder or an escalation, by how much of the limit has passed."""
    run = run_behind(deps, ticket, timer)
    reached = run.reached(timer.step % SPAN, deps.now())
    percent = reached[-1]
    await record_skipped(work, timer, ticket, run, reached)
    manned = True
    if ticket.status in SPEAKS_IN[timer.clock]:
        staff = await reach.directory(work, deps, ticket)
        manned = bool(staff.first_manned(reach.ladder_of(deps.rules, ticket), ticket.place)[1])
        if timer.clock == "deferral":
            await requesting.remind_approver(work, deps, ticket, staff, percent)
        elif rung_at(percent) == 0:
            await remind(work, deps, ticket, staff, timer.clock)
        else:
            await escalate(work, deps, ticket, staff, (run, percent))
        if timer.clock == "accept" and 100 in reached:
            await vanguard.call_by_itself(work, deps, ticket)
        note(work, ticket, deps.now(), "reminded", clock=timer.clock, percent=percent)
    if percent >= 100 and ticket.promised_at <= deps.now():
        await own_card.refresh(work, deps, [ticket])  # it says that the date has passed
    arm(work, ticket, run, _next_step(deps, ticket, run, percent) if manned else run.after(percent))


def _next_step(deps: Deps, ticket: Ticket, run: ClockRun, percent: int) -> Step:
    """The step to wait for; at the top of the ladder at most one a day. A level that pages again
    does so at its own pace until somebody accepts."""
    step = run.after(percent)
    top = len(reach.ladder_of(deps.rules, ticket)) - 1
    pages = run.clock == "accept" and run.policy.repeat is not None
    if pages or rung_at(percent) < max(1, top - ticket.base_rung):
        return step
    while step.at < deps.now() + AT_THE_TOP:
        step = run.step(next_percent(step.percent))
    return step


async def _end_hold(work: Work, deps: Deps, ticket: Ticket) -> None:
    """The day has come. Where whoever has it went away meanwhile and nobody stands in, it waits to
    be taken again: during the hold it was left with them."""
    await granting.end_hold(work, deps, ticket)
    who, now = ticket.handler_id, deps.now()
    away = who is not None and await people.is_away(work, who, now)
    if who and away and not await people.deputy_of(work, who, now):
        await take_back(work, deps, ticket, "taken-back-away")


async def _ask_news(work: Work, deps: Deps, ticket: Ticket) -> None:
    """还在办吗? One answer, a progress note or a tap, is enough. Who has done their part of a joint
    ticket waits for the other side."""
    part_of_it = await desk.part_of(work, ticket.id) if ticket.support_unit else None
    if part_of_it and part_of_it.lead_done_at:
        return
    await arm_single(work, deps, ticket, "news_answer", told_at(deps, ticket))
    to = await reach.person_addresses(work, ticket.handler_id)
    line = part(
        "ask-still-on",
        code=cards.code_of(deps.rules, ticket),
        category=category_name(ticket.category),
    )
    await say_reminder(work, deps, ticket, to, line)


async def take_back(work: Work, deps: Deps, ticket: Ticket, told: str = "taken-back") -> None:
    """No answer, or gone away: the ticket goes back to its queue, and whoever had it is told by
    this key. Its fix deadline stays."""
    before = await requeue(work, deps, ticket)
    line = part(told, code=cards.code_of(deps.rules, ticket))
    to = await reach.person_addresses(work, before)
    await say(work, deps, to, Message((line,), ticket=ticket.id, hold=hush_of(deps, ticket)))
    await cards.refresh(work, deps, ticket, await reach.directory(work, deps, ticket))
    await dispatch.dispatch(work, deps, ticket)
    line = passed_on(deps, ticket)
    await handling.tell_reporters(work, deps, ticket, (line,), hold=policy_of(ticket).quiet)


async def requeue(work: Work, deps: Deps, ticket: Ticket) -> int | None:
    """The ticket waits to be accepted again; returns who had it. Nobody is told yet."""
    before = ticket.handler_id
    handling.move(ticket, Action.TAKE_BACK)
    ticket.handler_id = ticket.accepted_at = None
    ticket.cycle += 1
    await parts.forget_lead(work, ticket)
    await deferrals.lapse(work, ticket.id, deps.now())
    note(work, ticket, deps.now(), "take_back", person=before)
    restart(work, deps, ticket, "accept")
    return before


def passed_on(deps: Deps, ticket: Ticket) -> Part:
    """What the resident hears when it went back."""
    return part(
        "owner-passed-on",
        code=cards.code_of(deps.rules, ticket),
        who=cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
        hears=hears_by(deps, ticket.promised_at),
    )


async def _lapse(work: Work, deps: Deps, ticket: Ticket) -> None:
    """The resident stayed silent: closed as unanswered, which never counts as satisfied."""
    handling.move(ticket, Action.LAPSE)
    ticket.closed_at, ticket.verdict = deps.now(), "unanswered"
    note(work, ticket, deps.now(), "lapse")
    await supervising.leave_list(work, deps, ticket, "lapsed")
    line = part("owner-lapsed", code=cards.code_of(deps.rules, ticket))
    await handling.tell_owner(work, deps, ticket, (line,), hold=True)
    staff = await reach.directory(work, deps, ticket)
    await cards.refresh(work, deps, ticket, staff)
