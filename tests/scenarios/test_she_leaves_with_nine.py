"""李娜 leaves her post with nine tickets in hand. Her desk hears it once, each resident once, and
she once; the cards say how it stands."""

from collections import Counter

import pytest
from sqlalchemy import event

from db.models import GroupPurpose, Membership
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import NOISE, at, heard, nothing_is_silent

NINE = 9


async def post_number(town, person_id):
    (found,) = [m.id for m in await town.rows(Membership) if m.person_id == person_id]
    return found


@pytest.fixture
async def busy(town):
    """Nine tickets of eight households in her hand: the first one has two."""
    await town.staff("third", "孙丽", Role.GRID_WORKER, "yongan", "grid-1")
    for number in range(1, NINE + 1):
        name = f"home{number % 8}"
        resident = town.people.get(name) or await town.resident(name)
        town.people[name] = resident
        await resident.says(f"3号楼{number}单元楼上半夜一直吵，孩子睡不着")
        assert await town.grid.sends_press(f"accept:{number}") == "接单成功，已告诉居民"
    return town


async def leave(town):
    number = await post_number(town, town.grid.person_id)
    return await town.secretary.sends_press(f"member:{number}:gone")


async def test_nine_tickets_are_one_message(busy):
    town = busy
    before = {name: len(await actor.bubbles()) for name, actor in town.people.items()}
    dates = [(t.contact_due, t.fix_due, t.promised_at) for t in await town.tickets()]
    assert await leave(town) == "李娜已离开岗位，9 件退回去了"
    assert {(t.status, t.handler_id) for t in await town.tickets()} == {(Status.QUEUED, None)}
    assert [(t.contact_due, t.fix_due, t.promised_at) for t in await town.tickets()] == dates

    new = (await town.third.reads())[before["third"] :]
    assert [text.split("，")[0] for text in new] == ["📥 有 9 件退回来了"]
    assert new[0].count("1118-") == NINE
    assert len([b for b in await town.third.buttons() if b.startswith("看")]) == NINE
    for number in range(8):
        home = town.people[f"home{number}"]
        (text,) = (await home.reads())[before[f"home{number}"] :]
        assert text.count("转给永安社区") == (2 if number == 1 else 1)
    assert len(await heard(town.grid, "已退回去")) == 1
    assert "您手里的 9 件已退回去" in "".join(await town.grid.reads())
    await nothing_is_silent(town)


async def test_one_tap_into_each_and_the_cards_say_so(busy):
    town = busy
    await leave(town)
    cards = [text for text in await town.third.reads() if "1118-4" in text and "📥" not in text]
    assert len(cards) == 1 and "网格员小李" not in cards[0]
    assert await town.third.presses("看 1118-4") == "已发给您"
    assert await town.third.presses("接单") == "接单成功，已告诉居民"
    assert (await town.ticket(4)).handler_id == town.third.person_id
    await nothing_is_silent(town)


async def test_a_single_ticket_comes_as_its_card(town):
    await town.staff("third", "孙丽", Role.GRID_WORKER, "yongan", "grid-1")
    resident = await town.resident()
    await resident.says(NOISE)
    await town.grid.presses("接单")
    await leave(town)
    assert "📥" not in "".join(await town.third.reads())
    assert await town.third.presses("接单") == "接单成功，已告诉居民"


async def test_a_group_hears_it_once(busy):
    town = busy
    group = await town.group("desk", "yongan", GroupPurpose.STAFF)
    await leave(town)
    (text,) = await group.reads()
    assert text.startswith("📥 有 9 件退回来了") and text.count("1118-") == NINE
    assert "睡不着" not in text


async def test_where_life_is_in_danger_everybody_is_paged_anew(busy):
    town = busy
    resident = await town.resident("late")
    await resident.says("3号楼2单元着火了")
    await town.grid.sends_press("accept:10")
    third = len(await town.third.was_told())
    await leave(town)
    new = [text for _, text in (await town.third.was_told())[third:]]
    assert len([text for text in new if "1118-10" in text and "📥" not in text]) == 1
    assert len([text for text in new if text.startswith("📥 有 9 件")]) == 1
    await nothing_is_silent(town)


async def test_nine_go_back_once_as_a_leave_begins_with_nobody_to_stand_in(busy):
    town = busy
    before = len(await town.third.reads())
    await town.grid.says("/leave")
    await town.grid.presses("三天")
    await town.grid.presses("没有人")
    await town.after(minutes=1)
    assert len((await town.third.reads())[before:]) == 1
    assert len(await heard(town.grid, "手里的 9 件已退回去")) == 1
    assert {t.status for t in await town.tickets()} == {Status.QUEUED}
    await nothing_is_silent(town)


async def test_nobody_is_rung_up_at_night(busy):
    town = busy
    await town.until(at(18, "22:30"))
    before = len(await town.third.reads())
    home = len(await town.people["home3"].reads())
    await leave(town)
    assert len(await town.third.reads()) == before
    assert len(await town.people["home3"].reads()) == home
    await town.until(at(19, "07:40"))
    assert [t[:1] for t in (await town.third.reads())[before:]].count("📥") == 1


async def test_the_directory_is_read_once_for_all_of_them(busy):
    town, asked = busy, Counter()
    event.listen(
        town.program.engine.sync_engine,
        "before_cursor_execute",
        lambda *given: asked.update([given[2].lower()]),
        named=False,
    )
    assert "9 件" in await leave(town)
    seats = sum(count for said, count in asked.items() if "from shift" in said)
    assert 0 < seats <= 4, "the duty roster is part of every directory that is read"
