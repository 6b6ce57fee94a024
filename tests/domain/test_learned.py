"""The learned reader: sums in lanes against plain arithmetic, reasons, probabilities."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.learned import BIAS, SQUARES, TITLE_COUNTS, Learned, likelihood, probabilities
from domain.tokens import Clause, clauses_of, in_title

LANES = ("repair", "noise", SQUARES)
WEIGHTS = st.integers(-BIAS, BIAS - 1)
ROWS = st.dictionaries(
    st.integers(0, 50), st.tuples(WEIGHTS, WEIGHTS, st.integers(1, BIAS - 1)), min_size=1
)
SCALE, OFFSETS = 100.0, (0.5, -0.25, 0.0)


def model(rows):
    return Learned.of(LANES, rows, SCALE, OFFSETS)


def plain(rows, counted):
    """The scores of tokens that count so often each, added up slowly."""
    known = [(rows[token], times) for token, times in counted if token in rows]
    squares = sum(times * times * row[2] for row, times in known) / SCALE
    return [
        offset + sum(times * row[lane] for row, times in known) / SCALE / math.sqrt(squares)
        for lane, offset in enumerate(OFFSETS[:2])
    ]


@settings(deadline=None)
@given(ROWS, st.sets(st.integers(0, 60), min_size=1))
def test_lanes_add_up_like_plain_numbers(rows, tokens):
    learned = model(rows)
    scores = learned.scores(learned.total(tokens))
    if not tokens & set(rows):
        assert scores.of("repair") == OFFSETS[0]
        return
    wanted = plain(rows, [(token, 1) for token in tokens])
    assert [scores.of(name) for name in LANES[:2]] == pytest.approx(wanted, abs=1e-6)


@settings(deadline=None)
@given(ROWS, st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)))
def test_sums_add_up(rows, ones, others):
    learned = model(rows)
    both = learned.total(ones) + learned.total(others - ones)
    together = learned.total(ones | others)
    assert (both.even, both.odd, both.count) == (together.even, together.odd, together.count)
    assert both.squares == pytest.approx(together.squares)


def test_a_title_counts_more_and_under_its_own_name():
    said, body = 1, 2
    rows = {said: (100, 0, 50), in_title(said): (300, 0, 70), body: (0, 200, 90)}
    clauses = (Clause(0, 1, frozenset({said}), True), Clause(1, 2, frozenset({body})))
    learned = model(rows)
    counted = [(said, TITLE_COUNTS), (in_title(said), TITLE_COUNTS), (body, 1)]
    scores = learned.scores(learned.add(clauses))
    assert [scores.of(name) for name in LANES[:2]] == pytest.approx(plain(rows, counted))


def test_a_reader_that_learned_nothing_says_nothing():
    learned = Learned()
    assert learned.scores(learned.add(clauses_of("电梯坏了"))).of("repair") == 0.0
    assert learned.words_for("repair", clauses_of("电梯坏了"), 3) == ()


def test_reasons_are_the_loudest_pairs_joined():
    clauses = clauses_of("轿厢一抖")
    rows = {token: (0, 0, 1) for token in clauses[0].tokens}
    loud = {pair: ord(pair[0]) << 21 | ord(pair[1]) for pair in ("轿厢", "厢一")}
    rows |= {loud["轿厢"]: (900, 0, 1), loud["厢一"]: (800, 0, 1)}
    assert model(rows).words_for("repair", clauses, 2) == ("轿厢一",)


@given(st.lists(st.floats(-700, 700), min_size=1), st.floats(0.1, 10))
def test_probabilities_are_probabilities(scores, warmth):
    found = probabilities(scores, warmth)
    assert sum(found) == pytest.approx(1.0)
    assert found[scores.index(max(scores))] == max(found)


@given(st.floats(allow_nan=False))
def test_a_likelihood_lies_between_no_and_yes(score):
    assert 0.0 <= likelihood(score) <= 1.0
