"""每日一碰头 and the hand-over note: what stands in them, once per day and group, never late in
the afternoon, and not on a day off."""

import asyncio
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Desk as DeskTable
from db.desk_rows import Shift, Supervision
from db.models import Event, GroupPurpose
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.mortality import Death, live, start_again
from tests.support.rows import make_ticket
from tests.support.screen import LINES, screen_lines
from tests.support.town import START, ZONE, beside
from tests.workflows.test_listing import codes, fill, taken_by
from workflows.morning_sheet import DeskHours, due_now, send_due_sheets, sort_out
from workflows.shifts import number_of

DAY = timedelta(days=1)
HOURS = DeskHours()
THURSDAY = datetime(2026, 11, 19, tzinfo=ZONE)


def at(day: int, clock: str) -> datetime:
    return datetime.combine(date(2026, 11, day), time.fromisoformat(clock), ZONE)


async def sheets(actor) -> list[str]:
    return [text for text in await actor.reads() if "每日一碰头" in text or "交班" in text]


@pytest.fixture
async def desk(town):
    """The groups of both sides of the desk."""
    await town.group("side_c", "yongan", GroupPurpose.STAFF)
    await town.group("side_p", "yongan-property", GroupPurpose.STAFF)
    return town


GARDEN = {"place": {"compound": "yongan-garden", "building": "3", "unit": "2", "room": "501"}}


async def put_some(town) -> dict[str, int]:
    """One ticket of each section, one held, one complaint about the company."""
    joint = {"support_unit": "yongan-property", "support_role": Role.PROPERTY_STAFF}
    made = await fill(
        town,
        taken_by(town.property, fix_due=at(18, "17:00"), **GARDEN),
        taken_by(town.property, fix_due=at(19, "16:00")),
        taken_by(town.grid, fix_due=at(25, "16:00"), lead_unit="yongan", **joint),
        taken_by(town.property, fix_due=at(26, "16:00")),
        taken_by(town.property, held_until=at(19, "11:00"), fix_due=at(26, "16:00")),
        taken_by(
            town.grid, fix_due=at(19, "12:00"), lead_unit="yongan", against="property", **joint
        ),
        {"status": Status.DONE},
    )
    names = ("late", "today", "joint", "watched", "held", "against", "done")
    numbers = dict(zip(names, made, strict=True))
    async with town.deps.begin() as work:
        by = {"since": START, "by_id": town.secretary.person_id, "reason": "看"}
        work.add(Supervision(ticket_id=numbers["watched"], **by))
        work.add(Supervision(ticket_id=numbers["late"], **by))
        await work.commit()
    return numbers


async def test_the_sheet_of_both_sides(desk):
    numbers = await put_some(desk)
    await desk.until(at(19, "08:29"))
    assert await sheets(desk.side_c) == []
    await desk.until(at(19, "08:31"))
    (text,) = await sheets(desk.side_c)
    lines = text.splitlines()
    assert lines[0] == "📋 永安社区 每日一碰头（11月19日 周四）"
    assert lines[1].startswith("👥 今天值班：网格员小李、") and "物业张师傅" in lines[1]
    assert "陈书记" not in lines[1]
    assert "❗️已经超时 1 件：" in lines and "⏰ 今天到期 2 件：" in lines
    assert "🤝 要两边碰一碰 1 件：" in lines and "🔖 另有督办 1 件：" in lines
    order = ("late", "against", "today", "joint", "watched")
    assert codes(text) == [numbers[name] for name in order[:3]]
    assert screen_lines(text) <= LINES
    every = f"sheet:{number_of('yongan')}:1"
    assert await desk.grid.sends_press(every) == "已发给您"
    whole = await desk.grid.last()
    while any("下一页" in label for label in await desk.grid.buttons()):
        await desk.grid.presses("下一页")
        whole += await desk.grid.last()
    assert [n for n in codes(whole) if n in numbers.values()][:5] == [numbers[n] for n in order]
    assert await desk.street.sends_press(every) != "已发给您"
    for forged in ("sheet:0:1", f"sheet:{number_of('erqi')}:1"):
        assert await desk.grid.sends_press(forged) == "这个按钮认不出来了，请用最新的那条消息。"
    assert await desk.property.sends_press(every) == "已发给您"
    theirs = "".join(await desk.property.reads())
    assert numbers["against"] not in codes(theirs[theirs.rindex("今天到期") :])
    assert "🟠 1117-1 公共设施 · 永安花园3号楼，物业张师傅，昨天 17:00 前" in text

    (company,) = await sheets(desk.side_p)
    assert company.startswith("📋 永安物业 每日一碰头")
    assert "👥 今天值班：物业张师傅、物业马经理" in company
    assert numbers["against"] not in codes(company) and numbers["joint"] in codes(company)
    for told in (text, company):
        assert "501" not in told and "2单元" not in told and len(told.splitlines()) <= 24


