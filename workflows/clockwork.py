"""Arming the clocks of a ticket as timer rows. When they fire is in fire_timers."""

from dataclasses import replace
from datetime import datetime

from db import firing, tickets
from db.firing import DueTimer
from db.models import Event, Ticket, Timer, TimerState
from db.session import Work
from domain.clocks import QuietHours, due
from domain.deferral import MINUTE, limit_between
from domain.hours import quiet_hours
from domain.ladder import SPAN, ClockRun, Step
from domain.lifecycle import Status
from domain.policy import LevelPolicy
from workflows.deps import Deps

LASTING = ("contact", "fix")
"""Clocks that run on while a ticket changes hands; every other one begins anew."""


def policy_of(ticket: Ticket) -> LevelPolicy:
    """The limits copied onto the ticket when it opened."""
    return LevelPolicy.from_json(ticket.policy)


def run_of(deps: Deps, ticket: Ticket, clock: str, start: datetime) -> ClockRun:
    """One clock of the ticket under its own limits, on the calendar of its lead unit; one that was
    running before a hand-over goes on as it began. The chair has the hours of the community."""
    policy = policy_of(ticket)
    usual = ticket.community if clock == "ruling" else ticket.lead_unit
    unit = policy.hours_of.get(clock, usual)
    return ClockRun(clock, start, policy, deps.rules.calendar_of(unit))


def keep_hours(ticket: Ticket, unit: str) -> None:
    """A hand-over to another unit moves no deadline: what is running keeps the hours of the unit
    it began at. Only a clock that begins anew runs on those of the new one."""
    before = ticket.lead_unit
    if before and before != unit:
        kept = dict.fromkeys(LASTING, before) | ticket.policy.get("hours_of", {})
        ticket.policy = ticket.policy | {"hours_of": kept}


def _take_hours(ticket: Ticket, *clocks: str) -> None:
    """These clocks begin anew: they run on the hours of the lead unit."""
    kept = ticket.policy.get("hours_of", {})
    if any(clock in kept for clock in clocks):
        left = {clock: unit for clock, unit in kept.items() if clock not in clocks}
        ticket.policy = ticket.policy | {"hours_of": left}


def hush_of(deps: Deps, ticket: Ticket, unit: str | None = None) -> QuietHours | bool:
    """The quiet hours in which nobody is told of a ticket: those of the season it opened in, else
    of a unit, by default its lead unit. False: it keeps none."""
    policy = policy_of(ticket)
    if policy.quiet_spans is not None:
        return policy.quiet and quiet_hours(deps.rules.zone, tuple(policy.quiet_spans))
    return policy.quiet and deps.rules.quiet_of(unit or ticket.lead_unit)


def told_at(deps: Deps, ticket: Ticket) -> datetime:
    """When whoever is told of a ticket now hears it."""
    now, quiet = deps.now(), hush_of(deps, ticket)
    return quiet.end_of_quiet(now) if isinstance(quiet, QuietHours) else now


