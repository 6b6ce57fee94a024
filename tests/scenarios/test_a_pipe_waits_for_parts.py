"""延期 and 挂起: a broken pipe waits for a part, and a lock for its owner. Only what was approved
moves a date, and her who waits hears why, until when and by whose word."""

from datetime import timedelta

from db.models import TimerState
from db.time_rows import Deferral, DeferralState
from domain.lifecycle import Status
from tests.scenarios.staging import DOOR, at, heard, nothing_is_silent
from tests.support.town import photo

PIPE = "3号楼1单元楼道水管裂了，一直滴水"
FLOOD = "3号楼1单元楼道水管爆了，水往家里灌"


async def _in_hand(town, text=PIPE):
    resident = await town.resident()
    await resident.says(text)
    await town.property.presses("接单")
    await town.property.presses("反馈")
    await town.property.says("看过了，关了阀门")
    return resident


async def _asks(town, *taps, words=None):
    for tap in ("延期/挂起", *taps):
        await town.property.presses(tap)
    if words:
        await town.property.says(words)


async def _works_on(town, moment):
    """Time passes, and each day somebody says that it is in hand."""
    while town.clock.now() + timedelta(days=1) < moment:
        await town.after(days=1)
        await town.property.sends_press("still_on:1")
        await nothing_is_silent(town)
    await town.until(moment)


async def test_the_pipe_is_extended_told_and_done_in_time(town):
    resident = await _in_hand(town)
    before = await town.ticket()
    assert before.fix_due == at(27, "09:00")
    neighbour = await town.resident("neighbour")
    await neighbour.says(PIPE)
    await neighbour.presses("我家也是")

    await _asks(town, "延期", "等材料")
    assert await town.property.buttons() == ["11月30日（周一）18:00", "12月3日（周四）18:00"]
    await town.property.says("11月30日")
    assert "要不要说明一句" in await town.property.last()
    await town.property.says("阀门要从厂里发货")
    assert await town.property.last() == (
        "已报给物业马经理。没同意之前，还是 11月27日（周五）09:00 前要办好。"
    )
    assert await town.manager.last() == (
        "🙋 1118-1（房屋水电维修）物业张师傅申请延期到 11月30日（周一）18:00。\n"
        "原因：等材料配件\n"
        "现在的期限：11月27日（周五）09:00\n"
        "💬 阀门要从厂里发货\n"
        "📍 永安花园3号楼\n"
        "· 今天 09:00 物业张师傅接了单\n"
        "· 今天 09:00 物业张师傅：看过了，关了阀门"
    )
    asked = await town.ticket(1)
    assert (asked.fix_due, asked.promised_at) == (before.fix_due, before.promised_at)
    assert await heard(resident, "延") == [] and await heard(resident, "多等") == []
    await nothing_is_silent(town)

    await town.after(minutes=10)
    assert await town.manager.presses("同意") == "已同意，都告诉了"
    ticket = await town.ticket(1)
    assert ticket.fix_due == ticket.promised_at == at(30, "18:00")
    told = (
        "要多等几天，改为 11月30日（周一）18:00 前办好，对不住。\n"
        "原因：等材料配件（物业马经理同意）\n"
        "💬 阀门要从厂里发货"
    )
    assert await resident.last() == f"⏳ 1118-1 {told}"
    assert await neighbour.last() == f"⏳ 1118-2 {told}"
    assert (await town.ticket(2)).promised_at == at(30, "18:00")
    assert "物业马经理同意延期" in await town.property.last()
    for person in (resident, neighbour):
        await person.says("/my")
        assert "延期到11月30日（周一）18:00：等材料配件（物业马经理同意）" in await person.last()
    (event,) = await town.events("extended")
    assert event.person_id == town.manager.person_id
    assert (event.values["words"], event.values["before"]) == (
        "阀门要从厂里发货",
        before.fix_due.isoformat(),
    )
    await nothing_is_silent(town)

    await _works_on(town, at(30, "12:00"))  # 50 and 80 % of the new span: from the approval on
    reminded = [e for e in await town.events("reminded") if e.values["clock"] == "fix"]
    assert [e.at for e in reminded] == [at(24, "14:35"), at(27, "10:08")]
    assert await heard(resident, "延期") == ["18 09:10"]  # what she asked for, /my
    await town.property.presses("办结")
    await town.property.says("换好了", media=[photo()])
    assert (await town.ticket(1)).status is Status.DONE
    await nothing_is_silent(town)
    assert await town.events("escalated") == []


