"""What each level L0 to L4 promises: its limits. Copied onto a ticket when it opens, so that a
later change of configuration never moves the deadline of a ticket that is already open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from domain.clocks import Limit

LEVELS = ("L0", "L1", "L2", "L3", "L4")
RARE: Mapping[str, object] = {"quiet_spans": None, "hours_of": {}, "urge": None}
"""What few tickets have is kept only on those."""

AS_LONG_AS = {"deferral": "ruling", "part_accept": "accept", "part": "fix"}
"""Clocks without a limit of their own: a deferral that was asked for may wait as long as a ruling,
the supporting side has as long as the leading one."""

STAFF_CLOCKS = ("accept", "contact", "fix", "ruling", "news", "news_answer")
"""Clocks that run for the staff; `confirm` is the resident's time."""


@dataclass(frozen=True, slots=True)
class LevelPolicy:
    """The limits of one level, as text (`30m`, `2wh`); see domain.clocks.Limit.

    accept: until somebody takes it. contact: until the resident hears from that person.
    fix: until it is done. confirm: how long the resident may answer. ruling: how long the chair
    may take. news: how long an accepted ticket may stay without news before "still on it?" is
    asked, and news_answer how long that question may stay open. repeat: page again until accepted.
    pages_all: everybody on duty on both sides and the secretary at once. quiet: keep quiet hours.
    deferrals: how often its date may be moved by approval. defer_at_most: how many days from the
    day of asking at most.

    urge: how often her urging (催办) is passed on; None: as is usual for the level.
    quiet_spans: the quiet hours of the season in which the ticket opened, as `22:00-07:30`; None:
    those of its unit. hours_of: clocks that go on with the hours of a unit the ticket has left.
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
    deferrals: int = 0
    defer_at_most: int = 0
    quiet_spans: Sequence[str] | None = None
    hours_of: Mapping[str, str] = field(default_factory=dict, hash=False)
    urge: str | None = None

    def limit(self, clock: str) -> Limit:
        """The limit of a clock by its name: accept, contact, fix, confirm, ruling, news..."""
        return Limit.parse(getattr(self, AS_LONG_AS.get(clock, clock)))

    def around_the_clock(self) -> "LevelPolicy":
        """The same amounts on the wall clock, without quiet hours."""
        limits = {clock: str(self.limit(clock).on_the_wall) for clock in STAFF_CLOCKS}
        return replace(self, quiet=False, **limits)  # type: ignore[arg-type]

    def to_json(self) -> dict[str, object]:
        """The form in which it is kept on the ticket."""
        made = {one.name: getattr(self, one.name) for one in fields(self)}
        return {
            name: value for name, value in made.items() if name not in RARE or value != RARE[name]
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> "LevelPolicy":
        """Read back what `to_json` wrote; a limit that was not there yet has its default."""
        usual = DEFAULT_POLICIES.get(str(kept.get("code")))
        missing = usual.to_json() if usual and "deferrals" not in kept else {}
        return cls(**(missing | dict(kept)))  # type: ignore[arg-type]


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
        "L1",
        "15m",
        "30m",
        "2h",
        ruling="30m",
        news="1h",
        news_answer="30m",
        quiet=False,
        deferrals=1,
        defer_at_most=1,
    ),
    "L2": LevelPolicy(
        "L2",
        "30m",
        "2h",
        "24h",
        ruling="30m",
        news="12h",
        news_answer="2h",
        deferrals=1,
        defer_at_most=3,
    ),
    "L3": LevelPolicy(
        "L3",
        "2wh",
        "1wd",
        "7wd",
        ruling="30wm",
        news="3wd",
        news_answer="4wh",
        deferrals=2,
        defer_at_most=15,
    ),
    "L4": LevelPolicy(
        "L4",
        "2wh",
        "1wd",
        "15wd",
        ruling="30wm",
        news="5wd",
        news_answer="1wd",
        deferrals=3,
        defer_at_most=30,
    ),
}
"""The defaults of DOMAIN §4. On a calendar level 24 h is one working day, 7 days are seven."""
