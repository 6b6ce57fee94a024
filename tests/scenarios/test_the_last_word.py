"""Hers is the last word: what was closed is opened again for her, by somebody else where there is
one; what she says of how it was done reaches those who did it, and they may answer once."""

from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import DOOR, NOISE, heard, nothing_is_silent
from tests.support.town import photo


async def _done(town, number=1, who="property"):
    await town.people[who].sends_press(f"accept:{number}")
    await town.people[who].sends_press(f"resolve:{number}")
    await town.people[who].says("修好了", media=[photo()])


async def test_the_unit_answers_a_rating_once(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await _done(town)
    await resident.presses("已解决")
    assert await town.manager.sends_press("reply:1") == "1118-1 居民还没评价，没有可回应的。"
    await resident.presses("不满意")
    assert "居民评价：不满意。可以回应一次" in await town.property.last()
    await resident.says("来了三趟才弄好")
    assert "居民说：\n来了三趟才弄好" in await town.manager.last()
    assert await town.manager.presses("回应") == "请发一句话"
    await town.manager.says("对不住，以后先问清配件再上门")
    assert await heard(resident, "物业马经理回应：\n对不住，以后先问清配件再上门") == ["18 09:00"]
    assert await town.property.presses("回应") == "1118-1 已经回应过一次了。"
    assert await town.manager.presses("回应") == "1118-1 已经回应过一次了。"
    assert [e.values["text"] for e in await town.events("rating_answer")] == [
        "对不住，以后先问清配件再上门"
    ]
    assert await town.grid.sends_press("reply:1") == "这一单不归您操作。"
    assert await resident.sends_press("reply:1") == "这一单不归您操作。"
    await nothing_is_silent(town)


async def test_thanks_reach_whoever_did_it(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await _done(town)
    await resident.presses("已解决")
    await resident.presses("满意")
    assert "居民评价：满意" in await town.property.last()
    assert await heard(town.manager, "居民评价") == []
    await resident.says("张师傅手艺真好")
    assert "张师傅手艺真好" in await town.property.last()


async def test_the_company_neither_hears_nor_answers_the_rating_of_a_complaint(town):
    resident = await town.resident()
    await resident.says("物业乱收费，多收了我三百块停车费")
    ticket = await town.ticket()
    assert ticket.against == "property" and ticket.lead_unit == "yongan"
    await town.grid.sends_press("accept:1")
    await town.grid.sends_press("resolve:1")
    await town.grid.says("核对过账单")
    ticket = await town.ticket()
    if ticket.status is not Status.DONE:  # the supporting side has its part
        await town.manager.sends_press("take_part:1")
        await town.manager.sends_press("part_done:1")
        await town.manager.says("已退款")
    await resident.presses("已解决")
    await resident.presses("不满意")
    await resident.says("我是3号楼501的，钱还没到账")
    assert await heard(town.manager, "居民评价") == await heard(town.property, "居民评价") == []
    assert await heard(town.manager, "到账") == await heard(town.property, "到账") == []
    assert await town.manager.sends_press("reply:1") == "这一单不归您操作。"
    assert "居民说" in await town.secretary.last()
    await town.secretary.presses("回应")
    await town.secretary.says("我们盯着物业本周退到")
    assert "陈书记回应" in await resident.last()


async def test_she_opens_again_what_was_closed(town):
    await town.staff("fixer", "何平", Role.PROPERTY_STAFF, "yongan-property")
    resident = await town.resident()
    await resident.says(DOOR)
    await resident.presses("看进度")
    await _done(town)
    await resident.presses("已解决")
    await resident.presses("不满意")
    closed = await town.ticket()
    assert (closed.status, closed.verdict) == (Status.CLOSED, "solved")
    await town.after(hours=71)
    before = len(await town.property.reads())
    assert await resident.presses("没弄好，重办") == "已退回重办"
    ticket = await town.ticket()
    assert (ticket.status, ticket.redo, ticket.verdict) == (Status.QUEUED, 1, None)
    assert ticket.closed_at is None and ticket.handler_id is None
    assert "居民说没解决，第 1 次重办" in await town.fixer.last(), "somebody else"
    assert "修好了" in await town.fixer.last(), "with what was done"
    assert len(await town.property.reads()) == before
    assert "居民说没解决，第 1 次重办，请您看着" in await town.manager.last()
    await nothing_is_silent(town)
    await _done(town, who="fixer")
    await resident.sends_press("solved:1")
    assert await resident.sends_press("rate:1:good") == "谢谢！", "this round is rated of its own"
    assert await resident.sends_press("rate:1:bad") == "1118-1 您已经评过了，谢谢。"
    await nothing_is_silent(town)


async def test_after_three_days_it_is_a_new_report(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await _done(town, who="grid")
    await resident.presses("已解决")
    neighbour = await town.resident("neighbour")
    assert await neighbour.sends_press("reopen:1") == "这一单不归您操作。"
    await town.after(hours=73)
    late = await resident.sends_press("reopen:1")
    assert late == "1118-1 办完很久了。要是又出问题，直接发一句话，我们提一级抓紧办。"
    assert (await town.ticket()).status is Status.CLOSED


async def test_silence_is_opened_again_as_well(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await resident.presses("看进度")
    await _done(town, who="grid")
    await town.after(hours=73)
    assert (await town.ticket()).verdict == "unanswered"
    assert await resident.presses("没弄好，重办") == "已退回重办"
    assert (await town.events("unsolved"))[0].values == {"reopened": "unanswered"}
    await nothing_is_silent(town)
