"""Pictures without what they tell besides the picture: where and when it was taken, by which phone,
comments, previews, and whatever is hung on behind the end.

Nothing is drawn anew: the parts a reader needs to show it are kept byte by byte, all others are
left out. What cannot be read as a part is left out too.
"""

import re
import struct
from collections.abc import Iterator
from itertools import islice

from domain.photos_heif import is_heif, without_items
from domain.recordings import without_traces

JPEG, PNG, RIFF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF"
UPRIGHT = 1
MOST_PARTS = 20_000
"""No picture has so many; a file made to keep us busy ends there."""

_SCAN, _END, _EXIF = 0xDA, 0xD9, 0xE1
_MARK = re.compile(rb"\xff[\x02-\xcf\xd9-\xfe]")
"""A JPEG mark that begins a part: no stuffing, no filling, no restart within a coded picture."""
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_TELLS = 0x08 | 0x04
"""Flags of a WebP's head that promise Exif and XMP."""


def without_metadata(content: bytes) -> bytes:
    """The picture alone, or the recording (domain/recordings.py). Other files come back as they
    are."""
    if content.startswith(JPEG):
        return _jpeg(content)
    if content.startswith(PNG):
        return PNG + b"".join(islice(_png_chunks(content), MOST_PARTS))
    if content.startswith(RIFF) and content[8:12] == b"WEBP":
        body = b"WEBP" + b"".join(islice(_webp_chunks(content), MOST_PARTS))
        return RIFF + struct.pack("<I", len(body)) + body
    return without_items(content) if is_heif(content) else without_traces(content)


def _jpeg(content: bytes) -> bytes:
    kept, turned = [], UPRIGHT
    for mark, segment in islice(_segments(content), MOST_PARTS):
        if mark == _EXIF:
            turned = turned if turned != UPRIGHT else _orientation(segment[4:])
        elif _is_shown(mark, segment):
            kept.append(segment)
    head = [] if turned == UPRIGHT else [_only_orientation(turned)]
    return b"\xff\xd8" + b"".join(head + kept)


def _is_shown(mark: int, segment: bytes) -> bool:
    """Whether a segment is needed to show the picture in its colours."""
    if mark == 0xE0:
        return segment[4:9] == b"JFIF\0"
    if mark == 0xE2:
        return segment[4:16] == b"ICC_PROFILE\0"
    return mark == 0xEE or not (0xE0 <= mark <= 0xEF or mark == 0xFE)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The parts of a JPEG after its first mark: a mark and all that belongs to it, up to the end
    of the picture."""
    at = 2
    while found := _MARK.search(content, at):
        at, mark = found.start(), content[found.start() + 1]
        if mark == _END:
            yield mark, content[at : at + 2]
            return
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if length < 2:
            yield mark, b""
            at += 2
            continue
        end = at + 2 + length
        if mark == _SCAN:
            following = _MARK.search(content, end)
            end = following.start() if following else len(content)
        yield mark, content[at:end]
        at = end


def _orientation(exif: bytes) -> int:
    """How the camera was held, 1..8, out of an Exif block; upright when it does not say."""
    tiff = exif.removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8 or len(tiff) == len(exif):
        return UPRIGHT
    (start,) = struct.unpack(f"{order}I", tiff[4:8])
    for at in range(start + 2, len(tiff) - 11, 12):
        tag, kind, count, value = struct.unpack(f"{order}HHIH", tiff[at : at + 10])
        if tag == 0x0112 and kind == 3 and count == 1 and 1 <= value <= 8:
            return int(value)
    return UPRIGHT


def _only_orientation(turned: int) -> bytes:
    """An Exif segment that says nothing but how the camera was held: without it most photos of
    phones lie on their side."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, turned, 0)
    tiff = b"MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0"
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png_chunks(content: bytes) -> Iterator[bytes]:
    at = len(PNG)
    while at + 8 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind = content[at + 4 : at + 8]
        yield content[at : at + 12 + length] if kind in _PNG_KEPT else b""
        if kind == b"IEND":
            return
        at += 12 + length


def _webp_chunks(content: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(content):
        kind = content[at : at + 4]
        (length,) = struct.unpack("<I", content[at + 4 : at + 8])
        chunk = content[at : at + 8 + length + length % 2]
        if kind == b"VP8X" and length:
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_TELLS]) + chunk[9:]
        yield chunk if kind in _WEBP_KEPT else b""
        at += 8 + length + length % 2
