"""退单: property returns it, the community disputes it, the chair rules, and that is final."""

import pytest

from db.desk_rows import SupportPart
from db.models import GroupPurpose, Ticket
from domain.catalogue import Route
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import DOOR, heard, nothing_is_silent

TOO_LATE = "1118-1 还在等人接单，这一步还不能做。"
FINAL = "1118-1 书记已经裁定，不能再退。"


async def disputed(town):
    """A property matter that both sides have returned."""
    resident = await town.resident()
    await resident.says(DOOR)
    await nothing_is_silent(town)
    await town.property.presses("退单")
    assert await town.property.last() == "↩️ 退 1118-1 前请选：这事归谁？"
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
    left = (await town.property.reads())[0]  # nothing on it calls upon them any more
    assert "现由永安社区（网格员）负责" in left
    assert not any(words in left for words in ("接单", "为什么找您", "归您"))

    await town.grid.presses("退单")
    assert await town.grid.buttons() == ["归物业", "归上级部门"]
    await town.grid.presses("归物业")
    assert await town.grid.presses("公共设施") == "两边都退，已请书记裁定"
    ticket = await town.ticket()
    assert (ticket.status, ticket.returned_by) == (Status.RULING, ["yongan-property", "yongan"])
    assert "正请社区书记拿主意，您等消息就行" in await resident.last()
    await nothing_is_silent(town)
    return resident


@pytest.mark.parametrize(
    ("side", "line"),
    [("归社区", "illegal_build"), ("归物业", "facilities"), ("一起办", "illegal_build")],
)
async def test_it_is_by_the_line_that_was_named_for_the_side_it_is_ruled_to(town, side, line):
    """Whoever gets it reads no line of the other side's on the card."""
    await disputed(town)
    await town.secretary.presses(side)
    assert (await town.ticket()).category == line
    (ruled,) = await town.events("rule")
    assert ruled.values["category"] == line


async def test_the_chair_rules_and_that_is_final(town):
    resident = await disputed(town)
    question = await town.secretary.last()
    assert "两边都退单：永安物业、永安社区" in question and DOOR in question
    assert await town.secretary.buttons() == ["归社区", "归物业", "一起办，社区牵头"]
    asked = str((await town.secretary.bubbles())[-1].id)
    await town.secretary.says("应该归物业", reply_to=asked)
    assert await town.secretary.last() == question, "a ruling is final: the buttons say it"
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
    assert "↩️ 退单" not in await town.property.buttons()
    assert await town.property.sends_press("return:1") == FINAL
    assert await town.property.sends_press("return:1:nuisance") == FINAL
    assert await town.grid.sends_press("rule:1:community") == "这一单不归您操作。"
    assert await town.secretary.sends_press("rule:1:community") == TOO_LATE
    assert [e.values["route"] for e in await town.events("rule")] == ["property"]
    await nothing_is_silent(town)

    await town.property.presses("接单")
    assert await town.property.sends_press("return:1") == FINAL
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
    resident = await disputed(town)
    await town.after(minutes=31)
    assert await heard(town.secretary, "等您裁定归谁管") == ["18 09:15", "18 09:24"]
    assert await heard(town.secretary, "超时没有裁定") == ["18 09:30"]
    assert await heard(town.street, "归谁管还没人裁定") == ["18 09:30"]
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
    await disputed(town)
    assert "两边都退单" in await town.street.last()
    assert await town.secretary.reads() == []
    assert await town.street.presses("归物业") == "已裁定：物业"
    assert (await town.ticket()).lead_unit == "yongan-property"
    await nothing_is_silent(town)


async def test_the_chair_reads_what_each_side_said_and_how_it_was_ruled_last(town):
    await disputed(town)
    question = await town.secretary.last()
    assert "永安物业说归社区（违章搭建" in question
    assert "永安社区说归物业（公共设施" in question
    assert "上次同类裁定" not in question
    await town.secretary.presses("归物业")
    (ruling,) = await town.events("rule")
    assert ruling.values["route"] == "property"

    resident = await town.resident("other")
    await resident.says("5号楼1单元门坏了，关不上")
    second = (await town.ticket()).id
    await town.property.sends_press(f"return:{second}:illegal_build")
    await town.grid.sends_press(f"return:{second}:facilities")
    assert (await town.ticket()).status is Status.RULING
    assert "上次同类裁定：归物业" in await town.secretary.last()
    await nothing_is_silent(town)


