"""长辈模式: large letters, few words, one question at a time, the duty phone under each message."""

import pytest

from bot.settings import Community
from db.models import Person
from tests.support.screen import screen_lines
from tests.support.town import START, photo

PHONE = "0371-12345678"
LAMP = "3号楼2单元楼道灯坏了"


@pytest.fixture
async def town(town_at):
    """A town whose desk has a phone."""
    return await town_at(START, community=Community(duty_phone=PHONE))


async def lang_of(town, actor) -> str:
    async with town.deps.begin() as work:
        return (await work.get_one(Person, actor.person_id)).lang


async def test_from_the_first_word_to_the_last(town):
    she = await town.resident()
    await she.says("字太小了，看不清")
    assert "字大、话短" in await she.last() and len(await town.tickets()) == 0
    before = len(await she.reads())
    await she.says(LAMP)
    taken = await she.last()
    assert taken.startswith("✅ 收到！") and "1118-1" in taken and "09:00" in taken
    assert screen_lines(taken) <= 7
    await town.property.presses("接单·今天")
    await town.property.presses("办结")
    await town.property.says("换好了", media=[photo()])
    await she.presses("已解决")
    await she.presses("满意")
    said = (await she.reads())[before:]
    assert all(text.endswith(f"☎️ 值班电话 {PHONE}") for text in said), said
    assert all(text.count(PHONE) == 1 for text in said)
    assert "值班电话" not in "".join(await town.property.reads())


@pytest.mark.parametrize("way", ["/elder", "长辈模式", "button"])
async def test_on_and_off_again(town, way):
    she = await town.resident()
    if way == "button":
        await she.says("/help")
        await she.presses("换成大字")
    else:
        await she.says(way)
    assert await lang_of(town, she) == "zh+"
    await she.presses("换回原来")
    assert await lang_of(town, she) == "zh"
    await she.says(LAMP)
    assert "收到，您放心" in await she.last() and PHONE not in await she.last()


async def test_who_cannot_hear_never_reads_the_phone(town):
    she = await town.resident()
    await she.says("我听不见，别打电话")
    await she.says("/elder")
    before = len(await she.reads())
    await she.says(LAMP)
    await she.says("催一下")
    assert PHONE not in "".join((await she.reads())[before:])
    assert (await she.last()).startswith("已替您催了")
    await she.presses("可以打电话")
    await she.says("催一下")
    assert PHONE in await she.last()


async def test_her_card_asks_one_thing_at_a_time_and_has_few_buttons(town):
    she = await town.resident()
    await she.says("/elder")
    await she.says(LAMP)
    await she.presses("看进度") if "看进度" in "".join(await she.buttons()) else None
    card = [message for message in await she.bubbles() if message.buttons][-1]
    assert all(len(row) == 1 for row in card.buttons) and len(card.buttons) <= 3
    await she.says("长辈模式")
    await she.says("关掉长辈模式")
    await town.property.presses("接单·今天")
    assert PHONE not in await she.last()


async def test_in_english_too_and_the_language_may_change(town):
    she = await town.resident()
    await she.says("/elder")
    await she.says("/lang")
    await she.presses("English")
    assert await lang_of(town, she) == "en+"
    await she.says(LAMP)
    assert "Got it!" in await she.last() and f"Duty phone {PHONE}" in await she.last()


async def test_a_danger_is_no_wish(town):
    she = await town.resident()
    await she.says("着火了看不清楼道")
    assert (await town.ticket()).level == "L0"


async def test_where_no_phone_is_configured_none_is_promised(town_at):
    town = await town_at(START, community=Community(duty_phone=""))
    she = await town.resident()
    await she.says("/elder")
    await she.says(LAMP)
    assert "☎️" not in await she.last()
