"""Monday's summary when the program was off on Monday: late, once, and never again."""

from db.models import Summary
from domain.period import Period
from tests.scenarios.staging import NOISE, at, heard, nothing_is_silent, reopen
from workflows.summarise_week import send_summary

HEAD = "一周民情（11.16—11.22）"


async def _a_week_with_one_ticket(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await town.grid.presses("接单")
    await town.grid.presses("办结")
    await town.grid.says("跟楼上说好了，十点后不吵")
    await resident.presses("已解决")
    await resident.presses("满意")
    await town.until(at(20, "18:00"))  # Friday


async def _is_signed(town):
    """Where it waits for a signature."""
    for leader in (town.secretary, town.street):
        if "✅ 发送" in await leader.buttons():
            await leader.presses("发送")


async def test_off_from_friday_to_tuesday(town):
    await _a_week_with_one_ticket(town)
    await town.program.close()
    town.clock.move_to(at(24, "09:30"))
    for _ in range(3):
        await reopen(town)
        await town.after(minutes=0)
        await _is_signed(town)
        for group, unit in ((town.party, "永安社区"), (town.party_street, "建中街街道")):
            assert await heard(group, HEAD) == ["24 09:30"]
            summary = await group.last()
            assert summary.startswith(f"📋 {unit} {HEAD}")
            assert "来单 1 件" in summary and "满意率 1/1 件" in summary
    await nothing_is_silent(town)


async def test_at_its_hour_on_monday_and_not_before(town):
    await _a_week_with_one_ticket(town)
    await town.until(at(23, "07:59"))
    assert await heard(town.party, HEAD) == []
    await town.until(at(23, "08:00"))
    await _is_signed(town)
    assert await heard(town.party, HEAD) == ["23 08:00"]
    await town.after(days=6)
    assert len(await heard(town.party, HEAD)) == 1


async def test_sent_twice_is_said_once(town):
    await _a_week_with_one_ticket(town)
    week = Period.parse("2026-W47")
    town.clock.move_to(at(23, "08:00"))
    assert await send_summary(town.deps, week) == 2
    assert await send_summary(town.deps, week) == 0
    assert await send_summary(town.deps, week, "yongan") == 0
    await town.program.rounds.tick()
    await town.settle()
    await reopen(town)
    assert await send_summary(town.deps, week) == 0
    await town.after(minutes=5)
    assert len(await heard(town.party, HEAD)) == len(await heard(town.party_street, HEAD)) == 1
    kept = [row for row in await town.rows(Summary) if row.week == str(week)]
    assert sorted(row.unit for row in kept) == ["jianzhong", "yongan"]
