"""ETA: by when whoever takes a ticket says they will be there, as one tap can say it. What may be
offered, and the moment each stands for. It moves no deadline. Values in, values out; no clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.clocks import WorkingCalendar
from domain.hours import in_utc
from domain.moments import SLEEPS, read_moment, says_awhile, says_soon

SOON = timedelta(minutes=30)
"""What 马上 means: within so much time."""

AWHILE = timedelta(hours=1)
"""What 一会儿 means: within so much time."""

DAY_IS_OVER = time(18)
"""When a day is over on which nobody works."""

ENOUGH = timedelta(hours=1)
"""So much of a span must be left for its end to be worth a promise."""

LOOK_AHEAD = 60
"""Days in which the next working day is looked for."""

FAST = frozenset({"L0", "L1"})
"""Levels that leave nothing to choose: whoever takes such a ticket goes at once."""


class Eta(StrEnum):
    """马上, 今天, 明天 (the next working day), 约时间 (a time in words comes later)."""

    NOW = "now"
    TODAY = "today"
    TOMORROW = "tomorrow"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Choices:
    """What an ETA is chosen from: the present, the ticket's level and dates (`contact_due`: None
    once its resident was contacted), the calendar of the unit that leads it."""

    now: datetime
    level: str
    contact_due: datetime | None
    fix_due: datetime
    calendar: WorkingCalendar

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(self.calendar.zone).date()

    def moments(self) -> dict[Eta, datetime]:
        """What one tap may promise now, and the moment each stands for, soonest first."""
        found = {Eta.NOW: self._soon()}
        if self.level in FAST:
            return found
        ends = {Eta.TODAY: self.end_of(self.today), Eta.TOMORROW: self._end_of_next()}
        return found | {eta: end for eta, end in ends.items() if end and self._may_promise(end)}

    def offered(self) -> tuple[Eta, ...]:
        """The same as choices, with asking for a time in words where there is room for one."""
        may_ask = self.level not in FAST and self._may_promise(self.fix_due)
        return (*self.moments(), *((Eta.ASK,) if may_ask else ()))

    def said(self, text: str) -> datetime | None:
        """The moment somebody typed, of a span its later end; None where none is clear. It may lie
        in the past or too far ahead: see `refusal`."""
        if says_soon(text):
            return self._soon()
        if says_awhile(text):
            return in_utc(min(self.now + AWHILE, self._latest()))
        found = read_moment(text, self.now.astimezone(self.calendar.zone))
        if isinstance(found, date) and not isinstance(found, datetime):
            return self._over_on(found)
        return found

    def end_of(self, day: date) -> datetime | None:
        """When work ends on a local day; None when nobody works then."""
        return self.calendar.end_of(day)

    @property
    def works_tomorrow(self) -> bool:
        """Whether the next working day is tomorrow."""
        return self.next_workday() == self.today + timedelta(days=1)

    def next_workday(self) -> date | None:
        """The next day after today on which people work."""
        days = (self.today + timedelta(days=n) for n in range(1, LOOK_AHEAD))
        return next((day for day in days if self.end_of(day)), None)

    def refusal(self, moment: datetime) -> str | None:
        """None when that moment may be promised, else the catalogue key of the reason."""
        if moment <= self.now:
            return "refuse-eta-past"
        return "refuse-eta-late" if moment > self._latest() else None

    def _latest(self) -> datetime:
        return max(self.fix_due, self._soon())

    def _over_on(self, day: date) -> datetime:
        """When a day alone is over: with its work, or in its evening where that has ended."""
        evening = datetime.combine(day, time(SLEEPS), self.calendar.zone)
        end = self.end_of(day) or datetime.combine(day, DAY_IS_OVER, self.calendar.zone)
        return end if end > self.now else evening

    def _soon(self) -> datetime:
        ends = (self.now + SOON, self.contact_due, self.fix_due)
        return in_utc(min(end for end in ends if end and end > self.now))

    def _end_of_next(self) -> datetime | None:
        day = self.next_workday()
        return self.end_of(day) if day else None

    def _may_promise(self, end: datetime) -> bool:
        return self.now + ENOUGH <= end <= self.fix_due
