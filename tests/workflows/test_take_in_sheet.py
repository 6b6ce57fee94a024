"""An office brings its sheet: who comes, who goes, who moves, and what becomes of their tickets."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.desk_rows import Shift
from db.models import Account, Fact, Group, GroupPurpose, Invite, Membership, Person
from db.organisation import FACT
from domain.lifecycle import Status
from domain.people import Post, Role
from tests.support.sheets import bring, good, read, remaker, write
from tests.support.town import Town
from workflows.audit import audit
from workflows.compare_sheet import look
from workflows.take_in_sheet import ChangedMeanwhile, SheetRefused, take_in


@pytest.fixture
def path(tmp_path):
    return tmp_path / "org.xlsx"


@pytest.fixture
async def listed(town, path):
    """The town after its first sheet, which names everybody who is there."""
    plan, _ = await bring(town.program, path, good())
    return plan


async def posts_of(town: Town, person_id: int) -> set[Post]:
    rows = await town.rows(Membership)
    return {Post(m.unit, m.role) for m in rows if m.person_id == person_id}


async def person(town: Town, staff_no: str) -> Person:
    return next(p for p in await town.rows(Person) if p.staff_no == staff_no)


async def codes(town: Town) -> dict[str, str]:
    """The codes that can be used, by name."""
    async with town.deps.begin() as work:
        rows = await work.scalars(
            select(Invite).where(Invite.used_at.is_(None), Invite.expires_at > town.clock.now())
        )
        return {row.name: row.code for row in rows}


async def everything(town: Town) -> list:
    """All that a sheet could change."""
    found = [
        [(p.id, p.name, p.staff_no) for p in await town.rows(Person)],
        [(m.person_id, m.unit, m.role, m.grid) for m in await town.rows(Membership)],
        [(s.unit, s.day, s.person_id) for s in await town.rows(Shift)],
        [(g.chat, g.unit) for g in await town.rows(Group)],
        sorted((await codes(town)).items()),
    ]
    async with town.deps.begin() as work:
        kept = await work.get(Fact, FACT)
        return [*found, kept.value if kept else None]


def without(staff_no: str) -> dict[str, list[list]]:
    sheets = good("people")
    sheets["people"] = [row for row in sheets["people"] if row[0] != staff_no]
    return sheets


# The first sheet, and the same once more


async def test_those_who_are_there_already_are_found_by_name_and_post(town, listed):
    assert listed.staffing.new == ()
    assert listed.uncoded == ()
    assert (await person(town, "1002")).id == town.grid.person_id
    assert len(await town.rows(Membership)) == 8


async def test_the_same_sheet_once_more_changes_nothing(town, listed, path):
    before = await everything(town)
    sheet = read(town.program, write(path, good()))
    async with town.deps.begin() as work:
        plan = await look(work, town.deps, sheet)
    assert plan.is_empty
    assert plan.changes == ()
    await take_in(town.deps, sheet, remaker(town.program), plan, lambda *_: None)
    after = await everything(town)
    assert after[:-1] == before[:-1]
    assert after[-1]["document"] == before[-1]["document"]


async def test_looking_changes_nothing(town, path):
    before = await everything(town)
    sheet = read(town.program, write(path, good()))
    async with town.deps.begin() as work:
        plan = await look(work, town.deps, sheet)
    assert plan.changes != ()
    assert await everything(town) == before


async def test_somebody_new_becomes_that_person_by_the_code(town, listed, path):
    sheets = good()
    sheets["people"].append(["1009", "孙丽", "community_staff", "yongan", None])
    sheets["people"].append(["1009", "孙丽", "grid_worker", "yongan", "grid-2"])
    plan, _ = await bring(town.program, path, sheets)
    assert [(c.how, c.code, c.name) for c in plan.changes] == [("added", "1009", "孙丽")]
    newcomer = await town.resident("newcomer")
    await newcomer.says(f"/start {(await codes(town))['孙丽']}")
    assert (await person(town, "1009")).id == newcomer.person_id
    assert await posts_of(town, newcomer.person_id) == {
        Post("yongan", Role.COMMUNITY_STAFF),
        Post("yongan", Role.GRID_WORKER),
    }
    assert [p.name for p in await town.rows(Person) if p.name == "孙丽"] == ["孙丽"]
    assert "网格员" in await newcomer.last()
    assert "孙丽" not in await codes(town)


async def test_who_has_tickets_as_a_resident_keeps_them_when_joining(town, listed, path):
    resident = await town.resident("she")
    await resident.says("3号楼2单元楼道灯坏了")
    sheets = good()
    sheets["people"].append(["1009", "孙丽", "community_staff", "yongan", None])
    sheets["duty"].append(["yongan", date(2026, 11, 24), "1009"])
    await bring(town.program, path, sheets)
    await resident.says(f"/start {(await codes(town))['孙丽']}")
    assert (await town.ticket()).owner_id == resident.person_id
    assert [s.person_id for s in await town.rows(Shift) if s.day == date(2026, 11, 24)] == [
        resident.person_id
    ]
    assert await audit(town.deps) == ()


async def test_a_code_for_somebody_else_is_refused(town, listed, path):
    sheets = good()
    sheets["people"].append(["1009", "孙丽", "community_staff", "yongan", None])
    await bring(town.program, path, sheets)
    code = (await codes(town))["孙丽"]
    await town.grid.says(f"/start {code}")
    assert "给别人的" in await town.grid.last()
    assert await posts_of(town, town.grid.person_id) == {Post("yongan", Role.GRID_WORKER)}
    assert (await codes(town))["孙丽"] == code


async def test_who_never_used_the_code_gets_another_one_later(town, listed, path):
    sheets = good()
    sheets["people"].append(["1009", "孙丽", "community_staff", "yongan", None])
    await bring(town.program, path, sheets)
    first = (await codes(town))["孙丽"]
    plan, _ = await bring(town.program, path, sheets)
    assert plan.is_empty
    await town.after(days=8)
    plan, _ = await bring(town.program, path, sheets)
    assert [line.name for line in plan.uncoded] == ["孙丽"]
    assert (await codes(town))["孙丽"] != first


# Moves


async def test_names_posts_and_grids_follow_the_sheet(town, listed, path):
    sheets = good()
    sheets["people"][2] = ["1002", "李娜娜", "grid_worker", "yongan", "grid-2"]
    sheets["people"][3] = ["1003", "吴梅", "community_staff", "yongan", None]
    plan, _ = await bring(town.program, path, sheets)
    assert [(c.how, c.code, c.details) for c in plan.changes] == [
        ("changed", "1002", ("name: 李娜 -> 李娜娜", "grid: grid-1 -> grid-2")),
        (
            "changed",
            "1003",
            ("+ community_staff at yongan", "- grid_worker at yongan"),
        ),
    ]
    assert (await person(town, "1002")).name == "李娜娜"
    assert await posts_of(town, town.grid2.person_id) == {Post("yongan", Role.COMMUNITY_STAFF)}


async def test_people_invited_by_hand_stay(town, path):
    await town.staff("extra", "钱进", Role.COMMUNITY_STAFF, "yongan")
    plan, _ = await bring(town.program, path, good())
    assert plan.by_hand == 1
    assert await posts_of(town, town.extra.person_id) == {Post("yongan", Role.COMMUNITY_STAFF)}


async def test_a_sheet_that_says_nothing_of_people_leaves_them(town, listed, path):
    before = await everything(town)
    sheets = good("units")
    sheets["units"][4][1] = "永安新物业"
    await bring(town.program, path, sheets)
    assert (await everything(town))[:-1] == before[:-1]
    assert town.deps.rules.org.units["yongan-property"].name == "永安新物业"


async def test_who_leaves_gives_the_tickets_back(town, listed, path):
    resident = await town.resident()
    await resident.says("3号楼有人违规养鸡，太吵了")
    await town.grid.presses("接单")
    assert (await town.ticket()).handler_id == town.grid.person_id
    _, done = await bring(town.program, path, without("1002"))
    await town.settle()
    ticket = await town.ticket()
    assert (done.queued, done.passed) == (1, 0)
    assert (ticket.status, ticket.handler_id) == (Status.QUEUED, None)
    assert await posts_of(town, town.grid.person_id) == set()
    assert "退回去" in await town.grid.last()
    assert "接单" in str(await town.grid2.buttons())
    await town.grid.sends_press(f"accept:{ticket.id}")
    assert (await town.ticket()).handler_id is None
    assert await audit(town.deps) == ()


async def test_who_comes_back_is_the_same_person(town, listed, path):
    await bring(town.program, path, without("1003"))
    assert await posts_of(town, town.grid2.person_id) == set()
    plan, _ = await bring(town.program, path, good("people"))
    assert plan.staffing.new == ()
    assert await posts_of(town, town.grid2.person_id) == {Post("yongan", Role.GRID_WORKER)}


async def test_who_leaves_no_longer_sits_at_the_desk(town, listed, path):
    sheets = good("people", "duty")
    sheets["duty"].append(["yongan", date(2026, 11, 24), "1003"])
    await bring(town.program, path, sheets)
    assert len(await town.rows(Shift)) == 2
    await bring(town.program, path, without("1003"))
    assert [s.day for s in await town.rows(Shift)] == [date(2026, 11, 23)]


async def test_the_desk_of_a_day_is_as_the_sheet_says_and_other_days_stay(town, listed, path):
    sheets = good("people", "duty")
    sheets["duty"] = [["unit", "day", "staff_no"], ["yongan", date(2026, 11, 24), "1002"]]
    await bring(town.program, path, sheets)
    sheets["duty"][1][2] = "1003"
    await bring(town.program, path, sheets)
    rows = {(s.day.day, s.person_id) for s in await town.rows(Shift)}
    assert rows == {(23, town.secretary.person_id), (24, town.grid2.person_id)}


# The organisation


async def test_another_organisation_counts_at_once(town, listed, path):
    sheets = good()
    sheets["units"].append(["xinyuan", "新苑社区", "community", "jianzhong"])
    sheets["compounds"].append(["xinyuan-yard", "新苑小区", None, "xinyuan", None, None, None])
    plan, _ = await bring(town.program, path, sheets)
    assert [(c.sheet, c.how, c.code) for c in plan.changes] == [
        ("units", "added", "xinyuan"),
        ("compounds", "added", "xinyuan-yard"),
    ]
    resident = await town.resident("far", None)
    await resident.says("新苑小区2号楼楼道灯坏了")
    ticket = await town.ticket()
    assert ticket.community == "xinyuan"
    assert "新苑" in str([row.parts for row in await town.outbox()])
    assert town.deps.rules.org.units["xinyuan"].name == "新苑社区"
    assert await audit(town.deps) == ()


async def test_a_community_needs_somebody_responsible(town, listed, path):
    sheets = good()
    tops = ("1001", "4001", "5001")
    sheets["people"] = [row for row in sheets["people"] if row[0] not in tops]
    sheets.pop("duty")
    sheet = read(town.program, write(path, sheets))
    async with town.deps.begin() as work:
        plan = await look(work, town.deps, sheet)
    assert plan.problems == (
        "people: nobody would be responsible for 'yongan' (永安社区): it needs a secretary, or a "
        "unit above it an officer",
    )


async def test_a_unit_with_open_tickets_cannot_go(town, listed, path):
    resident = await town.resident()
    await resident.says("永安花园3号楼2单元灯坏了，叫物业来修")
    ticket = await town.ticket()
    sheets = good()
    del sheets["units"][4]
    sheets["compounds"][1][4] = None
    sheets["compounds"][1][5] = "red-alliance"
    sheets["people"] = [row for row in sheets["people"] if row[3] != "yongan-property"]
    before = await everything(town)
    sheet = read(town.program, write(path, sheets))
    async with town.deps.begin() as work:
        plan = await look(work, town.deps, sheet)
    assert plan.problems == (
        f"units: 'yongan-property' cannot be removed: 1 open ticket names it (1118-{ticket.id}). "
        "Put it back on the sheet.",
    )
    with pytest.raises(SheetRefused):
        await take_in(town.deps, sheet, remaker(town.program), None, lambda *_: None)
    assert await everything(town) == before


async def test_a_unit_that_goes_stays_known_but_takes_nothing(town, listed, path):
    group = await town.group("company-group", "yongan-property", GroupPurpose.STAFF)
    sheets = good()
    del sheets["units"][4]
    sheets["compounds"][1][4] = None
    sheets["compounds"][1][5] = "red-alliance"
    sheets["people"] = [row for row in sheets["people"] if row[3] != "yongan-property"]
    plan, _ = await bring(town.program, path, sheets)
    assert plan.closed == {"yongan-property"}
    resident = await town.resident()
    await resident.says("永安花园3号楼2单元灯坏了，叫物业来修")
    ticket = await town.ticket()
    assert ticket.lead_unit != "yongan-property"
    assert ticket.support_unit != "yongan-property"
    assert town.deps.rules.org.units["yongan-property"].closed
    assert group.chat not in [g.chat for g in await town.rows(Group)]
    again, _ = await bring(town.program, path, sheets)
    assert again.is_empty


async def test_nobody_is_left_without_anybody_who_can_be_reached(town, listed, path):
    """The successor has not joined yet, and open tickets would be nobody's."""
    resident = await town.resident()
    await resident.says("3号楼有人违规养鸡，太吵了")
    ticket = await town.ticket()
    sheets = good("people")
    gone = ("1001", "1002", "1003", "4001", "5001")
    sheets["people"] = [row for row in sheets["people"] if row[0] not in gone]
    sheets["people"].append(["9001", "新书记", "secretary", "yongan", None])
    before = await everything(town)
    sheet = read(town.program, write(path, sheets))
    with pytest.raises(SheetRefused) as error:
        await take_in(town.deps, sheet, remaker(town.program), None, lambda *_: None)
    (told,) = error.value.problems
    assert f"1118-{ticket.id}" in told
    assert "nobody who can be reached" in told
    assert await everything(town) == before


