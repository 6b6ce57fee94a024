"""`make fuzz SECONDS=180`: every parser in turn, each with new input, until the time is over. What
was found is kept in .hypothesis and tried first the next time. Exit code 1 when there was a crash;
it becomes a test."""

import argparse
import sys
import time
import traceback

from hypothesis import HealthCheck, given, settings
from hypothesis.errors import HypothesisException

from tests.fuzz.parsers import Parser, all_parsers


def round_of(parser: Parser, examples: int) -> int:
    """Some examples for one parser; returns how many were tried. Raises what it raised, with the
    smallest input that does it in the notes."""
    tried = 0

    @settings(
        max_examples=examples,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(parser.given)
    def try_out(something):
        nonlocal tried
        tried += 1
        parser.try_out(something)

    try_out()
    return tried


def main() -> int:
    """Go round until the time is over."""
    given_ = argparse.ArgumentParser(prog="make fuzz")
    given_.add_argument("--seconds", type=float, default=180)
    end = time.monotonic() + given_.parse_args().seconds
    parsers, tried, crashed = list(all_parsers()), {}, []
    while time.monotonic() < end and parsers:
        for parser in [one for one in parsers if one.name not in crashed]:
            if time.monotonic() >= end:
                break
            try:
                count = round_of(parser, 6 if parser.heavy else 30)
            except (Exception, HypothesisException):
                print(f"\n{parser.name}:\n{traceback.format_exc()}", file=sys.stderr)
                crashed.append(parser.name)
                continue
            tried[parser.name] = tried.get(parser.name, 0) + count
        if len(crashed) == len(parsers):
            break
    for name, count in tried.items():
        print(f"{count:8} {name}")
    print(f"{sum(tried.values())} inputs for {len(tried)} parsers; crashes: {crashed or 'none'}")
    return 1 if crashed else 0


if __name__ == "__main__":
    raise SystemExit(main())
