"""How the demo's clock is moved."""

from datetime import timedelta

from bot.travel import travel_to
from tests.scenarios.staging import nothing_is_silent


async def test_a_danger_nobody_accepts_does_not_stop_the_clock_each_five_minutes(town):
    resident = await town.resident()
    await resident.says("3号楼2单元电梯里困人了")
    target = town.clock.now() + timedelta(hours=3)
    fired, _ = await travel_to(town.program, town.clock, target, exact=2)
    assert town.clock.now() == target
    assert 3 <= fired <= 12, "of the thirty-six pages of three hours"
    assert "危急" in "".join(await town.property.reads())
    await nothing_is_silent(town)
