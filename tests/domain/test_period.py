"""The spans of time that figures are made of."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.period import Period, SoFar, Span

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "span", "first", "last"),
    [
        ("2026-W47", Span.WEEK, "2026-11-16", "2026-11-22"),
        ("2026W47", Span.WEEK, "2026-11-16", "2026-11-22"),
        (" 2026-w47 ", Span.WEEK, "2026-11-16", "2026-11-22"),
        ("2026-W53", Span.WEEK, "2026-12-28", "2027-01-03"),
        ("2026-11-21", Span.DAY, "2026-11-21", "2026-11-21"),
        ("2028-02", Span.MONTH, "2028-02-01", "2028-02-29"),
        ("2026-12", Span.MONTH, "2026-12-01", "2026-12-31"),
        ("2026-Q1", Span.QUARTER, "2026-01-01", "2026-03-31"),
        ("2026q4", Span.QUARTER, "2026-10-01", "2026-12-31"),
        ("2026", Span.YEAR, "2026-01-01", "2026-12-31"),
    ],
)
def test_a_period_is_read(text, span, first, last):
    period = Period.parse(text)
    assert (period.span, period.first.isoformat(), period.last.isoformat()) == (span, first, last)


def test_a_short_number_is_read_and_written_in_full():
    assert str(Period.parse("2026-W5")) == "2026-W05"


@pytest.mark.parametrize(
    "text",
    ["", "W47", "2026-W", "26-W47", "2026-W473", "x2026-W47", "2026-W47x", "2026-1", "2026-Q5"],
)
def test_what_is_no_period_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="2026-W47"):
        Period.parse(text)


def test_only_what_is_asked_for_is_read():
    with pytest.raises(ValueError, match="write it as 2026-W47$"):
        Period.parse("2026-11", [Span.WEEK])


@pytest.mark.parametrize("text", ["2026-W00", "2026-W54", "2025-W53", "2026-13", "2026-02-29"])
def test_a_period_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match=r"[Ww]eek|month|day"):
        Period.parse(text)


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
    assert str(Period.of(Span.WEEK, here, ZONE)) == week
    assert str(Period.of(Span.WEEK, here.astimezone(UTC), ZONE)) == week


def test_bounds_are_local_midnights_in_utc():
    assert Period.parse("2026-W47").bounds(ZONE) == (
        datetime(2026, 11, 15, 16, tzinfo=UTC),
        datetime(2026, 11, 22, 16, tzinfo=UTC),
    )


def test_a_week_in_which_the_clocks_are_changed_has_an_hour_less():
    start, end = Period.parse("2026-W13").bounds(ZoneInfo("Europe/Berlin"))
    assert end - start == timedelta(days=7, hours=-1)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2026-W47", "2026-W46"),
        ("2027-W01", "2026-W53"),
        ("2026-W01", "2025-W52"),
        ("2026-01", "2025-12"),
        ("2026-Q1", "2025-Q4"),
        ("2026", "2025"),
        ("2026-03-01", "2026-02-28"),
    ],
)
def test_the_period_before(period, before):
    assert str(Period.parse(period).before()) == before
    assert str(Period.parse(before).after()) == period


moments = st.datetimes(datetime(2001, 1, 8), datetime(2099, 12, 1), timezones=st.just(UTC))


@given(st.sampled_from(Span), moments)
def test_every_moment_lies_within_its_period_and_periods_join_without_a_gap(span, moment):
    period = Period.of(span, moment, ZONE)
    start, end = period.bounds(ZONE)
    assert start <= moment < end
    assert period.before().bounds(ZONE)[1] == start
    assert period.after().bounds(ZONE)[0] == end
    assert period.before().after() == period
    assert Period.parse(str(period)) == period


@given(moments)
def test_a_week_begins_on_monday(moment):
    assert Period.of(Span.WEEK, moment, ZONE).first.weekday() == 0


def test_the_first_day_of_the_53rd_week():
    assert Period.parse("2026-W53").first == date(2026, 12, 28)


def test_of_a_period_that_goes_on_only_what_is_past_is_told_and_compared():
    november, (start, end) = Period.parse("2026-11"), Period.parse("2026-11").bounds(ZONE)
    october, _ = Period.parse("2026-10").bounds(ZONE)
    now, a_moment = start + timedelta(days=3), timedelta.resolution
    assert november.so_far(ZONE, now) == SoFar(
        october, october + timedelta(days=3) + a_moment, start, now + a_moment, goes_on=True
    )
    assert november.so_far(ZONE, end) == SoFar(october, start, start, end)
    assert november.so_far(ZONE, end + timedelta(days=9)) == november.so_far(ZONE, end)


def test_a_longer_month_is_compared_with_the_whole_of_a_shorter_one():
    march, now = Period.parse("2026-03"), datetime(2026, 3, 31, 12, tzinfo=ZONE)
    so_far = march.so_far(ZONE, now)
    assert so_far.until == so_far.start


@given(st.sampled_from(Span), moments, st.integers(-400, 400))
def test_what_is_past_lies_within_and_begins_where_the_one_before_ends(span, moment, days):
    period = Period.of(span, moment, ZONE)
    start, end = period.bounds(ZONE)
    so_far = period.so_far(ZONE, moment + timedelta(days=days))
    assert so_far.before <= so_far.until <= so_far.start == start <= so_far.end <= end
    assert so_far.goes_on == (moment + timedelta(days=days) < end)
