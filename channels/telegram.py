"""Speaking on Telegram: python-telegram-bot's ExtBot, paced. What its errors mean stands in
telegram_errors."""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from channels.light import lightly
from channels.pacer import Pacer
from channels.slots import TELEGRAM, Pace
from channels.telegram_errors import translate
from domain.inbound import LOCATION
from domain.photos import without_metadata
from workflows.speech import Attachment, ChannelError, Refused, Said, TryLater

with lightly():
    import httpx
    from telegram import (
        BotCommand,
        BotCommandScopeChat,
        InlineKeyboardButton,
        InlineKeyboardMarkup,
        Message,
    )
    from telegram.error import BadRequest, TelegramError
    from telegram.ext import ExtBot
    from telegram.request import HTTPXRequest

log = logging.getLogger(__name__)

NAME = "telegram"
TEXT_MOST = 4000
CAPTION_MOST = 1000
"""Telegram takes 4096 and 1024; counted here in UTF-16 units, the strictest reading."""

UNCHANGED = "message is not modified"
ALREADY_GONE = "message to delete not found"
NOTHING = b"\0"
"""Instead of a picture of which nothing could be kept: an empty file would not be taken."""

FILE_NAME = "file"
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def make_bot(token: str, api_base: str, pace: Pace = TELEGRAM) -> ExtBot[int]:
    """A bot that speaks, through a local or the public Bot API server, at Telegram's pace."""
    # A set of trusted certificates is megabytes large: one for both of its clients.
    shared = {"verify": httpx.create_ssl_context()}
    return ExtBot(
        token,
        base_url=f"{api_base}/bot",
        base_file_url=f"{api_base}/file/bot",
        request=HTTPXRequest(connection_pool_size=64, pool_timeout=30, httpx_kwargs=shared),
        get_updates_request=HTTPXRequest(connection_pool_size=1, httpx_kwargs=shared),
        rate_limiter=Pacer(pace),
    )


