"""接单: by when they come is said with the same tap, kept, told, reminded of, and moves nothing."""

import pytest

from db.models import Ticket
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import DOOR, NOISE, at, heard, nothing_is_silent
from tests.support.town import ZONE, photo

BLOCKED = "3号楼消防通道被车堵死了"
DATES = ("accept_due", "contact_due", "fix_due", "promised_at")


async def reported(town, words=DOOR):
    resident = await town.resident()
    await resident.says(words)
    return resident


async def eta(town):
    """The moment promised on the newest ticket, as a day and a clock."""
    found = (await town.ticket()).eta_at
    return found and f"{found.astimezone(ZONE):%d %H:%M}"


async def dates(town):
    ticket = await town.ticket()
    return [getattr(ticket, name) for name in DATES]


async def accepting_buttons(actor):
    return [label for label in await actor.buttons() if "接单" in label]


async def test_the_card_offers_what_can_be_kept(town):
    await reported(town)
    assert await accepting_buttons(town.property) == [
        "✋ 接单·马上",
        "✋ 接单·今天",
        "✋ 接单·明天",
        "✋ 接单·约时间",
    ]


async def test_an_emergency_leaves_nothing_to_choose(town):
    await reported(town, BLOCKED)
    assert await accepting_buttons(town.grid) == ["✋ 接单·马上"]
    assert "来不及了" in await town.grid.sends_press("accept:1:today")
    assert (await town.ticket()).status is Status.QUEUED


async def test_before_a_weekend_tomorrow_is_called_otherwise(town):
    town.clock.move_to(at(20, "09:00"))
    resident = await reported(town)
    assert "✋ 接单·下个工作日" in await town.property.buttons()
    await town.property.presses("下个工作日")
    assert await eta(town) == "23 18:00"
    assert "11月23日（周一）18:00 前上门" in await resident.last()


@pytest.mark.parametrize(
    ("label", "promised", "told"),
    [
        ("马上", "18 09:30", "物业张师傅接单了，马上跟您联系，最晚明天 09:00。"),
        ("今天", "18 18:00", "物业张师傅接单了，今天 18:00 前上门或跟您联系。"),
        ("明天", "19 18:00", "最晚明天 09:00 先跟您联系，明天 18:00 前上门。"),
    ],
)
async def test_one_tap_accepts_says_by_when_and_moves_no_date(town, label, promised, told):
    resident = await reported(town)
    before = await dates(town)
    assert await town.property.presses(f"接单·{label}") == "接单成功，已告诉居民"
    assert await eta(town) == promised
    assert told in await resident.last()
    card = await town.property.last()
    assert "👤 物业张师傅已接单" in card and "🚲 说好" in card
    assert await dates(town) == before
    await nothing_is_silent(town)


async def test_a_button_of_an_old_card_accepts_without_a_time(town):
    resident = await reported(town)
    assert await town.property.sends_press("accept:1") == "接单成功，已告诉居民"
    assert await eta(town) is None
    assert "接单了，最晚明天 09:00 跟您联系" in await resident.last()
    assert "🚲" not in await town.property.last()


async def test_asking_accepts_at_once_and_the_time_comes_in_words(town):
    resident = await reported(town)
    assert await town.property.presses("约时间") == "接单成功。请发一句话：什么时候到"
    assert (await town.ticket()).status is Status.HANDLING, "one tap, whatever comes after"
    assert "接单了，最晚明天 09:00 跟您联系" in await resident.last()
    await town.property.says("等我看看")
    assert "没认出是几点" in await town.property.last()
    await town.property.says("上午9点")
    assert "已经过了" in await town.property.last()
    await town.property.says("12月30日")
    assert "太晚了" in await town.property.last()
    await town.property.says("下午3点到")
    assert await town.property.last() == "好，1118-1 说定今天 15:00 前到，已告诉居民。"
    assert await eta(town) == "18 15:00"
    assert await resident.last() == "🕐 1118-1 物业张师傅说好今天 15:00 前到。"


async def test_a_photo_instead_of_a_time_is_news(town):
    resident = await reported(town)
    await town.property.presses("约时间")
    await town.property.says("已经在楼下了", media=[photo()])
    assert "已经在楼下了" in await resident.last()
    await town.property.says("在修了，马上好")
    assert "在修了" in await resident.last(), "nothing is asked any more"


async def test_the_time_can_be_changed_by_button_and_by_a_sentence(town):
    resident = await reported(town)
    await town.property.presses("接单·今天")
    before = await dates(town)
    assert await town.property.presses("改时间") == "请选，或者发时间"
    assert await town.property.buttons() == ["今天 09:30", "今天 18:00", "明天 18:00"]
    assert await town.property.presses("明天 18:00") == "好，已告诉居民"
    assert await eta(town) == "19 18:00"
    assert "明天 18:00 前到" in await resident.last()

    await town.property.says("明天上午10点半")  # nothing else in hand, nothing else meant
    assert await eta(town) == "19 10:30"
    assert "明天 10:30 前到" in await resident.last()
    assert await dates(town) == before
    assert len(await town.events("eta")) == 2
    assert [event.kind for event in await town.events("progress")] == []


