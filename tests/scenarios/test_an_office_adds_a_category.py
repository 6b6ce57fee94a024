"""A community has a thing of its own to ask for: it writes the category on its sheet, and from then
on messages of its residents are read so, with its desk, its clock and its name; those of another
community are not. Later it is taken off again, and what was asked for keeps its name."""

from datetime import datetime, timedelta

from domain.catalogue import Route
from domain.lifecycle import Status
from domain.people import Role
from tests.support.sheets import bring, good
from tests.support.town import ZONE
from workflows.audit import audit

HEAD = ["code", "name", "route", "unit", "level", "evidence", "words"]
MEALS = ["elder-meals", "老年助餐", "社区", "永安社区", "L2", "是", "老年餐、助餐点"]
ORDER = "想给我妈订个老年餐，送到家"


def two_communities(*categories: list) -> dict[str, list[list]]:
    sheets = good()
    sheets["units"].append(["second", "和平社区", "community", "jianzhong"])
    sheets["compounds"].append(
        ["peace-court", "和平里", None, "second", None, None, None],
    )
    sheets["people"].append(["6001", "方圆", "secretary", "second", None])
    sheets["categories"] = [HEAD, ["parking", *[None] * 6], *map(list, categories)]
    return sheets


async def test_an_office_adds_a_category(town, tmp_path):
    path = tmp_path / "org.xlsx"
    plan, _ = await bring(town.program, path, two_communities(MEALS))
    (added,) = [c for c in plan.changes if c.sheet == "categories"]
    assert (added.how, added.code, added.name) == ("added", "elder-meals", "老年助餐")
    assert added.details == ("community", "L2", "word + 老年餐", "word + 助餐点")

    # Here a message with its word is of it: the desk of the split, the clock, and the name.
    here = await town.resident("here")
    await here.says(ORDER)
    ticket = await town.ticket()
    assert (ticket.category, ticket.route, ticket.level) == ("elder-meals", Route.COMMUNITY, "L2")
    assert ticket.lead_unit == "yongan"
    assert "老年助餐" in await here.last()
    assert "老年助餐" in await town.grid.last()

    # It asks for a photo when it is done.
    await town.grid.presses("接单·马上")
    await town.grid.presses("办结")
    await town.grid.says("送到了")
    assert (await town.ticket()).status is Status.HANDLING

    # In the other community the same words are read as ever, and nobody returns anything to it.
    fang = await town.staff("fang", "方圆二", Role.GRID_WORKER, "second")
    there = await town.resident("there", "peace-court")
    await there.says(ORDER)
    assert (await town.ticket()).category != "elder-meals"
    assert "老年助餐" not in "".join(await fang.reads())

    # Monday: the secretary signs the summary, and it has it by its name.
    await town.until(datetime(2026, 11, 23, 8, 1, tzinfo=ZONE))
    await town.secretary.presses("发送")
    assert "老年助餐" in await town.party.last()

    # The same sheet again changes nothing; without the line it is gone for new messages alone.
    again, _ = await bring(town.program, path, two_communities(MEALS))
    assert again.is_empty
    plan, _ = await bring(town.program, path, two_communities())
    assert [(c.how, c.code) for c in plan.changes] == [("removed", "elder-meals")]
    third = await town.resident("third")
    await third.says(ORDER)
    assert (await town.ticket()).category != "elder-meals"
    named = {"category": {"$category": ticket.category}}
    name = town.program.words.say("zh", "button-category", named)
    assert "老年助餐" in name
    back, _ = await bring(town.program, path, two_communities(MEALS))
    assert [(c.how, c.code) for c in back.changes] == [("added", "elder-meals")]
    await town.until(town.clock.now() + timedelta(minutes=5))
    assert await audit(town.deps) == ()


async def test_one_for_all_is_for_all(town, tmp_path):
    everywhere = [*MEALS[:3], None, *MEALS[4:]]
    await bring(town.program, tmp_path / "org.xlsx", two_communities(everywhere))
    there = await town.resident("there", "peace-court")
    await there.says(ORDER)
    assert (await town.ticket()).category == "elder-meals"
    assert (await town.ticket()).lead_unit == "second"


async def test_the_other_side_is_found_by_its_line(town, tmp_path):
    gates = ["gates", "人行闸机", "物业", "yongan", None, None, "人行闸机"]
    await bring(town.program, tmp_path / "org.xlsx", two_communities(MEALS, gates))
    resident = await town.resident()
    await resident.says("3号楼旁边的人行闸机刷卡没反应")
    ticket = await town.ticket()
    assert (ticket.category, ticket.route) == ("gates", Route.PROPERTY)
    assert ticket.lead_unit == "yongan-property"
    await town.property.presses("接单")
    await town.property.presses("退单")
    await town.property.presses("社区")
    assert any("老年助餐" in label for label in await town.property.buttons())
