"""On which days people work: what is a unit's own, what is the country's, and which comes first."""

from datetime import date

import pytest

from domain.hours import OwnDays, PublicDay, is_workday, quiet_hours, read_span, span_text
from tests.support.town import ZONE

MON, SAT, SUN = date(2026, 5, 4), date(2026, 5, 9), date(2026, 5, 10)
NONE = OwnDays()
CLOSED_MONDAYS = OwnDays(closed=frozenset({0}))
OPEN_SATURDAYS = OwnDays(opened=frozenset({5}))
CLOSED_SUNDAYS = OwnDays(closed=frozenset({6}))


def usual(day: date) -> PublicDay:
    return PublicDay.WEEKEND if day.weekday() > 4 else PublicDay.ORDINARY


@pytest.mark.parametrize(
    ("day", "own", "public", "works"),
    [
        (MON, [], PublicDay.ORDINARY, True),
        (SAT, [], PublicDay.WEEKEND, False),
        (MON, [], PublicDay.HOLIDAY, False),
        (SUN, [], PublicDay.MADE_UP, True),
        (MON, [CLOSED_MONDAYS], PublicDay.ORDINARY, False),
        (SAT, [OPEN_SATURDAYS], PublicDay.WEEKEND, True),
        # a date comes before a weekday, also one of the country or of a unit above
        (SAT, [OPEN_SATURDAYS], PublicDay.HOLIDAY, False),
        (SUN, [CLOSED_SUNDAYS], PublicDay.MADE_UP, True),
        (MON, [CLOSED_MONDAYS, OwnDays(workdays=frozenset({MON}))], PublicDay.ORDINARY, True),
        (SAT, [OPEN_SATURDAYS, OwnDays(holidays=frozenset({SAT}))], PublicDay.WEEKEND, False),
        # what is nearer comes first
        (
            MON,
            [OwnDays(holidays=frozenset({MON})), OwnDays(workdays=frozenset({MON}))],
            None,
            False,
        ),
        (MON, [OwnDays(workdays=frozenset({MON})), OwnDays(holidays=frozenset({MON}))], None, True),
        (MON, [OwnDays(opened=frozenset({0})), CLOSED_MONDAYS], PublicDay.ORDINARY, True),
        (MON, [NONE, CLOSED_MONDAYS], PublicDay.ORDINARY, False),
        (MON, [OwnDays(workdays=frozenset({MON}))], PublicDay.HOLIDAY, True),
        # a year that is not known: closed only where no calendar of the country could open it
        (MON, [], None, None),
        (MON, [CLOSED_MONDAYS], None, False),
        (SUN, [CLOSED_SUNDAYS], None, None),
        (SAT, [OPEN_SATURDAYS], None, True),
    ],
)
def test_which_days_are_worked(day, own, public, works):
    assert is_workday(day, own, public) is works


@pytest.mark.parametrize("text", ["22:00-07:30", "00:00-23:59"])
def test_a_span_is_kept_as_text(text):
    assert span_text(read_span(text)) == text
    assert quiet_hours(ZONE, (text,)).spans == (read_span(text),)
    assert quiet_hours(ZONE, (text,)) is quiet_hours(ZONE, (text,))
