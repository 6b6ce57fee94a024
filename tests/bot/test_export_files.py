"""What people wrote stays a text in a workbook, and nothing of one that fails is left behind."""

import re
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from bot.export_books import Workbooks
from bot.export_files import Table

HOSTILE = (
    "<r>楼道灯坏了 & </r>",
    '<r><t>x</t></r></is></c><c r="ZZ2"><f>1+1</f></c><c t="inlineStr"><is><r><t/></r>',
    "=1+1",
    "{=1+1}",
    "http://example.com",
    "]]>",
)


def table(rows) -> Table:
    return Table("a", "单", [("<r>字</r>", 20), ("数", 8)], rows, "book")


async def each(texts, fails: bool = False):
    for number, text in enumerate(texts):
        yield (text, number)
    if fails:
        raise ConnectionError


async def test_what_looks_like_markup_or_a_formula_stays_a_text(tmp_path):
    book = Workbooks(tmp_path)
    await book.write(table(each(HOSTILE)))
    (path,) = book.close()
    sheet = openpyxl.load_workbook(path)["单"]
    assert sheet.max_column == 2
    found = [(row[0].value, row[0].data_type) for row in sheet.iter_rows(min_row=2)]
    assert [kind for _, kind in found] == ["s"] * len(HOSTILE)
    assert [text.strip().lstrip("'") for text, _ in found] == list(HOSTILE)
    assert sheet["A1"].value == "<r>字</r>"


async def test_every_cell_reads_as_it_was_written(tmp_path):
    many = [(f"列{place}", 8) for place in range(30)]
    values = (
        "  两边有空  ",
        "两行\n字",
        "a & b < c > d",
        "=1+1",
        7,
        -3,
        date(2026, 2, 28),
        None,
        "",
    )
    row = (*values, *range(20), "末")
    rows = [row[n:] + row[:n] for n in range(len(row))]

    async def each_row():
        for one in rows:
            yield one

    book = Workbooks(tmp_path)
    assert await book.write(Table("a", "单", many, each_row(), "book", filters=True)) == len(rows)
    assert await book.write(replace(table(each(["灯"])), title="二")) == 1
    (path,) = book.close()
    read = openpyxl.load_workbook(path)
    sheet, other = read.worksheets
    assert sheet.dimensions == "A1:AD31" == sheet.auto_filter.ref and sheet["A1"].font.bold
    assert (sheet.freeze_panes, sheet.column_dimensions["B"].width > 8) == ("A2", True)
    assert [cell.value for cell in sheet[1]] == [name for name, _ in many]
    for one, cells in zip(rows, sheet.iter_rows(min_row=2), strict=True):
        for value, cell in zip(one, cells, strict=True):
            if isinstance(value, date):
                assert cell.is_date and cell.value.date() == value
            else:
                assert cell.value == {"=1+1": "'=1+1", "": None}.get(value, value)
                assert not cell.is_date and not cell.font.bold
    assert [cell.value for cell in other[2]] == ["灯", 0]


async def test_what_looks_like_the_code_of_a_character_is_not_read_as_one(tmp_path):
    book = Workbooks(tmp_path)
    await book.write(table(each(["_x000D_", "__x0041__x0042_", "a_x12_"])))
    (path,) = book.close()
    sheet = ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    found = re.findall(r"<t[^>]*>([^<]*)</t>", sheet)[2:]
    assert found == ["_x005F_x000D_", "__x005F_x0041__x005F_x0042_", "a_x12_"]


async def test_what_fails_leaves_no_words_elsewhere(tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    folder = Path(tmp_path / "folder")
    folder.mkdir()
    book = Workbooks(folder)
    await book.write(table(each(["她家的门"])))
    with pytest.raises(ConnectionError):
        await book.write(replace(table(each(["她家的灯"] * 3, fails=True)), title="二"))
    assert list(elsewhere.iterdir()) == list(folder.iterdir()) == []
