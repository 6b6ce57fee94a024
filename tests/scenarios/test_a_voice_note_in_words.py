"""Voice notes put into words: the ticket never waits, what was heard counts as what she said, and
whatever goes wrong costs nothing but the words."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.settings import Residents, Settings, Speech
from bot.whisper import CannotHear, Whisper, beside
from db.models import Fact
from domain.inbound import TRANSCRIBED
from domain.lifecycle import Status
from tests.support.ears import Parrot
from tests.support.town import START
from workflows import web_chat
from workflows.transcribing import Ears, put_into_words

LAMP = "三号楼二单元楼道灯坏了"
HEARS = {"speech": Speech(backend="whisper", model="model")}


@pytest.fixture
async def town(town_at):
    """A town with something that hears."""
    return await town_at(START, residents=Residents(gather_seconds=0), **HEARS)


async def voice(town, actor, content=b"OggS-hers"):
    return await web_chat.keep_file(town.deps, actor.chat, "voice", "audio/ogg", content)


async def hear(town, parrot, seconds=5.0) -> int:
    done = await put_into_words(town.deps, Ears(parrot, town.program.channels, seconds))
    await town.settle()
    return done


async def waiting(town) -> list[str]:
    async with town.deps.begin() as work:
        names = await work.scalars(select(Fact.name).where(Fact.name.like("voice:%")))
        return list(names)


async def test_the_words_come_after_the_ticket_and_are_marked(town):
    she = await town.resident()
    await she.says(media=[await voice(town, she)])
    ticket = await town.ticket()
    assert (ticket.status, ticket.category, ticket.text) == (Status.QUEUED, "unclear", "")
    assert "收到" in "".join(await she.reads())
    assert await hear(town, parrot := Parrot([LAMP])) == 1
    assert parrot.heard == [b"OggS-hers"]

    ticket = await town.ticket()
    assert ticket.text == f"{TRANSCRIBED} {LAMP}"
    assert (ticket.category, ticket.place["building"]) == ("facilities", "3")
    card = [text for text in await town.property.reads() if "1118-1 · " in text][-1]
    assert f"💬 🎙 {LAMP}" in card and "语音转写" in card
    assert f"听成：“{LAMP}”" in await she.last()
    assert await waiting(town) == [] and await hear(town, parrot) == 0
    assert len(await town.tickets()) == 1


async def test_what_a_machine_writes_the_traditional_way_is_read_the_simple_way(town):
    she = await town.resident()
    await she.says(media=[await voice(town, she)])
    await hear(town, Parrot(["三號樓二單元樓道燈壞了"]))
    assert (await town.ticket()).text == f"{TRANSCRIBED} {LAMP}"


async def test_without_a_backend_nothing_is_noted_down(town_at):
    town = await town_at(START)
    she = await town.resident()
    await she.says(media=[await voice(town, she)])
    assert await waiting(town) == [] and len(await town.tickets()) == 1
    assert town.program.transcriber is None


async def test_a_danger_that_was_only_spoken_pages_everybody(town):
    she = await town.resident()
    await she.says(media=[await voice(town, she)])
    await hear(town, Parrot(["快来人啊三号楼着火了"]))
    assert "L0" in [one.level for one in await town.tickets()]
    assert "119" in "".join(await she.reads())


async def test_what_she_spoke_before_she_cried_for_help_is_put_into_words_there(town_at):
    town = await town_at(START, residents=Residents(), **HEARS)
    she = await town.resident()
    await she.says(media=[await voice(town, she)])
    await she.says("救命")
    spoken, danger = await town.tickets()
    assert (spoken.status, danger.level) == (Status.WITHDRAWN, "L0")
    assert await hear(town, Parrot([LAMP, LAMP])) == 1 and await waiting(town) == []
    assert LAMP in (await town.ticket()).text


async def test_to_whoever_has_it_already_the_words_are_told(town):
    she = await town.resident()
    await she.says("3号楼2单元楼道灯坏了")
    await town.property.presses("接单·今天")
    await she.says(media=[await voice(town, she)], reply_to=str((await she.bubbles())[0].id))
    await hear(town, Parrot(["晚上七点以后在家"]))
    assert "🎙 居民给 1118-1 的语音，转写：晚上七点以后在家" in "".join(await town.property.reads())


@pytest.mark.parametrize("error", [RuntimeError("x"), OSError("disk"), TimeoutError()])
async def test_what_fails_is_tried_again_and_then_left(town, error):
    she = await town.resident()
    await she.says(media=[await voice(town, she)])
    parrot = Parrot([error])
    for _ in range(5):
        assert await hear(town, parrot) == 0
        town.clock.move_to(town.clock.now() + timedelta(minutes=11))
    assert len(parrot.heard) == 3 and await waiting(town) == []
    assert (await town.ticket()).status is Status.QUEUED


async def test_a_slow_one_is_given_up_and_holds_nobody(town):
    she = await town.resident()
    await she.says(media=[await voice(town, she)])
    parrot = Parrot([LAMP], gate=asyncio.Event())
    listening = asyncio.ensure_future(hear(town, parrot, seconds=60))
    while not parrot.heard:
        await asyncio.sleep(0)
    await she.says("还有5号楼1单元门坏了，关不上")
    assert len(await town.tickets()) == 2, "meanwhile everything goes on"
    parrot.gate.set()
    assert await listening == 1
    await she.says(media=[await voice(town, she)], reply_to="999999")
    assert await hear(town, Parrot([LAMP], gate=asyncio.Event()), seconds=0.01) == 0
    assert len(await waiting(town)) == 1


async def test_two_processes_do_not_add_it_twice(town):
    she = await town.resident()
    await she.says(media=[await voice(town, she)])
    both = await asyncio.gather(hear(town, Parrot([LAMP])), hear(town, Parrot([LAMP])))
    assert sum(both) == 1 and (await town.ticket()).text.count(LAMP) == 1


async def test_what_was_withdrawn_meanwhile_is_left_alone(town):
    she = await town.resident()
    await she.says(media=[await voice(town, she)])
    await she.sends_press("withdraw:1")
    assert await hear(town, Parrot([LAMP])) == 0
    assert (await town.ticket()).text == "" and await waiting(town) == []


@pytest.mark.parametrize("words", ["", "   ", "。。。", "\x00\x1b", "\u202e", "🎙"])
async def test_nothing_heard_is_nothing_said(town, words):
    she = await town.resident()
    await she.says(media=[await voice(town, she)])
    assert await hear(town, Parrot([words])) == 0
    assert (await town.ticket()).text == ""


HOSTILE = (
    "<script>alert(1)</script>",
    "'; drop table ticket; --",
    "/forget",
    "/start ABCDEFGH",
    "1118-1 撤回",
    "{ $code } { $who }",
    "\u202e\u0007灯坏了" + "a" * 5000,
)


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_are_words(town, words):
    she = await town.resident()
    await she.says(media=[await voice(town, she)])
    await hear(town, Parrot([words]))
    ticket = await town.ticket(1)
    assert ticket.status is Status.QUEUED and len(ticket.text) <= 2_002
    assert not set(ticket.text) & {"\u202e", "\u0007"}
    assert (await town.rows(type(ticket)))[0].owner_id == she.person_id


@given(words=st.text(max_size=400))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_any_words_leave_the_ticket_whole(town, words):
    she = await town.resident(f"r{abs(hash(words))}")
    await she.says(media=[await voice(town, she)])
    number = (await town.ticket()).id
    await hear(town, Parrot([words]))
    assert (await town.ticket(number)).owner_id == she.person_id
    assert await waiting(town) == []


async def test_a_thread_hands_over_what_it_made_or_what_went_wrong():
    assert await beside(lambda: "x") == "x"
    with pytest.raises(ZeroDivisionError):
        await beside(lambda: str(1 // 0))


def test_the_operator_is_told_what_is_missing(tmp_path):
    with pytest.raises(CannotHear, match="speech"):
        Whisper(tmp_path, "zh").check()
    with pytest.raises(ValueError, match="model: write the folder"):
        Settings.model_validate({"speech": {"backend": "whisper"}})
    assert Settings().speech.backend == "none"
