"""Recordings are known by their content, and lose what they tell besides sound and picture."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.files import sort_of
from domain.photos import without_metadata
from tests.support.recordings import OGG, SECRETS, SOUND, WHEN, box, mp3, mp4, track, webm

VIDEO, VOICE, ELSEWHERE = b"vide", b"soun", b"meta"
SORTS = {
    "a film of an old phone": (mp4(VIDEO, VOICE), ("video", "video/mp4")),
    "a film of an iPhone": (
        mp4(VOICE, VIDEO, ELSEWHERE, brand=b"qt  "),
        ("video", "video/quicktime"),
    ),
    "a film without sound": (mp4(VIDEO), ("video", "video/mp4")),
    "a voice note of an iPhone": (mp4(VOICE, brand=b"M4A "), ("voice", "audio/mp4")),
    "a film of a browser": (webm(2, 1), ("video", "video/webm")),
    "a voice note of a browser": (webm(2), ("voice", "audio/webm")),
    "a finished WebM": (webm(2, endless=False), ("voice", "audio/webm")),
    "a voice note of Telegram": (OGG, ("voice", "audio/ogg")),
    "an MP3": (mp3(), ("voice", "audio/mpeg")),
}


@pytest.mark.parametrize(("content", "sort"), SORTS.values(), ids=SORTS)
def test_what_it_is_stands_in_its_content(content, sort):
    assert sort_of(content) == sort


@pytest.mark.parametrize("content", [one for one, _ in SORTS.values()], ids=SORTS)
def test_what_is_heard_stays_and_what_tells_is_gone(content):
    left = without_metadata(content)
    assert SOUND in left and not [secret for secret in SECRETS if secret in left]
    assert sort_of(left) == sort_of(content)
    assert without_metadata(left) == left


@pytest.mark.parametrize("content", [mp4(VIDEO, VOICE, ELSEWHERE), webm(1, 2)])
def test_nothing_of_what_stays_moves(content):
    """The index of a film says where its pictures are, in bytes from the beginning."""
    left = without_metadata(content)
    assert len(left) == len(content)
    assert left.index(SOUND) == content.index(SOUND)


def test_a_track_of_where_the_phone_was_is_none_any_more():
    content = mp4(VIDEO, ELSEWHERE)
    assert content.count(b"trak") == 2
    assert without_metadata(content).count(b"trak") == 1


def test_what_hangs_on_behind_is_gone():
    hung = [b"\x00\x00\x00\x20uuid" + b"Wang's phone" + b"\0" * 12, b"Wang's phone", b"abc"]
    for more in hung:
        assert b"Wang" not in without_metadata(mp4(VIDEO, more=more))


def test_the_long_form_of_times_is_cleared_as_well():
    timed = box(b"mvhd", b"\1\0\0\0", WHEN * 2, WHEN * 2, b"\0\0\3\xe8")
    content = box(b"ftyp", b"isom\0\0\0\0") + box(b"moov", timed, track(VOICE))
    left = without_metadata(content)
    assert WHEN not in left and b"\0\0\3\xe8" in left


NONE = {
    "nothing": b"",
    "only the name": box(b"ftyp", b"isom\0\0\0\0"),
    "an index of nothing": box(b"ftyp", b"isom\0\0\0\0") + box(b"moov"),
    "only where the phone was": mp4(ELSEWHERE),
    "a box that ends before it begins": mp4(VIDEO) + b"\0\0\0\x02mdat",
    "a picture": box(b"ftyp", b"heic\0\0\0\0mif1") + box(b"meta", b"\0\0\0\0"),
    "a page called a film": b"<html>" + mp4(VIDEO),
    "a program": b"MZ\x90\0" + SOUND,
    "WebM of subtitles": webm(17),
    "Matroska": webm(1).replace(b"webm", b"mkv!"),
    "half a number": b"\x1a\x45\xdf\xa3",
    "an element without an end": b"\x1a\x45\xdf\xa3\xff" + SOUND,
    "titles of no song": b"ID3\4\0\0\0\0\0\2ab<html>",
    "titles without an end": b"ID3\4\0\0\x7f\x7f\x7f\x7f",
    "a frame of no rate": b"\xff\xfb\xf0\x00" + SOUND,
}


@pytest.mark.parametrize("content", NONE.values(), ids=NONE)
def test_all_else_is_no_recording(content):
    assert sort_of(content) is None


def test_a_film_made_to_keep_us_busy_is_not_read():
    head = box(b"ftyp", b"isom\0\0\0\0")
    deep = b"".join(struct.pack(">I4s", 8_000_000 - 8 * n, b"moov") for n in range(300_000))
    for content in (head + box(b"free") * 300_000, head + deep):
        assert sort_of(content) is None
        assert without_metadata(content) == b""


STARTS = [mp4(VIDEO, VOICE, ELSEWHERE), webm(1, 2), webm(2, endless=False), mp3(), OGG]


@given(st.sampled_from(STARTS), st.integers(0, 600), st.binary(max_size=20))
def test_any_damage_is_read_or_refused_and_grows_nothing(content, at, new):
    damaged = content[:at] + new + content[at + len(new) :]
    sort_of(damaged)
    assert len(without_metadata(damaged)) <= len(damaged)