@dataclass(frozen=True, slots=True)
class TelegramChannel:
    """Telegram as a channel."""

    bot: ExtBot[int]
    name: str = NAME

    async def open(self, menus: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Connect, and offer the menu that everybody gets, per language (the empty one: whoever
        has another). A server that cannot be reached now
        does not stop the start: the outbox goes on trying."""
        try:
            await self.bot.initialize()
            for lang, commands in menus.items():
                made = [BotCommand(name, text) for name, text in commands]
                await self.bot.set_my_commands(made, language_code=lang or None)
        except TelegramError as error:
            log.warning("Telegram cannot be reached yet: %s", translate(error))

    async def close(self) -> None:
        """Let go of the connections."""
        await self.bot.shutdown()

    def drain(self) -> None:
        """Send nothing more that has not begun."""
        if isinstance(self.bot.rate_limiter, Pacer):
            self.bot.rate_limiter.drain()

    def speak_while(self, may_speak: Callable[[], bool]) -> None:
        """Begin nothing, also of what waits for its turn, while this says no."""
        if isinstance(self.bot.rate_limiter, Pacer):
            self.bot.rate_limiter.speak_while(may_speak)

    def remember(self, sends: Sequence[tuple[str, float]]) -> None:
        """Count what another process sent with this token: chats, and how many seconds ago."""
        if isinstance(self.bot.rate_limiter, Pacer):
            self.bot.rate_limiter.remember([(int(chat), ago) for chat, ago in sends])

    def _translate(self, error: TelegramError) -> ChannelError:
        told, limiter = translate(error), self.bot.rate_limiter
        if isinstance(told, TryLater) and told.after is not None and isinstance(limiter, Pacer):
            told.everywhere = told.everywhere or limiter.is_all_resting
        return told

    async def send(self, said: Said) -> str:
        """Send or edit one message (with its photos or voice, if any); returns its id."""
        if said.edit is not None:
            return await self._edit(said)
        fits = _units(said.text) <= CAPTION_MOST
        carrier: str | None = None
        for media in said.media:
            sent = await self._send_file(said, media, with_words=fits and carrier is None)
            carrier = carrier or sent
        return carrier if carrier and fits else await self._send_text(said)

    async def _send_text(self, said: Said) -> str:
        """Words too long for one message come as several; the buttons stand under the last."""
        *before, last = cut(said.text)
        for piece in before:
            await self._call(self.bot.send_message, said, text=piece)
        message = await self._call(
            self.bot.send_message, said, text=last, reply_markup=keyboard(said)
        )
        return str(message.message_id)

    async def _send_file(self, said: Said, media: Attachment, *, with_words: bool) -> str | None:
        """Send a file; what Telegram will not take as what it is goes as a document. None when
        it cannot be sent at all: the words must not be lost with it."""
        more = {"caption": said.text, "reply_markup": keyboard(said)} if with_words else {}
        try:
            if media.kind == LOCATION:
                await self._send_place(said, media)
                return None
            if media.kind not in _FILES:
                return await self._send_document(said, media, more)
            try:
                file = {media.kind: media.ref or media.content}
                message = await self._call(self._sender(media), said, **file, **more)
            except Refused:
                return await self._send_document(said, media, more)
        except Refused as error:
            log.error("a file could not be sent on: %s", error)
            return None
        return str(message.message_id)

    async def _send_document(self, said: Said, media: Attachment, more: Mapping[str, Any]) -> str:
        """Send a file by its content and under a name of ours: by its reference it would go out
        under the name its sender gave it, and with where a picture was taken."""
        content, ending = media.content, ""
        if content is None:
            content, ending = await self._download(media.ref or "")
        message = await self._call(
            self.bot.send_document,
            said,
            document=without_metadata(content) or NOTHING,
            filename=media.name or f"{FILE_NAME}{ending}",
            **more,
        )
        return str(message.message_id)

    async def _send_place(self, said: Said, media: Attachment) -> None:
        """Send a place on the map. It takes no words: they come after it."""
        latitude, longitude = (media.ref or "").split(",")
        await self._call(
            self.bot.send_location, said, latitude=float(latitude), longitude=float(longitude)
        )

    def _sender(self, media: Attachment) -> Callable[..., Awaitable[Message]]:
        senders: dict[str, Callable[..., Awaitable[Message]]] = {
            "photo": self.bot.send_photo,
            "voice": self.bot.send_voice,
            "video": self.bot.send_video,
        }
        return senders[media.kind]

    async def _call(
        self, method: Callable[..., Awaitable[Message]], said: Said, **more: Any
    ) -> Message:
        try:
            return await method(
                chat_id=int(said.chat),
                disable_notification=said.silent,
                rate_limit_args=said.priority - 50,
                **more,
            )
        except TelegramError as error:
            raise self._translate(error) from error

    async def _edit(self, said: Said) -> str:
        try:
            await self.bot.edit_message_text(
                chat_id=int(said.chat),
                message_id=int(said.edit or 0),
                text=cut(said.text)[0],
                reply_markup=keyboard(said),
                rate_limit_args=said.priority - 50,
            )
        except BadRequest as error:
            if UNCHANGED not in str(error).lower():
                raise self._translate(error) from error
        except TelegramError as error:
            raise self._translate(error) from error
        return str(said.edit)

    async def take_away(self, said: Said) -> bool:
        """Delete a message. Telegram lets bots do so for two days."""
        try:
            await self.bot.delete_message(
                chat_id=int(said.chat),
                message_id=int(said.edit or 0),
                rate_limit_args=said.priority - 50,
            )
        except TelegramError as error:
            if ALREADY_GONE in str(error).lower():
                return True
            told = self._translate(error)
            if isinstance(told, Refused):
                return False
            raise told from error
        return True

    async def set_menu(self, chat: str, commands: Sequence[tuple[str, str]]) -> None:
        """The commands in Telegram's menu of one chat."""
        made = [BotCommand(name, text) for name, text in commands]
        try:
            await self.bot.set_my_commands(made, scope=BotCommandScopeChat(int(chat)))
        except TelegramError as error:
            raise translate(error) from error

    async def fetch(self, ref: str) -> bytes:
        """Download a file somebody sent (Telegram gives bots files up to 20 MB)."""
        content, _ = await self._download(ref)
        return content

    async def _download(self, ref: str) -> tuple[bytes, str]:
        """The content of a file and how Telegram's own name for it ends, with the dot."""
        try:
            file = await self.bot.get_file(ref)
            ending = ENDING.search(file.file_path or "")
            return bytes(await file.download_as_bytearray()), ending.group() if ending else ""
        except TelegramError as error:
            raise translate(error) from error


_FILES = frozenset({"photo", "voice", "video"})


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2


def cut(text: str) -> list[str]:
    """The text in pieces that each fit into one message; one piece at least."""
    pieces, room = [""], TEXT_MOST
    for character in text:
        room -= _units(character)
        if room < 0:
            pieces.append("")
            room = TEXT_MOST - _units(character)
        pieces[-1] += character
    return [piece for piece in pieces if piece.strip()] or [text]


def keyboard(said: Said) -> InlineKeyboardMarkup | None:
    """The buttons under a message."""
    if not said.buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(label, callback_data=press) for label, press in row]
            for row in said.buttons
        ]
    )
