"""Recordings as phones and browsers write them, with what they tell beside sound and picture."""

import struct

WHERE, WHEN, PHONE = b"+34.7512+113.6253/", b"\xe3\x11\x22\x33", b"Wang's phone"
SECRETS = (WHERE, WHEN, PHONE)
SOUND = b"what is heard"


def box(kind: bytes, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def _full(kind: bytes, *bodies: bytes) -> bytes:
    return box(kind, b"\0\0\0\0", *bodies)


def track(sort: bytes) -> bytes:
    """A track of `vide`, `soun`, or another handler."""
    table = box(b"stbl", _full(b"stsd", b"\0\0\0\0"), _full(b"stco", b"\0\0\0\0"))
    media = box(
        b"mdia",
        _full(b"mdhd", WHEN, WHEN, b"\0\0\3\xe8\0\0\0\x01"),
        _full(b"hdlr", b"\0\0\0\0", sort, bytes(13)),
        box(b"minf", table),
    )
    return box(b"trak", _full(b"tkhd", WHEN, WHEN, b"\0\0\0\x01"), media)


def mp4(*sorts: bytes, brand: bytes = b"isom", more: bytes = b"") -> bytes:
    """An MP4 (or M4A, or a QuickTime film) of tracks of these handlers, its index at the end."""
    told = box(b"udta", box(b"\xa9xyz", WHERE), b"\0\0\0\0")
    keys = _full(b"meta", box(b"ilst", PHONE))
    timed = _full(b"mvhd", WHEN, WHEN, b"\0\0\3\xe8\0\0\0\x01")
    index = box(b"moov", timed, *map(track, sorts), told, keys)
    return box(b"ftyp", brand, b"\0\0\0\0", brand) + box(b"mdat", SOUND) + index + more


def element(name: bytes, body: bytes, *, endless: bool = False) -> bytes:
    size = b"\x01" + b"\xff" * 7 if endless else b"\x01" + len(body).to_bytes(7, "big")
    return name + size + body


def webm(*types: int, endless: bool = True) -> bytes:
    """A WebM of tracks of these types (1: seen, 2: heard), as a browser's recorder writes it: it
    does not know how long it will be."""
    told = element(b"\x44\x61", WHEN * 2) + element(b"\x7b\xa9", PHONE)
    made = element(b"\x4d\x80", PHONE) + element(b"\x57\x41", PHONE)
    info = element(b"\x15\x49\xa9\x66", element(b"\x2a\xd7\xb1", b"\x0f\x42\x40") + told + made)
    tracks = b"".join(element(b"\xae", element(b"\x83", bytes([one]))) for one in types)
    block = element(b"\xe7", b"\0") + element(b"\xa3", SOUND)
    cluster = element(b"\x1f\x43\xb6\x75", block, endless=endless)
    tags = element(b"\x12\x54\xc3\x67", WHERE + PHONE)
    body = info + element(b"\x16\x54\xae\x6b", tracks) + cluster * 2 + tags
    head = element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", b"webm"))
    return head + element(b"\x18\x53\x80\x67", body, endless=endless)


def mp3() -> bytes:
    """An MP3 with titles before it and behind it."""
    titles = PHONE + WHERE
    head = b"ID3\4\0\0" + bytes([0, 0, 0, len(titles)]) + titles
    return head + b"\xff\xfb\x90\x00" + SOUND * 20 + b"TAG" + PHONE.ljust(125, b"\0")


OGG = b"OggS\0\2" + bytes(20) + b"\x01\x13OpusHead" + SOUND