async def test_a_joint_ticket_is_returned_and_ruled_joint_again(town):
    resident = await town.resident()
    await resident.says("3号楼2单元消防通道堆满了垃圾，出不去人")
    await town.grid.sends_press("accept:1")
    await town.property.sends_press("take_part:1")
    await town.property.sends_press("part_done:1")
    await town.property.says("我们清完了")
    assert await town.grid.sends_press("return:1:facilities") == "已退单，转给对方"
    ticket = await town.ticket()
    assert (ticket.lead_unit, ticket.support_unit) == ("yongan-property", None)
    assert await _part(town) is None
    assert await town.property.sends_press("part_done:1") == "这一单不归您操作。"
    await nothing_is_silent(town)

    assert await town.property.sends_press("return:1:blocked_exit") == "两边都退，已请书记裁定"
    assert await town.secretary.presses("一起办") == "已裁定：社区和物业联办"
    ticket, row = await town.ticket(), await _part(town)
    assert (ticket.lead_unit, ticket.support_unit, row.cycle) == (
        "yongan",
        "yongan-property",
        ticket.cycle,
    )
    assert (row.handler_id, row.done_at) == (None, None)
    assert await town.property.presses("我来配合") == "好，归您配合，已告诉牵头的人"
    await nothing_is_silent(town)


async def test_a_joint_ticket_in_dispute_has_no_part_meanwhile(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.sends_press("return:1:blocked_exit")
    assert (await _part(town)) is not None
    await town.grid.sends_press("return:1:facilities")
    assert (await town.ticket()).status is Status.RULING
    assert await _part(town) is None
    assert await town.property.sends_press("take_part:1") == "1118-1 正在等书记裁定。"
    await nothing_is_silent(town)
    await town.secretary.presses("归社区")
    assert (await town.ticket()).support_unit is None
    assert await _part(town) is None
    await nothing_is_silent(town)


async def test_a_chair_on_leave_is_stood_in_for_by_their_deputy(town):
    await town.staff("clerk", "孙丽", Role.COMMUNITY_STAFF, "yongan")
    await town.secretary.says("/leave")
    await town.secretary.presses("三天")
    await town.secretary.presses("孙")
    await disputed(town)
    assert "两边都退单" in await town.clerk.last()
    assert await heard(town.secretary, "两边都退单") == []
    assert await heard(town.street, "两边都退单") == []
    assert await town.clerk.presses("归社区") == "已裁定：社区"
    (ruling,) = await town.events("rule")
    assert ruling.person_id == town.clerk.person_id
    await nothing_is_silent(town)


async def test_the_company_is_not_ruled_to_judge_itself(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.sends_press("return:1:nuisance")
    await town.grid.sends_press("return:1:facilities")
    async with town.deps.begin() as work:
        (await work.get(Ticket, 1)).against = "property"
        await work.commit()
    await town.secretary.sends_press("rule:1")
    assert await town.secretary.buttons() == ["归社区", "一起办，社区牵头"]
    assert await town.secretary.sends_press("rule:1:property") == (
        "1118-1 是反映物业的事，不能只归物业自己办。"
    )
    assert (await town.ticket()).status is Status.RULING
    assert await town.secretary.presses("一起办") == "已裁定：社区和物业联办"
    assert (await town.ticket()).lead_unit == "yongan"


async def _part(town):
    async with town.deps.begin() as work:
        return await work.get(SupportPart, 1)


async def test_after_the_ruling_only_whose_it_is_is_called_upon(town):
    work = await town.group("work", "yongan", GroupPurpose.STAFF)
    await disputed(town)
    await town.secretary.presses("归物业")
    for chat in (town.grid, work):
        card = [text for text in await chat.reads() if "📍" in text][0]
        assert "现由永安物业（值班员）负责" in card
        assert not any(words in card for words in ("接单", "为什么找您", "归您"))
    assert await work.buttons() == []
