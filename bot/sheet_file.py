"""What is measured of an office's file before anything of it is unpacked: its sort, its size, what
would swell, merged cells."""

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

MOST_BYTES = 20_000_000
"""Of the file itself."""

MOST_UNPACKED = 300_000_000
"""Of all it holds."""

MOST_TIMES = 200
"""How much larger than packed something may be, from MANY bytes on."""

MANY = 10_000_000
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref=["\']([A-Z]+[0-9]+:[A-Z]+[0-9]+)["\']')
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
NO_TEXT = ("xl/media/", "xl/embeddings/", "xl/printerSettings/")
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(SyntaxError, ValueError, LookupError, TypeError, AttributeError, RuntimeError),
)
"""What unpacking a part raises that is not as it should be."""

OLE = b"\xd0\xcf\x11\xe0"
OTHERS = {
    "word/document.xml": "a text document",
    "ppt/presentation.xml": "a presentation",
    "xl/workbook.bin": "a binary workbook (.xlsb)",
    "content.xml": "an OpenDocument file",
}
"""Parts by which other sorts of files are known."""


class NotReadable(Exception):
    """The file is none that can be read at all; the text says why."""


def look_into(path: Path) -> dict[str, list[str]]:
    """What is measured before anything is unpacked, then the merged cells of each part."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise NotReadable(f"{path}: {size:,} bytes; at most {MOST_BYTES:,} are read")
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            swells = [
                part.filename
                for part in parts
                if part.file_size > MANY and part.file_size > MOST_TIMES * part.compress_size
            ]
            if unpacked > MOST_UNPACKED or swells:
                raise NotReadable(f"{path}: it would swell to {unpacked:,} bytes; not read")
            if other := _other_sort({part.filename for part in parts}):
                raise NotReadable(f"{path}: {other}")
            return {
                part.filename: list(_merged(archive, part))
                for part in parts
                if not part.filename.startswith(NO_TEXT)
            }
    except OSError as error:
        raise NotReadable(f"{path}: cannot be read ({error.strerror})") from error
    except DAMAGED as error:
        hint = "open it in a spreadsheet program and save it as .xlsx"
        if _is_locked(path):
            hint = "it is protected by a password; take that off and save it as .xlsx"
        raise NotReadable(f"{path}: not an XLSX file; {hint}") from error


def _other_sort(parts: set[str]) -> str | None:
    """What a file is that is packed like an XLSX file, but none."""
    for part, what in OTHERS.items():
        if part in parts:
            return f"{what}, no XLSX file; save it as .xlsx"
    return None if "[Content_Types].xml" in parts else "a ZIP file, but no XLSX file"


def _is_locked(path: Path) -> bool:
    """Whether it is a file that a spreadsheet program has encrypted."""
    content = path.read_bytes()
    return content.startswith(OLE) and "EncryptedPackage".encode("utf-16-le") in content


def _merged(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[str]:
    """The merged ranges of one part. Raises NotReadable when it declares entities."""
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(1 << 20):
            if DOCTYPE.search(before + chunk) or chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise NotReadable(f"{archive.filename}: declares entities; not read")
            # A tag may lie across two chunks: what ends before the seam was seen already.
            for match in MERGED.finditer(before + chunk):
                if match.end() > len(before):
                    yield match[1].decode()
            before = chunk[-200:]
