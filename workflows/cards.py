"""The card: one message per ticket and chat, edited in place, with what this reader may see and
press now. What stands on it is put together in card_facts, card_lines and card_buttons."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from db import cards as card_rows
from db import outbox
from db.models import Outbox, Ticket
from db.session import Work
from domain.inbound import Media
from domain.lifecycle import Status
from domain.said import Rows, lasting, part
from workflows import own_card, questions, reach, teams
from workflows.card_buttons import card_buttons as card_buttons
from workflows.card_buttons import eta_choices as eta_choices
from workflows.card_buttons import may_return as may_return
from workflows.card_buttons import reading_rows
from workflows.card_buttons import whole_rows as whole_rows
from workflows.card_facts import Facts, facts_of, spent_now
from workflows.card_fit import fitted
from workflows.card_lines import parts_of
from workflows.card_view import GROUP_VIEW as GROUP_VIEW
from workflows.card_view import View as View
from workflows.card_view import shielded as shielded
from workflows.card_view import view_in
from workflows.card_view import view_of as view_of
from workflows.clockwork import policy_of, told_at
from workflows.deps import Deps
from workflows.naming import code_of as code_of
from workflows.naming import holder_words as holder_words
from workflows.naming import person_words as person_words
from workflows.naming import place_words as place_words
from workflows.naming import post_words as post_words
from workflows.naming import staff_words as staff_words
from workflows.own_card import OLD_CARD as OLD_CARD
from workflows.reach import Directory
from workflows.speech import Address, Message, Priority, say

MEDIA = "media"
"""The topic of what the resident attached."""


async def show(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, people: tuple[int, ...] = ()
) -> None:
    """Send the ticket's card anew to these people. An older one in the same chat goes."""
    facts = await facts_of(work, deps, ticket, staff)
    made: dict[View, Message] = {}
    for person_id in dict.fromkeys(people):
        members = [s for s in staff.staff if s.person_id == person_id]
        view = view_of(deps.rules, ticket, person_id, staff)
        if view not in made:
            made[view] = _card(deps, ticket, view, facts, staff)
        await say(work, deps, reach.addresses(members), made[view])


async def show_if_none(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, person_id: int
) -> None:
    """Send the card to somebody who took the ticket from a reminder or an escalation."""
    standing = {(channel, chat) for channel, chat, _ in await outbox.card_chats(work, ticket.id)}
    mine = {(s.channel, s.chat) for s in staff.staff if s.person_id == person_id}
    if not mine & standing:
        await show(work, deps, ticket, staff, (person_id,))
        await show_media(work, deps, ticket, staff, (person_id,))


async def show_media(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, people: tuple[int, ...]
) -> None:
    """Send what the resident attached to those of these people who may see her own words, once to
    each chat. A message of its own: a card is edited, and photos cannot be edited into it."""
    if not ticket.media:
        return
    is_new = ticket.id in work.opened
    there = {} if is_new else await card_rows.files_shown(work, ticket.id, MEDIA)
    for to, message in _media(deps, ticket, staff, people):
        most = len(message.media)
        fresh = [one for one in to if there.get((one.channel, one.chat), 0) < most]
        await say(work, deps, fresh, message)


async def show_media_again(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, person_id: int
) -> None:
    """The same for somebody who asks for it."""
    for to, message in _media(deps, ticket, staff, (person_id,)):
        await say(work, deps, to, message)


def _media(
    deps: Deps, ticket: Ticket, staff: Directory, people: tuple[int, ...]
) -> Iterator[tuple[list[Address], Message]]:
    """What she attached, for those who get the same of it."""
    getting: dict[tuple[Media, ...], set[int]] = {}
    for person_id in people:
        files = view_of(deps.rules, ticket, person_id, staff).files(ticket)
        getting.setdefault(files, set()).add(person_id)
    for files, seeing in getting.items():
        if files:
            yield (
                reach.addresses(s for s in staff.staff if s.person_id in seeing),
                Message(
                    (part("staff-media", code=code_of(deps.rules, ticket)),),
                    ticket=ticket.id,
                    media=files,
                    priority=Priority.CARD,
                    topic=MEDIA,
                ),
            )


async def show_groups(work: Work, deps: Deps, ticket: Ticket, staff: Directory) -> None:
    """Send the ticket's card to the staff groups it concerns, without anything personal."""
    groups = await reach.staff_groups(work, ticket)
    if not groups:
        return
    facts = await facts_of(work, deps, ticket, staff)
    await say(work, deps, groups, _card(deps, ticket, GROUP_VIEW, facts, staff))


