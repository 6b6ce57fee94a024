"""Seasons: when they are on, for whom, and what they make of level and limits."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clocks import Limit
from domain.policy import DEFAULT_POLICIES, STAFF_CLOCKS, LevelPolicy
from domain.season import Raise, Season, Seasons

EVERYWHERE = frozenset({"yongan", "property"})
HEATING = Season(
    "供暖季",
    (11, 15),
    (3, 15),
    EVERYWHERE,
    raises=(Raise("L1", frozenset({"repair"}), ("暖气", "供暖")), Raise("L2", frozenset({"fire"}))),
    levels={"L1": {"accept": "10m"}},
)
FLOOD = Season("防汛", units=EVERYWHERE, quiet=(), around_the_clock=frozenset({"L3"}))
BOTH = Seasons((HEATING, FLOOD), DEFAULT_POLICIES)
WINTER, SUMMER = date(2026, 12, 1), date(2026, 7, 1)


@pytest.mark.parametrize(
    ("day", "on"),
    [
        ("2026-11-14", False),
        ("2026-11-15", True),
        ("2026-12-31", True),
        ("2027-01-01", True),
        ("2027-03-15", True),
        ("2027-03-16", False),
    ],
)
def test_a_season_may_pass_the_years_end_and_holds_both_ends(day, on):
    assert HEATING.holds(date.fromisoformat(day)) is on


DAYS = [date(2022, 1, 1) + timedelta(days=n) for n in range(6 * 365 + 1)]
month_days = st.sampled_from([(d.month, d.day) for d in DAYS[:365]])


@given(month_days, month_days)
def test_a_season_is_what_walking_through_the_years_finds(first, last):
    season, is_on = Season("x", first, last), False
    for day in DAYS:
        is_on = is_on or (day.month, day.day) == first
        if day.year >= 2024:
            assert season.holds(day) is is_on
        is_on = is_on and (day.month, day.day) != last


def test_the_day_that_comes_every_four_years_may_be_an_end():
    season = Season("x", (2, 1), (2, 29))
    assert season.holds(date(2028, 2, 29)) and season.holds(date(2027, 2, 28))
    assert not season.holds(date(2027, 3, 1))


def test_one_that_is_switched_by_hand_is_on_where_it_was_switched():
    assert BOTH.on(SUMMER, ("yongan",), {}) == ()
    assert BOTH.on(SUMMER, ("yongan",), {"防汛": frozenset({"yongan"})}) == (FLOOD,)
    assert BOTH.on(SUMMER, ("elsewhere",), {"防汛": frozenset({"elsewhere"})}) == ()
    assert BOTH.on(SUMMER, ("elsewhere", "property"), {"防汛": EVERYWHERE}) == (FLOOD,)
    assert BOTH.on(WINTER, ("yongan",), {"防汛": EVERYWHERE}) == (HEATING, FLOOD)
    assert BOTH.by_hand == (FLOOD,)


@pytest.mark.parametrize(
    ("level", "category", "text", "found"),
    [
        ("L3", "repair", "家里暖气不热", "L1"),
        ("L3", "repair", "门坏了", "L3"),
        ("L0", "repair", "暖气爆了有人烫伤", "L0"),
        ("L3", "parking", "暖气片占了车位", "L3"),
        ("L3", "fire", "灭火器过期", "L2"),
        ("L1", "fire", "灭火器过期", "L1"),
    ],
)
def test_a_level_is_raised_and_never_lowered(level, category, text, found):
    assert BOTH.level(level, category, lambda: text, (HEATING,)) == found
    assert BOTH.level(level, category, lambda: text, ()) == level


def test_only_what_is_named_differs():
    usual = DEFAULT_POLICIES["L1"]
    assert BOTH.policy("L1", (HEATING,)) == replace(usual, accept="10m")
    assert BOTH.policy("L2", (HEATING,)) == DEFAULT_POLICIES["L2"]
    assert BOTH.policy("L1", (HEATING,)) is BOTH.policy("L1", (HEATING,))


def test_around_the_clock_is_the_wall_clock_without_quiet_hours():
    usual, found = DEFAULT_POLICIES["L3"], BOTH.policy("L3", (FLOOD,))
    assert (found.accept, found.contact, found.fix, found.ruling) == ("2h", "1d", "7d", "30m")
    assert (found.quiet, found.quiet_spans, found.confirm) == (False, (), usual.confirm)
    assert not any(found.limit(clock).on_working_time for clock in STAFF_CLOCKS)


def test_the_limits_of_all_seasons_come_before_the_wall_clock():
    short = Season("x", (1, 1), (12, 31), EVERYWHERE, levels={"L3": {"accept": "1wh"}})
    for on in ((FLOOD, short), (short, FLOOD)):
        assert Seasons(on, DEFAULT_POLICIES).policy("L3", on).accept == "1h"


def test_what_few_tickets_have_is_kept_only_on_those():
    usual = DEFAULT_POLICIES["L3"]
    assert not {"quiet_spans", "hours_of"} & set(usual.to_json())
    rare = replace(usual, quiet_spans=("23:00-05:00",), hours_of={"fix": "property"})
    assert LevelPolicy.from_json(rare.to_json()) == rare
    assert rare.limit("fix") == Limit(7, "wd")


def test_no_two_names_of_seasons_share_a_number():
    assert len({season.number for season in BOTH.all}) == 2
    assert HEATING.number == Season("供暖季").number
