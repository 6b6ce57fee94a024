"""Sheets with every sort of mistake: each is told with its sheet, row and column, all at once."""

import zipfile
from datetime import date

import openpyxl
import pytest

from bot.app import build
from bot.config_file import load_settings
from bot.sheet_check import check, check_settings
from bot.sheet_read import MOST_ROWS, NotReadable, read_tables
from bot.sheet_shape import MOST_PROBLEMS, Findings, Names
from bot.time_settings import CalendarRow
from tests.support.sheets import good, write
from tests.support.town import EXAMPLE


@pytest.fixture(scope="module")
def program():
    """Only its words and its organisation are of use here."""
    return build(load_settings(EXAMPLE), speaks=False)


@pytest.fixture
def found(program, tmp_path):
    """What is found in sheets, or in a file."""

    def look(sheets, path=None) -> Findings:
        findings, names = Findings(), Names(program.words)
        path = path or write(tmp_path / "org.xlsx", sheets)
        tables = read_tables(path, names, findings, lambda *_: None)
        check(tables, program.deps.rules, names, findings)
        return findings

    return look


def changed(sheet: str, row: int, column: str, value) -> dict[str, list[list]]:
    """Good sheets but for one cell; the row as the office counts them."""
    sheets = good()
    sheets[sheet][row - 1][sheets[sheet][0].index(column)] = value
    return sheets


def with_row(sheet: str, *rows) -> dict[str, list[list]]:
    sheets = good()
    sheets[sheet] += [list(row) for row in rows]
    return sheets


def without_column(sheet: str, column: str) -> dict[str, list[list]]:
    sheets = good()
    place = sheets[sheet][0].index(column)
    sheets[sheet] = [row[:place] + row[place + 1 :] for row in sheets[sheet]]
    return sheets


def test_the_good_one_has_none(found):
    findings = found(good())
    assert (findings.problems, findings.notes) == ([], [])


ALLOWED_KINDS = "district, street, community, branch, property, stand_in"

