"""联办: rubbish in a fire passage, and noise beside it. The community leads, the property company
helps, the resident sees one ticket."""

from datetime import timedelta

from db import tickets
from db.desk_rows import SupportPart
from db.models import TimerState
from domain.catalogue import Route
from domain.lifecycle import Status
from tests.scenarios.staging import NOISE, heard, nothing_is_silent
from tests.support.town import photo
from workflows.audit import audit
from workflows.tick import fire_due

PASSAGE = "3号楼2单元消防通道堆满了垃圾，出不去人"


async def part_of(town, number=1):
    async with town.deps.begin() as work:
        return await work.get(SupportPart, number)


async def clocks(town, number=1):
    return sorted(
        timer.clock
        for timer in await town.timers()
        if timer.ticket_id == number and timer.state is TimerState.PENDING
    )


async def opened(town, text=PASSAGE):
    """A joint ticket, dispatched to both sides."""
    resident = await town.resident()
    await resident.says(text)
    ticket = await town.ticket(1)
    assert (ticket.route, ticket.lead_unit, ticket.support_unit) == (
        Route.JOINT,
        "yongan",
        "yongan-property",
    )
    return resident


async def both_at_work(town):
    """Both sides have taken it."""
    resident = await opened(town)
    await town.grid.sends_press("accept:1")
    assert await town.property.presses("我来配合") == "好，归您配合，已告诉牵头的人"
    return resident


async def test_both_sides_do_their_part_and_she_is_asked_once(town):
    resident = await opened(town, "3号楼消防通道堆满垃圾，楼上又天天半夜吵")
    assert "社区牵头" in await town.property.last()
    assert "✋ 我来配合" in await town.property.buttons()
    assert await clocks(town) == ["accept", "contact", "fix", "part", "part_accept"]
    await town.grid.sends_press("accept:1")
    assert await town.property.presses("我来配合") == "好，归您配合，已告诉牵头的人"
    assert await heard(town.grid, "物业张师傅来配合了") == ["18 09:00"]
    assert "物业张师傅也来一起办了" in await resident.last()
    await nothing_is_silent(town)

    await town.grid.presses("给配合方派活")
    await town.grid.says("请派两个人清通道，社区来做噪音那家的工作")
    assert "请派两个人清通道" in await town.property.last()
    assert "请您配合：请派两个人清通道" in "".join(await town.property.reads())
    assert "请派两个人清通道" not in "".join(await resident.reads())

    await town.property.presses("反馈")
    await town.property.says("保洁已到，正在清")
    assert "物业张师傅说：\n保洁已到，正在清" in await resident.last()

    await town.grid.presses("办结")
    await town.grid.says("和楼上谈好了，十点后不吵", media=[photo()])
    assert "您这边记下了，等永安物业那边办完，一起请居民确认" in await town.grid.last()
    assert "就等您这边" in await town.property.last()
    asked = [text for text in await town.property.reads() if "请派两个人清通道" in text]
    assert len(asked) == 1 and "牵头这边办好了，等配合方" in asked[0], "the card says it"
    assert (await town.ticket(1)).status is Status.HANDLING
    assert "网格员小李说：\n和楼上谈好了" in await resident.last()
    assert await clocks(town) == ["fix", "part"]
    assert await town.grid.sends_press("resolve:1") == "1118-1 您这边已经记下了，在等配合方。"
    await nothing_is_silent(town)

    await town.property.presses("我这边好了")
    await town.property.says("通道清空了", media=[photo("1" * 32)])
    ticket = await town.ticket(1)
    assert ticket.status is Status.DONE
    asked = await resident.last()
    assert "和楼上谈好了，十点后不吵" in asked and "物业张师傅说：\n通道清空了" in asked
    assert await resident.buttons() == ["👍 已解决", "👎 没解决"]
    assert len(await heard(resident, "您看解决了没有")) == 1
    assert await clocks(town) == ["confirm"]
    await resident.presses("已解决")
    assert (await town.ticket(1)).verdict == "solved"
    assert {ticket.owner_id for ticket in await town.tickets()} == {resident.person_id}


