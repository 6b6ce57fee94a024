"""An accepted ticket without news: asked once, kept by a tap, taken back without one."""

from domain.lifecycle import Status
from tests.scenarios.staging import DOOR, at, heard, nothing_is_silent

DARK = "3号楼2单元楼道灯坏了，太黑了，老人差点摔倒"


async def test_a_tap_keeps_it_and_silence_gives_it_back(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    await town.property.presses("反馈")
    await town.property.says("下周换锁")
    first = await town.ticket()
    await town.until(at(23, "08:59"))
    assert await heard(town.property, "还在办吗") == []
    await town.until(at(23, "09:00"))  # three working days
    assert await heard(town.property, "还在办吗") == ["23 09:00"]
    await nothing_is_silent(town)

    assert await town.property.presses("还在办") == "好，记下了"
    words = len(await resident.reads())
    await town.until(at(24, "18:00"))
    ticket = await town.ticket()
    assert (ticket.status, ticket.handler_id) == (Status.HANDLING, town.property.person_id)
    assert len(await resident.reads()) == words
    await nothing_is_silent(town)

    await town.until(at(26, "09:00"))
    assert await heard(town.property, "还在办吗") == ["23 09:00", "26 09:00"]
    await town.until(at(26, "14:59"))
    assert (await town.ticket()).status is Status.HANDLING
    await town.until(at(26, "15:00"))  # four working hours
    ticket = await town.ticket()
    assert (ticket.status, ticket.handler_id) == (Status.QUEUED, None)
    assert ticket.fix_due == first.fix_due and ticket.contact_due == first.contact_due
    assert await heard(town.property, "没等到您的消息，已退回去") == ["26 15:00"]
    assert "请在今天 17:00 前接单" in await town.property.last()
    takes = ["✋ 接单·马上", "✋ 接单·今天", "✋ 接单·约时间"]  # tomorrow is after its fix date
    assert await town.property.buttons() == [*takes, "💬 问居民", "↩️ 退单", "📯 吹哨求助"]
    await nothing_is_silent(town)

    await town.until(at(26, "17:00"))
    assert await heard(town.manager, "没人接单") == ["26 17:00"]
    await town.manager.presses("接单")
    assert "物业马经理接单了" in await resident.last()
    assert (await town.ticket()).fix_due == first.fix_due
    await nothing_is_silent(town)


async def test_a_progress_note_is_an_answer(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    await town.property.presses("反馈")
    await town.property.says("下周换锁")
    await town.until(at(23, "09:00"))
    await town.property.presses("反馈")
    await town.property.says("锁到货了")
    await town.until(at(24, "18:00"))
    assert (await town.ticket()).status is Status.HANDLING
    assert "锁到货了" in await resident.last()
    await nothing_is_silent(town)


async def test_a_question_held_at_night_can_be_answered_in_the_morning(town_at):
    town = await town_at(at(18, "12:00"))
    resident = await town.resident()
    await resident.says(DARK)
    await town.property.presses("接单")
    await town.property.presses("反馈")
    await town.property.says("去买灯")
    await town.until(at(19, "07:30"))
    assert await heard(town.property, "还在办吗") == ["19 07:30"]
    assert (await town.ticket()).status is Status.HANDLING
    await town.until(at(19, "09:29"))
    assert await town.property.presses("还在办") == "好，记下了"
    await town.until(at(19, "12:00"))
    assert (await town.ticket()).status is Status.HANDLING
    await nothing_is_silent(town)
