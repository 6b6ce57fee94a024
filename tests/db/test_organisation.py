"""The organisation in the database: every program on it follows, and an import that runs while
tickets move has one outcome."""

import asyncio

import pytest
from sqlalchemy import select

from bot.app import build, check_database
from bot.organisation import keep_looking
from db import organisation
from db.models import Fact, Invite, Membership, Person, Ticket
from domain.inbound import Incoming, Pressed, Sender
from domain.lifecycle import OPEN, Status
from domain.org_document import to_document
from domain.people import Post, Role
from tests.support.sheets import bring, good, read, remaker, write
from workflows.audit import audit
from workflows.hear_message import hear_message
from workflows.press_button import press_button
from workflows.take_in_sheet import take_in

XINYUAN = ["xinyuan", "新苑社区", "community", "jianzhong"]


@pytest.fixture
async def other(town):
    """Another program on the town's database."""
    program = build(town.program.settings, clock=town.clock, speaks=False)
    yield program
    await program.close()


def with_xinyuan() -> dict[str, list[list]]:
    sheets = good()
    sheets["units"].append(XINYUAN)
    return sheets


async def test_another_program_follows_when_it_next_looks(town, other, tmp_path):
    await bring(town.program, tmp_path / "org.xlsx", with_xinyuan())
    assert "xinyuan" not in other.deps.rules.org.units
    stop = asyncio.Event()
    looking = asyncio.gather(keep_looking(other.deps, stop))
    async with asyncio.timeout(30):
        while "xinyuan" not in other.deps.rules.org.units:
            await asyncio.sleep(0)
    stop.set()
    await looking
    assert other.deps.rules.org.lead_post("xinyuan") == Post("xinyuan", Role.SECRETARY)
    assert other.deps.rules.calendar_of("xinyuan") is not None


async def test_another_program_follows_with_the_first_message(town, other, tmp_path):
    sheets = with_xinyuan()
    sheets["compounds"].append(["xinyuan-yard", "新苑小区", None, "xinyuan", None, None, None])
    await bring(town.program, tmp_path / "org.xlsx", sheets)
    await hear_message(other.deps, Incoming("web", "she", "key-0000001", Sender("she"), "你好"))
    assert "xinyuan-yard" in other.deps.rules.org.compounds
    said = Incoming("web", "she", "key-0000002", Sender("she"), "新苑小区2号楼楼道灯坏了")
    await hear_message(other.deps, said)
    assert (await town.ticket()).community == "xinyuan"


async def test_a_program_that_starts_later_has_it_from_the_start(town, tmp_path):
    await bring(town.program, tmp_path / "org.xlsx", with_xinyuan())
    late = build(town.program.settings, clock=town.clock, speaks=False)
    assert "xinyuan" not in late.deps.rules.org.units
    await check_database(late)
    assert "xinyuan" in late.deps.rules.org.units
    await late.close()


async def test_what_is_not_committed_is_followed_by_nobody(town, other):
    async with town.deps.begin() as work:
        document = to_document(town.deps.rules.org) | {"compounds": []}
        await organisation.keep(work, document, town.clock.now())
        await work.rollback()
    await hear_message(other.deps, Incoming("web", "she", "key-0000001", Sender("she"), "你好"))
    assert other.deps.rules.org.compounds != {}
    assert organisation.FACT not in [fact.name for fact in await facts(town)]


async def facts(town) -> list[Fact]:
    async with town.deps.begin() as work:
        return list(await work.scalars(select(Fact)))


def without(*numbers: str) -> dict[str, list[list]]:
    sheets = good("people")
    sheets["people"] = [row for row in sheets["people"] if row[0] not in numbers]
    return sheets


