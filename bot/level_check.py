"""What the shape of the configuration cannot tell about levels: limits that contradict others."""

from collections.abc import Iterator, Mapping
from datetime import UTC, timedelta
from typing import Any

from bot.settings import Settings
from bot.time_settings import Level
from domain.clocks import Limit, WorkingCalendar, length_of
from domain.policy import DEFAULT_POLICIES

Problem = tuple[tuple[Any, ...], str]


def level_problems(settings: Settings) -> Iterator[Problem]:
    """Levels with less time until it is done than until somebody takes it; a season's beside what
    holds all year."""
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
        base = usual.get(code, Level())
        accept, fix = (
            getattr(level, name) or getattr(base, name) or getattr(DEFAULT_POLICIES[code], name)
            for name in ("accept", "fix")
        )
        if _length(fix, calendar) >= _length(accept, calendar):
            continue
        if level.fix:
            yield (*key, code, "fix"), f"shorter than accept; allowed: {accept} or longer"
        elif level.accept:
            yield (*key, code, "accept"), f"longer than fix; allowed: {fix} or shorter"


def _length(limit: str, calendar: WorkingCalendar) -> timedelta:
    return length_of(Limit.parse(limit), calendar)
