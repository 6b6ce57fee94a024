"""/exclude: with a ticket's code, propose that it be left out of the rates; without, what waits for
a second person and what is left out, for those who oversee it."""

from db import exclusions, tickets
from db.exclusions import Found
from db.models import Person
from db.session import Work
from domain.errors import Refusal
from domain.exclusion import ExclusionState
from domain.lifecycle import Action
from domain.press import Press
from domain.said import Button, Part, part, word
from workflows import cards, excluding, reach
from workflows.deps import Deps
from workflows.list_pages import (
    Entry,
    Section,
    matter,
    matter_lines,
    page,
    page_number,
    show_button,
)
from workflows.listing import reader_of
from workflows.speech import Address, Message, say
from workflows.supervising import ADDED

VERB = "exclusions"


async def command(work: Work, deps: Deps, person: Person, to: Address, text: str) -> None:
    """Raises Refusal for what is no ticket's code."""
    if not text:
        await say_list(work, deps, person, to)
        return
    found = ADDED.fullmatch(text)
    ticket = await tickets.lock(work, int(found.group(1))) if found else None
    if ticket is None:
        raise Refusal("exclude-how")
    await excluding.propose(work, deps, ticket, person, None)


async def say_list(work: Work, deps: Deps, person: Person, to: Address, number: int = 1) -> None:
    """Those that wait first. Each with what this reader may do about it."""
    posts = (await reader_of(work, deps, person)).posts
    org = deps.rules.org
    communities = {c for unit in org.led_by(posts) for c in org.communities_below(unit)}
    found = await exclusions.open_within(work, communities)
    mine = [one for one in found if reach.oversees(deps.rules, one.ticket, posts)]
    if not mine:
        await say(work, deps, [to], Message((part("exclude-none"),)))
        return
    waits = [one for one in mine if one.row.state is ExclusionState.ASKED]
    stand = [one for one in mine if one.row.state is ExclusionState.STANDS]
    sections = []
    for key, some in (("exclude-head-asked", waits), ("exclude-head-stands", stand)):
        if some:
            entries = [await _entry(work, deps, person, one) for one in some]
            sections.append(Section(part(key, count=len(some)), tuple(entries)))
    await say(work, deps, [to], page(VERB, sections, number))


async def _entry(work: Work, deps: Deps, person: Person, one: Found) -> Entry:
    row, ticket = one.row, one.ticket
    line = part(
        "exclude-item",
        matter=matter(deps, ticket, marked=False),
        reason=word(f"exclude-reason-{row.reason}"),
        words=row.words,
    )
    buttons: tuple[Button, ...] = (show_button(deps, ticket),)
    if row.state is ExclusionState.STANDS:
        code = (("code", cards.code_of(deps.rules, ticket)),)
        buttons += (Button("button-count_again", Press(Action.COUNT_AGAIN, ticket.id), code),)
    elif await excluding.may_answer(work, deps, ticket, row, person.id):
        buttons += excluding.answer_buttons(ticket)
    return Entry(line, buttons, matter_lines(deps, ticket) + 3)


async def turn(work: Work, deps: Deps, person: Person, choice: str | None) -> Part:
    """下一页 under the list."""
    for to in await reach.person_addresses(work, person.id):
        await say_list(work, deps, person, to, page_number(choice))
    return part("toast-shown")
