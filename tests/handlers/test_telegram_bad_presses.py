"""Forged and stale buttons, spent invitations, strangers and anonymous admins in groups."""

import logging

import pytest

from db.models import Account, Group, GroupPurpose, Membership, Receipt
from domain.lifecycle import Status
from domain.people import Role
from tests.handlers.telegram_town import LAMP, User
from workflows.join import Invitation, invite

GROUP = -1001000000001

FORGED = [
    None,
    "",
    "\x00\xff\x00",
    "乱七八糟",
    "accept",
    "accept:",
    "accept:x",
    "accept:1:2:3",
    "accept:1\n",
    "accept:-1",
    "ACCEPT:1",
    "lapse:1",
    "take_back:1",
    "dispute:1",
    "forget_her:1",
    "open:1",
    "__init__:1",
    "lang:0",
    "lang:0:fr",
    "duty:0:maybe",
    "accept:1:" + "x" * 80,
    "accept:" + "9" * 400,
    "accept:1;drop table ticket",
]


async def test_a_forged_payload_gains_nothing(scene):
    before = await scene.counts()
    for payload in FORGED:
        for user in (scene.one, scene.worker):
            toast = await user.forges(payload)
            assert toast == "这个按钮认不出来了，请用最新的那条消息。", payload
    assert await scene.counts() == before
    assert (await scene.tickets())[0].status is Status.QUEUED


@pytest.mark.parametrize("number", [0, 2, 404, 2**31, 10**18 - 1])
async def test_a_ticket_that_is_not_there(town, number):
    resident = town.resident()
    await resident.says("/start")
    assert await resident.forges(f"urge:{number}") == "没找到这一单。"


@pytest.mark.parametrize("code", ["1118-999999999999999999", "1118-4294967296"])
async def test_a_code_that_is_not_there_is_not_in_the_way(town, code):
    resident = town.resident()
    await resident.says(f"{code} 永安花园3号楼楼道灯坏了")
    assert "收到" in resident.last


VERBS = ["accept", "return", "progress", "resolve", "still_on", "acknowledge", "rule", "show"]


async def test_staff_buttons_are_not_the_resident_s(scene):
    before = await scene.counts()
    refusals = {"这一单不归您操作。", "1118-1 还在等人接单，这一步还不能做。"}
    for verb in VERBS:
        for user in (scene.one, scene.other):
            assert await user.forges(f"{verb}:1") in refusals, verb
    assert await scene.counts() == before
    assert (await scene.tickets())[0].status is Status.QUEUED
    assert await scene.one.forges("duty:0:on") == "这个按钮认不出来了，请用最新的那条消息。"


@pytest.mark.parametrize("payload", ["urge:1", "withdraw:1", "correct:1:noise", "return:1:to.x"])
async def test_other_people_s_tickets_are_not_ours(scene, payload):
    before = await scene.counts()
    assert await scene.other.forges(payload) == "这一单不归您操作。"
    assert await scene.counts() == before
    assert (await scene.tickets())[0].status is Status.QUEUED


async def test_a_button_of_a_closed_ticket_explains_itself(scene):
    assert await scene.one.forges("withdraw:1") == "好的"
    assert "已撤回" in scene.one.last
    before = await scene.counts()
    for user, verb in ((scene.worker, "accept"), (scene.one, "withdraw"), (scene.one, "solved")):
        assert await user.forges(f"{verb}:1") == "1118-1 已经撤回了。"
    assert await scene.counts() == before


async def test_two_who_accept_at_once_the_second_is_told_who_has_it(scene):
    second = await scene.joins("刘洋", "yongan-property", Role.PROPERTY_STAFF)
    await scene.worker.presses("接单")
    assert await second.forges("accept:1") == "晚了一步，物业张师傅已经接了 1118-1。"


# Invitations


