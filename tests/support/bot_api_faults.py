"""What can go wrong on purpose in the Bot API twin: planned faults and enforced flood limits."""

import math
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field

from tests.support.bot_api_wire import Refusal


@dataclass(frozen=True)
class Fault:
    """One planned misbehaviour.

    `refusal` answers instead of acting; `hang` acts, then answers that many seconds later; `drop`
    closes the connection without an answer, after acting when `delivered`.
    """

    refusal: Refusal | None = None
    hang: float = 0.0
    drop: bool = False
    delivered: bool = True


@dataclass
class FaultPlan:
    """Faults waiting for their method; `*` waits for any method but getUpdates."""

    waiting: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        self.waiting[method.lower()].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        for name in (method.lower(), "*"):
            if self.waiting[name] and (name != "*" or method.lower() != "getupdates"):
                return self.waiting[name].popleft()
        return None


@dataclass
class Limits:
    """Flood limits over sliding windows, refusals counted by scope (overall, chat, group).

    `slack` seconds are taken off every window: the network between a smooth sender and us jitters,
    and Telegram's own limits are not that sharp either.
    """

    per_second: int
    per_chat_per_second: int
    per_group_per_minute: int
    slack: float = 0.05
    refused: Counter[str] = field(default_factory=Counter)
    _windows: dict[tuple[str, int], deque[float]] = field(default_factory=dict)

    def admit(self, chat_id: int, now: float) -> None:
        """Count one message, or raise 429 with the seconds until its tightest window has room."""
        rules = [("overall", 0, self.per_second, 1.0)]
        rules.append(("chat", chat_id, self.per_chat_per_second, 1.0))
        if chat_id < 0:
            rules.append(("group", chat_id, self.per_group_per_minute, 60.0))
        for scope, key, count, seconds in rules:
            window = self._windows.setdefault((scope, key), deque())
            while window and now - window[0] >= seconds - self.slack:
                window.popleft()
            if len(window) >= count:
                self.refused[scope] += 1
                wait = max(1, math.ceil(window[0] + seconds - now))
                raise Refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        for scope, key, _, _ in rules:
            self._windows[scope, key].append(now)
