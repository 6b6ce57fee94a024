"""Rows of the outbox: what was said where, and what still waits. Sending it is in sending."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    func,
    select,
    update,
)

from db.models import Outbox, OutboxState, Ticket
from db.session import Work

STANDING = (OutboxState.SENT, OutboxState.PENDING, OutboxState.SENDING)
CARD_KINDS = ("card", "update")
OWN_KINDS = ("hers", "hers_now")
"""The same for the resident: the message in which her card stands, and what is written into it."""

EDITS = {"update": CARD_KINDS, "hers_now": OWN_KINDS}
"""Kinds that are written into the newest message of these kinds."""


async def card_chats(work: Work, ticket_id: int) -> tuple[tuple[str, str, str], ...]:
    """The chats (channel, chat, language) in which a card of this ticket stands or soon will."""
    rows = await work.execute(
        select(Outbox.channel, Outbox.chat, func.max(Outbox.lang))
        .where(
            Outbox.ticket_id == ticket_id,
            Outbox.kind.in_(CARD_KINDS),
            Outbox.state.in_(STANDING),
        )
        .group_by(Outbox.channel, Outbox.chat)
        .order_by(Outbox.channel, Outbox.chat)
    )
    return tuple((channel, chat, lang) for channel, chat, lang in rows)


_CARD_MESSAGE = (
    select(Outbox.sent_id)
    .where(
        Outbox.channel == bindparam("channel"),
        Outbox.chat == bindparam("chat"),
        Outbox.ticket_id == bindparam("ticket"),
        Outbox.kind.in_(bindparam("kinds", expanding=True)),
        Outbox.state == OutboxState.SENT,
        Outbox.sent_id.is_not(None),
    )
    .order_by(Outbox.id.desc())
    .limit(1)
)


async def card_message(work: Work, row: Outbox) -> str | None:
    """The message in which this ticket's card stands in that chat, the newest one."""
    given = {
        "channel": row.channel,
        "chat": row.chat,
        "ticket": row.ticket_id,
        "kinds": EDITS.get(row.kind, CARD_KINDS),
    }
    return await work.scalar(_CARD_MESSAGE, given)


async def tickets_of_message(work: Work, channel: str, chat: str, message: str) -> tuple[int, ...]:
    """The tickets a message of ours in that chat was about: several for a digest."""
    rows = await work.scalars(
        select(Outbox.ticket_id)
        .distinct()
        .where(
            Outbox.channel == channel,
            Outbox.chat == chat,
            Outbox.sent_id == message,
            Outbox.ticket_id.is_not(None),
        )
        .order_by(Outbox.ticket_id)
    )
    return tuple(number for number in rows if number is not None)


async def message_of(work: Work, channel: str, chat: str, message: str) -> Outbox | None:
    """What was said in that message of a chat."""
    rows = await work.scalars(
        select(Outbox)
        .where(Outbox.channel == channel, Outbox.chat == chat, Outbox.sent_id == message)
        .order_by(Outbox.id)
        .limit(1)
    )
    return rows.first()


async def payloads_of_message(work: Work, channel: str, chat: str, message: str) -> tuple[str, ...]:
    """What the buttons under a message of ours in that chat say when they are pressed."""
    rows = await work.scalars(
        select(Outbox.buttons).where(
            Outbox.channel == channel, Outbox.chat == chat, Outbox.sent_id == message
        )
    )
    return tuple(payload for rows_of in rows for row in rows_of for _, _, payload in row)


async def told_chats(work: Work, row: Outbox) -> frozenset[tuple[str, str]]:
    """The other chats (channel, chat) to which the same was said of that ticket, or soon will be:
    since that row was queued, or a card that still stands."""
    same = and_(Outbox.topic == row.topic, Outbox.created_at >= row.created_at)
    if row.kind in CARD_KINDS:
        same = Outbox.kind.in_(CARD_KINDS)
    rows = await work.execute(
        select(Outbox.channel, Outbox.chat)
        .distinct()
        .where(
            Outbox.ticket_id == row.ticket_id,
            Outbox.id != row.id,
            Outbox.state.in_(STANDING),
            same,
        )
    )
    return frozenset((channel, chat) for channel, chat in rows)


_IN_TROUBLE = (OutboxState.FAILED, OutboxState.MAYBE)


async def in_trouble(work: Work, limit: int) -> tuple[tuple[Outbox, datetime | None], ...]:
    """What could not be delivered, or perhaps was, the newest first; each with the opening of its
    ticket."""
    rows = await work.execute(
        select(Outbox, Ticket.opened_at)
        .outerjoin(Ticket, Ticket.id == Outbox.ticket_id)
        .where(Outbox.state.in_(_IN_TROUBLE))
        .order_by(Outbox.id.desc())
        .limit(limit)
    )
    return tuple((row, opened_at) for row, opened_at in rows)


def _to_send_again(number: int | None) -> list[ColumnElement[bool]]:
    """What failed: this one, or all. What may have arrived and may not go twice goes only when it
    is named."""
    if number is None:
        return [Outbox.state == OutboxState.FAILED]
    return [Outbox.state.in_(_IN_TROUBLE), Outbox.id == number]


async def tickets_in_trouble(work: Work, number: int | None = None) -> tuple[int, ...]:
    """The numbers of the tickets that `send_again` would speak of, in their order."""
    found = select(Outbox.ticket_id).distinct().where(*_to_send_again(number))
    rows = await work.scalars(found.where(Outbox.ticket_id > 0).order_by(Outbox.ticket_id))
    return tuple(ticket for ticket in rows if ticket is not None)


async def send_again(work: Work, now: datetime, number: int | None = None) -> tuple[int, ...]:
    """Put back what failed, as if it were new. Returns the numbers of the messages."""
    found = await work.scalars(
        update(Outbox)
        .where(*_to_send_again(number))
        .values(state=OutboxState.PENDING, attempts=0, error=None, due_at=now)
        .returning(Outbox.id)
        .execution_options(synchronize_session=False)
    )
    return tuple(found)


async def count_waiting(work: Work, numbers: Collection[int]) -> int:
    """How many of these messages wait to be sent."""
    waiting = select(func.count(Outbox.id)).where(
        Outbox.id.in_(numbers), Outbox.state == OutboxState.PENDING
    )
    return await work.scalar(waiting) or 0


async def states_of(work: Work, keys: Collection[str]) -> list[OutboxState]:
    """What became of what was said under these keys, as far as it was."""
    return list(await work.scalars(select(Outbox.state).where(Outbox.once_key.in_(keys))))


async def once_key_exists(work: Work, key: str) -> bool:
    """Whether something that may be said only once was already queued."""
    return await work.scalar(select(Outbox.id).where(Outbox.once_key == key)) is not None


async def next_due(work: Work) -> datetime | None:
    """When the next unsent message is due."""
    return await work.scalar(
        select(func.min(Outbox.due_at)).where(Outbox.state == OutboxState.PENDING)
    )


async def count_by_state(work: Work) -> dict[str, int]:
    """How many messages stand in each state."""
    rows = await work.execute(select(Outbox.state, func.count(Outbox.id)).group_by(Outbox.state))
    return {state.value: count for state, count in rows}


async def reread_in(work: Work, chat: tuple[str, str], lang: str) -> None:
    """Whoever reads a chat reads it in another language from now on: cards that stand there are
    written anew in that."""
    await work.execute(
        update(Outbox)
        .where(Outbox.channel == chat[0], Outbox.chat == chat[1], Outbox.kind != "menu")
        .values(lang=lang)
        .execution_options(synchronize_session=False)
    )
