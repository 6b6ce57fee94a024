"""双方当场厘清主体: both sides stand before it and say whose it is; where they do not agree, the
chair decides."""

from domain.catalogue import Route
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import heard, nothing_is_silent
from tests.scenarios.test_two_sides_one_ticket import both_at_work, clocks, opened, part_of
from tests.support.town import photo

NOT_YOURS = "这一单不归您操作。"


async def _is_property_only(town):
    ticket = await town.ticket(1)
    assert (ticket.route, ticket.lead_unit, ticket.support_unit) == (
        Route.PROPERTY,
        "yongan-property",
        None,
    )
    assert await part_of(town) is None
    assert not {"part", "part_accept"} & set(await clocks(town))
    await nothing_is_silent(town)
    return ticket


async def test_it_is_the_companys_and_the_company_agrees(town):
    resident = await both_at_work(town)
    fix_due = (await town.ticket()).fix_due
    assert await town.grid.presses("当场分清") == "请选归谁"
    assert await town.grid.buttons() == ["归社区", "归物业"]
    assert await town.grid.presses("归物业") == "已问对方"
    assert "网格员小李说这事归物业。您同意吗" in await town.property.last()
    assert await town.grid.sends_press("agree:1:property") == "要对方来回答才算数。"
    assert (await town.ticket()).route is Route.JOINT
    assert await town.property.presses("同意") == "好，归物业办"
    ticket = await _is_property_only(town)
    assert (ticket.status, ticket.handler_id, ticket.fix_due) == (
        Status.HANDLING,
        town.property.person_id,
        fix_due,
    )
    assert "转给物业张师傅办了，您不用再跑一趟" in await resident.last()
    assert "分清了，归物业办" in "".join(await town.grid.reads())
    assert await town.grid.sends_press("resolve:1") == NOT_YOURS
    old = "1118-1 现在不是联办了。"
    assert await town.property.sends_press("agree:1:property") == old
    await town.property.presses("办结")
    await town.property.says("清完了", media=[photo()])
    assert (await town.ticket()).status is Status.DONE


async def test_it_is_the_communitys_and_she_is_not_troubled(town):
    resident = await both_at_work(town)
    said = len(await resident.reads())
    await town.property.presses("当场分清")
    await town.property.presses("归社区")
    assert await town.property.sends_press("agree:1:community") == "要对方来回答才算数。"
    assert await town.grid.presses("同意") == "好，归社区办"
    ticket = await town.ticket()
    assert (ticket.status, ticket.route, ticket.support_unit, ticket.handler_id) == (
        Status.HANDLING,
        Route.COMMUNITY,
        None,
        town.grid.person_id,
    )
    assert len(await resident.reads()) == said
    assert await part_of(town) is None
    assert await town.property.sends_press("part_done:1") == NOT_YOURS
    assert [e.values["route"] for e in await town.events("cleared")] == ["community"]
    await nothing_is_silent(town)


async def test_whoever_agrees_for_a_part_nobody_took_has_it(town):
    await opened(town)
    await town.grid.sends_press("accept:1")
    await town.grid.sends_press("clear:1:property")
    assert await town.property.presses("同意") == "好，归物业办"
    ticket = await _is_property_only(town)
    assert ticket.handler_id == town.property.person_id


async def test_they_do_not_agree_and_the_chair_decides(town):
    resident = await both_at_work(town)
    await town.grid.sends_press("clear:1:property")
    assert await town.property.presses("不同意") == "已请书记来定"
    for one in (town.grid, town.property):
        assert "没谈拢，还是一起办。归谁管，已请书记定" in "".join(await one.reads())
    assert (await town.ticket()).route is Route.JOINT
    assert await town.property.sends_press("agree:1:property") == (
        "1118-1 这个问题已经过去了，请看最新的卡片。"
    )
    assert await town.secretary.buttons() == ["归社区", "归物业", "一起办，社区牵头"]
    assert await town.secretary.presses("归物业") == "已裁定：物业"
    ticket = await _is_property_only(town)
    assert (ticket.ruled, ticket.handler_id) == (True, town.property.person_id)
    assert [(e.values["route"], e.values["category"]) for e in await town.events("rule")] == [
        ("property", "blocked_exit")
    ]
    assert "转给物业张师傅办了" in await resident.last()
    assert await town.property.sends_press("return:1:nuisance") == "1118-1 书记已经裁定，不能再退。"


