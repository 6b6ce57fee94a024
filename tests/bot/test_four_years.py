"""Deadlines as long as any on the State Council's own calendar, against every minute of four years
walked one by one."""

from array import array
from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import make_rules, workday_lookup
from bot.settings import Settings
from domain.clocks import Limit, due
from domain.policy import DEFAULT_POLICIES
from tests.support.town import ZONE

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
"""Years whose holidays and made-up days (调休) are known."""

START = datetime.combine(FIRST, time(), ZONE).astimezone(UTC)
MINUTE = timedelta(minutes=1)
DAY = 24 * 60
DAYS = (LAST - FIRST).days + 1
WORKED = (range(8 * 60 + 30, 12 * 60), range(14 * 60, 18 * 60))
ROOM = 400 * DAY
"""Minutes before the end from which on nothing is begun: a year of work still lies ahead."""


@pytest.fixture(scope="module")
def calendar():
    return make_rules(Settings()).calendar


@pytest.fixture(scope="module")
def worked() -> array:
    """How many minutes were worked before each minute of the four years."""
    works_on, found, total = workday_lookup(Settings()), array("I"), 0
    for n in range(DAYS):
        is_workday = works_on(FIRST + timedelta(days=n))
        for minute in range(DAY):
            found.append(total)
            total += bool(is_workday) and any(minute in block for block in WORKED)
    return found


minutes = st.integers(0, DAYS * DAY - ROOM)


@given(minutes, st.integers(1, 200 * 450))
def test_any_deadline_is_where_walking_every_minute_ends(calendar, worked, begun, amount):
    end = bisect_left(worked, worked[begun] + amount)
    assert calendar.add(START + begun * MINUTE, amount * MINUTE) == START + end * MINUTE


@given(minutes, st.integers(0, ROOM - 1))
def test_the_time_worked_between_any_two_minutes(calendar, worked, begun, later):
    found = calendar.between(START + begun * MINUTE, START + (begun + later) * MINUTE)
    assert found == (worked[begun + later] - worked[begun]) * MINUTE


@given(minutes, st.sampled_from(["L3", "L4"]), st.sampled_from(["accept", "contact", "fix"]))
def test_what_the_levels_promise(calendar, worked, begun, level, clock):
    limit = DEFAULT_POLICIES[level].limit(clock)
    length = {"wh": 60, "wd": 450}[limit.unit] * limit.amount
    end = bisect_left(worked, worked[begun] + length)
    assert due(START + begun * MINUTE, Limit.parse(str(limit)), calendar) == START + end * MINUTE


def test_the_four_years_hold_made_up_days(worked):
    """Else nothing was proven of them."""
    works_on = workday_lookup(Settings())
    days = [FIRST + timedelta(days=n) for n in range(DAYS)]
    assert sum(works_on(day) is True and day.weekday() > 4 for day in days) > 20
    assert worked[-1] > 4 * 240 * 450
