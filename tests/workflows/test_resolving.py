"""办结: a photo and a tap are enough, a missing photo is named in one sentence, and the resident
sees before and after apart."""

import pytest

from db.models import Person
from domain.lifecycle import Status
from tests.scenarios.staging import DOOR, NOISE
from tests.support.town import photo

BEFORE, BETWEEN, AFTER = (photo(mark * 32) for mark in "123")


async def taken(town, words=DOOR):
    """A report that the property worker has in hand."""
    resident = await town.resident()
    await resident.says(words)
    await town.property.presses("接单·今天")
    return resident


async def pictures(actor) -> list[list[str]]:
    """What each message with photos showed."""
    shown = [bubble.media for bubble in await actor.bubbles() if bubble.media]
    return [[one["ref"][:1] for one in media] for media in shown]


async def test_a_photo_and_a_tap_are_enough(town):
    resident = await taken(town)
    await town.property.says("合页换了新的", media=[AFTER])
    assert "📷 现场照片" in await resident.last()
    assert await town.property.presses("办结") == "已办结，等居民确认"
    assert (await town.ticket()).status is Status.DONE
    told = await resident.last()
    assert "说办好了：\n合页换了新的" in told and "📷 办好后的照片" in told
    assert (await pictures(resident))[-1] == ["3"]
    (event,) = await town.events("resolve")
    assert (event.values["text"], len(event.values["media"])) == ("合页换了新的", 1)


async def test_the_latest_note_tells_how(town):
    resident = await taken(town)
    await town.property.says("到了，先看看", media=[BEFORE])
    await town.property.says("弄好了，试过能关上")
    await town.property.presses("办结")
    assert "说办好了：\n弄好了，试过能关上" in await resident.last()


@pytest.mark.parametrize("words", ["刚到现场，还没弄", "到了，先看看", "等配件，明天再来"])
async def test_who_has_just_said_that_it_is_not_done_is_asked(town, words):
    resident = await taken(town)
    await town.property.says(words, media=[BEFORE])
    assert await town.property.presses("办结") == "请发一张办好后的照片"
    assert (await town.ticket()).status is Status.HANDLING
    await town.property.says("换好了")
    assert "要有一张现场照片" in await town.property.last(), "that photo is one of before"
    await town.property.says(media=[AFTER])
    assert (await town.ticket()).status is Status.DONE
    told = await resident.last()
    assert "说办好了：\n换好了" in told and words not in told
    assert (await pictures(resident))[-1] == ["1", "3"]


async def test_a_word_and_a_photo_after_the_end_reach_her_as_more(town):
    resident = await taken(town)
    await town.property.says("合页换了新的", media=[BEFORE])
    card = str((await town.property.bubbles())[0].id)
    await town.property.presses("办结")
    await town.property.says("门吸也装了", media=[AFTER], reply_to=card)
    assert "1118-1 已转给居民" in await town.property.last()
    told = await resident.last()
    assert "1118-1 物业张师傅补充：\n门吸也装了" in told
    assert (await pictures(resident))[-1] == ["3"]
    ticket = await town.ticket()
    assert (ticket.status, len(await town.events("resolve"))) == (Status.DONE, 1)
    await resident.presses("已解决")
    await town.property.says("再看了一次", reply_to=card)
    assert "已经办完了" in await town.property.last()


async def test_a_photo_without_a_word_is_pointed_at(town):
    resident = await taken(town)
    await town.property.says(media=[AFTER])
    assert "有进展，物业张师傅说：\n请看照片" in await resident.last()
    await town.property.presses("办结")
    assert "说办好了：\n请看照片" in await resident.last()
    assert len([one for one in await resident.bubbles() if one.media]) == 1, "she sees it once"
    card = next(text for text in await town.property.reads() if "1118-1 · " in text)
    assert "说办好了：（发了照片或录音）" in card


async def test_before_and_after_reach_her_apart(town):
    resident = await taken(town)
    await town.property.says("到了，先看看", media=[BEFORE])
    await town.property.says("在换了", media=[BETWEEN])
    await town.property.says("好了", media=[AFTER])
    await town.property.presses("办结")
    assert "📷 前面 2 张是办之前的，后面 1 张是办好后的" in await resident.last()
    assert (await pictures(resident))[-1] == ["1", "2", "3"]


async def test_without_a_photo_the_tap_asks_for_it(town):
    await taken(town)
    await town.property.says("在修了")
    assert await town.property.presses("办结") == "请发一张办好后的照片"
    assert "请发一张办好后的照片，再带一句话" in await town.property.last()
    await town.property.says("修好了")
    assert "要有一张现场照片" in await town.property.last()
    assert (await town.ticket()).status is Status.HANDLING
    await town.property.says(media=[AFTER])
    assert (await town.ticket()).status is Status.DONE


async def test_where_no_photo_is_asked_for_a_sentence_will_do(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await town.grid.presses("接单")
    assert await town.grid.presses("办结") == "请发一句话说说结果"
    assert "请发一句话说说办得怎么样" in await town.grid.last()
    await town.grid.says("和楼上谈好了，十点后不再吵")
    assert (await town.ticket()).status is Status.DONE
    assert "📷" not in await resident.last()


async def test_a_photo_with_the_answer_stands_beside_those_of_before(town):
    resident = await taken(town)
    await town.property.says("到了", media=[BEFORE])
    await town.property.sends_press("progress:1")
    await town.property.says("还要等一下")
    async with town.deps.begin() as work:  # as one who is asked for the words by an old question
        person = await work.get(Person, town.property.person_id)
        person.expects = {"kind": "resolve", "ticket": 1, "until": "2026-11-19T00:00:00+00:00"}
        await work.commit()
    await town.property.says("好了", media=[AFTER])
    assert "📷 前面 1 张是办之前的，后面 1 张是办好后的" in await resident.last()


async def test_a_photo_of_an_earlier_round_proves_nothing(town):
    resident = await taken(town)
    await town.property.says("好了", media=[BEFORE])
    await town.property.presses("办结")
    await resident.presses("没解决")
    await town.property.presses("接单·今天")
    assert await town.property.presses("办结") == "请发一张办好后的照片"
    await town.property.says("这回真好了")
    assert "要有一张现场照片" in await town.property.last()


async def test_nobody_is_done_with_what_another_has_photographed(town):
    await taken(town)
    await town.property.says("到了", media=[BEFORE])
    assert "不归您操作" in await town.grid.sends_press("resolve:1")
    assert (await town.ticket()).status is Status.HANDLING


async def test_words_sent_before_the_photo_reach_the_resident_with_it(town):
    resident = await taken(town)
    await town.property.presses("办结")
    await town.property.says("换了灯座，亮了")
    assert "要有一张现场照片" in await town.property.last()
    await town.property.says(media=[AFTER])
    assert "换了灯座，亮了" in await resident.last() and "请看照片" not in await resident.last()
    (done,) = await town.events("resolve")
    assert done.values["text"] == "换了灯座，亮了"
