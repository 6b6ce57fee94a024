"""Arming the clocks of a ticket as timer rows. When they fire is in fire_timers."""

from dataclasses import replace
from datetime import datetime

from db import tickets
from db.models import Event, Ticket, Timer, TimerState
from db.session import Work
from domain.clocks import due
from domain.ladder import ClockRun, Step
from domain.lifecycle import Status
from domain.policy import LevelPolicy
from workflows.deps import Deps


def policy_of(ticket: Ticket) -> LevelPolicy:
    """The limits copied onto the ticket when it opened."""
    return LevelPolicy.from_json(ticket.policy)


def run_of(deps: Deps, ticket: Ticket, clock: str, start: datetime) -> ClockRun:
    """One clock of the ticket under its own limits."""
    return ClockRun(clock, start, policy_of(ticket), deps.rules.calendar)


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
        cycle=cycle_of(ticket, run.clock),
        step=step.percent,
        started_at=run.start,
        due_at=step.at,
        state=state,
    )


async def arm_single(work: Work, deps: Deps, ticket: Ticket, clock: str, start: datetime) -> None:
    """Wait for the one end of a clock that speaks once (confirm, news, news_answer). The step
    counts how often it was armed in this round."""
    run = run_of(deps, ticket, clock, start)
    before = await tickets.timer_count(work, ticket.id, clock, cycle_of(ticket, clock))
    put(work, ticket, run, Step(before + 1, run.step(100).at))


def set_dates(deps: Deps, ticket: Ticket) -> None:
    """Set the deadlines counted from this moment, and the date the resident sees: the next one
    by which she hears from us."""
    now, policy, calendar = deps.now(), policy_of(ticket), deps.rules.calendar
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
    running = [clock for clock in ("accept", "contact", "fix") if waits.get(clock, True)]
    ends = {clock: due(now, wanted.limit(clock), deps.rules.calendar) for clock in running}
    sooner = [clock for clock in running if ends[clock] < getattr(ticket, f"{clock}_due")]
    kept = [clock for clock in running if clock not in sooner]
    note(work, ticket, now, "raised", before=ticket.level, level=level, clocks=sooner)
    ticket.level = level
    ticket.policy = replace(wanted, **{c: getattr(before, c) for c in kept}).to_json()
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
