"""What people wrote stays a text in a workbook, and nothing of one that fails is left behind."""

import tempfile
from pathlib import Path

import openpyxl
import pytest

from bot.export_files import Table, Workbooks

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
    assert sheet["A1"].value.strip() == "<r>字</r>"


async def test_what_fails_leaves_no_words_elsewhere(tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    folder = Path(tmp_path / "folder")
    folder.mkdir()
    with pytest.raises(ConnectionError):
        await Workbooks(folder).write(table(each(["她家的灯"] * 3, fails=True)))
    assert list(elsewhere.iterdir()) == list(folder.iterdir()) == []
