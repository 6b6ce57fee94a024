"""先看后办: the first person responsible of a community has somebody's messages looked at before
they are worked on, for a reason and until a date; they are told both. Danger and emergencies are
taken as ever, and nothing is thrown away (workflows/setting_aside.py)."""

import re
from datetime import timedelta
from typing import Any

from db import people, tickets
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.inbound import has_words
from domain.lifecycle import Action
from domain.people import Post
from domain.press import Press
from domain.restraint import ASIDE, MOST_PAUSED_DAYS, paused, pausing_unit, without_pause
from domain.said import Button, Part, moment, part
from domain.text import normalise
from workflows import cards, handling, reach
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.report import Report
from workflows.speech import Message, say

_DAYS = re.compile(r"(\d{1,4})\s*\D?")


async def press(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """The tap: for how long, and why? The next message says it."""
    await _owner(work, deps, ticket, person)
    return await handling.ask_for(work, deps, ticket, person, Action.PAUSE)


async def end(work: Work, deps: Deps, person: Person, number: int) -> Part:
    """Messages of the person with that number are worked on at once again. Raises Refusal to
    whoever is not the first person responsible of the community whose word it was."""
    owner = await work.get(Person, number)
    unit = pausing_unit(owner.about) if owner else None
    posts = {Post(one.unit, one.role) for one in await people.memberships(work, person.id)}
    if owner is None or unit is None or deps.rules.org.lead_post(unit) not in posts:
        raise Refusal("refuse-button")
    owner.about = without_pause(owner.about)
    to = await reach.person_addresses(work, owner.id)
    await say(work, deps, to, Message((part("pause-ended"),)))
    return part("toast-done")


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """「7 反复发广告」: so many days, and the reason, which they read. Raises Refusal without."""
    person, text = report.person, report.incoming.text.strip()
    ticket = await tickets.lock(work, expects["ticket"])
    if ticket is None:
        raise Refusal("refuse-unknown-ticket")
    found = _DAYS.match(normalise(text))
    days = int(found[1]) if found else 0
    reason = text[found.end() :].strip(" ,，:：") if found else ""
    if not 1 <= days <= MOST_PAUSED_DAYS or not has_words(reason):
        raise Refusal("refuse-pause", most=MOST_PAUSED_DAYS)
    owner = await _owner(work, deps, ticket, person)
    person.expects = None
    until = deps.now() + timedelta(days=days)
    owner.about = paused(owner.about, until, reason, ticket.community)
    note(work, ticket, deps.now(), "pause", person=person.id, until=until.isoformat(), text=reason)
    staff = await reach.directory(work, deps, ticket)
    who = cards.staff_words(person.id, staff)
    line = part("pause-told", until=moment(until), reason=reason, who=who)
    await handling.tell_owner(work, deps, ticket, (line,))
    done = part("pause-done", code=cards.code_of(deps.rules, ticket), until=moment(until))
    row = (Button("button-pause-off", Press("unpause", owner.id)),)
    await say(work, deps, [report.address], Message((done,), (row,), ticket=ticket.id))


async def _owner(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Person:
    """Whose messages it is about. Raises Refusal to whoever may not, for a ticket that was not set
    aside, and for colleagues."""
    await handling.check(work, deps, ticket, Action.PAUSE, person.id)
    if ticket.kind != ASIDE or await people.memberships(work, ticket.owner_id):
        raise Refusal("refuse-button")
    return await work.get_one(Person, ticket.owner_id)
