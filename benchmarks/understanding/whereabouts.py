"""How exactly places are read, part by part: the table of docs/understanding.md."""

from collections.abc import Sequence

from benchmarks.tables import Table
from benchmarks.understanding import report
from benchmarks.understanding.rows import Row
from domain.place import CompoundName, read_place

PARTS = ("compound", "building", "unit", "floor", "room")


def read_parts(text: str, compounds: Sequence[CompoundName]) -> dict[str, str | None]:
    """The parts of a place as the labels write them: a compound by its name."""
    place = read_place(text, compounds)
    names = {one.code: one.name for one in compounds}
    return place.to_json() | {"compound": names.get(place.compound or "")}


def table(name: str, command: str, rows: Sequence[Row]) -> Table:
    """Each part where its label states it, and what is read where it states none. Known are all
    compounds that the labels name, as those of a unit are in the program."""
    named = sorted({row.place["compound"] or "" for row in rows if row.place.get("compound")})
    compounds = [CompoundName(str(number), one) for number, one in enumerate(named)]
    read = [read_parts(row.text, compounds) for row in rows]
    return Table(
        name,
        command,
        ("part", "stated", "read exactly", "not stated", "read all the same"),
        [_line(part, rows, read) for part in PARTS],
    )


def _line(part: str, rows: Sequence[Row], read: Sequence[dict[str, str | None]]) -> list[str]:
    pairs = [(row.place.get(part), one[part]) for row, one in zip(rows, read, strict=True)]
    stated = [wanted == found for wanted, found in pairs if wanted]
    others = [found is not None for wanted, found in pairs if not wanted]
    right = report.percent(sum(stated) / len(stated)) if stated else report.NONE
    made_up = report.percent(sum(others) / len(others)) if others else report.NONE
    return [
        part,
        str(len(stated)),
        f"{right} ({sum(stated)})",
        str(len(others)),
        f"{made_up} ({sum(others)})",
    ]