async def test_the_supporting_side_is_done_first(town):
    resident = await opened(town)
    await town.grid.sends_press("accept:1")
    await town.property.says("我来接", reply_to=str((await town.property.bubbles())[-1].id))
    assert "归您配合" in await town.property.last()
    await town.property.says("办结")
    assert "您这边办得怎么样" in await town.property.last()
    await town.property.says("清运完了")
    assert "社区" not in await town.property.last()
    progress = (await resident.bubbles())[-1]
    assert "清运完了" in progress.text and progress.buttons == []
    grid = "".join(await town.grid.reads())
    assert "您这边办完点“办结”" in grid and "来配合了" not in grid, "the newest stands"
    assert "part" not in await clocks(town)
    assert await town.property.sends_press("part_done:1") == "1118-1 配合方那边已经办好了。"
    assert (await part_of(town)).done_at is not None
    await nothing_is_silent(town)
    await town.grid.sends_press("resolve:1")
    await town.grid.says("巡查过了，通了", media=[photo()])
    assert (await town.ticket()).status is Status.DONE
    asked = await resident.last()
    assert "巡查过了" in asked and "清运完了" in asked


async def test_she_is_not_content_and_the_part_begins_anew(town):
    resident = await both_at_work(town)
    await town.property.sends_press("part_done:1")
    await town.property.says("清运完了")
    await town.grid.sends_press("resolve:1")
    await town.grid.says("通了", media=[photo()])
    await resident.presses("没解决")
    row = await part_of(town)
    ticket = await town.ticket()
    assert (row.cycle, row.handler_id, row.done_at, row.lead_done_at) == (
        ticket.cycle,
        None,
        None,
        None,
    )
    assert await clocks(town) == ["accept", "contact", "fix", "part", "part_accept"]
    await nothing_is_silent(town)
    await town.grid.sends_press("accept:1")
    await town.grid.sends_press("resolve:1")
    await town.grid.says("又清了一遍", media=[photo("2" * 32)])
    assert (await town.ticket()).status is Status.HANDLING
    await town.property.sends_press("take_part:1")
    await town.property.sends_press("part_done:1")
    await town.property.says("这回都清了")
    assert (await town.ticket()).status is Status.DONE


async def test_nobody_of_the_company_comes_and_its_own_chain_hears_it(town):
    await opened(town)
    await town.grid.sends_press("accept:1")
    row = await part_of(town)
    await town.after(minutes=200)
    assert await heard(town.property, "请您配合，今天") != []
    assert await heard(town.property, "超时没人接，已报上一级") != []
    assert await heard(town.manager, "要永安物业配合") == [
        f"{row.accept_due.astimezone(town.clock.now().tzinfo):%d %H:%M}"
    ]
    assert await heard(town.secretary, "要永安物业配合") != []
    await nothing_is_silent(town)
    assert await town.manager.sends_press("take_part:1") == "好，归您配合，已告诉牵头的人"
    assert "part_accept" not in await clocks(town)
    assert await town.property.sends_press("take_part:1") == (
        "晚了一步，物业马经理已经来配合 1118-1 了。"
    )
    assert await town.property.sends_press("part_done:1") == "这一单不归您操作。"
    await nothing_is_silent(town)


async def test_the_lead_is_gone_and_the_part_stays(town):
    await both_at_work(town)
    before = await part_of(town)
    await town.after(days=3)
    assert await town.events("take_back") != []
    row = await part_of(town)
    assert (row.handler_id, row.cycle, row.due_at) == (
        before.handler_id,
        before.cycle,
        before.due_at,
    )
    await nothing_is_silent(town)


async def test_who_may_do_what_with_the_part(town):
    resident = await opened(town)
    assert await town.property.sends_press("part_done:1") == "这一单不归您操作。"
    assert await town.property.sends_press("accept:1") == "这一单不归您操作。"
    assert await town.grid.sends_press("take_part:1") == "这一单不归您操作。"
    assert await resident.sends_press("take_part:1") == "这一单不归您操作。"
    assert await town.grid.sends_press("task:1") == "1118-1 还在等人接单，这一步还不能做。"
    await resident.says(NOISE)
    await town.grid.sends_press("accept:2")
    assert await town.grid.sends_press("task:2") == "1118-2 现在不是联办了。"
    assert not {"📝 给配合方派活", "⚖️ 当场分清"} & set(await town.grid.buttons())
    assert await part_of(town, 2) is None
    await nothing_is_silent(town)


