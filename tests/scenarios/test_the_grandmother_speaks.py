"""The grandmother: a voice note first, then three words with a typo. Nothing is asked before it is
taken, her voice is played to whoever comes, and the answer is hers to give."""

import pytest

from bot.settings import Residents, Speech
from domain.lifecycle import Status
from tests.scenarios.staging import nothing_is_silent
from tests.support.ears import Parrot
from tests.support.town import START, photo
from workflows import web_chat
from workflows.transcribing import Ears, put_into_words

TYPO = "厨房水笼头漏谁了"


@pytest.fixture
async def town(town_at):
    """As it is set up: several messages in a row are one; somebody may hear voice notes."""
    return await town_at(
        START, residents=Residents(), speech=Speech(backend="whisper", model="model")
    )


async def speaks(town, she) -> None:
    note = await web_chat.keep_file(town.deps, she.chat, "voice", "audio/ogg", b"OggS-her voice")
    await she.says(media=[note])


async def test_a_voice_note_and_a_typo_are_one_report(town):
    she = await town.resident("grandmother")
    await speaks(town, she)
    assert "收到，您放心。编号 1118-1" in "".join(await she.reads())
    await town.after(seconds=9)
    await she.says(TYPO)
    (ticket,) = await town.tickets()
    assert (ticket.category, ticket.status) == ("repair", Status.QUEUED)
    assert [one["kind"] for one in ticket.media] == ["voice"]
    heard = [m for m in await town.property.bubbles() if m.media]
    assert heard and heard[-1].media[0]["kind"] == "voice", "it can be played by whoever comes"

    await town.property.presses("接单·今天")
    await town.property.presses("办结")
    await town.property.says("换了新龙头", media=[photo()])
    await town.after(minutes=30)
    await she.says("修好了，谢谢啊")
    assert (await town.ticket()).status is Status.CLOSED
    await nothing_is_silent(town)


async def test_what_was_heard_comes_later_and_changes_nothing_but_the_words(town):
    she = await town.resident("grandmother")
    await speaks(town, she)
    await town.after(seconds=9)
    await she.says(TYPO)
    before = await town.ticket()
    ears = Ears(Parrot(["三号楼二单元五零一，水一直流"]), town.program.channels)
    assert await put_into_words(town.deps, ears) == 1
    await town.settle()
    ticket = await town.ticket()
    assert ticket.text == f"{TYPO}\n🎙 三号楼二单元五零一，水一直流"
    assert (ticket.category, ticket.opened_at) == (before.category, before.opened_at)
    assert ticket.accept_due <= before.accept_due and ticket.place["building"] == "3"
    assert "🎙 后面的字是语音转写" in "".join(await town.property.reads())
    await nothing_is_silent(town)


async def test_nothing_hears_and_all_goes_on(town_at):
    town = await town_at(START)
    she = await town.resident("grandmother")
    await speaks(town, she)
    await town.grid.sends_press("accept:1")
    assert (await town.ticket()).status is Status.HANDLING
    await nothing_is_silent(town)