BAD = {
    "missing column": (
        without_column("people", "unit"),
        "people: the column 'unit' is missing; here are: staff_no, name, role, unit, grid",
    ),
    "misspelt column": (
        changed("people", 1, "grid", "gird"),
        "people!E1: unknown column 'gird'; did you mean 'grid'?",
    ),
    "column twice": (changed("people", 1, "grid", "name"), "people!E1: a second column 'name'"),
    "unknown unit": (
        changed("people", 3, "unit", "yongann"),
        "people!D3: unknown unit 'yongann'; did you mean 'yongan'?",
    ),
    "unit like no other": (changed("people", 3, "unit", "北京"), "people!D3: unknown unit '北京'"),
    "unit by a wrong name": (
        changed("people", 3, "unit", "永安社去"),
        "people!D3: unknown unit '永安社去'; did you mean '永安社区'?",
    ),
    "cycle": (
        changed("units", 2, "parent", "yongan"),
        "units!D2: the units above 'erqi' lead back to itself",
    ),
    "unit above itself": (
        changed("units", 4, "parent", "yongan"),
        "units!D4: the units above 'yongan' lead back to itself",
    ),
    "unknown kind": (
        changed("units", 4, "kind", "village"),
        f"units!C4: 'village' is not known; allowed: {ALLOWED_KINDS}",
    ),
    "code twice": (
        changed("units", 5, "code", "yongan"),
        "units!A5: the code 'yongan' stands here a second time",
    ),
    "code of other letters": (
        changed("units", 5, "code", "永安"),
        "units!A5: '永安': 1 to 24 of a-z, 0-9, - and _; no other letters",
    ),
    "unit of another kind": (
        changed("compounds", 2, "property", "yongan"),
        "compounds!E2: 'yongan' is no property unit, it is a community",
    ),
    "unknown compound": (
        changed("grids", 2, "compound", "yongan-gardens"),
        "grids!D2: unknown compound 'yongan-gardens'; did you mean 'yongan-garden'?",
    ),
    "grid of another compound": (
        changed("buildings", 2, "grid", "grid-2"),
        "buildings!C2: the grid 'grid-2' is of 'party-school-yard'",
    ),
    "building twice": (
        changed("buildings", 3, "building", "1号楼"),
        "buildings!B3: building 1 of 'yongan-garden' stands here twice",
    ),
    "no building": (
        changed("buildings", 3, "building", "门卫室旁"),
        "buildings!B3: '门卫室旁' is no building; write its number or letter, as 3 or A",
    ),
    "person twice": (
        with_row("people", ["1002", "李娜", "grid_worker", "yongan", "grid-1"]),
        "people!A10: '1002' has this post on another line already",
    ),
    "one number for two": (
        with_row("people", ["1002", "王芳", "secretary", "yongan", None]),
        "people!A10: '1002' is '李娜' on another line",
    ),
    "role the unit lacks": (
        changed("people", 2, "role", "property_staff"),
        "people!C2: 'yongan' has no property_staff; "
        "allowed: grid_worker, community_staff, secretary, volunteer",
    ),
    "grid of somebody else": (
        changed("people", 2, "grid", "grid-1"),
        "people!E2: only a grid worker has a grid",
    ),
    "empty cell": (changed("people", 4, "name", None), "people!B4: empty"),
    "formula": (
        changed("people", 4, "name", '=CONCATENATE("吴","梅")'),
        "people!B4: a formula; put its value there",
    ),
    "number with a rest": (
        changed("people", 4, "staff_no", 1003.5),
        "people!A4: a broken number (1003.5); write a text",
    ),
    "number too long": (
        changed("people", 4, "staff_no", 4101031988010112345),
        "people!A4: a number of more than 15 digits: a spreadsheet rounds it; "
        "format the column as text and write it again",
    ),
    "date for a text": (
        changed("buildings", 3, "building", date(2026, 3, 2)),
        "buildings!B3: a date; format the cell as text and write it again",
    ),
    "true for a text": (changed("units", 3, "name", True), "units!B3: true or false; write a text"),
    "too long": (changed("units", 3, "name", "长" * 61), "units!B3: longer than 60 characters"),
    "date as text": (
        changed("duty", 2, "day", "2026-11-23"),
        "duty!B2: '2026-11-23' is a text, no date; format the cell as a date",
    ),
    "date as number": (
        changed("duty", 2, "day", 46349),
        "duty!B2: 46349 is a number, no date; format the cell as a date",
    ),
    "nobody of that number": (
        changed("duty", 2, "staff_no", "9999"),
        "duty!C2: '9999' does not stand among the people",
    ),
    "no post there": (
        changed("duty", 2, "staff_no", "2002"),
        "duty!A2: '2002' has no post at 'yongan'",
    ),
    "no side of the desk": (
        changed("duty", 2, "unit", "erqi"),
        "duty!A2: 'erqi' has no side of the desk",
    ),
    "unknown purpose": (
        changed("groups", 2, "purpose", "fun"),
        "groups!C2: 'fun' is not known; allowed: staff, party, ops, vanguard",
    ),
    "empty sheet": (
        good() | {"people": good()["people"][:1]},
        "people: the sheet is empty; fill it, or delete the sheet to leave that part as it is",
    ),
    "misspelt sheet": (
        {("peopel" if key == "people" else key): rows for key, rows in good().items()},
        "peopel: unknown sheet; did you mean 'people'?",
    ),
    "sheet in two languages": (
        good() | {"人员": good()["people"]},
        "人员: the same sheet as 'people'",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_each_mistake_is_told_with_its_place(found, name):
    sheets, told = BAD[name]
    assert told in found(sheets).problems


FOLLOWS = {
    "misspelt column",
    "cycle",
    "empty sheet",
    "misspelt sheet",
    "missing column",
    "code twice",
    "code of other letters",
    "no side of the desk",
}
"""Mistakes of which something else follows."""


@pytest.mark.parametrize("name", sorted(BAD.keys() - FOLLOWS))
def test_only_what_is_wrong_is_told(found, name):
    sheets, told = BAD[name]
    assert found(sheets).problems == [told]


def test_all_mistakes_are_told_at_once(found):
    sheets = changed("people", 3, "unit", "yongann")
    sheets["duty"][1][1] = "明天"
    sheets["units"][1][2] = "空"
    assert len(found(sheets).problems) >= 3


def test_two_units_of_one_name_need_a_code(found):
    sheets = with_row("units", ["second", "永安社区", "community", "jianzhong"])
    sheets["people"][1][3] = "永安社区"
    assert found(sheets).problems == [
        "people!D2: '永安社区' is the name of several: yongan, second; use a code"
    ]


def test_merged_cells_are_told_with_their_range(found, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "units"
    for row in good()["units"]:
        book.active.append(row)
    book.active.merge_cells("C4:C6")
    book.save(tmp_path / "merged.xlsx")
    told = found(None, tmp_path / "merged.xlsx").problems
    assert "units!C4:C6: merged cells; unmerge them and fill each cell" in told


def test_remarks_of_an_office_are_left_aside_and_that_is_said(found):
    sheets = with_row("people")
    sheets["people"][0].append("手机号码")
    sheets["备忘"] = [["还要问街道"]]
    findings = found(sheets)
    assert findings.problems == []
    assert findings.notes == ["people!F1: the column '手机号码' is not read", "备忘: not read"]


def test_empty_rows_do_not_move_the_numbers(found):
    sheets = changed("people", 5, "unit", "nowhere")
    sheets["people"].insert(2, [None, "  ", None, None, None])
    told = [one for one in found(sheets).problems if "nowhere" in one]
    assert told == ["people!D6: unknown unit 'nowhere'"]


def test_hours_of_a_unit_that_goes_must_go_first(program):
    row = CalendarRow(units=("erqi", "gone"), closed=("mon",))
    settings = program.settings.model_copy(update={"calendars": (row,)})
    findings = Findings()
    check_settings(settings, program.deps.rules.org, findings)
    assert findings.problems == ["configuration: [[calendars]]: names the unit 'gone', which goes"]


# Files that are none


def refused(program, path) -> str:
    with pytest.raises(NotReadable) as error:
        read_tables(path, Names(program.words), Findings(), lambda *_: None)
    return str(error.value).removeprefix(f"{path}: ")


def test_a_file_that_is_not_there(program, tmp_path):
    assert refused(program, tmp_path / "no.xlsx") == "cannot be read (No such file or directory)"


@pytest.mark.parametrize("content", [b"", b"staff_no,name\n", b"\xd0\xcf\x11\xe0" + b"0" * 600])
def test_another_sort_of_file(program, tmp_path, content):
    path = tmp_path / "org.xls"
    path.write_bytes(content)
    assert refused(program, path).startswith("not an XLSX file; open it in a spreadsheet program")


def zipped(path, **parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_a_zip_file_of_something_else(program, tmp_path):
    path = zipped(tmp_path / "photos.xlsx", photo=b"1")
    assert refused(program, path) == "a ZIP file, but no XLSX file"


def test_a_file_that_would_swell(program, tmp_path):
    path = zipped(tmp_path / "bomb.xlsx", **{"[Content_Types].xml": b"", "bomb": bytes(20_000_000)})
    assert refused(program, path) == "it would swell to 20,000,000 bytes; not read"


def test_a_file_with_entities(program, tmp_path):
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    path = zipped(tmp_path / "bomb.xlsx", **{"[Content_Types].xml": bomb})
    assert "declares entities; not read" in refused(program, path)


def test_a_file_cut_short(program, tmp_path):
    whole = write(tmp_path / "whole.xlsx", good()).read_bytes()
    path = tmp_path / "half.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    assert refused(program, path).startswith("not an XLSX file")


def test_a_damaged_part(program, tmp_path):
    path = write(tmp_path / "org.xlsx", good())
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row><c>"
    assert "(ParseError)" in refused(program, zipped(tmp_path / "damaged.xlsx", **parts))


def test_a_part_that_cannot_be_unpacked(program, tmp_path):
    """Found by `make fuzz`: some bytes fell over, and zlib has an error of its own."""
    path = write(tmp_path / "org.xlsx", good())
    with zipfile.ZipFile(path) as archive:
        begins = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    raw = bytearray(path.read_bytes())
    raw[begins + 80 : begins + 160] = b"\xf1\xde" * 40
    path.write_bytes(raw)
    assert "not an XLSX file" in refused(program, path)


def test_a_book_without_a_known_sheet(program, tmp_path):
    path = write(tmp_path / "org.xlsx", {"Tabelle1": [["a"]]})
    assert refused(program, path).startswith("none of its sheets is known; known: units, compounds")


# Long ones


def test_fifty_thousand_lines_of_mistakes_are_told_as_far_as_it_helps(found):
    sheets = good()
    bad = [str(n) for n in range(MOST_ROWS)]
    sheets["people"] = [good()["people"][0], *([n, "某", "chief", "yongan", None] for n in bad)]
    findings = found(sheets)
    assert len(findings.problems) == MOST_PROBLEMS
    assert findings.more == MOST_ROWS - MOST_PROBLEMS
    assert findings.problems[0].startswith("people!C2: 'chief' is not known")


def test_more_lines_than_are_read_are_told(found):
    sheets = good()
    line = ["1001", "陈静", "secretary", "yongan", None]
    sheets["people"] = [good()["people"][0], *([line] * (MOST_ROWS + 1))]
    told = found(sheets).problems
    assert told[0] == "people: more than 50,000 rows; nothing after them was read"
