"""Writing XLSX files for the office: the template with its examples, and the codes of an import."""

import os
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.sheet_shape import CHOICES, SHEETS, Column, Names, column_letter
from bot.words import Words
from db.models import Invite
from domain.catalogue import Catalogue
from domain.desk import monday_of
from domain.own_categories import name_of
from workflows.deps import Rules

EXAMPLES = Path(__file__).with_name("defaults") / "sheet_example.toml"
GUIDE = ("head", "examples", "whole", "refer", "check")
ROWS_CHECKED = 5000
"""How far down the template's lists reach."""

REFERS = {
    "parent": "units",
    "community": "units",
    "property": "units",
    "stand_in": "units",
    "branch": "units",
    "unit": "units",
    "compound": "compounds",
    "grid": "grids",
}
"""Columns whose cells name something of another sheet, by its code."""

DARK, LIGHT = "FF9DC3E6", "FFDDEBF7"


def write_template(path: Path, words: Words, rules: Rules, today: date) -> None:
    """The template, with examples and every category by name. Raises OSError."""
    import openpyxl  # heavy: only where used

    names = Names(words)
    examples = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
    lang, catalogue = rules.default_lang, rules.plain_catalogue
    examples["categories"] = _categories(catalogue, lang, examples["categories"])
    monday = monday_of(today) + timedelta(weeks=1)
    examples["duty"] = [[unit, monday, staff_no] for unit, _, staff_no in examples["duty"]]
    book = openpyxl.Workbook()
    guide = book.active
    guide.title = names.said(lang, "sheet-guide")
    for key in (*GUIDE, *SHEETS):
        guide.append([names.said(lang, f"guide-{key}")])
    guide.column_dimensions["A"].width = 100
    for row in guide.iter_rows():
        row[0].alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
    guide["A1"].font = openpyxl.styles.Font(bold=True, size=14)
    for key, columns in SHEETS.items():
        page = book.create_sheet(names.said(lang, f"sheet-{key}"))
        _fill(page, columns, names, lang, examples[key])
    book.save(path)


def _categories(catalogue: Catalogue, lang: str, examples: list[list[str]]) -> list[list[str]]:
    """Every category as it is called; the rest is empty but for the examples of those there are.
    Then the examples of new ones."""
    cells = {code: rest for code, _, *rest in examples}
    empty = [""] * (len(SHEETS["categories"]) - 2)
    known = [
        [one.code, name_of(one, lang), *cells.get(one.code, empty)] for one in catalogue.categories
    ]
    return [*known, *(row for row in examples if catalogue.find_category(row[0]) is None)]


def _fill(
    page: Any, columns: Sequence[Column], names: Names, lang: str, rows: Iterable[list[Any]]
) -> None:
    import openpyxl

    page.append([names.said(lang, f"column-{column.key}") for column in columns])
    page.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        letter = column_letter(number)
        cell = page.cell(1, number)
        cell.font = openpyxl.styles.Font(bold=True)
        colour = DARK if column.needed else LIGHT
        cell.fill = openpyxl.styles.PatternFill("solid", start_color=colour)
        page.column_dimensions[letter].width = 26
        page.column_dimensions[letter].number_format = "yyyy-mm-dd" if column.key == "day" else "@"
        _offer(page, column, letter, names, lang)
    for row_number, row in enumerate(rows, 2):
        for number, (column, value) in enumerate(zip(columns, row, strict=True), 1):
            cell = page.cell(row_number, number, _shown(column, value, names, lang))
            cell.number_format = "yyyy-mm-dd" if isinstance(value, date) else "@"


def _shown(column: Column, value: Any, names: Names, lang: str) -> Any:
    if column.choices and value:
        return names.choice_said(lang, column.choices, value)
    return value or None


def _offer(page: Any, column: Column, letter: str, names: Names, lang: str) -> None:
    """A list to choose from, where only some things may stand."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.choices:
        said = [names.choice_said(lang, column.choices, one) for one in CHOICES[column.choices]]
        formula, is_strict = '"' + ",".join(said) + '"', True
    elif column.key in REFERS:
        title = names.said(lang, f"sheet-{REFERS[column.key]}")
        formula, is_strict = f"'{title}'!$A$2:$A${ROWS_CHECKED}", False  # a name will do as well
    else:
        return
    offer = DataValidation(type="list", formula1=formula, allow_blank=True)
    offer.showErrorMessage = is_strict
    offer.add(f"{letter}2:{letter}{ROWS_CHECKED}")
    page.add_data_validation(offer)


def write_codes(
    path: Path, words: Words, lang: str, codes: Iterable[tuple[str, str, Invite]]
) -> int:
    """Every code with whom it is for; only its owner can read the file. Returns how many there
    are. Raises OSError."""
    import openpyxl

    names = Names(words)
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("codes")
    heads = ("column-staff_no", "column-name", "column-unit", "column-role")
    page.append([*(names.said(lang, one) for one in heads), *_code_heads(names, lang)])
    count = 0
    for staff_no, name, one in codes:
        what = f"unit-purpose-{one.purpose}" if one.purpose else f"role-{one.role}"
        if one.purpose:
            how = words.say(lang, "codes-group", {"code": one.code})
        else:
            how = words.say(lang, "codes-person", {"code": one.code})
        page.append([staff_no, name, one.unit, names.said(lang, what), one.code, how])
        count += 1
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, 0o600)  # also where the file was there before
        book.save(file)
    return count


def _code_heads(names: Names, lang: str) -> list[str]:
    return [names.said(lang, "codes-code"), names.said(lang, "codes-how")]
