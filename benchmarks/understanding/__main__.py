"""`make bench-understanding`: how well messages are understood, beside two baselines.

`python -m benchmarks.understanding [--extra DIR] [--write]`. What the figures mean:
benchmarks/requests/RUBRIC.md. Needs the extra `bench`.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # times are those of one core
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks.__main__ import machine as machine_line
from benchmarks.tables import Table, replace_section
from benchmarks.understanding import bursts, likeness, report, thresholds, whereabouts
from benchmarks.understanding.cost import costs
from benchmarks.understanding.readers import alarming, keywords, machine, ours
from benchmarks.understanding.rows import LATIN, Row, folder, own
from benchmarks.understanding.score import Figures, Reader, score
from bot.catalogue_file import load_catalogue
from domain.catalogue import Catalogue

COMMAND = "make bench-understanding"
OURS, KEYWORDS, MACHINE = "ours", "keywords", "SVM"
Scored = dict[str, Figures]


def readers(training: Sequence[Row], catalogue: Catalogue) -> dict[str, Reader]:
    """Ours as it ships and the baselines; the SVM learns what our learned reader learned."""
    return {
        OURS: ours(catalogue),
        KEYWORDS: keywords(catalogue),
        MACHINE: machine(training, catalogue),
    }


def measure(
    rows: Sequence[Row], ways: Mapping[str, Reader], alarms: Callable[[str], bool]
) -> Scored:
    """Every reader on the same messages; the first of them once before, to warm up."""
    for reader in ways.values():
        reader(rows[0].text)
    return {name: score(rows, reader, alarms) for name, reader in ways.items()}


def own_tables(
    parts: Mapping[str, Sequence[Row]], ways: Mapping[str, Reader], catalogue: Catalogue
) -> tuple[list[Table], Scored]:
    """The tables of our own test part."""
    alarms = alarming(catalogue)
    test = parts["test"]
    found = measure(test, ways, alarms)
    just_ours = {OURS: ways[OURS]}
    kinds = {
        "chat": [row for row in test if not row.is_letter and row.author != LATIN],
        "letters": [row for row in test if row.is_letter],
        "English and pinyin": [row for row in test if row.author == LATIN],
    }
    sides = {name: measure(rows, just_ours, alarms)[OURS] for name, rows in kinds.items()}
    tables = [
        report.authors("understanding-authors", COMMAND, parts),
        report.comparison("understanding-test", COMMAND, found, [OURS]),
        report.beaten(
            "understanding-beaten", COMMAND, (OURS, found[OURS]), (MACHINE, found[MACHINE])
        ),
        by_side("understanding-sides", sides),
        report.confusion("understanding-confusion", COMMAND, found[OURS]),
        report.calibration("understanding-calibration", COMMAND, found[OURS]),
        whereabouts.table("understanding-places", COMMAND, test),
        *thresholds.tables(test, catalogue),
        bursts.table("understanding-bursts", COMMAND, test, catalogue),
        likeness.table("understanding-alike", COMMAND, likeness.pairs(), catalogue),
        costs(COMMAND),
    ]
    return tables, found


def by_side(name: str, sides: Mapping[str, Figures]) -> Table:
    """Ours on chat messages and on letters: the same rows, each with its own number of them."""
    tables = [report.comparison(name, COMMAND, {side: one}, [side]) for side, one in sides.items()]
    rows = [
        [lines[0][0], *(cell for line in lines for cell in line[1:])]
        for lines in zip(*(table.rows for table in tables), strict=True)
    ]
    head = ("figure", *(cell for side in sides for cell in ("messages", side)))
    return Table(name, COMMAND, head, rows)


def asked_share(figures: Figures, least: float) -> float:
    """The share of messages that ours would ask about."""
    return sum(confidence < least for confidence, _ in figures.sure) / len(figures.sure)


def write(tables: Sequence[Table], found: Scored, catalogue: Catalogue) -> None:
    """Put the tables and the picture into the page."""
    page = report.PAGE.read_text(encoding="utf-8")
    for table in tables:
        page = replace_section(page, table.name, f"{machine_line()}\n\n{table.markdown()}")
    report.PAGE.write_text(page, encoding="utf-8")
    from benchmarks.understanding.picture import draw

    draw(report.PICTURE, found, asked_share(found[OURS], catalogue.thresholds.ask))
    print(f"written: {report.PAGE}, {report.PICTURE}", file=sys.stderr)


def show(title: str, table: Table) -> None:
    """Print a table."""
    print(f"\n{title}\n\n{report.aligned(table)}", flush=True)


TITLES = {
    "understanding-authors": "The messages",
    "understanding-test": "Our own test part",
    "understanding-beaten": "Where the SVM is better than ours",
    "understanding-sides": "Our own test part, ours on chat messages, letters, Latin letters",
    "understanding-confusion": "Routes, ours",
    "understanding-calibration": "Confidence, ours",
    "understanding-places": "Places, part by part",
    "understanding-ask": "How sure the route must be, or she is asked",
    "understanding-ask-kind": "How likely a request must be, or a tap says that it is none",
    "understanding-bursts": "Two messages in a row",
    "understanding-alike": "Pairs of messages, taken for one matter",
    "understanding-cost": "What it costs a process",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and, if wanted, write; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.understanding", description=__doc__)
    parser.add_argument("--extra", type=Path, metavar="DIR", help="score the sets of a folder too")
    parser.add_argument("--write", action="store_true", help=f"renew {report.PAGE.name}")
    given = parser.parse_args(arguments)
    if given.extra and not given.extra.is_dir():
        parser.error(f"--extra {given.extra}: no such folder")
    try:
        import sklearn  # noqa: F401
    except ImportError:
        parser.error("the baselines need the extra `bench`: pip install -e '.[bench]'")
    parts, catalogue = own(), load_catalogue()
    ways = readers([*parts["train"], *parts["validation"]], catalogue)
    tables, found = own_tables(parts, ways, catalogue)
    for table in tables:
        show(TITLES[table.name], table)
    if given.write:
        write(tables, found, catalogue)
    for name, rows in (folder(given.extra) if given.extra else {}).items():
        if rows:
            figures = measure(rows, ways, alarming(catalogue))
            show(f"{name}: {len(rows)}", report.comparison(name, COMMAND, figures, [OURS]))
            show(f"{name}, routes", report.confusion(name, COMMAND, figures[OURS]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
