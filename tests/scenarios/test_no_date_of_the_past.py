"""What she was promised has passed: from then on nobody promises it to her again, whoever has it
next; she is told that it is late."""

import pytest

from domain.people import Role
from tests.scenarios.staging import DOOR, at

LATE = "原定回话的时间过了，对不住，我们正往上催。"


@pytest.fixture
async def resident(town):
    """The property company accepted it and let the day of its answer pass."""
    found = await town.resident()
    await found.says(DOOR)
    await town.property.presses("接单")
    await town.until(at(19, "10:00"))
    assert (await town.ticket()).promised_at < town.clock.now()
    return found


async def a_colleague_takes_over(town):
    await town.staff("fixer", "何平", Role.PROPERTY_STAFF, "yongan-property")
    await town.property.says("/leave")
    await town.property.presses("一周")
    await town.property.presses("何")
    await town.after(minutes=1)
    assert await town.fixer.presses("接手") == "接手成功，已告诉居民"


async def test_it_goes_back_to_the_queue_without_news(town, resident):
    await town.until(at(24, "09:00"))
    assert "🔁 1118-1 转给永安物业（值班员）办了，您不用再跑一趟。" + LATE in await resident.reads()


async def test_a_colleague_goes_on(town, resident):
    await a_colleague_takes_over(town)
    assert await resident.last() == "🔁 1118-1 现在由物业何师傅接着办。" + LATE


async def test_it_is_given_to_the_other_side(town, resident):
    await town.property.presses("退单")
    await town.property.presses("归社区")
    await town.property.presses("违章搭建")
    assert (await resident.last()).endswith(LATE)


async def test_what_lies_ahead_is_still_promised(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    await a_colleague_takes_over(town)
    assert await resident.last() == "🔁 1118-1 现在由物业何师傅接着办。最晚明天 09:00 给您回话。"
