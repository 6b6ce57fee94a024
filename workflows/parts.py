"""联办: the supporting side's part of a ticket, a row with clocks of its own: begun, ended, moved
by an approved deferral. What people do with it is in sharing, its steps are in part_clock."""

from dataclasses import replace
from datetime import datetime, timedelta

from db import desk, people, tickets
from db.desk_rows import SupportPart
from db.models import Ticket
from db.session import Work
from domain.clocks import WorkingCalendar, due
from domain.deferral import left_of, limit_between, moved, whole_minute
from domain.errors import Refusal
from domain.ladder import SPAN, ClockRun
from domain.lifecycle import Action
from domain.sharing import PART_CLOCKS, part_refusal
from workflows.clockwork import arm, policy_of
from workflows.deps import Deps
from workflows.naming import code_of, staff_words
from workflows.part_card import standing_of
from workflows.reach import Directory

ENDS = {"part_accept": "accept_due", "part": "due_at"}
"""The date of the part at which each of its clocks ends."""


async def of_ticket(work: Work, ticket: Ticket) -> SupportPart | None:
    """The part of a joint ticket."""
    return await desk.part_of(work, ticket.id) if ticket.support_unit else None


async def begin(work: Work, deps: Deps, ticket: Ticket) -> SupportPart:
    """The supporting side has a part from now on. Its dates are those of the ticket's level, on
    the hours of its own unit; they are copied and stay."""
    now, policy, calendar = deps.now(), policy_of(ticket), _calendar(deps, ticket)
    ends = {end: due(now, policy.limit(clock), calendar) for clock, end in ENDS.items()}
    part = SupportPart(
        ticket_id=ticket.id,
        cycle=ticket.cycle,
        task="",
        handler_id=None,
        started_at=now,
        accepted_at=None,
        done_at=None,
        done_text=None,
        media=[],
        lead_done_at=None,
        lead_text=None,
        lead_media=[],
        **ends,
    )
    await _run(work, deps, ticket, part, now)
    work.later_row(part)
    return part


async def end(work: Work, ticket: Ticket) -> None:
    """The part is no more: the ticket changes sides or is done anew. What was done stays in the
    history."""
    await tickets.cancel_timers(work, ticket.id, *PART_CLOCKS)
    await desk.forget_part(work, ticket.id)


async def forget_lead(work: Work, ticket: Ticket) -> None:
    """Whoever takes the leading part next says themselves when it is done."""
    part = await of_ticket(work, ticket)
    if part and part.lead_done_at:
        part.lead_done_at = part.lead_text = None
        part.lead_media = []


async def check(work: Work, deps: Deps, ticket: Ticket, staff: Directory, action: Action) -> None:
    """Raises Refusal when the part, as it stands, forbids an action. A part whose taker is away is
    free again."""
    part = staff.part
    key = part_refusal(action, standing_of(part))
    if key == "refuse-part-taken" and part and part.handler_id:
        if await people.is_away(work, part.handler_id, deps.now()):
            return
        who = staff_words(part.handler_id, staff)
        raise Refusal("refuse-part-taken", code=code_of(deps.rules, ticket), who=who)
    if key:
        raise Refusal(key, code=code_of(deps.rules, ticket))


def run_of_part(
    deps: Deps, ticket: Ticket, part: SupportPart, clock: str, start: datetime
) -> ClockRun:
    """A clock of the part, from a moment to the date that stands on it."""
    policy, calendar = policy_of(ticket), _calendar(deps, ticket)
    own = limit_between(start, getattr(part, ENDS[clock]), policy.limit(clock), calendar)
    return ClockRun(clock, start, policy, calendar, own=own, cycle=part.cycle)


async def rest(work: Work, deps: Deps, ticket: Ticket, until: datetime, least: timedelta) -> None:
    """挂起: the clocks of the part rest as well; so much at least is left of them afterwards."""
    part = await of_ticket(work, ticket)
    for clock in _running(part) if part else ():
        like, calendar = policy_of(ticket).limit(clock), _calendar(deps, ticket)
        left = left_of(deps.now(), getattr(part, ENDS[clock]), like, calendar)
        setattr(part, ENDS[clock], moved(until, max(left, least), like, calendar))
    if part:
        await tickets.cancel_timers(work, ticket.id, *PART_CLOCKS)


async def go_on(work: Work, deps: Deps, ticket: Ticket, start: datetime, until: datetime) -> None:
    """A hold is over, by itself at `until` or before that: what was left goes on."""
    part = await of_ticket(work, ticket)
    if part is None:
        return
    for clock in _running(part) if start < until else ():
        like, calendar = policy_of(ticket).limit(clock), _calendar(deps, ticket)
        left = left_of(until, getattr(part, ENDS[clock]), like, calendar)
        setattr(part, ENDS[clock], moved(start, left, like, calendar))
    await _run(work, deps, ticket, part, start)


async def extend(work: Work, deps: Deps, ticket: Ticket, until: datetime) -> None:
    """延期: the ticket has more time, and so has a part that would have ended before."""
    part = await of_ticket(work, ticket)
    if part is None or part.done_at or part.due_at >= until:
        return
    part.due_at = until
    await tickets.cancel_timers(work, ticket.id, *PART_CLOCKS)
    await _run(work, deps, ticket, part, whole_minute(deps.now()))


async def release(work: Work, deps: Deps, ticket: Ticket, part: SupportPart) -> None:
    """Whoever took the part is here no more: it waits to be taken again. What it was and until
    when it is due stays."""
    part.handler_id = part.accepted_at = None
    limit = policy_of(ticket).limit("part_accept")
    part.accept_due = due(deps.now(), limit, _calendar(deps, ticket))
    await tickets.cancel_timers(work, ticket.id, *PART_CLOCKS)
    if not ticket.held_until:
        await _run(work, deps, ticket, part, deps.now())


def _running(part: SupportPart) -> tuple[str, ...]:
    if part.done_at:
        return ()
    return ("part",) if part.handler_id else PART_CLOCKS


async def _run(work: Work, deps: Deps, ticket: Ticket, part: SupportPart, start: datetime) -> None:
    """Arm the clocks that run. Their rows never meet those of an earlier part of the round."""
    is_new = ticket.id in work.opened
    before = 0 if is_new else await desk.highest_step(work, ticket.id, PART_CLOCKS, part.cycle)
    span = before // SPAN + 1 if before else 0
    for clock in _running(part):
        arm(work, ticket, replace(run_of_part(deps, ticket, part, clock, start), span=span))


def _calendar(deps: Deps, ticket: Ticket) -> WorkingCalendar:
    return deps.rules.calendar_of(ticket.support_unit or ticket.lead_unit)