async def test_who_promised_is_reminded_at_that_moment(town):
    await reported(town)
    await town.property.presses("接单·今天")
    await town.until(at(18, "17:59"))
    assert await heard(town.property, "说好今天 18:00 前到，还没有消息") == []
    await town.until(at(18, "18:03"))
    assert await heard(town.property, "前到，还没有消息") == ["18 18:00"]
    assert "🕐 改时间" in await town.property.buttons()


async def test_news_since_then_is_reminder_enough(town):
    await reported(town)
    await town.property.presses("接单·今天")
    await town.after(hours=2)
    await town.property.says("到了，在修")
    await town.until(at(18, "18:30"))
    assert await heard(town.property, "还没有消息") == []


async def test_a_changed_time_is_reminded_of_alone(town):
    await reported(town)
    await town.property.presses("接单·今天")
    await town.after(minutes=5)
    await town.property.says("明天上午10点")
    await town.until(at(19, "10:03"))
    assert await heard(town.property, "还没有消息") == ["19 10:00"]


async def test_what_was_promised_ends_with_the_handling(town):
    resident = await reported(town)
    clerk = await town.staff("clerk", "刘洋", Role.PROPERTY_STAFF, "yongan-property")
    await town.property.presses("接单·今天")
    await town.property.presses("退单")
    await town.property.presses("归社区")
    await town.property.presses("违章搭建")
    assert await eta(town) is None
    await town.grid.sends_press("accept:1")
    await town.until(at(18, "18:30"))
    for actor in (town.property, clerk, town.grid):
        assert await heard(actor, "还没有消息") == []

    await town.grid.says("明天下午")
    await town.grid.presses("办结")
    await town.grid.says("拆了", media=[photo()])
    assert await eta(town) is None
    await resident.presses("没解决")
    assert await eta(town) is None


async def test_a_hold_ends_the_promise(town):
    await reported(town)
    await town.property.presses("接单·今天")
    await town.property.presses("延期/挂起")
    await town.property.presses("挂起")
    await town.property.presses("等经费、审批")
    await town.property.presses("明天")
    await town.property.presses("不用说明")
    await town.manager.presses("同意")
    assert await eta(town) is None
    await town.until(at(18, "18:30"))
    assert await heard(town.property, "还没有消息") == []
    assert "挂起到" in await town.property.sends_press("eta:1")


@pytest.mark.parametrize("payload", ["eta:1", "eta:1:today", "accept:1:today"])
async def test_nobody_else_changes_it(town, payload):
    await reported(town, NOISE)
    await town.grid.presses("接单·明天")
    for actor in (town.grid2, town.property, town.secretary):
        assert "成功" not in await actor.sends_press(payload)
    assert await eta(town) == "19 18:00"


@pytest.mark.parametrize("choice", ["never", "asked", "today2"])
async def test_a_choice_nobody_offered_is_refused(town, choice):
    await reported(town)
    assert "认不出来" in await town.property.sends_press(f"accept:1:{choice}")
    assert (await town.ticket()).status is Status.QUEUED


async def test_accepted_late_the_resident_is_told_so(town):
    resident = await reported(town, BLOCKED)
    async with town.deps.begin() as work:
        ticket = await work.get(Ticket, 1)
        ticket.level = "L3"  # as if its dates had been missed on a slower level
        ticket.contact_due = at(18, "08:00")
        ticket.fix_due = at(20, "18:00")
        await work.commit()
    await town.grid.sends_press("accept:1:today")
    assert "今天 18:00 前上门或跟您联系。让您久等了，对不住。" in await resident.last()


async def test_the_reminder_is_for_whoever_stands_in(town):
    await reported(town, NOISE)
    await town.grid.presses("接单·今天")
    await town.grid.says("/leave")
    await town.grid.presses("今天")
    await town.grid.presses("网格员小吴")
    await town.until(at(18, "18:03"))
    assert await heard(town.grid2, "说好今天 18:00 前到，还没有消息") == ["18 18:00"]


@pytest.mark.parametrize(
    ("words", "promised"),
    [
        ("好的马上去", "18 09:30"),
        ("一会儿", "18 10:00"),
        ("半小时后", "18 09:30"),
        ("下班后", "18 21:00"),
        ("两三点", "18 15:00"),
        ("６点", "18 18:00"),
        ("明早", "19 09:00"),
        ("周六上午", "21 12:00"),
    ],
)
async def test_the_words_people_have_for_a_time(town, words, promised):
    resident = await reported(town)
    before = (await dates(town))[:3]
    await town.property.presses("约时间")
    await town.property.says(words)
    assert await eta(town) == promised
    assert "说好" in await resident.last()
    assert (await dates(town))[:3] == before


async def test_what_is_no_time_is_asked_again_with_an_example(town):
    await reported(town)
    await town.property.presses("约时间")
    await town.property.says("看情况吧")
    assert "没认出是几点" in await town.property.last() and "半小时后" in await town.property.last()
    assert await eta(town) is None
    await town.property.says("晚饭后")
    assert await eta(town) == "18 21:00"
