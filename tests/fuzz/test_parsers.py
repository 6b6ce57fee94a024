"""Whatever comes in, every parser reads it or refuses it in its own words; and none works out of
all proportion to how much it was given. `make fuzz` does the first for as long as one likes."""

import time

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from domain.inbound import MAX_TEXT
from domain.text import read_number
from domain.typed import read_count
from tests.fuzz.parsers import PIECES, Parser, all_parsers, text_parsers

NAMES = [parser.name for parser in all_parsers()]
TIMES = 4
LINEAR = 2.5
"""How much more than in proportion is still not quadratic, which would be four times as much."""

WORTH_A_LOOK = 0.25
"""Seconds of the processor for the longest text: under it nobody is kept waiting, however the work
grows."""


def called(name: str) -> Parser:
    return next(parser for parser in all_parsers() if parser.name == name)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_comes_in_is_read_or_refused(name):
    parser = called(name)
    tried = []

    @settings(
        max_examples=6 if parser.heavy else 30,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(parser.given)
    def try_out(something):
        tried.append(1)
        parser.try_out(something)

    try_out()
    assert tried


def test_no_two_ways_in_are_called_alike():
    assert len(set(NAMES)) == len(NAMES) > 40


@pytest.mark.parametrize("words", ["1" * 5000, "一" * 5000, "9" * 4301])
def test_a_number_longer_than_python_reads_is_none(words):
    assert read_number(words) is None and read_count(words) is None


def work(parser: Parser, something: str, most: int = 3) -> float:
    """The processor's time for it, the least of some tries: others share the machine."""
    tries = []
    for _ in range(most):
        begun = time.thread_time()
        parser.try_out(something)
        tries.append(time.thread_time() - begun)
    return min(tries)


@pytest.mark.parametrize("name", [parser.name for parser in text_parsers()])
def test_four_times_as_much_text_is_not_sixteen_times_as_much_work(name):
    """Expressions that go back and forth over a text (ReDoS) are found by how their work grows, on
    the longest text that is taken and a quarter of it."""
    parser, out_of_proportion = called(name), {}
    for piece in PIECES[:: 3 if parser.heavy else 1]:
        whole = (piece * MAX_TEXT)[: MAX_TEXT - 2] + "！x"  # an end that fits nothing: back it goes
        took = work(parser, whole, 1)
        if took < WORTH_A_LOOK:
            continue
        part = whole[: MAX_TEXT // TIMES]
        ratio = took / max(work(parser, part, 1), 1e-6)
        if ratio > LINEAR * TIMES:  # perhaps others were in the way: look closer
            ratio = min(work(parser, whole) / max(work(parser, part), 1e-6) for _ in range(3))
        if ratio > LINEAR * TIMES:
            out_of_proportion[piece] = ratio
    assert out_of_proportion == {}
