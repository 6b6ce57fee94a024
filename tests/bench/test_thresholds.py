"""Who is asked follows from the labelled messages, by rules that can be read and run again."""

import pytest

from benchmarks.understanding import report, thresholds
from benchmarks.understanding.rows import own
from benchmarks.understanding.thresholds import ask, ask_kind, idle_asked, right_unasked
from bot.catalogue_file import load_catalogue

CATALOGUE = load_catalogue()
TEST = own()["test"]
SURE = [(0.92, True)] * 98 + [(0.62, False)] * 2 + [(0.32, False)] * 10
"""Of what is surer than 0.32 two of a hundred go to a wrong desk."""


def test_nobody_is_asked_more_than_the_rule_wants():
    assert right_unasked(SURE, 0.0) == 98 / 110
    assert right_unasked(SURE, 0.35) == 0.98
    assert ask(SURE) == 0.35
    assert ask([(0.99, False)]) == 1.0  # what can never be right is always asked about
    assert ask([(0.99, True)]) == 0.0


def test_the_tap_is_offered_as_long_as_half_of_them_want_it():
    asked = [(0.2, False), (0.5, False), (0.7, True), (0.84, True), (0.96, True)]
    assert idle_asked(asked, 0.85) == 0.5
    assert ask_kind(asked) == 0.95
    assert ask_kind([(0.2, True)]) == 0.0


@pytest.mark.parametrize(
    ("rule", "samples", "shipped"),
    [
        (ask, thresholds.routed, CATALOGUE.thresholds.ask),
        (ask_kind, thresholds.asking, CATALOGUE.thresholds.ask_kind),
    ],
    ids=["ask", "ask_kind"],
)
def test_what_ships_is_what_the_rule_takes(rule, samples, shipped):
    """If not: `python -m benchmarks.understanding.thresholds` says what to write there."""
    assert rule(list(samples(TEST, CATALOGUE))) == shipped


def test_the_tables_mark_what_is_taken(capsys):
    assert thresholds.main([]) == 0
    said = capsys.readouterr().out
    for name in ("ask", "ask_kind"):
        assert f"**{getattr(CATALOGUE.thresholds, name):.2f}**" in said
        assert f"<!-- bench:understanding-{name.replace('_', '-')} -->" in report.PAGE.read_text(
            encoding="utf-8"
        )
