"""Two messages in a row: two matters, or one told in two pieces (domain.burst)?

Two of one author of the test part that are about matters of two categories, one after the other;
and messages with one matter, cut at each of their marks. What must not happen: that two become one
ticket, that one becomes two.
"""

import re
from collections.abc import Iterator, Sequence
from random import Random

from benchmarks.tables import Table
from benchmarks.understanding import report
from benchmarks.understanding.rows import Row
from domain.burst import Next, joined
from domain.catalogue import UNCLEAR, Catalogue
from domain.place import read_place
from domain.understanding import understand

PAIRS = 500
LONGEST, SHORTEST = 60, 3
_MARK = re.compile("[,，。!！?？;；]")

Two = tuple[str, str]
"""What is said first, and what next."""


def table(name: str, command: str, rows: Sequence[Row], catalogue: Catalogue) -> Table:
    """How many of both kinds are taken for one matter, and how many for two."""
    plain = [row for row in rows if _is_plain(row)]
    lines = []
    for label, found in (("two matters", in_a_row(plain)), ("one matter", list(pieces(plain)))):
        more = sum(is_more(one, catalogue) for one in found)
        shares = (f"{report.percent(n / len(found))} ({n})" for n in (more, len(found) - more))
        lines.append([label, str(len(found)), *shares])
    return Table(
        name, command, ("told in two messages", "pairs", "one ticket", "two tickets"), lines
    )


def _is_plain(row: Row) -> bool:
    return (
        row.is_single
        and row.kind == "request"
        and not (row.is_letter or row.is_emergency)
        and len(row.text) <= LONGEST
    )


def in_a_row(rows: Sequence[Row]) -> list[Two]:
    """Two messages of one author about two categories, drawn the same way each time."""
    draw, found = Random(1), list[Two]()
    while len(found) < PAIRS:
        one, other = draw.sample(rows, 2)
        if one.author == other.author and one.issues[0].category != other.issues[0].category:
            found.append((one.text, other.text))
    return found


def pieces(rows: Sequence[Row]) -> Iterator[Two]:
    """Each message in two, once for each mark in it."""
    for row in rows:
        for mark in _MARK.finditer(row.text):
            first, next_ = row.text[: mark.start()], row.text[mark.end() :]
            if min(len(first), len(next_)) >= SHORTEST:
                yield first, next_


def is_more(two: Two, catalogue: Catalogue) -> bool:
    """Whether the second is taken for more of the first."""
    first, next_ = two
    before, alone, together = (understand(text, catalogue) for text in (*two, joined(two)))
    known = tuple(one.category for one in before.matters) or (UNCLEAR,)
    return Next(first, next_, alone, before, together, read_place(first), known).is_more
