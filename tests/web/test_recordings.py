"""Voice notes, videos and places through the page, by friends and by foes."""

import json

import pytest

from db.web_rows import WebFile, WebMessage
from domain.files import sort_of
from domain.inbound import LOCATION
from handlers.web.api import MAX_FILE, MAX_VIDEO
from tests.support.recordings import OGG, SECRETS, SOUND, box, mp3, mp4, webm
from tests.web.house import client_id
from workflows.speech import Attachment, Said

LIGHT = "永安花园3号楼2单元楼道灯坏了"
FILM, SPOKEN = mp4(b"vide", b"soun"), webm(2)


@pytest.mark.parametrize(
    ("content", "kind", "mime"),
    [
        (FILM, "video", "video/mp4"),
        (mp4(b"vide", brand=b"qt  "), "video", "video/quicktime"),
        (webm(1, 2), "video", "video/webm"),
        (SPOKEN, "voice", "audio/webm"),
        (mp4(b"soun"), "voice", "audio/mp4"),
        (mp3(), "voice", "audio/mpeg"),
        (OGG, "voice", "audio/ogg"),
    ],
)
async def test_it_is_a_report_and_is_played_to_who_has_it(house, visitor, content, kind, mime):
    """Known by its content, whatever the browser called it; kept without what it tells besides."""
    answer = await visitor.sends(content, "../../evil.html")
    assert answer.status == 200
    (ticket,) = await house.town.tickets()
    assert [m["kind"] for m in ticket.media] == [kind]
    mine = (await visitor.messages())[0]
    assert [key for key in ("photo", "voice", "video", "file") if mine[key]] == [kind]
    worker = await house.browser_of(house.town.grid)
    path = next(m[kind] for m in await worker.messages() if m[kind])
    assert path == mine[kind]
    played = await worker.get(path)
    assert (played.status, played.content_type) == (200, mime)
    assert "sandbox" in played.headers["Content-Security-Policy"]
    left = await played.read()
    assert SOUND in left and not [secret for secret in SECRETS if secret in left]


@pytest.mark.parametrize(
    "content",
    [
        box(b"ftyp", b"isom\0\0\0\0"),
        box(b"ftyp", b"isom\0\0\0\0") + b"\0\0\0\x02moov",
        mp4(b"meta"),
        b"\x1a\x45\xdf\xa3" + b"\xff" * 40,
        b"ID3\4\0\0\0\0\0\0<html><script>alert(1)</script>",
        b"<html>" + FILM,
        b"MZ\x90\0" + FILM,
    ],
)
async def test_what_only_begins_like_one_is_415(house, visitor, content):
    answer = await visitor.sends(content, "voice.webm", text=LIGHT)
    assert answer.status == 415
    assert "语音" in (await answer.json())["error"]
    assert await visitor.messages() == [] and await house.town.rows(WebFile) == []


async def test_a_video_may_be_larger_than_a_photo_and_no_larger(house, visitor):
    def filled(content: bytes, size: int) -> bytes:
        return content + box(b"free", bytes(size - len(content) - 8))

    assert (await visitor.sends(filled(FILM, MAX_VIDEO))).status == 200
    too_much = [filled(FILM, MAX_VIDEO + 1), filled(mp4(b"soun"), MAX_FILE + 1)]
    for content in [*too_much, filled(FILM, MAX_VIDEO + 3 * 1024 * 1024)]:
        answer = await visitor.sends(content)
        assert answer.status == 413
        assert "20 MB" in (await answer.json())["error"]
    assert len(await house.town.rows(WebFile)) == 1


