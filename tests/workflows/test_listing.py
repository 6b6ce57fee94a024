"""我的待办 and the queue: order, pages, whose it is, and that a page button does no harm."""

import re
from datetime import datetime, timedelta

import pytest

from db.desk_rows import SupportPart
from domain.lifecycle import Status
from domain.people import Role
from tests.support.rows import make_person, make_ticket
from tests.support.screen import LINES, screen_lines
from tests.support.town import START, ZONE
from workflows.list_pages import NEVER_LATE, next_date, page_number

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def fill(town, *more) -> list[int]:
    """Tickets like these, of some resident; with the property company unless they say other."""
    usual = {
        "community": "yongan",
        "lead_unit": "yongan-property",
        "opened_at": START - DAY,
        "accept_due": START + HOUR,
        "contact_due": START + HOUR,
        "fix_due": START + DAY,
        "promised_at": START + DAY,
    }
    async with town.deps.begin() as work:
        owner = make_person()
        work.add(owner)
        await work.flush()
        made = [make_ticket(owner.id, **usual | one) for one in more]
        work.add_all(made)
        await work.commit()
        return [ticket.id for ticket in made]


def taken_by(actor, **more) -> dict:
    return {"status": Status.HANDLING, "handler_id": actor.person_id, "contacted_at": START} | more


def codes(text: str) -> list[int]:
    """The numbers of the tickets that a list names, in its order."""
    return [int(found) for found in re.findall(r"\b\d{4}-(\d+)\b", text)]


async def test_danger_comes_first_then_what_is_late_then_what_is_due(town):
    later, late, soon, danger, held = await fill(
        town,
        taken_by(town.property, fix_due=START + 3 * DAY, level="L3"),
        taken_by(town.property, fix_due=START - 2 * DAY),
        taken_by(town.property, fix_due=START + HOUR, level="L1"),
        taken_by(town.property, fix_due=START + 2 * HOUR, level="L0"),
        taken_by(town.property, fix_due=START - DAY, held_until=START + 9 * DAY),
    )
    await town.property.says("/todo")
    text = await town.property.last()
    assert codes(text) == [danger, late, soon, later, held]
    assert text.startswith("🙋 在您手里 5 件，超时 1 件：")
    assert "❗️超时没办好（11月16日（周一）09:00）" in text
    assert "⏰ 今天 10:00 前办好" in text
    assert "⏸ 已挂起，11月27日（周五）09:00 接着办" in text
    assert "🔴 1117" in text and "🆘 1117" in text
    assert await town.property.presses(f"看 1117-{late}") == "已发给您"
    assert f"1117-{late} ·" in await town.property.last()


async def test_sixty_tickets_are_read_page_by_page(town):
    made = await fill(
        town,
        *(taken_by(town.property, fix_due=START + n * HOUR) for n in range(40)),
        *({"accept_due": START + n * HOUR, "fix_due": START + 9 * DAY} for n in range(20)),
    )
    await town.property.says("/todo")
    seen: list[int] = []
    for number in range(1, 12):
        text = await town.property.last()
        assert screen_lines(text) <= LINES
        assert "在您手里 40 件" in text or "等接单 20 件" in text
        buttons = await town.property.buttons()
        seen += codes(text)
        if number < 11:
            assert buttons[-1] == f"▶️ 下一页（{number + 1}/11）"
            assert await town.property.presses("下一页") == "已发给您"
    assert seen == made
    assert not any("下一页" in label for label in await town.property.buttons())
    assert codes(await town.property.last()) == made[59:]


async def test_the_page_that_holds_two_sections_says_both_headings(town):
    await fill(town, *(taken_by(town.property) for _ in range(4)), {}, {})
    await town.property.says("/todo")
    text = await town.property.last()
    assert "在您手里 4 件" in text and "等接单 2 件" in text
    await town.property.presses("下一页")
    assert (await town.property.last()).startswith("📥 等接单 2 件：")


@pytest.mark.parametrize(
    ("choice", "number"),
    [(None, 1), ("2", 2), ("0", 0), ("99", 99), ("1000", 1), ("-1", 1), ("p.2", 1), ("٢", 1)],
)
def test_a_page_number_is_a_number(choice, number):
    assert page_number(choice) == number


