"""The way of updates out of the Bot API twin: long polling or webhook, one of them at a time."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, MultipartReader

from tests.support.bot_api_wire import Arguments, Refusal, bad_request, read_parts, typed
from tests.support.bot_api_world import Bell

# Never delivered unless asked for by name.
OPT_IN_KINDS = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
RETRY_SECONDS = 0.05


@dataclass
class Webhook:
    """Where updates are posted and how the last posts went."""

    url: str
    secret: str
    failures: int = 0
    last_error: str = ""


@dataclass
class UpdateFeed:
    """Updates not yet confirmed, in order, and the one way they leave."""

    bell: Bell
    reply: Callable[[str, Arguments], Awaitable[object]]
    pending: dict[int, dict[str, Any]] = field(default_factory=dict)
    everything: dict[int, dict[str, Any]] = field(default_factory=dict)
    again: dict[int, dict[str, Any]] = field(default_factory=dict)
    allowed: list[str] = field(default_factory=list)
    webhook: Webhook | None = None
    _last_id: int = 70_000
    _poll_number: int = 0
    _postman: asyncio.Task[None] | None = None

    def push(self, kind: str, payload: dict[str, Any]) -> int:
        """Queue an update; one of a kind the bot did not allow is lost, as with Telegram."""
        self._last_id += 1
        update = {"update_id": self._last_id, kind: payload}
        self.everything[self._last_id] = update
        if kind in self.allowed or (not self.allowed and kind not in OPT_IN_KINDS):
            self.pending[self._last_id] = update
        return self._last_id

    def redeliver(self, update_id: int) -> None:
        """Deliver once more, even if confirmed before: Telegram promises at least once."""
        self.again[update_id] = self.everything[update_id]

    async def poll(self, arguments: Arguments) -> list[dict[str, Any]]:
        """getUpdates: confirm below `offset`, then wait up to `timeout` s for the first update."""
        if self.webhook is not None:
            raise Refusal(409, WEBHOOK_ACTIVE)
        self._poll_number += 1
        mine = self._poll_number
        self._confirm(arguments.get("offset", 0))
        self.allowed = arguments.get("allowed_updates", self.allowed)
        await self.bell.ring()
        try:
            await self.bell.wait_until(
                lambda: self._poll_number != mine or self.pending or self.again,
                arguments.get("timeout", 0) or 0.001,
            )
        except TimeoutError:
            return []
        if self._poll_number != mine:
            raise Refusal(409, OTHER_POLL)
        return self._batch(min(max(arguments.get("limit", 100), 1), 100))

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            kept = sorted(self.pending)[offset:]
            self.pending = {number: self.pending[number] for number in kept}
        elif offset > 0:
            self.pending = {n: update for n, update in self.pending.items() if n >= offset}

    def _batch(self, limit: int) -> list[dict[str, Any]]:
        numbers = sorted(self.pending | self.again)[:limit]
        batch = []
        for number in numbers:
            repeated = self.again.pop(number, None)
            batch.append(repeated or self.pending[number])
        return batch

    async def set_webhook(self, arguments: Arguments) -> None:
        """Start posting to `url`; an empty url goes back to polling."""
        url, secret = arguments.get("url", ""), arguments.get("secret_token", "")
        if secret and not SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        if url and not url.startswith(("http://", "https://")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        await self.stop()
        if arguments.get("drop_pending_updates"):
            self.pending.clear()
        self.allowed = arguments.get("allowed_updates", self.allowed)
        if url:
            self.webhook = Webhook(url, secret)
            self._postman = asyncio.create_task(self._post_all(self.webhook))

    async def stop(self) -> None:
        """Stop posting; what was not accepted stays pending."""
        self.webhook = None
        if self._postman is not None:
            self._postman.cancel()
            await asyncio.gather(self._postman, return_exceptions=True)
            self._postman = None

    def webhook_info(self) -> dict[str, Any]:
        info: dict[str, Any] = {
            "url": self.webhook.url if self.webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.pending),
        }
        if self.allowed:
            info["allowed_updates"] = self.allowed
        if self.webhook and self.webhook.last_error:
            info |= {"last_error_date": 1, "last_error_message": self.webhook.last_error}
        return info

    async def _post_all(self, webhook: Webhook) -> None:
        async with ClientSession(timeout=ClientTimeout(total=30)) as session:
            while True:
                await self.bell.wait_until(lambda: self.pending or self.again, None)
                number = min(self.pending | self.again)
                update = self.again.get(number) or self.pending[number]
                if await self._post(session, webhook, update):
                    self.again.pop(number, None)
                    self.pending.pop(number, None)
                    await self.bell.ring()
                else:
                    await asyncio.sleep(RETRY_SECONDS)

    async def _post(self, session: ClientSession, webhook: Webhook, update: dict[str, Any]) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.url, json=update, headers=headers) as response:
                if response.status // 100 == 2:
                    await self._obey(response)
                    return True
                reason = f"{response.status} {response.reason}"
        except (ClientError, TimeoutError) as error:
            reason = type(error).__name__
        webhook.failures += 1
        webhook.last_error = f"Wrong response from the webhook: {reason}"
        await self.bell.ring()
        return False

    async def _obey(self, response: ClientResponse) -> None:
        """A webhook may answer with a method call in its response body."""
        arguments = Arguments()
        if response.content_type == "application/json" and response.content_length:
            body = await response.json()
            arguments.values = body if isinstance(body, dict) else {}
        elif response.content_type == "multipart/form-data":
            await read_parts(MultipartReader.from_response(response), arguments)  # type: ignore
        method = arguments.values.pop("method", "")
        if method:
            try:
                await self.reply(method, typed(arguments))
            except Refusal:
                return  # Telegram tells nobody when a reply by webhook is refused