async def test_an_extension_that_runs_out_climbs_from_its_own_end(town):
    await _in_hand(town, DOOR)
    await _asks(town, "延期", "要别的单位", "11月30日", "不用说明")
    await town.manager.presses("同意")
    await _works_on(town, at(30, "17:59"))
    assert await heard(town.manager, "没按时办") == []
    await town.until(at(30, "18:00"))
    assert await heard(town.manager, "没按时办") == ["30 18:00"]
    assert [e.values["rung"] for e in await town.events("escalated")] == [1]
    await nothing_is_silent(town)


async def test_a_hold_rests_the_clocks_and_ends_by_itself(town):
    resident = await _in_hand(town, DOOR)
    before = await town.ticket()
    await _asks(town, "挂起", "等居民", "11月25日", words="业主出差，周三回来开门")
    assert (await town.ticket()).held_until is None
    await town.manager.presses("同意")
    ticket = await town.ticket()
    assert ticket.held_until == ticket.promised_at == at(25, "08:30")
    assert before.fix_due == at(27, "09:00")  # seven working days, and all of them were left
    assert ticket.fix_due == at(3, "18:00").replace(month=12)
    waiting = [t.clock for t in await town.timers() if t.state is TimerState.PENDING]
    assert waiting == ["held"]
    assert await resident.last() == (
        "⏸ 1118-1 先停一停，11月25日（周三）08:30 接着办，到时告诉您。\n"
        "原因：等居民（物业马经理同意）\n"
        "💬 业主出差，周三回来开门"
    )
    await resident.says("/my")
    assert "挂起到11月25日（周三）08:30：等居民（物业马经理同意）" in await resident.last()
    await town.property.says("/todo")
    assert "已挂起" in await town.property.last()
    await resident.says("我回来了，可以来修了")  # what it waits for: whoever has it hears of it
    assert "已转告物业张师傅" in await resident.last()
    assert await town.property.last() == "📎 居民给 1118-1 补充：\n我回来了，可以来修了"
    await nothing_is_silent(town)

    await town.until(at(25, "08:29"))
    assert await heard(town.property, "还在办吗") == []
    assert (await town.ticket()).held_until is not None
    await nothing_is_silent(town)
    await town.until(at(25, "08:30"))
    ticket = await town.ticket()
    assert (ticket.held_until, ticket.status) == (None, Status.HANDLING)
    assert ticket.fix_due == ticket.promised_at
    assert "挂起结束，请接着办" in await town.property.last()
    assert "1118-1 接着办了" in await resident.last()
    assert "延期" in str(await town.property.buttons())
    await resident.says("/my")
    assert "挂起" not in await resident.last()
    await nothing_is_silent(town)
    await _works_on(town, ticket.fix_due)
    assert len(await heard(town.manager, "没按时办")) == 1
    await nothing_is_silent(town)


async def test_a_hold_is_one_message_to_each(town):
    """Why, until when and by whose word in one message; whoever may go on finds the button under
    it, and the card changes in place."""
    resident = await _in_hand(town, DOOR)
    neighbour = await town.resident("neighbour")
    await neighbour.says(DOOR)
    await neighbour.presses("我家也是")
    await _asks(town, "挂起", "等居民", "11月25日", words="业主出差，周三回来开门")
    people = (resident, neighbour, town.property, town.manager)
    before = [len(await one.reads()) for one in people]
    await town.manager.presses("同意")
    assert [len(await one.reads()) for one in people] == [count + 1 for count in before]
    for one in (resident, neighbour):
        told = await one.last()
        assert all(w in told for w in ("11月25日（周三）08:30", "等居民", "业主出差", "物业马经理"))
    (card,) = [text for text in await town.property.reads() if "⏸ 已挂起" in text]
    assert "11月25日（周三）08:30 接着办" in card
    assert (await town.property.bubbles())[-1].buttons == [[["▶️ 继续办理", "resume:1"]]]
    assert await town.property.presses("继续办理") == "好，接着办"
    assert len(await resident.reads()) == before[0] + 2


