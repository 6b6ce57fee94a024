"""Monday: the secretary sees the picture with the draft, the Party group gets it with the text;
what cannot be drawn keeps no text back."""

import sys
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot import week_files
from bot.fonts import NoFont
from bot.week_picture import SHARPNESS, WIDTH
from db.models import Summary
from db.web_rows import WebFile
from tests.scenarios.staging import at, heard
from tests.support.rows import make_ticket
from tests.support.town import START

HEAD = "永安社区 一周民情（11.16—11.22）"


@pytest.fixture
async def monday(town):
    """Some matters of last week, one of them overdue; it is Monday, 08:00."""
    resident = await town.resident()
    flat = {"compound": "yongan-garden", "building": "3", "unit": "2", "room": "501"}
    async with town.deps.begin() as work:
        work.add_all(
            make_ticket(
                resident.person_id,
                community="yongan",
                opened_at=START,
                status="closed",
                closed_at=START + timedelta(hours=2),
                place=flat,
                household=f"yongan-garden/3/2/{n}",
            )
            for n in range(4)
        )
        await work.commit()
    await town.until(at(23, "08:00"))
    return town


async def pictures(town, chat: str) -> list[Image.Image]:
    found = [one for one in await town.rows(WebFile) if one.chat == chat]
    assert {one.mime for one in found} <= {"image/png"}
    return [Image.open(BytesIO(one.content)) for one in found]


async def test_she_sees_it_with_the_draft_and_the_group_gets_it_with_the_text(monday):
    (hers,) = await pictures(monday, "secretary")
    assert hers.width == WIDTH * SHARPNESS
    assert await heard(monday.secretary, "🖼 永安社区 一周民情图") == ["23 08:00"]
    assert HEAD in await monday.secretary.last()  # the draft stands below it, with its buttons
    await monday.secretary.presses("发送")
    (theirs,) = await pictures(monday, "party")
    assert (await monday.party.last()).count(HEAD) == 1
    assert theirs.size == hers.size
    bubble = (await monday.party.bubbles())[-1]
    assert [one["kind"] for one in bubble.media] == ["photo"]


async def test_her_sentence_stands_on_the_picture_as_well(monday):
    (before,) = await pictures(monday, "secretary")
    await monday.secretary.presses("修改")
    await monday.secretary.presses("加一句话")
    await monday.secretary.says("感谢三号楼的志愿者")
    heights = [one.height for one in await pictures(monday, "secretary")]  # in no order
    assert sorted(heights)[0] == before.height < sorted(heights)[-1]


async def test_it_is_shown_again_as_it_was(monday):
    await monday.secretary.presses("发送")
    async with monday.deps.begin() as work:  # what becomes of the tickets changes nothing
        work.add(make_ticket(monday.secretary.person_id, community="yongan", opened_at=START))
        await work.commit()
    await monday.secretary.says("/summary 2026-W47")
    first, again = await pictures(monday, "secretary")
    assert again.tobytes() == first.tobytes()


async def test_one_of_an_older_program_has_none_and_goes_as_text(monday):
    async with monday.deps.begin() as work:
        for one in await monday.rows(Summary):
            (await work.get_one(Summary, one.id)).picture = None
        await work.commit()
    await monday.secretary.presses("发送")
    assert HEAD in await monday.party.last()
    assert await pictures(monday, "party") == []


def no_font(*_given):
    raise NoFont("No Chinese font found. Install one.")


def broken(*_given):
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("draw", "told"),
    [(no_font, "Install one"), (broken, "no picture of the week could be drawn")],
)
async def test_what_cannot_be_drawn_keeps_no_text_back(monday, caplog, draw, told):
    words = await _words(monday)
    assert week_files.drawn(words, draw) is None
    assert told in caplog.text


async def test_without_the_library_the_text_goes_alone(monday, caplog, monkeypatch):
    for name in ("matplotlib.figure", "matplotlib.backends.backend_agg"):
        monkeypatch.setitem(sys.modules, name, None)
    week_files.draw_once.cache_clear()
    await monday.secretary.presses("发送")
    assert HEAD in await monday.party.last()
    assert await pictures(monday, "party") == []
    assert "pip install 'jiedan[pictures]'" in caplog.text


async def _words(town):
    (row,) = [one for one in await town.rows(Summary) if one.unit == "yongan"]
    return week_files.words_of(town.program, row, "zh")
