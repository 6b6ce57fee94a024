"""HEIC and AVIF without what they tell besides the picture: the bytes of their Exif and XMP items
are made zeros where they stand, so that nothing else has to move."""

import struct
from collections.abc import Iterator

MOST_BOXES = 2_000
_TELLING = frozenset({b"Exif", b"mime", b"uri "})
_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}
)

Box = tuple[bytes, int, int]
"""Its kind, where its body begins, where it ends."""


def is_heif(content: bytes) -> bool:
    """Whether a file is such a picture, by its first box."""
    return content[4:8] == b"ftyp" and bool(
        {content[at : at + 4] for at in range(8, 64, 4)} & _BRANDS
    )


def without_items(content: bytes) -> bytes:
    """The same file with zeros for what tells. Of one whose order cannot be read nothing is kept:
    nobody could say what stands in it."""
    try:
        return _zeroed(content)
    except (struct.error, LookupError, ValueError):
        return b""


def _zeroed(content: bytes) -> bytes:
    kept = bytearray(content)
    for kind, start, end in _boxes(content, 0, len(content)):
        if kind == b"meta":
            inner = {k: (s, e) for k, s, e in _boxes(content, start + 4, end)}
            telling = set(_telling(content, *inner[b"iinf"])) if b"iinf" in inner else set()
            inside = inner.get(b"idat", (0, 0))[0]
            places = _places(content, inner[b"iloc"][0], inside) if telling else ()
            for item, at, length in places:
                if item in telling:
                    length = min(length, max(len(kept) - at, 0))
                    kept[at : at + length] = bytes(length)
    return bytes(kept)


def _boxes(content: bytes, at: int, end: int) -> Iterator[Box]:
    for _ in range(MOST_BOXES):
        if at + 8 > end:
            return
        kind, body, stop = box_at(content, at, end)
        yield kind, body, stop
        at = stop


def box_at(content: bytes, at: int, end: int) -> Box:
    """The box that begins there, within what ends at `end`. Raises ValueError, struct.error for
    one that is none."""
    size, kind = struct.unpack(">I4s", content[at : at + 8])
    head = 8
    if size == 1:
        (size,), head = struct.unpack(">Q", content[at + 8 : at + 16]), 16
    size = size or end - at
    if size < head:
        raise ValueError("a box that ends before it begins")
    return kind, at + head, min(at + size, end)


def _telling(content: bytes, start: int, end: int) -> Iterator[int]:
    """The numbers of the items that tell."""
    skip = 6 if content[start] == 0 else 8
    for kind, at, _ in _boxes(content, start + skip, end):
        if kind == b"infe" and content[at] >= 2:
            long = content[at] >= 3
            (item,) = struct.unpack(
                ">I" if long else ">H", content[at + 4 : at + (8 if long else 6)]
            )
            sort = at + (10 if long else 8)
            if content[sort : sort + 4] in _TELLING:
                yield item


def _places(content: bytes, start: int, inside: int) -> Iterator[tuple[int, int, int]]:
    """Each piece of each item: its number, where it begins, how long it is."""
    version = content[start]
    sizes = content[start + 4] >> 4, content[start + 4] & 15, content[start + 5] >> 4
    index = content[start + 5] & 15 if version else 0
    wide = 4 if version == 2 else 2
    at = start + 6

    def take(size: int) -> int:
        nonlocal at
        found = int.from_bytes(content[at : at + size], "big")
        if at + size > len(content):
            raise ValueError("it ends in the middle")
        at += size
        return found

    for _ in range(min(take(wide), MOST_BOXES)):
        item = take(wide)
        method = take(2) & 15 if version else 0
        take(2)
        base = take(sizes[2]) + (inside if method == 1 else 0)
        for _ in range(min(take(2), MOST_BOXES)):
            take(index)
            offset, length = take(sizes[0]), take(sizes[1])
            yield item, base + offset, length