async def test_what_was_shown_is_what_is_done_or_nothing(town, listed, path):
    sheet = read(town.program, write(path, without("1003")))
    async with town.deps.begin() as work:
        plan = await look(work, town.deps, sheet)
    async with town.deps.begin() as work:
        row = (await work.scalars(select(Membership).where(Membership.grid == "grid-2"))).one()
        row.grid = None
        await work.commit()
    await take_in(town.deps, sheet, remaker(town.program), plan, lambda *_: None)  # still the same
    sheet = read(town.program, write(path, without("1002")))
    async with town.deps.begin() as work:
        plan = await look(work, town.deps, sheet)
    async with town.deps.begin() as work:
        mine = select(Membership).where(Membership.person_id == town.grid.person_id)
        (await work.scalars(mine)).one().role = Role.COMMUNITY_STAFF
        await work.commit()
    with pytest.raises(ChangedMeanwhile):
        await take_in(town.deps, sheet, remaker(town.program), plan, lambda *_: None)
    assert await posts_of(town, town.grid.person_id) == {Post("yongan", Role.COMMUNITY_STAFF)}


async def test_a_group_is_invited_once(town, listed, path):
    code = (await codes(town))["永安工作群"]
    plan, _ = await bring(town.program, path, good())
    assert plan.groups == ()
    await town.after(days=8)
    plan, _ = await bring(town.program, path, good())
    assert [g.name for g in plan.groups] == ["永安工作群"]
    assert (await codes(town))["永安工作群"] != code
    await town.group("bound", "yongan", GroupPurpose.STAFF)
    await town.after(days=8)
    plan, _ = await bring(town.program, path, good())
    assert plan.groups == ()


