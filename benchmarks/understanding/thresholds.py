"""Which thresholds the labelled messages ask for: `python -m benchmarks.understanding.thresholds`.

Reads our own test part, prints what every threshold would cost and bring, and the one that the
stated rule takes. Needs nothing of the extra `bench`. ``--write`` puts the tables into the page; a
test holds what ships to the rules.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence

from benchmarks.tables import Table, replace_section
from benchmarks.understanding import report
from benchmarks.understanding.rows import Row, own
from bot.catalogue_file import load_catalogue
from domain.catalogue import Catalogue, Kind
from domain.reader import Reader
from domain.understanding import understand

COMMAND = "python -m benchmarks.understanding.thresholds"
STEPS = tuple(number / 20 for number in range(21))
RIGHT_UNASKED = 0.98
"""`ask`: the smallest threshold at which so many of those nobody asks go to the right desk. One in
a hundred less than this goes to a wrong one without anybody having been asked."""
IDLE_ASKED = 0.5
"""`ask_kind`: the largest threshold at which so many of those who are offered the tap wanted
nothing done; a tap that most do not want is in the way."""

Sample = tuple[float, bool]
"""How sure the reader is of a message, and whether it is right."""


def routed(rows: Sequence[Row], catalogue: Catalogue) -> Iterator[Sample]:
    """Messages with one matter, read as such and as no danger: how sure of the route."""
    for row in rows:
        meaning = understand(row.text, catalogue)
        if not row.is_single or len(meaning.matters) != 1 or meaning.life_safety:
            continue
        one = meaning.matters[0]
        yield one.confidence, one.route.value in {row.issues[0].route, *(r for r, _ in row.also)}


def asking(rows: Sequence[Row], catalogue: Catalogue) -> Iterator[Sample]:
    """Messages that become tickets, but dangers: how likely a request, and whether it is one."""
    for row in rows:
        meaning = understand(row.text, catalogue)
        if meaning.matters and not meaning.life_safety:
            yield Reader(row.text, catalogue, ()).kinds[Kind.REQUEST], bool(row.issues)


def right_unasked(samples: Sequence[Sample], least: float) -> float | None:
    """The share that is right of what is at least so sure."""
    return _share([right for sure, right in samples if sure >= least])


def idle_asked(samples: Sequence[Sample], least: float) -> float | None:
    """The share that is no request of what is less sure than that."""
    return _share([not right for sure, right in samples if sure < least])


def _share(found: Sequence[bool]) -> float | None:
    return sum(found) / len(found) if found else None


def ask(samples: Sequence[Sample]) -> float:
    """The threshold that the rule for `ask` takes."""
    good = (least for least in STEPS if (right_unasked(samples, least) or 0) >= RIGHT_UNASKED)
    return next(good, STEPS[-1])


def ask_kind(samples: Sequence[Sample]) -> float:
    """The threshold that the rule for `ask_kind` takes."""
    good = [least for least in STEPS if (idle_asked(samples, least) or 0) >= IDLE_ASKED]
    return max(good, default=STEPS[0])


def tables(rows: Sequence[Row], catalogue: Catalogue) -> list[Table]:
    """What every threshold would cost and bring; the one the rule takes is marked."""
    routes, kinds = list(routed(rows, catalogue)), list(asking(rows, catalogue))
    return [
        _table("ask", routes, ask(routes), right_unasked, "not asked and right"),
        _table("ask_kind", kinds, ask_kind(kinds), idle_asked, "asked and no request"),
    ]


def _table(
    name: str,
    samples: Sequence[Sample],
    taken: float,
    measure: Callable[[Sequence[Sample], float], float | None],
    said: str,
) -> Table:
    lines = []
    for least in STEPS:
        asked = sum(sure < least for sure, _ in samples)
        mark = f"**{least:.2f}**" if least == taken else f"{least:.2f}"
        share = report.percent(asked / len(samples))
        lines.append([mark, f"{share} ({asked})", report.percent(measure(samples, least))])
    head = (f"`{name}`", f"asked, of {len(samples)}", said)
    return Table(f"understanding-{name.replace('_', '-')}", COMMAND, head, lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print, and if wanted write; returns the exit code."""
    parser = argparse.ArgumentParser(prog=COMMAND, description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"renew {report.PAGE.name}")
    given = parser.parse_args(arguments)
    page = report.PAGE.read_text(encoding="utf-8")
    for table in tables(own()["test"], load_catalogue()):
        print(f"\n{report.aligned(table)}")
        page = replace_section(page, table.name, table.markdown())
    if given.write:
        report.PAGE.write_text(page, encoding="utf-8")
        print(f"written: {report.PAGE}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
