"""The pairs of messages are whole and honestly divided, and most of what is one is known again."""

import json
from collections import Counter

from benchmarks.understanding import likeness
from bot.catalogue_file import load_catalogue

PAIRS = likeness.pairs()
KEYS = {"id", "first", "second", "same", "sort", "part"}
LEAST = 120
FOUND, FALSE = 0.65, 0.03
"""What must be reached at least, and exceeded at most: a little below what the page shows."""


def test_every_line_has_the_form():
    lines = likeness.PAIRS.read_text(encoding="utf-8").splitlines()
    assert all(set(json.loads(line)) == KEYS for line in lines)
    assert [pair.id for pair in PAIRS] == [f"pairs-{n:03d}" for n in range(1, len(PAIRS) + 1)]
    assert {pair.part for pair in PAIRS} == set(likeness.PARTS)


def test_there_is_enough_of_both():
    assert len(PAIRS) >= LEAST
    for part in likeness.PARTS:
        kinds = Counter(pair.same for pair in PAIRS if pair.part == part)
        assert min(kinds.values()) >= 0.4 * kinds.total()


def test_no_pair_stands_twice():
    assert len({frozenset((pair.first, pair.second)) for pair in PAIRS}) == len(PAIRS)


def test_most_of_what_is_one_is_proposed_and_little_else():
    of, proposed = likeness.count(PAIRS, load_catalogue())
    for part in likeness.PARTS:
        alike, other = (part, likeness.ALIKE), (part, likeness.OTHER)
        assert proposed[alike] >= FOUND * of[alike]
        assert proposed[other] <= FALSE * of[other]
