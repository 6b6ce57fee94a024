"""Reading which cards stand in which chats: rows of the outbox that were, or soon will be, sent."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select

from db.models import Outbox, OutboxState, Ticket
from db.outbox import CARD_KINDS, OWN_KINDS, STANDING
from db.session import Work
from domain.lifecycle import LIVE


async def newest_card(work: Work, channel: str, chat: str, ticket_id: int) -> Outbox | None:
    """The newest state of a ticket's card in a chat."""
    rows = await work.scalars(
        select(Outbox)
        .where(
            Outbox.channel == channel,
            Outbox.chat == chat,
            Outbox.ticket_id == ticket_id,
            Outbox.kind.in_(CARD_KINDS),
            Outbox.state.in_(STANDING),
        )
        .order_by(Outbox.id.desc())
        .limit(1)
    )
    return rows.first()


async def messages_of(work: Work, ticket_id: int) -> dict[tuple[str, str], str]:
    """The newest message in which a ticket's card stands, by channel and chat."""
    rows = await work.execute(
        select(Outbox.channel, Outbox.chat, Outbox.sent_id)
        .where(
            Outbox.ticket_id == ticket_id,
            Outbox.kind.in_(CARD_KINDS),
            Outbox.state == OutboxState.SENT,
            Outbox.sent_id.is_not(None),
        )
        .order_by(Outbox.id)
    )
    return {(channel, chat): message for channel, chat, message in rows if message}


async def was_card(work: Work, channel: str, chat: str, ticket_id: int, message: str) -> bool:
    """Whether that message of a chat is, or was once, the ticket's card."""
    found = await work.scalar(
        select(Outbox.id)
        .where(
            Outbox.channel == channel,
            Outbox.chat == chat,
            Outbox.sent_id == message,
            Outbox.ticket_id == ticket_id,
            Outbox.kind.in_(CARD_KINDS),
            Outbox.state == OutboxState.SENT,
        )
        .limit(1)
    )
    return found is not None


async def files_shown(work: Work, ticket_id: int, topic: str) -> dict[tuple[str, str], int]:
    """How many files of a ticket were sent to each chat at once under that topic, or soon will
    be."""
    rows = await work.execute(
        select(Outbox.channel, Outbox.chat, Outbox.media).where(
            Outbox.ticket_id == ticket_id,
            Outbox.topic == topic,
            Outbox.state.in_(STANDING),
        )
    )
    found: dict[tuple[str, str], int] = {}
    for channel, chat, media in rows:
        found[channel, chat] = max(found.get((channel, chat), 0), len(media))
    return found


async def open_after(work: Work, after: int, limit: int) -> tuple[int, ...]:
    """The numbers of open tickets, in their order, those after a number."""
    found = await work.scalars(
        select(Ticket.id)
        .where(Ticket.status.in_(LIVE), Ticket.id > after)
        .order_by(Ticket.id)
        .limit(limit)
    )
    return tuple(found)


async def said_before(work: Work, tickets: Sequence[int], moment: datetime) -> tuple[Outbox, ...]:
    """The cards of these tickets as they stand in their chats, the newest state of each, where
    that was said before a moment; in the order of the tickets."""
    newest = (
        select(func.max(Outbox.id))
        .where(
            Outbox.ticket_id.in_(tickets),
            Outbox.kind.in_(CARD_KINDS),
            Outbox.state.in_(STANDING),
        )
        .group_by(Outbox.ticket_id, Outbox.channel, Outbox.chat)
    )
    rows = await work.scalars(
        select(Outbox)
        .where(Outbox.id.in_(newest), Outbox.state == OutboxState.SENT, Outbox.sent_at < moment)
        .order_by(Outbox.ticket_id, Outbox.id)
    )
    return tuple(rows)


async def own_cards(work: Work, numbers: Collection[int]) -> dict[tuple[int, str, str], Outbox]:
    """Where residents have the cards of these tickets: the message that was their first form, or
    was sent anew last, by ticket, channel and chat."""
    rows = await work.scalars(
        select(Outbox)
        .where(
            Outbox.ticket_id.in_(numbers),
            Outbox.kind == OWN_KINDS[0],
            Outbox.state.in_(STANDING),
        )
        .order_by(Outbox.id)
    )
    return {(row.ticket_id or 0, row.channel, row.chat): row for row in rows}
