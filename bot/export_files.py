"""Writing tables into files, row by row; as CSV that office programs read, or as workbooks
(export_books). A file has its name once it is complete."""

import csv
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from domain.cells import neutral

Cell = str | int | date | None


@dataclass(frozen=True)
class Table:
    """What goes into a sheet or file: its name in files, its title, columns with their widths in
    characters, and its rows. `book`: the workbook it is a sheet of. `prints`: it is printed, so its
    paper lies across and its first row stands on every page. `filters`: it can be filtered.
    `wraps`: what is longer than its column is wide stands in several lines."""

    stem: str
    title: str
    columns: Sequence[tuple[str, int]]
    rows: AsyncIterator[Sequence[Cell]]
    book: str
    prints: bool = False
    filters: bool = False
    wraps: bool = False


class Writer(Protocol):
    """One way to write tables; `close` gives the files their names."""

    async def write(self, table: Table) -> int:
        """Write a table; returns how many rows it has."""
        ...

    def close(self) -> list[Path]:
        """Finish; returns the files."""
        ...


def part_of(path: Path) -> Path:
    """What a file is called while it is not complete."""
    return path.with_name(path.name + ".part")


def named(paths: Sequence[Path]) -> list[Path]:
    """Give complete files their names."""
    for path in paths:
        part_of(path).replace(path)
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
        with part_of(path).open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file)
            out.writerow([cell(name) for name, _ in table.columns])
            async for row in table.rows:
                out.writerow(["" if value is None else cell(value) for value in row])
                count += 1
        self.done.append(path)
        return count

    def close(self) -> list[Path]:
        """Give the files their names."""
        return named(self.done)
