"""Nobody is on duty anywhere: the ticket stays, the audit says so, and whoever comes back first
hears of it."""

from domain.lifecycle import Status
from tests.scenarios.staging import NOISE, STAFF, at, heard, nothing_is_silent, on_duty
from workflows.audit import Violation, audit


async def test_the_secretary_comes_back_and_is_reached(town):
    await town.off_duty(*STAFF)
    resident = await town.resident()
    await resident.says(NOISE)
    assert "编号 1118-1" in await resident.last()
    alone = (Violation("nobody-accountable", "1118-1"),)
    assert await audit(town.deps) == alone
    await town.until(at(19, "10:15"))
    assert await audit(town.deps) == alone
    assert (await town.ticket()).status is Status.QUEUED
    for chat in STAFF:
        assert await town.people[chat].reads() == []
    assert [t for t in await resident.reads() if "⏫" in t] == []

    await on_duty(town, "secretary")
    await nothing_is_silent(town)
    await town.after(hours=1)
    assert len(await heard(town.secretary, "没人接单")) == 1
    assert "已经报给永安社区（书记）" in await resident.last()
    await town.after(hours=5)
    assert len(await heard(town.secretary, "没人接单")) == 1
    assert await town.secretary.presses("接单") == "接单成功，已告诉居民"
    assert "陈书记接单了" in await resident.last()
    assert NOISE in await town.secretary.last()
    assert "✅ 办结" in await town.secretary.buttons()
    await nothing_is_silent(town)


async def test_nobody_above_the_grid_worker_until_the_secretary_is_back(town):
    await town.off_duty("secretary", "street", "district")
    resident = await town.resident()
    await resident.says(NOISE)
    await town.until(at(18, "16:00"))
    await nothing_is_silent(town)
    assert [t for t in await resident.reads() if "⏫" in t] == []
    await on_duty(town, "secretary")
    await town.until(at(19, "18:00"))
    assert await heard(town.secretary, "没人接单") == ["19 15:30"]
    assert "已经报给永安社区（书记）" in await resident.last()
    await nothing_is_silent(town)


async def test_an_empty_rung_is_passed_over(town):
    await town.off_duty("secretary")
    resident = await town.resident()
    await resident.says(NOISE)
    await town.until(at(18, "11:00"))
    assert await town.secretary.reads() == []
    assert await heard(town.street, "没人接单") == ["18 11:00"]
    assert [e.values["rung"] for e in await town.events("gap")] == [1]
    assert "已经报给建中街街道" in await resident.last()
    await nothing_is_silent(town)


async def test_only_the_district_is_there_and_hears_each_step_once(town):
    await town.off_duty(*(chat for chat in STAFF if chat != "district"))
    resident = await town.resident()
    await resident.says(NOISE)
    assert NOISE in await town.district.last()
    await nothing_is_silent(town)
    await town.until(at(18, "18:00"))
    assert await heard(town.district, "还没人接单") == ["18 10:00", "18 10:36"]
    assert len(await heard(town.district, "请您督办")) == 1
    await nothing_is_silent(town)


async def test_an_emergency_pages_whoever_comes_back(town):
    await town.off_duty(*STAFF)
    resident = await town.resident()
    await resident.says("快来人！3号楼2单元电梯困住人了")
    assert "119" in (await resident.reads())[0]
    await town.after(minutes=32)
    await on_duty(town, "grid")
    await town.after(minutes=5)
    assert len(await heard(town.grid, "🆘 危急")) == 1
    assert await town.grid.presses("接单") == "接单成功，已告诉居民"
    await nothing_is_silent(town)
