"""并单: a ticket goes along with another one that is the same matter, and may leave it again.

Every ticket handed in is locked, the main one before those merged into it. Who may do it, and when
it is proposed, is in joining and alike.
"""

from db import bulletins, tickets
from db.models import Ticket
from db.session import Work
from domain.duplicates import raised_level
from domain.lifecycle import TRANSITIONS, Action
from domain.said import Part
from workflows import cards, reach
from workflows.clockwork import arm_single, note, raise_level
from workflows.deps import Deps
from workflows.dispatch import dispatch


async def merge(
    work: Work, deps: Deps, main: Ticket, ticket: Ticket, person: int | None = None
) -> None:
    """Let a ticket go along with its main ticket: its clocks stop where they are, its cards say
    so, and its resident hears all that is told about the main one. `person`: who wanted it."""
    ticket.status = TRANSITIONS[(ticket.status, Action.MERGE)].to
    ticket.merged_into, ticket.promised_at = main.id, main.promised_at
    timers = await tickets.stop_timers(work, ticket.id)
    note(work, ticket, deps.now(), "merge", person=person, into=main.id, timers=timers)
    note(work, main, deps.now(), "joined", person=person, other=ticket.id)
    for other in await tickets.merged_with(work, ticket.id) if ticket.merged else ():
        other.merged_into = main.id
        note(work, other, deps.now(), "merge_moved", into=main.id)
    main.merged += 1 + ticket.merged
    ticket.merged, ticket.households = 0, 1
    main.households = await tickets.count_households(work, main.id)
    level = raised_level(main.level, main.households, main.raised, deps.rules.merge)
    if level != main.level:
        await raise_level(work, deps, main, level)
        for other in await tickets.merged_with(work, main.id):
            other.promised_at = main.promised_at
    await refresh(work, deps, ticket)


async def split(
    work: Work, deps: Deps, main: Ticket, ticket: Ticket, person: int | None = None
) -> None:
    """拆开: it goes on of its own as if it had never been merged, with the clocks and dates it had,
    and is sent to its desk. A level that was raised stays: no date moves later."""
    ticket.status = TRANSITIONS[(ticket.status, Action.SPLIT)].to
    last = await tickets.last_event(work, ticket.id, "merge")
    stopped = last.values["timers"] if last else []
    await tickets.resume_timers(work, ticket.id, stopped, deps.now())
    ticket.promised_at = ticket.fix_due if ticket.contacted_at else ticket.contact_due
    await leave(work, deps, main, ticket, person)
    await refresh(work, deps, ticket)
    await dispatch(work, deps, ticket)


async def leave(
    work: Work, deps: Deps, main: Ticket, ticket: Ticket, person: int | None = None
) -> None:
    """A ticket no longer goes along with its main ticket, which has one voice less."""
    ticket.merged_into = ticket.alike = None
    main.merged -= 1
    note(work, ticket, deps.now(), "split", person=person, main=main.id)
    note(work, main, deps.now(), "left", person=person, other=ticket.id)
    main.households = await tickets.count_households(work, main.id)
    await refresh(work, deps, main)


async def follow(work: Work, deps: Deps, main: Ticket) -> tuple[Ticket, ...]:
    """The main ticket is done: each one merged into it is done too, and from here on goes its own
    way to its end, with a question and a clock of its own. Returns them."""
    others = await tickets.merged_with(work, main.id) if main.merged else ()
    now = deps.now()
    for ticket in others:
        ticket.status = TRANSITIONS[(ticket.status, Action.FOLLOW)].to
        ticket.handler_id, ticket.promised_at = main.handler_id, main.promised_at
        ticket.resolved_at = now
        ticket.accepted_at = ticket.accepted_at or main.accepted_at
        ticket.contacted_at = ticket.contacted_at or now
        note(work, ticket, now, "follow", main=main.id)
        await arm_single(work, deps, ticket, "confirm", now)
        await refresh(work, deps, ticket)
    main.merged = 0
    return others


async def hand_over(work: Work, deps: Deps, main: Ticket) -> None:
    """The resident of the main ticket withdraws it: the oldest of those merged into it becomes
    the main ticket of the others."""
    others = await tickets.merged_with(work, main.id) if main.merged else ()
    if not others:
        return
    heir, rest = others[0], others[1:]
    for ticket in rest:
        ticket.merged_into = heir.id
        note(work, ticket, deps.now(), "merge_moved", into=heir.id)
    heir.merged, heir.incident = len(rest), main.incident
    if heir.incident:
        await bulletins.move(work, main.id, heir.id)
    main.merged = len(others) - len(rest)
    await split(work, deps, main, heir)
    heir.households = await tickets.count_households(work, heir.id)
    for ticket in rest:
        ticket.promised_at = heir.promised_at
        await refresh(work, deps, ticket)
    await refresh(work, deps, heir)


async def refresh(work: Work, deps: Deps, ticket: Ticket) -> None:
    """Bring a ticket's cards up to its present state."""
    await cards.refresh(work, deps, ticket, await reach.directory(work, deps, ticket))


def with_code(deps: Deps, lines: tuple[Part, ...], ticket: Ticket) -> tuple[Part, ...]:
    """What was said about one ticket, said about another: people know theirs by its code."""
    code = cards.code_of(deps.rules, ticket)
    return tuple(
        (key, values | {"code": code} if "code" in values else values) for key, values in lines
    )
