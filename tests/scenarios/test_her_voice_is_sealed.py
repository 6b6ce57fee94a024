"""Behind a seal her voice is as good as her name: what she records reaches nobody who does the work
before they have said why, and nobody of the company she complains about at all."""

import pytest

from bot.settings import Speech
from domain.inbound import Media
from domain.recordings import VIDEO, VOICE
from tests.support.ears import Parrot
from tests.support.town import START, photo
from workflows import web_chat
from workflows.transcribing import Ears, put_into_words

DOOR = "3号楼2单元502门坏了，关不上，请保密"
RECORDINGS = [
    Media("web", "e" * 32, VOICE),
    Media("web", "f" * 32, VIDEO),
    Media("web", "d" * 32, "document"),  # a round video, a song: channels have more kinds
]


async def kinds(actor) -> list[str]:
    return [one["kind"] for message in await actor.bubbles() for one in message.media]


async def told(actor) -> str:
    return "\n".join(await actor.reads())


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda one: one.kind)
async def test_what_she_records_waits_for_a_reason(town, recording):
    she = await town.resident("she")
    await she.says(DOOR, media=[photo(), recording])
    assert await kinds(town.property) == ["photo"]
    assert "📎 有 1 个附件" in await told(town.property)
    assert "🔒 另有 1 个保密" in await told(town.property)
    await town.property.presses("接单·今天")
    await town.property.presses("附件（1）")
    assert set(await kinds(town.property)) == {"photo"}
    await town.property.presses("看是谁")
    await town.property.presses("要上门")
    assert recording.kind in await kinds(town.property)
    await she.says("/who")
    assert "物业张师傅看了：要上门" in await she.last()


async def test_what_she_says_later_waits_as_well(town):
    she = await town.resident("she")
    await she.says(DOOR)
    await town.property.presses("接单·今天")
    await she.says(media=RECORDINGS[:1], reply_to=str((await she.bubbles())[0].id))
    assert "有录音或录像，保密" in await town.property.last()
    await town.property.presses("问居民")
    await town.property.says("几点在家？")
    await she.says(media=RECORDINGS[1:2])
    assert "居民回话了，是录音或录像，保密" in await town.property.last()
    assert "先没给物业张师傅" in await she.last()
    assert await kinds(town.property) == []
    await town.property.says("/my")
    await town.property.sends_press("reveal:1:visit")
    assert await kinds(town.property) == [VOICE, VIDEO]


async def test_where_only_her_voice_tells_it_the_community_listens(town):
    she = await town.resident("she")
    await she.says(media=RECORDINGS[:1])
    await she.says("请保密")
    assert await kinds(town.grid) == [VOICE]
    await town.grid.sends_press("return:1:repair")
    ticket = await town.ticket()
    assert (ticket.sealed, ticket.text, ticket.lead_unit) == (True, "", "yongan-property")
    assert await kinds(town.property) == []
    assert "🔒 另有 1 个保密" in await town.property.last()


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda one: one.kind)
async def test_the_company_complained_about_never_gets_it(town, recording):
    she = await town.resident("she")
    await she.says("物业乱收停车费还骂人", media=[recording])
    await town.grid.presses("接单")
    for actor in (town.property, town.manager):
        for press in ("photos:1", "show:1", "reveal:1:visit", "take_part:1", "full:1"):
            await actor.sends_press(press)
    await she.says("1118-1 又来了", media=[recording])
    assert await kinds(town.property) == await kinds(town.manager) == []
    assert recording.kind not in await kinds(town.grid)
    await town.grid.sends_press("reveal:1:check")
    assert recording.kind in await kinds(town.grid)


async def test_who_cannot_ask_for_it_is_not_told_that_something_is_kept(town):
    she = await town.resident("she")
    await she.says("你们来看看这个", media=RECORDINGS[:1])
    await she.sends_press("correct:1:repair")
    assert (await town.ticket()).lead_unit == "yongan-property"
    assert "保密，接单后" not in await told(town.grid), "it is no longer theirs"


async def test_what_is_not_sealed_is_played_to_who_has_it(town):
    she = await town.resident("she")
    await she.says("3号楼2单元502门坏了，关不上", media=RECORDINGS[:2])
    assert await kinds(town.property) == [VOICE, VIDEO]
    assert "保密" not in await told(town.property)


async def test_of_what_a_machine_heard_the_words_go_covered(town_at):
    town = await town_at(START, speech=Speech(backend="whisper", model="model"))
    she = await town.resident("she")
    await she.says(DOOR)
    await town.property.presses("接单·今天")
    note = await web_chat.keep_file(town.deps, she.chat, VOICE, "audio/ogg", b"OggS-hers")
    await she.says(media=[note], reply_to=str((await she.bubbles())[0].id))
    ears = Ears(Parrot(["我是王桂兰，住502，晚上七点以后在家"]), town.program.channels)
    assert await put_into_words(town.deps, ears) == 1
    await town.settle()
    heard = await town.property.last()
    assert "晚上七点以后在家" in heard and await kinds(town.property) == []
    assert "王桂兰" not in heard and "502" not in heard
