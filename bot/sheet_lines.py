"""The lines of a table, cell by cell: texts, codes, dates, words of a list, buildings. Whatever is
not what the column wants is told with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.section import CODE
from bot.sheet_read import Table, is_blank
from bot.sheet_shape import SHEETS, Findings, Names
from domain.cells import plain as unquoted
from domain.entries import has_letter, is_error, is_rounded, plain, unshowable, without_gaps
from domain.place import read_one_building

MOST_DIGITS = 15
"""A spreadsheet keeps no more of a number."""

LONGEST = {"code": 24, "name": 60, "staff_no": 40, "building": 20, "words": 500}
APART = re.compile("[,;，、；\n]+")
STAFF_NO = re.compile(r"[\w#][\w#./ -]*")
BACK, AHEAD = timedelta(days=366), timedelta(days=400)
"""How far a duty day may lie from the day of the import; farther is a slip of the pen."""


@dataclass(frozen=True)
class Line:
    """A row of a table. Every reading tells what is wrong and then gives nothing."""

    table: Table
    number: int
    values: tuple[Any, ...]
    names: Names
    found: Findings

    def wrong(self, column: str, problem: str) -> None:
        """Something is wrong in a cell."""
        self.found.add(self.table.at(self.number, column), problem)

    def raw(self, column: str) -> Any:
        """What stands in a cell."""
        place = self.table.columns.get(column)
        return None if place is None or place >= len(self.values) else self.values[place]

    def is_lost(self, column: str = "code") -> None:
        """The line is of no use; what others say of it is not told as a mistake of theirs."""
        for value in (self.raw(column), self.raw("name")):
            self.found.faulty.add(without_gaps(plain(str(value))) if value else "")

    def text(self, column: str) -> str | None:
        """A text; a whole number counts as its digits."""
        value = self.raw(column)
        if is_blank(value):
            if _is_needed(self.table, column):
                self.wrong(column, "empty")
            return None
        found = self._plain(column, value)
        if found is None:
            return None
        longest = LONGEST.get(column, 200)
        problem = f"longer than {longest} characters" if len(found) > longest else None
        if lost := unshowable(found):
            problem = f"holds a character ({lost}) that cannot be shown; write it anew"
        elif column == "name" and not has_letter(found):
            problem = f"{found!r} is no name; a name has letters"
        if problem:
            self.wrong(column, problem)
            return None
        return found

    def _plain(self, column: str, value: Any) -> str | None:
        if isinstance(value, str):
            if value.startswith("="):
                self.wrong(column, "a formula; put its value there")
            elif is_error(value):
                self.wrong(column, f"the error {value.strip()}; put a value there")
            else:
                return unquoted(plain(value))
            return None
        if isinstance(value, bool):
            self.wrong(column, "true or false; write a text")
        elif isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
            digits = str(int(value))
            if len(digits) <= MOST_DIGITS:
                return digits
            hint = "a spreadsheet rounds it; format the column as text and write it again"
            self.wrong(column, f"a number of more than {MOST_DIGITS} digits: {hint}")
        elif isinstance(value, datetime | date | time | timedelta):
            self.wrong(column, "a date; format the cell as text and write it again")
        elif isinstance(value, float):
            self.wrong(column, f"a broken number ({value}); write a text")
        else:
            self.wrong(column, "a formula; put its value there")
        return None

    def code(self) -> str | None:
        """A code: small letters, digits, - and _."""
        text = self.text("code")
        if text and not re.fullmatch(CODE, text):
            self.wrong("code", f"{text!r}: 1 to 24 of a-z, 0-9, - and _; no other letters")
            return None
        return text

    def person_name(self) -> str | None:
        """The name of a person, without the blank that makes a short one wide."""
        text = self.text("name")
        return without_gaps(text) if text else None

    def staff_no(self) -> str | None:
        """Somebody's number, which is no sum: its zeros count."""
        text = self.text("staff_no")
        if text and is_rounded(text):
            self.wrong("staff_no", f"{text!r} is a number cut short; format the column as text")
            return None
        if text and not STAFF_NO.fullmatch(text):
            self.wrong("staff_no", f"{text!r} is no staff number; letters, digits and - . / # are")
            return None
        return text

    def day(self, column: str, today: date) -> date | None:
        """A date, formatted as one, not too far from today."""
        found = self._day(column)
        if found is None or today - BACK <= found <= today + AHEAD:
            return found
        self.wrong(column, f"{found} is not near; allowed: {today - BACK} to {today + AHEAD}")
        return None

    def _day(self, column: str) -> date | None:
        value = self.raw(column)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if is_blank(value):
            self.wrong(column, "empty")
        elif isinstance(value, time | timedelta):
            self.wrong(column, "a time of day, no date; write the day")
        elif isinstance(value, str) and is_error(value):
            self.wrong(column, f"the error {value.strip()}; put a value there")
        elif isinstance(value, str) and value.startswith("="):
            self.wrong(column, "a formula; put its value there")
        elif isinstance(value, str):
            self.wrong(column, f"{value!r} is a text, no date; format the cell as a date")
        else:
            self.wrong(column, f"{value!r} is a number, no date; format the cell as a date")
        return None

    def choice(self, column: str) -> str | None:
        """One of a few words, in any language."""
        text = self.text(column)
        if text is None:
            return None
        of = next(one.choices for one in SHEETS[self.table.key] if one.key == column)
        found = self.names.choice(of, text)
        if found is None:
            self.wrong(column, f"{text!r} is not known; allowed: {self.names.allowed(of)}")
        return found

    def several(self, column: str) -> tuple[str, ...]:
        """Texts one after the other, each once."""
        text = self.text(column) or ""
        return tuple(dict.fromkeys(one.strip() for one in APART.split(text) if one.strip()))

    def building(self, column: str) -> str | None:
        """The number or letter of a building, as it is read out of what residents write."""
        text = self.text(column)
        if text is None:
            return None
        found = read_one_building(text)
        if found is None:
            self.wrong(column, f"{text!r} is no building; write its number or letter, as 3 or A")
        return found


def _is_needed(table: Table, column: str) -> bool:
    return any(one.key == column and one.needed for one in SHEETS[table.key])


def lines(table: Table, names: Names, found: Findings) -> Iterator[Line]:
    """Every line of a table whose columns are there."""
    if any(one.needed and one.key not in table.columns for one in SHEETS[table.key]):
        return
    for number, values in table.rows:
        yield Line(table, number, tuple(values), names, found)
