"""An office brings its sheet while tickets are at work: whoever leaves, moves or is renamed, every
open ticket has somebody afterwards who may do its next step; and in the very moment of a press one
of the two comes first, never half of each."""

import asyncio

import pytest

from bot.sheet_import import remaker
from db.models import Membership
from domain.errors import Refusal
from domain.lifecycle import Action, Status
from domain.people import Role
from tests.scenarios.staging import DOOR, NOISE, nothing_is_silent
from tests.scenarios.test_both_sides_at_once import presses
from tests.scenarios.test_two_sides_one_ticket import PASSAGE
from tests.support.sheets import bring, good, read, write
from tests.support.town import beside
from workflows import handling
from workflows.compare_sheet import look
from workflows.take_in_sheet import ChangedMeanwhile, SheetRefused, take_in

NEXT = {
    Status.QUEUED: Action.ACCEPT,
    Status.HANDLING: Action.RESOLVE,
    Status.RULING: Action.RULE,
}


async def workers(town, ticket) -> set[int]:
    """Who of the staff may do the next step of a ticket."""
    found = set()
    async with town.deps.begin() as work:
        for number in {row.person_id for row in await town.rows(Membership)}:
            try:
                await handling.check(work, town.deps, ticket, NEXT[ticket.status], number)
            except Refusal:
                continue
            found.add(number)
    return found


async def everybody_can_go_on(town) -> None:
    for ticket in await town.tickets():
        if ticket.status in NEXT:
            assert await workers(town, ticket), (ticket.id, ticket.status, ticket.lead_unit)
    await nothing_is_silent(town)


async def at_work(town) -> dict[str, int]:
    """Tickets of every sort in which somebody may leave them: by what they are, their numbers."""
    resident = await town.resident()
    found = {}
    for name, text in (
        ("waits at the community", NOISE),
        ("in hand at the community", "3号楼一单元楼道里堆满了杂物电动车"),
        ("waits at the company", DOOR),
        ("in hand at the company", "5号楼1单元水管漏水"),
        ("of both", PASSAGE),
    ):
        await resident.says(text)
        found[name] = (await town.ticket()).id
    await town.grid.sends_press(f"accept:{found['in hand at the community']}")
    await town.property.sends_press(f"accept:{found['in hand at the company']}")
    await town.grid.sends_press(f"accept:{found['of both']}")
    await town.property.sends_press(f"take_part:{found['of both']}")
    return found


def without(*numbers: str) -> dict[str, list[list]]:
    sheets = good()
    sheets["people"] = [row for row in sheets["people"] if row[0] not in numbers]
    sheets["duty"] = [row for row in sheets["duty"] if row[2] not in numbers]
    return {key: rows for key, rows in sheets.items() if len(rows) > 1}


def cell(sheet: str, row: int, column: int, value) -> dict[str, list[list]]:
    sheets = good()
    sheets[sheet][row][column] = value
    return sheets


def another_company(keeps_people: bool) -> dict[str, list[list]]:
    """The compound goes over to another company."""
    sheets = good()
    sheets["units"].append(["new-property", "新物业", "property", "yongan"])
    sheets["compounds"][1][4] = "new-property"
    sheets["people"].append(["2101", "孙强", "property_staff", "new-property", None])
    if not keeps_people:
        sheets["people"] = [row for row in sheets["people"] if row[0] not in ("2001", "2002")]
    return sheets


def person(number: str, *others) -> dict[str, list[list]]:
    """Somebody has another post."""
    sheets = good()
    sheets["people"] = [
        [*row[:2], *others] if row[0] == number else row for row in sheets["people"]
    ]
    return sheets


def grids_swapped() -> dict[str, list[list]]:
    sheets = good()
    other = {"grid-1": "grid-2", "grid-2": "grid-1", None: None}
    sheets["people"][1:] = [[*row[:4], other[row[4]]] for row in sheets["people"][1:]]
    return sheets


CHANGES = {
    "the grid worker leaves": without("1002"),
    "both of the company leave": without("2001", "2002"),
    "all but the secretary leave": without("1002", "1003", "2001", "2002", "3001"),
    "the grid worker becomes a volunteer": person("1002", "volunteer", "yongan", None),
    "she goes to the company": person("1002", "property_staff", "yongan-property", None),
    "he goes to the community": person("2002", "community_staff", "yongan", None),
    "grids change hands": grids_swapped(),
    "a unit is called otherwise": cell("units", 3, 1, "永安新社区"),
    "the compound goes to another company": another_company(keeps_people=True),
    "it goes over and the old company's people leave": another_company(keeps_people=False),
    "the community comes beneath the district": cell("units", 3, 3, "erqi"),
}


@pytest.mark.parametrize("name", CHANGES)
async def test_every_open_ticket_has_somebody_afterwards(town, tmp_path, name):
    await bring(town.program, tmp_path / "a.xlsx", good())
    tickets = await at_work(town)
    await bring(town.program, tmp_path / "b.xlsx", CHANGES[name])
    await town.settle()
    await everybody_can_go_on(town)
    assert {t.id for t in await town.tickets() if t.status in NEXT} == set(tickets.values())
    posts = {row.person_id: row.role for row in await town.rows(Membership)}
    for ticket in await town.tickets():
        if ticket.handler_id is not None:
            assert posts[ticket.handler_id] is not Role.VOLUNTEER


