"""延期 and 挂起: for which reasons a date may be asked to be moved, to which days, and what an
approved one makes of the dates. Values in, values out; who may approve is in lifecycle."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from domain.clocks import Limit, WorkingCalendar
from domain.policy import LevelPolicy

EXTENSION, HOLD = "extension", "hold"

REASONS: Mapping[str, tuple[str, ...]] = {
    EXTENSION: ("parts", "units", "weather", "larger", "not_home", "other"),
    HOLD: ("resident", "money", "season", "dispute", "other"),
}
"""Why, per kind, as offered on buttons: codes of at most 24 characters."""

MORE_DAYS = (1, 3, 7, 15)
"""By how many days a date is moved with one tap."""

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a wanted day is measured against: the ticket's limits and fix date, and the present."""

    kind: str
    policy: LevelPolicy
    calendar: WorkingCalendar
    now: datetime
    fix_due: datetime

    @property
    def today(self) -> date:
        """The local day on which it is asked."""
        return self.now.astimezone(self.calendar.zone).date()

    @property
    def latest(self) -> date:
        """The last day that may be asked for."""
        return self.today + timedelta(days=self.policy.defer_at_most)

    @property
    def on_working_time(self) -> bool:
        """Whether only working days count for this ticket."""
        return self.policy.limit("fix").on_working_time

    def until(self, day: date) -> datetime:
        """The moment a day stands for: of an extension the end of work on it, of a hold the
        beginning. On a day without work it is the hour of the next working day."""
        opens, closes = _hours(self.calendar, day)
        hour = closes if self.kind == EXTENSION else opens
        return datetime.combine(day, hour, self.calendar.zone).astimezone(UTC)

    def refusal(self, day: date) -> str | None:
        """Why this day may not be asked for, as a key of the words; None when it may."""
        if day > self.latest or not self.policy.defer_at_most:
            return "refuse-defer-late"
        if self.on_working_time and not self.calendar.works_on(day):
            return "refuse-defer-closed"
        if self.until(day) <= max(self.now, self.no_earlier):
            return "refuse-defer-early"
        return None

    def choices(self) -> tuple[date, ...]:
        """The days to offer: so many days after the present date of an extension, after today of
        a hold; on working time the next working day. Last of all the last day that may be."""
        start = max(self.today, self.no_earlier.astimezone(self.calendar.zone).date())
        days = dict.fromkeys(self._working(start + timedelta(days=more)) for more in MORE_DAYS)
        found = [day for day in days if self.refusal(day) is None]
        back = (self.latest - timedelta(days=n) for n in range(self.policy.defer_at_most + 1))
        last = next((day for day in back if self.refusal(day) is None), None)
        return tuple(dict.fromkeys([*found, *([last] if last else [])]))

    @property
    def no_earlier(self) -> datetime:
        """An extension ends after the date that stands; a hold only after the present."""
        return self.fix_due if self.kind == EXTENSION else self.now

    def _working(self, day: date) -> date:
        while self.on_working_time and not self.calendar.works_on(day) and day < self.latest:
            day += timedelta(days=1)
        return day


def _hours(calendar: WorkingCalendar, day: date) -> tuple[time, time]:
    """When work begins and ends on a local day; of a day without work, on the next one that has."""
    midnight = datetime.combine(day, time(), calendar.zone)
    spans = calendar.spans(midnight)
    begin, end = next(spans)
    worked = begin.astimezone(calendar.zone).date()
    for further, closes in spans:
        if further.astimezone(calendar.zone).date() != worked:
            break
        end = closes
    return begin.astimezone(calendar.zone).time(), end.astimezone(calendar.zone).time()


def whole_minute(moment: datetime) -> datetime:
    """The moment without its seconds: limits are counted in minutes."""
    return moment.replace(second=0, microsecond=0)


def limit_between(start: datetime, end: datetime, like: Limit, calendar: WorkingCalendar) -> Limit:
    """The limit that runs from `start` to `end` on the same time as another one; a minute at
    least."""
    worked = like.on_working_time
    passed = calendar.between(start, end) if worked else end - start
    return Limit(max(1, round(passed / MINUTE)), "wm" if worked else "m")


def left_of(now: datetime, end: datetime, like: Limit, calendar: WorkingCalendar) -> timedelta:
    """What is left of a limit, in whole minutes upward and on the time it runs on; none of one
    that is over."""
    left = calendar.between(now, end) if like.on_working_time else end - now
    return max(timedelta(), -(-left // MINUTE) * MINUTE)


def moved(start: datetime, left: timedelta, like: Limit, calendar: WorkingCalendar) -> datetime:
    """When so much of a limit is over that goes on at `start`."""
    if like.on_working_time:
        return calendar.add(start, left)
    return start.astimezone(UTC) + left


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody has chosen so far on the way to a request, as it stands on buttons:
    `extension`, `extension.parts`, `extension.parts.20261205`."""

    kind: str
    reason: str | None = None
    day: date | None = None

    def __str__(self) -> str:
        day = f"{self.day:%Y%m%d}" if self.day else None
        return ".".join(one for one in (self.kind, self.reason, day) if one)

    @classmethod
    def parse(cls, text: str) -> "Wanted | None":
        """Read it back; None for anything that was never offered."""
        kind, *more = text.split(".")
        if kind not in REASONS or len(more) > 2 or (more and more[0] not in REASONS[kind]):
            return None
        if len(more) < 2:
            return cls(kind, more[0] if more else None)
        try:
            return cls(kind, more[0], datetime.strptime(more[1], "%Y%m%d").date())
        except ValueError:
            return None
