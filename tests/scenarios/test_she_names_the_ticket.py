"""She replies to a message about a ticket, or writes its code, and says what she thinks of it: her
last word, an urging, a question. Whatever a button could say, her words can."""

import pytest

from domain.lifecycle import Status
from tests.scenarios.staging import mended, nothing_is_silent
from tests.support.town import photo

DOOR = "3号楼2单元门坏了，关不上"
LAMP = "4号楼1单元楼道灯坏了"


async def told(town, actor, words):
    """The number of the newest message of this chat that has these words."""
    found = [one for one in await actor.bubbles() if words in one.text]
    return str(found[-1].id)


async def asked(town):
    """She has a ticket that waits for her word, and another one besides."""
    resident = await town.resident()
    await resident.says(DOOR)
    await town.after(minutes=20)
    await resident.says(LAMP)
    await mended(town)
    return resident


def named(how, words):
    return f"1118-1{words}" if how == "code" else words


@pytest.mark.parametrize("how", ["reply", "code"])
@pytest.mark.parametrize(
    ("words", "status", "redo"),
    [
        ("没解决", Status.QUEUED, 1),
        ("没修好", Status.QUEUED, 1),
        ("修好了", Status.CLOSED, 0),
        ("解决了，谢谢", Status.CLOSED, 0),
        ("很满意", Status.CLOSED, 0),
    ],
)
async def test_her_last_word_counts(town, how, words, status, redo):
    resident = await asked(town)
    reply = await told(town, resident, "您看解决了没有") if how == "reply" else None
    await resident.says(named(how, words), reply_to=reply)
    door, lamp = await town.tickets()
    assert (door.redo, lamp.status) == (redo, Status.QUEUED)
    assert door.status in (status, Status.HANDLING) if redo else door.status is status
    await nothing_is_silent(town)


@pytest.mark.parametrize("how", ["reply", "code"])
async def test_what_may_be_her_last_word_is_kept_and_asked(town, how):
    resident = await asked(town)
    reply = await told(town, resident, "您看解决了没有") if how == "reply" else None
    await resident.says(named(how, "合页那里还有点响"), reply_to=reply)
    assert "解决了没有" in await resident.last()
    assert await resident.buttons() == ["👍 已解决", "👎 没解决"]
    assert len(await town.events("add")) == 1
    assert len(await town.tickets()) == 2


@pytest.mark.parametrize("words", ["1118-1催一下", "催一下1118-1", "1118-1怎么还没人来"])
async def test_an_urging_by_code_is_one(town, words):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.after(minutes=20)
    await resident.says(LAMP)
    await town.after(minutes=20)
    await resident.says(words)
    assert (await resident.last()).startswith("已替您催了 1118-1。")
    assert len(await town.events("urge")) == 1 and await town.events("add") == []


async def test_an_urging_by_reply_is_one(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.after(minutes=20)
    await resident.says("催一下", reply_to=await told(town, resident, "1118-1"))
    assert (await resident.last()).startswith("已替您催了 1118-1。")


@pytest.mark.parametrize("words", ["1118-1怎么样了", "1118-1办到哪一步了", "1118-1"])
async def test_a_question_about_it_shows_how_it_stands(town, words):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.after(minutes=20)
    await resident.says(words)
    assert (await resident.last()).startswith("📦 1118-1")
    assert await town.events("add") == []


async def test_what_she_asks_after_by_name_is_no_second_report(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.after(minutes=20)
    await resident.says(LAMP)
    await resident.says("门的事谁管啊")
    assert "1118-1" in await resident.last()
    await town.after(minutes=20)
    await resident.says("灯那个事怎么说")
    assert "1118-2" in await resident.last()
    await resident.says("好的不急")
    await resident.says("电梯的事谁管啊")
    assert [one.id for one in await town.tickets()] == [1, 2, 3]


async def test_more_of_it_is_more_of_it(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.after(minutes=20)
    await resident.says("1118-1 合页也松了")
    assert await resident.last() == "已补充到 1118-1，办事的人马上能看到。"


async def test_broken_again_by_its_code_is_linked(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await mended(town)
    await resident.sends_press("solved:1")
    await town.after(days=10)
    await resident.says("1118-1又坏了")
    first, again = await town.tickets()
    assert again.recurs_of == first.id and again.category == first.category


# Staff who were asked about one ticket reply to the card of another


@pytest.mark.parametrize("verb", ["resolve", "progress", "whistle"])
async def test_a_reply_to_another_card_is_news_of_that_one(town, verb):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.after(minutes=20)
    other = await town.resident("other")
    await other.says(LAMP)
    for number in (1, 2):
        await town.property.sends_press(f"accept:{number}")
    await town.property.sends_press(f"{verb}:2")
    card = await told(town, town.property, "1118-1")
    await town.property.says("刚到现场", media=[photo()], reply_to=card)
    door, lamp = await town.tickets()
    assert (door.status, lamp.status) == (Status.HANDLING, Status.HANDLING)
    assert "刚到现场" in "\n".join(await resident.reads())
    assert "刚到现场" not in "\n".join(await other.reads())
    assert await town.events("whistle") == []
