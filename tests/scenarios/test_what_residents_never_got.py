"""What residents asked of systems like this one for years and did not get: to be told "closed"
only when it is, to be heard again afterwards, to complain without being known, and never to be
sent to another desk. The others are in test_what_others_never_got."""

import re

import pytest

from db.models import GroupPurpose
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import DOOR, NOISE, at, nothing_is_silent, weeks_go_unsigned
from tests.support.town import photo

OVER = re.compile("已办完|办完了|办结了|先结了|已结|closed", re.IGNORECASE)
"""Words that say it is over."""

SENT_AWAY = re.compile(
    "(请|可以|建议)(您|你)?(先|自己|直接|另|再)?(到|去|找|打|拨|联系|咨询|前往|致电|向)"
    "|(您|你)(自己|自行|得|要)(到|去|找)|自行|另找|不归(我们|社区|物业)管|不属于|窗口|拨打|12345"
    "|(?<!跟您)联系(?!您)"
)
"""Words that send a person somewhere, or to somebody else."""

ALLOWED = re.compile("请马上打 [0-9/、或 ]+|请一定自己打上面的电话|☎️ 值班电话")
"""The numbers for danger, and the duty phone."""


# Closed


async def test_closed_is_never_said_while_nothing_is_confirmed(town):
    resident = await town.resident()
    await resident.says(DOOR)

    async def not_over(status: Status) -> None:
        await resident.says("/my")
        ticket = await town.ticket(1)
        assert (ticket.status, ticket.closed_at, ticket.verdict) == (status, None, None)
        for actor in (resident, town.property, town.manager):
            for text in await actor.reads():
                assert not OVER.search(text), (actor.chat, text)
        await nothing_is_silent(town)

    await not_over(Status.QUEUED)
    await town.until(at(18, "11:30"))  # told upwards
    await town.property.sends_press("accept:1")
    await not_over(Status.HANDLING)
    await town.until(at(26, "15:00"))  # never a word: taken back
    await not_over(Status.QUEUED)
    for attempt in (1, 2):
        await town.property.sends_press("accept:1")
        await town.property.sends_press("resolve:1")
        await town.property.says("修好了", media=[photo(str(attempt) * 32)])
        for forged in ("solved:1", "rate:1:good", "withdraw:1"):  # nobody else closes it
            await town.property.sends_press(forged)
        await town.after(hours=71)
        await not_over(Status.DONE)
        await resident.sends_press("unsolved:1")
        await not_over(Status.QUEUED)
    await town.property.sends_press("accept:1")
    await town.property.sends_press("resolve:1")
    await town.property.says("换了新锁", media=[photo("3" * 32)])
    await not_over(Status.DONE)
    assert await town.events("solved") == await town.events("lapse") == []

    await resident.presses("已解决")
    ticket = await town.ticket()
    assert (ticket.status, ticket.verdict, ticket.redo) == (Status.CLOSED, "solved", 2)
    assert "1118-1 办结了" in await resident.last()


async def test_a_week_counts_as_done_only_what_was_confirmed(town):
    weeks_go_unsigned(town)
    await town.until(at(20, "10:00"))
    resident, neighbour = await town.resident(), await town.resident("neighbour")
    for number, actor in enumerate((resident, neighbour), start=1):
        await actor.says(f"{number}号楼2单元门坏了，关不上")
        await town.property.sends_press(f"accept:{number}")
        await town.property.sends_press(f"resolve:{number}")
        await town.property.says("换了新锁", media=[photo()])
    await resident.presses("已解决")
    await town.until(at(23, "08:01"))
    assert [t.status for t in await town.tickets()] == [Status.CLOSED, Status.DONE]
    assert "来单 2 件" in await town.party.last() and "办完 1 件" in await town.party.last()
    assert "解决率 1/1 件" in await town.party.last()


