"""A local Telegram Bot API server in the test's own process; both bot libraries talk HTTP to it.

`async with BotApi() as api:` gives `api.base_url` and `api.token`; `bot_api_people.py` says what
people can do, `bot_api_methods.py` what the bot can call.
"""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from aiohttp import web

from tests.support.bot_api_faults import Fault, FaultPlan, Limits
from tests.support.bot_api_methods import Methods, find_method
from tests.support.bot_api_people import People, Told
from tests.support.bot_api_updates import UpdateFeed
from tests.support.bot_api_wire import Arguments, Refusal, read_arguments
from tests.support.bot_api_world import Bell, Person, SentMessage, World

__all__ = ["BotApi", "Call", "Person", "SentMessage", "Told"]

BOT_ID = 5_550_001
TOKEN = f"{BOT_ID}:TWIN-token-for-tests-only_0123456789ab"
TOKEN_SHAPE = re.compile(r"\d+:[A-Za-z0-9_-]{10,}")
# Methods that count against the flood limits.
LIMITED = re.compile(r"(?i)(?!sendChatAction)(send|edit|forward|copy)")
BODY_LIMIT = 64 * 1024 * 1024


@dataclass
class Call:
    """One call of the bot, in the order they came; `refused` is the description it got, if any."""

    method: str
    parameters: dict[str, Any]
    at: float
    refused: str | None = None


class BotApi(People):
    """The server. `now` dates messages and measures limits; long polls take real time."""

    def __init__(self, token: str = TOKEN, now: Callable[[], float] = time.time) -> None:
        self.token = token
        self.base_url = ""
        self.calls: list[Call] = []
        self.toasts: list[str] = []
        self.faults = FaultPlan()
        self.limits: Limits | None = None
        self.bell = Bell()
        self.world = World(int(token.split(":")[0]), now)
        self.feed = UpdateFeed(self.bell, self._act)
        self._methods = Methods(self.world, self.feed, self.toasts)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> "BotApi":
        application = web.Application(client_max_size=BODY_LIMIT)
        application.router.add_route("*", "/bot{token}/{method}", self._answer)
        application.router.add_get("/file/bot{token}/{path:.+}", self._download)
        # A client that gave up must not leave its long poll behind, nor a hang its handler.
        self._runner = web.AppRunner(
            application, access_log=None, handler_cancellation=True, shutdown_timeout=0.05
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.base_url = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.feed.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def refused(self) -> Counter[str]:
        """How often a limit answered 429, by scope: overall, chat, group."""
        return self.limits.refused if self.limits else Counter()

    @property
    def pending(self) -> list[int]:
        """Update ids the bot has not confirmed yet."""
        return sorted(self.feed.pending | self.feed.again)

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method.lower() == method.lower()]

    async def wait_for(self, predicate: Callable[[], Any], timeout: float = 5) -> Any:
        """The predicate's first true value; looks again after each call and each update.

        Give it what the twin can see: `await api.wait_for(lambda: api.sent(user))`.
        """
        try:
            return await self.bell.wait_until(predicate, timeout)
        except TimeoutError:
            recent = "\n".join(str(call) for call in self.calls[-8:])
            raise TimeoutError(f"not seen in {timeout} s; last calls:\n{recent}") from None

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            self._check_token(request.match_info["token"])
            arguments = await read_arguments(request)
            fault = self.faults.take(method)
            result = await self._act_or_fail(method, arguments, fault)
        except Refusal as refusal:
            return web.json_response(refusal.as_json(), status=refusal.status)
        response = web.json_response({"ok": True, "result": result})
        if fault and fault.drop and request.transport is not None:
            request.transport.abort()
        if fault and fault.hang:
            await asyncio.sleep(fault.hang)
        return response

    async def _act_or_fail(self, method: str, arguments: Arguments, fault: Fault | None) -> Any:
        if fault and fault.refusal:
            self._record(method, arguments).refused = fault.refusal.description
            await self.bell.ring()
            raise fault.refusal
        if fault and fault.drop and not fault.delivered:
            self._record(method, arguments).refused = "connection dropped"
            await self.bell.ring()
            return None
        return await self._act(method, arguments)

    async def _act(self, method: str, arguments: Arguments) -> Any:
        """Carry a call out and write it down, refused or not."""
        call = self._record(method, arguments)
        try:
            action = find_method(self._methods, method)
            if self.limits and LIMITED.match(method) and "chat_id" in arguments.values:
                self.limits.admit(arguments.values["chat_id"], self.world.now())
            return await action(arguments)
        except Refusal as refusal:
            call.refused = refusal.description
            raise
        finally:
            await self.bell.ring()

    def _record(self, method: str, arguments: Arguments) -> Call:
        call = Call(method, arguments.values | arguments.files, self.world.now())
        self.calls.append(call)
        return call

    def _check_token(self, token: str) -> None:
        if not TOKEN_SHAPE.fullmatch(token):
            raise Refusal(404, "Not Found")
        if token != self.token:
            raise Refusal(401, "Unauthorized")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request.match_info["token"])
            for upload in self.world.uploads.values():
                if upload.path == request.match_info["path"]:
                    return web.Response(body=upload.content)
            raise Refusal(404, "Not Found")
        except Refusal as refusal:
            return web.json_response(refusal.as_json(), status=refusal.status)
