"""Two neighbours, one broken lift: asked, joined with a tap, told of every step, asked apart."""

from datetime import timedelta

import pytest

from db.models import TimerState
from domain.lifecycle import Status
from tests.scenarios.staging import at, nothing_is_silent, reopen
from tests.support.town import photo

LIFT = "3号楼2单元电梯坏了，老人上不去"
AGAIN = "永安花园3号楼的电梯停了，怎么还不修"


@pytest.fixture
async def neighbours(town):
    """Both have reported it; the second is asked."""
    first, second = await town.resident("first"), await town.resident("second")
    await first.says(LIFT)
    await town.after(minutes=10)
    await second.says(AGAIN)
    return first, second


async def waiting(town, number: int) -> list[tuple[str, int, str]]:
    """The clocks of a ticket that run: which, their step and when."""
    return sorted(
        (t.clock, t.step, f"{t.due_at:%d %H:%M}")
        for t in await town.timers()
        if t.ticket_id == number and t.state is TimerState.PENDING
    )


async def test_the_second_ticket_is_there_before_anybody_is_asked(town, neighbours):
    first, second = neighbours
    one, two = await town.tickets()
    assert (one.status, two.status) == (Status.QUEUED, Status.QUEUED)
    said = await second.last()
    assert "收到，您放心。编号 1118-2" in said
    assert "这件事已有 1 户反映（编号 1118-1）" in said
    assert await second.buttons() == ["🙋 我家也是", "不是一回事"]
    assert "可能和 1118-1 是同一件事" in await town.property.last()
    assert len(await waiting(town, 2)) == 3
    await nothing_is_silent(town)


async def test_joined_with_one_tap_and_told_of_every_step(town, neighbours):
    first, second = neighbours
    assert await second.presses("我家也是") == "好，并成一件办"
    one, two = await town.tickets()
    assert (two.status, two.merged_into, one.merged, one.households) == (Status.MERGED, 1, 1, 2)
    assert await waiting(town, 2) == []
    assert "1118-2 和 1118-1 并成一件办，一共 2 户反映" in await second.last()
    cards = "\n".join(await town.property.reads())
    assert "已并入 1118-1，不用单独办" in cards
    assert "2 户反映" in cards
    await nothing_is_silent(town)

    await town.property.sends_press("accept:1")
    assert "1118-2（公共设施）物业张师傅接单了" in await second.last()
    assert "1118-1（公共设施）物业张师傅接单了" in await first.last()
    await town.property.sends_press("progress:1")
    await town.property.says("配件明天到")
    assert "1118-2 有进展" in await second.last() and "配件明天到" in await second.last()
    assert (await town.ticket(2)).promised_at == (await town.ticket(1)).promised_at
    await reopen(town)
    await second.says("/my")
    assert f"1118-2 {AGAIN}：和邻居反映的并成一件在办" in await second.last()
    await second.says("催一下")
    assert "居民在催 1118-1" in "".join(await town.property.reads())
    await second.says("1118-2 五楼按键也不灵", media=[photo()])
    assert "居民给 1118-1 补充" in "".join(await town.property.reads())

    await town.property.sends_press("resolve:1")
    await town.property.says("换了主板", media=[photo()])
    one, two = await town.tickets()
    assert (one.status, two.status) == (Status.DONE, Status.DONE)
    await nothing_is_silent(town)
    await first.presses("已解决")
    assert (await town.ticket(1)).status is Status.CLOSED
    assert (await town.ticket(2)).status is Status.DONE
    await nothing_is_silent(town)
    await second.presses("没解决")
    two = await town.ticket(2)
    assert (two.status, two.merged_into, two.redo) == (Status.QUEUED, None, 1)
    assert (await town.ticket(1)).status is Status.CLOSED
    assert "居民说没解决，第 1 次重办" in "".join(await town.property.reads())
    assert "居民说没解决" in await town.manager.last()
    await nothing_is_silent(town)


async def test_a_household_that_never_answers_is_closed_by_its_own_clock(town, neighbours):
    first, second = neighbours
    await second.presses("我家也是")
    await town.property.sends_press("accept:1")
    await town.property.sends_press("resolve:1")
    await town.property.says("修好了", media=[photo()])
    await first.presses("已解决")
    await town.after(hours=73)
    two = await town.ticket(2)
    assert (two.status, two.verdict) == (Status.CLOSED, "unanswered")
    await nothing_is_silent(town)


