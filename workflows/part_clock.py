"""The steps of the supporting side's own clocks (联办): reminders to its people, then its own chain
step by step. Neither the resident nor the leading side is troubled with them."""

from dataclasses import replace
from datetime import timedelta

from db import firing, people
from db.desk_rows import SupportPart
from db.firing import DueTimer
from db.models import Ticket, TimerState
from db.session import Work
from domain.ladder import SPAN, ClockRun, Step, next_percent, rung_at
from domain.lifecycle import Action
from domain.people import Post
from domain.press import Press
from domain.said import Button, category_name, moment, part
from workflows import cards, dispatch, parts, reach
from workflows.clockwork import arm, hush_of, note, policy_of, record_skipped
from workflows.deps import Deps
from workflows.reach import Directory
from workflows.speech import Address, Message, Priority, say

AT_THE_TOP = timedelta(days=1)
"""How often the top of the chain is told again."""


async def step(work: Work, deps: Deps, timer: DueTimer, ticket: Ticket) -> None:
    """A reminder or a step up, if the part still waits for what this clock measures. While nobody
    has taken it, one clock speaks and the other runs on silently."""
    staff = await reach.directory(work, deps, ticket)
    row = staff.part
    if row is None or ticket.held_until or not _waits(row, timer):
        await firing.mark(work, timer, TimerState.CANCELLED)
        return
    run = parts.run_of_part(deps, ticket, row, timer.clock, timer.started_at)
    run = replace(run, span=timer.step // SPAN)
    reached = run.reached(timer.step % SPAN, deps.now())
    await record_skipped(work, timer, ticket, run, reached)
    percent = reached[-1]
    if run.clock == "part_accept" or row.handler_id:
        await _speak(work, deps, ticket, staff, Step(percent, run.step(100).at))
        note(work, ticket, deps.now(), "reminded", clock=run.clock, percent=percent)
    top = len(ladder_of_part(deps, ticket)) - 1
    arm(work, ticket, run, _next(deps, run, percent, top))


def _waits(row: SupportPart, timer: DueTimer) -> bool:
    if row.cycle != timer.cycle or row.done_at:
        return False
    return timer.clock == "part" or row.handler_id is None


def _next(deps: Deps, run: ClockRun, percent: int, top: int) -> Step:
    found = run.after(percent)
    if rung_at(percent) < max(1, top):
        return found
    while found.at < deps.now() + AT_THE_TOP:
        found = run.step(next_percent(found.percent))
    return found


def ladder_of_part(deps: Deps, ticket: Ticket) -> tuple[Post, ...]:
    """The supporting side's own chain, from its post upward."""
    return deps.rules.org.ladder(reach.support_post(ticket) or reach.lead_post(ticket))


async def people_of_part(work: Work, deps: Deps, ticket: Ticket, staff: Directory) -> list[Address]:
    """The chats of whoever took the part; while nobody has, or they are away, of those on duty at
    the supporting post, else of the first one above it who is."""
    taker = staff.part.handler_id if staff.part else None
    if taker and not await people.is_away(work, taker, deps.now()):
        return await reach.person_addresses(work, taker)
    _, found = staff.first_manned(ladder_of_part(deps, ticket), ticket.place)
    return reach.addresses(found)


async def _speak(work: Work, deps: Deps, ticket: Ticket, staff: Directory, at: Step) -> None:
    """Remind them; from the end on tell one more of their chain with every step as well. `at`: how
    much has passed, and when all of it had."""
    above = await _above(work, deps, ticket, staff, at) if rung_at(at.percent) else []
    below = await people_of_part(work, deps, ticket, staff)
    taken = bool(staff.part and staff.part.handler_id)
    values = {
        "code": cards.code_of(deps.rules, ticket),
        "level": ticket.level,
        "category": category_name(ticket.category),
    }
    if at.percent >= 100:
        late = part("overdue-part" if taken else "overdue-part-open", since=moment(at.at), **values)
        lines = [late]
    else:
        key = "remind-part" if taken else "remind-part_accept"
        lines = [part(key, due=moment(at.at), **values)]
    button = Button("button-take_part", Press(Action.TAKE_PART, ticket.id))
    await tell(work, deps, ticket, below, Message(tuple(lines), () if taken else ((button,),)))
    told = [address for address in above if address not in below]
    unit = deps.rules.org.units[ladder_of_part(deps, ticket)[0].unit].name
    key = "escalate-part" if taken else "escalate-part-open"
    line = part(key, unit=unit, since=moment(at.at), **values)
    where = cards.place_words(deps.rules, ticket, room=False)
    lines = [line, part("card-where", place=where)] if where else [line]
    await tell(work, deps, ticket, told, Message(tuple(lines), topic="escalation"))


async def _above(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, at: Step
) -> list[Address]:
    """Whoever of the supporting side's chain is told with this step; an empty rung is passed over
    and the gap noted."""
    ladder = ladder_of_part(deps, ticket)
    wanted = min(rung_at(at.percent), len(ladder) - 1)
    rung, found = staff.first_manned(ladder, ticket.place, start=wanted)
    if rung != wanted or not found:
        values = dispatch.gap_values(ladder, wanted, rung if found else None)
        note(work, ticket, deps.now(), "gap", rung=wanted, **values)
    if found:
        note(work, ticket, deps.now(), "part_escalated", rung=rung, unit=ladder[rung].unit)
    return reach.addresses(found)


async def tell(work: Work, deps: Deps, ticket: Ticket, to: list[Address], message: Message) -> None:
    """Say something of the part to people of the supporting side, in their quiet hours later."""
    urgent = not policy_of(ticket).quiet
    message = replace(
        message,
        ticket=ticket.id,
        topic=message.topic or "reminder",
        priority=Priority.PAGE if urgent else Priority.REMINDER,
        hold=hush_of(deps, ticket, ticket.support_unit),
    )
    await say(work, deps, to, message)
