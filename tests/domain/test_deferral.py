"""Which days may be asked for, and what an approved deferral makes of the dates."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clocks import Limit, WorkingCalendar, due, point
from domain.deferral import (
    EXTENSION,
    HOLD,
    REASONS,
    Frame,
    Wanted,
    left_of,
    limit_between,
    moved,
    whole_minute,
)
from domain.policy import DEFAULT_POLICIES, LEVELS, LevelPolicy
from domain.press import PAYLOAD, Press

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkingCalendar(
    ZONE, ((time(8, 30), time(12)), (time(14), time(18))), lambda d: d.weekday() < 5
)
WEDNESDAY = datetime(2026, 11, 18, 9, 0, tzinfo=ZONE)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(
    lambda naive: naive.replace(tzinfo=UTC)
)
DAYS = st.dates(date(2025, 12, 1), date(2028, 3, 1))
LIMITS = st.sampled_from(["2h", "24h", "7wd", "15wd", "90wm"]).map(Limit.parse)


def frame(kind: str, level: str, now: datetime = WEDNESDAY, fix_due: datetime | None = None):
    policy = DEFAULT_POLICIES[level]
    return Frame(kind, policy, CALENDAR, now, fix_due or due(now, policy.limit("fix"), CALENDAR))


def said(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("level", "kind", "offered"),
    [
        ("L1", EXTENSION, ["11-19 18:00"]),
        ("L1", HOLD, ["11-19 08:30"]),
        ("L2", EXTENSION, ["11-20 18:00", "11-21 18:00"]),
        ("L2", HOLD, ["11-19 08:30", "11-21 08:30"]),  # clock time: a Saturday is a day as well
        ("L3", EXTENSION, ["11-30 18:00", "12-03 18:00"]),
        ("L3", HOLD, ["11-19 08:30", "11-23 08:30", "11-25 08:30", "12-03 08:30"]),
        ("L4", EXTENSION, ["12-10 18:00", "12-14 18:00", "12-16 18:00", "12-18 18:00"]),
        ("L0", EXTENSION, []),
        ("L0", HOLD, []),
    ],
)
def test_what_is_offered_on_a_wednesday_morning(level, kind, offered):
    asked = frame(kind, level)
    assert [said(asked.until(day)) for day in asked.choices()] == offered


def test_who_is_late_already_is_offered_days_from_today_on():
    late = frame(EXTENSION, "L3", fix_due=WEDNESDAY - timedelta(days=9))
    assert [f"{day:%m-%d}" for day in late.choices()] == ["11-19", "11-23", "11-25", "12-03"]


@pytest.mark.parametrize(
    ("kind", "day", "key"),
    [
        (EXTENSION, date(2026, 12, 3), None),
        (EXTENSION, date(2026, 12, 4), "refuse-defer-late"),
        (EXTENSION, date(2026, 11, 28), "refuse-defer-closed"),
        (EXTENSION, date(2026, 11, 26), "refuse-defer-early"),
        (EXTENSION, date(2026, 11, 27), None),  # the limit ends that morning
        (HOLD, date(2026, 11, 18), "refuse-defer-early"),
        (HOLD, date(2026, 11, 19), None),
    ],
)
def test_why_a_day_may_not_be(kind, day, key):
    assert frame(kind, "L3").refusal(day) == key


@given(st.sampled_from(LEVELS), st.sampled_from([EXTENSION, HOLD]), MOMENTS, MOMENTS)
def test_every_day_offered_may_be_and_comes_after_what_stands(level, kind, now, fix_due):
    asked = frame(kind, level, now, fix_due)
    days = asked.choices()
    assert list(days) == sorted(set(days))
    for day in days:
        assert asked.refusal(day) is None
        assert day <= asked.latest
        assert asked.until(day) > (max(now, fix_due) if kind == EXTENSION else now)
        assert asked.until(day).astimezone(ZONE).date() == day


@given(st.sampled_from(["L3", "L4"]), st.sampled_from([EXTENSION, HOLD]), DAYS)
def test_on_working_time_a_day_begins_and_ends_with_work(level, kind, day):
    asked = frame(kind, level)
    until = asked.until(day)
    if CALENDAR.works_on(day):
        whole = CALENDAR.between(until - timedelta(days=1), until + timedelta(days=1))
        assert whole > timedelta()
        near = timedelta(minutes=1)
        working = until - near if kind == EXTENSION else until
        assert CALENDAR.is_open(working) and not CALENDAR.is_open(
            until if kind == EXTENSION else until - near
        )


@given(MOMENTS, DAYS, LIMITS)
def test_a_span_to_the_end_of_a_working_day_ends_there(now, day, like):
    start, end = whole_minute(now), frame(EXTENSION, "L3").until(day)
    if end <= start or (like.on_working_time and CALENDAR.between(start, end) == timedelta()):
        return
    own = limit_between(start, end, like, CALENDAR)
    assert own.on_working_time is like.on_working_time
    reached = point(start, own, 100, CALENDAR)
    assert reached == end if CALENDAR.works_on(day) or not like.on_working_time else reached <= end


@given(MOMENTS, MOMENTS, DAYS, LIMITS)
def test_what_is_left_of_a_limit_goes_on_after_a_hold(now, end, day, like):
    until = frame(HOLD, "L3").until(day)
    left = left_of(now, end, like, CALENDAR)
    exact = CALENDAR.between(now, end) if like.on_working_time else end - now
    assert timedelta() <= left - max(exact, timedelta()) < timedelta(minutes=1)
    goes_on = moved(until, left, like, CALENDAR)
    assert left_of(until, goes_on, like, CALENDAR) == left


@given(st.sampled_from([EXTENSION, HOLD]), st.data())
def test_what_was_chosen_so_far_fits_on_a_button_and_is_read_back(kind, data):
    reason = data.draw(st.sampled_from([None, *REASONS[kind]]))
    day = data.draw(st.one_of(st.none(), DAYS)) if reason else None
    wanted = Wanted(kind, reason, day)
    assert Wanted.parse(str(wanted)) == wanted
    assert PAYLOAD.fullmatch(str(Press("defer", 10**17, f"{wanted}.go")))


@pytest.mark.parametrize(
    "text",
    ["", "other", "hold.parts", "hold.", "hold.other.2026", "hold.other.20260231", "hold.other..x"],
)
def test_what_was_never_offered_is_not_read(text):
    assert Wanted.parse(text) is None


def test_reasons_fit_into_their_column():
    assert all(len(code) <= 24 for codes in REASONS.values() for code in codes)


def test_a_ticket_opened_before_deferrals_were_known_has_the_usual_ones_of_its_level():
    for policy in DEFAULT_POLICIES.values():
        kept = policy.to_json()
        assert LevelPolicy.from_json(kept) == policy
        del kept["deferrals"], kept["defer_at_most"]
        assert LevelPolicy.from_json(kept | {"accept": "9m"}).deferrals == policy.deferrals
        assert LevelPolicy.from_json(kept | {"accept": "9m"}).accept == "9m"
