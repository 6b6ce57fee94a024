"""Reading an XLSX file into plain tables. Whatever cannot be meant is told with its place: another
sort of file, merged cells, missing columns, a file that swells."""

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.sheet_file import NotReadable, look_into
from bot.sheet_shape import SHEETS, Findings, Names, column_letter
from domain.entries import plain

MOST_ROWS = 50_000
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


def read_tables(path: Path, names: Names, found: Findings, watch: Progress) -> dict[str, Table]:
    """Every sheet that is known, by its key. Raises NotReadable."""
    merged = look_into(path)
    import openpyxl  # heavy: only where used

    tables: dict[str, Table] = {}
    with path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about colours and other things that nobody reads here
        with _told(path, "not an XLSX file"):
            book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
        try:
            for number, page in enumerate(book.worksheets):
                watch("reading", number, len(book.worksheets))
                key = _key_of(page, names, found, tables)
                if key is None:
                    continue
                # Not public, but nothing else tells which part a sheet is.
                part = str(getattr(page, "_worksheet_path", "")).lstrip("/")
                for one in merged.get(part, [])[:MERGED_MOST]:
                    found.add(
                        f"{page.title}!{one}", "merged cells; unmerge them and fill each cell"
                    )
                with _told(path, "damaged"):
                    rows = _filled(page, found)
                tables[key] = _table(page.title, key, rows, names, found)
            watch("reading", 1, 1)
        finally:
            book.close()
    if not tables:
        titles = ", ".join(SHEETS)
        raise NotReadable(f"{path}: none of its sheets is known; known: {titles}")
    return tables


@contextmanager
def _told(path: Path, what: str) -> Iterator[None]:
    """The library raises whatever a damaged file happens to lack, of many sorts."""
    try:
        yield
    except Exception as error:
        raise NotReadable(f"{path}: {what} ({type(error).__name__})") from error


def _key_of(page: Any, names: Names, found: Findings, tables: dict[str, Table]) -> str | None:
    """Which sheet it is; None for one that is not to be read."""
    key = names.sheet(page.title)
    if key is None:
        if like := names.like_sheet(page.title):
            found.add(page.title, f"unknown sheet; did you mean {like!r}?")
        else:
            found.notes.append(f"{page.title}: not read")
        return None
    if key not in SHEETS:
        return None
    if key in tables:
        found.add(page.title, f"the same sheet as {tables[key].title!r}")
        return None
    if page.sheet_state != "visible":
        found.add(page.title, "the sheet is hidden; show it, or delete it")
    return key


def _table(
    title: str, key: str, rows: list[tuple[int, dict[int, Any]]], names: Names, found: Findings
) -> Table:
    """The rows beneath the headings, which are the first row that holds anything."""
    number, heading = rows[0] if rows else (1, {})
    columns = _columns((title, number), key, heading, (names, found))
    width = max(columns.values(), default=-1) + 1
    named = {place for place, value in heading.items() if not is_blank(value)}
    kept: list[tuple[int, Sequence[Any]]] = []
    for number, cells in rows[1:]:
        for place in cells.keys() - named:
            where = f"{title}!{column_letter(place + 1)}{number}"
            found.add(where, "a column without a heading; write one in the first row, or clear it")
        if cells.keys() & named:
            kept.append((number, [cells.get(place) for place in range(width)]))
    if not kept and columns:
        hint = "fill it, or delete the sheet to leave that part as it is"
        found.add(title, f"the sheet is empty; {hint}")
    return Table(key, title, columns, kept)


def _filled(page: Any, found: Findings) -> list[tuple[int, dict[int, Any]]]:
    """The rows that hold anything, with their numbers, by the places of their cells (from 0). Read
    cell by cell: a row that begins at column XFD must not cost sixteen thousand."""
    from openpyxl.worksheet._reader import WorkSheetParser

    book, last = page.parent, 0
    rows: list[tuple[int, dict[int, Any]]] = []
    with page._get_source() as source:
        parser = WorkSheetParser(
            source,
            page._shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            if number <= last:
                raise ValueError("rows out of order")
            last = number
            filled = {c["column"] - 1: c["value"] for c in cells if not is_blank(c["value"])}
            if filled and len(rows) > MOST_ROWS:
                found.add(page.title, f"more than {MOST_ROWS:,} rows; nothing after them was read")
                break
            if filled:
                rows.append((number, filled))
    return rows


def is_blank(value: Any) -> bool:
    """Whether nothing stands there that anybody would see."""
    if not isinstance(value, str):
        return value is None
    return not (value.strip() if value.isascii() and value.isprintable() else plain(value))


def _columns(
    at: tuple[str, int], key: str, heading: Mapping[int, Any], of: tuple[Names, Findings]
) -> dict[str, int]:
    """Where each column stands; `at`: the sheet and the row of its headings."""
    (title, row), (names, found) = at, of
    known = {column.key: column for column in SHEETS[key]}
    columns: dict[str, int] = {}
    for place, value in sorted(heading.items()):
        text = plain(str(value))
        column = names.column(text)
        where = f"{title}!{column_letter(place + 1)}{row}"
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
