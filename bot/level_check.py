"""What the shape of the configuration cannot tell about levels: limits that contradict others."""

from collections.abc import Iterator, Mapping
from datetime import UTC, timedelta
from typing import Any

from bot.settings import Settings
from bot.time_settings import Level
from domain.clocks import Limit, WorkingCalendar, length_of
from domain.policy import DEFAULT_POLICIES

Problem = tuple[tuple[Any, ...], str]

LATER = ("contact", "fix")
"""Clocks that cannot end before somebody has taken the ticket."""


def level_problems(settings: Settings) -> Iterator[Problem]:
    """Levels with less time until it is done, or she is contacted, than until somebody takes it; a
    season's beside what holds all year."""
    calendar = WorkingCalendar(UTC, settings.time.working, lambda _: None)
    yield from _too_short(("levels",), settings.levels, {}, calendar)
    for n, season in enumerate(settings.seasons):
        key = ("seasons", n, "levels")
        yield from _too_short(key, season.levels, settings.levels, calendar)


def _too_short(
    key: tuple[Any, ...],
    levels: Mapping[Any, Level],
    usual: Mapping[Any, Level],
    calendar: WorkingCalendar,
) -> Iterator[Problem]:
    for code, level in levels.items():
        base, default = usual.get(code, Level()), DEFAULT_POLICIES[code]
        limits = {
            name: getattr(level, name) or getattr(base, name) or getattr(default, name)
            for name in ("accept", *LATER)
        }
        accept = limits["accept"]
        for name in LATER:
            if _length(limits[name], calendar) >= _length(accept, calendar):
                continue
            if getattr(level, name):
                yield (*key, code, name), f"shorter than accept; allowed: {accept} or longer"
            elif level.accept:
                said = f"longer than {name}; allowed: {limits[name]} or shorter"
                yield (*key, code, "accept"), said
                break


def _length(limit: str, calendar: WorkingCalendar) -> timedelta:
    return length_of(Limit.parse(limit), calendar)
