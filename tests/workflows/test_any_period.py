"""/summary for a day, a week, a month, a quarter, a year, of every unit somebody leads or that is
beneath; and what the numbers mean."""

from datetime import datetime, timedelta

import pytest

from db.models import Summary
from domain.period import Period
from domain.permissions import BUTTONS
from tests.scenarios.staging import DOOR
from tests.support.rows import make_ticket
from tests.support.town import ZONE
from workflows.archive import look_buttons
from workflows.meanings import MEANINGS


@pytest.mark.parametrize(
    ("period", "head"),
    [
        ("2026-11-18", "📋 永安社区 2026-11-18 民情（11.18—11.18）"),
        ("2026-W47", "📋 永安社区 一周民情（11.16—11.22）"),
        ("2026-11", "📋 永安社区 2026-11 民情（11.1—11.30）"),
        ("2026-Q4", "📋 永安社区 2026-Q4 民情（10.1—12.31）"),
        ("2026q4", "📋 永安社区 2026-Q4 民情（10.1—12.31）"),
        ("2026", "📋 永安社区 2026 民情（1.1—12.31）"),
    ],
)
async def test_any_span_shows_the_same_ticket(town, period, head):
    await (await town.resident()).says(DOOR)
    await town.secretary.says(f"/summary {period}")
    text = await town.secretary.last()
    assert text.splitlines()[0] == head
    assert "来单 1 件" in text and "在办 1 件" in text
    assert "⏳ 还没过完，算到 11.18 09:00。" in text
    assert "本周" not in text or "一周民情" in head
    assert await town.rows(Summary) == []  # nothing is kept of it, and nobody signs it


@pytest.mark.parametrize("period", ["2026-11-18", "2026-W47", "2026-11"])
async def test_nothing_is_late_whose_limits_lie_ahead(town, period):
    """Reported a moment ago: neither overdue nor unaccepted, and in no rate yet."""
    await (await town.resident()).says(DOOR)
    await town.secretary.says(f"/summary {period}")
    text = await town.secretary.last()
    assert "超时还没办好" not in text and "没人接单" not in text
    assert "响应率 0/1" not in text
    await town.after(days=20)
    await town.secretary.says(f"/summary {period}")
    assert "没人接单 1 件" in await town.secretary.last()


async def test_what_runs_is_compared_with_as_much_of_what_was_before(town):
    """Three came last week, two of them after this hour of its Wednesday."""
    await (await town.resident()).says(DOOR)
    owner, now = (await town.ticket()).owner_id, town.clock.now()
    ago = (timedelta(days=7), timedelta(days=6), timedelta(days=5))
    async with town.deps.begin() as work:
        work.add_all(make_ticket(owner, community="yongan", opened_at=now - one) for one in ago)
        await work.commit()
    await town.secretary.says("周报 本周")
    assert "来单 1 件（上周同期 1）" in await town.secretary.last()
    await town.until(datetime(2026, 11, 23, tzinfo=ZONE))
    await town.secretary.says("/summary 2026-W47")
    assert "来单 1 件（上周 3）" in await town.secretary.last()


@pytest.mark.parametrize(
    ("said", "head"),
    [
        ("", "永安社区 一周民情（11.9—11.15）"),
        ("上周", "永安社区 一周民情（11.9—11.15）"),
        ("永安社区", "永安社区 一周民情（11.9—11.15）"),
        ("last week yongan", "永安社区 一周民情（11.9—11.15）"),
        ("这周 永安社区", "永安社区 一周民情（11.16—11.22）"),
        ("昨天", "永安社区 2026-11-17 民情"),
        ("上个月", "永安社区 2026-10 民情"),
        ("本季度", "永安社区 2026-Q4 民情"),
        ("去年", "永安社区 2025 民情"),
    ],
)
async def test_as_people_call_it(town, said, head):
    await town.secretary.says(f"/summary {said}".strip())
    assert (await town.secretary.last()).startswith(f"📋 {head}")


@pytest.mark.parametrize("unit", ["永安社区", "yongan", "建中街街道"])
async def test_of_a_unit_beneath(town, unit):
    await (await town.resident()).says(DOOR)
    await town.district.says(f"/summary 2026-11 {unit}")
    name = "建中街街道" if unit == "建中街街道" else "永安社区"
    assert (await town.district.last()).startswith(f"📋 {name} 2026-11 民情")


@pytest.mark.parametrize(
    ("chat", "text", "answer"),
    [
        ("secretary", "2026-11 建中街街道", "您这里没有叫“建中街街道”的单位。"),
        ("secretary", "2027-01", "2027-01 还没到。"),
        ("secretary", "前些天", "没认出是什么时候"),
        ("secretary", "上周 建中街街道", "您这里没有叫“建中街街道”的单位。"),
        ("secretary", "2026-13", "没认出是什么时候"),
    ],
)
async def test_what_is_not_theirs_or_no_period(town, chat, text, answer):
    await getattr(town, chat).says(f"/summary {text}")
    assert answer in await getattr(town, chat).last()


@pytest.mark.parametrize("text", ["2026-11 怎么算的", "定义", "2026-W47 什么意思"])
async def test_what_the_numbers_mean(town, text):
    await town.secretary.says(f"/summary {text}")
    said = await town.secretary.last()
    assert said.startswith("📖 这些数怎么算") and len(said.splitlines()) == len(MEANINGS) + 1
    for name in ("在办：", "超时：", "没人接：", "建议：", "巡查："):
        assert f"\n{name}" in said


async def test_the_button_says_the_same(town):
    await town.secretary.says("/summary 2026-11")
    await town.secretary.presses("定义")
    assert (await town.secretary.last()).startswith("📖 这些数怎么算")


async def test_every_units_button_fits(town):
    longest = "x" * 24
    for text in ("2026-11-18", "2026-W47", "2026-Q4"):
        rows = look_buttons(Period.parse(text), longest)
        assert all(len(str(button.press)) <= 64 for row in rows for button in row)
    assert {"look", "meaning"} <= BUTTONS.keys()
