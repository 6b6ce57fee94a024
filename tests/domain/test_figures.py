"""Rates and weeks of numbers."""

import pytest

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
        (995, 1000, 100),
    ],
)
def test_a_small_count_is_no_percentage(numerator, denominator, percent):
    assert Rate(numerator, denominator).percent == percent
    assert SMALL == 5


@pytest.mark.parametrize("field", ["received", "closed", "open_now"])
def test_a_week_is_empty_only_when_there_is_nothing_at_all(field):
    counts = ("received", "received_before", "closed", "open_now", "overdue", "unaccepted")
    nothing = dict.fromkeys(counts, 0)
    rates = {"contacted": NONE, "solved": NONE, "satisfied": NONE, "unanswered": NONE}
    assert Figures(**nothing, **rates).is_empty
    assert not Figures(**(nothing | {field: 1}), **rates).is_empty