@pytest.mark.parametrize("sort", ["unknown", "used", "stale", "for a group", "for another chat"])
async def test_an_invitation_that_is_no_good(polled, sort):
    purpose = GroupPurpose.STAFF if sort.startswith("for") else None
    role = None if purpose else Role.GRID_WORKER
    code = await invite(polled.deps, Invitation("yongan", role, purpose))
    if sort == "used":
        await polled.resident().says(f"/start {code}")
    if sort == "stale":
        await polled.after(days=8)
    before = len(await polled.rows(Membership))
    guest = polled.resident()
    await guest.says(f"/start {'ABCDEFGHJK' if sort == 'unknown' else code}")
    assert guest.last == "这个邀请码不对，或者用过了、过期了。请找社区再要一个。"
    assert len(await polled.rows(Membership)) == before
    if purpose:
        here = guest.within(polled.api.group(GROUP))
        await here.says(f"/bind@twin_bot {code.lower()}")
        assert "工作群" in here.last, "the group may still use it"


async def test_a_group_is_not_bound_by_a_code_for_a_person(polled):
    here = polled.resident().within(polled.api.group(GROUP))
    for code in ("", "x" * 300, await invite(polled.deps, Invitation("yongan", Role.SECRETARY))):
        await here.says(f"/bind {code}")
        assert "邀请码不对" in here.last and await polled.rows(Group) == []


async def test_bind_belongs_into_the_group(polled):
    resident = polled.resident()
    await resident.says("/bind ABC")
    assert "请把我拉进群" in resident.last


# Groups


@pytest.fixture
async def grouped(scene):
    scene.staff = await scene.binds(scene.worker, GROUP, "yongan-property", GroupPurpose.STAFF)
    await scene.one.says("永安花园5号楼电梯坏了")
    return scene


async def test_talk_in_a_group_is_not_for_us(grouped):
    before = await grouped.counts(), len(grouped.staff.reads())
    neighbour = grouped.resident("孙")
    here = User(grouped, neighbour.person, GROUP)
    for text in ("着火了！救命", LAMP, "/start", "/my", "/help", "/todo@twin_bot", "办结 1118-1"):
        await here.says(text)
    await here.sends_photo("看")
    await here.says("好", anonymous_admin=True)
    assert (await grouped.counts(), len(grouped.staff.reads())) == before
    assert str(neighbour.person.id) not in [a.sender for a in await grouped.rows(Account)]
    assert not any("着火" in str(row.key) for row in await grouped.rows(Receipt))


async def test_a_stranger_who_presses_in_a_group_is_told_what_to_do(grouped, caplog):
    stranger = grouped.resident("孙某某").within(GROUP)
    before = await grouped.counts()
    assert await stranger.presses("接单") == "我还不认识您。请先单独给我发一句话。"
    assert await grouped.counts() == before
    assert (await grouped.tickets())[1].status is Status.QUEUED
    assert "an unknown sender" in caplog.text and "孙" not in caplog.text


async def test_a_resident_who_presses_in_a_group_is_refused(grouped):
    assert await grouped.other.within(GROUP).presses("接单") == "这一单不归您操作。"


async def test_an_anonymous_admin_is_refused_and_told_why(grouped, caplog):
    caplog.set_level(logging.INFO)
    before = await grouped.counts()
    toast = await grouped.staff.presses("接单", anonymous_admin=True)
    assert toast == "匿名管理员没法记名，请用本人身份来按。"
    assert await grouped.counts() == before
    assert (await grouped.tickets())[1].status is Status.QUEUED
    assert "press refused: refuse-anonymous by an unknown sender on telegram" in caplog.text
    ours = [r.getMessage() for r in caplog.records if r.name.startswith(("workflows", "handlers"))]
    personal = ("Group", "1087968824", str(GROUP), str(grouped.worker.person.id), "张强", "accept")
    assert ours and not any(word in line for word in personal for line in ours)


async def test_no_log_line_names_anybody(grouped, caplog):
    caplog.set_level(logging.INFO)
    await grouped.one.forges("accept:2")
    grouped.api.block(grouped.one.person)
    await grouped.staff.presses("接单")
    ours = "\n".join(
        r.getMessage()
        for r in caplog.records
        if r.name.startswith(("workflows", "handlers", "channels", "bot"))
    )
    assert "press refused" in ours and "closed to us" in ours
    for word in ("王芳", "李明", "电梯", str(grouped.one.chat), str(grouped.worker.chat)):
        assert word not in ours
