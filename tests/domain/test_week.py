"""Weeks of the summary."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.week import Week

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("text", ["2026-W47", "2026W47", " 2026-w47 "])
def test_a_week_is_read(text):
    assert Week.parse(text) == Week(2026, 47)


def test_a_short_number_is_read_and_written_in_full():
    assert str(Week.parse("2026-W5")) == "2026-W05"


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-47", "W47", "2026-W", "26-W47", "2026-W473", "x2026-W47", "2026-W47x"],
)
def test_what_is_no_week_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="2026-W47"):
        Week.parse(text)


@pytest.mark.parametrize("text", ["2026-W00", "2026-W54", "2025-W53", "0001-W01", "9999-W52"])
def test_a_week_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match=r"[Ww]eek"):
        Week.parse(text)


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        ("2026-11-16 00:00", "2026-W47"),
        ("2026-11-15 23:59", "2026-W46"),
        ("2026-11-22 23:59", "2026-W47"),
        ("2026-11-23 00:00", "2026-W48"),
        ("2026-12-31 12:00", "2026-W53"),
        ("2027-01-03 23:59", "2026-W53"),
        ("2027-01-04 00:00", "2027-W01"),
        ("2024-12-30 00:00", "2025-W01"),
    ],
)
def test_a_moment_falls_into_the_week_of_its_own_zone(moment, week):
    here = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
    assert str(Week.of(here, ZONE)) == week
    assert str(Week.of(here.astimezone(UTC), ZONE)) == week


def test_bounds_are_local_midnights_in_utc():
    assert Week(2026, 47).bounds(ZONE) == (
        datetime(2026, 11, 15, 16, tzinfo=UTC),
        datetime(2026, 11, 22, 16, tzinfo=UTC),
    )


def test_a_week_in_which_the_clocks_are_changed_has_an_hour_less():
    start, end = Week(2026, 13).bounds(ZoneInfo("Europe/Berlin"))
    assert end - start == timedelta(days=7, hours=-1)


@pytest.mark.parametrize(
    ("week", "before"),
    [("2026-W47", "2026-W46"), ("2027-W01", "2026-W53"), ("2026-W01", "2025-W52")],
)
def test_the_week_before(week, before):
    assert str(Week.parse(week).before()) == before


moments = st.datetimes(datetime(2001, 1, 8), datetime(2099, 12, 1), timezones=st.just(UTC))


@given(moments)
def test_every_moment_lies_within_its_week_and_weeks_join_without_a_gap(moment):
    week = Week.of(moment, ZONE)
    start, end = week.bounds(ZONE)
    assert start <= moment < end
    assert week.before().bounds(ZONE)[1] == start
    assert week.before() < week
    assert Week.parse(str(week)) == week
    assert week.monday.weekday() == 0


def test_the_first_day_is_a_monday():
    assert Week(2026, 53).monday == date(2026, 12, 28)