async def test_a_long_day_fits_a_small_screen(desk):
    await fill(desk, *(taken_by(desk.property, fix_due=at(18, "17:00")) for _ in range(60)))
    await desk.until(at(19, "08:31"))
    (text,) = await sheets(desk.side_c)
    assert "已经超时 60 件" in text and screen_lines(text) <= LINES
    assert await desk.side_c.buttons() == ["📋 一件一件看"]


async def test_the_roster_of_the_day_says_who_is_on_duty(desk):
    async with desk.deps.begin() as work:
        for day, actor in ((19, desk.grid2), (19, desk.manager), (20, desk.grid)):
            row = {"unit": "yongan", "person_id": actor.person_id, "asked_id": None}
            work.add(Shift(day=date(2026, 11, day), **row))
        await work.commit()
    await desk.until(at(19, "08:31"))
    (text,) = await sheets(desk.side_c)
    assert "👥 今天值班：网格员小吴、物业马经理\n" in text
    await desk.off_duty("grid2", "manager")
    await desk.off_duty("grid")
    await desk.until(at(20, "08:31"))
    assert "今天值班：物业张师傅、" in (await sheets(desk.side_c))[-1], "the one on it is away"


async def test_nobody_and_nothing(desk):
    await desk.until(at(19, "08:31"))
    (text,) = await sheets(desk.side_c)
    assert text.endswith("👍 没有超时的，今天也没有到期的。") and len(text.splitlines()) == 3
    await desk.off_duty("grid", "grid2", "property", "manager", "alliance", "secretary")
    await desk.until(at(20, "08:31"))
    assert "⚠️ 今天还没有人值班" in (await sheets(desk.side_c))[-1]
    assert not any("交班" in text for text in await sheets(desk.side_c)), "a day without tickets"


async def test_on_a_day_off_nobody_is_bothered(desk):
    await put_some(desk)
    await desk.until(at(19, "08:31"))
    await desk.until(at(20, "19:00"))  # a Friday
    before = await sheets(desk.side_c)
    await desk.until(at(22, "20:00"))
    assert await sheets(desk.side_c) == before
    await desk.until(at(23, "08:31"))
    assert len(await sheets(desk.side_c)) == len(before) + 1


async def test_other_groups_do_not_get_it(desk):
    await desk.group("team", "yongan", GroupPurpose.VANGUARD)
    await desk.group("office", "jianzhong", GroupPurpose.STAFF)
    await put_some(desk)
    await desk.until(at(19, "08:31"))
    for chat in ("team", "office", "party", "party_street"):
        assert await sheets(desk.people[chat]) == []
    late = await desk.group("late", "yongan", GroupPurpose.STAFF)
    await desk.until(at(19, "09:00"))
    assert await sheets(late) == []


async def test_the_hand_over_note(desk):
    resident = await desk.resident()
    await resident.says("3号楼2单元楼道灯坏了，麻烦来修一下")
    late, soon, far = await fill(
        desk,
        taken_by(desk.property, fix_due=at(18, "17:00")),
        taken_by(desk.property, fix_due=at(19, "10:00")),
        taken_by(desk.property, fix_due=at(30, "10:00")),
    )
    (done,) = await fill(desk, {"status": Status.DONE})
    async with desk.deps.begin() as work:
        event = Event(ticket_id=done, at=at(18, "11:00"), kind="resolve", person_id=None, values={})
        work.add(event)
        await work.commit()
    await desk.until(at(18, "18:01"))
    for group in (desk.side_c, desk.side_p):
        (text,) = await sheets(group)
        assert "今日交班（11月18日 周三）" in text
        assert "今天来了 1 件，办好 1 件，还有 4 件没办完。" in text
        assert codes(text) in ([1, late, soon], [late, 1, soon], [1, late, soon, far])
        assert screen_lines(text) <= LINES
        first = text.index("⏭ 接下来最先到期：")
        assert text.index(f"-{late} ") < first < text.index(f"-{soon} ")
    await desk.until(at(18, "23:00"))
    assert len(await sheets(desk.side_c)) == 1


