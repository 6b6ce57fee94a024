"""Commands as people really type them: mistyped, in words, with the slash of their keyboard."""

import pytest

from tests.scenarios.staging import DOOR


@pytest.mark.parametrize(
    ("chat", "text", "words"),
    [
        ("resident", "/unknown", "没有这个命令。发 /help 看有哪些；有事直接发一句话就行"),
        ("grid", "/unknown", "没有这个命令。发 /help"),
        ("grid", "/todos", "您要的是 /todo（我的待办）吗"),
        ("resident", "/todos", "没有这个命令。发 /help"),
        ("grid", "／todo", "没有待办"),
    ],
)
async def test_whoever_mistypes_one_is_told_what_there_is(town, chat, text, words):
    town.people["resident"] = await town.resident()
    await town.people[chat].says(text)
    said = await town.people[chat].last()
    assert words in said and "不用客气" not in said
    assert await town.tickets() == []


async def test_in_words_it_is_the_command_and_no_news_for_a_resident(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    before = await resident.reads()
    for text, words in (
        ("待办", "在您手里 1 件"),
        ("我的待办。", "在您手里 1 件"),
        ("请假", "请假多久"),
    ):
        await town.property.says(text)
        assert words in await town.property.last()
    assert await resident.reads() == before


async def test_as_a_reply_or_an_answer_it_is_what_it_says(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    (card,) = [one for one in await town.property.bubbles() if "1118-1 · " in one.text]
    await town.property.says("交接", reply_to=str(card.id))
    assert "交接" in await resident.last()
    await town.property.presses("问居民")
    await town.property.says("待办")
    assert "待办" in await resident.last()


async def test_a_resident_who_may_not_call_it_reports_as_ever(town):
    resident = await town.resident()
    await resident.says("值班表")
    assert len(await town.tickets()) == 1
    await resident.says("帮助")
    assert "有事说一句就行" in await resident.last()
    assert len(await town.tickets()) == 1