async def test_who_is_away_hands_over_to_whoever_stands_in(town, listed, path):
    resident = await town.resident()
    await resident.says("3号楼有人违规养鸡，太吵了")
    await town.grid.presses("接单")
    ticket = await town.ticket()
    assert ticket.handler_id == town.grid.person_id
    from db.time_rows import Absence

    async with town.deps.begin() as work:
        work.add(
            Absence(
                person_id=town.grid.person_id,
                since=town.clock.now() + timedelta(minutes=1),
                until=None,
                deputy_id=town.grid2.person_id,
            )
        )
        await work.commit()
    town.clock.move_to(town.clock.now() + timedelta(minutes=2))
    _, done = await bring(town.program, path, without("1002"))
    assert (done.queued, done.passed) == (0, 1)
    assert (await town.ticket()).handler_id == town.grid2.person_id
    assert await audit(town.deps) == ()


async def test_accounts_are_never_touched(town, listed, path):
    before = [(a.person_id, a.sender, a.reachable) for a in await town.rows(Account)]
    await bring(town.program, path, without("1003"))
    assert [(a.person_id, a.sender, a.reachable) for a in await town.rows(Account)] == before


async def test_zeros_a_spreadsheet_took_away_make_nobody_somebody_else(town, path):
    sheets = good()
    sheets["people"][2][0] = "0002"
    await bring(town.program, path, sheets)
    sheets["people"][2][0] = 2
    sheet = read(town.program, write(path, sheets))
    async with town.deps.begin() as work:
        plan = await look(work, town.deps, sheet)
    assert plan.problems == (
        "people!A3: '李娜' is known as '0002', not '2'; "
        "format the column as text, to keep the zeros",
    )


async def test_duty_alone_is_held_against_the_people_there_are(town, listed, path):
    sheets = good("duty")
    sheets["duty"][1][2] = "2002"
    sheet = read(town.program, write(path, sheets))
    async with town.deps.begin() as work:
        plan = await look(work, town.deps, sheet)
    assert plan.problems == ("duty!C2: '2002' has no post at 'yongan'",)
