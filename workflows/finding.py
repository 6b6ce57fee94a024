"""/find: a ticket by its code, its place or its words, among those somebody may see."""

import re
from datetime import timedelta

from db import lists
from db.models import Person, Ticket
from db.session import Work
from domain.codes import ticket_id_in
from domain.lifecycle import LIVE
from domain.people import Post
from domain.place import read_place
from domain.said import Part, part
from domain.sight import is_accused
from workflows import cards, reach
from workflows.deps import Deps, Rules
from workflows.list_pages import Entry, Section, due_words, matter, page, show_button
from workflows.listing import reader_of
from workflows.speech import Address, Message, say

HITS = 8
LOOK_BACK = timedelta(days=90)
WORDS_MOST = 4
LONGEST_WORD = 20
BARE_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


async def say_found(work: Work, deps: Deps, person: Person, to: Address, text: str) -> None:
    """Say what is found, one tap into each; without words, how to search."""
    words = text.split()[:WORDS_MOST]
    if not words:
        await say(work, deps, [to], Message((part("find-how"),)))
        return
    posts = (await reader_of(work, deps, person)).posts
    found = await _found(work, deps, posts, words)
    if not found:
        await say(work, deps, [to], Message((part("find-none"),)))
        return
    entries = tuple(Entry(_line(deps, one), (show_button(deps, one),)) for one in found[:HITS])
    message = page("find", (), [Section(part("find-head", count=len(entries)), entries)], 1)
    if len(found) > HITS:
        more = Message((*message.parts, part("find-more", most=HITS)), message.buttons)
        message = more
    await say(work, deps, [to], message)


def _line(deps: Deps, ticket: Ticket) -> Part:
    return part("todo-item", matter=matter(deps, ticket), state=due_words(deps, ticket))


async def _found(
    work: Work, deps: Deps, posts: frozenset[Post], words: list[str]
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
    ]
    return tuple(sorted(seen, key=lambda t: t.status not in LIVE))


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
