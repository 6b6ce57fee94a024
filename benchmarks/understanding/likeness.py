"""How well the same matter is known again: of pairs of messages, which are proposed to be one.

The pairs and their labels: benchmarks/duplicates/. Needs nothing of the extra `bench`.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.tables import Table
from domain.catalogue import Catalogue
from domain.duplicates import Voice, same_matter, spot_of, spots_near
from domain.place import CompoundName, read_place
from domain.understanding import understand

PAIRS = Path(__file__).parents[1] / "duplicates" / "pairs.jsonl"
PARTS = ("validation", "test")
GARDEN = (CompoundName("garden", "永安花园"),)
_NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Pair:
    """Two messages of two residents of one compound whose homes nobody knows. ``same``: a careful
    reader would ask whether both mean one thing; ``sort``: which thing, or what parts them."""

    id: str
    first: str
    second: str
    same: bool
    sort: str
    part: str


def pairs() -> list[Pair]:
    """All of them."""
    return [Pair(**json.loads(line)) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def is_proposed(pair: Pair, catalogue: Catalogue) -> bool:
    """Whether the second resident would be asked, with the first one's ticket still open."""
    old = _voices(pair.first, 1, catalogue)
    return any(
        same_matter(new, one, catalogue) and spot_of(one, catalogue) in spots_near(new, catalogue)
        for new in _voices(pair.second, 2, catalogue)
        for one in old
    )


def _voices(text: str, owner: int, catalogue: Catalogue) -> list[Voice]:
    """The tickets that a message makes, as they are compared; none where it asks for nothing."""
    read = understand(text, catalogue, GARDEN)
    place = read_place(text, GARDEN).to_json() | {"compound": "garden"}
    return [
        Voice(
            id=10 * owner + number,
            owner=owner,
            route=matter.route.value,
            category=matter.category,
            level=matter.level,
            against=matter.against,
            kind=read.kind.value,
            text=text if len(read.matters) == 1 or not matter.span else matter.span,
            place=place,
            opened_at=_NOW,
        )
        for number, matter in enumerate(read.matters)
    ]


Counts = Counter[tuple[str, str]]
"""How many, by part and by what they are."""

ALIKE, OTHER = "the same matter", "another matter"


def count(found: Sequence[Pair], catalogue: Catalogue) -> tuple[Counts, Counts]:
    """All pairs and those proposed: the same matter, another one, and for this what parts them."""
    of: Counts = Counter()
    proposed: Counts = Counter()
    for pair in found:
        is_asked = is_proposed(pair, catalogue)
        for name in [ALIKE] if pair.same else [OTHER, f"  {pair.sort}"]:
            of[pair.part, name] += 1
            proposed[pair.part, name] += is_asked
    return of, proposed


def table(name: str, command: str, found: Sequence[Pair], catalogue: Catalogue) -> Table:
    """What is proposed of both kinds, each part by itself."""
    of, proposed = count(found, catalogue)
    rows = []
    for label in dict.fromkeys(label for _, label in of):
        cells = [_cells(of[part, label], proposed[part, label]) for part in PARTS]
        rows.append([label, *(cell for pair in cells for cell in pair)])
    rows.sort(key=lambda row: row[0] != ALIKE)
    head = ("pairs", *(cell for part in PARTS for cell in (part, "proposed")))
    return Table(name, command, head, rows)


def _cells(count_: int, proposed: int) -> tuple[str, str]:
    share = f"{proposed / count_:.1%}".replace("%", " %") if count_ else "–"
    return str(count_), f"{share} ({proposed})"