async def refresh(work: Work, deps: Deps, ticket: Ticket, staff: Directory) -> None:
    """Bring every card of this ticket that stands in some chat up to its present state."""
    await own_card.refresh(work, deps, [ticket], staff)
    standing = await outbox.card_chats(work, ticket.id)
    facts = await facts_of(work, deps, ticket, staff) if standing else Facts()
    await questions.tidy(work, deps, ticket, staff, facts.spent)
    for channel, chat, lang in standing:
        view = await view_in(work, deps, ticket, staff, (channel, chat))
        message = replace(_card(deps, ticket, view, facts, staff), kind="update")
        await say(work, deps, [Address(channel, chat, lang)], message)


async def say_anew(work: Work, deps: Deps, ticket: Ticket, stale: Sequence[Outbox]) -> None:
    """Bring these cards of a ticket up to date, without a sound and after everything else."""
    staff = await reach.directory(work, deps, ticket)
    facts = await facts_of(work, deps, ticket, staff)
    for row in stale:
        view = await view_in(work, deps, ticket, staff, (row.channel, row.chat))
        card = _card(deps, ticket, view, facts, staff)
        card = replace(card, kind="update", silent=True, priority=Priority.BROADCAST)
        await say(work, deps, [Address(row.channel, row.chat, row.lang)], card)


async def turn(
    work: Work, deps: Deps, ticket: Ticket, chat: tuple[str, str], *, more: bool
) -> bool:
    """⋯ 更多: show the rarer buttons of the card that stands in a chat, or fold them away again.
    False where none stands."""
    row = await card_rows.newest_card(work, *chat, ticket.id)
    if row is None:
        return False
    staff = await reach.directory(work, deps, ticket)
    view = replace(await view_in(work, deps, ticket, staff, chat), turned=more)
    facts = await facts_of(work, deps, ticket, staff)
    message = replace(_card(deps, ticket, view, facts, staff), kind="update")
    await say(work, deps, [Address(*chat, row.lang)], message)
    return True


async def mend(
    work: Work, deps: Deps, ticket: Ticket, chat: tuple[str, str], message: str | None
) -> None:
    """A button was pressed that is no longer good: the card it stands on is brought up to date. One
    that was taken away, and that a client kept, needs nothing."""
    row = await card_rows.newest_card(work, *chat, ticket.id)
    if row is None or (row.sent_id and message not in (None, row.sent_id)):
        return
    staff = await reach.directory(work, deps, ticket)
    view = await view_in(work, deps, ticket, staff, chat)
    facts = await facts_of(work, deps, ticket, staff)
    card, to = _card(deps, ticket, view, facts, staff), [Address(*chat, row.lang)]
    if not _says_the_same(row, card):
        await say(work, deps, to, replace(card, kind="update"))


async def rows_for(work: Work, deps: Deps, ticket: Ticket, staff: Directory, reader: View) -> Rows:
    """The buttons under a message beside the card."""
    asker = ticket.handler_id if ticket.status is Status.HANDLING else None
    spent = await spent_now(work, deps, ticket, staff, asker)
    return card_buttons(deps, ticket, replace(reader, spent=reader.spent | spent), staff.part)


def _says_the_same(row: Outbox, card: Message) -> bool:
    buttons: Sequence[Any] = [[button.to_json() for button in line] for line in card.buttons]
    return row.parts == [[key, values] for key, values in card.parts] and row.buttons == buttons


def _priority(deps: Deps, ticket: Ticket) -> Priority:
    """A page; once its time is over, everybody has had it and it is paged again."""
    waits = ticket.status is Status.QUEUED and ticket.accept_due <= deps.now()
    return Priority.PAGE_AGAIN if waits else Priority.PAGE


def _card(deps: Deps, ticket: Ticket, view: View, facts: Facts, staff: Directory) -> Message:
    if view.in_team:
        posted = teams.posting(deps, ticket, facts.call, staff)
        return replace(posted, parts=lasting(posted.parts))
    urgent = not policy_of(ticket).quiet
    quiet = told_at(deps, ticket) > deps.now()
    view = replace(view, folded=not view.turned, spent=view.spent | facts.spent)
    whole = parts_of(deps, ticket, view, facts, staff)
    shown = fitted(whole)
    buttons = card_buttons(deps, ticket, view, staff.part)
    return Message(
        lasting(shown),
        (*buttons, *reading_rows(ticket, view, cut=shown != whole)),
        ticket=ticket.id,
        kind="card",
        priority=_priority(deps, ticket) if urgent else Priority.CARD,
        silent=quiet and not urgent,
        topic="card",
    )
