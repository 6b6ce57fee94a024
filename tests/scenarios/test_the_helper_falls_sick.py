"""张师傅 of the property company helps the community with rubbish in fire passages. What he helps
with changes hands as what he has of his own does: no part is left with somebody who is gone."""

import pytest

from db.desk_rows import SupportPart
from db.models import Membership, TimerState
from domain.people import Role
from tests.scenarios.staging import at, heard, nothing_is_silent
from tests.support.sheets import bring, good

PASSAGES = 3


async def parts(town):
    async with town.deps.begin() as work:
        return [await work.get(SupportPart, number) for number in range(1, PASSAGES + 1)]


async def takers(town):
    return [part.handler_id for part in await parts(town)]


async def running(town, number=1):
    return sorted(
        timer.clock
        for timer in await town.timers()
        if timer.ticket_id == number and timer.state is TimerState.PENDING
    )


async def post_number(town, person_id):
    (found,) = [m.id for m in await town.rows(Membership) if m.person_id == person_id]
    return found


@pytest.fixture
async def helped(town):
    """Three fire passages: 李娜 leads them, 张师傅 helps, and has nothing else in hand."""
    await town.staff("fixer", "何平", Role.PROPERTY_STAFF, "yongan-property")
    for number in range(1, PASSAGES + 1):
        resident = town.people[f"home{number}"] = await town.resident(f"home{number}")
        await resident.says(f"3号楼{number}单元消防通道堆满了垃圾，出不去人")
        await town.grid.sends_press(f"accept:{number}")
        assert await town.property.sends_press(f"take_part:{number}") == (
            "好，归您配合，已告诉牵头的人"
        )
    return town


async def test_the_manager_hands_the_parts_over(helped):
    town, before = helped, await parts(helped)
    await town.off_duty("property")
    await town.manager.says("/handover")
    assert "🌴 物业张师傅（3 件）" in await town.manager.buttons()
    await town.manager.presses("张师傅")
    told, homes = len(await town.grid.reads()), [town.people[f"home{n}"] for n in (1, 2, 3)]
    assert await town.manager.presses("何师傅") == "好，3 件都交接了，已告诉居民"
    assert await takers(town) == [town.fixer.person_id] * PASSAGES
    assert [(p.due_at, p.accept_due) for p in await parts(town)] == [
        (p.due_at, p.accept_due) for p in before
    ]
    # Once to each: the one who leads them, the residents, the two who change places.
    new = [text for text in (await town.grid.reads())[told:] if "配合" in text and "您" not in text]
    assert new == ["🤝 1118-1、1118-2、1118-3 现在由物业何师傅来配合。"]
    assert [len(await heard(home, "现在由物业何师傅来配合")) for home in homes] == [1, 1, 1]
    listed = next(text for text in await town.fixer.reads() if text.startswith("🤲"))
    assert listed.count("要您配合") == PASSAGES
    assert len(await heard(town.property, "您手里的 3 件已由物业何师傅接手")) == 1
    # The new one may, the old one may no longer.
    assert await town.fixer.presses("看 1118-2") == "已发给您"
    assert "不归您" in await town.property.sends_press("part_done:1")
    await town.fixer.sends_press("part_done:2")
    await town.fixer.says("通道清空了")
    assert [part.done_at is not None for part in await parts(town)] == [False, True, False]
    await nothing_is_silent(town)


async def test_what_is_done_is_not_handed_over(helped):
    town = helped
    await town.property.sends_press("part_done:1")
    await town.property.says("清运完了")
    sick, fixer = town.property.person_id, town.fixer.person_id
    assert await town.manager.sends_press(f"handover:0:to.{sick}.{fixer}") == (
        "好，2 件都交接了，已告诉居民"
    )
    assert await takers(town) == [sick, fixer, fixer]


