"""服务之星: whoever wants it is thanked by name under the month, in no order and without numbers;
who has not said so is never named, and the names are kept nowhere with the numbers."""

from datetime import datetime, timedelta

import pytest

from db.models import Event, Summary
from domain.lifecycle import Status
from domain.people import Role
from domain.period import Span
from tests.support.rows import make_ticket
from tests.support.town import ZONE
from workflows.summarise_week import SummaryHours, send_due_summaries

FIRST = datetime(2026, 12, 1, 8, 0, tzinfo=ZONE)
HOURS = SummaryHours(FIRST.time(), longer=frozenset({Span.MONTH}))


@pytest.fixture
async def month(town):
    """The grid worker has two solved, the property one; a volunteer claimed one; one was redone."""
    await town.staff("volunteer", "钱进", Role.VOLUNTEER, "yongan")
    owner = (await town.resident()).person_id
    day = town.clock.now()
    async with town.deps.begin() as work:
        done = [
            make_ticket(
                owner,
                community="yongan",
                status=Status.CLOSED,
                verdict="solved",
                opened_at=day,
                closed_at=day + timedelta(hours=2),
                handler_id=town.people[chat].person_id,
                redo=redo,
            )
            for chat, redo in (
                ("grid", 0), ("grid", 0), ("property", 0), ("grid2", 1), ("volunteer", 0),
            )
        ]  # fmt: skip
        work.add_all(done)
        await work.flush()
        person = town.volunteer.person_id
        work.add(Event(ticket_id=done[-1].id, at=day, kind="claim", person_id=person, values={}))
        await work.commit()
    return town


async def says_yes(town, *chats: str) -> None:
    for chat in chats:
        await town.people[chat].says("/star")
        await town.people[chat].presses("愿意被点名感谢")


async def of_month(town) -> str:
    await town.secretary.says("/summary 2026-11")
    return await town.secretary.last()


async def test_nobody_is_named_by_himself(month):
    text = await of_month(month)
    assert "服务之星" not in text
    assert not any(name in text for name in ("李娜", "张强", "吴梅", "钱进"))
    assert "🚩 先锋突击队认领办好：永安社区 1 件" in text


async def test_who_wants_it_is_named_in_no_order_and_without_numbers(month):
    await says_yes(month, "grid", "volunteer", "grid2", "street")
    text = await of_month(month)
    (line,) = [one for one in text.splitlines() if "服务之星" in one]
    assert line == "🌟 服务之星（不分先后）：李娜、钱进"  # grid2's was done anew
    assert "张强" not in text


async def test_it_can_be_taken_back(month):
    await says_yes(month, "grid")
    await month.grid.presses("不点我的名字")
    assert (await month.grid.last()).startswith("⭐️ 现在感谢里不点您的名字")
    assert "李娜" not in await of_month(month)


@pytest.mark.parametrize("period", ["2026-11-18", "2026-W47"])
async def test_a_week_thanks_nobody_by_name(month, period):
    await says_yes(month, "grid")
    await month.secretary.says(f"/summary {period}")
    assert "李娜" not in await month.secretary.last()


async def test_the_month_goes_the_way_of_the_week(month):
    """Draft, signature, once; the name is said to the group and not kept with the summary."""
    await says_yes(month, "grid")
    month.clock.move_to(FIRST - timedelta(minutes=1))
    await send_due_summaries(month.deps, HOURS)
    assert [row for row in await month.rows(Summary) if row.week == "2026-11"] == []
    month.clock.move_to(FIRST)
    for _ in range(2):
        await send_due_summaries(month.deps, HOURS)
    await month.settle()
    (row,) = [r for r in await month.rows(Summary) if (r.week, r.unit) == ("2026-11", "yongan")]
    drafts = [t for t in await month.secretary.reads() if "2026-11 的民情，请您看一看" in t]
    assert len(drafts) == 1 and "🌟 服务之星（不分先后）：李娜" in drafts[0]
    assert "李娜" not in str(row.parts)
    await month.secretary.sends_press(f"week:{row.id}:send")
    await month.secretary.sends_press(f"week:{row.id}:send")
    said = [t for t in await month.party.reads() if "2026-11 民情" in t]
    assert len(said) == 1 and "服务之星（不分先后）：李娜" in said[0]


async def test_residents_are_not_asked(month):
    resident = await month.resident("another")
    await resident.says("/star")
    assert "服务之星" not in await resident.last() and "感谢" not in await resident.last()
