"""Rows of the outbox: claiming what is due, noting what became of it."""

from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, update

from db.models import Outbox, OutboxState
from db.session import Work

LEASE = timedelta(minutes=2)
"""How long a claimed message may be under way before another worker may take it again."""

STANDING = (OutboxState.SENT, OutboxState.PENDING, OutboxState.SENDING)
CARD_KINDS = ("card", "update")


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


async def card_message(work: Work, row: Outbox) -> str | None:
    """The message in which this ticket's card stands in that chat, the newest one."""
    return await work.scalar(
        select(Outbox.sent_id)
        .where(
            Outbox.channel == row.channel,
            Outbox.chat == row.chat,
            Outbox.ticket_id == row.ticket_id,
            Outbox.kind.in_(CARD_KINDS),
            Outbox.state == OutboxState.SENT,
            Outbox.sent_id.is_not(None),
        )
        .order_by(Outbox.id.desc())
        .limit(1)
    )


async def ticket_of_message(work: Work, channel: str, chat: str, message: str) -> int | None:
    """The ticket a message of ours in that chat was about."""
    return await work.scalar(
        select(Outbox.ticket_id)
        .where(Outbox.channel == channel, Outbox.chat == chat, Outbox.sent_id == message)
        .order_by(Outbox.id.desc())
        .limit(1)
    )


async def claim_due(
    work: Work, now: datetime, channels: list[str], limit: int
) -> tuple[Outbox, ...]:
    """Take the most urgent due messages in hand. Those whose holder died come again when the
    lease is over; on PostgreSQL rows in another worker's hands are skipped."""
    waiting = and_(Outbox.state == OutboxState.PENDING, Outbox.due_at <= now)
    left_behind = and_(Outbox.state == OutboxState.SENDING, Outbox.due_at <= now)
    rows = await work.scalars(
        select(Outbox)
        .where(or_(waiting, left_behind), Outbox.channel.in_(channels))
        .order_by(Outbox.priority, Outbox.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    claimed = tuple(rows)
    for row in claimed:
        row.attempts += 1
        if row.state is OutboxState.SENDING and row.once_key:
            row.state = OutboxState.MAYBE
            continue
        row.state = OutboxState.SENDING
        row.due_at = now + LEASE
    return tuple(row for row in claimed if row.state is OutboxState.SENDING)


async def settle(work: Work, row: Outbox, state: OutboxState, **values: object) -> None:
    """Record what became of a message in our hands."""
    await work.execute(
        update(Outbox)
        .where(Outbox.id == row.id)
        .values(state=state, **values)
        .execution_options(synchronize_session=False)
    )


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
