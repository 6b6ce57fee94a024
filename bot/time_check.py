"""What the shape of the configuration cannot tell about calendars and seasons: units, categories
and names that must exist, seasons that contradict one another."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Any

from bot.rules import make_organisation, make_season
from bot.settings import Settings
from domain.season import Season

Problem = tuple[tuple[Any, ...], str]


def calendar_problems(settings: Settings) -> Iterator[Problem]:
    """Units that are not there, or have two rows."""
    seen: set[str] = set()
    for n, row in enumerate(settings.calendars):
        yield from _unknown(settings, ("calendars", n, "units"), row.units)
        twice = sorted(seen.intersection(row.units))
        if twice or len(set(row.units)) < len(row.units):
            named = ", ".join(twice) or "a unit"
            yield ("calendars", n, "units"), f"{named} stands in [[calendars]] more than once"
        seen.update(row.units)


def season_problems(settings: Settings, categories: Iterable[str] | None) -> Iterator[Problem]:
    """Units and categories that are not there (`categories` None: not known), names used twice,
    and the same thing set differently by two seasons that can be on at the same time."""
    known = None if categories is None else set(categories)
    for n, row in enumerate(settings.seasons):
        yield from _unknown(settings, ("seasons", n, "units"), row.units)
        if row.name in [other.name for other in settings.seasons[:n]]:
            yield ("seasons", n, "name"), "this name is used twice"
        for m, one in enumerate(row.raises):
            missing = [] if known is None else [c for c in one.categories if c not in known]
            if missing and known is not None:
                key = ("seasons", n, "raise", m, "categories")
                allowed = ", ".join(sorted(known))
                yield key, f"no such category: {', '.join(missing)}; allowed: {allowed}"
    yield from _contradictions(settings)


def _unknown(settings: Settings, key: tuple[Any, ...], codes: Iterable[str]) -> Iterator[Problem]:
    units = {unit.code for unit in settings.units}
    if not units:  # they come from the office's sheet, which is checked against these rows
        return
    missing = [code for code in codes if code not in units]
    if missing:
        yield key, f"no such unit: {', '.join(missing)}; allowed: {', '.join(sorted(units))}"


def _contradictions(settings: Settings) -> Iterator[Problem]:
    org = make_organisation(settings)
    seasons = [make_season(row, org) for row in settings.seasons]
    for n, row in enumerate(settings.seasons):
        for level in row.around_the_clock:
            if row.levels.get(level) and row.levels[level].quiet:
                key = ("seasons", n, "levels", level, "quiet")
                yield key, "a level that runs around the clock keeps no quiet hours"
    for (_, one), (m, other) in combinations(enumerate(seasons), 2):
        if _meet(one, other):
            yield from _differences(one, other, m)


def _differences(one: Season, other: Season, m: int) -> Iterator[Problem]:
    """Where the later of two seasons sets what the earlier one sets otherwise."""
    says = f"the season {one.name}, which can be on at the same time, sets this differently"
    for level, values in other.levels.items():
        before = one.levels.get(level, {})
        for name, value in values.items():
            quiet = name == "quiet" and value and level in one.around_the_clock
            if quiet or before.get(name, value) != value:
                yield ("seasons", m, "levels", level, name), says
    for level in sorted(other.around_the_clock):
        if one.levels.get(level, {}).get("quiet"):
            yield ("seasons", m, "around_the_clock"), says
    if None not in (one.quiet, other.quiet) and one.quiet != other.quiet:
        yield ("seasons", m, "quiet"), says


def _meet(one: Season, other: Season) -> bool:
    """Whether two seasons can be on at the same time for the same unit. One that is switched by
    hand can be on at any time."""
    if not one.units & other.units:
        return False
    if one.by_hand or other.by_hand:
        return True
    return any(one.holds(day) and other.holds(day) for day in _edges(one, other))


def _edges(*seasons: Season) -> Iterator[date]:
    """Days one of which lies in both of two seasons that meet: their first days."""
    for season in seasons:
        if season.first:
            yield date(2024, *season.first)  # a leap year
