"""Voice notes and videos: what such a file really is, and the file without what it tells besides
what is heard and seen: where and when it was made, by which phone, titles, pictures of a cover.

What tells is made zeros where it stands, in a part that players pass over, so that nothing else has
to move. MP4, M4A and QuickTime (ISO/IEC 14496-12), WebM (RFC 8794), MP3. Ogg stays as it is.
"""

import struct
from collections.abc import Iterator

from domain.photos_heif import box_at

VOICE, VIDEO = "voice", "video"
OGG, WEBM, ID3 = b"OggS", b"\x1a\x45\xdf\xa3", b"ID3"
MOST_PARTS = 50_000
"""No recording that we take has so many; one made to keep us busy is not read."""

_WITHIN = frozenset(b"moov trak mdia minf stbl mvex moof traf edts dinf mfra".split())
_TIMED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_BOXES_KEPT = frozenset(
    b"ftyp styp mdat sidx hdlr vmhd smhd dref elst stsd stts ctts cslg stss stsc stsz stz2 stco "
    b"co64 sdtp sgpd sbgp subs trex mehd mfhd tfhd tfdt trun tfra mfro tref".split()
)
_SORTS = {b"vide": VIDEO, b"soun": VOICE}

_SEGMENT, _INFO, _CLUSTER = 0x18538067, 0x1549A966, 0x1F43B675
_TRACKS, _TRACK, _TRACK_TYPE = 0x1654AE6B, 0xAE, 0x83
_PROGRAMS = frozenset({0x4D80, 0x5741})
"""Which program wrote it: WebM wants both there, and takes them empty."""
_ELEMENTS_KEPT = frozenset(
    {0x1A45DFA3, 0x114D9B74, _TRACKS, _CLUSTER, 0x1C53BB6B}  # head, index, tracks, content, cues
    | {0x2AD7B1, 0x4489}  # how long a tick and the whole are
    | {0xE7, 0xA7, 0xAB, 0xA3, 0xA0}  # the parts of a cluster whose end nobody knew
)
_ENDLESS = frozenset({_SEGMENT, _CLUSTER})
"""What a recorder begins before it knows how long it will be."""


def sort_of_recording(content: bytes) -> tuple[str, str] | None:
    """The kind and the MIME type of a recording; None for all else."""
    try:
        if content[4:8] == b"ftyp":
            return _sort_of_boxes(content)
        if content.startswith(WEBM):
            return _sort_of_elements(content)
    except (struct.error, ValueError):
        return None
    if content.startswith(OGG):
        return VOICE, "audio/ogg"
    return (VOICE, "audio/mpeg") if _is_mp3(content) else None


def without_traces(content: bytes) -> bytes:
    """What is heard and seen alone. Of one whose order cannot be read nothing is kept: nobody could
    say what stands in it. Files that are no recording come back as they are."""
    try:
        if content[4:8] == b"ftyp":
            return _clean_boxes(content)
        if content.startswith(WEBM):
            return _clean_elements(content)
    except (struct.error, ValueError):
        return b""
    return _mp3_alone(content) if _is_mp3(content) else content


def _sort_of_boxes(content: bytes) -> tuple[str, str] | None:
    kinds = set(_tracks(content).values())
    if VIDEO in kinds:
        return VIDEO, "video/quicktime" if content[8:12] == b"qt  " else "video/mp4"
    return (VOICE, "audio/mp4") if VOICE in kinds else None


def _tracks(content: bytes) -> dict[int, str | None]:
    """Where each track begins, and whether it is seen or heard; None for one of other things, such
    as where the phone was."""
    found: dict[int, str | None] = {}
    track = 0
    for kind, at, body, _ in _boxes(content, frozenset({b"moov", b"trak", b"mdia"})):
        if kind == b"trak":
            track = at
            found[track] = None
        elif kind == b"hdlr" and track in found:
            found[track] = _SORTS.get(content[body + 8 : body + 12])
    return found


def _clean_boxes(content: bytes) -> bytes:
    """Boxes nobody needs become free space, and so does what is no box."""
    kept, tracks, done = bytearray(content), _tracks(content), 0
    others = frozenset(at for at, sort in tracks.items() if sort is None)
    for kind, at, body, end in _boxes(content, _WITHIN, others):
        if kind in _TIMED:
            long = content[body : body + 1] == b"\1"
            _blank(kept, body + 4, min(body + (20 if long else 12), end))
        elif at in others or not (kind in _WITHIN or kind in _BOXES_KEPT):
            length = end - at
            long = body - at == 16
            head = struct.pack(">I4sQ", 1, b"free", length) if long else b""
            kept[at:body] = head or struct.pack(">I4s", length, b"free")
            _blank(kept, body, end)
        done = end
    _blank(kept, done, len(kept))
    return bytes(kept)


