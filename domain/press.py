"""The payload of a button: `action:ticket[:choice]`, at most 64 bytes (Telegram's bound).

It is not signed: who pressed is known from the channel, and every press is checked against the
ticket's present state, so a forged payload gains nothing (docs/adr/0005).
"""

import re
from dataclasses import dataclass

PAYLOAD = re.compile(r"([a-z_]{1,20}):([0-9]{1,18})(?::([a-z0-9_.\-]{1,40}))?")


@dataclass(frozen=True, slots=True)
class Press:
    """What a button says: a verb, the ticket's number (0: none), a choice where one is asked."""

    verb: str
    ticket: int
    choice: str | None = None

    def __str__(self) -> str:
        tail = f":{self.choice}" if self.choice is not None else ""
        return f"{self.verb}:{self.ticket}{tail}"

    @classmethod
    def parse(cls, payload: str) -> "Press | None":
        """Read a payload; None for anything a button of ours cannot have said."""
        found = PAYLOAD.fullmatch(payload)
        if not found or len(payload) > 64:
            return None
        return cls(found.group(1), int(found.group(2)), found.group(3))