async def test_a_hold_ends_early_by_a_tap_of_either(town):
    for who in ("property", "manager"):
        await _in_hand(town, DOOR) if who == "property" else None
        left = (await town.ticket()).fix_due
        await _asks(town, "挂起", "别的原因", "11月25日", "不用说明")
        await town.manager.presses("同意")
        assert await town.property.sends_press("return:1") == (
            "1118-1 挂起到 11月25日（周三）08:30。要办请先点“继续办理”。"
        )
        assert await town.people[who].presses("继续办理") == "好，接着办"
        ticket = await town.ticket()
        assert ticket.held_until is None and ticket.fix_due == left
        assert await town.people[who].sends_press("resume:1") == "1118-1 现在没有挂起。"
        await nothing_is_silent(town)
    assert "延期/挂起" not in "".join(await town.property.buttons())
    assert await town.property.sends_press("defer:1") == (
        "1118-1 最多延期、挂起 2 次，已经用完。办不动请点“吹哨”。"
    )
    assert [e.person_id for e in await town.events("resumed")] == [
        town.property.person_id,
        town.manager.person_id,
    ]


async def test_a_refusal_moves_nothing_and_ends_the_matter(town):
    resident = await _in_hand(town)
    before, said = await town.ticket(), len(await resident.reads())
    await _asks(town, "延期", "活比想的大", "12月3日", "不用说明")
    assert "⏳ 延期/挂起" not in await town.property.buttons()
    assert await town.property.sends_press("defer:1") == "1118-1 已经申请过，正等答复。"
    assert await town.manager.presses("不同意") == "没同意，已告诉他"
    assert await town.property.last() == (
        "👎 1118-1 物业马经理没同意延期。还是 11月27日（周五）09:00 前要办好。"
    )
    assert await town.manager.buttons() == []
    again = await town.manager.sends_press("approve:1:1")
    assert again == "1118-1 这个申请已经答复过，或者过期了。"
    after = await town.ticket()
    assert (after.fix_due, after.promised_at) == (before.fix_due, before.promised_at)
    assert len(await resident.reads()) == said
    await nothing_is_silent(town)
    await _asks(town, "延期", "活比想的大", "12月3日", "不用说明")  # another one may be asked
    assert await town.manager.presses("👍 同意") == "已同意，都告诉了"
    assert (await town.ticket()).fix_due == at(3, "18:00").replace(month=12)


async def test_nobody_answers_and_the_request_climbs_while_the_clock_goes_on(town):
    await _in_hand(town)
    await _asks(town, "延期", "等材料", "11月30日", "不用说明")
    await town.after(minutes=31)
    assert await heard(town.manager, "等您答复") == ["18 09:15", "18 09:24"]
    assert await heard(town.secretary, "等您答复") == ["18 09:30"]
    standing = [text for text in await town.manager.reads() if "申请延期" in text]
    assert len(standing) == 1 and "等您答复" in standing[0], "the newest request alone"
    await _works_on(town, at(27, "09:00"))
    assert await heard(town.manager, "没按时办") == ["27 09:00"]
    await nothing_is_silent(town)
    await town.property.presses("办结")
    await town.property.says("修好了", media=[photo()])
    late = await town.secretary.sends_press("approve:1:1")
    assert late == "1118-1 已经办结，在等居民确认。"
    pending = [t.clock for t in await town.timers() if t.state is TimerState.PENDING]
    assert pending == ["confirm"]
    await nothing_is_silent(town)


async def test_a_request_whose_day_has_passed_keeps_no_other_from_being_asked(town):
    """The machine stood still over the day that was asked for, and nothing has looked at the
    request since: who asks anew is not told that the old one still waits."""
    await _in_hand(town)
    await _asks(town, "延期", "等材料", "11月30日", "不用说明")
    town.clock.move_to(at(30, "18:01"))
    assert await town.property.sends_press("defer:1") == "请接着选"
    for tap in ("延期", "等材料", "12月3日", "不用说明"):
        await town.property.presses(tap)
    lapsed, asked = await town.rows(Deferral)
    assert lapsed.state is DeferralState.LAPSED and asked.state is DeferralState.ASKED
    assert await town.manager.sends_press("approve:1:1") == (
        "1118-1 这个申请已经答复过，或者过期了。"
    )
    assert await town.manager.presses("👍 同意") == "已同意，都告诉了"
    assert (await town.ticket()).fix_due == at(3, "18:00").replace(month=12)


async def test_a_flood_at_home_can_neither_be_extended_nor_held(town):
    resident = await town.resident()
    await resident.says(FLOOD)
    await town.property.presses("接单")
    assert "延期" not in str(await town.property.buttons())
    assert await town.property.sends_press("defer:1") == (
        "1118-1 这一级不能延期，也不能挂起。办不动请点“吹哨”。"
    )
    await nothing_is_silent(town)
