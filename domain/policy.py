"""What each level L0 to L4 promises: its limits. Copied onto a ticket when it opens, so that a
later change of configuration never moves the deadline of a ticket that is already open."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from domain.clocks import Limit

LEVELS = ("L0", "L1", "L2", "L3", "L4")


@dataclass(frozen=True, slots=True)
class LevelPolicy:
    """The limits of one level, as text (`30m`, `2wh`); see domain.clocks.Limit.

    accept: until somebody takes it. contact: until the resident hears from that person.
    fix: until it is done. confirm: how long the resident may answer. ruling: how long the chair
    may take. news: how long an accepted ticket may stay without news before "still on it?" is
    asked, and news_answer how long that question may stay open. repeat: page again until accepted.
    pages_all: everybody on duty on both sides and the secretary at once. quiet: keep quiet hours.
    """

    code: str
    accept: str
    contact: str
    fix: str
    confirm: str = "72h"
    ruling: str = "30m"
    news: str = "2wd"
    news_answer: str = "4wh"
    repeat: str | None = None
    pages_all: bool = False
    quiet: bool = True

    def limit(self, clock: str) -> Limit:
        """The limit of a clock by its name: accept, contact, fix, confirm, ruling, news..."""
        return Limit.parse(getattr(self, clock))

    def to_json(self) -> dict[str, object]:
        """The form in which it is kept on the ticket."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> "LevelPolicy":
        """Read back what `to_json` wrote."""
        return cls(**kept)  # type: ignore[arg-type]


DEFAULT_POLICIES: dict[str, LevelPolicy] = {
    "L0": LevelPolicy(
        "L0",
        "5m",
        "15m",
        "2h",
        ruling="30m",
        news="30m",
        news_answer="15m",
        repeat="5m",
        pages_all=True,
        quiet=False,
    ),
    "L1": LevelPolicy(
        "L1", "15m", "30m", "2h", ruling="30m", news="1h", news_answer="30m", quiet=False
    ),
    "L2": LevelPolicy("L2", "30m", "2h", "24h", ruling="30m", news="12h", news_answer="2h"),
    "L3": LevelPolicy("L3", "2wh", "1wd", "7wd", ruling="30wm", news="3wd", news_answer="4wh"),
    "L4": LevelPolicy("L4", "2wh", "1wd", "15wd", ruling="30wm", news="5wd", news_answer="1wd"),
}
"""The defaults of DOMAIN §4. On a calendar level 24 h is one working day, 7 days are seven."""
