"""Writing tables into workbooks. XlsxWriter makes each book with its sheets, forms and filters; the
rows are written here, straight as they stand in the file: by the library alone the cells of a
district's week would take longer than all else of it together."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.export_files import Cell, Table, named, part_of
from domain.cells import neutral

LINE_HIGH = 15
"""Points. How high a row of several lines is, is said: not every program looks for itself."""

SHEET_ROWS = 1_000_000
"""A sheet of a workbook holds 1,048,576."""

A4 = 9
"""As workbooks count papers."""

HEAD, DAY, WRAPPED = 1, 2, 3
"""The forms of a book, in the order in which its first sheet shows them."""

FIRST_DAY = date(1899, 12, 30)
"""Workbooks count days from here."""

AT_ONCE = 1000
"""So many rows are written at a time."""

COPIED = 1 << 16
LETTERS = 26

_ODD = re.compile(r"[&<>]|^\s|\s$|_x[0-9a-fA-F]{4}_")
"""What cannot stand in a cell as it is."""
_CODE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
_MODELS = re.compile(rb"(?<=<sheetData>).*(?=</sheetData>)", re.DOTALL)
_SPAN = re.compile(rb'(?<=<dimension ref=")[^"]*')


class Workbooks:
    """The tables as sheets of workbooks. Rows go to the disk as they come. Raises ImportError
    without XlsxWriter."""

    def __init__(self, folder: Path) -> None:
        from xlsxwriter import Workbook  # heavy, and wanted where something is exported alone

        self._new = Workbook
        self._folder = folder
        self._books: dict[str, _Book] = {}

    async def write(self, table: Table) -> int:
        """Write a table as a sheet, as several when it has too many rows."""
        try:
            return await self._write(table)
        except BaseException:
            self._drop()
            raise

    async def _write(self, table: Table) -> int:
        if table.book not in self._books:
            path = self._folder / f"{table.book}.xlsx"
            self._books[table.book] = _Book.begin(self._new, path)
        book = self._books[table.book]
        count, sheet = 0, book.sheet(table, 1)
        async for row in table.rows:
            if count and count % SHEET_ROWS == 0:
                sheet.end(table)
                sheet = book.sheet(table, count // SHEET_ROWS + 1)
            sheet.write(row, WRAPPED if table.wraps else 0)
            count += 1
        sheet.end(table)
        return count

    def _drop(self) -> None:
        """Nothing of what is not complete stays."""
        for book in self._books.values():
            book.book.close()
            for sheet in book.sheets.values():
                sheet.rows.close()
        self._books.clear()

    def close(self) -> list[Path]:
        """Finish the workbooks, and give the files their names."""
        for book in self._books.values():
            book.close()
        return named([book.path for book in self._books.values()])


@dataclass
class _Sheet:
    """A sheet under way: as XlsxWriter has it, and its rows, in a file that has no name."""

    made: Any
    rows: IO[bytes]
    widths: Sequence[int]
    count: int = 0
    waiting: list[str] = field(default_factory=list)

    def write(self, row: Sequence[Cell], form: int = 0) -> None:
        """The next row: a day as one, everything else as it stands, no text ever as a formula."""
        self.count += 1
        high = _high(row, self.widths) if form else ""
        self.waiting.append(_row(self.count, row, f' s="{form}"' if form else "", high))
        if len(self.waiting) == AT_ONCE:
            self._put_down()

    def end(self, table: Table) -> None:
        """It is complete."""
        self._put_down()
        if table.filters:
            self.made.autofilter(0, 0, self.count - 1, len(self.widths) - 1)

    def _put_down(self) -> None:
        self.rows.write("".join(self.waiting).encode())
        self.waiting.clear()

    def fill(self, made: bytes, out: IO[bytes]) -> None:
        """Write the sheet that XlsxWriter made, with the rows in the place of the models."""
        span = f"A1:{column(len(self.widths) - 1)}{self.count}".encode()
        head, tail = _MODELS.split(_SPAN.sub(span, made), maxsplit=1)
        out.write(head)
        self.rows.seek(0)
        while some := self.rows.read(COPIED):
            out.write(some)
        out.write(tail)
        self.rows.close()


@dataclass(frozen=True)
class _Book:
    """A workbook under way, with the forms of its cells."""

    path: Path
    made: BytesIO
    book: Any
    forms: tuple[Any, ...]
    sheets: dict[str, _Sheet] = field(default_factory=dict)

    @classmethod
    def begin(cls, new: Callable[..., Any], path: Path) -> "_Book":
        made = BytesIO()
        book = new(made, {"in_memory": True})
        lines = {"text_wrap": True, "valign": "vcenter"}
        head = book.add_format({"bold": True, "align": "center"} | lines)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        return cls(path, made, book, (head, day, book.add_format(lines)))

    def sheet(self, table: Table, number: int) -> _Sheet:
        """A new sheet with its first row."""
        made = self.book.add_worksheet(table.title if number == 1 else f"{table.title} {number}")
        made.freeze_panes(1, 0)
        made.repeat_rows(0)
        for place, (_, width) in enumerate(table.columns):
            made.set_column(place, place, width)
        if table.prints:
            made.set_landscape()
            made.set_paper(A4)
            made.fit_to_pages(1, 0)
        for place, form in enumerate(self.forms):
            made.write_blank(0, place, None, form)  # a model: the rows take its place
        # What is under way has no name in any folder, so that nothing of it is left behind.
        rows = TemporaryFile(dir=self.path.parent)  # noqa: SIM115  (closed with the book)
        sheet = _Sheet(made, rows, [width for _, width in table.columns])
        self.sheets[f"xl/worksheets/sheet{len(self.sheets) + 1}.xml"] = sheet
        sheet.write([name for name, _ in table.columns], HEAD)
        return sheet

    def close(self) -> None:
        """Put together what XlsxWriter made and the rows."""
        self.book.close()
        with ZipFile(self.made) as made, ZipFile(part_of(self.path), "w", ZIP_DEFLATED) as out:
            for name in made.namelist():
                content, sheet = made.read(name), self.sheets.get(name)
                one = ZipInfo(name)
                one.compress_type = ZIP_DEFLATED
                one.file_size = len(content) + (sheet.rows.tell() if sheet else 0)
                with out.open(one, "w") as file:
                    if sheet:
                        sheet.fill(content, file)
                    else:
                        file.write(content)


def _high(row: Sequence[Cell], widths: Sequence[int]) -> str:
    """How high a row is whose texts stand in several lines. A Chinese character is two wide."""
    lines = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str):
            wide = sum(1 if one.isascii() else 2 for one in value)
            lines = max(lines, -(-wide // max(width - 1, 1)))
    return f' ht="{lines * LINE_HIGH}" customHeight="1"' if lines > 1 else ""


def _row(number: int, row: Sequence[Cell], form: str, high: str) -> str:
    cells = []
    for place, value in enumerate(row):
        if value is None or value == "":
            continue
        at = f'<c r="{column(place)}{number}"'
        if isinstance(value, str):
            cells.append(f'{at}{form} t="inlineStr"><is>{_text(value)}</is></c>')
        elif isinstance(value, date):
            cells.append(f'{at} s="{DAY}"><v>{(value - FIRST_DAY).days}</v></c>')
        else:
            cells.append(f"{at}{form}><v>{value:d}</v></c>")
    return f'<row r="{number}"{high}>{"".join(cells)}</row>'


def _text(value: str) -> str:
    """As it stands in a cell: blanks at its edge are kept, and what looks like the code of a
    character stays what was written."""
    text = neutral(value)
    if not _ODD.search(text):
        return f"<t>{text}</t>"
    return f'<t xml:space="preserve">{escape(_CODE.sub("_x005F_", text))}</t>'


@cache
def column(place: int) -> str:
    """How a column is called: A, B, and after Z AA."""
    before, own = divmod(place, LETTERS)
    return (column(before - 1) if before else "") + chr(ord("A") + own)
