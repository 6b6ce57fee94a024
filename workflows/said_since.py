"""What she has said about a ticket since she reported it, for whoever gets the ticket later. The
others have read it as it came."""

from collections.abc import Sequence

from db import outbox, tickets
from db.models import Event, Ticket
from db.session import Work
from domain.said import part
from domain.screen import excerpt
from workflows import cards, reach, sealing
from workflows.deps import Deps
from workflows.reach import Directory
from workflows.speech import Address, Message, Priority, say

MOST = 5
"""Of more messages than these the last are shown."""

WORDS = 200
"""So many characters of each."""

ANOTHER = "another"
"""She said that a message taken for more of a ticket is another matter: see setting_apart."""


def still_said(events: Sequence[Event]) -> tuple[Event, ...]:
    """Words that were added or changed, without those of messages that were set apart since."""
    gone = {one.values["of"] for one in events if one.kind == ANOTHER}
    apart = {(one.ticket_id, one.values.get("from")) for one in events if one.id in gone}
    return tuple(
        one
        for one in events
        if one.kind != ANOTHER and (one.ticket_id, one.values.get("from")) not in apart
    )


async def newcomers(
    work: Work, ticket: Ticket, staff: Directory, people: Sequence[int]
) -> tuple[int, ...]:
    """Those of these people who have no card of the ticket yet. With a new one nobody is."""
    if ticket.id in work.opened:
        return ()
    standing = {(channel, chat) for channel, chat, _ in await outbox.card_chats(work, ticket.id)}
    have = {one.person_id for one in staff.staff if (one.channel, one.chat) in standing}
    return tuple(one for one in dict.fromkeys(people) if one not in have)


async def show(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, people: Sequence[int]
) -> None:
    """Send it to those of these people who may read her words. What became part of the ticket's
    own words stands on its card."""
    events = await tickets.events_of(work, [ticket.id], "add", ANOTHER) if people else ()
    said = [one.values for one in still_said(events) if not one.values.get("joined")]
    texts = [one["text"] for one in said if one.get("text")][-MOST:]
    for person_id in people if texts else ():
        view = cards.view_of(deps.rules, ticket, person_id, staff)
        if view.open_text:
            words = [sealing.words_of(ticket, one, sealed=view.sealed) for one in texts]
            await say(work, deps, _chats(staff, person_id), _message(deps, ticket, words))


def _chats(staff: Directory, person_id: int) -> list[Address]:
    return reach.addresses(one for one in staff.staff if one.person_id == person_id)


def _message(deps: Deps, ticket: Ticket, words: Sequence[str]) -> Message:
    text = "\n".join(excerpt(one, WORDS) for one in words)
    line = part("staff-added", code=cards.code_of(deps.rules, ticket), text=text)
    return Message((line,), ticket=ticket.id, priority=Priority.CARD)
