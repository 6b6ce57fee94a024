"""Waiting for one's turn to send, on python-telegram-bot's rate limiter seam. Whose turn it is
stands in channels.slots. Nothing is retried here: the outbox owns retry and back-off.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import timedelta
from typing import Any, Protocol

from channels.light import lightly
from channels.slots import TELEGRAM, ChatId, Pace, Slots, Turn

with lightly():
    from telegram.error import NetworkError, RetryAfter
    from telegram.ext import BaseRateLimiter

Answer = bool | dict[str, Any] | list[dict[str, Any]]


# Prefixes of calls that name a chat and put nothing into it.
UNPACED = ("get", "sendChatAction")


class NotBegun(NetworkError):
    """We are ending, or another process speaks now: this call waited for its turn and has certainly
    not gone out."""

    def __init__(self) -> None:
        super().__init__("stopped before this message was sent")


class Alarm(Protocol):
    """What `call_later` gives back."""

    def cancel(self) -> None: ...


def _loop_now() -> float:
    return asyncio.get_running_loop().time()


def _loop_call_later(seconds: float, act: Callable[[], None]) -> Alarm:
    return asyncio.get_running_loop().call_later(seconds, act)


class Pacer(BaseRateLimiter[int]):
    """Rate limiter of one bot token in one process; two processes would double the rate.

    `rate_limit_args` is the priority, lower goes sooner. 0 is the ordinary one (ExtBot drops a 0,
    so no priority and 0 are the same): emergencies below, broadcasts above.
    """

    # An alarm rather than a sleep: a new urgent turn must be able to bring it forward, and a
    # sleep that can be cut short needs a background task.
    def __init__(
        self,
        pace: Pace = TELEGRAM,
        now: Callable[[], float] = _loop_now,
        call_later: Callable[[float, Callable[[], None]], Alarm] = _loop_call_later,
    ) -> None:
        self._slots = Slots(pace)
        self._now = now
        self._call_later = call_later
        self._calls: dict[int, asyncio.Future[None]] = {}
        self._alarm: Alarm | None = None
        self._ends = False
        self._may_speak: Callable[[], bool] = lambda: True

    def speak_while(self, may_speak: Callable[[], bool]) -> None:
        """Grant turns only while this says so: whose turn it is may have changed in the wait."""
        self._may_speak = may_speak

    async def initialize(self) -> None:
        """Begin to grant turns."""
        self._ends = False

    async def shutdown(self) -> None:
        """Stop."""
        self.drain()

    def drain(self) -> None:
        """Grant no more turns: who waits gets NotBegun; what is on its way comes to its end."""
        self._ends = True
        for call in self._calls.values():
            if not call.done():
                call.set_exception(NotBegun())

    @property
    def is_all_resting(self) -> bool:
        """Whether the platform asked the whole token to wait."""
        return self._now() < self._slots.all_rest_until

    def remember(self, sends: Sequence[tuple[ChatId, float]]) -> None:
        """What went out with this token before us: the chats, and how many seconds ago."""
        now = self._now()
        for chat, ago in sorted(sends, key=lambda sent: -sent[1]):
            self._slots.remember(chat, now - ago)

    async def process_request(  # noqa: PLR0913 - the seam's signature, not ours
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: tuple[object, ...],
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Answer:
        """Call back when it is this request's turn; its errors go through to the caller."""
        chat = paced_chat(endpoint, data)
        if chat is None:
            return await callback(*args, **kwargs)
        if self._ends:
            raise NotBegun
        turn = await self._wait_for_turn(chat, rate_limit_args or 0)
        pause = 0.0
        try:
            if not self._may_speak():
                raise NotBegun
            return await callback(*args, **kwargs)
        except RetryAfter as refusal:
            pause = seconds_of(refusal.retry_after)
            raise
        finally:
            self._leave(turn, pause)

    async def _wait_for_turn(self, chat: ChatId, priority: int) -> Turn:
        turn = self._slots.ask(chat, priority, self._now())
        call = self._calls[turn.number] = asyncio.get_running_loop().create_future()
        self._serve()
        try:
            await call
        except BaseException:
            # Cancelled, perhaps in the very moment it was granted: leave the queue either way.
            self._leave(turn)
            raise
        finally:
            del self._calls[turn.number]
        return turn

    def _leave(self, turn: Turn, pause: float = 0.0) -> None:
        self._slots.leave(turn, self._now(), pause)
        self._serve()

    def _serve(self) -> None:
        now = self._now()
        while (turn := self._slots.grant(now)) is not None:
            call = self._calls[turn.number]
            if not call.done():
                call.set_result(None)
        if self._alarm is not None:
            self._alarm.cancel()
        wake_at = self._slots.wake_at(now)
        self._alarm = None
        if wake_at is not None:
            self._alarm = self._call_later(wake_at - now, self._serve)


def paced_chat(endpoint: str, arguments: dict[str, Any]) -> ChatId | None:
    """The chat this call writes to; None for calls that go through at once."""
    chat = arguments.get("chat_id")
    if chat is None or endpoint.startswith(UNPACED):
        return None
    try:
        return int(chat)
    except (TypeError, ValueError):
        return str(chat)


def seconds_of(period: int | float | timedelta) -> float:
    """python-telegram-bot gives a number or, with PTB_TIMEDELTA=1, a timedelta."""
    return period.total_seconds() if isinstance(period, timedelta) else float(period)
