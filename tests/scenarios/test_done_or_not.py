"""After "done" the resident has the last word: silent for 72 hours, or 没解决 twice."""

from db.models import TimerState
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import NOISE, TAKES, at, heard, nothing_is_silent, weeks_go_unsigned
from tests.support.town import photo


async def _done(town):
    await town.grid.sends_press("accept:1")
    await town.grid.sends_press("resolve:1")
    await town.grid.says("跟楼上说好了，十点后不吵")


async def test_no_answer_closes_it_as_unanswered(town):
    weeks_go_unsigned(town)
    resident = await town.resident()
    await resident.says(NOISE)
    await _done(town)
    assert "11月21日（周六）09:00 后先结" in await resident.last()
    await nothing_is_silent(town)
    await town.until(at(21, "08:59"))
    assert (await town.ticket()).status is Status.DONE
    assert len(await town.grid.reads()) == len(
        [t for t in await town.grid.reads() if "⏰" not in t and "❗" not in t]
    )
    await nothing_is_silent(town)
    await town.until(at(21, "09:00"))
    ticket = await town.ticket()
    assert (ticket.status, ticket.verdict) == (Status.CLOSED, "unanswered")
    assert "一直没等到您的答复，先结了。要是没弄好，再发一句话就行" in await resident.last()
    assert all(t.state is not TimerState.PENDING for t in await town.timers())
    assert await town.events("solved") == await town.events("rate") == []
    late = await resident.sends_press("solved:1")
    assert late == "1118-1 已经办完了。要是又出问题，直接发一句话就行。"
    await town.until(at(23, "08:01"))
    summary = await town.party.last()
    assert "没答复的 1/1 件" in summary
    assert "解决率 还没人答" in summary and "满意率 还没人答" in summary
    await nothing_is_silent(town)


async def test_not_solved_twice_is_done_again_twice(town):
    weeks_go_unsigned(town)
    resident = await town.resident()
    await resident.says(NOISE)
    fix_due = None
    for count in (1, 2):
        await _done(town)
        done = await town.ticket()
        await town.after(minutes=20)
        assert await resident.presses("没解决") == "已退回重办"
        ticket = await town.ticket()
        assert (ticket.status, ticket.redo, ticket.handler_id) == (Status.QUEUED, count, None)
        assert ticket.resolved_at is None and ticket.fix_due > done.fix_due
        assert ticket.fix_due != fix_due
        fix_due = ticket.fix_due
        assert "没解决，马上重新办，领导也会看着。最晚明天" in await resident.last()
        assert f"居民说没解决，第 {count} 次重办" in await town.grid.last()
        assert await town.grid.buttons() == [*TAKES, "↩️ 退单", "⋯ 更多"]
        assert f"居民说没解决，第 {count} 次重办，请您看着" in await town.secretary.last()
        assert await town.secretary.presses("知道了") == "好，记下了"
        assert ticket.rung == 1
        await nothing_is_silent(town)
    await town.grid.sends_press("accept:1")
    assert "最晚明天" in await resident.last() and "跟您联系" in await resident.last()
    await town.grid.sends_press("resolve:1")
    await town.grid.says("装了隔音垫")
    await resident.presses("已解决")
    await resident.presses("不满意")
    assert "哪里没做好" in await resident.last()
    ticket = await town.ticket()
    assert (ticket.status, ticket.verdict, ticket.redo) == (Status.CLOSED, "solved", 2)
    await town.until(at(23, "08:01"))
    assert "解决率 1/3 件" in await town.party.last()
    assert "满意率 0/1 件" in await town.party.last()


async def test_a_redo_goes_to_somebody_else_with_what_was_done(town):
    clerk = await town.staff("clerk", "刘洋", Role.PROPERTY_STAFF, "yongan-property")
    resident = await town.resident()
    await resident.says("3号楼2单元501厨房下水堵了")
    await town.property.sends_press("accept:1:now")
    await town.property.says("通了一遍", media=[photo()])
    await town.property.presses("办结")
    his = [bubble.id for bubble in await town.property.bubbles()]
    await resident.presses("没解决")
    (card,) = [text for text in await clerk.reads() if "1118-1 ·" in text]
    assert "第 1 次重办" in card and "物业张师傅说办好了：通了一遍" in card, "with what was done"
    assert await clerk.payload("接单·马上")
    assert [bubble.id for bubble in await town.property.bubbles()] == his, "he is not called again"


async def test_a_redo_nobody_takes_climbs_again(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await _done(town)
    await resident.presses("没解决")
    await town.until(at(18, "12:00"))
    assert await heard(town.grid, "还没人接单") == ["18 10:00", "18 10:36"]
    assert await heard(town.secretary, "没人接单") == ["18 11:00"]
    assert await heard(town.street, "没人接单") == ["18 12:00"]
    await nothing_is_silent(town)


async def test_what_she_writes_after_no_belongs_to_the_redo(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await _done(town)
    await resident.presses("没解决")
    await resident.says("还是吵，昨晚到两点")
    assert len(await town.tickets()) == 1
    assert "已补充到 1118-1" in await resident.last()
    assert "昨晚到两点" in "".join(await town.grid.reads())
    await resident.says("5号楼的电梯坏了")  # another matter is another ticket, as always
    assert len(await town.tickets()) == 2
    await nothing_is_silent(town)


async def test_a_nod_or_another_matter_after_no_is_not_put_there(town):
    resident = await town.resident()
    for words, tickets in (("好的", 1), ("3号楼2单元楼道灯坏了", 2)):
        await resident.says(NOISE) if not await town.tickets() else None
        if tickets == 1:
            await _done(town)
            await resident.presses("没解决")
        await resident.says(words)
        assert len(await town.tickets()) == tickets
        assert await town.events("add") == []


async def test_a_bad_rating_does_not_forget_what_was_asked_before(town):
    """The grid worker's own lamp was repaired badly while she is asked for a note on a ticket of
    hers: what went wrong comes first, then her note."""
    await town.grid.says("永安花园3号楼2单元楼道灯坏了，麻烦来修")
    neighbour = await town.resident("neighbour")
    await neighbour.says("楼上半夜三更吵得睡不着，3号楼2单元")
    await town.grid.sends_press("accept:2:today")
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("换了新灯", media=[photo()])
    await town.grid.presses("已解决")
    await town.grid.sends_press("progress:2")
    assert "请发一句话" in await town.grid.last()
    await town.grid.presses("不满意")
    await town.grid.says("师傅态度不好，说话难听")
    assert "谢谢您说实话" in await town.grid.last()
    await town.grid.says("已经上门劝过了，今晚再去看一次")
    (rated,) = await town.events("rating_note")
    (told,) = await town.events("progress")
    assert (rated.ticket_id, rated.values["text"]) == (1, "师傅态度不好，说话难听")
    assert (told.ticket_id, told.values["text"]) == (2, "已经上门劝过了，今晚再去看一次")
