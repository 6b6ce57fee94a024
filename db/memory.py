"""What a process keeps between its units of work. All of it could be read again."""

from collections import deque
from dataclasses import dataclass, field

from sqlalchemy.orm import DeclarativeBase

from db.roster import Roster


@dataclass
class Memory:
    """The roster as it was read last, and keys this process took from PostgreSQL's sequences for
    rows that did not come to be. On SQLite keys are counted within the transaction."""

    roster: Roster | None = None
    spare_keys: dict[type[DeclarativeBase], deque[int]] = field(default_factory=dict)

    def spare(self, model: type[DeclarativeBase]) -> deque[int]:
        """The keys of a table that are free to take."""
        return self.spare_keys.setdefault(model, deque())
