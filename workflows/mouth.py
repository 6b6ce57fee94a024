"""What delivery needs, and putting a row of the outbox into words and on its way. When to, and
what becomes of it, is in deliver_outbox."""

import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any, Protocol

from db import outbox
from db.cards import GONE
from db.models import Outbox
from domain.elder import shows_phone
from domain.inbound import LOCATION
from domain.screen import have_room
from workflows import digest, own_data
from workflows.cards import OLD_CARD
from workflows.deps import Deps
from workflows.lane import Lane
from workflows.shorten import fitting
from workflows.speech import Attachment, Channel, EditGone, Refused, Said, TooLarge

log = logging.getLogger(__name__)

OLDER = (OLD_CARD, GONE)
"""The kinds that are about the older message they name; never sent as one of their own."""

Render = Callable[[str, Sequence[Any]], str]
"""From a language and the parts of a message to its text."""

Gather = Callable[[Sequence[Awaitable[None]]], Awaitable[None]]
"""Runs deliveries to different chats side by side, and waits for all of them."""


MakeFile = Callable[[Outbox, str], Awaitable[Attachment | None]]
"""Makes the file for whoever's chat a message goes to; None when it is not theirs any more."""


class Hands(Protocol):
    """Who carries messages to chats in the background."""

    @property
    def busy(self) -> Collection[str]:
        """The chats that something is on its way to."""
        ...

    def take(self, chat: str, work: Coroutine[Any, Any, None]) -> None:
        """Do this for a chat, which is busy until it is done."""
        ...


@dataclass(frozen=True, slots=True)
class Mouth:
    """What delivery needs beside the bundle: the channels, the words, a way to run side by side,
    the lanes of those channels that have one, whether this process is about to end, and who makes
    files that are made as they are sent."""

    channels: Mapping[str, Channel]
    render: Render
    gather: Gather
    lanes: Mapping[str, Lane] = field(default_factory=dict)
    is_ending: Callable[[], bool] = bool
    files: Mapping[str, MakeFile] = field(default_factory=dict)

    def may_begin(self, channel: str, now: datetime) -> bool:
        """Whether another message may be begun on a channel."""
        lane = self.lanes.get(channel)
        return not self.is_ending() and (lane is None or lane.is_open(now))


async def utter(deps: Deps, mouth: Mouth, rows: Sequence[Outbox]) -> str | None:
    """Send a row, or several reminders as one message; returns the platform's id of it."""
    row = rows[0]
    channel = mouth.channels[row.channel]
    if row.kind == "menu":
        commands = [
            (key.removeprefix("command-"), mouth.render(row.lang, [[key, values]]))
            for key, values in row.parts
        ]
        await channel.set_menu(row.chat, commands)
        return None
    if len(rows) > 1:
        return await channel.send(_digest(deps, mouth, rows))
    edit = await _message_to_edit(deps, row)
    said = await _said(deps, mouth, row, edit)
    if row.kind == GONE and await channel.take_away(said):
        return edit
    try:
        return await channel.send(said)
    except EditGone:
        if row.kind in OLDER:
            return edit
        return await channel.send(await _said(deps, mouth, row, None))


async def _message_to_edit(deps: Deps, row: Outbox) -> str | None:
    if row.kind not in outbox.EDITS:
        return row.sent_id if row.kind in OLDER else None
    async with deps.begin() as work:
        return await outbox.card_message(work, row)


def _buttons(mouth: Mouth, lang: str, rows: Sequence[Any]) -> Any:
    """The labels in the reader's language. Those that have no room side by side stand each alone:
    how wide they are is known only here."""
    labelled = [
        [(mouth.render(lang, [[key, values]]), press) for key, values, press in line]
        for line in rows
    ]
    return tuple(chain.from_iterable(map(_side_by_side, labelled)))


def _side_by_side(row: Sequence[tuple[str, str]]) -> list[tuple[tuple[str, str], ...]]:
    return [tuple(row)] if have_room([label for label, _ in row]) else [(one,) for one in row]


def _digest(deps: Deps, mouth: Mouth, rows: Sequence[Outbox]) -> Said:
    row = rows[0]
    parts, buttons = digest.put_together(rows)
    return Said(
        chat=row.chat,
        text=_text(deps, mouth, row, parts),
        buttons=_buttons(mouth, row.lang, buttons),
        silent=all(one.silent for one in rows),
        priority=row.priority,
    )


def _text(deps: Deps, mouth: Mouth, row: Outbox, parts: Sequence[Any]) -> str:
    """The words, and in elder mode the phone of the desk under them, where it is not said yet."""
    text, phone = mouth.render(row.lang, parts), deps.rules.emergency_phone
    if not (phone and text and shows_phone(row.lang)) or phone in text:
        return text
    return f"{text}\n{mouth.render(row.lang, [['elder-phone', {'phone': phone}]])}"


async def _said(deps: Deps, mouth: Mouth, row: Outbox, edit: str | None) -> Said:
    files, missing = ([], None) if edit else await _files(deps, mouth, row)
    parts, buttons = fitting(row, lambda parts: _text(deps, mouth, row, parts))
    if missing:
        parts = [*parts, [missing, {}]]
    return Said(
        chat=row.chat,
        text=_text(deps, mouth, row, parts),
        buttons=_buttons(mouth, row.lang, buttons),
        media=tuple(files),
        edit=edit,
        silent=row.silent,
        priority=row.priority,
    )


async def _files(deps: Deps, mouth: Mouth, row: Outbox) -> tuple[list[Attachment], str | None]:
    """Its files, and what is to be said of those that are not to be had."""
    files, missing = [], None
    for media in row.media:
        try:
            file = await _attachment(deps, mouth, row, media)
        except TooLarge:
            missing = "file-too-large"
            continue
        files += [file] if file else []
    if row.media and not files and len(row.parts) == 1:  # it said nothing but that here is a file
        missing = missing or "file-missing"
    return files, missing


async def _attachment(
    deps: Deps, mouth: Mouth, row: Outbox, media: Mapping[str, str]
) -> Attachment | None:
    """A file of the same channel goes by its reference, one of another by its content; None when
    it is not to be had: the words must not be lost with it. Raises TooLarge."""
    if media["channel"] == row.channel or media["kind"] == LOCATION:
        return Attachment(media["kind"], ref=media["ref"])
    if media["channel"] == own_data.CHANNEL:
        return await own_data.attachment(deps, mouth.render, row)
    if media["channel"] in mouth.files:
        return await mouth.files[media["channel"]](row, media["ref"])
    source = mouth.channels.get(media["channel"])
    if source is None:
        log.error("message %d: no channel here holds a file of %s", row.id, media["channel"])
        return None
    try:
        return Attachment(media["kind"], content=await source.fetch(media["ref"]))
    except TooLarge:
        raise
    except Refused as error:
        log.error("message %d: a file is no longer to be had: %s", row.id, error)
        return None
