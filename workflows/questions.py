"""Messages with buttons that stand in chats beside a ticket's card: reminders, calls from below,
questions. What of their buttons has become senseless goes, their words stay: with every change of
the ticket, and where somebody pressed one all the same."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from db import cards as card_rows
from db.models import Outbox, OutboxState, Ticket
from db.outbox import OWN_KINDS
from db.session import Work
from domain.lifecycle import BUTTONS, TRANSITIONS, WORKING, Action, Status
from domain.press import Press
from domain.said import Button, Rows, lasting
from workflows import digest, own_card
from workflows.card_buttons import OWNERS, card_buttons
from workflows.card_facts import spent_now
from workflows.card_view import View, view_in
from workflows.deps import Deps
from workflows.reach import Directory
from workflows.speech import DIGESTED, Address, Message, Priority, say

ASKED = "asked"
"""The topic of the question to a resident whether it is solved."""

REST = "rest"
"""The topic of the message that says until when a ticket rests, and can end it."""

CHOOSE = "choose"
"""The topic of a question on somebody's way to something: which side, which day, to whom. Once it
is answered, it goes."""

ASKING = (
    *("reminder", "news", "escalation", "whistle", "ruling", "deferral", "pass", "clear"),
    *(CHOOSE, ASKED, REST),
)
"""The topics of such messages."""

WANTED = frozenset({Action.ACCEPT, Action.RESOLVE, Action.RULE})
"""What a reminder is there for. Once it can no longer be pressed there, it speaks of what is over,
and only a level above may still say that it follows up."""

OF_CARDS = frozenset(BUTTONS) - OWNERS
"""What is offered on cards as well: there it is known who may press it when."""

ON_THE_WAY = frozenset(
    {"owner-escalated", "owner-passed-on", "owner-resumed", "owner-whistled", "owner-taken-over"}
)
"""What a resident is told of the way to a solution; at its end it is news no more."""

NOBODY_YET = frozenset({"owner-escalated", "owner-passed-on"})
"""Of these, what is over as soon as somebody takes the ticket, or speaks to her."""

Good = Callable[[Press], bool]


async def tidy(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, spent: frozenset[Action]
) -> None:
    """Take away what can no longer be pressed from whatever stands in the chats, and leave out what
    is still to be sent, as after the quiet hours, and no longer true."""
    if ticket.id in work.opened:
        return
    for row in await card_rows.questions_of(work, ticket.id, ASKING):
        waits = row.state is OutboxState.PENDING
        if waits and (_is_overtaken(ticket, row) or _is_answered(ticket, row)):
            row.state = OutboxState.SUPERSEDED
        if not row.buttons or row.state is OutboxState.SUPERSEDED:
            continue
        view = await view_in(work, deps, ticket, staff, (row.channel, row.chat))
        good = _good(deps, ticket, replace(view, spent=view.spent | spent), staff)
        if _is_settled(row, good):
            if waits and row.topic in DIGESTED:
                row.state = OutboxState.SUPERSEDED
            else:
                await _keep(work, deps, ticket, row, _taking_notice(good))
        else:
            await _keep(work, deps, ticket, row, good)


def _is_overtaken(ticket: Ticket, row: Outbox) -> bool:
    """Whether what waits to be said to a resident has been overtaken: it is done, or somebody has
    taken it since or spoken to her."""
    said = {key for key, _ in row.parts}
    if ticket.status not in WORKING:
        return bool(said & ON_THE_WAY)
    moments = (ticket.accepted_at, ticket.contacted_at)
    since = any(at is not None and at > row.created_at for at in moments)
    return since and ticket.status is Status.HANDLING and bool(said & NOBODY_YET)


def _is_answered(ticket: Ticket, row: Outbox) -> bool:
    """Whether what waits to be asked of whoever has it has been done since: news came, or she was
    contacted."""
    if row.topic == digest.ASKS:
        return ticket.news_at > row.created_at
    contacted = ticket.contacted_at and ticket.contacted_at > row.created_at
    speaks_of_it = row.topic in DIGESTED and digest.date_of(row) == ticket.contact_due
    return bool(contacted and speaks_of_it and ticket.contact_due != ticket.fix_due)


def _is_settled(row: Outbox, good: Good) -> bool:
    """Whether what the message wanted has been done since: somebody took it, it is done."""
    presses = [Press.parse(one[2]) for line in row.buttons for one in line]
    wanted = [one for one in presses if one is not None and one.verb in WANTED]
    return bool(wanted) and not any(map(good, wanted))


def _taking_notice(good: Good) -> Good:
    return lambda press: press.verb == Action.ACKNOWLEDGE and good(press)


async def over(work: Work, deps: Deps, ticket: Ticket, topic: str) -> None:
    """A question has been answered, or is none any more: it stands without buttons."""
    for row in await card_rows.questions_of(work, ticket.id, (topic,)):
        await _keep(work, deps, ticket, row, lambda _: False)


async def mend(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, at: tuple[str, str, str, Press]
) -> None:
    """A button of such a message (channel, chat, message, what it says) was refused to whoever
    pressed it: where it cannot be pressed any more, it goes."""
    channel, chat, message, pressed = at
    row = await card_rows.question(work, channel, chat, ticket.id, message)
    if row is None:
        return
    if row.kind in OWN_KINDS:
        await own_card.refresh(work, deps, [ticket])
        return
    view = await view_in(work, deps, ticket, staff, (channel, chat))
    spent = await spent_now(work, deps, ticket, staff)
    good = _good(deps, ticket, replace(view, spent=view.spent | spent), staff)
    if not (good(pressed) and pressed.verb in OF_CARDS):
        await _keep(work, deps, ticket, row, lambda one: one.verb != pressed.verb and good(one))
    elif pressed.choice:  # one of several answers
        await _keep(work, deps, ticket, row, lambda one: str(one) != str(pressed) and good(one))


def _good(deps: Deps, ticket: Ticket, view: View, staff: Directory) -> Good:
    """Whether a button still says something its reader may do. Who may answer a question stands in
    it: of those only the status is looked at here."""
    whole = replace(view, folded=False, has_team=True, asked=True)
    rows = card_buttons(deps, ticket, whole, staff.part)
    offered = [button.press for row in rows for button in row]
    verbs, presses = {one.verb for one in offered}, {str(one) for one in offered}

    def good(press: Press) -> bool:
        if press.verb == Action.ACCEPT:
            return str(press) in presses
        if press.verb == Action.CLAIM:  # offered beside the posting only while nobody has it
            return ticket.status is Status.QUEUED
        if press.verb == Action.RESUME:  # whoever approved it may end it too, card or none
            return ticket.held_until is not None
        if press.verb in OF_CARDS and press.verb != Action.ACKNOWLEDGE:  # who stands in has it too
            return press.verb in verbs
        return press.verb not in _ACTIONS or (ticket.status, press.verb) in TRANSITIONS

    return good


async def _keep(work: Work, deps: Deps, ticket: Ticket, row: Outbox, good: Good) -> None:
    """Leave the buttons that are still good. What waits to be sent is changed where it waits."""
    kept = _kept(row.buttons, good)
    if kept == row.buttons:
        return
    if row.state is OutboxState.PENDING:
        row.buttons, row.state = kept, row.state if kept else OutboxState.SUPERSEDED
        return
    message = Message(
        lasting((key, values) for key, values in row.parts),
        _rows(kept),
        ticket=ticket.id,
        kind=own_card.OLD_CARD if kept or row.topic != CHOOSE else card_rows.GONE,
        priority=Priority.CARD,
        silent=True,
        topic=own_card.topic_of(row.sent_id or ""),
        edits=row.sent_id,
    )
    await say(work, deps, [Address(row.channel, row.chat, row.lang)], message)


def _kept(rows: Sequence[Any], good: Good) -> list[Any]:
    lines = ([one for one in line if _is_good(one[2], good)] for line in rows)
    return [line for line in lines if line]


def _is_good(payload: str, good: Good) -> bool:
    press = Press.parse(payload)
    return press is not None and good(press)


def _rows(rows: Sequence[Any]) -> Rows:
    made = (tuple(Button.from_json(one) for one in line) for line in rows)
    return tuple(tuple(one for one in line if one) for line in made)


_ACTIONS = frozenset(Action)
