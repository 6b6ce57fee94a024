"""/unit: compounds, buildings and grids, a colleague's leave, and what was changed, by buttons."""

from bot.organisation import is_told_twice
from db.organisation import document
from db.people import roster_of
from db.time_rows import Absence
from domain.org_document import from_document
from domain.people import Role
from tests.support.sheets import bring, good
from tests.support.town import beside
from workflows import audit

TWO_GRIDS = [
    ["code", "name", "community", "compound"],
    ["grid-1", "第一网格", "yongan", "yongan-garden"],
    ["grid-2", "第二网格", "yongan", "party-school-yard"],
    ["grid-3", "第三网格", "yongan", "yongan-garden"],
]


async def with_sheet(town, tmp_path):
    sheets = good("units", "compounds", "buildings")
    sheets["grids"] = TWO_GRIDS
    sheets["buildings"] += [["yongan-garden", "7", "grid-3"]]
    await bring(town.program, tmp_path / "a.xlsx", sheets)
    return town


def grids(town) -> dict[str, tuple[str, ...]]:
    return {one.code: one.buildings for one in town.deps.rules.org.grids}


async def test_a_secretary_gives_a_building_to_another_grid(town, tmp_path):
    await with_sheet(town, tmp_path)
    await town.secretary.walks("/unit", "小区楼栋", "永安花园")
    assert await town.secretary.last() == (
        "🏘 永安花园：永安物业\n· 第一网格：1、2、3、4、5、6\n· 第三网格：7\n给哪栋楼换网格？"
    )
    await town.secretary.presses("3号楼")
    assert await town.secretary.buttons() == ["第三网格"]
    await town.secretary.presses("第三网格")
    assert "改归第三网格？" in await town.secretary.last()
    assert grids(town)["grid-1"] == ("1", "2", "3", "4", "5", "6")
    await town.secretary.presses("✅ 确定")
    assert await town.secretary.last() == "✅ 3号楼改归第三网格了。"
    async with town.deps.begin() as work:
        await roster_of(work)
    assert grids(town)["grid-1"] == ("1", "2", "4", "5", "6")
    assert grids(town)["grid-3"] == ("7", "3")
    await town.secretary.walks("/unit", "改动")
    assert "今天 09:00 陈书记改网格：永安花园3号楼→第三网格" in await town.secretary.last()
    await town.staff("third", "孔明", Role.GRID_WORKER, "yongan", "grid-3")
    resident = await town.resident()
    await resident.says("3号楼楼上半夜一直吵，孩子睡不着")
    assert "扰民" in await town.third.last()


async def test_the_last_building_of_a_grid_stays(town, tmp_path):
    await with_sheet(town, tmp_path)
    assert await town.secretary.walks("/unit", "小区楼栋", "永安花园", "7号楼") == (
        "这是第三网格最后一栋，不能移走。"
    )


async def test_what_stands_in_the_configuration_is_kept_with_the_first_change(town):
    """No sheet was ever brought: the rest stays as the configuration has it."""
    before = town.deps.rules.org
    await town.secretary.walks("/unit", "小区楼栋", "永安花园", "换物业", "红色物业联盟", "✅ 确定")
    async with town.deps.begin() as work:
        await roster_of(work)
        kept = await document(work)
    org = town.deps.rules.org
    assert org.compounds["yongan-garden"].stand_in == "red-alliance"
    assert org.compounds["yongan-garden"].property is None
    assert (org.units, org.grids) == (before.units, before.grids)
    assert kept and from_document(kept).grids == before.grids
    other = beside(town)
    async with other.deps.begin() as work:
        await roster_of(work)
    assert other.deps.rules.org.compounds == org.compounds, "another process follows"
    assert await is_told_twice(town.program.settings, town.deps, town.program.engine)
    await other.close()


async def test_another_unit_s_compounds_are_refused(town, tmp_path):
    await with_sheet(town, tmp_path)
    await town.secretary.walks("/unit", "小区楼栋", "永安花园", "3号楼", "第三网格")
    yes = await town.secretary.payload("✅ 确定")
    before = grids(town)
    for chat in ("manager", "alliance", "street", "grid"):
        said = await town.people[chat].sends_press(yes)
        assert "网格了" not in said
        own = [b for b in await town.people[chat].reads() if "改归" in b]
        assert own == [], chat
    await town.manager.says("/unit")
    await town.manager.presses("小区楼栋")
    await town.manager.presses("永安花园")
    assert "给哪栋楼换网格" not in await town.manager.last()
    post = (await town.manager.bubbles())[-2].buttons[0][0][1].split(":")[1]
    step = yes.split(":")[2]
    assert await town.manager.sends_press(f"unit:{post}:{step}") == (
        "已经变了，请发 /unit 看现在的。"
    )
    assert grids(town) == before


async def test_a_lead_writes_down_that_a_colleague_is_away(town):
    await town.manager.says("/unit")
    await town.manager.presses("张强")
    await town.manager.presses("替他请假")
    assert await town.manager.last() == "🌴 替 张强 请假多久？"
    await town.manager.presses("三天")
    assert "谁替他代岗" in await town.manager.last()
    await town.manager.presses("物业马经理")
    assert await town.manager.last() == "🌴 替 张强 请假，物业马经理代岗？"
    assert await town.rows(Absence) == []
    await town.manager.presses("✅ 确定")
    (away,) = await town.rows(Absence)
    assert (away.person_id, away.deputy_id) == (
        town.property.person_id,
        town.manager.person_id,
    )
    assert any("替您请了假" in text for text in await town.property.reads())
    await town.manager.says("/unit")
    assert "张强 值班员 🌴 请假" in await town.manager.last()
    await town.manager.presses("改动")
    assert "物业马经理替物业张师傅请了假" in await town.manager.last()
    assert await audit.audit(town.deps) == ()


async def test_the_roster_is_set_from_there(town):
    await town.secretary.walks("/unit", "排班")
    assert "永安社区排班，点日子改" in await town.secretary.last()
