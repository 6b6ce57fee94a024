"""What is worth a second look stands beside the numbers of whoever leads the unit and of the level
right above, as questions; the groups never read of it."""

import pytest

from tests.scenarios.staging import at, heard
from tests.support.town import photo

MARKS = ("🔎", "⚡️", "📦", "🔄", "🕰", "核对")


async def _a_sunday(town):
    town.clock.move_to(at(22, "19:00"))
    for number in range(1, 6):
        resident = await town.resident(f"resident{number}")
        town.people[f"resident{number}"] = resident
        await resident.says(f"{number}号楼2单元门坏了，关不上")
        await town.property.sends_press(f"accept:{number}")
    await town.after(hours=1)
    for number in range(1, 6):
        await town.property.sends_press(f"resolve:{number}")
        await town.property.says("换了新锁", media=[photo()])
    await town.resident1.presses("已解决")
    await town.after(hours=1)
    await town.resident1.sends_press("reopen:1")


async def _and_monday(town):
    await _a_sunday(town)
    await town.until(at(23, "08:00"))


@pytest.fixture
async def week(begun):
    """Five doors on a Sunday, all done within a minute by one hand; one of them was not done."""
    return await begun(_a_sunday)


@pytest.fixture
async def monday(begun):
    """And the draft of it."""
    return await begun(_and_monday)


async def test_the_secretary_looks_before_she_signs(monday):
    draft = await monday.secretary.last()
    assert not any(mark in draft for mark in MARKS)
    assert await monday.secretary.presses("核对") == "已发给您"
    text = [t for t in await monday.secretary.reads() if t.startswith("🔎")][-1]
    assert text.splitlines()[0].startswith("🔎 永安社区 2026-W47：")
    assert "⚡️ 5 件刚派来就接了（1122-1、1122-2、1122-3、1122-4）" in text
    assert "📦 5 件前后几分钟一起办结" in text
    assert "🔄 1 件结了又重办（1122-1）" in text
    for hidden in ("张", "强", "property", "物业"):
        assert hidden not in text


async def test_one_level_up_and_no_further(week):
    await week.street.says("/summary 2026-W47 永安社区")
    await week.street.presses("核对")
    assert any(t.startswith("🔎 永安社区") for t in await week.street.reads())
    answer = await week.district.sends_press("look:0:2026-w47.yongan")
    assert answer == "核对只给本单位负责人和直接上一级看。"
    for chat in ("grid", "property", "manager"):
        assert "🔎" not in await getattr(week, chat).sends_press("look:0:2026-w47.yongan")
        assert await heard(getattr(week, chat), "🔎 永安") == []


async def test_above_the_units_right_beneath_are_told_in_numbers(week):
    for actor, name in ((week.street, "永安社区"), (week.district, "建中街街道")):
        await actor.says("/summary 2026-W47")
        await actor.presses("核对")
        (text,) = [t for t in await actor.reads() if t.startswith("🔎")]
        (line,) = text.splitlines()[1:]
        assert line == f"· {name}：刚派就接 5、一起办结 5、结了又重办 1"


async def test_what_complains_about_the_community_is_not_shown_to_it(week):
    async with week.deps.begin() as work:
        for ticket in await week.tickets():
            (await work.get(type(ticket), ticket.id)).against = "community"
        await work.commit()
    await week.secretary.sends_press("look:0:2026-w47.yongan")
    assert "没有要再看一看的" in await week.secretary.last()
    await week.street.sends_press("look:0:2026-w47.jianzhong")
    assert "永安社区：刚派就接 5" in await week.street.last()


async def test_the_groups_read_nothing_of_it(monday):
    await monday.secretary.presses("核对")
    await monday.secretary.presses("发送")
    for group in (monday.party, monday.party_street):
        for text in await group.reads():
            assert not any(mark in text for mark in MARKS)
    assert len(await heard(monday.party, "一周民情")) == 1


async def test_a_forged_button_shows_nothing(week):
    choices = ("", "x", "2026-w99.yongan", "2026-w47", "2026-w47.nowhere", "2026-w47.yongan.x")
    for choice in choices:
        payload = f"look:0:{choice}" if choice else "look:0"
        assert "🔎" not in await week.secretary.sends_press(payload)
    assert not any(t.startswith("🔎") for t in await week.secretary.reads())


async def test_nothing_to_look_at(town):
    await town.secretary.says("/summary 2026-11-17")
    await town.secretary.presses("核对")
    assert await town.secretary.last() == "👍 永安社区 2026-11-17：没有要再看一看的。"
