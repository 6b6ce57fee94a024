"""The organisation as one document, as it is kept once an office has brought its sheet, and what is
different between two of them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from domain.org import Compound, Grid, Organisation, Unit, UnitKind

Row = Unit | Compound | Grid


@dataclass(frozen=True, slots=True)
class Change:
    """Something that comes, goes or becomes different: in which sheet, how (added, changed,
    removed), its code and name, and of something that changes what and from what to what."""

    sheet: str
    how: str
    code: str
    name: str
    details: tuple[str, ...] = ()


def to_document(org: Organisation) -> dict[str, Any]:
    """Plain JSON, in the order it was written down."""
    return {
        "units": [asdict(unit) for unit in org.units.values()],
        "compounds": [asdict(compound) for compound in org.compounds.values()],
        "grids": [asdict(grid) for grid in org.grids],
    }


def from_document(document: Mapping[str, Any]) -> Organisation:
    """The organisation of such a document."""
    return Organisation(
        tuple(Unit(**one | {"kind": UnitKind(one["kind"])}) for one in document["units"]),
        tuple(Compound(**_lists(one, "aliases", "buildings")) for one in document["compounds"]),
        tuple(Grid(**_lists(one, "buildings")) for one in document["grids"]),
    )


def _lists(one: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return dict(one) | {name: tuple(one[name]) for name in names}


def with_closed(before: Organisation, after: Organisation) -> Organisation:
    """What comes after, with the units of before that it lacks as closed ones. What was above them
    and is gone as well stays above them."""
    gone = [
        replace(unit, closed=True) for unit in before.units.values() if unit.code not in after.units
    ]
    return Organisation(
        (*after.units.values(), *gone), tuple(after.compounds.values()), after.grids
    )


def is_same(before: Organisation, after: Organisation) -> bool:
    """Whether two organisations are the same to the letter, but for their order."""

    def in_order(org: Organisation) -> tuple[Any, ...]:
        return org.units, org.compounds, {(g.code, g.compound): g for g in org.grids}

    return in_order(before) == in_order(after)


def changes(before: Organisation, after: Organisation) -> tuple[Change, ...]:
    """What becomes different, sheet by sheet. A closed unit is none."""
    return (
        *_changes("units", _open(before), _open(after)),
        *_changes("compounds", before.compounds, after.compounds),
        *_buildings(before, after),
        *_changes("grids", _by_code(before.grids), _by_code(after.grids)),
    )


def _open(org: Organisation) -> dict[str, Unit]:
    return {code: unit for code, unit in org.units.items() if not unit.closed}


def _by_code(grids: Iterable[Grid]) -> dict[str, Grid]:
    return {grid.code: grid for grid in grids}


def _changes(sheet: str, before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterable[Change]:
    for code, row in after.items():
        old = before.get(code)
        if old is None:
            yield Change(sheet, "added", code, row.name)
        elif details := tuple(_details(old, row)):
            yield Change(sheet, "changed", code, row.name, details)
    for code, row in before.items():
        if code not in after:
            yield Change(sheet, "removed", code, row.name)


def _details(old: Row, new: Row) -> Iterable[str]:
    for one in fields(old):
        was, is_ = getattr(old, one.name), getattr(new, one.name)
        if one.name in ("buildings", "closed") or was == is_:
            continue  # buildings have a sheet of their own
        yield f"{one.name}: {_said(was)} -> {_said(is_)}"


def _said(value: Any) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else value
    return text or "-"


def _buildings(before: Organisation, after: Organisation) -> Iterable[Change]:
    """Buildings that come and go, and those another grid looks after from now on."""
    old, new = _grids_of(before), _grids_of(after)
    for place, grid in new.items():
        code = "/".join(place)
        if place not in old:
            yield Change("buildings", "added", code, place[1])
        elif old[place] != grid:
            details = (f"grid: {_said(old[place])} -> {_said(grid)}",)
            yield Change("buildings", "changed", code, place[1], details)
    for place in old:
        if place not in new:
            yield Change("buildings", "removed", "/".join(place), place[1])


def _grids_of(org: Organisation) -> dict[tuple[str, str], str | None]:
    """Each building that is written down, by compound, and the grid that names it."""
    found: dict[tuple[str, str], str | None] = {
        (compound.code, building): None
        for compound in org.compounds.values()
        for building in compound.buildings
    }
    for grid in org.grids:
        found |= {(grid.compound, building): grid.code for building in grid.buildings}
    return found
