"""Standstills: spans in which the program did not run, and nobody could answer it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from domain.deferral import moved
from domain.ladder import ClockRun


class Standstill(NamedTuple):
    """From when until when nothing ran."""

    gone: datetime
    back: datetime


def given_back(
    run: ClockRun, end: datetime, standstills: Iterable[Standstill]
) -> tuple[datetime, datetime]:
    """From when and until when somebody has time to answer, who had it from the start of a clock
    until `end`: what was left when the program stopped, counted on the time of that clock, is left
    when it is back. What lies outside that time takes nothing of it."""
    start = run.start
    for gone, back in sorted(standstills):
        if start < back and gone < end:
            began = max(start, gone)
            worked = run.limit.on_working_time
            left = run.calendar.between(began, end) if worked else end - began
            start, end = back, max(end, moved(back, left, run.limit, run.calendar))
    return start, end
