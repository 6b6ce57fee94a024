"""What the clock on the wall says, as spans of real time, also on days on which the clocks are
changed; and on which days people work. Values in, values out; limits are in clocks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache

Span = tuple[datetime, datetime]
"""From a moment on (included) to another (excluded), both in UTC."""

MIDNIGHT = time()
SECOND = timedelta(seconds=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SATURDAY = 5


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC. Raises ValueError for a naive one, which would silently be read in the
    machine's own zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no place on a clock")
    return moment.astimezone(UTC)


@lru_cache(maxsize=16_384)
def _offsets(zone: tzinfo, day: date) -> tuple[timedelta, timedelta, datetime | None]:
    """The zone's distance from UTC before and after the clocks are changed around a local day, and
    the moment of that; None when they are not."""
    low = datetime.combine(day, MIDNIGHT, UTC) - timedelta(hours=16)
    high = low + timedelta(hours=56)
    before, after = (_offset(zone, moment) for moment in (low, high))
    if before == after:
        return before, after, None
    while high - low > SECOND:
        middle = low + (high - low) // SECOND // 2 * SECOND
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return before, after, high


def _offset(zone: tzinfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def spans_on(zone: tzinfo, day: date, first: time, last: time) -> list[Span]:
    """When the clock on the wall reads `first` or later and less than `last` on a local day;
    midnight as `last` is the day's end. One span; of hours that come twice or are left out as the
    clocks are changed it may be two, or none."""
    before, after, change = _offsets(zone, day)
    begin = datetime.combine(day, first, UTC)
    end = datetime.combine(day, last, UTC) + timedelta(days=last == MIDNIGHT)
    if change is None:
        return [(begin - before, end - before)]
    early = (begin - before, min(end - before, change))
    late = (max(begin - after, change), end - after)
    return merged(span for span in (early, late) if span[0] < span[1])


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time in as few spans as can be, earliest first."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local hours in which nobody is reminded of anything below L1. A span may pass midnight."""

    zone: tzinfo
    spans: tuple[tuple[time, time], ...]
    _around: dict[date, list[Span]] = field(default_factory=dict, compare=False, repr=False)

    def end_of_quiet(self, moment: datetime) -> datetime:
        """The moment itself when it is not quiet, else the end of the quiet time, in UTC."""
        current = in_utc(moment)
        day = current.astimezone(self.zone).date()
        if day not in self._around:
            near = (day + timedelta(days=n) for n in (-1, 0, 1, 2))
            self._around[day] = merged(span for one in near for span in self._on(one))
        return next((e for b, e in self._around[day] if b <= current < e), current)

    def _on(self, day: date) -> Iterable[Span]:
        for first, last in self.spans:
            if first < last or last == MIDNIGHT:
                yield from spans_on(self.zone, day, first, last)
            else:
                yield from spans_on(self.zone, day, first, MIDNIGHT)
                yield from spans_on(self.zone, day, MIDNIGHT, last)

    @property
    def never_ends(self) -> bool:
        """Whether there is no minute of a day that is not quiet."""
        day = date(2000, 1, 3)
        whole = QuietHours(UTC, self.spans)._on(day)
        midnight = datetime.combine(day, MIDNIGHT, UTC)
        return merged(whole) == [(midnight, midnight + timedelta(days=1))]


def read_span(text: str) -> tuple[time, time]:
    """Read `22:00-07:30`, as it is kept on a ticket."""
    first, last = map(time.fromisoformat, text.split("-"))
    return first, last


def span_text(span: tuple[time, time]) -> str:
    """The text of a span of hours, the other way round."""
    return "-".join(f"{edge:%H:%M}" for edge in span)


@lru_cache(maxsize=256)
def quiet_hours(zone: tzinfo, texts: tuple[str, ...]) -> QuietHours:
    """The quiet hours written as `22:00-07:30`."""
    return QuietHours(zone, tuple(map(read_span, texts)))


class PublicDay(StrEnum):
    """What a day is to the whole country. 调休 makes a day of a weekend one on which people
    work."""

    ORDINARY = "ordinary"
    MADE_UP = "made_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class OwnDays:
    """The days of a unit of its own: dates on which it is closed or works, weekdays (Monday is 0)
    on which it is closed or open week by week."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    closed: frozenset[int] = frozenset()
    opened: frozenset[int] = frozenset()


def is_workday(day: date, own: Sequence[OwnDays], public: PublicDay | None) -> bool | None:
    """Whether people work on a day. `own`: the unit's days, then those of each unit above; `public`
    is None for a year that is not known yet, and so is the answer where it would take that.

    A date beats a weekday, what is nearer beats what is further up; a holiday and a made-up day of
    the country are dates. An answer for an unknown year is never "closed" where the country's
    calendar could say "open".
    """
    for one in own:
        if day in one.holidays:
            return False
        if day in one.workdays:
            return True
    if public in (PublicDay.HOLIDAY, PublicDay.MADE_UP):
        return public is PublicDay.MADE_UP
    weekday = day.weekday()
    for one in own:
        if weekday in one.opened:
            return True
        if weekday in one.closed:
            return None if public is None and weekday >= SATURDAY else False
    return None if public is None else public is PublicDay.ORDINARY
