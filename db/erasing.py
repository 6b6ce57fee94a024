"""Erasing what tells who somebody is: words, files and doors at tickets, and a person's own rows.
Rows that others point at stay, emptied: a key that was given is never given to anybody else."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    cast,
    delete,
    null,
    or_,
    select,
    update,
)

from db import bulletins
from db.desk_rows import Supervision, SupportPart
from db.exclusion_rows import Exclusion
from db.models import (
    Account,
    Event,
    Fact,
    Invite,
    Membership,
    Outbox,
    OutboxState,
    Person,
    Receipt,
    Ticket,
)
from db.session import Work
from db.sheet_rows import batches
from db.time_rows import Deferral
from db.web_rows import WebChat, WebFile, WebMessage, WebSession
from domain.lifecycle import LIVE
from domain.retention import CODE_MARK, bare_place, bare_reasons, bare_values, files_of

WEB = "web"
ERASED = "erased"
"""The kind of event that says so in a ticket's history."""

FORGOTTEN = "forgotten"
"""Its resident is no longer known to us; the rest goes when the ticket is closed."""

BLANK = "—"
"""What is left of a message on a page of the web."""

_AT_ONCE = {"synchronize_session": False}

_KEEPS_SOMETHING = or_(Ticket.text != "", Ticket.household.is_not(None), Ticket.media != [])
_IS_LIVE = Ticket.status.in_(LIVE)