async def test_after_the_closing_one_sentence_is_enough_to_be_heard_again(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await town.grid.presses("接单")
    await town.grid.presses("办结")
    await town.grid.says("说好了")
    await resident.presses("已解决")
    await town.until(at(20, "09:00"))
    assert await resident.sends_press("unsolved:1") == (
        "1118-1 已经办完了。要是又出问题，直接发一句话就行。"
    )
    await resident.says("3号楼楼上半夜又吵了")
    old, again = await town.tickets()
    assert (old.status, again.status) == (Status.CLOSED, Status.QUEUED)
    assert (again.category, again.lead_unit) == (old.category, old.lead_unit)
    assert again.accept_due > town.clock.now()
    assert "编号 1120-2" in await resident.last() and "1120-2" in await town.grid.last()
    await nothing_is_silent(town)
    await town.until(at(20, "11:30"))
    assert "1120-2" in await town.secretary.last()


# Who complained

COMPLAINT = "我要投诉社区书记，态度太差，我是3号楼2单元502王桂兰，电话13800138000"
SECRETS = ("态度太差", "王桂兰", "13800138000", "502", "2单元", "再不管", "resident")


async def test_the_community_never_learns_who_complained_about_it(town):
    """As test_complaint_about_property; here the level above leads."""
    desk = await town.group("desk_group", "yongan", GroupPurpose.STAFF)
    clerk = await town.staff("clerk", "孙丽", Role.COMMUNITY_STAFF, "yongan")
    accused = (town.secretary, town.grid, town.grid2, clerk, desk, town.party)
    resident = await town.resident()
    await resident.says(COMPLAINT, media=[photo()])
    assert "建中街街道" in await resident.last()
    card = (await town.street.reads())[0]
    assert "态度太差" in card and "王桂兰" not in card and "502" not in card
    await resident.says("1118-1 再不管我就往上反映", media=[photo("1" * 32)])
    await resident.says("催一下1118-1")
    await town.until(at(18, "17:00"))  # the ladder has been climbed
    assert "1118-1" in await town.district.last()
    for actor in (town.secretary, town.grid, clerk):
        for forged in ("accept:1", "show:1", "rule:1:community", "return:1:other", "resolve:1"):
            await actor.sends_press(forged)
        await actor.says("/todo")
    await town.street.sends_press("accept:1")
    await town.street.sends_press("reveal:1:check")
    assert COMPLAINT in await town.street.last()
    await town.street.sends_press("resolve:1")
    await town.street.says("已经批评教育")
    await resident.presses("没解决")
    await town.until(at(23, "09:00"))  # a week was summed up
    for actor in accused:
        for message in await actor.bubbles():
            drawn = "一周民情图" in message.text  # by us, of counts alone
            assert drawn or not message.media, (actor.chat, message.text)
            for secret in SECRETS:
                assert secret not in message.text, (actor.chat, message.text)
    ticket = await town.ticket()
    assert (ticket.lead_unit, ticket.redo, ticket.handler_id) == ("jianzhong", 1, None)
    await nothing_is_silent(town)


# From desk to desk

MATTERS = (
    DOOR,
    NOISE,
    "那个东西麻烦看看呗",
    "孩子明年上小学，学位怎么分",
    "马路上红绿灯坏了，公交车站也没有站牌",
    "开发商不给办房产证",
    "工地半夜施工，灰尘很大",
    "老板拖欠工资三个月不给",
    "有人打电话骗我妈转钱",
    "菜市场缺斤短两",
    "社区医院老是没有医生",
    "低保怎么申请，我行动不便",
    "要开个居住证明",
    "物业乱收停车费",
    "社区书记不管事，我要投诉",
    "想给老楼加装电梯",
    "建议在院里装个充电桩",
    "业委会什么时候换届",
    "邻居在楼道堆满了杂物，消防通道堵了，还半夜吵",
    "你好",
    "谢谢",
    "你们电话多少",
    "这事该找谁",
    "催一下",
    "/my",
    "/help",
    "/start",
)
DANGERS = (
    "着火了！3号楼2单元",
    "家里有很大的煤气味",
    "电梯困住人了",
    "楼道漏电，有人触电了",
    "外墙往下掉砖，砸到人了",
    "楼顶有人要跳楼",
    "有人拿刀砍人",
    "老人晕倒了没有反应",
)


async def _never_sent_away(resident) -> None:
    for text in await resident.reads():
        found = SENT_AWAY.search(ALLOWED.sub("", text))
        assert not found, (found and found.group(), text)


@pytest.mark.parametrize("compound", ["yongan-garden", None])
async def test_whatever_it_is_she_is_never_sent_to_another_desk(town, compound):
    resident = await town.resident(compound=compound)
    for words in MATTERS:
        await resident.says(words)
    assert len({ticket.route for ticket in await town.tickets()}) == 4
    await town.until(at(18, "11:30"))  # told upwards
    for words in DANGERS:
        await resident.says(words)
    assert len([t for t in await town.tickets() if t.level == "L0"]) == len(DANGERS)
    await _never_sent_away(resident)
    await nothing_is_silent(town)


async def test_however_desks_quarrel_she_stays_where_she_is(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.sends_press("return:1:nuisance")
    assert "您不用再跑一趟" in await resident.last()
    await town.grid.sends_press("return:1:facilities")
    assert (await town.ticket()).status is Status.RULING
    await town.secretary.sends_press("rule:1:property")
    await town.property.sends_press("accept:1")
    await town.property.sends_press("whistle:1")
    await town.property.says("缺一把梯子")
    await town.property.sends_press("defer:1:extension.parts.20261130.go")
    await town.manager.sends_press("approve:1:1")
    await resident.says("催一下，怎么还没人来")
    await resident.says("/my")
    await town.until(at(25, "17:00"))  # nobody said a word since
    await town.off_duty("property", "manager")
    await town.until(at(27, "17:00"))
    await _never_sent_away(resident)
    kinds = {event.kind for event in await town.events()}
    assert kinds >= {"return", "dispute", "rule", "whistle", "extended", "take_back", "escalated"}
    assert len(await town.tickets()) == 1
    await nothing_is_silent(town)
