"""The shape of what the configuration says about time: hours, levels, calendars, seasons."""

import re
from datetime import UTC, date, time
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from bot.section import Code, Section
from domain.clocks import Limit, QuietHours


def _span(value: Any) -> Any:
    """`08:30-12:00` as two times."""
    if not isinstance(value, str):
        raise ValueError("write a span of hours as 08:30-12:00")
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", value)
    if not found:
        raise ValueError("write a span of hours as 08:30-12:00")
    first, last = map(time.fromisoformat, value.split("-"))
    if first == last:
        raise ValueError("a span of hours ends at another time than it begins")
    return first, last


def _limit(value: str) -> str:
    Limit.parse(value)
    return value


def _month_day(value: str) -> str:
    try:
        date.fromisoformat(f"2024-{value}")  # a leap year
    except ValueError as error:
        raise ValueError("write a day of the year as 11-15 (month-day)") from error
    if not re.fullmatch(r"\d\d-\d\d", value):
        raise ValueError("write a day of the year as 11-15 (month-day)")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("write a time zone by its name, as Asia/Shanghai") from error
    return value


Span = Annotated[tuple[time, time], BeforeValidator(_span)]
LimitText = Annotated[str, AfterValidator(_limit)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
LevelCode = Literal["L0", "L1", "L2", "L3", "L4"]
MonthDayText = Annotated[str, AfterValidator(_month_day)]


class Hours(Section):
    """[time]"""

    zone: Annotated[str, AfterValidator(_zone)] = "Asia/Shanghai"
    working: Annotated[tuple[Span, ...], Field(min_length=1)] = (
        (time(8, 30), time(12)),
        (time(14), time(18)),
    )
    quiet: tuple[Span, ...] = ((time(22), time(7, 30)), (time(12, 30), time(14)))
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _possible(self) -> "Hours":
        _check_hours(self)
        return self


class CalendarRow(Section):
    """[[calendars]]: what is left out is as in the unit above, at the top as in [time]."""

    units: Annotated[tuple[Code, ...], Field(min_length=1)]
    working: Annotated[tuple[Span, ...], Field(min_length=1)] | None = None
    quiet: tuple[Span, ...] | None = None
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
    closed: tuple[Weekday, ...] = ()
    open: tuple[Weekday, ...] = ()

    @model_validator(mode="after")
    def _possible(self) -> "CalendarRow":
        _check_hours(self)
        if both := set(self.closed) & set(self.open):
            raise ValueError(f"{', '.join(sorted(both))}: either closed or open, not both")
        return self


def _check_hours(table: "Hours | CalendarRow") -> None:
    edges = [edge for block in table.working or () for edge in block]
    if edges != sorted(set(edges)):
        raise ValueError("working hours must follow one another without overlap")
    if QuietHours(UTC, table.quiet or ()).never_ends:
        raise ValueError("quiet hours must leave some hours of the day")
    if both := set(table.holidays) & set(table.workdays):
        raise ValueError(f"{min(both)}: either among holidays or among workdays, not both")


class Level(Section):
    """[levels.L0] to [levels.L4]; what is left out keeps its default."""

    accept: LimitText | None = None
    contact: LimitText | None = None
    fix: LimitText | None = None
    confirm: LimitText | None = None
    ruling: LimitText | None = None
    news: LimitText | None = None
    news_answer: LimitText | None = None
    repeat: LimitText | None = None
    urge: LimitText | None = None
    pages_all: bool | None = None
    quiet: bool | None = None
    deferrals: Annotated[int, Field(ge=0, le=20)] | None = None
    defer_at_most: Annotated[int, Field(ge=0, le=90)] | None = None


class RaiseRow(Section):
    """One of `raise` in [[seasons]]."""

    categories: Annotated[tuple[str, ...], Field(min_length=1)]
    level: Literal["L1", "L2", "L3"]
    words: tuple[Annotated[str, Field(min_length=1, max_length=20)], ...] = ()


class SeasonRow(Section):
    """[[seasons]]: by date, or switched on by hand."""

    name: Annotated[str, Field(min_length=1, max_length=20)]
    since: MonthDayText | None = Field(default=None, alias="from")
    until: MonthDayText | None = None
    by_hand: bool = False
    units: tuple[Code, ...] = ()
    raises: tuple[RaiseRow, ...] = Field(default=(), alias="raise")
    levels: dict[LevelCode, Level] = Field(default_factory=dict)
    quiet: tuple[Span, ...] | None = None
    around_the_clock: tuple[LevelCode, ...] = ()

    @model_validator(mode="after")
    def _begins(self) -> "SeasonRow":
        if (self.since is None) is not (self.until is None) or self.by_hand is bool(self.since):
            raise ValueError("write from and until, or by_hand = true")
        if QuietHours(UTC, self.quiet or ()).never_ends:
            raise ValueError("quiet hours must leave some hours of the day")
        return self
