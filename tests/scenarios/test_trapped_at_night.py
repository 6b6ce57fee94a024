"""Somebody is trapped in a lift at three in the morning."""

from datetime import timedelta

import pytest

from db.models import TimerState
from domain.lifecycle import Status
from tests.scenarios.staging import at, heard, nothing_is_silent

HELP = "快来人！3号楼2单元电梯困住人了"


@pytest.mark.parametrize(
    "words", ["someone is stuck in the lift of building 3", "dianti li kun le liang ge ren"]
)
async def test_it_is_paged_in_whatever_letters_it_is_written(town_at, words):
    town = await town_at(at(18, "03:00"))
    resident = await town.resident()
    await resident.says(words)
    assert (await town.ticket()).level == "L0"
    assert "119" in (await resident.bubbles())[0].text
    for actor in (town.property, town.grid, town.secretary):
        assert await heard(actor, "🆘 危急") == ["18 03:00"]


async def test_everybody_is_paged_until_somebody_accepts(town_at):
    town = await town_at(at(18, "03:00"))
    resident = await town.resident()
    await resident.says(HELP)
    ticket = await town.ticket()
    assert ticket.level == "L0"
    first, second = await resident.bubbles()
    assert "119" in first.text and not first.buttons
    assert "1118-1" in second.text
    on_call = (town.property, town.grid, town.secretary)
    for actor in on_call:
        assert await heard(actor, "🆘 危急") == ["18 03:00"]
        assert HELP in await actor.last()
        assert not (await town.outbox())[-1].silent
    assert await town.alliance.reads() == []  # another compound's
    await nothing_is_silent(town)

    for minute in range(1, 40):
        await town.until(at(18, f"03:{minute:02}"))
        await nothing_is_silent(town)
    pages = [f"18 03:{minute:02}" for minute in range(0, 40, 5)]
    for actor in on_call:
        assert await heard(actor, "🆘 危急") == pages
    assert await heard(town.manager, "没人接单") == ["18 03:05"]
    assert await heard(town.secretary, "⏫") == ["18 03:10"]
    assert await heard(town.street, "没人接单") == ["18 03:15"]
    assert await heard(town.district, "没人接单") == [p for p in pages if p >= "18 03:20"]
    steps = [text for _, text in await resident.was_told() if text.startswith("⏫")]
    assert len(steps) == 4
    for text, level in zip(steps, ("永安物业", "永安社区", "建中街街道", "二七区"), strict=True):
        assert level in text

    assert await town.secretary.presses("接单") == "接单成功，已告诉居民"
    assert "陈书记接单了，马上跟您联系" in await resident.last()
    await town.secretary.presses("反馈")
    await town.secretary.says("维保已到，正在开门")
    before = {chat: len(await actor.reads()) for chat, actor in town.people.items()}
    await town.after(minutes=20)
    assert before == {chat: len(await actor.reads()) for chat, actor in town.people.items()}
    waiting = {t.clock for t in await town.timers() if t.state is TimerState.PENDING}
    assert waiting == {"fix", "news"}
    await nothing_is_silent(town)


async def test_the_pages_go_on_for_as_long_as_nobody_accepts(town_at):
    town = await town_at(at(18, "01:00"))
    resident = await town.resident()
    await resident.says(HELP)
    await town.until(at(18, "06:00"))
    pages = [f"18 {hour:02}:{minute:02}" for hour in range(1, 6) for minute in range(0, 60, 5)]
    for actor in (town.property, town.grid, town.secretary):
        assert await heard(actor, "🆘 危急") == [*pages, "18 06:00"]
    assert len(await heard(resident, "⏫ 1118-1")) == 4
    await nothing_is_silent(town)


async def test_a_new_danger_goes_before_those_that_are_paged_again(town):
    """A hundred at once, of which nobody takes any: what nobody has heard of yet comes first."""
    resident = await town.resident()
    await resident.says("3号楼2单元电梯里困住人了")
    town.clock.move_to(town.clock.now() + timedelta(minutes=5, seconds=1))
    await town.program.rounds.tick()
    await (await town.resident("other")).says("5号楼1单元着火了")
    told = [text for text in await town.property.reads() if text.startswith("🆘")]
    assert [text.splitlines()[0][5:11] for text in told] == ["1118-2", "1118-1"]


async def test_a_quick_accept_is_followed_by_no_page(town_at):
    town = await town_at(at(18, "03:00"))
    resident = await town.resident()
    await resident.says(HELP)
    await town.property.presses("接单")
    assert "物业张师傅接单了，马上跟您联系，最晚今天 03:15" in await resident.last()
    await town.after(minutes=7)
    assert await heard(town.grid, "🆘 危急") == ["18 03:00"]
    assert await heard(town.manager, "🆘 危急") == ["18 03:00"]
    assert await town.grid.sends_press("accept:1") == "晚了一步，物业张师傅已经接了 1118-1。"
    assert (await town.ticket()).status is Status.HANDLING
    await nothing_is_silent(town)


async def test_danger_is_heard_in_the_middle_of_any_question(town):
    resident = await town.resident(compound=None)
    await resident.says("单元门坏了，关不上")
    assert "哪个小区" in await resident.last()
    await resident.says("着火了！永安花园3号楼2单元")
    told = await resident.reads()
    assert "119" in told[1] and len(await town.tickets()) == 2
    ticket = await town.ticket()
    assert (ticket.level, ticket.place["compound"]) == ("L0", "yongan-garden")
    await nothing_is_silent(town)
