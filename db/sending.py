"""Rows of the outbox on their way: taking what is due in hand, noting what became of it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Update,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import aliased

from db.base import UtcDateTime
from db.models import Outbox, OutboxState
from db.outbox import CARD_KINDS
from db.session import Work

LEASE = timedelta(minutes=2)
"""How long a claimed message may be under way before another worker may take it again."""

# Written into the statement, not bound: SQLite finds ix_outbox_due by the very same words only.
_UNSENT: BindParameter[tuple[OutboxState, ...]] = bindparam(
    "unsent", (OutboxState.PENDING, OutboxState.SENDING), expanding=True, literal_execute=True
)
NEWEST = 20_000
"""How many of the newest messages hold those of the last minute, and more: a token sends 1,800."""

_ON_ITS_WAY = (OutboxState.SENDING, OutboxState.SENT)


def _due(*where: ColumnElement[bool]) -> Select[Outbox, bool]:
    """Made once: it is asked for every second, and costs more to put together than to run."""
    now, newer = bindparam("now", type_=UtcDateTime()), aliased(Outbox)
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
    return (
        select(Outbox, is_superseded.label("is_superseded"))
        .where(
            Outbox.state.in_(_UNSENT),
            Outbox.due_at <= now,
            Outbox.channel.in_(bindparam("channels", expanding=True)),
            *where,
        )
        .order_by(Outbox.priority, Outbox.id)
        .limit(bindparam("most"))
        .with_for_update(of=Outbox, skip_locked=True)
    )


_DUE = _due()
_DUE_ELSEWHERE = _due(Outbox.chat.not_in(bindparam("busy", expanding=True)))
_DUE_OF_TOPICS = _due(
    Outbox.chat.in_(bindparam("chats", expanding=True)),
    Outbox.topic.in_(bindparam("topics", expanding=True)),
    Outbox.priority == bindparam("priority"),
)


async def claim_due(
    work: Work, now: datetime, channels: list[str], limit: int, busy: Collection[str] = ()
) -> tuple[Outbox, ...]:
    """Take the most urgent due messages in hand, but none to chats that are `busy`. Those whose
    holder died come again when the lease is over; on PostgreSQL rows in another worker's hands are
    skipped."""
    given: dict[str, Any] = {"now": now, "channels": channels, "most": limit}
    query = _DUE
    if busy:
        query, given["busy"] = _DUE_ELSEWHERE, list(busy)
    while rows := (await work.execute(query, given)).all():
        taken = tuple(row for row, superseded in rows if _take(row, superseded, now))
        if taken:
            return taken
    return ()


async def claim_along(
    work: Work,
    now: datetime,
    chats: Collection[tuple[str, str]],
    like: tuple[Collection[str], int],
    limit: int,
) -> tuple[Outbox, ...]:
    """Take in hand what else is due to these chats (channel, chat) of some topics and a priority,
    so that a message that is made of all of them does not leave out what a full batch had no room
    for."""
    topics, priority = like
    given: dict[str, Any] = {"now": now, "topics": list(topics), "priority": priority}
    given |= {"channels": sorted({channel for channel, _ in chats}), "most": limit}
    given["chats"] = sorted({chat for _, chat in chats})
    rows = (await work.execute(_DUE_OF_TOPICS, given)).all()
    return tuple(row for row, superseded in rows if _take(row, superseded, now))


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


_NUMBERED = Outbox.id.in_(bindparam("numbers", expanding=True))
_STILL_OURS = and_(
    _NUMBERED,
    Outbox.state == OutboxState.SENDING,
    tuple_(Outbox.id, Outbox.attempts).in_(bindparam("ours", expanding=True)),
)
"""Whoever hung longer than the lease of a message finds it in other hands, or sent by them."""


@lru_cache
def _settling(names: tuple[str, ...], *, has_arrived: bool) -> Update:
    """Made once for each set of columns: every message is settled by it."""
    return (
        update(Outbox)
        .where(_NUMBERED if has_arrived else _STILL_OURS)
        .values({name: bindparam(f"new_{name}") for name in names})
        .execution_options(synchronize_session=False)
    )


def _in_hand(rows: Sequence[Outbox]) -> dict[str, Any]:
    return {"numbers": [row.id for row in rows], "ours": [(row.id, row.attempts) for row in rows]}


async def settle(work: Work, rows: Sequence[Outbox], state: OutboxState, **values: object) -> None:
    """Record what became of messages in our hands. What is not in them any more is left to those
    who have it now, unless it has arrived."""
    has_arrived = state is OutboxState.SENT
    found = _in_hand(rows) | {"new_state": state}
    found |= {f"new_{name}": value for name, value in values.items()}
    await work.execute(_settling(("state", *values), has_arrived=has_arrived), found)


async def put_back(work: Work, rows: Sequence[Outbox], due_at: datetime) -> None:
    """Messages in our hands that were not begun wait again; it was no try."""
    await work.execute(
        update(Outbox)
        .where(_STILL_OURS)
        .values(state=OutboxState.PENDING, due_at=due_at, attempts=Outbox.attempts - 1)
        .execution_options(synchronize_session=False),
        _in_hand(rows),
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


def _sent_lately(channel: str, since: datetime) -> tuple[ColumnElement[bool], ...]:
    newest = select(func.coalesce(func.max(Outbox.id), 0) - NEWEST).scalar_subquery()
    return (
        Outbox.id > newest,
        Outbox.channel == channel,
        Outbox.state == OutboxState.SENT,
        Outbox.sent_at >= since,
    )


async def has_sent(work: Work, channel: str, since: datetime) -> bool:
    """Whether anything went out on a channel since a moment, as far as the newest rows tell."""
    found = select(Outbox.id).where(*_sent_lately(channel, since)).limit(1)
    return await work.scalar(found) is not None


async def sent_since(
    work: Work, channel: str, since: datetime, now: datetime
) -> tuple[tuple[str, datetime], ...]:
    """What went out since a moment: chats, and when. What another worker has in hand may have gone
    out just now. Only the newest rows are looked at: an index on the moment would cost every
    message, and what was held back longer is found by the platform's own limits."""
    sent = await work.execute(
        select(Outbox.chat, Outbox.sent_at).where(*_sent_lately(channel, since))
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
    named = select(Outbox).where(either, Outbox.once_key.is_not(None)).order_by(Outbox.id)
    rows = (await work.scalars(named.execution_options(populate_existing=True))).all()
    taken = {row.once_key for row in rows}
    for row in rows:
        if row.once_key and row.once_key.endswith(old):
            key = row.once_key.removesuffix(old) + new
            if key not in taken:
                row.once_key = key
            elif row.state in (OutboxState.PENDING, OutboxState.SENDING):
                row.state = OutboxState.SUPERSEDED  # it goes, or went, under the new id already
    await work.flush()
