"""Where updates come from: long polling, or Telegram's webhook. Both confirm an update only when
it is in the database, so that a crash never loses one (it may come twice: receipts)."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from aiogram.types import Update
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from handlers.telegram.hear import UPDATES

log = logging.getLogger(__name__)

LONG_POLL = 25
PAUSE = 2.0
POISON = 3
"""How often an update may fail before it is set aside with an error in the log, so that one
update we cannot digest does not stop all others."""


@dataclass
class Poller:
    """Long polling with its own offset: it moves past an update only once that is taken in."""

    bot: Bot
    dispatcher: Dispatcher
    offset: int = 0

    def __post_init__(self) -> None:
        self._failures: dict[int, int] = defaultdict(int)

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until told to stop; what is in hand is finished first."""
        await self.bot.delete_webhook()
        while not stop.is_set():
            try:
                await self.once(LONG_POLL)
            except (TelegramAPIError, OSError) as error:
                await self._pause(stop, error)

    async def once(self, seconds: int) -> int:
        """Fetch and take in one batch; returns its size."""
        updates = await self.bot.get_updates(
            offset=self.offset,
            timeout=seconds,
            allowed_updates=UPDATES,
            request_timeout=seconds + 10,
        )
        failed = await self._take_in(updates)
        taken = [u.update_id for u in updates if failed is None or u.update_id < failed]
        if taken:
            self.offset = max(taken) + 1
        if failed is not None:
            await asyncio.sleep(PAUSE)
        return len(updates)

    async def _take_in(self, updates: Sequence[Update]) -> int | None:
        """Take a batch in, chats side by side, each chat in order; returns the first update that
        failed and must come again."""
        chats: dict[object, list[Update]] = defaultdict(list)
        for update in updates:
            chats[_chat_of(update)].append(update)
        results = await asyncio.gather(*(self._chat(batch) for batch in chats.values()))
        failed = [number for number in results if number is not None]
        return min(failed) if failed else None

    async def _chat(self, updates: Sequence[Update]) -> int | None:
        for update in updates:
            try:
                await self.dispatcher.feed_update(self.bot, update)
            except Exception:
                self._failures[update.update_id] += 1
                log.exception("update %d could not be taken in", update.update_id)
                if self._failures[update.update_id] < POISON:
                    return update.update_id
            self._failures.pop(update.update_id, None)
        return None

    async def _pause(self, stop: asyncio.Event, error: Exception) -> None:
        seconds = error.retry_after if isinstance(error, TelegramRetryAfter) else PAUSE
        log.warning("polling failed (%s); again in %.0f s", type(error).__name__, seconds)
        try:
            async with asyncio.timeout(seconds):
                await stop.wait()
        except TimeoutError:
            return


def _chat_of(update: Update) -> object:
    message = update.message or update.edited_message
    if message is not None:
        return message.chat.id
    query = update.callback_query
    return query.from_user.id if query else update.update_id


def webhook_app(bot: Bot, dispatcher: Dispatcher, path: str, secret: str) -> web.Application:
    """The webhook: answers 200 only when the update is in the database, 401 without the secret."""
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=secret).register(
        app, path=path
    )
    return app
