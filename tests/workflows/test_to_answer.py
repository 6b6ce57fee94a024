"""What waits for somebody's yes or no stands in their 我的待办, and in nobody else's."""

import pytest

from domain.people import Role
from tests.scenarios.staging import DOOR, NOISE, at
from tests.support.town import Town

ASK = "defer:1:extension.parts.20261130.go"
ASKED = "申请延期到 11月30日"


@pytest.fixture
async def office(town: Town):
    await town.staff("fixer", "何平", Role.PROPERTY_STAFF, "yongan-property")
    await (await town.resident()).says(DOOR)
    await town.property.presses("接单")
    return town


async def todo(actor) -> str:
    await actor.says("/todo")
    return await actor.last()


async def test_an_open_request_stands_in_the_todo_of_whoever_is_asked(office):
    town = office
    assert ASKED not in await todo(town.manager)
    assert await town.property.sends_press(ASK) == "已申请"
    text = await todo(town.manager)
    assert "✍️ 等您答复 1 件" in text and ASKED in text and "等材料配件" in text
    assert "物业张师傅" in text and "1118-1" in text
    for other in (town.property, town.fixer, town.secretary, town.street, town.alliance):
        assert ASKED not in await todo(other)
    assert await town.manager.presses("同意 1118-1") == "已同意，都告诉了"
    assert (await town.ticket()).fix_due == at(30, "18:00")
    assert ASKED not in await todo(town.manager)


async def test_a_request_nobody_answers_stands_in_the_todo_one_level_up_as_well(office):
    town = office
    await town.property.sends_press(ASK)
    assert ASKED not in await todo(town.secretary)
    await town.until(at(18, "09:40"))
    assert ASKED in await todo(town.secretary)
    assert ASKED in await todo(town.manager)
    assert ASKED not in await todo(town.street)
    assert await town.secretary.presses("不同意") == "没同意，已告诉他"
    assert ASKED not in await todo(town.manager)


async def test_it_is_not_asked_of_another_community_or_of_whoever_asked(town):
    await town.staff("lead2", "钱多", Role.PROPERTY_LEAD, "red-alliance")
    await (await town.resident()).says(NOISE)
    await town.secretary.sends_press("whistle:1")
    await town.grid.presses("接单")
    assert await town.grid.sends_press(ASK) == "已申请"
    assert ASKED in await todo(town.secretary)
    for other in (town.grid, town.manager, town.lead2, town.district):
        assert ASKED not in await todo(other)


async def test_an_offer_of_a_colleague_stands_there_until_it_is_answered(office):
    town = office
    await town.property.sends_press(f"pass:1:{town.fixer.person_id}")
    text = await todo(town.fixer)
    assert "✍️ 等您答复 1 件" in text and "物业张师傅想转给您" in text
    assert "想转给您" not in await todo(town.manager)
    assert await town.fixer.presses("我接 1118-1") == "接手成功，已告诉居民"
    assert "想转给您" not in await todo(town.fixer)
    assert (await town.ticket()).handler_id == town.fixer.person_id


async def test_an_offer_that_went_to_another_is_gone_from_the_first(office):
    town = office
    await town.property.sends_press(f"pass:1:{town.fixer.person_id}")
    await town.property.sends_press(f"pass:1:{town.manager.person_id}")
    assert "想转给您" not in await todo(town.fixer)
    assert "想转给您" in await todo(town.manager)
