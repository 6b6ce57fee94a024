"""Somebody floods the chat: it slows down and says so, nothing is lost, and a danger in the middle
of it is a danger at once."""

import pytest

from bot.settings import Residents
from db.models import GroupPurpose
from domain.inbound import Media
from domain.lifecycle import Status
from tests.scenarios.staging import heard, nothing_is_silent
from tests.support.town import START

ADVERT = "低息贷款当天放款，加微信 abc123"
MATTERS = (
    "1号楼门坏了",
    "2号楼电梯坏了",
    "3号楼垃圾没人收",
    "4号楼楼道灯坏了",
    "5号楼路灯不亮",
    "6号楼漏水",
)


@pytest.fixture
async def town(town_at):
    rule = Residents(gather_seconds=0, reports_an_hour=3, forwards_an_hour=2)
    return await town_at(START, residents=rule)


async def test_beyond_the_bound_the_rest_is_one_ticket_with_all_of_it(town):
    resident = await town.resident()
    for text in MATTERS:
        await resident.says(text)
    *usual, aside = await town.tickets()
    assert [one.text for one in usual] == list(MATTERS[:3]) and len(usual) == 3
    assert aside.kind == "aside" and aside.text == "\n".join(MATTERS[3:])
    assert "一条不会丢" in await resident.last()
    card = await town.grid.last()
    assert "先放一边的" in card and "4号楼楼道灯坏了" in card and "6号楼漏水" in card
    await nothing_is_silent(town)

    await town.after(minutes=61)
    await resident.says("7号楼门坏了")
    assert (await town.ticket()).kind == "request", "an hour later all is as usual"


async def test_a_danger_is_never_slowed_down(town):
    resident = await town.resident()
    for text in MATTERS:
        await resident.says(text)
    await resident.says("6号楼着火了！")
    assert (await town.ticket()).level == "L0" and await heard(resident, "119")
    assert "着火了" in await town.secretary.last()


async def test_an_advert_is_looked_at_by_a_person(town):
    stranger = await town.resident("stranger")
    await stranger.says(ADVERT)
    assert "看着像广告" in await stranger.last()
    assert "🗑 不是诉求" in await town.grid.buttons()
    neighbour = await town.resident("neighbour")
    assert await neighbour.sends_press("discard:1") == "这一单不归您操作。"
    assert await town.grid.presses("不是诉求") == "好的"
    ticket = await town.ticket()
    assert (ticket.status, ticket.verdict, ticket.text) == (Status.WITHDRAWN, "withdrawn", ADVERT)
    assert "要是看错了，说一句" in await stranger.last()
    await nothing_is_silent(town)


async def test_what_was_a_request_after_all_is_taken_as_one(town):
    stranger = await town.resident("stranger")
    await stranger.says(ADVERT)
    await town.grid.presses("接单")
    assert (await town.ticket()).status is Status.HANDLING
    assert await heard(stranger, "接单了")
    await nothing_is_silent(town)


async def test_an_ordinary_ticket_is_not_discarded(town):
    resident = await town.resident()
    await resident.says("3号楼楼上半夜一直吵，孩子睡不着")
    assert "🗑 不是诉求" not in await town.grid.buttons()
    assert "这个按钮认不出来了" in await town.grid.sends_press("discard:1")
    assert (await town.ticket()).status is Status.QUEUED


async def test_a_flood_of_forwarded_posts_is_one_ticket(town):
    resident = await town.resident()
    for number in range(6):
        await resident.says(f"{number + 1}号楼门坏了，大家转起来", forwarded=True)
    found = await town.tickets()
    assert len(found) == 3 and found[-1].text.count("转起来") == 4
    assert "您转发得多" in await resident.last()


async def test_insults_are_kept_and_not_broadcast(town):
    group = await town.group("staff_group", "yongan-property", GroupPurpose.STAFF)
    resident = await town.resident()
    await resident.says("3号楼2单元门坏了，物业都是混蛋王八蛋")
    assert "混蛋" in (await town.ticket()).text
    assert await group.reads() and not any("混蛋" in text for text in await group.reads())


async def test_a_pause_is_decided_by_a_person_with_reason_and_end(town):
    stranger = await town.resident("stranger")
    await stranger.says(ADVERT)
    assert await town.grid.sends_press("pause:1") == "这一单不归您操作。"
    assert await town.secretary.sends_press("pause:1") == "请写天数和原因"
    await town.secretary.says("反复发广告")
    assert "请写天数（1 到 30）和原因" in await town.secretary.last()
    await town.secretary.says("400 反复发广告")
    assert "请写天数（1 到 30）和原因" in await town.secretary.last()
    await town.secretary.says("7天 反复发广告")
    told = await stranger.last()
    assert "陈书记定了" in told and "原因：反复发广告" in told and "11月25日" in told
    await town.grid.presses("不是诉求")

    await town.after(hours=2)
    await stranger.says("3号楼2单元门坏了")
    assert (await town.ticket()).kind == "aside" and "一条不会丢" in await stranger.last()
    await stranger.says("3号楼着火了！")
    assert (await town.ticket()).level == "L0", "a danger is taken as ever"
    await nothing_is_silent(town)
    await town.property.presses("接单")  # or everybody would be paged for eight days
    await town.property.presses("办结")
    await town.property.says("火灭了", media=[Media("web", "0" * 32, "photo")])

    await town.after(days=8)
    await stranger.says("5号楼1单元门坏了")
    assert (await town.ticket()).kind == "request", "it ends by itself"


async def test_a_pause_can_be_ended(town):
    stranger = await town.resident("stranger")
    await stranger.says(ADVERT)
    await town.secretary.sends_press("pause:1")
    await town.secretary.says("7 反复发广告")
    assert "认不出来了" in await town.grid.sends_press(f"unpause:{stranger.person_id}")
    await town.secretary.presses("现在就恢复")
    assert "恢复马上办" in await stranger.last()
    await stranger.says("3号楼2单元门坏了")
    assert (await town.ticket()).kind == "request"
