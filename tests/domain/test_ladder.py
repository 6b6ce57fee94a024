"""Which step of a clock speaks when, and how high."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clocks import WorkingCalendar
from domain.ladder import SINGLE_SHOT, STEPS_MOST, ClockRun, next_percent, period_of_urge, rung_at
from domain.policy import DEFAULT_POLICIES, LEVELS, LevelPolicy

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 18, 9, 0, tzinfo=ZONE)  # a Wednesday
CALENDAR = WorkingCalendar(
    ZONE, ((time(8, 30), time(12)), (time(14), time(18))), lambda d: d.weekday() < 5
)
CLOCKS = ("accept", "contact", "fix", "ruling")


def run(level: str, clock: str = "accept", start: datetime = START) -> ClockRun:
    return ClockRun(clock, start, DEFAULT_POLICIES[level], CALENDAR)


def test_the_steps_are_half_four_fifths_the_end_and_every_quarter_after():
    steps = [0]
    while len(steps) < 9:
        steps.append(next_percent(steps[-1]))
    assert steps == [0, 50, 80, 100, 125, 150, 175, 200, 225]


@pytest.mark.parametrize(("percent", "after"), [(1, 50), (50, 80), (79, 80), (99, 100), (110, 135)])
def test_the_step_after_any_other(percent, after):
    assert next_percent(percent) == after


@pytest.mark.parametrize(
    ("percent", "rung"),
    [(0, 0), (50, 0), (80, 0), (99, 0), (100, 1), (124, 1), (125, 2), (150, 3), (200, 5)],
)
def test_each_quarter_beyond_the_end_is_one_rung_higher(percent, rung):
    assert rung_at(percent) == rung


@pytest.mark.parametrize(
    ("level", "clock", "times"),
    [
        ("L1", "accept", "09:07:30 09:12 09:15 10:15 11:15"),
        ("L1", "contact", "09:15 09:24 09:30 10:30 11:30"),
        ("L1", "fix", "10:00 10:36 11:00 12:00 13:00"),
        ("L2", "accept", "09:15 09:24 09:30 10:30 11:30"),
        ("L3", "accept", "10:00 10:36 11:00 12:00 15:00"),
        ("L4", "ruling", "09:15 09:24 09:30 10:30 11:30"),
    ],
)
def test_when_a_clock_speaks(level, clock, times):
    one = run(level, clock)
    step = one.first()
    for text in times.split():
        assert step.at == datetime.combine(date(2026, 11, 18), time.fromisoformat(text), ZONE)
        step = one.after(step.percent)


def test_danger_to_life_is_paged_again_at_its_own_pace_until_somebody_accepts():
    found = [run("L0").step(percent).at - START for percent in (50, 80, 100, 125, 150, 175)]
    minutes = [span / timedelta(minutes=1) for span in found]
    assert minutes == [2.5, 4, 5, 10, 15, 20]


def test_only_accept_is_paged_again():
    assert run("L0", "contact").step(125).at - START == timedelta(minutes=15 + 60)


@pytest.mark.parametrize("clock", sorted(SINGLE_SHOT))
@pytest.mark.parametrize("level", LEVELS)
def test_clocks_that_speak_once_wait_for_their_end(level, clock):
    one = run(level, clock)
    assert one.first() == one.step(100)


@pytest.mark.parametrize(
    ("minutes", "steps"),
    [
        (0, (50,)),
        (7, (50,)),
        (12, (50, 80)),
        (15, (50, 80, 100)),
        (74, (50, 80, 100)),
        (75, (50, 80, 100, 125)),
        (60 * 4, (50, 80, 100, 125, 150, 175)),
    ],
)
def test_an_outage_reaches_every_step_it_slept_through(minutes, steps):
    assert run("L1").reached(50, START + timedelta(minutes=minutes)) == steps


def test_a_long_outage_begins_where_it_began():
    assert run("L1").reached(125, START + timedelta(hours=3))[0] == 125


def test_an_outage_of_years_comes_to_an_end():
    assert len(run("L0").reached(50, START + timedelta(days=3650))) == STEPS_MOST


def test_a_week_of_pages_that_nobody_sent_is_reached_at_once():
    one, now = run("L0"), START + timedelta(days=8)
    assert one.after(one.reached(50, now)[-1]).at > now


@given(
    st.sampled_from(LEVELS),
    st.sampled_from(CLOCKS),
    st.integers(0, 60 * 24 * 14),
    st.integers(0, 60 * 24 * 3),
)
def test_reached_steps_are_past_and_the_next_one_is_not(level, clock, begun, passed):
    one = run(level, clock, START + timedelta(minutes=begun))
    now = one.start + timedelta(minutes=passed)
    steps = one.reached(50, now)
    assert all(b == next_percent(a) for a, b in pairwise(steps))
    assert all(one.step(percent).at <= now for percent in steps[1:])
    assert one.after(steps[-1]).at > now


@given(st.sampled_from(LEVELS), st.sampled_from(CLOCKS), st.integers(0, 60 * 24 * 14))
def test_the_steps_of_a_clock_follow_one_another(level, clock, begun):
    one = run(level, clock, START + timedelta(minutes=begun))
    steps = [one.first()]
    while len(steps) < 12:
        steps.append(one.after(steps[-1].percent))
    assert all(a.at < b.at and rung_at(a.percent) <= rung_at(b.percent) for a, b in pairwise(steps))


@pytest.mark.parametrize(
    ("level", "hours"), [("L0", 1), ("L1", 1), ("L2", 12), ("L3", 12), ("L4", 12)]
)
def test_urging_is_passed_on_once_in_a_while(level, hours):
    assert period_of_urge(DEFAULT_POLICIES[level]) == timedelta(hours=hours)


@pytest.mark.parametrize("level", LEVELS)
def test_a_policy_comes_back_from_the_ticket_as_it_went(level):
    policy = DEFAULT_POLICIES[level]
    assert LevelPolicy.from_json(policy.to_json()) == policy
    assert policy.code == level


def test_the_levels_promise_what_the_domain_says():
    accept = {code: policy.accept for code, policy in DEFAULT_POLICIES.items()}
    assert accept == {"L0": "5m", "L1": "15m", "L2": "30m", "L3": "2wh", "L4": "2wh"}
    assert {policy.confirm for policy in DEFAULT_POLICIES.values()} == {"72h"}
    assert [code for code, policy in DEFAULT_POLICIES.items() if not policy.quiet] == ["L0", "L1"]
    assert [code for code, policy in DEFAULT_POLICIES.items() if policy.pages_all] == ["L0"]
