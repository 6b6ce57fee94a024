"""The spans of time that figures are made of: a day, a week, a month, a quarter, a year, each from
midnight to midnight in the community's zone. The summary's is the week: Monday 00:00 to Sunday
24:00 (DOMAIN §7)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class Span(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_WRITTEN = {
    Span.DAY: re.compile(r"(20[0-9]{2})-([0-9]{2})-([0-9]{2})"),
    Span.WEEK: re.compile(r"(20[0-9]{2})-?W([0-9]{1,2})", re.IGNORECASE),
    Span.MONTH: re.compile(r"(20[0-9]{2})-([0-9]{2})"),
    Span.QUARTER: re.compile(r"(20[0-9]{2})-?Q([1-4])", re.IGNORECASE),
    Span.YEAR: re.compile(r"(20[0-9]{2})"),
}
_EXAMPLES = {
    Span.DAY: "2026-11-21",
    Span.WEEK: "2026-W47",
    Span.MONTH: "2026-11",
    Span.QUARTER: "2026-Q4",
    Span.YEAR: "2026",
}


@dataclass(frozen=True, slots=True)
class SoFar:
    """A period as far as it has come: from `start` to before `end`; and what it is compared with,
    from `before` to before `until`: the whole one before, or where it `goes_on` as much of that as
    has passed of this one."""

    before: datetime
    until: datetime
    start: datetime
    end: datetime
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """One of them, known by its first day."""

    span: Span
    first: date

    @classmethod
    def holding(cls, span: Span, day: date) -> "Period":
        """The one of that length in which a day lies."""
        if span is Span.WEEK:
            return cls(span, day - timedelta(days=day.weekday()))
        if span is Span.MONTH:
            return cls(span, day.replace(day=1))
        if span is Span.QUARTER:
            return cls(span, day.replace(month=day.month - (day.month - 1) % 3, day=1))
        if span is Span.YEAR:
            return cls(span, day.replace(month=1, day=1))
        return cls(span, day)

    @classmethod
    def of(cls, span: Span, moment: datetime, zone: tzinfo) -> "Period":
        """The one of that length in which a moment falls."""
        return cls.holding(span, moment.astimezone(zone).date())

    @classmethod
    def parse(cls, text: str, spans: Iterable[Span] = Span) -> "Period":
        """Read `2026-11-21`, `2026-W47`, `2026-11`, `2026-Q4` or `2026`. Raises ValueError when it
        is none of the `spans` allowed, or one that does not exist."""
        for span in spans:
            found = _WRITTEN[span].fullmatch(text.strip())
            if found:
                return cls(span, _first(span, *map(int, found.groups())))
        examples = ", ".join(_EXAMPLES[span] for span in spans)
        raise ValueError(f"{text!r} is none of those; write it as {examples}")

    def __str__(self) -> str:
        if self.span is Span.WEEK:
            year, number, _ = self.first.isocalendar()
            return f"{year}-W{number:02d}"
        if self.span is Span.QUARTER:
            return f"{self.first.year}-Q{self.first.month // 3 + 1}"
        if self.span is Span.MONTH:
            return f"{self.first:%Y-%m}"
        return str(self.first.year) if self.span is Span.YEAR else self.first.isoformat()

    @property
    def last(self) -> date:
        """The last day."""
        return self.after().first - timedelta(days=1)

    def after(self) -> "Period":
        """The next one of the same length."""
        return self.holding(self.span, self.first + timedelta(days=_LONGEST[self.span]))

    def before(self) -> "Period":
        """The one before of the same length, with which it is compared."""
        return self.holding(self.span, self.first - timedelta(days=1))

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Start (included) and end (excluded), in UTC."""
        start, end = (
            datetime.combine(day, time(), zone).astimezone(UTC)
            for day in (self.first, self.after().first)
        )
        return start, end

    def so_far(self, zone: tzinfo, now: datetime) -> SoFar:
        """What of it is past by now, this moment with it: whatever is told of a period that goes on
        ends there, or limits that lie ahead would be told as missed."""
        start, end = self.bounds(zone)
        before, _ = self.before().bounds(zone)
        if now >= end:
            return SoFar(before, start, start, end)
        end = max(now.astimezone(UTC) + timedelta.resolution, start)
        return SoFar(before, min(before + (end - start), start), start, end, goes_on=True)


_LONGEST = {Span.DAY: 1, Span.WEEK: 7, Span.MONTH: 31, Span.QUARTER: 92, Span.YEAR: 366}
"""So many days after the first day of one lies the next one, whatever the month."""


def _first(span: Span, year: int, number: int = 1, day: int = 1) -> date:
    if span is Span.WEEK:
        return date.fromisocalendar(year, number, 1)
    return date(year, 3 * number - 2 if span is Span.QUARTER else number, day)
