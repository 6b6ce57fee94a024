"""Delivering what was said: claim due rows, render in the reader's language, send, record.

At-least-once, except what carries a once-key: that is never sent a second time after a doubt
(docs/adr/0004).
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from db import outbox, people
from db.models import Outbox, OutboxState
from workflows.deps import Deps
from workflows.speech import (
    Attachment,
    Channel,
    ChannelError,
    EditGone,
    MaybeSent,
    Moved,
    Refused,
    Said,
    TryLater,
    Unreachable,
)

log = logging.getLogger(__name__)

Render = Callable[[str, Sequence[Any]], str]
"""From a language and the parts of a message to its text."""

Gather = Callable[[Sequence[Awaitable[None]]], Awaitable[None]]
"""Runs deliveries to different chats side by side, and waits for all of them."""

BATCH = 100
BACK_OFF = (5, 15, 60, 300, 900, 3600)
"""Seconds to wait after each failed try; after the last one the message counts as failed."""


@dataclass(frozen=True, slots=True)
class Mouth:
    """What delivery needs beside the bundle: the channels, the words, a way to run side by side."""

    channels: Mapping[str, Channel]
    render: Render
    gather: Gather


async def deliver_due(deps: Deps, mouth: Mouth) -> int:
    """Send one batch of what is due; returns how many rows were taken in hand. Messages of one
    chat go in their order, chats side by side. One that must be tried again is overtaken by the
    later ones of its chat: a message nobody can deliver must not block a chat."""
    async with deps.begin() as work:
        rows = await outbox.claim_due(work, deps.now(), sorted(mouth.channels), BATCH)
        await work.commit()
    chats = [list(group) for _, group in groupby(sorted(rows, key=_chat_of), key=_chat_of)]
    await mouth.gather([_deliver_chat(deps, mouth, chat) for chat in chats])
    return len(rows)


def _chat_of(row: Outbox) -> tuple[str, str]:
    return row.channel, row.chat


async def _deliver_chat(deps: Deps, mouth: Mouth, rows: Sequence[Outbox]) -> None:
    for row in sorted(rows, key=lambda row: (row.priority, row.id)):
        await _deliver(deps, mouth, row)


async def _deliver(deps: Deps, mouth: Mouth, row: Outbox) -> None:
    try:
        sent_id = await _send(deps, mouth, row)
        await _settle(deps, row, OutboxState.SENT, sent_id=sent_id, sent_at=deps.now())
    except Unreachable as error:
        await _settle_unreachable(deps, row, error)
    except Moved as error:
        await _follow(deps, row, error.to)
    except Refused as error:
        log.error("message %d refused by %s: %s", row.id, row.channel, error)
        await _settle(deps, row, OutboxState.FAILED, error=str(error)[:200])
    except MaybeSent as error:
        if row.once_key:
            log.warning("message %d may have arrived; it may not go twice", row.id)
            await _settle(deps, row, OutboxState.MAYBE, error=str(error)[:200])
        else:
            await _again(deps, row, error, None)
    except TryLater as error:
        await _again(deps, row, error, error.after)
    except Exception as error:  # a defect of ours must not stop the other chats
        log.exception("message %d could not be delivered", row.id)
        await _again(deps, row, ChannelError(type(error).__name__), None)


async def _send(deps: Deps, mouth: Mouth, row: Outbox) -> str | None:
    channel = mouth.channels[row.channel]
    if row.kind == "menu":
        commands = [
            (key.removeprefix("command-"), mouth.render(row.lang, [[key, values]]))
            for key, values in row.parts
        ]
        await channel.set_menu(row.chat, commands)
        return None
    edit = await _message_to_edit(deps, row)
    said = await _said(mouth, row, edit)
    try:
        return await channel.send(said)
    except EditGone:
        return await channel.send(await _said(mouth, row, None))


async def _message_to_edit(deps: Deps, row: Outbox) -> str | None:
    if row.kind != "update":
        return None
    async with deps.begin() as work:
        return await outbox.card_message(work, row)


async def _said(mouth: Mouth, row: Outbox, edit: str | None) -> Said:
    buttons = tuple(
        tuple((mouth.render(row.lang, [[key, values]]), press) for key, values, press in line)
        for line in row.buttons
    )
    found = [] if edit else [await _attachment(mouth, row, m) for m in row.media]
    return Said(
        chat=row.chat,
        text=mouth.render(row.lang, row.parts),
        buttons=buttons,
        media=tuple(file for file in found if file),
        edit=edit,
        silent=row.silent,
        priority=row.priority,
    )


async def _attachment(mouth: Mouth, row: Outbox, media: Mapping[str, str]) -> Attachment | None:
    """A file of the same channel goes by its reference, one of another by its content; None when
    it is not to be had: the words must not be lost with it."""
    if media["channel"] == row.channel:
        return Attachment(media["kind"], ref=media["ref"])
    source = mouth.channels.get(media["channel"])
    if source is None:
        log.error("message %d: no channel here holds a file of %s", row.id, media["channel"])
        return None
    try:
        return Attachment(media["kind"], content=await source.fetch(media["ref"]))
    except Refused as error:
        log.error("message %d: a file is no longer to be had: %s", row.id, error)
        return None


async def _settle(deps: Deps, row: Outbox, state: OutboxState, **values: object) -> None:
    async with deps.begin() as work:
        await outbox.settle(work, row, state, **values)
        await work.commit()


async def _settle_unreachable(deps: Deps, row: Outbox, error: Unreachable) -> None:
    """Remember that this chat is closed to us: the ladder then passes it over."""
    log.warning("message %d: the chat is closed to us on %s", row.id, row.channel)
    async with deps.begin() as work:
        await people.mark_unreachable(work, row.channel, row.chat)
        await outbox.settle(work, row, OutboxState.FAILED, error=str(error)[:200])
        await work.commit()


async def _follow(deps: Deps, row: Outbox, chat: str) -> None:
    """A group became a supergroup and has another id: it stays bound, and what waits goes there."""
    log.warning("message %d: the group has moved on %s", row.id, row.channel)
    async with deps.begin() as work:
        await people.move_group(work, row.channel, row.chat, chat)
        await outbox.move_chat(work, row.channel, row.chat, chat)
        await outbox.settle(
            work, row, OutboxState.PENDING, due_at=deps.now(), attempts=row.attempts - 1
        )
        await work.commit()


async def _again(deps: Deps, row: Outbox, error: ChannelError, after: float | None) -> None:
    """Try again later, as long as there are tries left; a wait the platform asks for is no try."""
    tries = row.attempts - 1 if after is None else 0
    if tries >= len(BACK_OFF):
        log.error("message %d failed for good: %s", row.id, error)
        await _settle(deps, row, OutboxState.FAILED, error=str(error)[:200])
        return
    wait = BACK_OFF[tries] if after is None else after
    await _settle(
        deps,
        row,
        OutboxState.PENDING,
        error=str(error)[:200],
        due_at=deps.now() + timedelta(seconds=wait),
        attempts=row.attempts if after is None else row.attempts - 1,
    )
