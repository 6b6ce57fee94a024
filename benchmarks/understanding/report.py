"""The tables of docs/understanding.md, from figures already counted."""

import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import sqrt
from pathlib import Path

from benchmarks.tables import Table
from benchmarks.understanding.rows import Row
from benchmarks.understanding.score import Figures

PAGE = Path(__file__).parents[2] / "docs" / "understanding.md"
PICTURE = PAGE.with_name("understanding-risk.png")
NONE = "–"
SURE_AT_95 = 1.96

Named = Mapping[str, Figures]
"""Figures by the name of the reader."""


def percent(share: float | None) -> str:
    """A share to a tenth of a percent."""
    return NONE if share is None else f"{share:.1%}".replace("%", " %")


def margin(share: float | None, count: int) -> str:
    """How far chance alone may move a share, in 19 of 20 cases (Wilson's interval)."""
    if share is None or not count:
        return NONE
    square = SURE_AT_95**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = sqrt(share * (1 - share) / count + square / (4 * count**2)) * SURE_AT_95
    half /= 1 + square / count
    return f"{100 * (middle - half):.1f} to {100 * (middle + half):.1f} %"


def comparison(name: str, command: str, readers: Named, whole: Sequence[str]) -> Table:
    """One row for each figure, one column for each reader. ``whole`` names the readers that read
    places and whose confidence claims to be a probability."""
    first = next(iter(readers.values()))
    rows = [
        _row("route right", "route", readers),
        ["  19 of 20 times within", "", *(_margin(one) for one in readers.values())],
        _figure("route, macro-F1", first.of["route"], readers, lambda one: one.macro_f1),
        _row("category right", "category", readers),
        _figure("route, surest 80 %", _surest(first), readers, lambda one: one.surest),
        _row("kind right", "kind", readers),
        _row("number of matters right", "number", readers),
        _figure("several matters, F1", _several(first), readers, lambda one: one.matters_f1),
        [
            "building and unit right",
            str(first.of["place"]),
            *(percent(one.share("place")) if r in whole else NONE for r, one in readers.items()),
        ],
        _row("emergencies seen", "emergencies", readers),
        _alarms("false alarms, all others", "calm", readers),
        _alarms("false alarms, look-alikes", "look-alikes", readers),
        [
            "calibration error (ECE)",
            str(first.of["route"]),
            *(
                percent(one.calibration_error) if reader in whole else NONE
                for reader, one in readers.items()
            ),
        ],
        ["time a message, median", "", *(_micro(one, 50) for one in readers.values())],
        ["time a message, 90 % within", "", *(_micro(one, 90) for one in readers.values())],
    ]
    return Table(name, command, ("figure", "messages", *readers), rows)


SHARES = {
    "route right": "route",
    "category right": "category",
    "kind right": "kind",
    "number of matters right": "number",
    "emergencies seen": "emergencies",
    "no false alarm, all others": "calm",
    "no false alarm, look-alikes": "look-alikes",
}
"""Figures that are shares of right ones, by what the page calls them."""


def beaten(name: str, command: str, ours: tuple[str, Figures], other: tuple[str, Figures]) -> Table:
    """The figures, but times, in which another reader is better than ours."""
    both = [(label, *(one.share(of) for _, one in (ours, other))) for label, of in SHARES.items()]
    both += [
        ("route, macro-F1", ours[1].macro_f1, other[1].macro_f1),
        ("route, surest 80 %", ours[1].surest, other[1].surest),
        ("several matters, F1", ours[1].matters_f1, other[1].matters_f1),
    ]
    rows = [
        [label, percent(mine), percent(its)]
        for label, mine, its in both
        if mine is not None and its is not None and its > mine
    ]
    return Table(name, command, (f"{other[0]} is better in", ours[0], other[0]), rows)


def _surest(figures: Figures) -> int:
    return round(0.8 * len(figures.sure))


def _several(figures: Figures) -> int:
    return figures.right["matters messages"]


def _figure(
    label: str, count: int, readers: Named, of: Callable[[Figures], float | None]
) -> list[str]:
    return [label, str(count), *(percent(of(one)) for one in readers.values())]


def _row(label: str, name: str, readers: Named) -> list[str]:
    count = next(iter(readers.values())).of[name]
    shares = (one.share(name) for one in readers.values())
    return [label, str(count), *(percent(share) for share in shares)]


def _alarms(label: str, name: str, readers: Named) -> list[str]:
    """How many harmless messages were taken for a danger; the fewer the better."""
    count = next(iter(readers.values())).of[name]
    cells = []
    for one in readers.values():
        share = one.share(name)
        false = one.of[name] - one.right[name]
        cells.append(NONE if share is None else f"{percent(1 - share)} ({false})")
    return [label, str(count), *cells]


def _margin(figures: Figures) -> str:
    return margin(figures.share("route"), figures.of["route"])


def _micro(figures: Figures, within: int) -> str:
    if len(figures.times) < 2:
        return NONE
    return f"{statistics.quantiles(figures.times, n=100)[within - 1] * 1e6:.0f} µs"


def confusion(name: str, command: str, figures: Figures) -> Table:
    """Routes as labelled, down, and as read, across. Where several are right, each counts as
    right in the row of the first."""
    routes = ("property", "community", "joint", "refer")
    said = (*routes, *sorted({one for _, one in figures.pairs} - set(routes)))
    rows = [[true, *(str(figures.pairs[(true, one)]) for one in said)] for true in routes]
    return Table(name, command, ("labelled, then read as", *said), rows)


def calibration(name: str, command: str, figures: Figures) -> Table:
    """What confidence claims and what comes true."""
    rows = [
        [f"{number / 10:.1f} to {number / 10 + 0.1:.1f}", str(count), percent(said), percent(right)]
        for number, count, said, right in figures.calibration()
    ]
    return Table(name, command, ("confidence", "messages", "mean confidence", "route right"), rows)


def authors(name: str, command: str, parts: Mapping[str, Sequence[Row]]) -> Table:
    """Who wrote how much, and on which side of the split it stands."""
    rows = []
    for part, found in parts.items():
        by_author = Counter(row.author for row in found)
        for author, count in sorted(by_author.items()):
            mine = [row for row in found if row.author == author]
            rows.append([part, author, str(count), *_shape(mine)])
        rows.append([part, "**all**", str(len(found)), *_shape(found)])
    head = ("part", "author", "messages", "letters", "several matters", "emergencies", "no request")
    return Table(name, command, head, rows)


def _shape(rows: Sequence[Row]) -> list[str]:
    counts = (
        sum(row.is_letter for row in rows),
        sum(len(row.issues) > 1 for row in rows),
        sum(row.is_emergency for row in rows),
        sum(not row.issues for row in rows),
    )
    return [str(count) for count in counts]


def aligned(table: Table) -> str:
    """For a terminal: columns under one another, figures to the right."""
    lines = [list(table.head), *(list(row) for row in table.rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(table.head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
