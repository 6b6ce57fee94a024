"""faster-whisper itself, with a model that knows one sentence: reading it, real voice notes, and
whatever else comes. Where the extra `speech` is not installed nobody can try: `make speech`."""

import asyncio
import resource

import pytest

pytest.importorskip("faster_whisper", reason="the extra `speech` is not installed: make speech")

from bot.settings import Speech
from bot.whisper import MOST_SECONDS, RATE, Busy, CannotHear, Whisper, decoded
from domain.inbound import TRANSCRIBED
from tests.support.tiny_whisper import SAYS, film_without_sound, silence, voice_note, write_model
from tests.support.town import open_town
from workflows import web_chat
from workflows.transcribing import Ears, put_into_words

MEGABYTE = 1024  # ru_maxrss is in kilobytes


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_model(tmp_path_factory.mktemp("whisper") / "model")


@pytest.fixture(scope="module")
def whisper(folder):
    """One that has read its model."""
    found = Whisper(folder, "zh")
    found.check()
    return found


@pytest.mark.parametrize("kind", ["ogg", "webm"])
async def test_a_voice_note_becomes_words(whisper, kind):
    assert await whisper.transcribe(voice_note(3, kind)) == SAYS


async def test_each_half_minute_is_heard(whisper):
    words = await whisper.transcribe(voice_note(59))
    assert words.startswith(SAYS) and words.count(SAYS) > 1


@pytest.fixture
async def town(database_url):
    """A town with something that hears."""
    town = await open_town(database_url, speech=Speech(backend="whisper", model="model"))
    yield town
    await town.close()


async def test_from_her_voice_to_her_ticket(town, whisper):
    she = await town.resident()
    note = await web_chat.keep_file(town.deps, she.chat, "voice", "audio/ogg", voice_note(3))
    await she.says(media=[note])
    assert await put_into_words(town.deps, Ears(whisper, town.program.channels)) == 1
    await town.settle()
    ticket = await town.ticket()
    assert ticket.text == f"{TRANSCRIBED} {SAYS}"
    assert (ticket.category, ticket.place["building"]) == ("facilities", "3")


@pytest.mark.parametrize(
    "content",
    [b"", b"OggS" + b"x" * 999, voice_note(3)[:100], film_without_sound(), b"#EXTM3U\nhttp://x/y"],
    ids=["nothing", "named_like_one", "cut_off", "no_sound", "an_address"],
)
async def test_what_is_no_voice_note_has_no_words(whisper, content):
    assert await whisper.transcribe(content) == ""


def test_of_a_damaged_one_the_rest_is_heard():
    note = bytearray(voice_note(10))
    note[len(note) // 2] ^= 0xFF
    assert 1 < len(decoded(bytes(note))) / RATE <= 10


def test_hours_of_silence_in_a_small_file_take_no_memory():
    note = silence(hours=6)
    assert len(note) < 5_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(decoded(note)) == MOST_SECONDS * RATE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * MEGABYTE


async def test_one_at_a_time_and_who_is_given_up_is_heard_no_further(folder):
    whisper, long = Whisper(folder, "zh"), voice_note(290)
    hearing = asyncio.ensure_future(whisper.transcribe(long))
    while not whisper._busy.locked():
        await asyncio.sleep(0.01)
    with pytest.raises(Busy):
        await whisper.transcribe(long)
    hearing.cancel()
    while whisper._busy.locked():
        await asyncio.sleep(0.01)
    assert await whisper.transcribe(voice_note(3)) == SAYS


def spoil(name):
    return lambda folder: (folder / name).write_bytes(b"x" * 100)


def without(name):
    return lambda folder: (folder / name).unlink()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (without("model.bin"), "no model.bin"),
        (without("tokenizer.json"), "no tokenizer.json"),
        (without("vocabulary.json"), "cannot be read"),
        (spoil("model.bin"), "cannot be read"),
        (spoil("tokenizer.json"), "cannot be read"),
    ],
)
async def test_a_folder_that_holds_no_good_model_is_told(tmp_path, caplog, change, told):
    change(write_model(tmp_path / "model"))
    whisper = Whisper(tmp_path / "model", "zh")
    with pytest.raises(CannotHear, match=told):
        whisper.check()
    with pytest.raises(CannotHear):
        await whisper.transcribe(voice_note(1))
    assert told in caplog.text, "the operator reads it where the notes stay without words"


@pytest.mark.parametrize(("english", "language"), [(True, "zh"), (False, "xx")])
def test_a_model_that_does_not_hear_the_language_is_told(tmp_path, english, language):
    with pytest.raises(CannotHear, match="language"):
        Whisper(write_model(tmp_path / "model", english=english), language).check()
