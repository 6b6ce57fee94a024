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
    paper lies across and its first row stands on every page."""

    stem: str
    title: str
    columns: Sequence[tuple[str, int]]
    rows: AsyncIterator[Sequence[Cell]]
    book: str
    prints: bool = False


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
    without openpyxl."""

    def __init__(self, folder: Path) -> None:
        from openpyxl import Workbook  # heavy, and wanted by this command alone

        self._new: Callable[[], Any] = lambda: Workbook(write_only=True)
        self._folder = folder
        self._books: dict[str, Any] = {}

    async def write(self, table: Table) -> int:
        """Write a table as a sheet, as several when it has too many rows."""
        if table.book not in self._books:
            self._books[table.book] = self._new()
        book = self._books[table.book]
        count, sheet = 0, self._sheet(book, table, 1)
        async for row in table.rows:
            if count and count % SHEET_ROWS == 0:
                sheet = self._sheet(book, table, count // SHEET_ROWS + 1)
            sheet.append([self._cell(sheet, value) for value in row])
            count += 1
        return count

    def _cell(self, sheet: Any, value: Cell) -> Any:
        """A day is written as one; everything else as it stands."""
        if not isinstance(value, date):
            return cell(value)
        from openpyxl.cell import WriteOnlyCell

        one = WriteOnlyCell(sheet, value=value)
        one.number_format = "yyyy-mm-dd"
        return one

    def _sheet(self, book: Any, table: Table, number: int) -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter

        sheet = book.create_sheet(table.title if number == 1 else f"{table.title} {number}")
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        for place, (_, width) in enumerate(table.columns, 1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        if table.prints:
            sheet.page_setup.orientation = "landscape"
            sheet.page_setup.paperSize = A4
            sheet.page_setup.fitToHeight = 0
            sheet.sheet_properties.pageSetUpPr.fitToPage = True
        head = []
        for name, _ in table.columns:
            one = WriteOnlyCell(sheet, value=cell(name))
            one.font, one.alignment = Font(bold=True), Alignment(horizontal="center")
            head.append(one)
        sheet.append(head)
        return sheet

    def close(self) -> list[Path]:
        """Write the workbooks, and give the files their names."""
        paths = []
        for name, book in self._books.items():
            path = self._folder / f"{name}.xlsx"
            book.save(_part(path))
            paths.append(path)
        return _named(paths)
