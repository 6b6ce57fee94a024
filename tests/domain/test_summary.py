"""What whoever signs a summary may change, and when it goes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.said import part
from domain.summary import LEFT_OUT_AT_WILL, as_sent, hours_ahead, may_leave_out

ZONE = ZoneInfo("Asia/Shanghai")
KEYS = ("week-head", "week-compared", "week-rate-solved", "week-unaccepted", *LEFT_OUT_AT_WILL)
weeks = st.lists(st.sampled_from(KEYS).map(part), max_size=12)


@given(weeks, st.sets(st.integers(0, 11)), st.lists(st.text(min_size=1), max_size=3))
def test_no_number_and_no_rate_is_ever_left_out(parts, wishes, added):
    allowed = wishes & set(may_leave_out(parts))
    sent = as_sent(parts, allowed, added)
    kept = [one for one in parts if one[0] not in LEFT_OUT_AT_WILL]
    assert [one for one in sent if one[0] not in (*LEFT_OUT_AT_WILL, "week-added")] == kept
    assert [values["text"] for key, values in sent if key == "week-added"] == added


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        ("08:00", ["23 10:00", "23 12:00", "23 18:00", "24 09:00"]),
        ("10:00", ["23 12:00", "23 18:00", "24 09:00"]),
        ("18:01", ["24 09:00"]),
    ],
)
def test_it_can_be_set_to_what_is_left_of_the_day_or_to_tomorrow(now, hours):
    at = datetime.fromisoformat(f"2026-11-23 {now}").replace(tzinfo=ZONE)
    assert [f"{one:%d %H:%M}" for one in hours_ahead(at, ZONE)] == hours


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)))
def test_every_hour_offered_lies_ahead_and_within_two_days(now):
    at = now.replace(tzinfo=ZONE)
    assert all(at < one <= at + timedelta(days=2) for one in hours_ahead(at, ZONE))
