"""Time limits and the calendars they run on (DOMAIN §4). Values in, values out; no clock.

All moments are aware datetimes (ValueError else); results are in UTC. A limit runs on the wall
clock (`15m`, `24h`, `3d`) or on working time (`2wh`, `7wd`: a working day is one day's blocks).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from domain.hours import QuietHours as QuietHours
from domain.hours import Span, in_utc, spans_on

WorkdayLookup = Callable[[date], bool | None]
"""Whether people work on a day; None when the calendar does not know that year yet."""

LIMIT_TEXT = re.compile(r"([1-9][0-9]{0,4})(m|h|d|wm|wh|wd)")
LIMIT_HINT = "a number and m, h, d (wall clock) or wm, wh, wd (working time), as 30m, 24h, 2wh, 7wd"
WALL_MINUTES = {"m": 1, "h": 60, "d": 24 * 60}
LONGEST = {"m": 99_999, "h": 8784, "d": 366, "wm": 99_999, "wh": 2000, "wd": 250}
"""A year at most: the working calendar looks no further than ten years ahead."""
HORIZON_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something may take: an amount and its unit."""

    amount: int
    unit: str

    @classmethod
    @lru_cache
    def parse(cls, text: str) -> "Limit":
        """Read `30m`, `24h`, `3d`, `2wh`, `7wd`. Raises ValueError that says what is allowed."""
        found = LIMIT_TEXT.fullmatch(text)
        if not found:
            raise ValueError(f"not a time limit: {text!r}; allowed: {LIMIT_HINT}")
        limit = cls(int(found.group(1)), found.group(2))
        if limit.amount > LONGEST[limit.unit]:
            raise ValueError(f"too long a time limit: {text!r}; allowed: up to about a year")
        return limit

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"

    @property
    def on_working_time(self) -> bool:
        """True when it runs on the working calendar instead of the wall clock."""
        return self.unit.startswith("w")

    @property
    def on_the_wall(self) -> "Limit":
        """The same amount on the wall clock: two hours, seven days around the clock."""
        return Limit(self.amount, self.unit.removeprefix("w"))


@dataclass(frozen=True)
class WorkingCalendar:
    """When people work: a zone, the blocks of a working day, and which days are working days.

    A year the lookup does not know counts as working on every day, so that a deadline can come
    out earlier than it would with the holidays, never later (property-tested); whoever builds the
    lookup warns loudly about such a year.
    """

    zone: tzinfo
    blocks: tuple[tuple[time, time], ...]
    is_workday: WorkdayLookup
    _known: dict[date, bool] = field(default_factory=dict, compare=False, repr=False)
    _days: dict[date, Sequence[Span]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def day_length(self) -> timedelta:
        """The working time of one ordinary day."""
        day = date(2000, 1, 3)
        return sum(
            (
                datetime.combine(day, end) - datetime.combine(day, start)
                for start, end in self.blocks
            ),
            timedelta(),
        )

    def works_on(self, day: date) -> bool:
        """Whether that local day is a working day, unknown years counted as working."""
        if day not in self._known:
            self._known[day] = self.is_workday(day) is not False
        return self._known[day]

    def spans(self, start: datetime) -> Iterator[Span]:
        """Working spans in UTC from a moment on, the first one cut at that moment."""
        first = in_utc(start)
        day = first.astimezone(self.zone).date()
        for offset in range(HORIZON_DAYS):
            for begin, end in self._spans_of(day + timedelta(days=offset)):
                if end > first:
                    yield max(begin, first), end

    def _spans_of(self, day: date) -> Sequence[Span]:
        """The working spans of a local day, in UTC, as the clock on the wall has them."""
        if day not in self._days:
            blocks = self.blocks if self.works_on(day) else ()
            found = (span for block in blocks for span in spans_on(self.zone, day, *block))
            self._days[day] = sorted(found)
        return self._days[day]

    def end_of(self, day: date) -> datetime | None:
        """When the last block of a local day ends; None when nobody works on it."""
        spans = self._spans_of(day)
        return spans[-1][1] if spans else None

    def add(self, start: datetime, worked: timedelta) -> datetime:
        """The moment by which that much working time has passed since `start`.

        Raises OverflowError when ten years do not hold that much working time.
        """
        left = worked
        for begin, end in self.spans(start):
            if end - begin >= left:
                return begin + left
            left -= end - begin
        raise OverflowError("the working calendar holds no such moment within ten years")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from `start` to `end`; zero when `end` is not later."""
        total = timedelta()
        for begin, stop in self.spans(start):
            if begin >= end:
                break
            total += min(stop, end) - begin
        return total

    def is_open(self, moment: datetime) -> bool:
        """Whether people are at work at that moment."""
        for begin, _ in self.spans(moment):
            return begin <= moment
        return False


def length_of(limit: Limit, calendar: WorkingCalendar) -> timedelta:
    """The limit as an amount of (wall or working) time."""
    if limit.unit == "wm":
        return timedelta(minutes=limit.amount)
    if limit.unit == "wh":
        return timedelta(hours=limit.amount)
    if limit.unit == "wd":
        return calendar.day_length * limit.amount
    return timedelta(minutes=limit.amount * WALL_MINUTES[limit.unit])


def due(start: datetime, limit: Limit, calendar: WorkingCalendar) -> datetime:
    """When a limit that began at `start` ends."""
    return point(start, limit, 100, calendar)


def point(start: datetime, limit: Limit, percent: int, calendar: WorkingCalendar) -> datetime:
    """The moment at which `percent` of the limit has passed (more than 100 is after its end).

    Steps after the end are at least one hour of wall time apart per 25 % (DOMAIN §4).
    """
    whole = length_of(limit, calendar)
    inside = whole * min(percent, 100) / 100
    end = _later(start, inside, limit, calendar)
    if percent <= 100:
        return end
    beyond = max(whole / 4, timedelta(hours=1)) * ((percent - 100) / 25)
    return _later(end, beyond, limit, calendar)


def _later(start: datetime, passed: timedelta, limit: Limit, calendar: WorkingCalendar) -> datetime:
    if limit.on_working_time:
        return calendar.add(start, passed)
    return in_utc(start) + passed
