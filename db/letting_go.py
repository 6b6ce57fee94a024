"""Letting go of old messages and receipts, and of what a database file keeps of rows that are no
more. What concerns tickets and people is in erasing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, delete, func, null, select, update

from db.models import Account, Group, Outbox, OutboxState, Person, Receipt, Ticket
from db.session import Work
from db.web_rows import WebChat, WebFile, WebMessage, WebSession
from domain.lifecycle import LIVE

WAITS = (OutboxState.PENDING, OutboxState.SENDING)
WEB = "web"


@dataclass(frozen=True, slots=True)
class Step:
    """One batch: how many rows went, and the number to go on after (None: there are no older
    ones)."""

    gone: int
    after: int | None


def _on(rows: Sequence[Any], before: datetime, limit: int) -> int | None:
    """Rows come in the order in which they were written: the first one that is young ends it."""
    more = len(rows) == limit and rows[-1].at < before
    return int(rows[-1].id) if more else None


async def dialogs(work: Work, now: datetime, after: int, limit: int) -> Step:
    """Questions of ours that nobody answered in their time, with the words and photos kept for
    them. Who is being answered just now keeps theirs."""
    open_still = Person.expects.is_not(None)
    query = select(Person.id, Person.expects).where(Person.id > after, open_still)
    locked = query.order_by(Person.id).limit(limit).with_for_update(of=Person, skip_locked=True)
    rows = (await work.execute(locked)).all()
    over = [row.id for row in rows if datetime.fromisoformat(row.expects["until"]) < now]
    if over:
        await work.execute(
            update(Person)
            .where(Person.id.in_(over))
            .values(expects=null())
            .execution_options(synchronize_session=False)
        )
    return Step(len(over), rows[-1].id if len(rows) == limit else None)


async def receipts(work: Work, before: datetime, after: int, limit: int) -> Step:
    """Receipts of before a moment; never the newest one, as numbers are counted on from it."""
    newest = select(func.max(Receipt.id)).scalar_subquery()
    query = select(Receipt.id, Receipt.at).where(Receipt.id > after, Receipt.id < newest)
    rows = (await work.execute(query.order_by(Receipt.id).limit(limit))).all()
    old = [row.id for row in rows if row.at < before]
    await work.execute(delete(Receipt).where(Receipt.id.in_(old)))
    return Step(len(old), _on(rows, before, limit))


async def said(work: Work, before: datetime, after: int, limit: int) -> Step:
    """What was said before a moment, but for what still waits, and what is about a ticket that goes
    on: its cards are edited, and replies find it by them."""
    newest = select(func.max(Outbox.id)).scalar_subquery()
    query = (
        select(Outbox.id, Outbox.created_at.label("at"), Outbox.state, Ticket.status)
        .outerjoin(Ticket, Ticket.id == Outbox.ticket_id)
        .where(Outbox.id > after, Outbox.id < newest)
    )
    rows = (await work.execute(query.order_by(Outbox.id).limit(limit))).all()
    old = [
        row.id
        for row in rows
        if row.at < before and row.state not in WAITS and row.status not in LIVE
    ]
    await work.execute(delete(Outbox).where(Outbox.id.in_(old)))
    return Step(len(old), _on(rows, before, limit))


async def bubbles(work: Work, before: datetime, after: int, limit: int) -> Step:
    """What stands in chats of the web from before a moment, but for what was said of a ticket that
    goes on; with it the copies of files that were made for that chat."""
    newest = select(func.max(WebMessage.id)).scalar_subquery()
    is_needed = (
        select(Outbox.id)
        .where(
            Outbox.channel == WEB,
            Outbox.chat == WebMessage.chat,
            Outbox.sent_id == cast(WebMessage.id, String),
        )
        .exists()
    )
    query = select(
        WebMessage.id,
        WebMessage.at,
        WebMessage.chat,
        WebMessage.mine,
        WebMessage.media,
        is_needed.label("is_needed"),
    ).where(WebMessage.id > after, WebMessage.id < newest)
    rows = (await work.execute(query.order_by(WebMessage.id).limit(limit))).all()
    old = [row for row in rows if row.at < before and not row.is_needed]
    for row in old:
        refs = [one["ref"] for one in row.media if not row.mine]
        if refs:
            copies = delete(WebFile).where(WebFile.id.in_(refs), WebFile.chat == row.chat)
            await work.execute(copies)
    await work.execute(delete(WebMessage).where(WebMessage.id.in_([row.id for row in old])))
    return Step(len(old), _on(rows, before, limit))


async def sessions(work: Work, ended: datetime, unused: datetime, limit: int) -> Step:
    """Sessions that began before a moment; and browsers that opened the page before another one and
    never said a word, with their empty chats."""
    old = select(WebSession.token_hash).where(WebSession.created_at < ended).limit(limit)
    gone = list(await work.scalars(old))
    await work.execute(delete(WebSession).where(WebSession.token_hash.in_(gone)))
    of_somebody = [
        select(row.id).where(row.channel == WEB, row.chat == WebChat.chat).exists()
        for row in (Account, Group)
    ]
    is_silent = WebChat.last_seq == 0  # asked again when it goes: a word may have come meanwhile
    there = select(WebChat.chat).where(is_silent, WebChat.created_at < unused)
    found = list(await work.scalars(there.where(*(~one for one in of_somebody)).limit(limit)))
    those = delete(WebChat).where(WebChat.chat.in_(found), is_silent)
    chats = list(await work.scalars(those.returning(WebChat.chat)))
    await work.execute(delete(WebSession).where(WebSession.chat.in_(chats)))
    return Step(len(gone) + len(chats), 0 if limit in (len(gone), len(found)) else None)


async def leave_no_trace(work: Work) -> bool:
    """SQLite: bring the log of the database (-wal) into its file and cut it off. Deleted content is
    overwritten there (`secure_delete`), in the log it would stand until that is written over. A
    unit of work of its own; False while somebody else still reads, then later. PostgreSQL sees to
    such rows itself, in its own time (docs/privacy.md)."""
    if work.get_bind().dialect.name != "sqlite":
        return True
    connection = await work.connection()
    raw: Any = await connection.get_raw_connection()
    rows = await raw.driver_connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
    return not next(iter(rows))[0]
