"""The compounds of one's own unit: whose they are, which buildings they have, which grid looks
after each; and another grid for a building, asked first. Who else looks after one is in
own_sides."""

from dataclasses import replace

from db.session import Work
from domain.errors import Refusal
from domain.org import Compound, Grid, Organisation
from domain.said import Button, Part, Value, part, word
from workflows.deps import Deps
from workflows.leads import Lead
from workflows.own_compounds import MOST, find, find_own, keep, mine, press, short, to_change
from workflows.own_sides import side_rows
from workflows.speech import Message
from workflows.unit_history import Deed, jot

IN_ROW = 4


def _grids(org: Organisation, compound: Compound) -> list[Grid]:
    """The grids that name their buildings; one that names none looks after all of them."""
    return [one for one in org.grids if one.compound == compound.code and one.buildings]


def _buildings(org: Organisation, compound: Compound) -> list[str]:
    named = (b for grid in _grids(org, compound) for b in grid.buildings)
    return list(dict.fromkeys((*compound.buildings, *named)))


async def list_places(_work: Work, deps: Deps, lead: Lead, _about: str) -> Message:
    """🏘 小区楼栋: each compound of the unit."""
    found = mine(deps.rules.org, lead)
    lines = [part("unit-places" if found else "unit-places-none", unit=lead.unit.name)]
    rows = tuple(
        (Button("button-unit-place", press(lead, "place", one.code), (("name", one.name),)),)
        for one in found[:MOST]
    )
    return Message(tuple(lines), rows)


async def show_place(work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    """One compound; whoever leads its community changes who looks after it, and grids."""
    org, compound = deps.rules.org, find(deps.rules.org, lead, about)
    names = [org.units[u].name for u in _sides(compound) if u in org.units]
    key = "unit-place" if names else "unit-place-nobody"
    lines = [part(key, name=compound.name, who={"$join": [*names]})]
    lines += [_grid_line(grid) for grid in org.grids if grid.compound == compound.code]
    buildings = _buildings(org, compound)
    taken = {b for grid in _grids(org, compound) for b in grid.buildings}
    if left := [b for b in buildings if b not in taken]:
        lines.append(part("unit-place-left", buildings={"$join": [*left]}))
    if compound.community != lead.unit.code:
        return Message(tuple(lines))
    sides = await side_rows(work, deps, lead, compound)
    if len(_grids(org, compound)) < 2:
        return Message(tuple(lines), sides)
    flat = [
        Button("button-unit-building", press(lead, "build", compound.code, b), (("value", b),))
        for b in buildings[:MOST]
    ]
    rows = tuple(tuple(flat[n : n + IN_ROW]) for n in range(0, len(flat), IN_ROW))
    return Message((*lines, part("unit-place-ask")), (*rows, *sides))


def _sides(compound: Compound) -> tuple[str, ...]:
    sides = (compound.property, compound.stand_in, compound.branch)
    return tuple(unit for unit in sides if unit)


def _grid_line(grid: Grid) -> Part:
    all_of_it: Value = word("unit-place-all")
    of: Value = {"$join": [*grid.buildings]} if grid.buildings else all_of_it
    return part("unit-place-grid", grid=grid.name, buildings=of)


async def ask_grid(_work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    """A building was chosen: which grid?"""
    compound, building, before = _chosen(deps.rules.org, lead, about)
    rows = tuple(
        (Button("button-unit-grid", press(lead, "move", compound.code, building, one.code), n),)
        for one in _grids(deps.rules.org, compound)
        if one is not before
        for n in ((("grid", one.name),),)
    )
    return Message((part("unit-building-ask", building=building, name=compound.name),), rows)


def _chosen(org: Organisation, lead: Lead, about: str) -> tuple[Compound, str, Grid | None]:
    """The building a button names, and the grid it is in. Raises Refusal for another unit's."""
    place, _, rest = about.partition(".")
    compound = find_own(org, lead, place)
    building = next((b for b in _buildings(org, compound) if short(b) == rest[:8]), None)
    if building is None:
        raise Refusal("refuse-unit-gone")
    before = next((one for one in _grids(org, compound) if building in one.buildings), None)
    if before and len(before.buildings) == 1:
        raise Refusal("refuse-unit-last-building", grid=before.name)
    return compound, building, before


async def ask_move(_work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    """Asked first."""
    compound, building, _ = _chosen(deps.rules.org, lead, about)
    grid = _target(deps.rules.org, compound, about)
    line = part("unit-move-ask", building=building, name=compound.name, grid=grid.name)
    yes = press(lead, "moved", compound.code, building, grid.code)
    return Message((line,), ((Button("button-unit-yes", yes),),))


def _target(org: Organisation, compound: Compound, about: str) -> Grid:
    wanted = about.rpartition(".")[2]
    for one in _grids(org, compound):
        if short(one.code) == wanted:
            return one
    raise Refusal("refuse-unit-gone")


async def move(work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    """换网格: new matters of the building come to that grid; those in hand stay."""
    kept, org = await to_change(work, deps)
    compound, building, before = _chosen(org, lead, about)
    grid = _target(org, compound, about)
    moved = Organisation(
        tuple(org.units.values()),
        tuple(org.compounds.values()),
        tuple(_with_building(one, building, before, grid) for one in org.grids),
    )
    await keep(work, deps, kept, moved)
    where = word("unit-building", name=compound.name, building=building, grid=grid.name)
    await jot(work, deps, lead, Deed("building", what=where))
    return Message((part("unit-moved", building=building, grid=grid.name),))


def _with_building(one: Grid, building: str, before: Grid | None, after: Grid) -> Grid:
    if one == after and one != before:
        return replace(one, buildings=(*one.buildings, building))
    if one == before and one != after:
        return replace(one, buildings=tuple(b for b in one.buildings if b != building))
    return one