async def closed_before(work: Work, moment: datetime, after: int, limit: int) -> tuple[int, ...]:
    """Closed tickets that still keep something and were closed before a moment, those after a
    number, locked. Who else erases some of them just now has those."""
    found = await work.scalars(
        select(Ticket.id)
        .where(Ticket.id > after, Ticket.closed_at < moment, ~_IS_LIVE, _KEEPS_SOMETHING)
        .order_by(Ticket.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return tuple(found)


async def closed_of_nobody(work: Work, limit: int) -> tuple[int, ...]:
    """The same for closed tickets whose resident has been forgotten, whenever they were closed."""
    forgotten = select(Event.ticket_id).where(Event.kind == FORGOTTEN)
    found = await work.scalars(
        select(Ticket.id)
        .where(Ticket.id.in_(forgotten), ~_IS_LIVE, _KEEPS_SOMETHING)
        .order_by(Ticket.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return tuple(found)


async def tickets_of(work: Work, person_id: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers of somebody's tickets, locked: those that go on, and those that are over and
    still keep something."""
    rows = await work.execute(
        select(Ticket.id, _IS_LIVE, _KEEPS_SOMETHING)
        .where(Ticket.owner_id == person_id)
        .order_by(Ticket.id)
        .with_for_update()
    )
    found = rows.all()
    live = tuple(number for number, is_live, _ in found if is_live)
    return live, tuple(number for number, is_live, keeps in found if keeps and not is_live)


async def erase_tickets(work: Work, numbers: Sequence[int], at: datetime) -> None:
    """Of these tickets keep the bare facts. They have to be locked and closed."""
    if not numbers:
        return
    kept = select(Ticket.id, Ticket.media, Ticket.reasons, Ticket.place, Ticket.merged_into).where(
        Ticket.id.in_(numbers)
    )
    rows = (await work.execute(kept)).all()
    files = [row.media for row in rows]
    files += await _bare_events(work, numbers)
    files += await _bare_parts(work, numbers)
    files += await _bare_messages(work, numbers, {row.merged_into for row in rows} - {None})
    await _delete_files(work, _refs(files))
    await _bare_words(work, numbers)
    await work.execute(
        update(Ticket),
        [
            {
                "id": row.id,
                "text": "",
                "media": [],
                "reasons": bare_reasons(row.reasons),
                "place": bare_place(row.place),
                "spot": None,
                "household": None,
                "slip": None,
                "whose": None,
                "by_text": False,
            }
            for row in rows
        ],
    )
    await bulletins.forget_tickets(work, numbers)
    for number in numbers:
        work.later(Event, ticket_id=number, at=at, kind=ERASED, person_id=None, values={})


async def _bare_events(work: Work, numbers: Sequence[int]) -> list[Any]:
    """The history stays, line by line, without what somebody wrote or sent."""
    rows = await work.execute(
        select(Event.id, Event.kind, Event.values).where(Event.ticket_id.in_(numbers))
    )
    files, changed = [], []
    for number, kind, values in rows:
        bare = bare_values(kind, values)
        if bare != values:
            files.append(list(files_of(values)))
            changed.append({"id": number, "values": bare})
    if changed:
        await work.execute(update(Event), changed)
    return files


async def _bare_parts(work: Work, numbers: Sequence[int]) -> list[Any]:
    mine = SupportPart.ticket_id.in_(numbers)
    rows = await work.execute(select(SupportPart.media, SupportPart.lead_media).where(mine))
    files = [kept for row in rows for kept in row]
    words = {"done_text": null(), "lead_text": null(), "task": ""}
    await work.execute(
        update(SupportPart)
        .where(mine)
        .values(**words, media=[], lead_media=[])
        .execution_options(**_AT_ONCE)
    )
    return files


async def _bare_words(work: Work, numbers: Sequence[int]) -> None:
    """What staff wrote beside the history."""
    entries = await work.execute(
        select(Supervision.id, Supervision.reason, Supervision.end_reason).where(
            Supervision.ticket_id.in_(numbers)
        )
    )
    bare = [
        {"id": one.id, "reason": _code(one.reason) or "", "end_reason": _code(one.end_reason)}
        for one in entries
    ]
    if bare:
        await work.execute(update(Supervision), bare)
    for kind in (Deferral, Exclusion):
        await work.execute(
            update(kind)
            .where(kind.ticket_id.in_(numbers))
            .values(words="")
            .execution_options(**_AT_ONCE)
        )


def _code(reason: str | None) -> str | None:
    """A reason that is one of a list, and nobody's words."""
    return reason if reason and reason.startswith(CODE_MARK) else None


async def _bare_messages(work: Work, numbers: Sequence[int], mains: set[int]) -> list[Any]:
    """What was said about them to anybody. Of what was sent the row stays, so that a card is still
    found where it stands; on pages of the web the words go. What a neighbour added was told under
    the number of the main ticket."""
    about: ColumnElement[bool] = Outbox.ticket_id.in_(numbers)
    if mains:
        about = or_(about, Outbox.id.in_(await _told_of_added(work, mains)))
    shown = await work.scalars(
        select(Outbox.sent_id).where(about, Outbox.channel == WEB, Outbox.sent_id.is_not(None))
    )
    files = await _blank_bubbles(work, {int(number) for number in shown if number})
    await work.execute(delete(Outbox).where(about, Outbox.state != OutboxState.SENT))
    await work.execute(
        update(Outbox)
        .where(about)
        .values(parts=[], buttons=[], media=[])
        .execution_options(**_AT_ONCE)
    )
    return files


async def _told_of_added(work: Work, mains: set[int]) -> list[int]:
    sent = await work.execute(
        select(Outbox.id, Outbox.parts).where(
            Outbox.ticket_id.in_(mains), Outbox.state == OutboxState.SENT
        )
    )
    return [number for number, parts in sent if "staff-added" in json.dumps(parts)]


async def _blank_bubbles(work: Work, numbers: Collection[int]) -> list[Any]:
    files: list[Any] = []
    for batch in batches(sorted(numbers)):
        these = and_(WebMessage.id.in_(batch), ~WebMessage.mine)
        files += await work.scalars(select(WebMessage.media).where(these))
        await work.execute(
            update(WebMessage)
            .where(these)
            .values(text=BLANK, buttons=[], media=[])
            .execution_options(**_AT_ONCE)
        )
    return files


def _refs(files: Iterable[Any]) -> set[str]:
    """Their references on the web, where the files themselves are ours. Media of a message on a
    page do not name their channel."""
    found = (one for kept in files for one in files_of(kept))
    return {one["ref"] for one in found if one.get("channel", WEB) == WEB and "ref" in one}


async def _delete_files(work: Work, refs: Iterable[str]) -> None:
    for batch in batches(sorted(refs)):
        await work.execute(delete(WebFile).where(WebFile.id.in_(batch)))


# People


async def people_without_matter(
    work: Work, moment: datetime, after: int, limit: int
) -> tuple[int, ...]:
    """People without a post of whom nothing was heard since a moment: known for longer, no ticket
    that goes on or was closed later, no message of theirs since, as far as receipts are kept.
    Whoever the office's sheet names is its own affair."""
    account = Account.person_id == Person.id
    wrote = (
        select(Receipt.id)
        .join(Account, and_(Account.channel == Receipt.channel, Account.chat == Receipt.chat))
        .where(account, Receipt.at >= moment)
    )
    of_hers = Ticket.owner_id == Person.id
    goes_on = select(Ticket.id).where(of_hers, or_(_IS_LIVE, Ticket.closed_at >= moment))
    has_home = or_(Person.home.is_not(None), Person.about.is_not(None))
    known = or_(Person.name != "", has_home, select(Account.id).where(account).exists())
    found = await work.scalars(
        select(Person.id)
        .where(
            Person.id > after,
            Person.created_at < moment,
            Person.staff_no.is_(None),
            known,
            ~select(Membership.id).where(Membership.person_id == Person.id).exists(),
            ~goes_on.exists(),
            ~wrote.exists(),
        )
        .order_by(Person.id)
        .limit(limit)
        .with_for_update(of=Person, skip_locked=True)
    )
    return tuple(found)


async def erase_people(work: Work, numbers: Sequence[int]) -> None:
    """Who they are, where they live, how they are reached, what was said between us. Files that a
    ticket which goes on still needs stay until it is closed, without the chat they came from."""
    if not numbers:
        return
    accounts = await work.execute(
        select(Account.channel, Account.chat).where(Account.person_id.in_(numbers))
    )
    for channel, chat in accounts.all():
        await _empty_chat(work, channel, chat, await _needed_files(work, numbers))
    await bulletins.forget_people(work, numbers)
    await work.execute(delete(Account).where(Account.person_id.in_(numbers)))
    await work.execute(
        update(Invite)
        .where(or_(Invite.person_id.in_(numbers), Invite.used_by.in_(numbers)))
        .values(name=null())
        .execution_options(**_AT_ONCE)
    )
    names = [f"{fact}:{number}" for number in numbers for fact in ("slip-tries", "forget")]
    await work.execute(delete(Fact).where(Fact.name.in_(names)))
    await work.execute(
        update(Person)
        .where(Person.id.in_(numbers))
        .values(
            name="",
            home=null(),
            about=null(),
            expects=null(),
            staff_no=null(),
            compound=null(),
        )
        .execution_options(**_AT_ONCE)
    )


async def _needed_files(work: Work, numbers: Sequence[int]) -> set[str]:
    mine = and_(Ticket.owner_id.in_(numbers), _KEEPS_SOMETHING)
    files: list[Any] = list(await work.scalars(select(Ticket.media).where(mine)))
    files += await work.scalars(
        select(Event.values).join(Ticket, Ticket.id == Event.ticket_id).where(mine)
    )
    return _refs(files)


async def _empty_chat(work: Work, channel: str, chat: str, needed: set[str]) -> None:
    """A receipt keeps its number, which may be that of a thread of tickets."""
    await work.execute(delete(Outbox).where(Outbox.channel == channel, Outbox.chat == chat))
    await work.execute(
        update(Receipt)
        .where(Receipt.channel == channel, Receipt.chat == chat)
        .values(chat="", key=cast(Receipt.id, String))
        .execution_options(**_AT_ONCE)
    )
    if channel != WEB:
        return
    there: ColumnElement[bool] = WebFile.chat == chat
    await work.execute(delete(WebFile).where(there, WebFile.id.not_in(needed)))
    await work.execute(update(WebFile).where(there).values(chat="").execution_options(**_AT_ONCE))
    for model in (WebMessage, WebSession, WebChat):
        await work.execute(delete(model).where(model.chat == chat))
