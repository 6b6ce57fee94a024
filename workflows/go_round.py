"""A chat is closed to us: what was told only there about an open ticket is told to the next who
can act, another one at the post or the next manned rung; the gap is noted."""

from db import outbox, people, tickets
from db.models import Outbox, Ticket
from db.roster import Staffer
from db.session import Work
from domain.lifecycle import OPEN, Status
from domain.people import Post
from domain.press import Press
from domain.said import Button
from workflows import cards, dispatch, handling, own_card, reach
from workflows.clockwork import hush_of, note
from workflows.deps import Deps
from workflows.speech import Message, Priority, say

WANTS_SOMEBODY = ("reminder", "escalation", "news")
"""Topics of messages that ask somebody to act; a card does so as well."""


async def go_round(work: Work, deps: Deps, row: Outbox) -> None:
    """Tell somebody else what this row could not be told to. The chat is already known to be
    closed."""
    ticket = await tickets.lock(work, row.ticket_id) if row.ticket_id else None
    if ticket is None or ticket.status not in OPEN:
        return
    person_id = await people.person_in(work, row.channel, row.chat)
    posts: frozenset[Post] = frozenset()
    if person_id is not None:
        posts = await handling.posts_of(work, deps, person_id)
    if person_id is not None and (person_id == ticket.owner_id or not posts):
        if row.kind != own_card.STATE:  # what she must hear comes as a message besides
            note(work, ticket, deps.now(), "unreachable", person=person_id)
        return
    wants_somebody = row.kind == "card" or row.topic in WANTS_SOMEBODY
    if not wants_somebody or ticket.status is Status.DONE:
        return
    await _tell_next(work, deps, ticket, row, posts)


async def _tell_next(
    work: Work, deps: Deps, ticket: Ticket, row: Outbox, posts: frozenset[Post]
) -> None:
    staff = await reach.directory(work, deps, ticket)
    ladder = reach.ladder_of(deps.rules, ticket)
    start = next((rung for rung, post in enumerate(ladder) if post in posts), 0)
    rung, found = staff.first_manned(ladder, ticket.place, start)
    if not found:
        rung, found = staff.first_manned(ladder, ticket.place)
    empty = rung != start or not found
    values = dispatch.gap_values(ladder, start, rung if found else None) if empty else {}
    note(work, ticket, deps.now(), "gap", rung=rung, unreachable=True, **values)
    told = await outbox.told_chats(work, row)
    if any((member.channel, member.chat) in told for member in found):
        return
    if found and rung > ticket.rung:
        ticket.rung = rung
        if start == 0 and ticket.status is Status.QUEUED:
            ticket.base_rung = rung  # as when nobody at its post is on duty
    if row.kind == "card":
        people_found = tuple(member.person_id for member in found)
        await cards.show(work, deps, ticket, staff, people_found)
        await cards.show_media(work, deps, ticket, staff, people_found)
    else:
        await _pass_on(work, deps, ticket, row, found)


async def _pass_on(
    work: Work, deps: Deps, ticket: Ticket, row: Outbox, found: tuple[Staffer, ...]
) -> None:
    """The same words to others, and a way to see the ticket as it is for them."""
    code = cards.code_of(deps.rules, ticket)
    show = Button("button-show", Press("show", ticket.id), (("code", code),))
    message = Message(
        tuple((key, values) for key, values in row.parts),
        ((show,),),
        ticket=ticket.id,
        topic=row.topic,
        priority=Priority(row.priority),
        hold=hush_of(deps, ticket),
    )
    await say(work, deps, reach.addresses(found), message)
