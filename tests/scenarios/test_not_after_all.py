"""没解决 and 又坏了, typed after it was closed: she has the last word and needs no button."""

import pytest

from domain.lifecycle import Status
from tests.scenarios.staging import nothing_is_silent
from tests.support.town import photo

LAMP = "3号楼2单元楼道灯坏了"


async def closed(town, number=1):
    """Mended, and found good."""
    she = await town.resident()
    await she.says(LAMP)
    await town.property.sends_press(f"accept:{number}")
    await town.property.sends_press(f"resolve:{number}")
    await town.property.says("换了新的", media=[photo()])
    await she.presses("已解决")
    return she


@pytest.mark.parametrize("words", ["没解决", "又坏了", "还是不亮", "怎么又不亮了", "灯还是不亮"])
async def test_within_three_days_it_is_open_again(town, words):
    she = await closed(town)
    await town.after(hours=70)
    await she.says(words)
    (ticket,) = await town.tickets()
    assert (ticket.status, ticket.redo) == (Status.QUEUED, 1)
    assert "重新" in await she.last() or "重办" in await she.last()
    await nothing_is_silent(town)


async def test_what_her_silence_closed_is_open_again_too(town):
    she = await town.resident()
    await she.says(LAMP)
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("换了新的", media=[photo()])
    await town.after(hours=80)
    assert (await town.ticket()).status is Status.CLOSED
    await she.says("没解决")
    assert (await town.ticket(1)).status is Status.QUEUED and len(await town.tickets()) == 1


@pytest.mark.parametrize("words", ["又坏了", "又不亮了", "没解决，又坏了", "还是老样子"])
async def test_after_ten_days_two_words_are_enough_for_what_came_back(town, words):
    she = await closed(town)
    await town.after(days=10)
    await she.says(words)
    again = await town.ticket(2)
    assert again.recurs_of == 1 and again.category == (await town.ticket(1)).category
    assert "又出问题了" in await she.last() and "1118-1" in await she.last()
    assert words in again.text and LAMP in again.text
    await nothing_is_silent(town)


async def test_another_matter_is_a_report_of_its_own(town):
    she = await closed(town)
    await she.says("水龙头还是漏水")
    assert (await town.ticket(1)).status is Status.CLOSED
    assert len(await town.tickets()) == 2


async def test_after_a_month_nobody_guesses_what_is_meant(town):
    she = await closed(town)
    await town.after(days=31)
    await she.says("又坏了")
    assert [one.recurs_of for one in await town.tickets()][1:] in ([], [None])
    assert (await town.ticket(1)).status is Status.CLOSED


async def test_what_is_done_and_waits_for_her_is_meant_before_what_is_closed(town):
    she = await closed(town)
    await she.says("5号楼1单元门坏了，关不上")
    await town.property.sends_press("accept:2")
    await town.property.sends_press("resolve:2")
    await town.property.says("修好了", media=[photo()])
    await she.says("没解决")
    assert (await town.ticket(1)).status is Status.CLOSED
    assert ((await town.ticket(2)).status, (await town.ticket(2)).redo) == (Status.QUEUED, 1)


@pytest.mark.parametrize("words", ["又不亮了", "还是不通", "还是老样子"])
async def test_a_no_with_a_yes_inside_closes_nothing(town, words):
    she = await town.resident()
    await she.says(LAMP)
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("换了新的", media=[photo()])
    await she.says(words)
    (ticket,) = await town.tickets()
    assert (ticket.status, ticket.redo) == (Status.QUEUED, 1)
