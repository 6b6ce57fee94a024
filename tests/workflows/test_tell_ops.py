"""Gaps and findings reach people: the next level of an empty post once a day, the operators
whatever changes."""

import pytest

from bot.watchman import watch
from db.models import Account, Group, GroupPurpose, Timer, TimerState
from tests.scenarios.staging import NOISE, at, heard, on_duty
from workflows.audit import Gap, Violation
from workflows.tell_ops import tell_findings

ROOM = "302室"


@pytest.fixture
async def watched(town):
    """A town with an operators' group."""
    await town.group("ops", "erqi", GroupPurpose.OPS)
    return town


async def reports(town, room: str = "", chat: str = "resident") -> None:
    resident = await town.resident(chat)
    await resident.says(f"3号楼2单元{room}楼上半夜一直吵，电话13812345678" if room else NOISE)


# Gaps


async def test_an_empty_unit_is_told_to_the_level_above_once_a_day(watched):
    town = watched
    await town.off_duty("grid", "grid2")
    await reports(town)
    await town.after(minutes=1)
    said = "永安社区（网格员）今天没有人在岗，工单已转给永安社区（书记）"
    assert await heard(town.secretary, said) == ["18 09:01"]
    await reports(town, chat="another")
    await town.after(hours=2)
    assert len(await heard(town.secretary, said)) == 1
    await town.until(at(19, "09:00"))
    await reports(town, chat="third")
    await town.after(minutes=1)
    assert len(await heard(town.secretary, said)) == 2


async def test_a_missing_level_is_told_to_the_one_after_it(watched):
    town = watched
    await town.off_duty("secretary")
    await reports(town)
    await town.until(at(18, "11:05"))
    told = "永安社区（书记）今天没有人在岗，工单已转给建中街街道"
    assert len(await heard(town.street, told)) == 1
    assert len(await heard(town.street, "没人接单，请")) == 1


async def test_with_nobody_above_the_operators_hear_it(watched):
    town = watched
    await town.off_duty("grid", "grid2", "secretary", "street", "district")
    await reports(town)
    await town.after(minutes=1)
    assert await heard(town.ops, "永安社区（网格员）今天没有人在岗，上面也没有人") == ["18 09:01"]


async def test_nothing_is_told_where_everybody_is(watched):
    town = watched
    await reports(town)
    await town.until(at(18, "12:00"))
    for chat in ("ops", "secretary", "street", "district"):
        assert await heard(town.people[chat], "没有人在岗") == []


# Findings


async def test_a_finding_is_told_when_it_comes_once_a_day_and_when_it_is_gone(watched):
    town = watched
    await reports(town)
    async with town.deps.begin() as work:
        for timer in await town.timers():
            (await work.get(Timer, timer.id)).state = TimerState.CANCELLED
        await work.commit()
    assert await town.program.rounds.audit() == (1, 0)
    await town.program.rounds.audit()
    await town.settle()
    assert await heard(town.ops, "1118-1 没有下一个时钟") == ["18 09:00"]
    await town.after(hours=23)
    await town.program.rounds.audit()
    await town.settle()
    assert len(await heard(town.ops, "没有下一个时钟")) == 1
    await town.after(hours=1)
    await town.program.rounds.audit()
    await town.settle()
    assert len(await heard(town.ops, "没有下一个时钟")) == 2
    async with town.deps.begin() as work:
        timer = await work.get(Timer, 1)
        timer.state, timer.due_at = TimerState.PENDING, town.clock.now()
        await work.commit()
    assert await town.program.rounds.audit() == (0, 0)
    await town.program.rounds.audit()
    await town.settle()
    assert len(await heard(town.ops, "有 1 处已经好了")) == 1


async def test_a_group_that_put_us_out_is_told_to_its_unit_and_the_operators(watched):
    town = watched
    async with town.deps.begin() as work:
        for group in await town.rows(Group):
            if group.chat == "party":
                (await work.get(Group, group.id)).reachable = False
        await work.commit()
    assert await town.program.rounds.audit() == (0, 1)
    await town.program.rounds.audit()
    await town.settle()
    line = "永安社区的党组织群联系不上"
    assert len(await heard(town.ops, line)) == 1
    assert len(await heard(town.secretary, line)) == 1


async def test_nobody_reachable_at_a_post_is_a_finding_until_somebody_is(watched):
    town = watched
    await reports(town)
    async with town.deps.begin() as work:
        for account in await town.rows(Account):
            if account.chat == "secretary":
                (await work.get(Account, account.id)).reachable = False
        await work.commit()
    assert await town.program.rounds.audit() == (0, 1)
    await town.settle()
    assert len(await heard(town.ops, "永安社区（书记）没有人在岗")) == 1
    async with town.deps.begin() as work:
        for account in await town.rows(Account):
            (await work.get(Account, account.id)).reachable = True
        await work.commit()
    assert await town.program.rounds.audit() == (0, 0)
    await town.settle()
    assert len(await heard(town.ops, "有 1 处已经好了")) == 1


async def test_stopped_clocks_are_told_apart_from_the_rest(watched):
    town = watched
    await reports(town)
    assert await watch(town.deps) == 2
    await town.program.rounds.audit()
    assert await watch(town.deps) == 1
    await town.settle()
    assert len(await heard(town.ops, "时钟停了")) == 1
    assert len(await heard(town.ops, "自查停了")) == 1
    assert len(await heard(town.ops, "有 1 处已经好了")) == 1


async def test_very_many_findings_are_one_short_message(watched):
    town = watched
    many = [Violation("no-timer", f"1118-{n}") for n in range(1, 41)]
    assert await tell_findings(town.deps, many, [Gap("group", "gone", "staff")]) == (41, 0)
    await town.settle()
    (text,) = await town.ops.reads()
    assert len(text.splitlines()) == 17
    assert "还有 26 处" in text


async def test_nothing_personal_reaches_the_operators(watched):
    town = watched
    await reports(town, ROOM)
    await town.off_duty("grid", "grid2", "secretary", "street", "district")
    await town.until(at(18, "14:00"))
    await town.program.rounds.audit()
    await town.settle()
    texts = "\n".join(await town.ops.reads())
    assert "永安社区" in texts
    for secret in (ROOM, "302", "138", "吵", "resident", "李娜", "陈静"):
        assert secret not in texts
    await on_duty(town, "grid")
