"""What a wall clock and a working calendar say, walked minute by minute: nothing of the program's
own arithmetic but which days are worked."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache

from tests.support.town import ZONE

MINUTE = timedelta(minutes=1)
BLOCKS = ((time(8, 30), time(12)), (time(14), time(18)))
NIGHT, MORNING, NOON, AFTERNOON = time(22), time(7, 30), time(12, 30), time(14)


class SlowClock:
    """The working time and the quiet hours of the sample community."""

    def __init__(self, is_workday: Callable[[date], bool | None]) -> None:
        self._is_workday = cache(is_workday)  # asked a million times

    def works(self, moment: datetime) -> bool:
        here = moment.astimezone(ZONE)
        inside = any(first <= here.time() < last for first, last in BLOCKS)
        return inside and self._is_workday(here.date()) is not False

    def add(self, start: datetime, minutes: int) -> datetime:
        """When so many working minutes have passed."""
        now = start
        while minutes:
            minutes -= self.works(now)
            now += MINUTE
        return now

    def between(self, start: datetime, end: datetime) -> int:
        """The working minutes between two moments."""
        found = 0
        while start < end:
            found += self.works(start)
            start += MINUTE
        return found

    def awake(self, moment: datetime) -> datetime:
        """The first minute from then on that is not quiet."""
        while _is_quiet(moment.astimezone(ZONE).time()):
            moment += MINUTE
        return moment

    def workday_after(self, day: date) -> date:
        """The next day on which people work."""
        day += timedelta(days=1)
        while self._is_workday(day) is False:
            day += timedelta(days=1)
        return day


def _is_quiet(clock: time) -> bool:
    return clock >= NIGHT or clock < MORNING or NOON <= clock < AFTERNOON
