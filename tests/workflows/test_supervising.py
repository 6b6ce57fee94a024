"""督办清单: who may put what on it and take it off, and what comes off by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from db.desk_rows import Supervision
from db.models import GroupPurpose, Ticket
from domain.inbound import Sender
from domain.lifecycle import Status
from domain.people import Role
from tests.support.rows import make_ticket
from tests.support.screen import LINES, screen_lines
from tests.support.town import START, photo
from tests.workflows.test_listing import codes, fill, taken_by
from workflows.supervising import colour

LAMP = "3号楼2单元楼道灯坏了，麻烦来修一下"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


async def entries(town) -> list[tuple[str, str | None]]:
    return [(one.reason, one.end_reason) for one in await town.rows(Supervision)]


@pytest.fixture
async def taken(town):
    """A ticket of a resident that property staff have in hand."""
    resident = await town.resident()
    await resident.says(LAMP)
    await town.property.presses("接单")
    return resident


@pytest.fixture
async def volunteers(town):
    """A team with a group, and a volunteer in it."""
    await town.group("team", "yongan", GroupPurpose.VANGUARD)
    await town.staff("wang", "王强", Role.VOLUNTEER, "yongan")
    return town


async def claims(town, number: int = 1) -> str:
    return await town.team.sends_press(f"claim:{number}", sender=Sender("wang"))


async def test_what_waits_is_shown_to_the_vanguard_team_and_claimed(volunteers):
    town = volunteers
    await (await town.resident()).says(LAMP)
    assert await town.team.reads() == []
    await town.secretary.says("/supervise 1 居民反映多次")
    assert "1118-1" in await town.team.last()
    assert await town.team.buttons() == ["🚩 现场认领"]
    assert await claims(town) == "认领成功，地点已单独发给您"
    assert (await town.ticket(1)).handler_id == town.wang.person_id


async def test_what_somebody_has_stays_theirs_and_the_volunteer_helps(volunteers, taken):
    town, before = volunteers, await volunteers.ticket(1)
    await town.secretary.says("/supervise 1 居民反映多次")
    assert "1118-1" in await town.team.last()
    assert await claims(town) == "谢谢！地点已单独发给您"
    after = await town.ticket(1)
    assert (after.handler_id, after.status, after.fix_due) == (
        town.property.person_id,
        Status.HANDLING,
        before.fix_due,
    )
    assert any("先锋队王同志来帮忙" in text for text in await town.property.reads())
    assert "已认领" in (await town.team.reads())[0]


@pytest.mark.parametrize(
    "words", ["物业收停车费乱涨价", "3号楼楼上半夜一直吵，孩子睡不着", "建议在3号楼前面装几把长椅"]
)
async def test_what_is_said_of_people_and_what_is_no_work_is_not_shown(volunteers, words):
    town = volunteers
    await (await town.resident()).says(words)
    await put(town, against="neighbour" if "吵" in words else (await town.ticket(1)).against)
    await town.secretary.says("/supervise 1 居民反映多次")
    await town.street.says("/supervise 1 居民反映多次")
    assert await entries(town) and await town.team.reads() == []


async def test_a_danger_is_for_professionals(volunteers):
    town = volunteers
    await (await town.resident()).says("3号楼2单元楼道里煤气味很大")
    await town.secretary.says("/supervise 1 盯住")
    assert await entries(town) == [("盯住", None)] and await town.team.reads() == []


async def test_what_rests_or_a_volunteer_has_is_not_called_for_again(volunteers, taken):
    town = volunteers
    await put(town, held_until=START + DAY)
    await town.secretary.says("/supervise 1 居民反映多次")
    assert await entries(town) and await town.team.reads() == []
    await (await town.resident("second")).says("4号楼楼道灯坏了")
    await put(town, 2, status=Status.HANDLING, handler_id=town.wang.person_id)
    await town.secretary.says("/supervise 2 居民反映多次")
    assert len(await entries(town)) == 2 and await town.team.reads() == []


async def test_what_is_ruled_goes_on_the_list_and_to_the_team(volunteers):
    town = volunteers
    await (await town.resident()).says("3号楼2单元门坏了，关不上")
    await town.property.sends_press("return:1:nuisance")
    await town.grid.sends_press("return:1:facilities")
    assert await town.team.reads() == []
    await town.secretary.presses("归物业")
    assert await entries(town) == [("$ruled", None)]
    assert "1118-1" in await town.team.last()


async def put(town, number: int = 1, **values) -> None:
    """Make something true of the ticket that other people's buttons would."""
    async with town.deps.begin() as work:
        await work.execute(update(Ticket).where(Ticket.id == number).values(**values))
        await work.commit()


