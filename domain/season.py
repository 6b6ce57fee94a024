"""Seasons (供暖季, 汛期) and the surge mode (应急): what they change about tickets that open while
they are on. They begin by date or are switched on by hand; open tickets keep what they have."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zlib import crc32

from domain.policy import LevelPolicy

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Raise:
    """Tickets of these categories open at this level at least; with `words` only those whose text
    holds one of them."""

    level: str
    categories: frozenset[str]
    words: tuple[str, ...] = ()

    def concerns(self, category: str, text: str) -> bool:
        """Whether it speaks of such a ticket; `text` as it is read."""
        named = not self.words or any(word in text for word in self.words)
        return category in self.categories and named


@dataclass(frozen=True, slots=True)
class Season:
    """A part of the year, or a surge: `first` is None for one that is switched on by hand.

    Both ends are included, and it may pass the year's end. `units`: every unit it concerns, those
    beneath a named one included. `levels`: per level the values that differ; those of
    `around_the_clock` run on the wall clock and keep no quiet hours.
    """

    name: str
    first: MonthDay | None = None
    last: MonthDay | None = None
    units: frozenset[str] = frozenset()
    raises: tuple[Raise, ...] = ()
    levels: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, hash=False)
    quiet: tuple[str, ...] | None = None
    around_the_clock: frozenset[str] = frozenset()

    @property
    def by_hand(self) -> bool:
        """Whether people switch it on and off."""
        return self.first is None

    @property
    def number(self) -> int:
        """What stands for its name on a button."""
        return crc32(self.name.encode())

    def holds(self, day: date) -> bool:
        """Whether a local day lies in it; never of one that is switched by hand."""
        if self.first is None or self.last is None:
            return False
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last

    def change(self, policy: LevelPolicy) -> LevelPolicy:
        """The limits of a level with what differs in this season."""
        quiet = policy.quiet_spans if self.quiet is None else self.quiet
        return replace(policy, **self.levels.get(policy.code, {}), quiet_spans=quiet)


@dataclass(frozen=True, slots=True)
class Surge:
    """A season that was switched on by hand, for a unit and all beneath it, until a moment."""

    unit: str
    season: str
    until: datetime


class Seasons:
    """All seasons of the configuration over the ordinary limits."""

    def __init__(
        self, seasons: Sequence[Season] = (), policies: Mapping[str, LevelPolicy] | None = None
    ) -> None:
        self.all = tuple(seasons)
        self.by_hand = tuple(season for season in seasons if season.by_hand)
        self._policies = policies or {}
        self._made: dict[tuple[str, ...], LevelPolicy] = {}

    def on(
        self, day: date, units: Sequence[str], surges: Mapping[str, Iterable[str]]
    ) -> tuple[Season, ...]:
        """The seasons that are on for any of these units on a local day. `surges`: the units, with
        those beneath them, for which each season was switched on."""
        return tuple(
            season
            for season in self.all
            if any(unit in season.units for unit in units)
            and (season.holds(day) or any(unit in surges.get(season.name, ()) for unit in units))
        )

    def level(
        self, level: str, category: str, text: Callable[[], str], on: Sequence[Season]
    ) -> str:
        """The level at which a ticket opens; `text` is asked for only where it matters."""
        rules = [one for season in on for one in season.raises if one.level < level]
        rules = [one for one in rules if category in one.categories]
        if not rules:
            return level
        read = text() if any(one.words for one in rules) else ""
        return min([level, *(one.level for one in rules if one.concerns(category, read))])

    def policy(self, level: str, on: tuple[Season, ...]) -> LevelPolicy:
        """The limits of a level while these seasons are on."""
        key = (level, *(season.name for season in on))
        if key not in self._made:
            policy = self._policies[level]
            for season in on:
                policy = season.change(policy)
            always = any(level in season.around_the_clock for season in on)
            self._made[key] = policy.around_the_clock() if always else policy
        return self._made[key]