async def test_no_heading_of_the_note_stands_without_a_line(desk):
    many = [taken_by(desk.property, fix_due=at(18, f"1{n}:00"), **GARDEN) for n in range(6)]
    await fill(desk, *many, taken_by(desk.property, fix_due=at(30, "10:00"), **GARDEN))
    await desk.until(at(18, "18:01"))
    (text,) = await sheets(desk.side_c)
    assert "❗️已经超时 6 件：" in text
    assert "最先到期" not in text


# Once, late rather than never


@given(st.times())
def test_each_goes_out_within_its_hours(moment):
    now = datetime.combine(date(2026, 11, 19), moment, ZONE)
    due = due_now(now, HOURS)
    assert ("sheet" in due) is (time(8, 30) <= moment < time(12))
    assert ("handover" in due) is (time(18) <= moment < time(21))
    assert all(since <= now for since in due.values())


async def test_late_after_an_outage_but_not_in_the_afternoon(desk):
    await put_some(desk)
    desk.clock.move_to(at(19, "11:59"))
    assert await send_due_sheets(desk.deps, HOURS, {}) == 2
    desk.clock.move_to(at(20, "12:00"))
    assert await send_due_sheets(desk.deps, HOURS, {}) == 0


async def test_several_processes_send_one(desk):
    await put_some(desk)
    desk.clock.move_to(at(19, "08:30"))
    others = [beside(desk, speaks=False) for _ in range(3)]
    for _ in range(3):
        sent = await asyncio.gather(
            *(send_due_sheets(one.deps, HOURS, {}) for one in (desk.program, *others))
        )
    assert sum(sent) == 0
    await desk.settle()
    assert len(await sheets(desk.side_c)) == len(await sheets(desk.side_p)) == 1
    for one in others:
        await one.close()


async def test_killed_at_every_commit_it_goes_out_once(desk):
    await put_some(desk)
    await desk.until(at(19, "08:29"))
    day = 19
    for number in (1, 2, 3):
        for after in (False, True):
            death = Death(number, after=after)
            moment = at(day, "08:30")

            async def comes(moment=moment):
                await desk.until(moment)

            await live(desk, death, comes)
            await desk.after(minutes=5)
            texts = [t for t in await sheets(desk.side_c) if f"头（11月{day}日" in t]
            assert len(texts) == 1, (number, after)
            assert death.dead, (number, after)
            day += 1 if day not in (20,) else 3


async def test_a_new_process_does_not_say_it_again(desk):
    await put_some(desk)
    await desk.until(at(19, "08:31"))
    await start_again(desk)
    await desk.until(at(19, "11:00"))
    assert len(await sheets(desk.side_c)) == 1


async def test_its_hours_are_configured(town_opened_with):
    table = DeskTable(sheet_at=time(9, 30), handover_at=time(17))
    town = await town_opened_with(desk=table)
    await town.group("side_c", "yongan", GroupPurpose.STAFF)
    await put_some(town)
    await town.until(at(19, "09:29"))
    assert await sheets(town.side_c) == []
    await town.until(at(19, "09:31"))
    assert "每日一碰头" in (await sheets(town.side_c))[-1]
    await town.until(at(19, "17:01"))
    assert "交班" in (await sheets(town.side_c))[-1]


@pytest.fixture
async def town_opened_with(database_url):
    from tests.support.town import open_town

    opened = []

    async def open_it(**tables):
        opened.append(await open_town(database_url, **tables))
        return opened[-1]

    yield open_it
    for town in opened:
        await town.close()


def test_each_ticket_stands_in_one_section():
    now = at(19, "08:30")
    held = make_ticket(1, id=1, status=Status.HANDLING, held_until=at(19, "11:00"))
    merely = make_ticket(
        1, id=2, status=Status.HANDLING, contacted_at=START, fix_due=at(30, "09:00")
    )
    found = sort_out([held, merely], frozenset({1}), now)
    assert {name: [t.id for t in some] for name, some in found.items()} == {
        "overdue": [],
        "today": [],
        "joint": [],
        "supervised": [1],
    }
