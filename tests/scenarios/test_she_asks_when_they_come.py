"""She has reported something and goes on as one does on the telephone: where it is, when do they
come, I am not at home. None of that is a second report, and whoever has it in hand reads it."""

import pytest

from domain.lifecycle import Status
from tests.scenarios.staging import at, heard, nothing_is_silent

LEAK = "俺家厨房水管子漏水，滴答滴答的"


@pytest.fixture
async def resident(town):
    found = await town.resident()
    await found.says(LEAK)
    return found


async def test_the_place_alone_completes_what_she_reported(town, resident):
    assert (await town.ticket()).place.get("building") is None
    await resident.says("3号楼2单元501")
    ticket = await town.ticket()  # still the only one
    assert (ticket.place["building"], ticket.place["room"]) == ("3", "501")
    assert (await resident.last()).startswith("记下了：")
    assert "3号楼2单元501" in await town.property.last()


async def test_nobody_comes_is_an_urging_in_whatever_words(town, resident):
    await resident.says("咋还没人来呀")
    assert len(await town.tickets()) == len(await town.events("urge")) == 1
    assert await heard(town.property, "催") != []
    assert "1118-1" in await resident.last()


async def test_words_to_whoever_comes_reach_them(town, resident):
    await town.property.presses("接单")
    await resident.says("师傅几点到？我要出门买菜")
    assert len(await town.tickets()) == 1
    assert "师傅几点到？我要出门买菜" in await town.property.last()
    assert await resident.last() == ("💬 已转告物业张师傅（1118-1）。最晚明天 09:00 给您回话。")
    await resident.says("我下午三点以后有空")
    await resident.says("还在漏")
    assert len(await town.tickets()) == 1
    assert [e.values["text"] for e in await town.events("add")] == [
        "师傅几点到？我要出门买菜",
        "我下午三点以后有空",
        "还在漏",
    ]
    await nothing_is_silent(town)


async def test_what_she_answers_to_what_she_was_told_pages_nobody(town, resident):
    await town.property.presses("接单")
    await town.after(hours=1)
    await town.property.says("下午三点来")
    for words in ("好 我妈在家 敲门声音大点她耳朵背", "行吧 明天早点", "今天还是滴得很"):
        await resident.says(words)
        assert words in await town.property.last()
    await resident.says("满意")
    (ticket,) = await town.tickets()
    assert ticket.level != "L0"
    await nothing_is_silent(town)


async def test_what_she_asks_of_what_is_done_reaches_whoever_did_it(town):
    resident = await town.resident()
    await resident.says("想问一下高龄补贴怎么办")
    await town.grid.presses("接单")
    await town.after(minutes=40)
    await resident.says("老人走不动 能上门办吗")
    assert "能上门办吗" in await town.grid.last()
    await town.grid.presses("办结")
    await town.grid.says("材料收了，已报街道")
    await town.after(minutes=40)
    await resident.says("大概多久能下来钱")
    assert any("大概多久能下来钱" in text for text in await town.grid.reads())
    assert await resident.buttons() == ["👍 已解决", "👎 没解决"]
    assert len(await town.tickets()) == 1
    await nothing_is_silent(town)


async def test_that_it_is_not_mended_reaches_whoever_came(town, resident):
    """They were there, said nothing here yet, and it still drips."""
    await town.property.presses("接单")
    for words in ("没修好，还在滴", "他说要换管子", "修了跟没修一样"):
        await resident.says(words)
        assert words in await town.property.last()
        assert "已转告物业张师傅（1118-1）" in await resident.last()
    assert len(await town.tickets()) == 1
    await nothing_is_silent(town)


@pytest.mark.parametrize("words", ["多少钱", "修这个收费吗", "怎么还要收钱"])
async def test_what_it_costs_is_asked_of_whoever_has_it(town, resident, words):
    await town.property.presses("接单")
    await resident.says(words)
    assert len(await town.tickets()) == 1
    assert words in await town.property.last()


async def test_what_is_said_against_whoever_came_is_not_told_to_them(town, resident):
    await town.property.presses("接单")
    await resident.says("师傅态度不好")
    assert (await town.ticket(2)).against == "property"
    assert not [text for text in await town.property.reads() if "态度" in text]
    await nothing_is_silent(town)


@pytest.mark.parametrize("words", ["不滴了", "不用了我自己修好了"])
async def test_that_nobody_need_come_any_more_is_one_tap(town, resident, words):
    await town.property.presses("接单")
    await resident.says(words)
    assert "不用办了吗" in await resident.last() and len(await town.tickets()) == 1
    await resident.presses("撤回")
    assert (await town.ticket()).status is Status.WITHDRAWN


async def test_the_power_that_is_back_calls_off_no_leak(town, resident):
    await town.property.presses("接单")
    await resident.says("来电了")
    assert "不用办了吗" not in "".join(await resident.reads()) and len(await town.tickets()) == 1


async def test_one_tap_makes_it_a_matter_of_its_own(town, resident):
    await town.property.presses("接单")
    await resident.says("对门天天换人，我不敢出门")
    assert len(await town.tickets()) == 1
    assert await resident.presses("这是另一件事") == "好的"
    assert [t.text for t in await town.tickets()] == [LEAK, "对门天天换人，我不敢出门"]
    assert "说的是另一件事，不用管" in await town.property.last()
    assert "1118-2" in await resident.last()
    assert await resident.sends_press("another:1") == "这句已经单独记下了。"
    assert len(await town.tickets()) == 2
    await nothing_is_silent(town)


async def test_nobody_else_sets_her_words_apart(town, resident):
    await town.property.presses("接单")
    await resident.says("我下午三点以后有空")
    neighbour = await town.resident("neighbour")
    for actor in (neighbour, town.property, town.secretary):
        assert "不归您" in await actor.sends_press("another:1")
    assert len(await town.tickets()) == 1


@pytest.mark.parametrize(
    "words", ["3号楼2单元楼道灯坏了，啥时候来修", "5号楼电梯停了，人呢", "快来人，着火了"]
)
async def test_a_report_is_one_however_it_ends(town, resident, words):
    await resident.says(words)
    assert len(await town.tickets()) == 2


async def test_without_anything_open_it_is_asked_about_as_before(town):
    found = await town.resident()
    await found.says("我下午三点以后有空")
    assert len(await town.tickets()) == 1  # better one too many than one too few


async def test_when_it_was_promised_and_is_late_she_reads_that(town, resident):
    await town.property.presses("接单")
    await town.until(at(19, "10:00"))
    await resident.says("师傅今天能来吗")
    assert (await resident.last()).endswith("原定回话的时间过了，对不住，我们正往上催。")
