"""办结, 退单, 这个不归我们管, typed by staff about a ticket: the button does it, and none of it is
passed on to the resident; nor is 算了不退了. Which words are meant is in domain.spoken_buttons."""

from dataclasses import replace

from db import people, tickets
from db.models import Ticket
from db.session import Work
from domain.inbound import Pressed
from domain.lifecycle import Action, Relation, Status
from domain.press import Press
from domain.said import Part, part
from domain.spoken_buttons import ASK_FIRST, asks_how_to, button_in, says_never_mind
from workflows import handling, parts, passing, press_button, reach, resolving
from workflows.deps import Deps
from workflows.pushed import Pushed
from workflows.report import Report
from workflows.speech import TALK, Message, say

DONE_WITH = frozenset(
    (
        *("toast-accepted", "toast-part-taken", "toast-resolved", "toast-still-on"),
        *("toast-taken-over", "pass-toast-declined"),
    )
)
"""Answers to a press of which nothing else is said in the chat."""

OF_A_PART = {Action.ACCEPT: Action.TAKE_PART, Action.RESOLVE: Action.PART_DONE}


async def hear(work: Work, deps: Deps, ticket: Ticket, report: Report) -> bool:
    """Whether the message calls a button of that ticket, and it was pressed. Raises Refusal where
    whoever wrote may not press it."""
    incoming, person = report.incoming, report.person
    how, never_mind = asks_how_to(incoming.text), says_never_mind(incoming.text)
    action = button_in(incoming.text) or how
    if incoming.media and action is Action.RESOLVE and ticket.handler_id == person.id:
        shown = replace(report, incoming=replace(incoming, text=""))
        await resolving.resolve(work, deps, ticket, shown)
        return True
    if incoming.media or not (action or never_mind):
        return False
    is_staff = (await people.roster_of(work)).roles_of(person.id)
    if not is_staff or await reach.speaks_for(work, deps, ticket, person.id):
        return False
    if action is None or (how and how not in ASK_FIRST):
        await _say(work, deps, ticket, report, part("help-staff" if how else "toast-done"))
        return True
    press = Press(await _meant(work, deps, ticket, person.id, action), ticket.id)
    pressed = Pressed(incoming.channel, incoming.chat, incoming.key, incoming.sender, str(press))
    line = await press_button.push(Pushed(work, deps, person, ticket, press, pressed))
    if line[0] in DONE_WITH:
        await _say(work, deps, ticket, report, line)
    return True


async def hear_offer(work: Work, deps: Deps, report: Report) -> bool:
    """我接 or 接不了, without a reply, of somebody to whom one ticket is offered."""
    if button_in(report.incoming.text) not in (Action.ACCEPT, Action.DECLINE_PASS):
        return False
    found = await passing.offered_to(work, deps, report.person.id)
    if len(found) != 1 or (ticket := await tickets.lock(work, found[0].id)) is None:
        return False
    return await hear(work, deps, ticket, report)


async def _meant(work: Work, deps: Deps, ticket: Ticket, person_id: int, action: Action) -> Action:
    """接单 is an answer to whoever offers it; of the side that supports it is about its part, and
    so is 办结; 归社区 of a chair is a ruling, which is final and begins with its question."""
    offer = await passing.offered(work, ticket) if action is Action.ACCEPT else None
    if offer and offer.values["to"] == person_id:
        return Action.TAKE_PASS
    posts = await handling.posts_of(work, deps, person_id)
    row = await parts.of_ticket(work, ticket)
    mine = reach.relations(deps.rules, ticket, person_id, posts, row)
    if ticket.status is Status.RULING and action is Action.RETURN:
        return Action.RULE if mine & {Relation.CHAIR, Relation.UPPER} else action
    if mine & {Relation.SUPPORT, Relation.PARTNER} and not mine & {Relation.DESK, Relation.HANDLER}:
        return OF_A_PART.get(action, action)
    return action


async def _say(work: Work, deps: Deps, ticket: Ticket, report: Report, line: Part) -> None:
    to = await reach.person_addresses(work, report.person.id)
    await say(work, deps, to, Message((line,), ticket=ticket.id, topic=TALK))
