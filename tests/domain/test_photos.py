"""Pictures lose what they tell besides the picture, and nothing else."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.photos import without_metadata

SECRETS = (b"GPS 34.75", b"Wang's phone", b"2026:11:18", b"hung on behind")


def segment(mark: int, body: bytes) -> bytes:
    return bytes([0xFF, mark]) + struct.pack(">H", len(body) + 2) + body


def exif(order: str = "<", turned: int = 6, more: bytes = b"GPS 34.75") -> bytes:
    """An Exif segment as phones write it: maker, orientation, the place behind it."""
    head = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(f"{order}I", 8)
    maker = struct.pack(f"{order}HHII", 0x010F, 2, 12, 38)
    held = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turned, 0)
    count = struct.pack(f"{order}H", 2)
    return segment(0xE1, b"Exif\0\0" + head + count + maker + held + b"\0\0\0\0" + more)


JFIF = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
ICC = segment(0xE2, b"ICC_PROFILE\0\x01\x01colours")
ADOBE = segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01")
TABLE, FRAME = segment(0xDB, b"\0" + bytes(64)), segment(0xC0, b"\x08\0\x10\0\x10\x01\x01\x11\0")
SCAN = segment(0xDA, b"\x01\x01\0\0?\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
SECOND = segment(0xDA, b"\x01\x01\0\0?\0") + b"\x78\xff\x00"
END = b"\xff\xd9"
SHOWN = JFIF + ICC + ADOBE + TABLE + FRAME + SCAN + SECOND + END


def photo_of_a_phone(order: str = "<", turned: int = 6) -> bytes:
    return (
        b"\xff\xd8"
        + JFIF
        + exif(order, turned)
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0Wang's phone")
        + ICC
        + segment(0xE2, b"MPF\0GPS 34.75")
        + segment(0xED, b"Photoshop 3.0\x002026:11:18")
        + segment(0xFE, b"Wang's phone")
        + SHOWN[len(JFIF + ICC) :]
        + b"hung on behind"
    )


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turned", [3, 6, 8])
def test_a_photo_keeps_what_is_shown_and_how_it_was_held(order, turned):
    left = without_metadata(photo_of_a_phone(order, turned))
    assert not [secret for secret in SECRETS if secret in left]
    assert left.endswith(SHOWN)
    told = left[2 : -len(SHOWN)]
    assert told.startswith(b"\xff\xe1") and len(told) == 36
    assert told[-8:-4] == struct.pack(">HH", turned, 0)
    assert without_metadata(left) == left


def test_an_upright_photo_says_nothing_of_itself():
    assert without_metadata(photo_of_a_phone(turned=1)) == b"\xff\xd8" + SHOWN
    assert without_metadata(photo_of_a_phone(turned=9)) == b"\xff\xd8" + SHOWN


def test_a_photo_that_was_cut_off_keeps_what_there_is():
    left = without_metadata(b"\xff\xd8" + exif(turned=1) + TABLE + FRAME + SCAN)
    assert left == b"\xff\xd8" + TABLE + FRAME + SCAN


def test_what_stands_between_the_parts_is_left_out():
    broken = b"\xff\xd8" + b"\xff\xe1\0\0" + b"GPS 34.75" + TABLE + FRAME + SCAN + END
    assert without_metadata(broken) == b"\xff\xd8" + TABLE + FRAME + SCAN + END


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + b"\0\0\0\0"


def test_a_png_loses_its_texts_and_times():
    head, body, end = chunk(b"IHDR", bytes(13)), chunk(b"IDAT", b"picture"), chunk(b"IEND", b"")
    said = chunk(b"tEXt", b"Author\0Wang's phone") + chunk(b"eXIf", b"GPS 34.75")
    said += chunk(b"iTXt", b"Wang's phone") + chunk(b"tIME", b"2026:11:18")
    mark = b"\x89PNG\r\n\x1a\n"
    left = without_metadata(mark + head + said + body + end + b"hung on behind")
    assert left == mark + head + body + end


def riff(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def test_a_webp_loses_them_and_no_longer_promises_them():
    told = webp_chunk(b"VP8X", b"\x2c" + bytes(9))
    picture = webp_chunk(b"VP8 ", b"picture")
    given = riff(told, picture, webp_chunk(b"EXIF", b"GPS 34.75"), webp_chunk(b"XMP ", b"Wang"))
    assert without_metadata(given) == riff(webp_chunk(b"VP8X", b"\x20" + bytes(9)), picture)


def test_other_files_are_not_touched():
    for content in (b"", b"OggS and so on", b"%PDF-1.7", b"\xff\xd8"):
        assert without_metadata(content) == content


@given(st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF0000WEBP"]), st.binary())
def test_any_bytes_give_a_picture_of_the_same_sort_and_no_longer(start, rest):
    left = without_metadata(start + rest)
    assert left[:2] == start[:2] and len(left) <= max(len(start + rest), 12) + 36
    assert without_metadata(left) == left


@given(st.integers(0, 400), st.binary(max_size=4))
def test_a_damaged_photo_does_not_stop_anybody(at, damage):
    whole = photo_of_a_phone()
    damaged = whole[:at] + damage + whole[at + len(damage) :]
    assert len(without_metadata(damaged)) <= len(whole) + 36 + len(damage)
