"""What every workflow is handed: one frozen bundle of few fields, built in bot/app.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta, tzinfo
from typing import Any, Protocol

from db.session import Begin
from domain.catalogue import Catalogue, Rule
from domain.clocks import QuietHours, WorkingCalendar
from domain.duplicates import MergeRule
from domain.honesty import Thresholds
from domain.org import Organisation
from domain.own_hours import OwnHours
from domain.policy import LevelPolicy
from domain.project import HotRule
from domain.restraint import Restraint
from domain.retention import Retention
from domain.season import Seasons
from workflows.gather import Gatherer


class Clock(Protocol):
    """The one source of the present: the system's in service, a movable one in demo and tests."""

    def now(self) -> datetime:
        """The present, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """What a community configures: the organisation, words, limits and hours. `gathering`: how long
    after a message the next one of the same person may be more of it; zero: never. `transcribes`:
    voice notes are put into words."""

    org: Organisation
    catalogue: Catalogue
    calendar: WorkingCalendar
    quiet: QuietHours
    policies: Mapping[str, LevelPolicy]
    default_lang: str = "zh"
    emergency_phone: str = ""
    bot_link: str = ""
    home_compound: str | None = None
    invite_days: int = 7
    calls_vanguard: bool = True
    merge: MergeRule = MergeRule()
    calendars: Mapping[str, WorkingCalendar] = field(default_factory=dict)
    quiets: Mapping[str, QuietHours] = field(default_factory=dict)
    seasons: Seasons = field(default_factory=Seasons)
    retention: Retention = Retention()
    gathering: timedelta = timedelta()
    transcribes: bool = False
    restraint: Restraint = Restraint()
    thresholds: Thresholds = Thresholds()
    compared: frozenset[str] = frozenset()
    """Units whose summary shows those right beneath side by side."""
    hot: HotRule = HotRule()
    from_file: Catalogue | None = None
    """The catalogue without what the office's sheet says over it; None: the same."""
    own_hours: Mapping[str, OwnHours] = field(default_factory=dict)
    """When units work, of those whose first person responsible has said so in the chat."""
    unit_words: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    """The words of categories that count for a unit and all beneath it, by that unit."""

    def become(self, other: "Rules") -> None:
        """Be other rules from now on, for everybody who holds these: an office has brought another
        organisation. Between two awaits nobody sees half of it."""
        for one in fields(self):
            object.__setattr__(self, one.name, getattr(other, one.name))  # frozen for all others

    def calendar_of(self, unit: str) -> WorkingCalendar:
        """The working calendar of a unit; of an unknown one that of [time]."""
        return self.calendars.get(unit, self.calendar)

    def quiet_of(self, unit: str) -> QuietHours:
        """The quiet hours of a unit; of an unknown one those of [time]."""
        return self.quiets.get(unit, self.quiet)

    @property
    def plain_catalogue(self) -> Catalogue:
        """The catalogue as its file has it, whatever the office's sheet says."""
        return self.from_file or self.catalogue

    @property
    def zone(self) -> tzinfo:
        """The zone in which people here read a clock."""
        return self.calendar.zone


@dataclass(frozen=True, slots=True)
class Deps:
    """The bundle: where work begins, the clock, the rules, how to wake the delivery loop, and
    where messages that come at the same moment meet."""

    begin: Begin
    clock: Clock
    rules: Rules
    wake: Callable[[], None]
    gatherer: Gatherer[Any, bool] = field(default_factory=Gatherer)

    def now(self) -> datetime:
        """The present."""
        return self.clock.now()


Say = Callable[[str, str, Mapping[str, Any]], str]
"""From a language, a key and its values to a text."""

DIALOG_WINDOW = timedelta(minutes=30)
"""How long a question of ours waits for a free-text answer before the next message counts as a
new matter."""