async def test_by_a_tap_and_a_sentence_and_off_again(town, taken):
    await town.secretary.sends_press("show:1")
    assert "🔖 列入督办" in await town.secretary.buttons()
    assert await town.secretary.presses("列入督办") == "请发一句话说原因"
    await town.secretary.says("居民反映多次")
    assert "1118-1 已列入督办" in await town.secretary.last()
    assert await town.property.last() == "🔖 1118-1 已列入督办（陈书记）：\n居民反映多次"
    assert await entries(town) == [("居民反映多次", None)]

    await town.secretary.says("/supervise")
    text = await town.secretary.last()
    assert "督办清单 1 件" in text and "🟢 1118-1 公共设施" in text and "3号楼" in text
    assert "物业张师傅" in text and "原因：居民反映多次" in text
    assert await town.secretary.presses("移出 1118-1") == "请发一句话说原因"
    assert await town.secretary.says("已经换好线路")
    assert "已移出督办（陈书记）：\n已经换好线路" in await town.property.last()
    assert await entries(town) == [("居民反映多次", "已经换好线路")]
    await town.secretary.says("/supervise")
    assert "督办清单上没有单子" in await town.secretary.last()
    kinds = [e.kind for e in await town.events() if e.kind in ("supervise", "release")]
    assert kinds == ["supervise", "release"]


async def test_by_one_line(town, taken):
    await town.secretary.says("/supervise 1118-1 居民反映多次")
    await town.street.says("/supervise 1 再看看")
    assert await town.street.last() == "1118-1 已在督办清单上。"
    assert await entries(town) == [("居民反映多次", None)]
    await town.street.says("/supervise 1")
    assert "1118-1 已在督办清单上（今天 09:00）" in await town.street.last()
    assert await town.street.presses("移出") == "请发一句话说原因"
    await town.street.says("/supervise 99 没有这一件")
    assert "没认出是哪一件" in await town.street.last()
    await town.street.says("/supervise 那一件")
    assert "没认出是哪一件" in await town.street.last()
    assert await entries(town) == [("居民反映多次", None)]


async def test_a_reason_has_words(town, taken):
    await town.secretary.sends_press("supervise:1")
    await town.secretary.says("", media=[photo()])
    assert await town.secretary.last() == "这里请只发一句话。"
    await town.secretary.says("太久了")
    assert await entries(town) == [("太久了", None)]


@pytest.mark.parametrize("who", ["property", "manager", "grid", "grid2", "alliance"])
async def test_only_a_secretary_and_those_above(town, taken, who):
    actor = town.people[who]
    for payload in ("supervise:1", "release:1"):
        assert "督办" not in await actor.sends_press(payload)
    await actor.says("/supervise 1 催一催")
    assert await entries(town) == []
    await town.secretary.says("/supervise 1 居民反映多次")
    await actor.sends_press("release:1")
    await actor.says("办好了")
    assert await entries(town) == [("居民反映多次", None)]


@pytest.mark.parametrize("who", ["secretary", "street", "district"])
async def test_first_persons_responsible_above_may(town, taken, who):
    actor = town.people[who]
    await actor.says("/supervise 1 请抓紧")
    await actor.says("/supervise")
    assert codes(await actor.last()) == [1]


async def test_of_another_unit_nobody_may(town, taken):
    other = await town.staff("branch", "孙丽", Role.SECRETARY, "red-alliance")
    await other.says("/supervise 1 请抓紧")
    assert await other.last() == "这一单不归您操作。"
    await town.secretary.says("/supervise 1 居民反映多次")
    await other.says("/supervise")
    assert "没有单子" in await other.last()
    assert await other.sends_press("release:1") == "这一单不归您操作。"


async def test_those_complained_about_neither_see_it_nor_take_it_off(town):
    resident = await town.resident()
    await resident.says("3号楼2单元501 居委会干部态度差不作为")
    assert (await town.ticket()).against == "community"
    await town.street.says("/supervise 1 我来盯")
    assert await entries(town) == [("我来盯", None)]
    await town.secretary.says("/supervise")
    assert "没有单子" in await town.secretary.last()
    assert await town.secretary.sends_press("release:1") == "这一单不归您操作。"
    await town.secretary.says("/supervise 1118-1 撤了吧")
    assert await town.secretary.last() == "这一单不归您操作。"
    await town.street.says("/supervise")
    assert codes(await town.street.last()) == [1]


async def _done(town) -> None:
    await town.property.presses("办结")
    await town.property.says("换了新灯座，亮了", media=[photo()])