async def test_a_taker_of_another_unit_gets_no_part(helped):
    town = helped
    clerk = await town.staff("clerk", "孙丽", Role.COMMUNITY_STAFF, "yongan")
    async with town.deps.begin() as work:  # he works at the community as well, small offices do
        work.add(
            Membership(person_id=town.property.person_id, unit="yongan", role=Role.COMMUNITY_STAFF)
        )
        work.add(Membership(person_id=town.manager.person_id, unit="yongan", role=Role.SECRETARY))
        await work.commit()
    toast = await town.manager.sends_press(
        f"handover:0:to.{town.property.person_id}.{clerk.person_id}"
    )
    assert toast == "这些单子不能交给这位同事，请换一位。"
    assert await takers(town) == [town.property.person_id] * PASSAGES


async def test_the_one_who_stands_in_takes_the_parts_as_well(helped):
    town = helped
    await town.property.says("/leave")
    await town.property.presses("三天")
    await town.property.presses("何")
    await town.after(minutes=1)
    assert "手里有 3 件" in await town.fixer.last()
    assert (await town.fixer.last()).count("要您配合") == PASSAGES
    assert await town.fixer.presses("全部接手") == "好，3 件都交接了，已告诉居民"
    assert await takers(town) == [town.fixer.person_id] * PASSAGES
    await nothing_is_silent(town)


async def test_he_leaves_and_his_side_is_told_once(helped):
    town = helped
    await town.until(at(18, "10:00"))
    before = await parts(town)
    told, led = len(await town.fixer.reads()), len(await town.grid.reads())
    number = await post_number(town, town.property.person_id)
    await town.manager.sends_press(f"member:{number}:out")
    assert "手里 3 件会退回去" in await town.manager.last()
    assert await town.manager.presses("确定离开") == "张强已离开岗位，3 件退回去了"
    after = await parts(town)
    assert [(p.handler_id, p.accepted_at) for p in after] == [(None, None)] * PASSAGES
    assert all(new.accept_due > old.accept_due for new, old in zip(after, before, strict=True))
    assert [new.due_at for new in after] == [old.due_at for old in before]
    assert {"part", "part_accept"} <= set(await running(town))
    (listed,) = [t for t in (await town.fixer.reads())[told:] if t.startswith("📥")]
    assert listed.count("要您配合") == PASSAGES
    assert len((await town.fixer.reads())[told:]) == 1
    new = [t for t in (await town.grid.reads())[led:] if "原来配合的人不在了" in t]
    assert new == ["🤝 1118-1、1118-2、1118-3 原来配合的人不在了，等永安物业再派人。"]
    assert await town.fixer.presses("看 1118-3") == "已发给您"
    assert "归您配合" in await town.fixer.presses("我来配合")
    await nothing_is_silent(town)


async def test_a_sheet_without_him_frees_the_parts(helped, tmp_path):
    town, path = helped, tmp_path / "org.xlsx"
    await bring(town.program, path, good())
    gone = good("people")
    gone["people"] = [row for row in gone["people"] if row[1] != "张强"]
    assert len(gone["people"]) == len(good("people")["people"]) - 1
    _, done = await bring(town.program, path, gone)
    await town.settle()
    assert (done.queued, done.passed) == (PASSAGES, 0)
    assert await takers(town) == [None] * PASSAGES
    assert len(await heard(town.grid, "原来配合的人不在了")) == 1
    await nothing_is_silent(town)


async def test_a_sheet_gives_the_parts_to_whoever_stands_in(helped, tmp_path):
    town, path = helped, tmp_path / "org.xlsx"
    await bring(town.program, path, good())
    await town.property.says("/leave")
    await town.property.presses("一周")
    await town.property.presses("何")
    gone = good("people")
    gone["people"] = [row for row in gone["people"] if row[1] != "张强"]
    _, done = await bring(town.program, path, gone)
    await town.settle()
    assert (done.queued, done.passed) == (0, PASSAGES)
    assert await takers(town) == [town.fixer.person_id] * PASSAGES
    await nothing_is_silent(town)
