"""HEIC, as phones take it, without where it was taken."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.photos import without_metadata
from domain.photos_heif import is_heif

GPS = b"Exif\0\0MM\0*GPS 34.75123 113.61234"
XMP = b"<x:xmpmeta exif:GPSLatitude='34,45.07N'/>"
PICTURE = b"\x26\x01\xaf coded picture \x00\x01\x02"


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body


def heic(version: int = 0, brand: bytes = b"heic") -> bytes:
    """A small file in the order of ISO 23008-12: the items' places in `iloc`, they in `mdat`."""
    head = box(b"ftyp", brand + b"\0\0\0\0" + b"mif1")
    kinds = [(1, b"hvc1"), (2, b"Exif"), (3, b"mime")]
    infe = b"".join(
        box(b"infe", b"\2\0\0\0" + struct.pack(">HH4s", n, 0, kind) + b"\0") for n, kind in kinds
    )
    iinf = box(b"iinf", b"\0\0\0\0" + struct.pack(">H", len(kinds)) + infe)

    def meta(places: list[tuple[int, int]]) -> bytes:
        entries = b""
        for (n, _), (at, length) in zip(kinds, places, strict=True):
            method = struct.pack(">H", 0) if version else b""
            entries += struct.pack(">H", n) + method + struct.pack(">HHII", 0, 1, at, length)
        body = bytes([version, 0, 0, 0, 0x44, 0x00]) + struct.pack(">H", len(kinds)) + entries
        return box(b"meta", b"\0\0\0\0" + iinf + box(b"iloc", body))

    pieces, at, places = (PICTURE, GPS, XMP), len(head) + len(meta([(0, 0)] * 3)) + 8, []
    for piece in pieces:
        places.append((at, len(piece)))
        at += len(piece)
    return head + meta(places) + box(b"mdat", b"".join(pieces))


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize("brand", [b"heic", b"avif", b"mif1"])
def test_where_it_was_taken_is_gone_and_the_picture_stays(version, brand):
    whole = heic(version, brand)
    assert is_heif(whole) and b"34.75123" in whole
    bare = without_metadata(whole)
    assert len(bare) == len(whole) and PICTURE in bare
    assert b"34.75123" not in bare and b"GPS" not in bare and b"xmpmeta" not in bare


def test_of_one_that_cannot_be_read_nothing_is_kept():
    whole = heic()
    at = whole.index(b"iloc") + 4
    damaged = whole[:at] + b"\0\0\0\0\xff\xff\xff\xff" + whole[at + 8 :]
    assert b"34.75123" not in without_metadata(damaged)


def test_other_files_are_as_they_are():
    assert without_metadata(b"%PDF-1.7 x") == b"%PDF-1.7 x"
    assert not is_heif(b"\0\0\0\x18ftypisom\0\0\0\0isommp42")


@given(st.binary(max_size=300), st.integers(0, 200))
def test_any_bytes_give_no_more_than_they_were(noise, at):
    whole = heic()
    broken = whole[:at] + noise + whole[at + len(noise) :]
    assert len(without_metadata(broken)) <= len(broken)
    assert len(without_metadata(b"\0\0\0\x18ftypheic" + noise)) <= len(noise) + 12
