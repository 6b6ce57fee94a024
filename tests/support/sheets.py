"""Sheets as offices bring them: the community of the example, to be changed cell by cell."""

from copy import deepcopy
from datetime import date
from pathlib import Path

import openpyxl

from bot.sheet_check import check
from bot.sheet_import import remaker
from bot.sheet_read import read_tables
from bot.sheet_shape import Findings, Names
from workflows.compare_sheet import look
from workflows.take_in_sheet import take_in

GOOD = {
    "units": [
        ["code", "name", "kind", "parent"],
        ["erqi", "二七区", "district", None],
        ["jianzhong", "建中街街道", "street", "erqi"],
        ["yongan", "永安社区", "community", "jianzhong"],
        ["yongan-property", "永安物业", "property", "yongan"],
        ["red-alliance", "红色物业联盟", "stand_in", "yongan"],
    ],
    "compounds": [
        ["code", "name", "aliases", "community", "property", "stand_in", "branch"],
        [
            "yongan-garden",
            "永安花园",
            "永安小区、花园小区",
            "yongan",
            "yongan-property",
            None,
            None,
        ],
        [
            "party-school-yard",
            "人和路6号院",
            "党校家属院、党校院、6号院",
            "yongan",
            None,
            "red-alliance",
            None,
        ],
    ],
    "grids": [
        ["code", "name", "community", "compound"],
        ["grid-1", "第一网格", "yongan", "yongan-garden"],
        ["grid-2", "第二网格", "yongan", "party-school-yard"],
    ],
    "buildings": [
        ["compound", "building", "grid"],
        *(["yongan-garden", str(number), "grid-1"] for number in range(1, 7)),
    ],
    "people": [
        ["staff_no", "name", "role", "unit", "grid"],
        ["1001", "陈静", "secretary", "yongan", None],
        ["1002", "李娜", "grid_worker", "yongan", "grid-1"],
        ["1003", "吴梅", "grid_worker", "yongan", "grid-2"],
        ["2001", "马力", "property_lead", "yongan-property", None],
        ["2002", "张强", "property_staff", "yongan-property", None],
        ["3001", "赵刚", "stand_in", "red-alliance", None],
        ["4001", "周敏", "officer", "jianzhong", None],
        ["5001", "郑华", "officer", "erqi", None],
    ],
    "duty": [["unit", "day", "staff_no"], ["yongan", date(2026, 11, 23), "1001"]],
    "groups": [["name", "unit", "purpose"], ["永安工作群", "yongan", "staff"]],
}


def good(*only: str) -> dict[str, list[list]]:
    """Sheets without a mistake, to be spoilt or changed; all, or only some."""
    return deepcopy({key: rows for key, rows in GOOD.items() if not only or key in only})


def write(path: Path, sheets: dict[str, list[list]]) -> Path:
    """An XLSX file of these sheets."""
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def _no_watch(_step: str, _done: int, _of: int) -> None:
    """Nobody looks on."""


def read(program, path: Path):
    """The sheet a file holds; it must be without a mistake."""
    found, names = Findings(), Names(program.words)
    today = program.deps.now().astimezone(program.deps.rules.zone).date()
    tables = read_tables(path, names, found, _no_watch)
    sheet = check(tables, program.deps.rules, names, found, today)
    assert found.problems == []
    return sheet


async def bring(program, path: Path, sheets: dict[str, list[list]]):
    """Take sheets in, as the command does; returns what was planned and what became of it."""
    sheet = read(program, write(path, sheets))
    async with program.deps.begin() as work:
        plan = await look(work, program.deps, sheet)
    assert plan.problems == ()
    return plan, await take_in(program.deps, sheet, remaker(program), plan, _no_watch)
