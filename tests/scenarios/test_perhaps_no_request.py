"""What may be a report, or only small talk, or a question about an earlier one: the ticket is there
at once, and one tap says that nothing is to be done."""

from domain.lifecycle import Status
from tests.scenarios.staging import nothing_is_silent

LAMP = "4号楼1单元楼道灯坏了"
EARLIER_OR_NEW = "3号楼2单元修水管那单呢"
TALK_OR_NEW = "昨天说的水管，师傅几点来"


async def test_what_is_surely_a_report_offers_no_such_tap(town):
    resident = await town.resident()
    await resident.says(LAMP)
    assert (await resident.buttons())[0] == "📋 看进度、补充、撤回"
    assert "只是说说" not in str(await resident.buttons())


async def test_a_question_about_an_earlier_matter_is_answered_with_a_tap(town):
    resident = await town.resident()
    await resident.says(LAMP)
    await town.after(hours=1)
    await resident.says(EARLIER_OR_NEW)
    assert (await town.ticket(2)).status is Status.QUEUED
    assert "编号 1118-2" in await resident.last()
    assert await resident.buttons() == ["🔎 问的是以前报的事"]
    stranger = await town.resident("stranger")
    assert await stranger.sends_press("withdraw:2:earlier") == "这一单不归您操作。"
    assert await resident.presses("🔎 问的是以前报的事") == "好的"
    assert (await town.ticket(2)).status is Status.WITHDRAWN
    told = (await resident.reads())[-2:]
    assert told[0] == "1118-2 已撤回。以后有事随时说。"
    assert "1118-1" in told[1] and LAMP[:10] in told[1]
    await nothing_is_silent(town)


async def test_small_talk_is_called_off_with_a_tap(town):
    resident = await town.resident()
    await resident.says(TALK_OR_NEW)
    assert (await town.ticket()).status is Status.QUEUED
    assert "💬 只是说说，不用办" in await resident.buttons()
    await resident.presses("💬 只是说说，不用办")
    assert (await town.ticket()).status is Status.WITHDRAWN
    assert await resident.last() == "1118-1 已撤回。以后有事随时说。"
    await nothing_is_silent(town)
