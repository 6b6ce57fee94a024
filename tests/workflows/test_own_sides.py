"""/unit: a company leaves a compound, another one comes, one that nobody knew yet, or nobody."""

import pytest

from db.models import Membership
from db.people import roster_of
from domain.people import Role
from tests.scenarios.staging import DOOR, nothing_is_silent
from tests.support.sheets import bring, good
from workflows.deps import DIALOG_WINDOW


@pytest.fixture
async def office(town, tmp_path):
    """Another company is there, which looks after nothing yet."""
    sheets = good("units", "compounds", "grids", "buildings")
    sheets["units"] += [["lvcheng", "绿城物业", "property", "yongan"]]
    await bring(town.program, tmp_path / "a.xlsx", sheets)
    await town.staff("lv", "吕华", Role.PROPERTY_LEAD, "lvcheng")
    return town


async def sides(town) -> dict[str, tuple[str | None, str | None]]:
    async with town.deps.begin() as work:
        await roster_of(work)
    found = town.deps.rules.org.compounds.values()
    return {one.code: (one.property, one.stand_in) for one in found}


async def test_another_company_comes(office):
    town = office
    resident = await town.resident()
    await resident.says(DOOR)
    await town.secretary.walks("/unit", "小区楼栋", "永安花园", "换物业或代管")
    assert await town.secretary.buttons() == [
        "红色物业联盟",
        "绿城物业",
        "➕ 新来的物业",
        "没有物业，也没人代管",
    ]
    await town.secretary.presses("绿城物业")
    assert await town.secretary.last() == (
        "永安花园以后归绿城物业管？新来的事找它，已经派出去的不变。"
    )
    assert (await sides(town))["yongan-garden"] == ("yongan-property", None)
    await town.secretary.presses("✅ 确定")
    assert await town.secretary.last() == "✅ 永安花园归绿城物业管了。"
    assert (await sides(town))["yongan-garden"] == ("lvcheng", None)
    told = "ℹ️ 永安花园以后归绿城物业管。已经派出去的单子不变。"
    assert await town.manager.last() == await town.lv.last() == told
    assert (await town.ticket()).lead_unit == "yongan-property"
    await resident.says("5号楼1单元单元门关不上")
    assert (await town.ticket()).lead_unit == "lvcheng"
    await town.secretary.walks("/unit", "改动")
    assert "今天 09:00 陈书记换物业：永安花园 永安物业→绿城物业" in await town.secretary.last()
    await nothing_is_silent(town)


async def test_a_company_leaves_and_somebody_stands_in(office):
    town = office
    await town.secretary.walks("/unit", "小区楼栋", "永安花园", "换物业", "红色物业联盟", "✅ 确定")
    assert (await sides(town))["yongan-garden"] == (None, "red-alliance")
    resident = await town.resident()
    await resident.says(DOOR)
    assert (await town.ticket()).lead_unit == "red-alliance"


async def test_nobody_looks_after_it(office):
    town = office
    await town.secretary.walks("/unit", "小区楼栋", "人和路6号院", "换物业", "没有物业，也没人代管")
    assert "物业的事由社区来办" in await town.secretary.last()
    await town.secretary.presses("✅ 确定")
    assert (await sides(town))["party-school-yard"] == (None, None)
    assert "由社区来办" in await town.alliance.last()
    await town.secretary.walks("/unit", "小区楼栋", "人和路6号院")
    assert (await town.secretary.last()).startswith("🏘 人和路6号院：没有物业，也没人代管\n")
    resident = await town.resident(compound="party-school-yard")
    await resident.says("2单元楼道灯坏了")
    assert (await town.ticket()).lead_unit == "yongan"
    await nothing_is_silent(town)