async def test_her_word_takes_it_off(town, taken):
    await town.secretary.says("/supervise 1 居民反映多次")
    await _done(town)
    assert await entries(town) == [("居民反映多次", None)]
    await taken.presses("已解决")
    assert await entries(town) == [("居民反映多次", "$solved")]
    assert (await town.events("release"))[0].values == {"reason": "$solved"}


async def test_her_silence_takes_it_off(town, taken):
    await town.secretary.says("/supervise 1 居民反映多次")
    await _done(town)
    await town.after(hours=73)
    assert (await town.ticket()).status is Status.CLOSED
    assert await entries(town) == [("居民反映多次", "$lapsed")]


async def test_a_withdrawal_takes_it_off(town, taken):
    await town.secretary.says("/supervise 1 居民反映多次")
    await taken.says("/my")
    await taken.presses("撤回")
    assert await entries(town) == [("居民反映多次", "$withdrawn")]


async def test_not_solved_leaves_it_there(town, taken):
    await town.secretary.says("/supervise 1 居民反映多次")
    await _done(town)
    await taken.presses("没解决")
    assert await entries(town) == [("居民反映多次", None)]


async def test_taken_off_as_done_and_not_solved_it_is_back(town, taken):
    await town.secretary.says("/supervise 1 居民反映多次")
    await _done(town)
    await town.after(minutes=5)
    await town.secretary.says("/supervise")
    await town.secretary.presses("移出")
    await town.secretary.says("说是好了")
    await taken.presses("没解决")
    assert await entries(town) == [("居民反映多次", "说是好了"), ("居民反映多次", None)]


async def test_taken_off_before_it_stays_off(town, taken):
    await town.secretary.says("/supervise 1 居民反映多次")
    await town.secretary.sends_press("release:1")
    await town.secretary.says("没那么急")
    await town.after(minutes=5)
    await _done(town)
    await taken.presses("没解决")
    assert await entries(town) == [("居民反映多次", "没那么急")]


@pytest.mark.parametrize(("level", "stays"), [("L2", False), ("L3", True), ("L4", True)])
async def test_what_both_sides_disputed_goes_on_by_itself(town, level, stays):
    await fill(town, {"status": Status.RULING, "level": level, "place": {"building": "3"}})
    assert await town.secretary.sends_press("rule:1:property") == "已裁定：物业"
    assert await entries(town) == ([("$ruled", None)] if stays else [])
    await town.secretary.says("/supervise")
    text = await town.secretary.last()
    assert ("两边都说不归自己，已裁定" in text) is stays


async def test_what_the_program_notes_is_not_what_a_person_types(town, taken):
    await town.secretary.says("/supervise 1 $other")
    await town.secretary.says("/supervise")
    assert "原因：$other" in await town.secretary.last()


async def test_the_list_has_pages_and_colours(town):
    made = await fill(
        town,
        *(taken_by(town.property, fix_due=START + n * DAY) for n in range(-1, 9)),
    )
    for number in made:
        await town.secretary.says(f"/supervise {number} 看")
    await town.secretary.says("/supervise")
    seen: list[int] = []
    marks = ""
    for _ in made:
        text = await town.secretary.last()
        assert "督办清单 10 件" in text and screen_lines(text) <= LINES
        seen += codes(text)
        marks += "".join(line[0] for line in text.splitlines() if "1117-" in line)
        if not any("下一页" in label for label in await town.secretary.buttons()):
            break
        await town.secretary.presses("下一页")
    assert seen == made and marks == "🔴🟡" + "🟢" * 8


async def test_a_long_reason_is_one_line_in_the_list_and_whole_behind_a_tap(town, taken):
    why = "楼上漏水拖了一个月，居民打了五次电话，物业三次上门都没查清楚是哪根管子"
    await town.secretary.says(f"/supervise 1 {why}")
    await town.secretary.says("/supervise")
    text = await town.secretary.last()
    assert "原因：楼上漏水拖了一个月…" in text and why not in text
    assert (await town.secretary.buttons())[:3] == ["看 1118-1", "原因", "🗑 移出 1118-1"]
    await town.secretary.presses("原因")
    assert why in await town.secretary.last()
    assert "（今天 09:00）" in await town.secretary.last()


def test_colours(town_deps=None):
    ticket = make_ticket(1, status=Status.HANDLING, contacted_at=START, fix_due=START + HOUR)

    class Deps:
        class rules:
            zone = START.tzinfo

    assert colour(ticket, START, Deps) == "yellow"
    assert colour(ticket, START + 2 * HOUR, Deps) == "red"
    assert colour(ticket, START - DAY, Deps) == "green"
    ticket.held_until = START + HOUR
    assert colour(ticket, START + 9 * DAY, Deps) == "green"
