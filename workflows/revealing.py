"""Who she is, behind a seal: shown to whoever needs it and may, once they have said why. Each look
stands in the history, and she reads of it with /who."""

from typing import Any

from db import people, tickets
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.permissions import READING
from domain.press import Press
from domain.said import Button, Part, part, word
from domain.screen import excerpt
from domain.sight import is_accused
from workflows import handling, naming, reach, sealing
from workflows.clockwork import note
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.report import Report
from workflows.speech import TALK, Message, say

VERB = "reveal"
"""The button, the dialog, and the kind of the line it leaves in the history."""

REASONS = ("visit", "call", "check")
"""Why somebody has to know; anything else is said in words."""

WORDS_MOST = 60
ADDED_MOST, ADDED_WORDS = 3, 200
"""So many of the things she added are shown, so many characters of each."""


async def press(work: Work, deps: Deps, ticket: Ticket, person: Person, choice: str | None) -> Part:
    """🔓: why? With a reason it is shown. Raises Refusal to whom it is not for."""
    await check(work, deps, ticket, person)
    if choice is None:
        return await _ask(work, deps, ticket, person)
    if choice not in REASONS:
        raise Refusal("refuse-button")
    person.expects = None if _is_asked(person, ticket) else person.expects
    await _reveal(work, deps, ticket, person, word(f"reveal-why-{choice}"))
    return part("toast-shown")


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """The reason in words."""
    ticket, person = await tickets.lock(work, expects["ticket"]), report.person
    words = " ".join(report.incoming.text.split())
    if ticket is None:
        raise Refusal("refuse-unknown-ticket")
    if not words:
        raise Refusal("refuse-only-words")
    await check(work, deps, ticket, person)
    person.expects = None
    await _reveal(work, deps, ticket, person, excerpt(words, WORDS_MOST))


async def check(work: Work, deps: Deps, ticket: Ticket, person: Person) -> None:
    """Raises Refusal to whoever has not the relation it takes, and to everybody who works for the
    side she complains about, whatever else they are."""
    posts = await handling.posts_of(work, deps, person.id)
    mine = reach.relations(deps.rules, ticket, person.id, posts)
    code = naming.code_of(deps.rules, ticket)
    against, community = ticket.against, ticket.community
    if not mine & READING[VERB]:
        raise Refusal("refuse-not-yours", code=code)
    if any(is_accused(deps.rules.org, against, community, post.unit) for post in posts):
        raise Refusal("refuse-reveal-accused", code=code)


def _is_asked(person: Person, ticket: Ticket) -> bool:
    expects = person.expects or {}
    return expects.get("kind") == VERB and expects.get("ticket") == ticket.id


async def _ask(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    until = (deps.now() + DIALOG_WINDOW).isoformat()
    person.expects = {"kind": VERB, "ticket": ticket.id, "until": until}
    row = tuple(
        Button(f"button-reveal-{reason}", Press(VERB, ticket.id, reason)) for reason in REASONS
    )
    line = part("ask-reveal", code=naming.code_of(deps.rules, ticket))
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((line,), (row,), ticket=ticket.id, topic=TALK))
    return part("toast-reveal-ask")


async def _reveal(
    work: Work, deps: Deps, ticket: Ticket, person: Person, why: str | dict[str, object]
) -> None:
    """Written down first, then shown, in one transaction."""
    staff = await reach.directory(work, deps, ticket)
    values = {"text": why} if isinstance(why, str) else {"because": why}
    who = naming.staff_words(person.id, staff)
    note(work, ticket, deps.now(), VERB, person=person.id, who=who, **values)
    lines = [part("reveal-head", code=naming.code_of(deps.rules, ticket))]
    name = next(iter(await people.names_of(work, [ticket.owner_id])), "")
    if name:
        lines.append(part("reveal-name", name=name))
    where = naming.place_words(deps.rules, ticket)
    if where:
        lines.append(part("card-where", place=where))
    lines += [part("card-by-text")] if ticket.by_text else []
    lines += [part("card-text", text=ticket.text)] if ticket.text else []
    for one in (await tickets.events_of(work, [ticket.id], "add"))[-ADDED_MOST:]:
        if said := one.values.get("text"):
            lines.append(part("card-text", text=excerpt(said, ADDED_WORDS)))
    lines.append(part("reveal-foot"))
    to = await reach.person_addresses(work, person.id)
    files = sealing.files_of(ticket, kept_back=True, sealed=True, doer=True)
    await say(work, deps, to, Message(tuple(lines), ticket=ticket.id, media=files))
