"""A resident proposes something; whoever is done with it says whether it is adopted, she hears so,
and the week counts it."""

import pytest

from domain.lifecycle import Status
from tests.scenarios.staging import at
from tests.support.town import photo

IDEA = "建议在小区门口装个长椅"


async def taken(town, words=IDEA):
    resident = await town.resident()
    await resident.says(words)
    ticket = await town.ticket()
    assert ticket.kind == "suggestion"
    await town.grid.presses("接单")
    return resident


@pytest.mark.parametrize(
    ("label", "adopted", "told"),
    [
        ("👍 采纳", True, "💡 您的建议采纳了，谢谢您。"),
        ("没采纳", False, "💡 您的建议这次没有采纳，谢谢您操心。"),
    ],
)
async def test_she_hears_whether_it_was_adopted(town, label, adopted, told):
    resident = await taken(town)
    assert await town.grid.presses("办结") == "先说采纳没采纳"
    assert await town.grid.buttons() == ["👍 采纳", "没采纳"]
    assert (await town.ticket()).status is Status.HANDLING
    assert await town.grid.presses(label) == "请发一句话说说结果"
    await town.grid.says("和物业商量过了，下个月见")
    ticket = await town.ticket()
    assert (ticket.status, ticket.adopted) == (Status.DONE, adopted)
    assert told in (await resident.last()).splitlines()
    (event,) = await town.events("resolve")
    assert event.values["adopted"] is adopted


async def test_a_photo_and_two_taps_are_enough(town):
    resident = await taken(town)
    await town.grid.says("装好了", media=[photo("1" * 32)])
    await town.grid.presses("办结")
    assert await town.grid.presses("👍 采纳") == "已办结，等居民确认"
    assert "💡 您的建议采纳了" in await resident.last()


async def test_the_week_counts_what_was_adopted_when_it_is_closed(town):
    resident = await taken(town)
    await town.grid.presses("办结")
    await town.grid.presses("👍 采纳")
    await town.grid.says("下个月装")
    await town.secretary.says("/summary 2026-W47")
    assert "💡 收到建议 1 条，采纳 0 条" in await town.secretary.last()
    await resident.presses("已解决")
    await town.until(at(23, "08:00"))
    await town.secretary.presses("发送")
    assert "💡 收到建议 1 条，采纳 1 条" in await town.party.last()


async def test_what_she_does_not_accept_counts_only_as_it_is_said_again(town):
    resident = await taken(town)
    await town.grid.presses("办结")
    await town.grid.presses("👍 采纳")
    await town.grid.says("下个月装")
    await resident.presses("没解决")
    assert (await town.ticket()).adopted is None


async def test_of_any_other_matter_nobody_is_asked(town):
    resident = await town.resident()
    await resident.says("3号楼2单元电梯坏了")
    await town.property.presses("接单")
    assert await town.property.presses("办结") == "请发一张办好后的照片"
    (ticket,) = await town.rows(type(await town.ticket()))
    await town.property.sends_press(f"resolve:{ticket.id}:yes")
    await town.property.says("好了", media=[photo("1" * 32)])
    assert (await town.ticket()).adopted is None
    assert "建议" not in await resident.last()
