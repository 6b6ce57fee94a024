"""我的待办 of whoever leads: what they are to rule on, and what came up to them."""

import pytest

from tests.scenarios.staging import DOOR


async def todo(actor) -> str:
    await actor.says("/todo")
    return await actor.last()


@pytest.fixture
async def resident(town):
    return await town.resident()


async def test_a_ruling_waits_in_the_list_of_the_chair_alone(town, resident):
    await resident.says(DOOR)
    assert "等您裁定" not in await todo(town.secretary)
    await town.property.sends_press("return:1:nuisance")
    await town.grid.sends_press("return:1:facilities")
    said = await todo(town.secretary)
    assert "⚖️ 等您裁定 1 件" in said and "1118-1" in said
    for other in (town.manager, town.street, town.grid):
        assert "等您裁定" not in await todo(other)
    await town.secretary.sends_press("rule:1:property")
    assert "等您裁定" not in await todo(town.secretary)


async def test_a_ruling_that_is_late_is_counted_as_late(town, resident):
    await resident.says(DOOR)
    await town.property.sends_press("return:1:nuisance")
    await town.grid.sends_press("return:1:facilities")
    await town.after(days=20)
    assert "等您裁定 1 件，超时 1 件" in await todo(town.secretary)


async def test_what_was_escalated_stays_until_notice_is_taken(town, resident):
    await resident.says(DOOR)
    assert "升级到您这里" not in await todo(town.manager)
    await town.after(days=2)
    assert (await town.ticket()).rung > 0
    assert "⬆️ 升级到您这里 1 件" in await todo(town.manager)
    assert await town.manager.sends_press("acknowledge:1") == "好，记下了"
    assert "升级到您这里" not in await todo(town.manager)
    assert "升级到您这里" not in await todo(town.grid)


async def test_nobody_reads_of_a_complaint_against_their_own_company(town, resident):
    await resident.says("3号楼2单元501物业乱收停车费")
    ticket = await town.ticket()
    assert ticket.against == "property"
    await town.after(days=2)
    assert "升级到您这里" in await todo(town.secretary)
    assert "1118-1" not in await todo(town.manager)
