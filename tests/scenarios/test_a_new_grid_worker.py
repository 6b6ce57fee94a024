"""A new grid worker joins and the old one leaves: the secretary does both on her phone, and nothing
the old one had in hand is left lying."""

import re

import pytest

from db.desk_rows import SupportPart
from db.models import Group, GroupPurpose, Invite, Membership, Person, TimerState
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import DOOR, NOISE, nothing_is_silent
from tests.support.town import Actor


async def code_in(actor) -> str:
    """The code in the newest message that is to be passed on."""
    for text in reversed(await actor.reads()):
        found = re.search(r"/(?:start|bind) ([A-Z0-9]{10})", text)
        if found:
            return found[1]
    raise AssertionError("no code")


async def posts_of(town, person_id) -> list[tuple[str, Role, str | None]]:
    return [
        (m.unit, m.role, m.grid) for m in await town.rows(Membership) if m.person_id == person_id
    ]


async def post_number(town, person_id) -> int:
    (found,) = [m.id for m in await town.rows(Membership) if m.person_id == person_id]
    return found


async def test_the_new_one_joins_and_the_old_one_leaves(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await town.grid.presses("接单")
    # The secretary looks at her unit.
    await town.secretary.says("/unit")
    seen = await town.secretary.last()
    assert seen.startswith("🏠 永安社区，一共 3 人")
    assert "· 李娜 网格员·第一网格 ✅ 上班" in seen
    assert "张强" not in seen  # the property company is another unit
    # She asks somebody new to join, in three taps.
    await town.secretary.presses("请人加入")
    await town.secretary.presses("网格员")
    await town.secretary.presses("第一网格")
    assert "请转给新来的人" in (await town.secretary.reads())[-2]
    assert "做网格员·第一网格" in await town.secretary.last()
    new = Actor(town, "new")
    await new.says(f"/start {await code_in(town.secretary)}")
    assert "欢迎！您现在是永安社区的网格员" in "\n".join(await new.reads())
    # The old one leaves.
    await town.secretary.says("/unit")
    assert "一共 4 人" in await town.secretary.last()
    await town.secretary.presses("李娜")
    assert "手里 1 件" in await town.secretary.last()
    await town.secretary.presses("离开岗位")
    assert "让 李娜 离开岗位（网格员·第一网格）" in await town.secretary.last()
    assert "手里 1 件会退回去" in await town.secretary.last()
    toast = await town.secretary.presses("确定离开")
    assert toast == "李娜已离开岗位，1 件退回去了"
    assert "您不再是永安社区的网格员" in "\n".join(await town.grid.reads())
    assert await posts_of(town, town.grid.person_id) == []
    # The ticket waits for somebody, is on the new one's phone, and the old buttons do nothing.
    ticket = await town.ticket()
    assert (ticket.status, ticket.handler_id) == (Status.QUEUED, None)
    assert "不归您" in await town.grid.sends_press(f"accept:{ticket.id}")
    assert "认不出来" in await town.grid.sends_press("duty:0:on")
    await town.grid.says("/todo")
    assert "工作人员用的" in await town.grid.last()
    assert "接单成功" in await new.presses("接单")
    assert (await town.ticket()).status is Status.HANDLING
    await nothing_is_silent(town)


async def test_a_held_ticket_goes_back_as_well(town):
    await town.staff("clerk", "孙丽", Role.GRID_WORKER, "yongan", "grid-1")
    resident = await town.resident()
    await resident.says(NOISE)
    await town.grid.presses("接单")
    await town.grid.sends_press("defer:1:hold.resident.20261120.go")
    await town.secretary.presses("同意")
    assert (await town.ticket()).held_until is not None
    number = await post_number(town, town.grid.person_id)
    assert "1 件退回去了" in await town.secretary.sends_press(f"member:{number}:gone")
    ticket = await town.ticket()
    assert (ticket.status, ticket.held_until) == (Status.QUEUED, None)
    await nothing_is_silent(town)
    await town.clerk.sends_press("accept:1")
    await nothing_is_silent(town)


async def test_who_holds_another_post_there_keeps_what_is_in_hand(town):
    async with town.deps.begin() as work:
        work.add(
            Membership(
                person_id=town.grid.person_id, unit="yongan", role=Role.COMMUNITY_STAFF, grid=None
            )
        )
        await work.commit()
    resident = await town.resident()
    await resident.says(NOISE)
    await town.grid.presses("接单")
    number = next(m.id for m in await town.rows(Membership) if m.person_id == town.grid.person_id)
    assert "0 件退回去了" in await town.secretary.sends_press(f"member:{number}:gone")
    assert (await town.ticket()).handler_id == town.grid.person_id
    assert await posts_of(town, town.grid.person_id) == [("yongan", Role.COMMUNITY_STAFF, None)]


async def test_the_part_of_a_joint_ticket_waits_to_be_taken_again(town):
    await town.staff("fixer", "何平", Role.PROPERTY_STAFF, "yongan-property")
    resident = await town.resident()
    await resident.says("3号楼2单元消防通道堆满了垃圾，出不去人")
    await town.grid.sends_press("accept:1")
    assert "归您配合" in await town.property.presses("我来配合")
    number = await post_number(town, town.property.person_id)
    assert "已离开岗位" in await town.manager.sends_press(f"member:{number}:gone")
    async with town.deps.begin() as work:
        part = await work.get(SupportPart, 1)
    assert (part.handler_id, part.accepted_at) == (None, None)
    running = {t.clock for t in await town.timers() if t.state is TimerState.PENDING}
    assert {"part", "part_accept"} <= running
    assert "不归您" in await town.property.sends_press("part_done:1")
    assert "归您配合" in await town.fixer.presses("我来配合")
    await nothing_is_silent(town)


async def test_the_last_of_a_post_is_warned_of_and_may_leave(town):
    number = await post_number(town, town.property.person_id)
    await town.manager.sends_press(f"member:{number}:out")
    assert "这里就没有值班员了" in await town.manager.last()
    assert "已离开岗位" in await town.manager.presses("确定离开")
    resident = await town.resident()
    await resident.says(DOOR)  # goes to whoever is there
    assert "接单" in "".join(await town.manager.buttons())
    await nothing_is_silent(town)


async def test_nobody_locks_themselves_out(town):
    number = await post_number(town, town.secretary.person_id)
    for choice in ("out", "gone"):
        toast = await town.secretary.sends_press(f"member:{number}:{choice}")
        assert toast == "您是这里最后一位书记，不能离开。请先请一位新的来。"
    await town.staff("second", "孙丽", Role.SECRETARY, "yongan")
    assert "已离开岗位" in await town.secretary.sends_press(f"member:{number}:gone")
    await town.secretary.says("/unit")
    assert "工作人员用的" in await town.secretary.last()
    other = await post_number(town, town.second.person_id)
    assert "最后一位" in await town.second.sends_press(f"member:{other}:gone")


async def test_who_leaves_stands_in_for_nobody(town):
    await town.staff("clerk", "孙丽", Role.COMMUNITY_STAFF, "yongan")
    await town.secretary.says("/leave")
    await town.secretary.presses("一周")
    await town.secretary.presses("孙")
    await town.staff("second", "钱进", Role.SECRETARY, "yongan")
    number = await post_number(town, town.clerk.person_id)
    assert "已离开岗位" in await town.second.sends_press(f"member:{number}:gone")
    resident = await town.resident()
    await resident.says(NOISE)
    assert "不归您" in await town.clerk.sends_press("accept:1")
    assert "不归您" in await town.clerk.sends_press("acknowledge:1")


async def test_another_grid(town):
    await town.secretary.says("/unit")
    await town.secretary.presses("吴梅")
    await town.secretary.presses("换网格")
    assert await town.secretary.presses("第一网格") == "好，以后管第一网格"
    assert "您现在管第一网格" in await town.grid2.last()
    assert await posts_of(town, town.grid2.person_id) == [("yongan", Role.GRID_WORKER, "grid-1")]
    number = await post_number(town, town.grid2.person_id)
    assert await town.secretary.sends_press(f"member:{number}:nogrid") == "好，以后管所有网格"
    assert "认不出来" in await town.secretary.sends_press(f"member:{number}:to.grid-9")
    assert await posts_of(town, town.grid2.person_id) == [("yongan", Role.GRID_WORKER, None)]


async def test_a_group_is_bound_and_unbound(town):
    await town.secretary.says("/unit")
    await town.secretary.presses("👥 群")
    assert "1. 党组织群 ✅ 通着" in await town.secretary.last()
    await town.secretary.presses("绑工作群")
    group = Actor(town, "new-group")
    await group.says(f"/bind {await code_in(town.secretary)}", in_group=True)
    assert [g.purpose for g in await town.rows(Group) if g.unit == "yongan"] == [
        GroupPurpose.PARTY,
        GroupPurpose.STAFF,
    ]
    await town.secretary.says("/unit")
    await town.secretary.presses("👥 群")
    await town.secretary.presses("解绑第 2 个")
    assert "解绑这个工作群" in await town.secretary.last()
    assert await town.secretary.presses("确定解绑") == "工作群已解绑"
    assert [g.purpose for g in await town.rows(Group) if g.unit == "yongan"] == [GroupPurpose.PARTY]
    assert await town.secretary.presses("确定解绑") == "已经变了，请发 /unit 看现在的。"


# What cannot be


@pytest.mark.parametrize("choice", ["", ":out", ":gone", ":to.grid-1", ":nogrid", ":grid"])
async def test_another_unit_is_out_of_reach(town, choice):
    grid = await post_number(town, town.grid.person_id)
    before = len(await town.rows(Membership))
    for actor in (town.manager, town.street, town.district, town.alliance):
        toast = await actor.sends_press(f"member:{grid}{choice}")
        assert toast == "只能管自己的单位，由单位负责人来管。"
    for actor in (town.grid, town.property):
        assert "只能管自己" in await actor.sends_press(f"member:{grid}{choice}")
    assert len(await town.rows(Membership)) == before
    assert await posts_of(town, town.grid.person_id) == [("yongan", Role.GRID_WORKER, "grid-1")]


async def test_no_role_above_the_own_unit_and_no_post_of_somebody_else(town):
    mine = await post_number(town, town.secretary.person_id)
    theirs = await post_number(town, town.street.person_id)
    for choice in ("as.officer", "as.property_lead", "bind.ops", "grid.grid-9", "page.x", "what"):
        await town.secretary.sends_press(f"unit:{mine}:{choice}")
    for choice in ("as.officer", "join", "page.0", "groups", "bind.staff"):
        toast = await town.secretary.sends_press(f"unit:{theirs}:{choice}")
        assert toast == "只能管自己的单位，由单位负责人来管。"
    assert [invite async for invite in invites(town)] == []


async def invites(town):
    async with town.deps.begin() as work:
        from sqlalchemy import select

        for one in await work.scalars(select(Invite)):
            yield one


async def test_a_group_of_another_unit_stays_bound(town):
    (party,) = [g.id for g in await town.rows(Group) if g.unit == "yongan"]
    assert "只能管自己" in await town.manager.sends_press(f"bound:{party}:gone")
    assert "只能管自己" in await town.street.sends_press(f"bound:{party}:gone")
    assert party in [g.id for g in await town.rows(Group)]


async def test_many_people_stand_on_several_pages(town):
    for number in range(12):
        await town.staff(f"v{number}", f"志愿{number}", Role.VOLUNTEER, "yongan")
    await town.secretary.says("/unit")
    assert "一共 15 人" in await town.secretary.last()
    assert (await town.secretary.last()).count("·") <= 10 + 2
    await town.secretary.presses("后面的人")
    assert "志愿11" in await town.secretary.last()


async def test_the_log_names_nobody(town, caplog):
    caplog.set_level("INFO")
    number = await post_number(town, town.grid.person_id)
    await town.secretary.sends_press(f"member:{number}:gone")
    lines = [r.getMessage() for r in caplog.records if "membership" in r.getMessage()]
    assert len(lines) == 1
    for person in await town.rows(Person):
        assert person.name not in caplog.text
