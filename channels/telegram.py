"""Speaking on Telegram: python-telegram-bot's ExtBot, paced, with its errors translated.

BadRequest and TimedOut are subclasses of NetworkError, so the order of the table matters.
"""

import logging
import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "1")  # before the import: asks for the coming behaviour

from telegram import (
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from channels.pacer import Pacer
from workflows.speech import (
    Attachment,
    ChannelError,
    EditGone,
    MaybeSent,
    Refused,
    Said,
    TryLater,
    Unreachable,
)

log = logging.getLogger(__name__)

NAME = "telegram"
TEXT_MOST = 4000
GONE = (
    "chat not found",
    "user is deactivated",
    "bot was kicked",
    "group chat was deleted",
    "have no rights to send",
    "peer_id_invalid",
)
EDIT_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
UNCHANGED = "message is not modified"


def make_bot(token: str, api_base: str) -> ExtBot[int]:
    """A bot that speaks, through a local or the public Bot API server, at Telegram's pace."""
    return ExtBot(
        token,
        base_url=f"{api_base}/bot",
        base_file_url=f"{api_base}/file/bot",
        request=HTTPXRequest(connection_pool_size=64, pool_timeout=30),
        rate_limiter=Pacer(),
    )


def translate(error: TelegramError) -> ChannelError:
    """A Telegram error as what the outbox must do about it."""
    text = type(error).__name__
    lowered = str(error).lower()
    if isinstance(error, RetryAfter):
        after = error.retry_after
        seconds = after.total_seconds() if hasattr(after, "total_seconds") else float(after)
        return TryLater(text, seconds)
    if isinstance(error, Forbidden | ChatMigrated):
        return Unreachable(text)
    if isinstance(error, InvalidToken):
        return TryLater("the token is not accepted")
    if isinstance(error, BadRequest):
        if any(words in lowered for words in EDIT_GONE):
            return EditGone(text)
        return Unreachable(text) if any(words in lowered for words in GONE) else Refused(str(error))
    if isinstance(error, TimedOut):
        return MaybeSent(text)
    if isinstance(error, NetworkError):
        return TryLater(text)
    return Refused(str(error))


@dataclass(frozen=True, slots=True)
class TelegramChannel:
    """Telegram as a channel."""

    bot: ExtBot[int]
    name: str = NAME

    async def open(self, commands: Sequence[tuple[str, str]]) -> None:
        """Connect, and offer the menu that everybody gets. A server that cannot be reached now
        does not stop the start: the outbox goes on trying."""
        try:
            await self.bot.initialize()
            await self.bot.set_my_commands([BotCommand(name, text) for name, text in commands])
        except NetworkError as error:
            log.warning("Telegram cannot be reached yet: %s", type(error).__name__)

    async def close(self) -> None:
        """Let go of the connections."""
        await self.bot.shutdown()

    async def send(self, said: Said) -> str:
        """Send or edit one message (with its photos or voice, if any); returns its id."""
        if said.edit is not None:
            return await self._edit(said)
        if said.media:
            return await self._send_media(said)
        message = await self._call(
            self.bot.send_message, said, text=said.text[:TEXT_MOST], reply_markup=keyboard(said)
        )
        return str(message.message_id)

    async def _send_media(self, said: Said) -> str:
        """The first file carries the words where they fit, further ones follow."""
        ids = []
        caption = said.text if len(said.text) <= 1000 else ""
        for number, media in enumerate(said.media):
            first = number == 0
            message = await self._call(
                self._sender(media),
                said,
                caption=caption if first else None,
                reply_markup=keyboard(said) if first and caption else None,
                **{_FIELD.get(media.kind, "document"): media.ref or media.content},
            )
            ids.append(str(message.message_id))
        if not caption:
            message = await self._call(
                self.bot.send_message, said, text=said.text[:TEXT_MOST], reply_markup=keyboard(said)
            )
            return str(message.message_id)
        return ids[0]

    def _sender(self, media: Attachment) -> Callable[..., Awaitable[Message]]:
        senders: dict[str, Callable[..., Awaitable[Message]]] = {
            "photo": self.bot.send_photo,
            "voice": self.bot.send_voice,
            "video": self.bot.send_video,
        }
        return senders.get(media.kind, self.bot.send_document)

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
            raise translate(error) from error

    async def _edit(self, said: Said) -> str:
        try:
            await self.bot.edit_message_text(
                chat_id=int(said.chat),
                message_id=int(said.edit or 0),
                text=said.text[:TEXT_MOST],
                reply_markup=keyboard(said),
                rate_limit_args=said.priority - 50,
            )
        except BadRequest as error:
            if UNCHANGED not in str(error).lower():
                raise translate(error) from error
        except TelegramError as error:
            raise translate(error) from error
        return str(said.edit)

    async def set_menu(self, chat: str, commands: Sequence[tuple[str, str]]) -> None:
        """The commands in Telegram's menu of one chat."""
        made = [BotCommand(name, text) for name, text in commands]
        try:
            await self.bot.set_my_commands(made, scope=BotCommandScopeChat(int(chat)))
        except TelegramError as error:
            raise translate(error) from error

    async def fetch(self, ref: str) -> bytes:
        """Download a file somebody sent (Telegram gives bots files up to 20 MB)."""
        try:
            file = await self.bot.get_file(ref)
            return bytes(await file.download_as_bytearray())
        except TelegramError as error:
            raise translate(error) from error


_FIELD = {"photo": "photo", "voice": "voice", "video": "video"}


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