async def test_when_the_lead_is_done_the_other_side_is_reminded(town):
    await both_at_work(town)
    await town.grid.sends_press("resolve:1")
    await town.grid.says("社区这边好了", media=[photo()])
    await town.after(hours=3)
    assert await heard(town.grid, "要办好") == await heard(town.grid, "还在办吗") == []
    assert await heard(town.grid, "超时") == []
    assert await heard(town.property, "要办好") != []
    assert await heard(town.manager, "永安物业配合的部分没按时办") == ["18 11:00"]
    assert await heard(town.secretary, "没按时办，从") != []
    assert (await town.ticket()).status is Status.HANDLING
    assert "✅ 我这边好了" in await town.property.buttons()
    assert not {"✅ 办结", "↩️ 退单"} & set(await town.property.buttons())
    await nothing_is_silent(town)


async def test_a_task_reaches_whoever_may_take_the_part(town):
    await opened(town)
    await town.grid.sends_press("accept:1")
    await town.grid.sends_press("task:1")
    await town.grid.says("", media=[photo()])
    assert await town.grid.last() == "这里请只发一句话。"
    await town.grid.sends_press("task:1")
    await town.grid.says("请派车拉走")
    assert await heard(town.property, "网格员小李请您配合：\n请派车拉走") == ["18 09:00"]
    assert (await part_of(town)).task == "请派车拉走"
    await town.property.sends_press("take_part:1")
    await town.grid.sends_press("task:1")
    await town.grid.says("再补一个封条")
    assert "再补一个封条" in "".join(await town.property.reads())
    assert await heard(town.manager, "再补一个封条") == []
    assert [e.values["text"] for e in await town.events("task")] == ["请派车拉走", "再补一个封条"]


async def test_nobody_of_the_company_is_on_duty(town):
    await town.off_duty("property")
    await opened(town)
    assert "社区牵头，请配合" in await town.manager.last()
    assert await town.manager.presses("我来配合") == "好，归您配合，已告诉牵头的人"
    await nothing_is_silent(town)


async def test_after_an_outage_only_the_highest_step_of_the_part_speaks(town):
    await opened(town)
    await town.grid.sends_press("accept:1")
    row = await part_of(town)
    town.clock.move_to(row.accept_due + timedelta(minutes=61))
    await fire_due(town.deps)
    await town.settle()
    states = {
        timer.step: timer.state for timer in await town.timers() if timer.clock == "part_accept"
    }
    assert states == {
        50: TimerState.SKIPPED,
        80: TimerState.SKIPPED,
        100: TimerState.SKIPPED,
        125: TimerState.FIRED,
        150: TimerState.PENDING,
    }
    await nothing_is_silent(town)


async def test_a_part_without_a_clock_is_found(town):
    await opened(town)
    async with town.deps.begin() as work:
        await tickets.cancel_timers(work, 1, "part", "part_accept")
        await work.commit()
    assert [(v.promise, v.code) for v in await audit(town.deps)] == [("no-part-timer", "1118-1")]


async def test_the_company_hears_of_its_part_and_of_nobody(town):
    resident = await town.resident()
    await resident.says("物业收停车费乱涨价，我是3号楼2单元502王桂兰，电话13800138000")
    await town.grid.sends_press("accept:1")
    await town.after(hours=9)
    assert await heard(town.manager, "要永安物业配合") != []
    await town.grid.sends_press("task:1")
    await town.grid.says("请查502的收费，电话13800138000")
    assert "请查…的收费，电话…" in await town.property.last()
    await town.property.sends_press("take_part:1")
    await town.after(days=12)
    assert await heard(town.manager, "永安物业配合的部分没按时办") != []
    for actor in (town.property, town.manager):
        for text in await actor.reads():
            assert not any(s in text for s in ("王桂兰", "13800138000", "502", "涨价", "2单元")), (
                text
            )


async def test_what_the_helping_side_just_writes_is_progress(town):
    resident = await both_at_work(town)
    await town.property.says("清走了一大半")
    assert "物业张师傅说" in await resident.last() and "清走了一大半" in await resident.last()
    assert len(await town.tickets()) == 1
    assert [event.person_id for event in await town.events("progress")] == [town.property.person_id]
