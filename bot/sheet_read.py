"""Reading an XLSX file into plain tables. Whatever cannot be meant is told with its place: another
sort of file, merged cells, missing columns, a file that swells."""

import lzma
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.sheet_shape import SHEETS, Findings, Names, column_letter

MOST_BYTES = 20_000_000
"""Of the file itself."""

MOST_UNPACKED = 300_000_000
"""Of all it holds."""

MOST_TIMES = 200
"""How much larger than packed something may be, from MANY bytes on."""

MANY = 10_000_000
MOST_ROWS = 50_000
BLANK_ROWS = 100_000
"""So many empty rows in a row end a sheet: somebody formatted a whole column."""

DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(SyntaxError, ValueError, LookupError, TypeError, AttributeError, RuntimeError),
)
"""What unpacking and reading a part raise that is not as it should be."""

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
MERGED_MOST = 20

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Table:
    """A sheet: its title in the file, where each column stands (from 0), and its filled rows with
    their numbers."""

    key: str
    title: str
    columns: dict[str, int]
    rows: Sequence[tuple[int, Sequence[Any]]] = field(default=())

    def at(self, row: int, column: str | None = None) -> str:
        """A place as people name it: people!C14."""
        if column is None or column not in self.columns:
            return f"{self.title}!{row}"
        return f"{self.title}!{column_letter(self.columns[column] + 1)}{row}"


class NotReadable(Exception):
    """The file is none that can be read at all; the text says why."""


def read_tables(path: Path, names: Names, found: Findings, watch: Progress) -> dict[str, Table]:
    """Every sheet that is known, by its key. Raises NotReadable."""
    merged = _look_into(path)
    import openpyxl  # heavy: only where used

    with path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about colours and other things that nobody reads here
        try:
            book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
        except Exception as error:  # the library raises whatever its XML happens to lack
            raise NotReadable(f"{path}: not an XLSX file ({type(error).__name__})") from error
        try:
            tables: dict[str, Table] = {}
            for number, page in enumerate(book.worksheets):
                watch("reading", number, len(book.worksheets))
                _take(page, names, found, tables, merged)
            watch("reading", 1, 1)
        except DAMAGED as error:
            raise NotReadable(f"{path}: damaged ({type(error).__name__})") from error
        finally:
            book.close()
    if not tables:
        titles = ", ".join(SHEETS)
        raise NotReadable(f"{path}: none of its sheets is known; known: {titles}")
    return tables


def _look_into(path: Path) -> dict[str, list[str]]:
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
            if "[Content_Types].xml" not in archive.namelist():
                raise NotReadable(f"{path}: a ZIP file, but no XLSX file")
            return {
                part.filename: list(_merged(archive, part))
                for part in parts
                if part.filename.endswith(".xml")
            }
    except OSError as error:
        raise NotReadable(f"{path}: cannot be read ({error.strerror})") from error
    except DAMAGED as error:
        hint = "open it in a spreadsheet program and save it as .xlsx"
        raise NotReadable(f"{path}: not an XLSX file; {hint}") from error


def _merged(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[str]:
    """The merged ranges of one part. Raises NotReadable when it declares entities."""
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(1 << 20):
            if DOCTYPE.search(chunk):
                raise NotReadable(f"{archive.filename}: declares entities; not read")
            # A tag may lie across two chunks: what ends before the seam was seen already.
            for match in MERGED.finditer(before + chunk):
                if match.end() > len(before):
                    yield match[1].decode()
            before = chunk[-200:]


def _take(
    page: Any, names: Names, found: Findings, tables: dict[str, Table], merged: dict[str, list[str]]
) -> None:
    key = names.sheet(page.title)
    if key is None:
        if like := names.like_sheet(page.title):
            found.add(page.title, f"unknown sheet; did you mean {like!r}?")
        else:
            found.notes.append(f"{page.title}: not read")
        return
    if key not in SHEETS:
        return
    if key in tables:
        found.add(page.title, f"the same sheet as {tables[key].title!r}")
        return
    # Not public, but nothing else tells which part a sheet is.
    ranges = merged.get(str(getattr(page, "_worksheet_path", "")).lstrip("/"), [])
    for one in ranges[:MERGED_MOST]:
        found.add(f"{page.title}!{one}", "merged cells; unmerge them and fill each cell")
    page.reset_dimensions()
    rows = _filled(page, found)
    _, heading = next(rows, (0, ()))
    columns = _columns(page.title, key, heading, names, found)
    table = Table(key, page.title, columns, list(rows))
    if not table.rows and columns:
        hint = "fill it, or delete the sheet to leave that part as it is"
        found.add(page.title, f"the sheet is empty; {hint}")
    tables[key] = table


def _filled(page: Any, found: Findings) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows that hold anything, with their numbers; the first is the heading."""
    count = blank = 0
    for number, row in enumerate(page.iter_rows(values_only=True), 1):
        if all(value is None or value == "" for value in row):
            blank += 1
            if blank > BLANK_ROWS:
                return
            continue
        count, blank = count + 1, 0
        if count > MOST_ROWS + 1:
            found.add(page.title, f"more than {MOST_ROWS:,} rows; nothing after them was read")
            return
        yield number, row


def _columns(
    title: str, key: str, heading: Sequence[Any], names: Names, found: Findings
) -> dict[str, int]:
    known = {column.key: column for column in SHEETS[key]}
    columns: dict[str, int] = {}
    for place, value in enumerate(heading):
        text = str(value or "").strip()
        column = names.column(text)
        where = f"{title}!{column_letter(place + 1)}1"
        if column in columns:
            found.add(where, f"a second column {text!r}")
        elif column in known:
            columns[column] = place
        elif text and (like := names.like_column(text, key)):
            found.add(where, f"unknown column {text!r}; did you mean {like!r}?")
        elif text:
            found.notes.append(f"{where}: the column {text!r} is not read")
    for name in known:
        if name not in columns and known[name].needed:
            found.add(title, f"the column {name!r} is missing; here are: {', '.join(known)}")
    return columns
