"""The buttons of a resident's own card that ask for more: her card itself, 补充, 改类别, 改位置."""

from typing import Any

from db import tickets
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.inbound import Pressed
from domain.lifecycle import LIVE, WORKING, Action
from domain.press import Press
from domain.said import Button, Part, part
from workflows import asking, handling, own_card, owning, reach
from workflows.answering import expect_place
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.naming import code_of
from workflows.report import Report

KIND = "kind"
"""The button that asks which category it is."""

ADDING = "own_add"
"""Waiting for more words or photos of one ticket: the kind in Person.expects."""


async def track(work: Work, deps: Deps, ticket: Ticket, person: Person, pressed: Pressed) -> Part:
    """Her own card, which is nobody else's."""
    if ticket.owner_id != person.id:
        raise Refusal("refuse-not-yours", code=code_of(deps.rules, ticket))
    for to in await reach.chats_here(work, person.id, pressed.channel):
        await own_card.show(work, deps, ticket, to, pressed.message)
    return part("toast-shown")


async def ask_more(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """补充: her next message is about this one, be it words or a photo."""
    await owning.check(work, deps, ticket, Action.ADD, person)
    until = (deps.now() + DIALOG_WINDOW).isoformat()
    person.expects = {"kind": ADDING, "ticket": ticket.id, "until": until}
    line = part("own-ask-more", code=code_of(deps.rules, ticket))
    await handling.tell_owner(work, deps, ticket, (line,))
    return part("own-toast-ask")


async def take_more(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> bool:
    """What she was asked for. Another matter that her words name is a report of its own."""
    report.person.expects = None
    ticket = await tickets.lock(work, expects["ticket"])
    if ticket is None or ticket.status not in LIVE:
        return False
    if any(m.by_words and m.category != ticket.category for m in report.meaning.matters):
        return False
    await owning.add(work, deps, ticket, report)
    return True


async def ask_category(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """改类别: what her words may mean besides; none of these is said in a sentence."""
    action = Action.CORRECT if ticket.status not in WORKING else Action.ADD
    await owning.check(work, deps, ticket, action, person)
    rows = asking.choices(ticket, asking.likely_codes(deps, ticket))
    other = Button("own-button-other", Press(Action.ADD, ticket.id))
    line = part("own-ask-category", code=code_of(deps.rules, ticket))
    await handling.tell_owner(work, deps, ticket, (line,), buttons=(*rows, (other,)))
    return part("own-toast-ask")


async def ask_place(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """改位置: her next short message says where."""
    await owning.check(work, deps, ticket, Action.ADD, person)
    expect_place(deps, person, ticket)
    line = part("own-ask-place", code=code_of(deps.rules, ticket))
    await handling.tell_owner(work, deps, ticket, (line,))
    return part("own-toast-ask")
