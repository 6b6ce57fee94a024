"""The week of the summary: Monday 00:00 to Sunday 24:00 in the community's zone (DOMAIN §7)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

WEEK_TEXT = re.compile(r"(20[0-9]{2})-?W([0-9]{1,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week, written `2026-W47`."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Read `2026-W47`. Raises ValueError when it is not a week that exists."""
        found = WEEK_TEXT.fullmatch(text.strip())
        if not found:
            raise ValueError(f"not a week: {text!r}; write it as 2026-W47")
        week = cls(int(found.group(1)), int(found.group(2)))
        date.fromisocalendar(week.year, week.number, 1)
        return week

    @classmethod
    def of(cls, moment: datetime, zone: tzinfo) -> "Week":
        """The week in which a moment falls."""
        year, number, _ = moment.astimezone(zone).isocalendar()
        return cls(year, number)

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"

    @property
    def monday(self) -> date:
        """The first day of the week."""
        return date.fromisocalendar(self.year, self.number, 1)

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Start (included) and end (excluded), in UTC."""
        start = datetime.combine(self.monday, time(), zone)
        end = datetime.combine(self.monday + timedelta(days=7), time(), zone)
        return start.astimezone(UTC), end.astimezone(UTC)

    def before(self) -> "Week":
        """The week before this one."""
        year, number, _ = (self.monday - timedelta(days=7)).isocalendar()
        return Week(year, number)
