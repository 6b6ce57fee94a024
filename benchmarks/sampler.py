"""A sampling profiler that understands greenlets: SQLAlchemy runs its code in one and awaits in
another, which confuses profilers that follow calls and returns."""

import os
import signal
import time
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

import greenlet

ROOTS = ("domain/", "workflows/", "db/", "bot/", "handlers/")
GROUPS = (
    "sqlalchemy/orm",
    "sqlalchemy/sql",
    "sqlalchemy/engine",
    "sqlalchemy/pool",
    "sqlalchemy",
    "aiosqlite",
    "asyncpg",
    "aiogram",
    "pydantic",
    "selectors.py",
    "asyncio",
    "json",
    *ROOTS,
)
MARKS = ("site-packages/", f"{Path(os.__file__).parent}/", f"{Path(__file__).parents[1]}/")


class Sampler:
    """`with Sampler() as seen:` then `seen.by_group(n)` and `seen.by_function(n)` in ms for each
    of n pieces of work."""

    def __init__(self, interval: float = 0.001) -> None:
        self.interval = interval
        self.groups: Counter[str] = Counter()
        self.functions: Counter[tuple[str, str]] = Counter()
        self.samples = 0
        self.took = 0.0

    def __enter__(self) -> "Sampler":
        self._before: Any = signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(signal.ITIMER_REAL, self.interval, self.interval)
        self._begun = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        self.took = time.perf_counter() - self._begun
        signal.signal(signal.SIGALRM, self._before)

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        stack = _frames(frame)
        current = greenlet.getcurrent().parent
        while current is not None:
            stack += _frames(current.gr_frame)
            current = current.parent
        self.samples += 1
        self.groups[next((g for g in map(_group, stack) if g), "other")] += 1
        self.functions.update({(_place(f), f.f_code.co_qualname) for f in stack})

    def by_group(self, pieces: int) -> list[tuple[str, float]]:
        """Where the innermost frame of a known package stood: ms for each piece of work."""
        each = self.took / max(self.samples, 1) / pieces * 1000
        return [(group, count * each) for group, count in self.groups.most_common()]

    def by_function(self, pieces: int, least: float = 0.05) -> list[tuple[str, float]]:
        """What was under way, callees included: ms for each piece of work."""
        each = self.took / max(self.samples, 1) / pieces * 1000
        named = ((f"{p}:{q}", n * each) for (p, q), n in self.functions.most_common())
        return [(name, cost) for name, cost in named if cost >= least]


def _frames(frame: FrameType | None) -> list[FrameType]:
    found = []
    while frame is not None:
        found.append(frame)
        frame = frame.f_back
    return found


def _place(frame: FrameType) -> str:
    path = frame.f_code.co_filename
    for mark in MARKS:
        path = path.split(mark)[-1]
    return path


def _group(frame: FrameType) -> str | None:
    place = _place(frame)
    return next((group for group in GROUPS if place.startswith(group)), None)
