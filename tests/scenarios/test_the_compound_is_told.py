"""Five homes of two buildings go cold within minutes: everybody else in the compound is told once,
how it goes, and that it is over; and can say that it is theirs too, or none of theirs."""

import pytest

from db.bulletin_rows import Bulletin, ToldHome
from domain.lifecycle import Status
from tests.scenarios.staging import NOISE, at, heard, nothing_is_silent, reopen
from tests.support.town import photo
from workflows.announcing import spread_due

BEGAN = "📢 永安花园：房屋水电维修，已有 5 户反映，正在一起办（1118-1）"


async def _cold(town, first=1, last=5):
    people = []
    for number in range(first, last + 1):
        people.append(await town.resident("王桂兰" if number == 1 else f"cold{number}"))
        await people[-1].says(f"永安花园{1 + number % 3}号楼家里暖气不热")
        await town.after(minutes=1)
    return people


@pytest.fixture
async def neighbours(town):
    """Three who live there and did not write, and one who lives elsewhere."""
    found = [await town.resident(f"neighbour{n}") for n in range(3)]
    town.people["elsewhere"] = await town.resident("elsewhere", "party-school-yard")
    return found


async def test_everybody_is_told_once_and_how_it_goes_and_that_it_is_over(town, neighbours):
    people = await _cold(town)
    for one in neighbours:
        assert [BEGAN in text for text in await one.reads()] == [True]
        assert await one.buttons() == ["🙋 我家也是", "我家没有", "🔕 以后不发这种通知"]
    assert await town.people["elsewhere"].reads() == []
    assert [await heard(one, "📢 永安花园") for one in people] == [[]] * 5, "they have an answer"
    later = await town.resident("later")
    await later.says("永安花园2号楼暖气冰凉")
    assert "这件事已有 6 户反映，正在一起办" in await later.last()

    await town.property.sends_press("accept:1")
    await town.after(minutes=1)
    await town.property.sends_press("progress:1")
    await town.property.says("换热站的泵坏了，501的王桂兰家先看过，13800138000，他妈的真冷")
    await town.after(minutes=1)
    told = await neighbours[0].reads()
    assert "📢 1118-1 物业张师傅接单了" in told[1]
    assert "换热站的泵坏了" in told[2]
    assert not any(word in told[2] for word in ("501", "王桂兰", "138", "他妈"))
    assert await heard(later, "📢") == [], "hers comes under her own code"

    assert await neighbours[1].presses("我家没有") == "好，这件事不再告诉您"
    assert await neighbours[2].presses("我家也是") == "好，记上您家了"
    ticket = await town.ticket()
    assert (ticket.status, ticket.merged_into) == (Status.MERGED, 1)
    assert "您的编号 1118-7" in await neighbours[2].last()
    again = await neighbours[2].sends_press("news:1:also")
    assert again.startswith("这件事已经有您家了")

    before = [len(await one.reads()) for one in neighbours]
    await town.property.sends_press("resolve:1")
    await town.property.says("泵换好了", media=[photo()])
    await town.after(minutes=1)
    assert "📢 1118-1 物业张师傅说办好了：泵换好了" in await neighbours[0].last()
    assert len(await neighbours[1].reads()) == before[1]
    assert "📢" not in await neighbours[2].last() and "1118-7" in await neighbours[2].last()
    assert all(one.done_at for one in await town.rows(Bulletin))
    await nothing_is_silent(town)


async def test_who_wants_no_news_gets_none_and_whoever_was_not_told_cannot_answer(town, neighbours):
    await neighbours[0].says("/news")
    assert await neighbours[0].presses("以后不发") == "好，除了紧急的，以后不发。发 /news 随时能看"
    await _cold(town)
    assert await heard(neighbours[0], "📢 永安花园") == []
    assert (
        await neighbours[0].sends_press("news:1:also") == "这个按钮认不出来了，请用最新的那条消息。"
    )
    await neighbours[0].says("/news")
    assert "📢 房屋水电维修（5 户）：正在办" in await neighbours[0].last()
    assert await neighbours[0].presses("有事通知我") == "好，有事通知您"
    assert await neighbours[1].presses("以后不发") == "好，除了紧急的，以后不发。发 /news 随时能看"
    told = len(await neighbours[1].reads())
    await town.property.sends_press("accept:1")
    await town.after(minutes=1)
    assert len(await neighbours[1].reads()) == told


async def test_at_night_they_are_told_in_the_morning(town, neighbours):
    await town.until(at(18, "23:00"))
    await _cold(town)
    assert await heard(neighbours[0], BEGAN) == []
    await town.until(at(19, "07:31"))
    assert await heard(neighbours[0], BEGAN) == ["19 07:30"]


async def test_killed_half_way_nobody_is_told_twice(town, neighbours):
    await _cold(town, last=4)
    extra = await town.resident("cold5")
    await extra.says("永安花园3号楼家里暖气不热")
    assert await spread_due(town.deps, page=2, pages=1) == 2
    assert len(await town.rows(ToldHome)) == 2
    await reopen(town)
    await town.after(minutes=1)
    for one in neighbours:
        assert len(await heard(one, BEGAN)) == 1
    told = [(row.ticket_id, row.person_id) for row in await town.rows(ToldHome)]
    assert len(told) == len(set(told))


async def test_news_shows_public_matters_and_nothing_of_a_single_home(town, neighbours):
    resident = await town.resident()
    await resident.says("永安花园3号楼电梯坏了，停在一楼")
    await resident.says("永安花园3号楼2单元501水管漏水")
    await resident.says(NOISE)
    await resident.says("物业乱收费")
    reader = neighbours[0]
    await reader.says("/news")
    (
        head,
        *lines,
    ) = (await reader.last()).split("\n")
    assert head == "🏘 永安花园最近："
    assert len(lines) == 1 and "3号楼" in lines[0] and "正在办" in lines[0]
    assert "501" not in await reader.last() and "1118" not in await reader.last()
    quiet = town.people["elsewhere"]
    await quiet.says("/news")
    assert "没有大事" in await quiet.last()


async def test_whoever_is_forgotten_is_told_nothing_more(town, neighbours):
    await _cold(town)
    gone = neighbours[0]
    await gone.says("/forget")
    await gone.presses((await gone.buttons())[0])
    await town.until(at(20, "04:00"))
    left = {row.person_id for row in await town.rows(ToldHome)}
    assert gone.person_id not in left and neighbours[1].person_id in left


async def test_whoever_has_people_there_is_told_as_well(town, neighbours):
    elsewhere = "party-school-yard"
    son, muted = [await town.resident(name, elsewhere) for name in ("son", "muted")]
    for one in (son, muted):
        await one.says("妈妈家：永安花园5号楼1单元")
    await muted.says("/mute")
    await _cold(town)
    await town.after(minutes=1)
    assert [BEGAN in text for text in await son.reads()].count(True) == 1
    assert await heard(muted, "📢") == []
    assert [BEGAN in text for text in await neighbours[0].reads()] == [True]
    assert all(one.done_at for one in await town.rows(Bulletin))
    told = [one.person_id for one in await town.rows(ToldHome)]
    assert len(told) == len(set(told))