async def test_another_matter_after_all(town, neighbours):
    _, second = neighbours
    before = await waiting(town, 2)
    assert await second.presses("不是一回事") == "好，分开办"
    two = await town.ticket(2)
    assert (two.status, two.alike, two.merged_into) == (Status.QUEUED, None, None)
    assert await waiting(town, 2) == before
    assert "可能和" not in (await town.property.reads())[-1]
    assert "🙋 我家也是" not in await second.buttons()
    assert await second.sends_press("merge:1:2") == "这个按钮认不出来了，请用最新的那条消息。"
    await nothing_is_silent(town)


async def test_taken_apart_later_it_has_the_dates_and_clocks_it_had(town, neighbours):
    _, second = neighbours
    clocks, was = await waiting(town, 2), await town.ticket(2)
    await second.presses("我家也是")
    await town.property.sends_press("accept:1")
    await town.after(minutes=5)
    cards = len(await town.property.was_told())
    assert await second.presses("不是一回事") == "好，分开办"
    now = await town.ticket(2)
    assert now.status is Status.QUEUED and now.merged_into is None
    for date in ("accept_due", "contact_due", "fix_due", "promised_at"):
        assert getattr(now, date) == getattr(was, date)
    assert await waiting(town, 2) == clocks
    one = await town.ticket(1)
    assert (one.status, one.merged, one.households) == (Status.HANDLING, 0, 1)
    assert len(await town.property.was_told()) == cards + 1
    assert "1118-2 单独办" in await second.last()
    await nothing_is_silent(town)


async def test_after_days_a_split_ticket_is_late_at_once_and_says_so(town, neighbours):
    _, second = neighbours
    await second.presses("我家也是")
    await town.property.sends_press("accept:1")
    await town.after(hours=24)
    await second.sends_press("split:2")
    await town.after(minutes=1)
    assert "没人接单" in await town.manager.last()
    await nothing_is_silent(town)


async def test_staff_can_take_it_apart_and_strangers_cannot(town, neighbours):
    first, second = neighbours
    await second.presses("我家也是")
    assert await first.sends_press("split:2") == "这一单不归您操作。"
    assert await town.grid.sends_press("split:2") == "这一单不归您操作。"
    assert await town.property.presses("拆开") == "好，分开办"
    assert (await town.ticket(2)).status is Status.QUEUED
    assert "1118-2 单独办" in await second.last()
    await nothing_is_silent(town)


async def test_nobody_joins_what_they_were_not_offered(town, neighbours):
    _, second = neighbours
    curious = await town.resident("curious")
    await curious.says("3号楼1单元门坏了，关不上")
    for forged in ("merge:1:3", "merge:1:2", "merge:3:1", "merge:1:999", "merge:1", "merge:1:x"):
        assert await curious.sends_press(forged) in (
            "这个按钮认不出来了，请用最新的那条消息。",
            "这一单不归您操作。",
        )
    assert [t.status for t in await town.tickets()] == [Status.QUEUED] * 3
    assert (await town.ticket(1)).merged == 0


async def test_the_same_person_is_told_that_her_earlier_ticket_stands(town):
    resident = await town.resident()
    await resident.says(LIFT)
    await town.after(minutes=30)
    await resident.says("3号楼2单元电梯还是坏的，用不了")
    said = await resident.last()
    assert "您今天 09:00 报过差不多的事（编号 1118-1），还在办" in said
    assert await resident.buttons() == ["👌 是同一件事", "不是一回事"]
    await resident.presses("是同一件事")
    assert (await town.ticket(1)).households == 1
    await town.property.sends_press("accept:1")
    told = [text for text in await resident.reads() if "接单了" in text]
    assert len(told) == 1
    await nothing_is_silent(town)


async def test_a_third_household_raises_the_level_and_dates_only_move_earlier(town):
    voices = [await town.resident(f"voice{n}") for n in range(3)]
    for voice, words in zip(voices, ("坏了", "关不上", "打不开"), strict=True):
        await voice.says(f"永安花园3号楼2单元门{words}")
    before = await town.ticket(1)
    assert before.level == "L3"
    await voices[1].presses("我家也是")
    assert (await town.ticket(1)).level == "L3"
    await voices[2].presses("我家也是")
    raised = await town.ticket(1)
    assert (raised.level, raised.households) == ("L2", 3)
    for date in ("accept_due", "contact_due", "fix_due", "promised_at"):
        assert getattr(raised, date) <= getattr(before, date)
    assert raised.fix_due - town.clock.now() == timedelta(hours=24)
    assert [e.values["level"] for e in await town.events("raised")] == ["L2"]
    await nothing_is_silent(town)
    await town.after(minutes=31)
    assert "没人接单" in await town.manager.last()
    await voices[2].sends_press("split:3")
    assert (await town.ticket(1)).fix_due == raised.fix_due
    await nothing_is_silent(town)


