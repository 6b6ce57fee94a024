"""The machine was off for a week: only the highest step missed speaks, the rest is recorded, and
nobody's silence counts."""

from db.models import TimerState
from domain.lifecycle import Status
from tests.scenarios.staging import DOOR, NOISE, STAFF, at, heard, nothing_is_silent, reopen
from workflows.audit import Violation, audit
from workflows.standstill import look_back


async def test_only_the_highest_step_speaks(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await town.program.close()
    town.clock.move_to(at(25, "09:00"))
    await reopen(town)
    assert await audit(town.deps) == (Violation("timers-behind", ""),)
    await town.after(minutes=1)

    assert await heard(town.grid, "超时没人接单") == ["25 09:00"]
    assert await heard(town.district, "没人接单") == ["25 09:00"]
    for chat in ("secretary", "street"):
        picture, draft = await town.people[chat].reads()  # of the week that passed meanwhile
        assert "一周民情图" in picture and "请您看一看" in draft
    for chat in ("manager", "property"):
        assert await town.people[chat].reads() == []
    assert [t for t in await resident.reads() if t.startswith("⏫")] == [
        "⏫ 1118-1 还没办好，我们已经报给二七区（值班领导），请他们盯着。"
    ]
    accept = [t for t in await town.timers() if t.clock == "accept"]
    steps = [timer.step for timer in accept]
    assert steps[:4] == [50, 80, 100, 125] and steps == sorted(steps)
    *missed, spoke, waiting = [timer.state for timer in accept]
    assert set(missed) == {TimerState.SKIPPED} and len(missed) > 10
    assert (spoke, waiting) == (TimerState.FIRED, TimerState.PENDING)
    assert len(await town.events("reminded")) == 1
    await nothing_is_silent(town)

    await town.after(hours=23)
    assert len(await heard(town.district, "没人接单")) == 1
    assert await town.district.presses("接单") == "接单成功，已告诉居民"
    assert (await town.ticket()).status is Status.HANDLING
    await nothing_is_silent(town)


async def test_what_was_done_waits_for_her_word_and_who_is_silent_is_asked(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await town.grid.presses("接单")
    await town.grid.presses("办结")
    await town.grid.says("说好了")
    neighbour = await town.resident("neighbour")
    await neighbour.says(DOOR)
    await town.property.presses("接单")
    await town.property.presses("反馈")
    await town.property.says("等配件")
    before = {chat: len(await town.people[chat].reads()) for chat in STAFF}
    await look_back(town.deps)
    await town.program.close()
    town.clock.move_to(at(25, "09:00"))
    await reopen(town)
    await look_back(town.deps)
    await town.after(minutes=1)
    assert (await town.ticket(1)).status is Status.DONE
    door = await town.ticket(2)
    assert door.status is Status.HANDLING  # asked first, not taken back at once
    assert await heard(town.property, "还在办吗") == ["25 09:00"]
    assert len(await heard(town.property, "前要办好")) == 1
    (asked,) = [text for text in await town.property.reads() if "还在办吗" in text]
    assert "前要办好" in asked, "both in one message"
    assert "👌 还在办" in await town.property.buttons()
    after = {chat: len(await town.people[chat].reads()) for chat in STAFF}
    drafts = {chat: before[chat] + 2 for chat in ("secretary", "street")}  # and their pictures
    assert after == before | drafts | {"property": before["property"] + 1}
    await nothing_is_silent(town)

    await town.until(at(28, "09:00"))  # 72 hours in which she could answer
    assert (await town.ticket(1)).verdict == "unanswered"
    assert await heard(resident, "先结了") == ["28 09:00"]
