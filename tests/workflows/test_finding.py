"""/find: by code, place or words, and never what somebody may not see."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.lifecycle import Status
from domain.people import Role
from tests.support.town import START
from tests.workflows.test_listing import codes, fill
from workflows.finding import in_base36

GARDEN = {"compound": "yongan-garden"}


async def finds(actor, words: str) -> list[int]:
    await actor.says(f"/find {words}")
    return codes(await actor.last())


@pytest.fixture
async def some(town):
    """Four tickets: two with the property company, one with the grid worker, one long ago."""
    return await fill(
        town,
        {"text": "电梯坏了", "place": GARDEN | {"building": "3", "unit": "2", "room": "501"}},
        {"text": "3号楼的灯坏了", "status": Status.CLOSED, "place": GARDEN | {"building": "4"}},
        {
            "text": "楼上太吵",
            "lead_unit": "yongan",
            "lead_role": Role.GRID_WORKER,
            "place": {"compound": "party-school-yard", "building": "3"},
        },
        {"text": "电梯坏了", "opened_at": START - timedelta(days=91)},
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("1117-1", [1]),
        ("1", [1]),
        ("电梯", [1]),
        ("3号楼", [1, 3, 2]),
        ("永安花园", [1, 2]),
        ("永安花园 电梯", [1]),
        ("人和路6号院", [3]),
        ("3号楼 吵", [3]),
        ("下水道", []),
        ("1117-99", []),
        ("99", []),
        ("%", []),
    ],
)
async def test_by_code_place_or_words(town, some, words, found):
    assert sorted(await finds(town.grid, words)) == sorted(found)


async def test_a_door_is_found_by_who_has_to_do_with_it(town, some):
    assert await finds(town.property, "3-2-501") == [1]
    for looker in (town.grid, town.secretary, town.street):
        assert await finds(looker, "3-2-501") == [], "who only looks would learn whose door it is"
        assert await finds(looker, "3号楼 电梯") == [1]


async def test_open_ones_first_and_one_tap_into_each(town, some):
    assert await finds(town.grid, "3号楼") == [3, 1, 2]
    assert await town.grid.presses("看 1117-1") == "已发给您"
    assert "1117-1 ·" in await town.grid.last()
    await town.grid.says("/find")
    assert "要找哪一件" in await town.grid.last()


async def test_an_old_one_is_found_by_its_code(town, some):
    assert await finds(town.grid, "4") == [4]


async def test_a_company_finds_its_own(town, some):
    assert await finds(town.property, "3号楼") == [1, 2]
    assert await finds(town.property, "1117-3") == []
    assert "没找到" in await town.property.last()
    assert await finds(town.property, "3") == [2], "no ticket of theirs, but these words"
    assert await finds(town.alliance, "电梯") == []
    assert await finds(town.secretary, "吵") == [3]
    assert await finds(town.district, "电梯") == [1]


async def test_never_a_complaint_about_the_searchers_own_side(town):
    property_, community = await fill(
        town,
        {
            "text": "物业乱收费",
            "against": "property",
            "lead_unit": "yongan",
            "support_unit": "yongan-property",
            "support_role": Role.PROPERTY_STAFF,
            "place": GARDEN | {"building": "3", "unit": "2", "room": "501"},
        },
        {"text": "干部态度差", "against": "community", "lead_unit": "jianzhong"},
    )
    for words in ("收费", "3号楼", "3-2-501", str(property_), f"1117-{property_}"):
        assert await finds(town.property, words) == []
        assert await finds(town.manager, words) == []
    for actor in (town.grid, town.secretary, town.property):
        for words in ("态度", str(community)):
            assert await finds(actor, words) == []
    assert await finds(town.street, "态度") == [community]
    assert await finds(town.grid, "收费") == [property_]
    # The street may open it, but its card has no words: to find it by them would tell them.
    assert await finds(town.street, "收费") == [] and await finds(town.street, "3-2-501") == []
    assert await finds(town.street, str(property_)) == [property_]


async def test_at_most_eight_and_those_behind_a_tap(town):
    await fill(town, *({"text": "灯坏了"} for _ in range(9)))
    first = await finds(town.property, "灯")
    assert len(first) == 6 and "不止 8 件" in await town.property.last()
    assert await town.property.presses("▶️ 还有 2 件") == "已发给您"
    text = await town.property.last()
    assert "找到 2 件" in text
    assert sorted(first + codes(text)) == list(range(2, 10))


async def test_a_tap_shows_no_more_than_a_search_would(town, some):
    no_button = "这个按钮认不出来了，请用最新的那条消息。"
    assert await (await town.resident()).sends_press("find:0:1") == no_button
    for forged in ("find:0", "find:0:..", "find:0:1..2", "find:0:-1", "find:0:zzzzzzzzzzzz.1-"):
        assert await town.grid.sends_press(forged) == no_button
    assert await town.grid.sends_press("find:0:zz") == "没找到这一单。"
    hidden = await fill(town, {"text": "物业乱收费", "against": "community"})
    assert await town.grid.sends_press(f"find:0:{hidden[0]}") == "没找到这一单。"
    assert await town.grid.sends_press(f"find:0:1.{hidden[0]}") == "已发给您"
    assert codes(await town.grid.last()) == [1]


@given(st.integers(0, 10**12))
def test_numbers_on_a_button_are_read_back(number):
    assert int(in_base36(number), 36) == number


async def test_a_volunteer_and_a_resident_search_nothing(town, some):
    volunteer = await town.staff("volunteer", "钱进", Role.VOLUNTEER, "yongan")
    for actor in (volunteer, await town.resident()):
        await actor.says("/find 电梯")
        assert await actor.last() == "这个功能是工作人员用的。您有事直接说一句就行。"
        assert await actor.sends_press("show:1") == "这一单不归您操作。"
