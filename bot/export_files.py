"""Writing tables into files, row by row: CSV that office programs read, or a workbook. A file has
its name once it is complete."""

import csv
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from domain.cells import neutral

Cell = str | int | date | None

SHEET_ROWS = 1_000_000
"""A sheet of a workbook holds 1,048,576."""


A4 = 9
"""As workbooks count papers."""


@dataclass(frozen=True)
class Table:
    """What goes into a sheet or file: its name in files, its title, columns with their widths in
    characters, and its rows. `book`: the workbook it is a sheet of. `prints`: it is printed, so its
    paper lies across and its first row stands on every page. `filters`: it can be filtered."""

    stem: str
    title: str
    columns: Sequence[tuple[str, int]]
    rows: AsyncIterator[Sequence[Cell]]
    book: str
    prints: bool = False
    filters: bool = False


class Writer(Protocol):
    """One way to write tables; `close` gives the files their names."""

    async def write(self, table: Table) -> int:
        """Write a table; returns how many rows it has."""
        ...

    def close(self) -> list[Path]:
        """Finish; returns the files."""
        ...


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _named(paths: Sequence[Path]) -> list[Path]:
    for path in paths:
        _part(path).replace(path)
    return list(paths)


def cell(value: Cell) -> Cell:
    """A value as it may stand in a cell."""
    return neutral(value) if isinstance(value, str) else value


@dataclass
class CsvFiles:
    """A file for each table, in UTF-8 with the mark by which office programs know it."""

    folder: Path
    done: list[Path] = field(default_factory=list)

    async def write(self, table: Table) -> int:
        """Write a table into its file."""
        path = self.folder / f"{table.stem}.csv"
        count = 0
        with _part(path).open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file)
            out.writerow([cell(name) for name, _ in table.columns])
            async for row in table.rows:
                out.writerow(["" if value is None else cell(value) for value in row])
                count += 1
        self.done.append(path)
        return count

    def close(self) -> list[Path]:
        """Give the files their names."""
        return _named(self.done)


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
                sheet = book.sheet(table, count // SHEET_ROWS + 1)
            book.write_row(sheet, count % SHEET_ROWS + 1, row)
            count += 1
        if table.filters:
            sheet.autofilter(0, 0, count % SHEET_ROWS, len(table.columns) - 1)
        return count

    def _drop(self) -> None:
        """Nothing of what is not complete stays: XlsxWriter lets go of its files as it closes."""
        for book in self._books.values():
            book.book.close()
            _part(book.path).unlink()
        self._books.clear()

    def close(self) -> list[Path]:
        """Finish the workbooks, and give the files their names."""
        for book in self._books.values():
            book.book.close()
        return _named([book.path for book in self._books.values()])


def _as_text(value: Cell) -> str:
    """XlsxWriter takes what stands between these marks for XML of its own, and writes it as it
    is: a resident may have typed it."""
    text = str(value)
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


@dataclass(frozen=True)
class _Book:
    """A workbook under way, with the forms of its cells."""

    path: Path
    book: Any
    head: Any
    day: Any

    @classmethod
    def begin(cls, new: Callable[..., Any], path: Path) -> "_Book":
        # What is under way stays beside the file, in a folder that its maker removes.
        options = {"constant_memory": True, "tmpdir": str(path.parent), "use_zip64": True}
        book = new(str(_part(path)), options)
        head = book.add_format({"bold": True, "align": "center"})
        return cls(path, book, head, book.add_format({"num_format": "yyyy-mm-dd"}))

    def sheet(self, table: Table, number: int) -> Any:
        sheet = self.book.add_worksheet(table.title if number == 1 else f"{table.title} {number}")
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        for place, (_, width) in enumerate(table.columns):
            sheet.set_column(place, place, width)
        if table.prints:
            sheet.set_landscape()
            sheet.set_paper(A4)
            sheet.fit_to_pages(1, 0)
        for place, (name, _) in enumerate(table.columns):
            sheet.write_string(0, place, _as_text(cell(name)), self.head)
        return sheet

    def write_row(self, sheet: Any, number: int, row: Sequence[Cell]) -> None:
        """A day is written as one; everything else as it stands, no text ever as a formula."""
        for place, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                sheet.write_string(number, place, _as_text(cell(value)))
            elif isinstance(value, date):
                sheet.write_datetime(number, place, value, self.day)
            else:
                sheet.write_number(number, place, value)
