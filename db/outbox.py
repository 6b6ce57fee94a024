"""Rows of the outbox: claiming what is due, noting what became of it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from db.models import Outbox, OutboxState
from db.session import Work

LEASE = timedelta(minutes=2)
"""How long a claimed message may be under way before another worker may take it again."""

# Written into the statement, not bound: SQLite finds ix_outbox_due by the very same words only.
_UNSENT: BindParameter[tuple[OutboxState, ...]] = bindparam(
    "unsent", (OutboxState.PENDING, OutboxState.SENDING), expanding=True, literal_execute=True
)
NEWEST = 20_000
"""How many of the newest messages hold those of the last minute, and more: a token sends 1,800."""

STANDING = (OutboxState.SENT, OutboxState.PENDING, OutboxState.SENDING)
CARD_KINDS = ("card", "update")
_ON_ITS_WAY = (OutboxState.SENDING, OutboxState.SENT)
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


async def card_message(work: Work, row: Outbox) -> str | None:
    """The message in which this ticket's card stands in that chat, the newest one."""
    return await work.scalar(
        select(Outbox.sent_id)
        .where(
            Outbox.channel == row.channel,
            Outbox.chat == row.chat,
            Outbox.ticket_id == row.ticket_id,
            Outbox.kind.in_(EDITS.get(row.kind, CARD_KINDS)),
            Outbox.state == OutboxState.SENT,
            Outbox.sent_id.is_not(None),
        )
        .order_by(Outbox.id.desc())
        .limit(1)
    )


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


async def claim_due(
    work: Work, now: datetime, channels: list[str], limit: int, busy: Collection[str] = ()
) -> tuple[Outbox, ...]:
    """Take the most urgent due messages in hand, but none to chats that are `busy`. Those whose
    holder died come again when the lease is over; on PostgreSQL rows in another worker's hands are
    skipped."""
    newer = aliased(Outbox)
    is_superseded = exists().where(
        newer.chat == Outbox.chat,
        newer.channel == Outbox.channel,
        newer.ticket_id == Outbox.ticket_id,
        newer.topic == Outbox.topic,
        newer.id > Outbox.id,
        or_(
            and_(newer.state == OutboxState.PENDING, newer.due_at <= now),
            # A card of the past must not be written over a later one that overtook it.
            and_(Outbox.kind.in_((*CARD_KINDS, "hers_now")), newer.state.in_(_ON_ITS_WAY)),
        ),
    )
    query = (
        select(Outbox, is_superseded.label("is_superseded"))
        .where(
            Outbox.state.in_(_UNSENT),
            Outbox.due_at <= now,
            Outbox.channel.in_(channels),
            *([Outbox.chat.not_in(busy)] if busy else []),
        )
        .order_by(Outbox.priority, Outbox.id)
        .limit(limit)
        .with_for_update(of=Outbox, skip_locked=True)
    )
    while rows := (await work.execute(query)).all():
        taken = tuple(row for row, superseded in rows if _take(row, superseded, now))
        if taken:
            return taken
    return ()


def _take(row: Outbox, is_superseded: bool, now: datetime) -> bool:
    """Take one row in hand; False when it is not to be sent any more."""
    if is_superseded and row.state is OutboxState.PENDING:
        row.state = OutboxState.SUPERSEDED
    elif row.state is OutboxState.SENDING and row.once_key:
        row.state = OutboxState.MAYBE
    else:
        row.state, row.attempts, row.due_at = OutboxState.SENDING, row.attempts + 1, now + LEASE
        return True
    return False


async def settle(work: Work, rows: Sequence[Outbox], state: OutboxState, **values: object) -> None:
    """Record what became of messages in our hands."""
    await work.execute(
        update(Outbox)
        .where(Outbox.id.in_([row.id for row in rows]))
        .values(state=state, **values)
        .execution_options(synchronize_session=False)
    )


async def put_back(work: Work, rows: Sequence[Outbox], due_at: datetime) -> None:
    """Messages in our hands that were not begun wait again; it was no try."""
    await work.execute(
        update(Outbox)
        .where(Outbox.id.in_([row.id for row in rows]), Outbox.state == OutboxState.SENDING)
        .values(state=OutboxState.PENDING, due_at=due_at, attempts=Outbox.attempts - 1)
        .execution_options(synchronize_session=False)
    )


async def rest_chat(work: Work, channel: str, chat: str, until: datetime) -> None:
    """The platform asks us to leave a chat alone until then: all that waits for it waits."""
    await work.execute(
        update(Outbox)
        .where(
            Outbox.channel == channel,
            Outbox.chat == chat,
            Outbox.state == OutboxState.PENDING,
            Outbox.due_at < until,
        )
        .values(due_at=until)
        .execution_options(synchronize_session=False)
    )


async def sent_since(
    work: Work, channel: str, since: datetime, now: datetime
) -> tuple[tuple[str, datetime], ...]:
    """What went out since a moment: chats, and when. What another worker has in hand may have gone
    out just now. Only the newest rows are looked at: an index on the moment would cost every
    message, and what was held back longer is found by the platform's own limits."""
    newest = select(func.coalesce(func.max(Outbox.id), 0) - NEWEST).scalar_subquery()
    sent = await work.execute(
        select(Outbox.chat, Outbox.sent_at).where(
            Outbox.id > newest,
            Outbox.channel == channel,
            Outbox.state == OutboxState.SENT,
            Outbox.sent_at >= since,
        )
    )
    in_hand = await work.scalars(
        select(Outbox.chat).where(
            Outbox.state.in_(_UNSENT),
            Outbox.state == OutboxState.SENDING,
            Outbox.channel == channel,
        )
    )
    return (*((chat, at) for chat, at in sent if at), *((chat, now) for chat in in_hand))


async def move_chat(work: Work, channel: str, chat: str, to: str) -> None:
    """What is not sent yet goes to the chat's new id, under which it is once and no more, too."""
    here = and_(Outbox.channel == channel, Outbox.chat == chat)
    await work.execute(
        update(Outbox)
        .where(here, Outbox.state.in_((OutboxState.PENDING, OutboxState.SENDING)))
        .values(chat=to)
        .execution_options(synchronize_session=False)
    )
    old, new = f":{channel}:{chat}", f":{channel}:{to}"
    either = and_(Outbox.channel == channel, Outbox.chat.in_((chat, to)))
    for row in await work.scalars(select(Outbox).where(either, Outbox.once_key.is_not(None))):
        if row.once_key and row.once_key.endswith(old):
            row.once_key = row.once_key.removesuffix(old) + new


_IN_TROUBLE = (OutboxState.FAILED, OutboxState.MAYBE)


async def in_trouble(work: Work, limit: int) -> tuple[Outbox, ...]:
    """What could not be delivered, or perhaps was, the newest first."""
    rows = await work.scalars(
        select(Outbox).where(Outbox.state.in_(_IN_TROUBLE)).order_by(Outbox.id.desc()).limit(limit)
    )
    return tuple(rows)


async def send_again(work: Work, now: datetime, number: int | None = None) -> int:
    """Put back what failed: this one, or all. What may have arrived and may not go twice goes only
    when it is named. Returns how many."""
    wanted = [Outbox.state == OutboxState.FAILED]
    if number is not None:
        wanted = [Outbox.state.in_(_IN_TROUBLE), Outbox.id == number]
    found = await work.execute(
        update(Outbox)
        .where(*wanted)
        .values(state=OutboxState.PENDING, attempts=0, error=None, due_at=now)
        .returning(Outbox.id)
        .execution_options(synchronize_session=False)
    )
    return len(found.all())


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
