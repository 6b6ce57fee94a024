"""The organisation as the office's own sheet: what `jiedan import` reads, sheet by sheet, so that
what comes out can be brought in again and changes nothing. What that sheet cannot say is left out,
and so left alone: people who were invited by hand, and the days at the desk of one of them."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.export_files import Cell
from bot.export_reading import Reading
from bot.sheet_shape import SHEETS, Column
from db import export, organisation
from db.models import GroupPurpose
from domain.org import Compound, Grid, Organisation, Unit
from domain.own_categories import from_document as categories_of

Lines = list[Mapping[str, Cell]]
APART = "、"


@dataclass(frozen=True)
class OfficeSheet:
    """One of its sheets: rows in the order of its columns, values as people read them."""

    key: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


async def office_sheets(reading: Reading) -> tuple[OfficeSheet, ...]:
    """Those with anything on them: an empty one would be refused, as it would remove everything."""
    org = reading.program.deps.rules.org
    people = await _people(reading)
    lines: dict[str, Lines] = {
        "units": [_unit(reading, one) for one in org.units.values() if not one.closed],
        "compounds": [_compound(reading, one) for one in org.compounds.values()],
        "grids": [_grid(reading, one) for one in org.grids],
        "buildings": _buildings(reading, org),
        "people": people,
        "duty": await _duty(reading, people),
        "groups": await _groups(reading),
        "categories": await _categories(reading),
    }
    return tuple(_sheet(key, rows) for key, rows in lines.items() if rows)


def _sheet(key: str, lines: Lines) -> OfficeSheet:
    columns = SHEETS[key]
    return OfficeSheet(key, columns, [[one.get(c.key) for c in columns] for one in lines])


def _called(
    known: Mapping[str, Unit] | Mapping[str, Compound] | Mapping[str, Grid],
) -> Callable[[str | None], str | None]:
    """How a line names one of these: by its name where only one is called so, else by its code."""
    names = Counter(one.name for one in known.values())

    def called(code: str | None) -> str | None:
        one = known.get(code or "")
        if one is None or names[one.name] > 1 or one.name in known:
            return code
        return one.name

    return called


def _units_called(r: Reading) -> Callable[[str | None], str | None]:
    return _called({c: one for c, one in r.program.deps.rules.org.units.items() if not one.closed})


def _unit(r: Reading, one: Unit) -> Mapping[str, Cell]:
    kind = r.say(f"unit-kind-{one.kind}")
    return {
        "code": one.code,
        "name": one.name,
        "kind": kind,
        "parent": _units_called(r)(one.parent),
    }


def _compound(r: Reading, one: Compound) -> Mapping[str, Cell]:
    called = _units_called(r)
    return {
        "code": one.code,
        "name": one.name,
        "aliases": APART.join(one.aliases),
        "community": called(one.community),
        "property": called(one.property),
        "stand_in": called(one.stand_in),
        "branch": called(one.branch),
    }


def _grid(r: Reading, one: Grid) -> Mapping[str, Cell]:
    compounds = _called(r.program.deps.rules.org.compounds)
    return {
        "code": one.code,
        "name": one.name,
        "community": _units_called(r)(one.community),
        "compound": compounds(one.compound),
    }


def _buildings(r: Reading, org: Organisation) -> Lines:
    """Each building once; nothing where two grids look after one: a sheet cannot say so."""
    grid_of: dict[tuple[str, str], str] = {}
    for grid in org.grids:
        for building in grid.buildings:
            if grid_of.setdefault((grid.compound, building), grid.code) != grid.code:
                return []
    known = dict.fromkeys((c.code, b) for c in org.compounds.values() for b in c.buildings)
    compounds, grids = _called(org.compounds), _called({one.code: one for one in org.grids})
    return [
        {
            "compound": compounds(place[0]),
            "building": place[1],
            "grid": grids(grid_of.get(place)),
        }
        for place in (known | dict.fromkeys(grid_of))
    ]


async def _people(r: Reading) -> Lines:
    """Everybody with a number of the office."""
    called = _units_called(r)
    grids = _called({one.code: one for one in r.program.deps.rules.org.grids})
    found: Lines = []
    async for batch in export.posts(r.begin, r.scope):
        for member, person in batch:
            if person.staff_no:
                role = r.say(f"role-{member.role}")
                line = {"staff_no": person.staff_no, "name": person.name, "role": role}
                found.append(line | {"unit": called(member.unit), "grid": grids(member.grid)})
    return found


async def _duty(r: Reading, people: Lines) -> Lines:
    """Who sits at the desk from today on, on those days of which everybody can be named."""
    deps, called = r.program.deps, _units_called(r)
    today = deps.now().astimezone(deps.rules.zone).date()
    shifts = [
        row async for batch in export.shifts(r.begin, r.scope, (today, None)) for row in batch
    ]
    numbers = await export.numbers_of(r.begin, {row.person_id for row in shifts})
    posted = {(line["staff_no"], line["unit"]) for line in people}
    left_alone = {
        (row.unit, row.day)
        for row in shifts
        if (numbers.get(row.person_id), called(row.unit)) not in posted
    }
    return [
        {"unit": called(row.unit), "day": row.day, "staff_no": numbers[row.person_id]}
        for row in sorted(shifts, key=lambda one: (one.day, one.unit, one.id))
        if (row.unit, row.day) not in left_alone
    ]


async def _groups(r: Reading) -> Lines:
    """The bound groups, and those that are still to be bound. Of a bound one we know no name."""
    known = r.program.deps.rules.org.units
    found: list[tuple[str, GroupPurpose, str | None]] = []
    async for batch in export.groups(r.begin, r.scope):
        found += [(row.unit, row.purpose, None) for row in batch]
    for invite in await export.open_group_invites(r.begin, r.program.deps.now()):
        if invite.purpose:
            found.append((invite.unit, invite.purpose, invite.name))
    return list(_named(r, ((u, p, n) for u, p, n in found if u in known and not known[u].closed)))


def _named(
    r: Reading, found: Iterable[tuple[str, GroupPurpose, str | None]]
) -> Iterable[Mapping[str, Cell]]:
    called = _units_called(r)
    for unit, purpose, name in found:
        said = r.say(f"unit-purpose-{purpose}")
        yield {"name": name or r.unit(unit) + said, "unit": called(unit), "purpose": said}


async def _categories(r: Reading) -> Lines:
    """What the office says of categories; what it does not say is as the catalogue has it."""
    async with r.begin() as work:
        kept = await organisation.document(work)
    called = _units_called(r)
    return [
        {
            "code": one.code,
            "name": one.name,
            "route": r.say(f"cell-{one.route}") if one.route else None,
            "unit": called(one.unit),
            "level": one.level,
            "evidence": None if one.evidence is None else r.yes(one.evidence),
            "words": APART.join(one.words),
        }
        for one in (categories_of(kept) if kept else ())
        if not one.closed
    ]


async def office_rows(sheet: OfficeSheet) -> AsyncIterator[Sequence[Cell]]:
    """Its rows, as tables hand them to a file."""
    for row in sheet.rows:
        yield row