async def test_a_company_that_is_new_here(office):
    town = office
    await town.secretary.walks("/unit", "小区楼栋", "人和路6号院", "换物业", "新来的物业")
    assert "新来的物业叫什么" in await town.secretary.last()
    await town.secretary.says("万")
    assert await town.secretary.last() == ("名字要 2 到 20 个字，请再发一次，比如“绿城物业”。")
    await town.secretary.says("万家物业")
    assert "人和路6号院以后归万家物业管？" in await town.secretary.last()
    assert (await sides(town))["party-school-yard"] == (None, "red-alliance")
    await town.secretary.presses("✅ 确定")
    company, stand_in = (await sides(town))["party-school-yard"]
    assert stand_in is None
    unit = town.deps.rules.org.units[company]
    assert (unit.name, unit.kind, unit.parent) == ("万家物业", "property", "yongan")
    invitation = await town.secretary.last()
    assert invitation.startswith("请您加入万家物业，做经理。")
    code = invitation.split("/start ")[1].split()[0]
    boss = await town.resident("boss")
    await boss.says(f"/start {code}")
    (post,) = [m for m in await town.rows(Membership) if m.person_id == boss.person_id]
    assert (post.unit, post.role) == (company, Role.PROPERTY_LEAD)
    await boss.says("/unit")
    assert (await boss.last()).startswith("🏠 万家物业，一共 1 人")
    await nothing_is_silent(town)


async def test_its_code_can_be_had_again_until_somebody_came(office):
    town = office
    await town.secretary.walks("/unit", "小区楼栋", "人和路6号院", "换物业", "新来的物业")
    await town.secretary.says("万家物业")
    await town.secretary.presses("✅ 确定")
    await sides(town)
    await town.secretary.walks("/unit", "小区楼栋", "人和路6号院", "请它派人加入")
    invitation = await town.secretary.last()
    assert invitation.startswith("请您加入万家物业，做经理。")
    boss = await town.resident("boss")
    await boss.says(f"/start {invitation.split('/start ')[1].split()[0]}")
    await town.secretary.walks("/unit", "小区楼栋", "人和路6号院")
    assert "📨 请它派人加入" not in await town.secretary.buttons()


async def test_a_name_that_is_known_makes_no_second_company(office):
    town = office
    await town.secretary.walks("/unit", "小区楼栋", "人和路6号院", "换物业", "新来的物业")
    await town.secretary.says("绿城 物业")
    await town.secretary.presses("✅ 确定")
    assert (await sides(town))["party-school-yard"] == ("lvcheng", None)
    assert [u for u in town.deps.rules.org.units.values() if u.name == "绿城物业"] == [
        town.deps.rules.org.units["lvcheng"]
    ]
    assert await town.secretary.last() == "✅ 人和路6号院归绿城物业管了。"


async def test_a_name_waits_half_an_hour(office):
    town = office
    await town.secretary.walks("/unit", "小区楼栋", "人和路6号院", "换物业", "新来的物业")
    await town.secretary.says("万家物业")
    await town.after(hours=DIALOG_WINDOW.total_seconds() / 3600 + 1)
    assert await town.secretary.presses("✅ 确定") == "已经变了，请发 /unit 看现在的。"
    assert (await sides(town))["party-school-yard"] == (None, "red-alliance")


async def test_who_waits_beside_a_company_goes_on_waiting(town, tmp_path):
    sheets = good("units", "compounds", "grids", "buildings")
    sheets["units"] += [["lvcheng", "绿城物业", "property", "yongan"]]
    sheets["compounds"][1][5] = "red-alliance"
    await bring(town.program, tmp_path / "a.xlsx", sheets)
    await town.secretary.walks("/unit", "小区楼栋", "永安花园", "换物业", "绿城物业", "✅ 确定")
    assert (await sides(town))["yongan-garden"] == ("lvcheng", "red-alliance")


async def test_only_the_community_changes_it(office):
    town = office
    await town.manager.walks("/unit", "小区楼栋", "永安花园")
    assert "换物业或代管" not in "".join(await town.manager.buttons())
    await town.secretary.walks("/unit", "小区楼栋", "永安花园", "换物业", "绿城物业")
    yes = await town.secretary.payload("✅ 确定")
    step = yes.split(":", 2)[2]
    place = step.split(".")[1]
    await town.manager.says("/unit")
    post = (await town.manager.bubbles())[-1].buttons[-1][-1][1].split(":")[1]
    for chat in ("manager", "lv", "alliance", "street", "grid"):
        await town.people[chat].sends_press(yes)
    for forged in (
        step,
        f"who.{place}",
        f"newco.{place}",
        f"askco.{place}",
        f"whomok.{place}.none",
    ):
        assert await town.manager.sends_press(f"unit:{post}:{forged}") == (
            "已经变了，请发 /unit 看现在的。"
        )
    assert (await sides(town))["yongan-garden"] == ("yongan-property", None)
