"""What a process keeps between its units of work. All of it could be read again."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import DeclarativeBase

from db.roster import Roster, Seats


@dataclass
class Memory:
    """The roster and who sits at the desk these days, as they were read last; keys this process
    took from PostgreSQL's sequences for rows that did not come to be (on SQLite keys are counted
    within the transaction); the version of the organisation this process has, and who is handed
    another one."""

    roster: Roster | None = None
    seats: Seats | None = None
    organisation: str | None = None
    hand_over: Callable[[Mapping[str, Any]], None] = lambda _document: None
    spare_keys: dict[type[DeclarativeBase], deque[int]] = field(default_factory=dict)

    def spare(self, model: type[DeclarativeBase]) -> deque[int]:
        """The keys of a table that are free to take."""
        return self.spare_keys.setdefault(model, deque())
