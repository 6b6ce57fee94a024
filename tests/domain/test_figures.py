"""Rates and periods of numbers."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.figures import SMALL, Figures, Rate

NONE = Rate(0, 0)


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [
        (0, 0, None),
        (1, 1, None),
        (4, 4, None),
        (0, 5, 0),
        (5, 5, 100),
        (4, 5, 80),
        (2, 3, None),
        (2, 7, 29),
        (1, 8, 12),
        (995, 1000, 99),
    ],
)
def test_a_small_count_is_no_percentage(numerator, denominator, percent):
    assert Rate(numerator, denominator).percent == percent
    assert SMALL == 5


@pytest.mark.parametrize("field", ["received", "closed", "open_now", "overdue", "supervised"])
def test_a_week_is_empty_only_when_there_is_nothing_at_all(field):
    counts = (
        "received",
        "received_before",
        "closed",
        "open_now",
        "overdue",
        "unaccepted",
        "supervised",
    )
    nothing = dict.fromkeys(counts, 0)
    rates = {"contacted": NONE, "solved": NONE, "satisfied": NONE, "unanswered": NONE}
    assert Figures(**nothing, **rates).is_empty
    assert not Figures(**(nothing | {field: 1}), **rates).is_empty


counts = st.integers(0, 1000)
named = st.dictionaries(st.sampled_from("abc"), st.integers(1, 9)).map(Counter)
rates = st.builds(Rate, counts, counts, counts)
some = st.builds(
    Figures, counts, counts, counts, counts, counts, counts, rates, rates, rates, rates, counts,
    by_route=named, by_category=named, found=counts, found_done=counts, excluded=named,
)  # fmt: skip


@given(st.lists(some, max_size=4), st.lists(some, max_size=4))
def test_the_sum_of_the_parts_is_the_whole(some, others):
    whole = Figures.total([*some, *others])
    assert whole == Figures.total([Figures.total(some), Figures.total(others)])
    assert whole.received == sum(one.received for one in [*some, *others])
    assert whole.solved.denominator == sum(one.solved.denominator for one in [*some, *others])
    assert whole.solved.excluded == sum(one.solved.excluded for one in [*some, *others])
    assert whole.by_route.total() == sum(one.by_route.total() for one in [*some, *others])


def test_nothing_makes_nothing():
    assert Figures.total([]) == Figures()
    assert Figures.total([]).is_empty


@given(st.integers(0, 5000), st.integers(SMALL, 5000))
def test_only_all_is_a_hundred_per_cent_and_only_none_is_nought(part, rest):
    whole = part + rest
    percent = Rate(part, whole).percent
    assert (percent == 0) is (part == 0) and percent < 100
    assert abs(percent - 100 * part / whole) <= 1
    assert Rate(whole, whole).percent == 100