def run_behind(deps: Deps, ticket: Ticket, timer: DueTimer) -> ClockRun:
    """The clock a timer belongs to. It ends at the date that stands on the ticket, also where that
    was approved anew, or the unit has had other hours since it began."""
    run = run_of(deps, ticket, timer.clock, timer.started_at)
    return _in_span(ticket, run, timer.step // SPAN)


def _in_span(ticket: Ticket, run: ClockRun, span: int) -> ClockRun:
    end = {"contact": ticket.contact_due, "fix": ticket.fix_due}.get(run.clock)
    if end is None or (not span and run.step(100).at == end):
        return replace(run, span=span)
    own = replace(run, span=span, own=limit_between(run.start, end, run.limit, run.calendar))
    if abs(own.step(100).at - end) < MINUTE:
        return own
    # Nobody works at that moment any more: then it is counted on the wall.
    on_the_wall = limit_between(run.start, end, run.limit.on_the_wall, run.calendar)
    return replace(own, own=on_the_wall)


async def begin_anew(work: Work, deps: Deps, ticket: Ticket, clock: str, start: datetime) -> None:
    """Let a clock run from a moment to the date the ticket now has for it, instead of as it ran
    before: reminders, its end and the ladder refer to this span."""
    await tickets.cancel_timers(work, ticket.id, clock)
    _take_hours(ticket, clock)
    highest = await tickets.highest_step(work, ticket.id, clock, cycle_of(ticket, clock))
    run = run_of(deps, ticket, clock, start)
    arm(work, ticket, _in_span(ticket, run, highest // SPAN + 1))


def cycle_of(ticket: Ticket, clock: str) -> int:
    """Which round a clock belongs to: contact, fix and confirm begin anew only with a redo or
    when the level was raised, the others whenever the ticket changes hands."""
    anew = clock in ("contact", "fix", "confirm")
    return ticket.redo + ticket.raised if anew else ticket.cycle


def arm(work: Work, ticket: Ticket, run: ClockRun, step: Step | None = None) -> None:
    """Wait for a step of a clock, by default its first one."""
    put(work, ticket, run, step or run.first())


def put(
    work: Work,
    ticket: Ticket,
    run: ClockRun,
    step: Step,
    state: TimerState = TimerState.PENDING,
) -> None:
    """Write the timer row of a step."""
    work.later(
        Timer,
        ticket_id=ticket.id,
        clock=run.clock,
        cycle=cycle_of(ticket, run.clock) if run.cycle is None else run.cycle,
        step=run.span * SPAN + step.percent,
        started_at=run.start,
        due_at=step.at,
        state=state,
    )


async def record_skipped(
    work: Work, timer: DueTimer, ticket: Ticket, run: ClockRun, reached: tuple[int, ...]
) -> None:
    """Of the steps that an outage let pass only the last one speaks."""
    if len(reached) == 1:
        return
    await firing.mark(work, timer, TimerState.SKIPPED)
    for percent in reached[1:]:
        spoke = percent == reached[-1]
        state = TimerState.FIRED if spoke else TimerState.SKIPPED
        put(work, ticket, run, run.step(percent), state)


async def arm_single(work: Work, deps: Deps, ticket: Ticket, clock: str, start: datetime) -> None:
    """Wait for the one end of a clock that speaks once (confirm, news, news_answer). The step
    counts how often it was armed in this round."""
    run = run_of(deps, ticket, clock, start)
    before = await tickets.timer_count(work, ticket.id, clock, cycle_of(ticket, clock))
    put(work, ticket, run, Step(before + 1, run.step(100).at))


async def arm_at(
    work: Work, deps: Deps, ticket: Ticket, clock: str, ends: tuple[datetime, datetime]
) -> None:
    """Wait from a moment to another that people have named; the step counts as above."""
    start, end = ends
    before = await tickets.timer_count(work, ticket.id, clock, cycle_of(ticket, clock))
    put(work, ticket, run_of(deps, ticket, clock, start), Step(before + 1, end))


def set_dates(deps: Deps, ticket: Ticket) -> None:
    """Set the deadlines counted from this moment, and the date the resident sees: the next one
    by which she hears from us."""
    _take_hours(ticket, *LASTING)
    now, policy, calendar = deps.now(), policy_of(ticket), deps.rules.calendar_of(ticket.lead_unit)
    ticket.accept_due = due(now, policy.limit("accept"), calendar)
    ticket.contact_due = due(now, policy.limit("contact"), calendar)
    ticket.fix_due = due(now, policy.limit("fix"), calendar)
    ticket.promised_at = ticket.contact_due


def begin_clocks(work: Work, deps: Deps, ticket: Ticket) -> None:
    """Start accept, contact and fix at this moment, which `set_dates` counted from too."""
    for clock in ("accept", "contact", "fix"):
        arm(work, ticket, run_of(deps, ticket, clock, deps.now()))


def restart(work: Work, deps: Deps, ticket: Ticket, clock: str) -> None:
    """Start one clock at this moment in the ticket's present round."""
    run = run_of(deps, ticket, clock, deps.now())
    if clock == "accept":
        ticket.accept_due = run.step(100).at
    arm(work, ticket, run)


async def raise_level(work: Work, deps: Deps, ticket: Ticket, level: str) -> None:
    """Give a ticket a higher level from this moment on. A clock starts anew only where it then
    ends earlier; every other one keeps its limit and its end: no date moves later."""
    now, before, wanted = deps.now(), policy_of(ticket), deps.rules.policies[level]
    waits = {"accept": ticket.status is Status.QUEUED, "contact": ticket.contacted_at is None}
    clocks = () if ticket.held_until else ("accept", "contact", "fix")  # a hold rests them all
    running = [clock for clock in clocks if waits.get(clock, True)]
    calendar = deps.rules.calendar_of(ticket.lead_unit)
    ends = {clock: due(now, wanted.limit(clock), calendar) for clock in running}
    sooner = [clock for clock in running if ends[clock] < getattr(ticket, f"{clock}_due")]
    kept = [clock for clock in running if clock not in sooner]
    note(work, ticket, now, "raised", before=ticket.level, level=level, clocks=sooner)
    ticket.level = level
    ticket.policy = replace(
        wanted,
        **{c: getattr(before, c) for c in kept},
        hours_of={c: unit for c, unit in before.hours_of.items() if c in kept},
        quiet=wanted.quiet and before.quiet,
        quiet_spans=before.quiet_spans,
    ).to_json()
    ticket.raised += 1
    if sooner:
        await tickets.cancel_timers(work, ticket.id, *sooner)
    await tickets.carry_timers(
        work, ticket.id, [c for c in kept if c != "accept"], cycle_of(ticket, "fix")
    )
    if "accept" in sooner:
        ticket.cycle += 1
    for clock in sooner:
        setattr(ticket, f"{clock}_due", ends[clock])
        arm(work, ticket, run_of(deps, ticket, clock, now))
    next_word = ticket.fix_due if ticket.contacted_at else ticket.contact_due
    ticket.promised_at = min(ticket.promised_at, next_word)


def note(work: Work, ticket: Ticket, at: datetime, kind: str, **values: object) -> None:
    """Write a line of the ticket's history. `person` among the values is who did it."""
    person = values.pop("person", None)
    work.later(Event, ticket_id=ticket.id, at=at, kind=kind, person_id=person, values=values)