MOVING = [
    "the grid worker leaves",
    "both of the company leave",
    "the grid worker becomes a volunteer",
    "he goes to the community",
    "grids change hands",
    "it goes over and the old company's people leave",
]


async def take(program, sheet) -> bool:
    """Take a sheet in as it is at that moment; whether it was."""
    async with program.deps.begin() as work:
        plan = await look(work, program.deps, sheet)
    try:
        await take_in(program.deps, sheet, remaker(program), plan, lambda *_: None)
    except (SheetRefused, ChangedMeanwhile):
        return False
    return True


async def test_presses_and_imports_at_the_same_moment(town, tmp_path):
    await bring(town.program, tmp_path / "good.xlsx", good())
    resident = await town.resident()
    other = beside(town)
    files = {name: write(tmp_path / f"{n}.xlsx", CHANGES[name]) for n, name in enumerate(MOVING)}
    for name, path in files.items():
        await resident.says(NOISE)
        first = (await town.ticket()).id
        await resident.says(DOOR)
        second = (await town.ticket()).id
        *_, taken = await asyncio.gather(
            presses(other, "grid", f"accept:{first}"),
            presses(other, "property", f"accept:{second}"),
            take(town.program, read(town.program, path)),
        )
        assert taken, name
        await town.settle()
        posts = {(row.person_id, row.role) for row in await town.rows(Membership)}
        for ticket in await town.tickets():
            if ticket.status is Status.HANDLING:
                held = {role for who, role in posts if who == ticket.handler_id}
                assert held - {Role.VOLUNTEER}, name
        await everybody_can_go_on(town)
        await bring(town.program, tmp_path / "good.xlsx", good())
        await town.settle()
        await everybody_can_go_on(town)
    await other.close()


LEAVING = {
    "both of the company leave": ("2001", "2002"),
    "all but the secretary leave": ("1002", "1003", "2001", "2002", "3001"),
    "the secretary changes": None,
    "it goes over and the old company's people leave": None,
}


def leaving(name: str) -> dict[str, list[list]]:
    if name == "the secretary changes":
        sheets = without("1001")
        sheets["people"].append(["1009", "林涛", "secretary", "yongan", None])
        return sheets
    return CHANGES.get(name) or without(*LEAVING[name])


@pytest.mark.parametrize("name", LEAVING)
async def test_a_return_and_an_import_at_the_same_moment(town, tmp_path, name):
    await bring(town.program, tmp_path / "good.xlsx", good())
    await (await town.resident()).says(DOOR)
    other = beside(town)
    sheet = read(town.program, write(tmp_path / "b.xlsx", leaving(name)))
    *_, taken = await asyncio.gather(
        presses(other, "property", "return:1:nuisance"), take(town.program, sheet)
    )
    await town.settle()
    assert taken
    ticket = await town.ticket(1)
    returned = await town.events("return")
    assert len(returned) == len(ticket.returned_by) <= 1
    assert (ticket.status, ticket.handler_id) == (Status.QUEUED, None)
    assert (ticket.lead_unit == "yongan") is bool(returned)
    await everybody_can_go_on(town)
    await other.close()


@pytest.mark.parametrize("name", LEAVING)
async def test_a_ruling_and_an_import_at_the_same_moment(town, tmp_path, name):
    await bring(town.program, tmp_path / "good.xlsx", good())
    await (await town.resident()).says(DOOR)
    await town.property.sends_press("return:1:nuisance")
    await town.grid.sends_press("return:1:facilities")
    assert (await town.ticket(1)).status is Status.RULING
    other = beside(town)
    sheet = read(town.program, write(tmp_path / "b.xlsx", leaving(name)))
    *_, taken = await asyncio.gather(
        presses(other, "secretary", "rule:1:property"), take(town.program, sheet)
    )
    await town.settle()
    assert taken
    ticket, ruled = await town.ticket(1), await town.events("rule")
    assert len(ruled) <= 1 and ticket.ruled is bool(ruled)
    assert (ticket.status is Status.RULING) is not bool(ruled)
    company = "new-property" if name.startswith("it goes over") else "yongan-property"
    assert ticket.lead_unit in ((company, "yongan-property") if ruled else ("yongan",))
    await everybody_can_go_on(town)
    await other.close()


@pytest.mark.parametrize("name", LEAVING)
async def test_a_chair_rules_while_a_worker_returns_and_a_sheet_comes(town, tmp_path, name):
    """All three in one moment: the dispute, the ruling on it, and the sheet."""
    await bring(town.program, tmp_path / "good.xlsx", good())
    await (await town.resident()).says(DOOR)
    await town.property.sends_press("return:1:nuisance")
    other = beside(town)
    sheet = read(town.program, write(tmp_path / "b.xlsx", leaving(name)))
    *_, taken = await asyncio.gather(
        presses(other, "grid", "return:1:facilities"),
        presses(other, "secretary", "rule:1:joint"),
        take(town.program, sheet),
    )
    await town.settle()
    assert taken
    ticket = await town.ticket(1)
    disputed, ruled = await town.events("dispute"), await town.events("rule")
    assert len(ruled) <= len(disputed) <= 1 and ticket.ruled is bool(ruled)
    assert (ticket.status is Status.RULING) is (bool(disputed) and not ruled)
    await everybody_can_go_on(town)
    await other.close()
