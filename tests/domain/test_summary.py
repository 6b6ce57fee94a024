"""What whoever signs a summary may change, and when it goes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.said import part
from domain.summary import (
    AS_LONG_AS_IT_WAS,
    GIVES_WAY,
    LEFT_OUT_AT_WILL,
    MOST_LINES,
    all_told,
    as_sent,
    hours_ahead,
    may_leave_out,
)

ZONE = ZoneInfo("Asia/Shanghai")
OFTEN = {*LEFT_OUT_AT_WILL, *GIVES_WAY}
KEYS = ("week-compared", "week-rates-done", "week-unaccepted", "thanks-done", *sorted(OFTEN))
HEADS = ("week-title", "period-title", *sorted(AS_LONG_AS_IT_WAS))


@st.composite
def weeks(draw):
    """The lines of a week, each of them another one."""
    keys = [draw(st.sampled_from(HEADS)), *draw(st.lists(st.sampled_from(KEYS), max_size=20))]
    return [part(key, number=number) for number, key in enumerate(keys)]


wishes = st.sets(st.integers(0, 20))
sentences = st.lists(st.text(min_size=1), max_size=3)


@given(weeks(), wishes, sentences)
def test_no_number_and_no_rate_is_ever_left_out(parts, wishes, added):
    allowed = wishes & set(may_leave_out(parts))
    sent = as_sent(parts, allowed, added)
    stays = [one for one in parts if one[0] not in OFTEN]
    assert [one for one in sent if one[0] not in OFTEN and one[0] != "week-added"] == stays
    assert [values["text"] for key, values in sent if key == "week-added"] == added


@given(weeks(), wishes, sentences, st.integers(0, 2))
def test_the_text_is_ten_lines_and_all_of_it_where_there_are_no_more(parts, wishes, added, beside):
    allowed = wishes & set(may_leave_out(parts))
    told, sent = all_told(parts, allowed, added), as_sent(parts, allowed, added, beside)
    assert sent == tuple(one for one in told if one in sent)  # in their order
    if parts[0][0] in AS_LONG_AS_IT_WAS:
        assert sent == told
        return
    stays = [key for key, _ in sent if key not in GIVES_WAY and key != "week-overdue-supervised"]
    assert len(sent) + beside <= max(MOST_LINES, len(stays) + beside)
    if len(parts) + len(added) + beside <= MOST_LINES:
        assert sent == told


@given(weeks(), wishes)
def test_for_what_was_left_out_nothing_else_comes_up(parts, wishes):
    allowed = wishes & set(may_leave_out(parts))
    before = as_sent(parts, (), ())
    assert as_sent(parts, allowed, ()) == tuple(
        one for one in before if one[1]["number"] not in allowed
    )


@given(weeks(), wishes, sentences)
def test_what_was_left_out_can_come_back(parts, wishes, added):
    allowed = wishes & set(may_leave_out(parts))
    assert allowed <= set(may_leave_out(parts, allowed, added))


def test_the_first_of_each_kind_stays_before_a_second_of_any():
    heads = ("week-title", "week-compared", "week-rates-done", "week-rates-said")
    kinds = ("week-routes", "week-most", "week-supervised-head", "week-again-within")
    late = ("week-overdue-supervised", "week-overdue", "week-overdue")
    sent = as_sent([part(key) for key in (*heads, *kinds, *late, "thanks-done")], (), ())
    assert [key for key, _ in sent] == [*heads, *kinds, late[0], "thanks-done"]


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
