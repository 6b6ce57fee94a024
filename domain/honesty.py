"""What is worth a second look before numbers are believed: done at the last moment, accepted in the
second it came, many done at once, closed and opened again, asked late. Facts out of the history,
never a judgement: each can have a good reason."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Look(StrEnum):
    """What was seen."""

    LAST = "last"
    AT_ONCE = "at_once"
    MANY = "many"
    BACK = "back"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on something is worth a look. last_percent: done after so much of its limit, and
    in time. accept_seconds: accepted within so many of having come. many, many_minutes: so many
    done by one person within so many minutes. late_hours: the resident was asked so long after it
    had been done."""

    last_percent: int = 99
    accept_seconds: int = 1
    many: int = 5
    many_minutes: int = 10
    late_hours: int = 24


CAME = frozenset({"opened", "dispatched", "return", "rule", "take_back", "give_back"})
"""Kinds of history by which a ticket comes into a queue."""

BEGAN = frozenset({"opened", "unsolved", "reopen"})
"""By which its limit to be done begins."""

ANSWERED = frozenset({"solved", "unsolved"})
KINDS = frozenset({*CAME, *BEGAN, *ANSWERED, "accept", "resolve", "lead_done", "extended", "held"})
"""The kinds that are looked at."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of a ticket's history. `until`: the date by which the ticket is to be done, as it
    stands now. `passed_on`: a colleague says what the resident said."""

    ticket: int
    kind: str
    at: datetime
    person: int | None = None
    until: datetime | None = None
    passed_on: bool = False


@dataclass(slots=True)
class _Course:
    """How one ticket has gone so far."""

    came: datetime | None = None
    began: datetime | None = None
    moved: bool = False
    lead_done: datetime | None = None
    done: datetime | None = None


def looks(
    deeds: Iterable[Deed], start: datetime, end: datetime, limits: Thresholds
) -> Mapping[Look, tuple[int, ...]]:
    """The numbers of the tickets of which something of each kind was seen from `start` to before
    `end`. `deeds`: each ticket's history in its order, also from before `start`. The limit is
    measured on the clock on the wall; of a round that was begun anew or whose date was moved since
    it was done nothing is said."""
    found: dict[Look, dict[int, None]] = {look: {} for look in Look}
    courses: dict[int, _Course] = defaultdict(_Course)
    done_by: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    last: dict[int, bool] = {}
    for deed in deeds:
        course = courses[deed.ticket]
        for look in _seen(deed, course, limits):
            if start <= deed.at < end:
                found[look][deed.ticket] = None
        if deed.kind == "resolve":
            inside = start <= deed.at < end
            last[deed.ticket] = inside and _at_the_last(deed, course, limits)
            if inside and deed.person is not None:
                done_by[deed.person].append((deed.at, deed.ticket))
        elif deed.kind in BEGAN:
            last[deed.ticket] = False
        _go_on(course, deed)
    found[Look.LAST] = dict.fromkeys(number for number, seen in last.items() if seen)
    found[Look.MANY] = dict.fromkeys(
        number for done in done_by.values() for number in _together(done, limits)
    )
    return {look: tuple(sorted(numbers)) for look, numbers in found.items()}


def _seen(deed: Deed, course: _Course, limits: Thresholds) -> Iterable[Look]:
    """What this line of the history shows by itself."""
    at_once, late = timedelta(seconds=limits.accept_seconds), timedelta(hours=limits.late_hours)
    if deed.kind == "accept" and course.came and deed.at - course.came <= at_once:
        yield Look.AT_ONCE
    elif deed.kind == "reopen":
        yield Look.BACK
    # The question lay with a colleague, or one side was done long before she was asked.
    asked_by = deed.kind in ANSWERED and deed.passed_on
    since = course.done if asked_by else course.lead_done if deed.kind == "resolve" else None
    if since and deed.at - since >= late:
        yield Look.LATE


def _at_the_last(deed: Deed, course: _Course, limits: Thresholds) -> bool:
    if deed.until is None or course.began is None or course.moved or deed.at > deed.until:
        return False
    whole = deed.until - course.began
    return (deed.at - course.began) * 100 >= whole * limits.last_percent


def _together(done: list[tuple[datetime, int]], limits: Thresholds) -> set[int]:
    """Of what one person has done, all that was done within so few minutes of so much more."""
    ordered, span = sorted(done), timedelta(minutes=limits.many_minutes)
    found: set[int] = set()
    first = 0
    for n, (at, _) in enumerate(ordered):
        while at - ordered[first][0] > span:
            first += 1
        some = {number for _, number in ordered[first : n + 1]}
        if len(some) >= limits.many:
            found |= some
    return found


def _go_on(course: _Course, deed: Deed) -> None:
    if deed.kind in CAME or deed.kind in BEGAN:
        course.came = deed.at
    if deed.kind in BEGAN:
        course.began, course.moved, course.lead_done, course.done = deed.at, False, None, None
    elif deed.kind in ("extended", "held"):
        course.moved = True
    elif deed.kind == "lead_done":
        course.lead_done = deed.at
    elif deed.kind == "resolve":
        course.done, course.lead_done = deed.at, None
