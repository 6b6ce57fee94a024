"""The full check of an office's sheet, before anything changes: from tables to what the office
wants. People are in bot.sheet_people."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bot.settings import Settings
from bot.sheet_categories import Categories
from bot.sheet_find import Finder
from bot.sheet_lines import Line, lines
from bot.sheet_people import People
from bot.sheet_read import Table
from bot.sheet_shape import Findings, Names
from domain.org import Compound, Grid, Organisation, Unit, UnitKind
from domain.sheet import Sheet
from workflows.deps import Rules

Tables = Mapping[str, Table]

RANK = dict.fromkeys(UnitKind, 3) | {
    UnitKind.DISTRICT: 0,
    UnitKind.STREET: 1,
    UnitKind.COMMUNITY: 2,
}
"""How far down the tree each kind begins. Units of one rank may stand beneath one another."""


def check(tables: Tables, rules: Rules, names: Names, found: Findings, today: date) -> Sheet:
    """What the office wants; only good for anything when nothing was found. A sheet that is not
    there leaves its part as it was before (`rules`). `today`: near it lie the days of duty."""
    before = rules.org
    builder = _Builder(tables, names, found)
    builder.units(tuple(one for one in before.units.values() if not one.closed))
    builder.compounds(tuple(before.compounds.values()))
    builder.grids(before.grids)
    builder.buildings()
    org = Organisation(
        tuple(builder.unit.values()), tuple(builder.compound.values()), tuple(builder.grid.values())
    )
    people = People(tables, org, names, found)
    categories = Categories(rules, org, names, found)
    return Sheet(
        org,
        people.staff(),
        people.desk(today),
        people.groups(),
        categories.read(tables),
        {table.title: len(table.rows) for table in tables.values()},
    )


def check_settings(settings: Settings, org: Organisation, found: Findings) -> None:
    """Hours and seasons of the configuration must not name units that are gone."""
    for name, rows in (("calendars", settings.calendars), ("seasons", settings.seasons)):
        missing = {code for row in rows for code in row.units if code not in org.units}
        for code in sorted(missing):
            found.add(f"configuration: [[{name}]]", f"names the unit {code!r}, which goes")


class _Builder:
    """Builds the organisation, table by table; each is checked against those before."""

    def __init__(self, tables: Tables, names: Names, found: Findings) -> None:
        self.tables, self.names, self.found = tables, names, found
        self.unit: dict[str, Unit] = {}
        self.compound: dict[str, Compound] = {}
        self.grid: dict[str, Grid] = {}

    def _lines(self, key: str) -> Iterable[Line]:
        return lines(self.tables[key], self.names, self.found)

    def units(self, before: tuple[Unit, ...]) -> None:
        """The tree."""
        if "units" not in self.tables:
            self.unit = {one.code: one for one in before}
            return
        parents: list[tuple[Line, Unit]] = []
        for line in self._lines("units"):
            code, name, kind = line.code(), line.text("name"), line.choice("kind")
            parent = line.text("parent")
            if code and not self._twice(line, code, self.unit) and name and kind:
                unit = Unit(code, name, UnitKind(kind), parent)
                self.unit[code] = unit
                parents.append((line, unit))
            else:
                line.is_lost()
        finder = Finder(self.unit, "unit")
        for line, unit in parents:
            above = finder.find(line, "parent") if unit.parent else None
            self.unit[unit.code] = replace(unit, parent=above)
        for line, unit in parents:
            if self._leads_back(unit.code):
                line.wrong("parent", f"the units above {unit.code!r} lead back to itself")
        self._check_order(parents)
        is_whole = bool(parents) and not self.found.faulty
        if is_whole and not any(u.kind is UnitKind.COMMUNITY for u in self.unit.values()):
            self.found.add(self.tables["units"].title, "at least one unit must be a community")

    def _check_order(self, lines_of: list[tuple[Line, Unit]]) -> None:
        """One top, or districts side by side; nobody stands beneath a smaller unit."""
        tops = [unit for _, unit in lines_of if unit.parent is None]
        first = min(tops, key=lambda unit: RANK[unit.kind], default=None)
        for line, written in lines_of:
            unit = self.unit[written.code]
            above = self.unit.get(unit.parent or "")
            if above is not None and RANK[above.kind] > RANK[unit.kind]:
                line.wrong("parent", f"a {unit.kind} cannot stand beneath a {above.kind}")
            elif written.parent is None and first is not None:
                self._check_top(line, unit, first)

    def _check_top(self, line: Line, unit: Unit, first: Unit) -> None:
        if RANK[unit.kind] == RANK[UnitKind.BRANCH]:
            line.wrong("parent", f"empty; a {unit.kind} needs a unit above it")
        elif unit is not first and not first.kind is unit.kind is UnitKind.DISTRICT:
            line.wrong(
                "parent",
                f"empty; only one unit has none above it, and that is {first.code!r} already",
            )

    def _leads_back(self, code: str) -> bool:
        seen, above = {code}, self.unit[code].parent
        while above is not None and above not in seen:
            seen.add(above)
            above = self.unit[above].parent if above in self.unit else None
        return above == code

    def _twice(self, line: Line, code: str, known: Mapping[str, object]) -> bool:
        if code in known:
            line.wrong("code", f"the code {code!r} stands here a second time")
        return code in known

    def _kind(self, kind: UnitKind) -> "Finder":
        of_kind = {c: unit for c, unit in self.unit.items() if unit.kind is kind}
        return Finder(of_kind, f"{kind} unit", self.unit)

    def compounds(self, before: tuple[Compound, ...]) -> None:
        """The compounds and who is responsible for them."""
        if "compounds" not in self.tables:
            self._keep(before, "compounds")
            return
        buildings = {one.code: one.buildings for one in before}
        finders = {
            "community": self._kind(UnitKind.COMMUNITY),
            "property": self._kind(UnitKind.PROPERTY),
            "stand_in": self._kind(UnitKind.STAND_IN),
            "branch": self._kind(UnitKind.BRANCH),
        }
        for line in self._lines("compounds"):
            code, name = line.code(), line.text("name")
            found = {column: finder.find(line, column) for column, finder in finders.items()}
            if code and not self._twice(line, code, self.compound) and name and found["community"]:
                self.compound[code] = Compound(
                    code=code,
                    name=name,
                    community=found["community"],
                    aliases=line.several("aliases"),
                    property=found["property"],
                    stand_in=found["stand_in"],
                    branch=found["branch"],
                    buildings=buildings.get(code, ()),
                )
            else:
                line.is_lost()

    def _keep(self, before: tuple[Compound, ...], sheet: str) -> None:
        """Compounds stay as they were, if the units they name are still there."""
        for one in before:
            self.compound[one.code] = one
            for unit in (one.community, one.property, one.stand_in, one.branch):
                if unit and unit not in self.unit:
                    self.found.add(
                        sheet, f"{one.code!r} stays as it was, but its unit {unit!r} goes"
                    )

    def grids(self, before: tuple[Grid, ...]) -> None:
        """The grids, still without what stands in the sheet of buildings."""
        if "grids" not in self.tables:
            self._keep_grids(before)
            return
        buildings = {one.code: one.buildings for one in before}
        communities = self._kind(UnitKind.COMMUNITY)
        compounds = Finder(self.compound, "compound")
        for line in self._lines("grids"):
            code, name = line.code(), line.text("name")
            community, compound = (
                communities.find(line, "community"),
                compounds.find(line, "compound"),
            )
            if code and not self._twice(line, code, self.grid) and name and community and compound:
                own = buildings.get(code, ())
                self.grid[code] = Grid(code, name, community, compound, own)
                if self.compound[compound].community != community:
                    line.wrong("compound", f"{compound!r} does not belong to {community!r}")
            else:
                line.is_lost()

    def _keep_grids(self, before: tuple[Grid, ...]) -> None:
        for one in before:
            self.grid[one.code] = one
            if one.compound not in self.compound or one.community not in self.unit:
                self.found.add(
                    "grids", f"{one.code!r} stays as it was, but its compound or community goes"
                )

    def buildings(self) -> None:
        """Which buildings a compound has, and which grid looks after each. A grid that is named by
        none looks after the whole compound."""
        if "buildings" not in self.tables:
            return
        compounds, grids = Finder(self.compound, "compound"), Finder(self.grid, "grid")
        there: dict[str, list[str]] = {}
        after: dict[str, list[str]] = {}
        seen: set[tuple[str, str]] = set()
        for line in self._lines("buildings"):
            compound, building = compounds.find(line, "compound"), line.building("building")
            grid = grids.find(line, "grid")
            if compound is None or building is None:
                continue
            if (compound, building) in seen:
                line.wrong("building", f"building {building} of {compound!r} stands here twice")
            seen.add((compound, building))
            there.setdefault(compound, []).append(building)
            if grid:
                after.setdefault(grid, []).append(building)
                if self.grid[grid].compound != compound:
                    line.wrong("grid", f"the grid {grid!r} is of {self.grid[grid].compound!r}")
        for code, one in self.compound.items():
            self.compound[code] = replace(one, buildings=tuple(there.get(code, ())))
        for code, grid_row in self.grid.items():
            self.grid[code] = replace(grid_row, buildings=tuple(after.get(code, ())))
