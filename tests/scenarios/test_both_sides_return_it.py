"""退单: property returns it, the community disputes it, the chair rules, and that is final."""

from domain.catalogue import Route
from domain.lifecycle import Status
from tests.scenarios.staging import DOOR, heard, nothing_is_silent

TOO_LATE = "1118-1 还在等人接单，这一步还不能做。"
FINAL = "1118-1 书记已经裁定，不能再退。"


async def _disputed(town):
    """A property matter that both sides have returned."""
    resident = await town.resident()
    await resident.says(DOOR)
    await nothing_is_silent(town)
    await town.property.presses("退单")
    assert await town.property.last() == "退单前请选：这事归谁？"
    assert await town.property.buttons() == ["归社区", "归上级部门"]
    await town.property.presses("归社区")
    assert "依据哪一条分工" in await town.property.last()
    assert await town.property.presses("违章搭建") == "已退单，转给对方"
    await nothing_is_silent(town)
    ticket = await town.ticket()
    assert (ticket.status, ticket.lead_unit, ticket.route) == (
        Status.QUEUED,
        "yongan",
        Route.COMMUNITY,
    )
    assert "转给永安社区（网格员）办了，您不用再跑一趟" in await resident.last()
    assert "对方退单，认为归您这边" in await town.grid.last()
    assert (await town.property.reads())[0].count("接单") == 1  # "前接单", and no button any more

    await town.grid.presses("退单")
    assert await town.grid.buttons() == ["归物业", "归上级部门"]
    await town.grid.presses("归物业")
    assert await town.grid.presses("公共设施") == "两边都退，已请书记裁定"
    ticket = await town.ticket()
    assert (ticket.status, ticket.returned_by) == (Status.RULING, ["yongan-property", "yongan"])
    assert "正请社区书记拿主意，您等消息就行" in await resident.last()
    await nothing_is_silent(town)
    return resident


async def test_the_chair_rules_and_that_is_final(town):
    resident = await _disputed(town)
    question = await town.secretary.last()
    assert "两边都退单：永安物业、永安社区" in question and DOOR in question
    assert await town.secretary.buttons() == ["归社区", "归物业", "一起办，社区牵头"]
    fix_due = (await town.ticket()).fix_due

    assert await town.secretary.presses("归物业") == "已裁定：物业"
    ticket = await town.ticket()
    assert (ticket.status, ticket.route, ticket.lead_unit, ticket.ruled) == (
        Status.QUEUED,
        Route.PROPERTY,
        "yongan-property",
        True,
    )
    assert ticket.fix_due == fix_due
    assert "转给永安物业（值班员）办了" in await resident.last()
    assert "书记已裁定归您办，不能再退" in await town.property.last()
    assert await town.property.presses("退单") == FINAL
    assert await town.property.sends_press("return:1:nuisance") == FINAL
    assert await town.grid.sends_press("rule:1:community") == "这一单不归您操作。"
    assert await town.secretary.sends_press("rule:1:community") == TOO_LATE
    assert [e.values["route"] for e in await town.events("rule")] == ["property"]
    await nothing_is_silent(town)

    await town.property.presses("接单")
    assert await town.property.presses("退单") == FINAL
    assert (await town.ticket()).status is Status.HANDLING
    await town.after(hours=2)
    assert await heard(town.secretary, "等您裁定") == []
    await nothing_is_silent(town)


async def test_a_unit_returns_once(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.sends_press("return:1:nuisance")
    await town.grid.presses("接单")
    await town.grid.sends_press("return:1:facilities")
    await town.secretary.presses("一起办")
    ticket = await town.ticket()
    assert (ticket.lead_unit, ticket.support_unit) == ("yongan", "yongan-property")
    assert await town.grid.sends_press("return:1:facilities") == FINAL
    assert await town.property.sends_press("return:1:nuisance") == "这一单不归您操作。"
    assert "书记已裁定归您办" in await town.grid.last()
    assert len(await town.events("return")) == len(await town.events("dispute")) == 1
    await nothing_is_silent(town)


async def test_a_return_names_somebody_else(town):
    resident = await town.resident()
    await resident.says(DOOR)
    assert await town.property.sends_press("return:1:parking") == "选的还是自己这边，不用退单。"
    assert (await town.ticket()).returned_by == []
    assert await town.grid.sends_press("return:1:nuisance") == "这一单不归您操作。"
    await nothing_is_silent(town)


async def test_the_chair_is_silent_and_the_street_rules(town):
    resident = await _disputed(town)
    await town.after(minutes=31)
    assert await heard(town.secretary, "等您裁定归谁管") == ["18 09:15", "18 09:24"]
    assert await heard(town.secretary, "超时没有裁定") == ["18 09:30"]
    assert await heard(town.street, "归属争议没人裁定") == ["18 09:30"]
    assert "已经报给建中街街道" in await resident.last()
    assert await town.property.sends_press("rule:1:community") == "这一单不归您操作。"
    assert await town.manager.sends_press("rule:1:community") == "这一单不归您操作。"
    await nothing_is_silent(town)

    assert await town.street.presses("裁定") == "请选归谁"
    assert DOOR in await town.street.last()
    assert await town.street.presses("一起办") == "已裁定：社区和物业联办"
    ticket = await town.ticket()
    assert (ticket.status, ticket.lead_unit, ticket.support_unit) == (
        Status.QUEUED,
        "yongan",
        "yongan-property",
    )
    assert await town.secretary.sends_press("rule:1:property") == TOO_LATE
    await town.after(hours=1)
    assert len(await heard(town.district, "裁定")) == 0
    await nothing_is_silent(town)


async def test_a_chair_off_duty_is_stood_in_for_by_the_street(town):
    await town.off_duty("secretary")
    await _disputed(town)
    assert "两边都退单" in await town.street.last()
    assert await town.secretary.reads() == []
    assert await town.street.presses("归物业") == "已裁定：物业"
    assert (await town.ticket()).lead_unit == "yongan-property"
    await nothing_is_silent(town)
