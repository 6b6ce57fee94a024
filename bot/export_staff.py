"""What an export says of those who work here and of what they look after: people, absences, the
desk, units, places, groups, categories. No account, no phone; residents are not among them."""

from collections.abc import AsyncIterator, Iterator

from bot.export_reading import LANG, Reading, Row
from db import export, organisation
from db.models import Membership, Person
from domain.catalogue import Category, Urgency
from domain.org import Compound, Grid
from domain.own_categories import OwnCategory, name_of
from domain.own_categories import from_document as categories_of


async def people(reading: Reading) -> AsyncIterator[Row]:
    """Who holds which post."""
    async for batch in export.posts(reading.begin, reading.scope):
        for member, person in batch:
            yield _person(reading, member, person)


def _person(r: Reading, member: Membership, person: Person) -> Row:
    role = r.say(f"role-{member.role}")
    grid = r.grid(member.grid)
    return (person.staff_no, person.name, r.unit(member.unit), role, grid, r.yes(person.on_duty))


async def absences(reading: Reading) -> AsyncIterator[Row]:
    """Who was, is or will be away, and who stands in."""
    now = reading.program.deps.now()
    async for batch in export.absences(reading.begin, reading.scope):
        await reading.know_also({n for row in batch for n in (row.person_id, row.deputy_id) if n})
        for row in batch:
            stands = row.until is None or row.until > now
            yield (
                reading.who(row.person_id),
                reading.at(row.since),
                reading.at(row.until) or reading.say("export-until-back"),
                reading.who(row.deputy_id),
                reading.say("export-absence-now" if stands else "export-absence-over"),
            )


async def shifts(reading: Reading) -> AsyncIterator[Row]:
    """Who sat at the desk on which day."""
    async for batch in export.shifts(reading.begin, reading.scope, reading.days):
        await reading.know_also({n for row in batch for n in (row.person_id, row.asked_id) if n})
        for row in batch:
            who, asked = reading.who(row.person_id), reading.who(row.asked_id)
            yield (row.day.isoformat(), reading.unit(row.unit), who, asked)


async def units(reading: Reading) -> AsyncIterator[Row]:
    """The organisation."""
    for unit in reading.program.deps.rules.org.units.values():
        if reading.has(unit.code):
            kind = reading.say(f"unit-kind-{unit.kind}")
            parent, closed = reading.unit(unit.parent), reading.yes(unit.closed)
            yield (unit.code, unit.name, kind, parent, closed)


async def places(reading: Reading) -> AsyncIterator[Row]:
    """Compounds with their buildings: who is responsible, and whose grid it is."""
    org = reading.program.deps.rules.org
    for compound in org.compounds.values():
        near = (compound.community, compound.property, compound.stand_in, compound.branch)
        if any(reading.has(unit) for unit in near):
            grids = [grid for grid in org.grids if grid.compound == compound.code]
            for row in _buildings(reading, compound, grids):
                yield row


def _buildings(r: Reading, compound: Compound, grids: list[Grid]) -> Iterator[Row]:
    """A line for each building; one for the compound where none is written down, and one for each
    grid that looks after all of it."""
    head = (
        compound.name,
        "、".join(compound.aliases),
        r.unit(compound.community),
        r.unit(compound.property),
        r.unit(compound.stand_in),
        r.unit(compound.branch),
    )
    named = dict.fromkeys((*compound.buildings, *(b for g in grids for b in g.buildings)))
    whole = "、".join(grid.name for grid in grids if not grid.buildings)
    if not named or whole:
        yield (*head, r.say("export-all-buildings"), whole)
    for building in named:
        mine = "、".join(grid.name for grid in grids if building in grid.buildings)
        yield (*head, r.say("place-building", value=building), mine)


async def groups(reading: Reading) -> AsyncIterator[Row]:
    """The bound groups; not their numbers on a platform."""
    async for batch in export.groups(reading.begin, reading.scope):
        for row in batch:
            purpose = reading.say(f"unit-purpose-{row.purpose}")
            state = reading.say("unit-group-on" if row.reachable else "unit-group-lost")
            yield (reading.unit(row.unit), purpose, state, reading.at(row.bound_at))


async def categories(reading: Reading) -> AsyncIterator[Row]:
    """Every category as it counts here, and what of it is the office's own."""
    rules = reading.program.deps.rules
    async with reading.begin() as work:
        kept = await organisation.document(work)
    own = {one.code: one for one in categories_of(kept)} if kept else {}
    learned: dict[str, list[str]] = {}
    async for batch in export.words(reading.begin, reading.scope):
        for word in batch:
            said = f"{word.word}（{reading.unit(word.unit)}）"
            learned.setdefault(word.category, []).append(said)
    for one in rules.catalogue.categories:
        yield _category(reading, one, own.get(one.code), learned.get(one.code, []))


def _category(r: Reading, one: Category, own: OwnCategory | None, learned: list[str]) -> Row:
    return (
        name_of(one, LANG),
        r.side(one.route),
        r.level(one.levels[Urgency.NORMAL]),
        r.yes(one.evidence),
        "、".join(own.words) if own else "",
        "、".join(learned),
        r.yes(own),
    )