async def test_old_and_forged_page_buttons_do_no_harm(town):
    await fill(town, taken_by(town.property))
    resident = await town.resident()
    for payload in ("todo:0:9", "todo:0:0", "todo:0", "todo:0:x", "queue:0:7"):
        assert await town.property.sends_press(payload) == "已发给您"
    assert "在您手里 1 件" in (await town.property.reads())[-2]
    for payload in ("todo:0:1", "queue:0:1", "supervised:0:1"):
        assert await resident.sends_press(payload) == "这个按钮认不出来了，请用最新的那条消息。"
    assert await town.property.sends_press("supervised:0:1") != "已发给您"
    assert await resident.reads() == []


async def test_a_grid_worker_is_told_what_waits_in_her_own_grid(town):
    first, second, unknown = await fill(
        town,
        *(
            {"lead_unit": "yongan", "lead_role": Role.GRID_WORKER, "place": place}
            for place in (
                {"compound": "yongan-garden", "building": "3"},
                {"compound": "party-school-yard", "building": "1"},
                {},
            )
        ),
    )
    await town.grid.says("/todo")
    assert sorted(codes(await town.grid.last())) == [first, unknown]
    await town.grid2.says("/todo")
    assert sorted(codes(await town.grid2.last())) == [second, unknown]
    await town.grid2.says("/queue")
    assert sorted(codes(await town.grid2.last())) == [first, second, unknown]
    await town.off_duty("grid")
    await town.grid2.says("/todo")
    assert sorted(codes(await town.grid2.last())) == [first, second, unknown]


async def test_the_supporting_side_has_its_parts_too(town):
    joint = {
        "lead_unit": "yongan",
        "lead_role": Role.GRID_WORKER,
        "support_unit": "yongan-property",
        "support_role": Role.PROPERTY_STAFF,
    }
    free, mine, others, done = await fill(town, joint, joint, joint, joint)
    part = {"cycle": 1, "task": "", "started_at": START, "media": [], "lead_media": []}
    part |= {"accept_due": START + 2 * HOUR, "due_at": START + HOUR}
    async with town.deps.begin() as work:
        work.add_all(
            [
                SupportPart(ticket_id=free, **part),
                SupportPart(ticket_id=mine, handler_id=town.property.person_id, **part),
                SupportPart(ticket_id=others, handler_id=town.manager.person_id, **part),
                SupportPart(ticket_id=done, done_at=START, **part),
            ]
        )
        await work.commit()
    await town.property.says("/todo")
    text = await town.property.last()
    assert text.startswith("🤝 要您配合 2 件：") and codes(text) == [mine, free]
    assert "⏰ 今天 11:00 前接单" in text and "⏰ 今天 10:00 前办好" in text
    assert await town.property.presses(f"看 1117-{mine}") == "已发给您"


async def test_a_queue_says_who_has_what(town):
    waits, taken = await fill(town, {"accept_due": START - HOUR}, taken_by(town.manager))
    await fill(town, {"lead_unit": "red-alliance", "lead_role": Role.STAND_IN})
    await town.property.says("/queue")
    text = await town.property.last()
    assert codes(text) == [waits, taken]
    assert "📥 没人接单 1 件，超时 1 件：" in text
    assert "👷 在办 1 件：" in text and "物业马经理：⏰ 明天 09:00 前办好" in text
    await town.manager.says("/queue")  # leads the unit
    assert codes(await town.manager.last()) == [waits, taken]
    await town.grid.says("/queue")
    assert await town.grid.last() == "👍 岗位上没有单子。"


async def test_a_resident_has_neither(town):
    resident = await town.resident()
    for command in ("/todo", "/queue", "/find 灯", "/supervise", "/supervise 1 催"):
        await resident.says(command)
        assert await resident.last() == "这个功能是工作人员用的。您有事直接说一句就行。"
    assert await town.tickets() == []


async def test_danger_behind_a_command_that_is_not_hers_is_a_report(town):
    resident = await town.resident()
    await resident.says("/find 着火了，3号楼2单元501，救命")
    ticket = await town.ticket()
    assert ticket.level == "L0" and ticket.text.startswith("着火了")
    await town.property.says("/find 着火")
    assert len(await town.tickets()) == 1


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_next_date(status):
    ticket = make_ticket(1, status=status)
    for change in ({}, {"contacted_at": START}, {"held_until": START}):
        for name, value in change.items():
            setattr(ticket, name, value)
        date = next_date(ticket)
        assert date.at.tzinfo is not None
        assert date.is_late(datetime(2030, 1, 1, tzinfo=ZONE)) is (date.kind not in NEVER_LATE)


async def test_a_grid_worker_is_told_that_a_list_is_not_for_her_post(town):
    for command in ("/supervise", "/unit", "/handover"):
        await town.grid.says(command)
        assert await town.grid.last() == "这个功能不归您的岗位用。发 /help 看您能用的。"
