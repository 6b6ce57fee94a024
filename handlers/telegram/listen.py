"""Where updates come from: long polling, or Telegram's webhook. Both confirm an update only when
it is in the database, so that a crash never loses one (it may come twice: receipts)."""

import asyncio
import hmac
import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram import Bot, Dispatcher
from aiogram.exceptions import ClientDecodeError, TelegramRetryAfter
from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from handlers.telegram.hear import UPDATES

log = logging.getLogger(__name__)

LONG_POLL = 25
PAUSE = 2.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (a header's name)


class NotTakenIn(Exception):
    """An update failed: it is not confirmed and comes again. Those before it are confirmed."""


@dataclass
class Poller:
    """Long polling with its own offset: it moves past an update only once that is taken in."""

    bot: Bot
    dispatcher: Dispatcher
    pause: float = PAUSE
    offset: int = 0
    _patience: asyncio.Timeout | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until told to stop; what is in hand is finished first. Nothing ends it before:
        a process that no longer hears looks alive and is not."""
        may_poll = False
        while not stop.is_set():
            try:
                may_poll = may_poll or await self.bot.delete_webhook()
                await self.once(LONG_POLL)
            except Exception as error:
                await rest(stop, "polling", error, self.pause)

    def hurry(self) -> None:
        """End the long poll under way; what it would have brought comes to the next one."""
        if self._patience is not None:
            self._patience.reschedule(asyncio.get_running_loop().time())

    async def once(self, seconds: int) -> int:
        """Fetch and take in one batch; returns its size. Raises NotTakenIn."""
        updates, unreadable = await self._fetch(seconds)
        failed = await self._take_in(updates)
        numbers = [*(u.update_id for u in updates), *unreadable]
        taken = [number for number in numbers if failed is None or number < failed]
        if taken:
            self.offset = max(taken) + 1
        if failed is not None:
            raise NotTakenIn(f"update {failed}")
        return len(numbers)

    async def _fetch(self, seconds: int) -> tuple[list[Update], list[int]]:
        """The next batch, and the numbers of those in it that cannot even be read."""
        try:
            async with asyncio.timeout(None) as self._patience:
                updates = await self.bot.get_updates(
                    offset=self.offset,
                    timeout=seconds,
                    allowed_updates=UPDATES,
                    request_timeout=seconds + 10,
                )
        except ClientDecodeError as error:
            return self._sort(error)
        except TimeoutError:
            return [], []
        finally:
            self._patience = None
        return updates, []

    def _sort(self, error: ClientDecodeError) -> tuple[list[Update], list[int]]:
        """aiogram drops a batch for one update it cannot read; here only that one is dropped."""
        if not isinstance(error.data, dict) or not error.data.get("result"):
            raise error
        updates, unreadable = [], []
        for raw in error.data["result"]:
            try:
                updates.append(Update.model_validate(raw, context={"bot": self.bot}))
            except ValidationError:
                log.error("update %s cannot be read and is set aside", raw["update_id"])
                unreadable.append(int(raw["update_id"]))
        return updates, unreadable

    async def _take_in(self, updates: Sequence[Update]) -> int | None:
        """Take a batch in, chats side by side, each chat in order; returns the first update that
        failed and must come again."""
        chats: dict[object, list[Update]] = defaultdict(list)
        for update in updates:
            chats[_chat_of(update)].append(update)
        results = await asyncio.gather(*(self._chat(batch) for batch in chats.values()))
        return min((number for number in results if number is not None), default=None)

    async def _chat(self, updates: Sequence[Update]) -> int | None:
        for update in updates:
            try:
                await self.dispatcher.feed_update(self.bot, update)
            except Exception:  # in the log already: SetAside stands around every update
                return update.update_id
        return None


def _chat_of(update: Update) -> object:
    message = update.message or update.edited_message
    if message is not None:
        return message.chat.id
    query = update.callback_query
    return query.from_user.id if query else update.update_id


async def rest(stop: asyncio.Event, name: str, error: Exception, pause: float) -> None:
    """Wait before the next try, as long as Telegram asks; not after being told to stop."""
    seconds = error.retry_after if isinstance(error, TelegramRetryAfter) else pause
    log.warning("%s failed (%s); again in %.0f s", name, type(error).__name__, seconds)
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


async def announce(bot: Bot, url: str, secret: str, stop: asyncio.Event) -> None:
    """Tell Telegram the webhook's address; again and again while it cannot be reached."""
    while not stop.is_set():
        try:
            await bot.set_webhook(url, secret_token=secret, allowed_updates=UPDATES)
        except Exception as error:
            await rest(stop, "announcing the webhook", error, PAUSE)
        else:
            return


def webhook_app(bot: Bot, dispatcher: Dispatcher, path: str, secret: str) -> web.Application:
    """The webhook: answers 200 only when the update is in the database, 401 without the secret.

    aiogram's own handler says 200 after 55 seconds however things stand, so it is not used.
    """

    async def hear(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, secret.encode()):
            raise web.HTTPUnauthorized
        try:
            update = Update.model_validate(await request.json(), context={"bot": bot})
        except (ValueError, RecursionError):  # sent again it would be no more readable
            log.error("an update cannot be read and is set aside")
            return web.Response()
        try:
            await dispatcher.feed_update(bot, update)
        except Exception as error:  # in the log already: SetAside stands around every update
            raise web.HTTPServiceUnavailable from error
        return web.Response()

    app = web.Application()
    app.router.add_post(path, hear)
    return app
