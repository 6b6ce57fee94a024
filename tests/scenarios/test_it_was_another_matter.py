"""What she wrote right after a report was taken for more of it, and is another matter: one tap
makes a ticket of it, and the first goes without it."""

import pytest

from bot.settings import Residents
from domain.lifecycle import Status
from tests.scenarios.staging import heard, nothing_is_silent
from tests.support.town import START, photo

WATER = "3号楼2单元501水管漏水"
LAMP = "灯怀了"


@pytest.fixture
async def town(town_at):
    """A town in which messages in a row are gathered, as the configuration has it."""
    return await town_at(START, residents=Residents())


@pytest.fixture
async def resident(town):
    resident = await town.resident()
    await resident.says(WATER)
    return resident


async def test_one_tap_makes_it_a_ticket_of_its_own(town, resident):
    await resident.says(LAMP)
    assert "都记到一起了" in await resident.last()
    (ticket,) = await town.tickets()
    assert ticket.text == f"{WATER}\n{LAMP}"

    assert await resident.presses("这是另一件事") == "好的"
    first, second = await town.tickets()
    assert (first.text, first.category) == (WATER, "repair")
    assert (second.text, second.category) == (LAMP, "facilities")
    assert second.place["building"] == "3"
    assert "编号 1118-2" in await resident.last()
    card = next(text for text in await town.property.reads() if "1118-1 ·" in text)
    assert LAMP not in card, "the desk reads of the lamp on its own card only"
    assert await heard(town.property, LAMP)
    await nothing_is_silent(town)


async def test_a_second_tap_changes_nothing(town, resident):
    await resident.says(LAMP)
    press = await resident.payload("这是另一件事")
    await resident.sends_press(press)
    assert await resident.sends_press(press) == "这句已经单独记下了。"
    assert len(await town.tickets()) == 2


async def test_it_is_the_message_under_which_she_taps(town, resident):
    await resident.says(LAMP)
    press = await resident.payload("这是另一件事")
    await resident.says("滴滴答答的")
    await resident.sends_press(press)
    assert [one.text for one in await town.tickets()] == [f"{WATER}\n滴滴答答的", LAMP]


async def test_its_photo_goes_with_it(town, resident):
    await resident.says(LAMP, media=[photo("b" * 32)])
    await resident.presses("这是另一件事")
    first, second = await town.tickets()
    assert (first.media, [one["ref"] for one in second.media]) == ([], ["b" * 32])
    assert await heard(town.property, "说的是另一件事，不用管")


async def test_what_it_had_made_of_the_first_is_undone(town):
    resident = await town.resident()
    await resident.says("师傅，那个东西麻烦看看呗")
    await resident.says(LAMP)
    assert (await town.ticket()).category == "facilities"
    await resident.presses("这是另一件事")
    first, second = await town.tickets()
    assert (first.category, first.lead_unit) == ("unclear", "yongan")
    assert (second.category, second.lead_unit) == ("facilities", "yongan-property")
    await nothing_is_silent(town)


async def test_after_somebody_has_taken_it(town, resident):
    await resident.says(LAMP)
    press = await resident.payload("这是另一件事")
    await town.property.presses("接单·今天")
    await resident.sends_press(press)
    first, second = await town.tickets()
    assert (first.text, first.status, second.text) == (WATER, Status.HANDLING, LAMP)
    assert await heard(town.property, "说的是另一件事，不用管")
    await nothing_is_silent(town)


async def test_while_somebody_has_it_she_is_offered_the_tap_too(town, resident):
    await town.property.presses("接单·今天")
    await resident.says(LAMP)
    await resident.presses("这是另一件事")
    assert [one.text for one in await town.tickets()] == [WATER, LAMP]


async def test_a_later_change_of_the_message_follows_it(town, resident):
    await resident.says(LAMP, key="lamp")
    await resident.presses("这是另一件事")
    await resident.says("楼道灯坏了", edited=True, original="lamp")
    assert [one.text for one in await town.tickets()] == [WATER, "楼道灯坏了"]


async def test_a_change_before_the_tap_is_kept(town, resident):
    await resident.says(LAMP, key="lamp")
    press = await resident.payload("这是另一件事")
    await resident.says("楼道灯坏了", edited=True, original="lamp")
    await resident.sends_press(press)
    assert [one.text for one in await town.tickets()] == [WATER, "楼道灯坏了"]


async def test_where_it_is_is_no_other_matter(town, resident):
    await resident.says("5楼")
    assert not any("另一件事" in label for label in await resident.buttons())


async def test_words_in_which_nobody_sees_a_matter_are_one_if_she_says_so(town, resident):
    await town.property.presses("接单·今天")
    await town.after(minutes=5)
    await resident.says("师傅几点到")
    await resident.presses("这是另一件事")
    assert [one.text for one in await town.tickets()] == [WATER, "师傅几点到"]
    await nothing_is_silent(town)