async def test_a_recording_of_another_chat_is_404(house, visitor):
    await visitor.sends(SPOKEN)
    path = (await visitor.messages())[0]["voice"]
    stranger = await house.visitor()
    for headers in ({}, {"Range": "bytes=0-3"}):
        assert (await stranger.get(path, headers=headers)).status == 404
        street = await house.browser_of(house.town.street)
        assert (await street.get(path, headers=headers)).status == 404


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-1", 206, slice(0, 2)),
        ("bytes=4-", 206, slice(4, None)),
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=0-999999", 206, slice(0, None)),
        ("bytes=999999-", 416, slice(0, 0)),
        ("bytes=x-y", 200, slice(0, None)),
        ("bytes=0-1,4-5", 200, slice(0, None)),
        ("lines=0-1", 200, slice(0, None)),
        ("bytes=5-2", 200, slice(0, None)),
    ],
)
async def test_a_player_may_ask_for_a_part(visitor, asked, status, part):
    await visitor.sends(OGG)
    path = (await visitor.messages())[0]["voice"]
    answer = await visitor.get(path, headers={"Range": asked})
    content = await answer.read()
    assert (answer.status, content) == (status, OGG[part])
    assert answer.headers["Accept-Ranges"] == "bytes"
    if status == 206:
        first = part.indices(len(OGG))[0]
        last = first + len(content) - 1
        assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(OGG)}"


@pytest.mark.parametrize(("content", "kind"), [(OGG, "voice"), (FILM, "video")])
async def test_what_came_another_way_is_played_as_what_it_is(house, visitor, content, kind):
    """A voice note of Telegram goes on to a page by its content."""
    await visitor.says("你好")
    chat = (await house.town.rows(WebMessage))[0].chat
    note = Attachment(kind, content=content)
    await house.town.program.channels["web"].send(Said(chat, "语音", media=(note,)))
    path = (await visitor.messages())[-1][kind]
    assert (await visitor.get(path)).content_type == sort_of(content)[1]


async def test_a_place_is_a_report_and_goes_on_to_who_has_it(house, visitor):
    again = client_id()
    for _ in range(2):
        answer = await visitor.says("", place=[34.751234567, 113.6], client_id=again)
        assert answer.status == 200
    (ticket,) = await house.town.tickets()
    where = {"channel": "web", "ref": "34.75123,113.60000", "kind": LOCATION}
    assert ticket.media == [where]
    assert (await visitor.messages())[0]["text"] == "📍 34.75123, 113.60000"
    worker = await house.browser_of(house.town.grid)
    found = "📍 34.75123, 113.60000\nhttps://uri.amap.com/marker?position=113.60000,34.75123&"
    assert any(found in m["text"] for m in await worker.messages())


async def test_a_place_may_come_with_words(house, visitor):
    await visitor.says(LIGHT, place=[34.75, 113.6])
    (ticket,) = await house.town.tickets()
    assert (ticket.text, [m["kind"] for m in ticket.media]) == (LIGHT, [LOCATION])
    assert (await visitor.messages())[0]["text"] == f"{LIGHT}\n📍 34.75000, 113.60000"


ODD_PLACES = ["34,113", 5, True, {}, [], [1], [1, 2, 3], ["34", "113"], [None, 1], [True, False]]
ODD_NUMBERS = [[91, 0], [0, 181], [-91, 0], [10**400, 0], ["<b>", 1], [[1], 2]]


@pytest.mark.parametrize("odd", [*ODD_PLACES, *ODD_NUMBERS])
async def test_what_is_no_place_on_earth_is_400(house, visitor, odd):
    assert (await visitor.says(LIGHT, place=odd)).status == 400
    assert await visitor.messages() == [] and await house.town.tickets() == []


@pytest.mark.parametrize("odd", ["NaN", "Infinity", "-Infinity", "1e999"])
async def test_numbers_that_are_none_are_400(house, visitor, odd):
    body = json.dumps({"text": LIGHT, "client_id": client_id(), "place": [0, 1]})
    body = body.replace("[0, 1]", f"[{odd}, 1]")
    headers = {"X-Jiedan": "1", "Content-Type": "application/json"}
    assert (await visitor.post("/api/messages", data=body, headers=headers)).status == 400
    assert await house.town.tickets() == []