@pytest.mark.parametrize("round_", range(3))
async def test_an_import_runs_while_tickets_move(town, other, tmp_path, round_):
    """She accepts what she can while she is taken off the list: at the end every ticket has
    somebody responsible, and none is hers."""
    await bring(town.program, tmp_path / "first.xlsx", good())
    for number in range(6):
        chat = f"resident-{number}"
        await (await town.resident(chat)).says(f"{number + 1}号楼有人违规养鸡，太吵了")
    tickets = await town.tickets()
    sheet = read(town.program, write(tmp_path / "second.xlsx", without("1002")))

    async def press(ticket: Ticket) -> None:
        await press_button(
            other.deps,
            Pressed(
                channel="web",
                chat="grid",
                key=f"race-{round_}-{ticket.id:04}",
                sender=Sender("grid"),
                payload=f"accept:{ticket.id}",
            ),
        )

    async def report(number: int) -> None:
        text = f"{number}号楼2单元楼道灯坏了"
        chat = f"late-{number}"
        await hear_message(
            other.deps, Incoming("web", chat, f"late-000{number}", Sender(chat), text)
        )

    taking = take_in(town.deps, sheet, remaker(town.program), None, lambda *_: None)
    before, after = tickets[: round_ * 2], tickets[round_ * 2 :]
    await asyncio.gather(
        *map(press, before), taking, *map(press, after), *(report(n) for n in range(1, 4))
    )
    left = next(p for p in await town.rows(Person) if p.staff_no == "1002")
    assert [m for m in await town.rows(Membership) if m.person_id == left.id] == []
    assert [t.id for t in await town.tickets() if t.handler_id == left.id] == []
    assert {t.status for t in await town.tickets()} <= {Status.QUEUED, Status.HANDLING}
    assert len(await town.tickets()) == 9
    assert await audit(town.deps) == ()
    assert await audit(other.deps) == ()


async def test_a_unit_goes_while_tickets_come_in(town, other, tmp_path):
    """Either the tickets were first and the unit stays, or the unit went first and the tickets are
    with somebody else."""
    await bring(town.program, tmp_path / "first.xlsx", good())
    sheets = good()
    del sheets["units"][4]
    sheets["compounds"][1][4:6] = [None, "red-alliance"]
    sheets["people"] = [row for row in sheets["people"] if row[3] != "yongan-property"]
    sheet = read(town.program, write(tmp_path / "second.xlsx", sheets))

    async def report(number: int) -> None:
        chat, text = f"late-{number}", f"永安花园{number}号楼2单元楼道灯坏了，叫物业来修"
        said = Incoming("web", chat, f"late-000{number}", Sender(chat), text)
        await hear_message(other.deps, said)

    taking = take_in(town.deps, sheet, remaker(town.program), None, lambda *_: None)
    outcomes = await asyncio.gather(
        taking, *(report(n) for n in range(1, 6)), return_exceptions=True
    )
    assert [type(one).__name__ for one in outcomes[1:]] == ["NoneType"] * 5
    tickets = await town.tickets()
    assert len(tickets) == 5
    assert all(ticket.status in OPEN for ticket in tickets)
    assert await audit(town.deps) == ()
    assert await audit(other.deps) == ()
    await town.after(minutes=40)  # reminders and steps up find somebody as well
    assert await audit(town.deps) == ()


async def test_two_imports_at_once_come_one_after_the_other(town, other, tmp_path):
    await bring(town.program, tmp_path / "first.xlsx", good())
    one, two = without("1002"), good("people")
    one["people"].append(["1010", "周一", "community_staff", "yongan", None])
    two["people"].append(["1010", "周一", "community_staff", "yongan", None])
    sheets = [
        read(town.program, write(tmp_path / f"{n}.xlsx", rows)) for n, rows in enumerate((one, two))
    ]
    programs = (town.program, other)
    await asyncio.gather(
        *(
            take_in(program.deps, sheet, remaker(program), None, lambda *_: None)
            for program, sheet in zip(programs, sheets, strict=True)
        )
    )
    assert [p.name for p in await town.rows(Person)].count("周一") == 1
    mine = [m for m in await town.rows(Membership) if m.person_id == town.grid.person_id]
    assert len(mine) in (0, 1)
    assert await audit(town.deps) == ()


async def test_somebody_joins_while_a_sheet_is_taken_in(town, other, tmp_path):
    sheets = good()
    sheets["people"].append(["1009", "孙丽", "community_staff", "yongan", None])
    await bring(town.program, tmp_path / "first.xlsx", sheets)
    async with town.deps.begin() as work:
        (code,) = [one.code for one in await work.scalars(select(Invite)) if one.name == "孙丽"]
    sheets["people"][-1][2] = "grid_worker"
    sheet = read(town.program, write(tmp_path / "second.xlsx", sheets))
    joining = Incoming("web", "new", "key-0000001", Sender("new", "新"), f"/start {code}")
    taking = take_in(town.deps, sheet, remaker(town.program), None, lambda *_: None)
    await asyncio.gather(hear_message(other.deps, joining), taking)
    named = [p for p in await town.rows(Person) if p.staff_no == "1009"]
    assert len(named) == 1
    posts = [m.role for m in await town.rows(Membership) if m.person_id == named[0].id]
    assert posts == [Role.GRID_WORKER]
