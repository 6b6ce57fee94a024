"""/find: a ticket by its code, its place or its words, among those somebody may see."""

import re
from collections.abc import Sequence
from datetime import timedelta

from db import lists
from db.models import Person, Ticket
from db.session import Work
from domain.codes import ticket_id_in
from domain.errors import Refusal
from domain.lifecycle import LIVE
from domain.people import Post
from domain.place import Place, read_place
from domain.press import Press
from domain.said import Button, Part, part
from domain.sight import is_accused
from workflows import cards, reach
from workflows.card_view import only_looks
from workflows.deps import Deps, Rules
from workflows.list_pages import Section, as_page, item, next_date, pages_of
from workflows.listing import reader_of
from workflows.sealing import is_sealed, words_of
from workflows.speech import Address, Message, say

HITS = 8
LOOK_BACK = timedelta(days=90)
WORDS_MOST = 4
LONGEST_WORD = 20
REST = re.compile(r"[0-9a-z]{1,12}(\.[0-9a-z]{1,12}){0,7}")
"""The numbers of tickets on a button, to the base of 36: there is room for forty characters."""

BARE_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


async def say_found(work: Work, deps: Deps, person: Person, to: Address, text: str) -> None:
    """Say what is found, one tap into each; without words, how to search."""
    words = text.split()[:WORDS_MOST]
    if not words:
        await say(work, deps, [to], Message((part("find-how"),)))
        return
    posts = (await reader_of(work, deps, person)).posts
    found = await _found(work, deps, person, posts, words)
    if not found:
        await say(work, deps, [to], Message((part("find-none"),)))
        return
    await say(work, deps, [to], _hits(deps, found[:HITS], more=len(found) > HITS))


def _hits(deps: Deps, found: Sequence[Ticket], *, more: bool) -> Message:
    """What was found, as much of it as fits a small screen; the numbers of the rest stand on a
    button."""
    entries = tuple(item(deps, one, next_date(one)) for one in found)
    here = pages_of([Section(part("find-head", count=len(entries)), entries)])[0]
    message, rest = as_page(here), found[len(here) :]
    lines, rows = message.parts, message.buttons
    if rest:
        numbers = ".".join(in_base36(one.id) for one in rest)
        rows = (*rows, (Button("find-rest", Press("find", 0, numbers), (("count", len(rest)),)),))
    if more:
        lines = (*lines, part("find-more", most=HITS))
    return Message(lines, rows)


async def press(work: Work, deps: Deps, person: Person, choice: str | None) -> Part:
    """还有 N 件 under what was found: the others, those of them that somebody may see."""
    if not choice or not REST.fullmatch(choice):
        raise Refusal("refuse-button")
    posts = (await reader_of(work, deps, person)).posts
    named = [await work.get(Ticket, int(number, 36)) for number in choice.split(".")]
    found = [one for one in named if one and reach.may_see(deps.rules, one, posts)]
    if not found:
        raise Refusal("refuse-unknown-ticket")
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, _hits(deps, found, more=False))
    return part("toast-shown")


def in_base36(number: int) -> str:
    """A number in digits and small letters."""
    digits = ""
    while number:
        number, left = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[left] + digits
    return digits or "0"


async def _found(
    work: Work, deps: Deps, person: Person, posts: frozenset[Post], words: list[str]
) -> tuple[Ticket, ...]:
    """Open tickets first, then the newest. A code alone is a code; anything else is looked for in
    words and places, and only where those may be read."""
    rules = deps.rules
    number = ticket_id_in(" ".join(words))
    bare = len(words) == 1 and BARE_NUMBER.fullmatch(words[0])
    if number or bare:
        ticket = await work.get(Ticket, number or int(words[0]))
        if ticket and reach.may_see(rules, ticket, posts):
            return (ticket,)
        if number:
            return ()
    communities = {c for post in posts for c in rules.org.communities_below(post.unit)}
    pieces = [(w[:LONGEST_WORD], read_place(w, rules.org.compound_names)) for w in words]
    seen = [
        ticket
        for ticket in await lists.search(work, communities, deps.now() - LOOK_BACK, pieces)
        if may_read(rules, ticket, posts)
        and _is_shown(ticket, pieces, sealed=_is_sealed_to(rules, ticket, person, posts))
    ]
    return tuple(sorted(seen, key=lambda t: t.status not in LIVE))


def _is_sealed_to(rules: Rules, ticket: Ticket, person: Person, posts: frozenset[Post]) -> bool:
    mine = reach.relations(rules, ticket, person.id, posts)
    return is_sealed(ticket) or only_looks(ticket, posts, mine)


def _is_shown(ticket: Ticket, pieces: list[tuple[str, Place]], *, sealed: bool) -> bool:
    """Whether what was looked for stands in what is shown of a ticket: what is sealed is found by
    neither a door nor a name, else the hit would tell whose it is."""
    if not sealed:
        return True
    words = words_of(ticket, sealed=True).casefold()
    doors = any(place.unit or place.floor or place.room for _, place in pieces)
    houses = all(w.casefold() in words or not place.is_empty for w, place in pieces)
    return houses and not doors


def may_read(rules: Rules, ticket: Ticket, posts: frozenset[Post]) -> bool:
    """Whether one of these posts may see a ticket with its words and its room: a hit by words
    would tell them otherwise. Who works for the side complained about does not by another post."""
    org = rules.org
    if any(is_accused(org, ticket.against, ticket.community, post.unit) for post in posts):
        return False
    return any(
        reach.may_see(rules, ticket, frozenset({post})) and not cards.shielded(ticket, post.unit)
        for post in posts
    )