def _blank(kept: bytearray, start: int, end: int) -> None:
    if start < end:
        kept[start:end] = bytes(end - start)


def _boxes(
    content: bytes, within: frozenset[bytes], but: frozenset[int] = frozenset()
) -> Iterator[tuple[bytes, int, int, int]]:
    """The boxes one after the other, and after those to look within what they hold: kind, where it
    begins, where its body does, where it ends. `but`: not within those that begin there."""
    at, ends = 0, [len(content)]
    for _ in range(MOST_PARTS):
        while ends and at + 8 > ends[-1]:
            at = ends.pop()
        if not ends:
            return
        kind, body, end = box_at(content, at, ends[-1])
        yield kind, at, body, end
        inside = kind in within and at not in but
        ends += [end] if inside else []
        at = body if inside else end
    raise ValueError("more boxes than a recording has")


def _sort_of_elements(content: bytes) -> tuple[str, str] | None:
    found = _elements(content, frozenset({_SEGMENT, _TRACKS, _TRACK}))
    kinds = {content[body:end] for name, _, body, end in found if name == _TRACK_TYPE}
    if b"webm" not in content[:64] or not kinds & {b"\x01", b"\x02"}:
        return None
    return (VIDEO, "video/webm") if b"\x01" in kinds else (VOICE, "audio/webm")


def _clean_elements(content: bytes) -> bytes:
    kept, within = bytearray(content), frozenset({_SEGMENT, _INFO})
    for name, at, body, end in _elements(content, within):
        if name in _PROGRAMS:
            _blank(kept, body, end)
        elif name not in within and name not in _ELEMENTS_KEPT:
            kept[at:end] = _nothing(end - at)
    return bytes(kept)


def _nothing(length: int) -> bytes:
    """An element of so many bytes that says nothing. Raises ValueError where there is no room."""
    if length < 2:
        raise ValueError("no room for an element")
    if length < 10:
        return bytes([0xEC, 0x80 | (length - 2)]) + bytes(length - 2)
    return b"\xec\x01" + (length - 9).to_bytes(7, "big") + bytes(length - 9)


def _elements(content: bytes, within: frozenset[int]) -> Iterator[tuple[int, int, int, int]]:
    """The elements one after the other, and after those to look within, or whose end nobody knew
    when they were written, what they hold: name, where it begins, where its body does, where it
    ends."""
    at = 0
    for _ in range(MOST_PARTS):
        if at >= len(content):
            return
        name, after = _number(content, at, marked=True)
        size, body = _number(content, after, marked=False)
        endless = size == (1 << 7 * (body - after)) - 1
        if endless and name not in _ENDLESS:
            raise ValueError("an element without an end")
        end = len(content) if endless else min(body + size, len(content))
        yield name, at, body, end
        at = body if endless or name in within else end
    raise ValueError("more elements than a recording has")


def _number(content: bytes, at: int, *, marked: bool) -> tuple[int, int]:
    """A number whose first byte says how long it is, and where it ends. `marked`: with that mark,
    as names are written. Raises ValueError."""
    first = content[at] if at < len(content) else 0
    length = 9 - first.bit_length()
    if not first or at + length > len(content):
        raise ValueError("no number")
    found = int.from_bytes(content[at : at + length], "big")
    return found if marked else found & ((1 << 7 * length) - 1), at + length


def _is_mp3(content: bytes) -> bool:
    """Whether sound begins where the titles end: a frame of layer III of a rate that there is."""
    at = _after_titles(content)
    head = content[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2 or head[1] >> 3 & 3 == 1:
        return False
    return 0 < head[2] >> 4 < 15 and head[2] >> 2 & 3 != 3


def _after_titles(content: bytes) -> int:
    at = 0
    while content[at : at + 3] == ID3 and at + 10 <= len(content):
        size = 0
        for byte in content[at + 6 : at + 10]:
            size = size << 7 | byte & 127
        at += 10 + size + (10 if content[at + 5] & 0x10 else 0)
    return at


def _mp3_alone(content: bytes) -> bytes:
    end = len(content) - 128 if content[-128:-125] == b"TAG" else len(content)
    return content[_after_titles(content) : end]
