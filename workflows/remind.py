"""Reminding whoever must act now: the person who has a ticket, else the post it waits at."""

from db import people
from db.models import Ticket
from db.session import Work
from domain.lifecycle import Action, Relation, Status
from domain.press import Press
from domain.said import Button, Part, Rows, category_name, moment, part
from workflows import cards, part_clock, reach
from workflows.clockwork import hush_of, policy_of
from workflows.deps import Deps
from workflows.digest import WHERE
from workflows.part_card import waits_for_part
from workflows.reach import Directory
from workflows.speech import Address, Message, Priority, say

TOPICS = {"ask-still-on": "news"}
"""A reminder replaces the unsent one before it, but never a question that waits for an answer."""


async def remind(work: Work, deps: Deps, ticket: Ticket, staff: Directory, clock: str) -> None:
    """Tell the person or post responsible how much time is left."""
    ends = {"accept": ticket.accept_due, "contact": ticket.contact_due, "eta": ticket.eta_at}
    due = ends.get(clock) or ticket.fix_due
    to = await responsible(work, deps, ticket, staff)
    await say_reminder(
        work,
        deps,
        ticket,
        to,
        part(
            f"remind-{clock}",
            code=cards.code_of(deps.rules, ticket),
            level=ticket.level,
            category=category_name(ticket.category),
            due=moment(due),
        ),
    )


async def responsible(work: Work, deps: Deps, ticket: Ticket, staff: Directory) -> list[Address]:
    """The chats of whoever must act now: the person who has it, or stands in for them. With nobody
    at the post on duty that is the next manned rung, which may then take the ticket. Where the
    leading side of a joint ticket is done, the other one is waited for."""
    if waits_for_part(staff):
        return await part_clock.people_of_part(work, deps, ticket, staff)
    if ticket.handler_id and ticket.status is Status.HANDLING:
        if not await people.is_away(work, ticket.handler_id, deps.now()):
            return await reach.person_addresses(work, ticket.handler_id)
        deputy = await people.deputy_of(work, ticket.handler_id, deps.now())
        if to := await reach.person_addresses(work, deputy):
            return to
    rung, found = staff.first_manned(reach.ladder_of(deps.rules, ticket), ticket.place)
    if found:
        ticket.rung = max(ticket.rung, rung)
    return reach.addresses(found)


async def say_reminder(
    work: Work, deps: Deps, ticket: Ticket, to: list[Address], line: Part
) -> None:
    """Say a line to them, and where it is, with the buttons of the step that is wanted; in quiet
    hours later."""
    policy = policy_of(ticket)
    await say(
        work,
        deps,
        to,
        Message(
            (line, *where_of(deps, ticket)),
            await _buttons(work, deps, ticket, asked=line[0] == "ask-still-on"),
            ticket=ticket.id,
            topic=TOPICS.get(line[0], "reminder"),
            priority=Priority.REMINDER if policy.quiet else Priority.PAGE,
            hold=hush_of(deps, ticket),
        ),
    )


def where_of(deps: Deps, ticket: Ticket) -> tuple[Part, ...]:
    """The line that says in which building it is: whoever has several knows it by that."""
    where = cards.place_words(deps.rules, ticket, room=False)
    return (part(WHERE, place=where),) if where else ()


async def _buttons(work: Work, deps: Deps, ticket: Ticket, *, asked: bool) -> Rows:
    """What whoever must act now may press."""
    staff = await reach.directory(work, deps, ticket)
    if waits_for_part(staff):
        mine = frozenset({Relation.SUPPORT, Relation.PARTNER})
        return await cards.rows_for(work, deps, ticket, staff, cards.View(mine))
    above = not staff.on_duty(reach.lead_post(ticket), ticket.place)
    acting = _acting(ticket, above=above)
    if acting is Relation.HANDLER and ticket.handler_id and not asked:
        if await people.deputy_of(work, ticket.handler_id, deps.now()):
            return ((take_over_button(deps, ticket),),)
        if await people.is_away(work, ticket.handler_id, deps.now()):
            acting = Relation.UPPER
    has_it = staff.roles(ticket.handler_id) if ticket.handler_id else frozenset()
    if acting is Relation.HANDLER and reach.only_volunteers(has_it):
        acting = Relation.CLAIMANT
    reader = cards.View(frozenset({acting}), asked=asked, brief=True)
    return await cards.rows_for(work, deps, ticket, staff, reader)


def take_over_button(deps: Deps, ticket: Ticket) -> Button:
    """接手: whoever stands in for the one who has it takes it."""
    code = cards.code_of(deps.rules, ticket)
    return Button("button-take-over", Press(Action.TAKE_OVER, ticket.id), (("code", code),))


def _acting(ticket: Ticket, *, above: bool) -> Relation:
    """What whoever must act now is to the ticket; `above`: nobody at its post is on duty."""
    if ticket.status is Status.HANDLING:
        return Relation.HANDLER
    if ticket.status is Status.RULING:
        return Relation.CHAIR
    return Relation.UPPER if above else Relation.DESK
