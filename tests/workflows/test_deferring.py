"""申请延期: who may ask, what is refused, who decides, and that nothing moves before that."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.time_rows import Deferral, DeferralState
from domain.lifecycle import Status
from tests.scenarios.staging import DOOR, NOISE, at, heard, nothing_is_silent, on_duty
from tests.support.town import photo

ASK = "defer:1:extension.parts.20261130.go"


@pytest.fixture
async def resident(town):
    """Hers is in hand of the property company."""
    found = await town.resident()
    await found.says(DOOR)
    await town.property.presses("接单")
    return found


async def the_request(town) -> Deferral:
    async with town.deps.begin() as work:
        return (await work.scalars(select(Deferral).order_by(Deferral.id.desc()).limit(1))).one()


@pytest.mark.parametrize(
    ("payload", "answer"),
    [
        ("defer:1:extension.parts.20270101.go", "太晚了，最晚 12月3日（周四）18:00。请换一天。"),
        ("defer:1:extension.parts.20261128.go", "那天不上班。请换一天。"),
        ("defer:1:extension.parts.20261120.go", "要比 11月27日（周五）09:00 晚。请换一天。"),
        ("defer:1:hold.other.20261118.go", "要比 今天 09:00 晚。请换一天。"),
        ("defer:1:hold.parts.20261119.go", "这个按钮认不出来了，请用最新的那条消息。"),
        ("defer:1:holiday", "这个按钮认不出来了，请用最新的那条消息。"),
        ("approve:1:1", "这一单不归您操作。"),
        ("approve:1", "这一单不归您操作。"),
        ("resume:1", "1118-1 现在没有挂起。"),
    ],
)
async def test_what_cannot_be_asked_is_refused_and_moves_nothing(town, resident, payload, answer):
    before = await town.ticket()
    assert await town.property.sends_press(payload) == answer
    assert (await town.ticket()).fix_due == before.fix_due
    assert await town.rows(Deferral) == []
    assert await town.property.sends_press(ASK) == "已申请"


@pytest.mark.parametrize("typed", ["等材料", "2月30日", "下个月"])
async def test_a_day_that_cannot_be_read_is_asked_again(town, resident, typed):
    for tap in ("延期/挂起", "挂起", "等居民"):
        await town.property.presses(tap)
    await town.property.says(typed)
    assert await town.property.last() == "没认出是哪天。请点一个，或者发日期，比如“11月30日”。"
    await town.property.says("2026年12月31日")
    assert "太晚了" in await town.property.last()
    await town.property.says("", media=[photo()])
    assert await town.property.last() == "这里请只发一句话。"
    await town.property.says("明天")
    await town.property.says("没有")
    row = await the_request(town)
    assert (row.until, row.words, row.state) == (at(19, "08:30"), "", DeferralState.ASKED)
    assert len(await town.events("progress")) == 0


async def test_a_question_about_a_ticket_that_ended_keeps_nobody(town, resident):
    for tap in ("延期/挂起", "挂起", "等居民"):
        await town.property.presses(tap)
    await resident.sends_press("withdraw:1")
    await town.property.says("明天")
    assert await town.property.last() == "1118-1 已经撤回了。"
    await town.property.says("5号楼1单元门禁坏了")
    assert len(await town.tickets()) == 2  # what is said next is a matter of its own


async def test_only_who_has_it_asks_and_only_above_it_is_decided(town, resident):
    assert await town.grid.sends_press(ASK) == "这一单不归您操作。"
    assert await resident.sends_press(ASK) == "这一单不归您操作。"
    await town.property.sends_press(ASK)
    for stranger in (resident, town.grid, town.alliance):
        assert await stranger.sends_press("approve:1:1") == "这一单不归您操作。"
    assert await town.property.sends_press("approve:1:1") == "这一单不归您操作。"
    for nonsense in ("approve:1", "approve:1:2", "approve:1:x"):
        assert "按钮认不出来了" in await town.street.sends_press(nonsense)
    assert await town.street.sends_press("refuse:1:1") == "没同意，已告诉他"
    row = await the_request(town)
    assert (row.state, row.decided_by) == (DeferralState.REFUSED, town.street.person_id)
    await nothing_is_silent(town)


async def test_a_request_of_another_ticket_is_not_decided_here(town, resident):
    await town.property.sends_press(ASK)
    await resident.says(NOISE)
    await town.grid.presses("接单")
    assert await town.secretary.sends_press("approve:2:1") == (
        "这个按钮认不出来了，请用最新的那条消息。"
    )
    assert (await the_request(town)).state is DeferralState.ASKED


async def test_the_superior_of_whoever_asks_decides(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.until(at(18, "11:10"))
    await town.manager.presses("接单")
    await town.until(at(18, "13:00"))
    await town.manager.sends_press(ASK)
    await town.until(at(18, "14:16"))  # the noon's quiet is kept, and counts for nobody
    assert await heard(town.secretary, "申请延期") == ["18 14:00", "18 14:15"]
    assert await town.manager.sends_press("approve:1:1") == "自己申请的，要别人来同意。"
    assert await heard(town.manager, "申请延期") == []


async def test_an_empty_level_is_passed_over_and_with_nobody_above_nothing_is_asked(town, resident):
    await town.off_duty("manager", "secretary")
    await town.property.sends_press(ASK)
    assert "申请延期" in await town.street.last()
    await town.street.presses("不同意")
    await town.off_duty("street", "district")
    assert await town.property.sends_press(ASK) == "1118-1 上一级现在没有人值班，没法申请。"
    await on_duty(town, "district")
    assert await town.property.sends_press(ASK) == "已申请"
    assert await heard(town.district, "申请延期") == ["18 09:00"]


@pytest.mark.parametrize("way", ["resolve", "return", "withdraw", "take_back"])
async def test_a_request_lapses_when_the_ticket_goes_another_way(town, resident, way):
    await town.property.sends_press(ASK)
    if way == "resolve":
        await town.property.presses("办结")
        await town.property.says("修好了", media=[photo()])
    elif way == "return":
        await town.property.sends_press("return:1:nuisance")
    elif way == "withdraw":
        await resident.sends_press("withdraw:1")
    else:
        await town.until(at(24, "18:00"))
    assert (await town.ticket()).status is not Status.HANDLING
    assert (await the_request(town)).state is DeferralState.LAPSED
    before = (await town.ticket()).fix_due
    assert "同意" not in await town.manager.sends_press("approve:1:1")
    assert (await town.ticket()).fix_due == before
    reminded = len(await heard(town.manager, "等您答复"))
    await town.after(days=1)
    assert len(await heard(town.manager, "等您答复")) == reminded
    await nothing_is_silent(town)


async def test_a_request_whose_day_has_come_is_over(town, resident):
    await town.property.sends_press("defer:1:hold.other.20261119.go")
    await town.until(at(19, "08:30"))
    assert await town.manager.sends_press("approve:1:1") in (
        "1118-1 申请的那天已经过了，不能再同意。",
        "1118-1 这个申请已经答复过，或者过期了。",
    )
    await town.until(at(20, "18:00"))
    assert (await the_request(town)).state is DeferralState.LAPSED
    assert len(await heard(town.property, "没等到答复，已经过期")) == 1
    await nothing_is_silent(town)


async def test_after_an_outage_a_hold_that_ended_goes_on_as_was_promised(town, resident):
    await town.property.presses("反馈")
    await town.property.says("看过了")
    await town.property.sends_press("defer:1:hold.money.20261120.go")
    await town.manager.presses("同意")
    held = await town.ticket()
    town.clock.move_to(at(23, "10:00"))  # nothing ran for three days
    await town.after(minutes=1)
    ticket = await town.ticket()
    assert ticket.held_until is None
    assert (ticket.fix_due, ticket.promised_at) == (held.fix_due, held.fix_due)
    assert len(await heard(resident, "接着办了")) == 1
    await nothing_is_silent(town)


async def test_progress_during_a_hold_is_told_and_starts_no_clock(town, resident):
    await town.property.sends_press("defer:1:hold.money.20261130.go")
    await town.manager.presses("同意")
    held = await town.ticket()
    await town.property.presses("反馈")
    await town.property.says("报告已经交上去了")
    ticket = await town.ticket()
    assert "报告已经交上去了" in await resident.last()
    assert ticket.contacted_at is not None
    assert ticket.promised_at == ticket.held_until == held.held_until
    await town.after(days=9)
    assert (await town.ticket()).held_until is not None
    assert await heard(town.property, "还在办吗") == []
    await town.property.presses("办结")
    await town.property.says("批下来了，修好了", media=[photo()])
    done = await town.ticket()
    assert (done.status, done.held_until) == (Status.DONE, None)
    await resident.presses("没解决")
    redo = await town.ticket()
    assert redo.fix_due - town.clock.now() > timedelta(days=5)
    await nothing_is_silent(town)