async def test_who_withdraws_leaves_the_others_their_matter(town, neighbours):
    first, second = neighbours
    third = await town.resident("third")
    await third.says("永安花园3号楼2单元电梯不动了，电梯坏了")
    await second.presses("我家也是")
    await third.presses("我家也是")
    await town.property.sends_press("accept:1")
    await first.sends_press("withdraw:1")
    one, two, three = await town.tickets()
    assert one.status is Status.WITHDRAWN
    assert (two.status, two.merged, two.households) == (Status.QUEUED, 1, 2)
    assert (three.status, three.merged_into) == (Status.MERGED, 2)
    await nothing_is_silent(town)
    await third.sends_press("withdraw:3")
    assert ((await town.ticket(2)).merged, (await town.ticket(2)).households) == (0, 1)
    await nothing_is_silent(town)


async def test_what_is_done_takes_nobody_in_any_more(town, neighbours):
    _, second = neighbours
    await town.property.sends_press("accept:1")
    await town.property.sends_press("resolve:1")
    await town.property.says("修好了", media=[photo()])
    assert "您的 1118-2 单独办" in await second.presses("我家也是")
    assert (await town.ticket(2)).status is Status.QUEUED
    third = await town.resident("third")
    await third.says(LIFT)
    assert "编号 1118-2）" in await third.last()


async def test_asked_when_the_place_is_known_at_last(town):
    first = await town.resident("first")
    lost = await town.resident("lost", compound=None)
    await first.says(LIFT)
    await lost.says("3号楼2单元电梯坏了")
    assert "我家也是" not in "".join(await lost.buttons())
    await lost.says("永安花园3号楼2单元")
    assert "这件事已有 1 户反映（编号 1118-1）" in await lost.last()
    await lost.presses("我家也是")
    assert (await town.ticket(2)).status is Status.MERGED
    await nothing_is_silent(town)


async def test_a_return_a_ruling_and_an_escalation_reach_everybody(town, neighbours):
    _, second = neighbours
    await second.presses("我家也是")
    await town.until(at(18, "10:30"))
    assert "1118-2 还没办好，我们已经报给" in "".join(await second.reads())
    await town.property.sends_press("return:1:renovation")
    assert "1118-2 转给" in await second.last()
    await nothing_is_silent(town)


async def test_what_was_cut_in_two_is_put_together_with_one_tap_and_apart_again(town):
    resident = await town.resident()
    await resident.says("3号楼电梯坏了，还有楼上天天半夜打麻将吵死人")
    one, two = await town.tickets()
    assert (await resident.buttons())[0] == "👌 1118-2 其实是一件事"
    stranger = await town.resident("stranger")
    assert await stranger.sends_press("merge:1:2") == "这一单不归您操作。"
    assert await resident.presses("其实是一件事") == "好，并成一件办"
    one, two = await town.tickets()
    assert (two.status, two.merged_into, one.households) == (Status.MERGED, 1, 1)
    assert "1118-2 并到 1118-1 一起办" in await resident.last()
    await nothing_is_silent(town)
    await resident.sends_press("split:2")
    assert [ticket.status for ticket in await town.tickets()] == [Status.QUEUED, Status.QUEUED]
    await nothing_is_silent(town)


async def test_what_is_taken_apart_after_a_day_is_not_behind(town, neighbours):
    """Its clocks went on standing still: what passed meanwhile is due now, and then done."""
    first, second = neighbours
    await second.presses("我家也是")
    await town.property.sends_press("accept:1")
    await town.after(days=1)
    await second.sends_press("split:2")
    now = town.clock.now()
    due = [t.due_at for t in await town.timers() if t.ticket_id == 2 and t.state == "pending"]
    assert len(due) == 3 and min(due) == now
    await nothing_is_silent(town)
    await town.after(minutes=1)
    assert min(t.due_at for t in await town.timers() if t.state == "pending") > now
    await nothing_is_silent(town)