async def test_the_chair_leaves_it_with_both(town):
    await both_at_work(town)
    await town.grid.sends_press("clear:1:property")
    await town.property.presses("不同意")
    assert await town.secretary.presses("一起办") == "已裁定：社区和物业联办"
    row = await part_of(town)
    assert row.handler_id == town.property.person_id
    assert "书记定了，还是一起办" in "".join(await town.grid.reads())
    await nothing_is_silent(town)


async def test_the_chair_alone_and_nobody_of_the_company_there(town):
    resident = await opened(town)
    await town.grid.sends_press("accept:1")
    await town.secretary.sends_press("clear:1")
    assert await town.secretary.presses("归物业") == "已裁定：物业"
    ticket = await _is_property_only(town)
    assert (ticket.status, ticket.handler_id) == (Status.QUEUED, None)
    assert "转给永安物业（值班员）办了" in await resident.last()
    assert "双方当场分清，归您这边" in "".join(await town.property.reads())
    await town.property.presses("接单")
    assert (await town.ticket()).status is Status.HANDLING


async def test_the_chair_is_off_duty_and_the_street_decides(town):
    await both_at_work(town)
    await town.off_duty("secretary")
    assert await town.street.sends_press("clear:1:community") == NOT_YOURS
    await town.property.sends_press("clear:1:community")
    await town.grid.presses("不同意")
    assert await town.street.presses("归社区") == "已裁定：社区"
    assert (await town.ticket()).support_unit is None
    await nothing_is_silent(town)


async def test_what_the_lead_had_done_counts_when_it_is_theirs(town):
    resident = await both_at_work(town)
    await town.grid.sends_press("resolve:1")
    await town.grid.says("都清走了", media=[photo()])
    await town.property.sends_press("clear:1:community")
    await town.grid.presses("同意")
    assert (await town.ticket()).status is Status.DONE
    assert "都清走了" in await resident.last()
    assert await resident.buttons() == ["👍 已解决", "👎 没解决"]


async def test_a_complaint_about_the_company_is_never_the_companys_alone(town):
    resident = await town.resident()
    await resident.says("物业收停车费乱涨价，态度恶劣")
    assert (await town.ticket()).against == "property"
    why = "1118-1 是反映物业的事，不能只归物业自己办。"
    await town.grid.sends_press("accept:1")
    await town.property.sends_press("take_part:1")
    assert await town.grid.presses("当场分清") == "请选归谁"
    assert await town.grid.buttons() == ["归社区"]
    for one in (town.grid, town.property, town.secretary):
        assert await one.sends_press("clear:1:property") == why
    assert await town.events("clear_asked") == await town.events("cleared") == []
    assert (await town.ticket()).lead_unit == "yongan"
    await nothing_is_silent(town)


async def test_a_deferral_moves_the_part_as_well(town):
    await both_at_work(town)
    before = await part_of(town)
    await town.grid.sends_press("defer:1:hold.resident.20261119.go")
    await town.secretary.presses("同意")
    assert await clocks(town) == ["held"]
    row = await part_of(town)
    assert row.due_at > before.due_at
    assert await town.property.sends_press("clear:1:community") != "已问对方"
    await nothing_is_silent(town)
    await town.grid.presses("继续办理")
    assert "part" in await clocks(town)
    assert before.due_at <= (await part_of(town)).due_at < row.due_at
    await nothing_is_silent(town)
    await town.after(hours=4)
    assert await heard(town.manager, "永安物业配合的部分没按时办") != []
    assert await heard(town.property, "您配合的部分") != []


async def test_a_colleague_steps_in_for_one_who_is_away(town):
    await town.staff("second", "刘洋", Role.PROPERTY_STAFF, "yongan-property")
    await both_at_work(town)
    assert "已经来配合" in await town.second.sends_press("take_part:1")
    await town.property.says("/leave")
    await town.property.presses("今天")
    await town.property.presses("没有人")
    assert await town.second.sends_press("take_part:1") == "好，归您配合，已告诉牵头的人"
    assert (await part_of(town)).handler_id == town.second.person_id
    await nothing_is_silent(town)
