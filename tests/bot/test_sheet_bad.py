"""Sheets with every sort of mistake: each is told with its sheet, row and column, all at once."""

import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from bot import sheet_read
from bot.app import build
from bot.config_file import load_settings
from bot.sheet_check import check, check_settings
from bot.sheet_file import NotReadable
from bot.sheet_read import read_tables
from bot.sheet_shape import MOST_PROBLEMS, Findings, Names
from bot.time_settings import CalendarRow
from tests.support.sheets import good, write
from tests.support.town import EXAMPLE

TODAY = date(2026, 11, 18)


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
        check(tables, program.deps.rules, names, findings, TODAY)
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


def zeros(listed, on_duty) -> dict[str, list[list]]:
    sheets = changed("people", 2, "staff_no", listed)
    sheets["duty"][1][2] = on_duty
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
    "error of a spreadsheet": (
        changed("people", 4, "name", "#N/A"),
        "people!B4: the error #N/A; put a value there",
    ),
    "error in a reference": (
        changed("people", 2, "unit", "#REF!"),
        "people!D2: the error #REF!; put a value there",
    ),
    "error in a day": (
        changed("duty", 2, "day", "#DIV/0!"),
        "duty!B2: the error #DIV/0!; put a value there",
    ),
    "column too narrow": (
        changed("duty", 2, "day", "########"),
        "duty!B2: the error ########; put a value there",
    ),
    "community without a unit above": (
        changed("units", 4, "parent", None),
        "units!D4: empty; only one unit has none above it, and that is 'erqi' already",
    ),
    "two tops": (
        changed("units", 3, "parent", None),
        "units!D3: empty; only one unit has none above it, and that is 'erqi' already",
    ),
    "company of nobody": (
        changed("units", 5, "parent", " "),
        "units!D5: empty; a property needs a unit above it",
    ),
    "community beneath a company": (
        with_row("units", ["second", "第二社区", "community", "yongan-property"]),
        "units!D7: a community cannot stand beneath a property",
    ),
    "one person under two numbers": (
        with_row("people", ["1009", "李娜", "grid_worker", "yongan", "grid-2"]),
        "people!A10: '李娜' stands at 'yongan' as '1002' already (people!A3); "
        "if they are two, put something behind one name",
    ),
    "one person under two numbers, written wide": (
        with_row("people", ["1009", "李　娜", "community_staff", "yongan", None]),
        "people!A10: '李娜' stands at 'yongan' as '1002' already (people!A3); "
        "if they are two, put something behind one name",
    ),
    "cell beyond the last heading": (
        with_row("people", ["1009", "孙丽", "community_staff", "yongan", None, "13900000000"]),
        "people!F10: a column without a heading; write one in the first row, or clear it",
    ),
    "cell far out": (
        with_row("units", [None] * 900 + ["x"]),
        "units!AHQ7: a column without a heading; write one in the first row, or clear it",
    ),
    "day long past": (
        changed("duty", 2, "day", date(1999, 11, 23)),
        "duty!B2: 1999-11-23 is not near; allowed: 2025-11-17 to 2027-12-23",
    ),
    "day far ahead": (
        changed("duty", 2, "day", date(2206, 11, 23)),
        "duty!B2: 2206-11-23 is not near; allowed: 2025-11-17 to 2027-12-23",
    ),
    "time of day": (
        changed("duty", 2, "day", time(8, 30)),
        "duty!B2: a time of day, no date; write the day",
    ),
    "time for a text": (
        changed("buildings", 3, "building", time(2, 0)),
        "buildings!B3: a date; format the cell as text and write it again",
    ),
    "number cut short": (
        changed("people", 4, "staff_no", "4.10103E+17"),
        "people!A4: '4.10103E+17' is a number cut short; format the column as text",
    ),
    "no staff number": (
        changed("people", 4, "staff_no", "'1003"),
        'people!A4: "\'1003" is no staff number; letters, digits and - . / # are',
    ),
    "zeros lost": (
        zeros("01001", 1001),
        "duty!C2: '1001' does not stand among the people; did you mean '01001'? "
        "Format the column as text, to keep the zeros",
    ),
    "slip in a number": (
        changed("duty", 2, "staff_no", "10001"),
        "duty!C2: '10001' does not stand among the people; did you mean '1001'?",
    ),
    "no name": (
        changed("people", 4, "name", "???"),
        "people!B4: '???' is no name; a name has letters",
    ),
    "character nobody has": (
        changed("people", 4, "name", "王\ue863"),
        "people!B4: holds a character (U+E863) that cannot be shown; write it anew",
    ),
    "buildings in one cell": (
        changed("buildings", 3, "building", "1-6"),
        "buildings!B3: '1-6' is no building; write its number or letter, as 3 or A",
    ),
    "buildings in a row": (
        changed("buildings", 3, "building", "7、8、9"),
        "buildings!B3: '7、8、9' is no building; write its number or letter, as 3 or A",
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


GOOD_AS_IT_IS = {
    "wide digits and letters": [
        ("people", 2, "staff_no", "１００１"),
        ("people", 3, "unit", "ｙｏｎｇａｎ"),
        ("units", 5, "code", "ｙｏｎｇａｎ－ｐｒｏｐｅｒｔｙ"),
        ("buildings", 2, "building", "１号楼"),
    ],
    "blanks that nobody sees": [
        ("people", 2, "staff_no", "\u00a01001 "),
        ("people", 3, "unit", "yongan\u200b"),
        ("people", 4, "name", "\ufeff吴　梅\u00a0"),
        ("people", 5, "role", "property_lead\u3000"),
        ("units", 5, "parent", "永安\n社区"),
        ("compounds", 1, "code", " code\u200b "),
    ],
    "numbers as a spreadsheet keeps them": [
        ("people", 2, "staff_no", 1001.0),
        ("duty", 2, "staff_no", 1001),
        ("buildings", 2, "building", 1.0),
    ],
    "a long number as a float": [("people", 4, "staff_no", 1.3912345678e10)],
    "a day with an hour": [("duty", 2, "day", datetime(2026, 11, 23, 8, 30))],
    "empty but for what nobody sees": [("people", 2, "grid", "\u200b \u3000")],
}


@pytest.mark.parametrize("name", GOOD_AS_IT_IS)
def test_what_can_only_mean_one_thing_is_read(found, name):
    sheets = good()
    for sheet, row, column, value in GOOD_AS_IT_IS[name]:
        sheets[sheet][row - 1][good()[sheet][0].index(column)] = value
    assert found(sheets).problems == []


def test_names_are_kept_as_people_write_them(program, tmp_path):
    sheets = good()
    sheets["people"][3][1] = "吴　梅\u200b"
    sheets["units"][3][1] = "永安社区（ 北院 ）Ａ区"
    tables = read_tables(
        write(tmp_path / "a.xlsx", sheets), Names(program.words), Findings(), lambda *_: None
    )
    sheet = check(tables, program.deps.rules, Names(program.words), Findings(), TODAY)
    assert "吴梅" in [one.name for one in sheet.people]
    assert sheet.org.units["yongan"].name == "永安社区（ 北院 ）A区"


def test_districts_stand_side_by_side(found):
    sheets = with_row("units", ["jinshui", "金水区", "district", None])
    assert found(sheets).problems == []


def test_a_hidden_sheet_is_told(found, tmp_path):
    path = write(tmp_path / "hidden.xlsx", good())
    book = openpyxl.load_workbook(path)
    book["duty"].sheet_state = "hidden"
    book.save(path)
    assert found(None, path).problems == ["duty: the sheet is hidden; show it, or delete it"]


def test_headings_further_down_are_told_in_their_row(found):
    sheets = good()
    sheets["people"].insert(0, [])
    sheets["people"][1][4] = "gird"
    assert "people!E2: unknown column 'gird'; did you mean 'grid'?" in found(sheets).problems


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


def test_a_file_under_a_password(program, tmp_path):
    path = tmp_path / "org.xlsx"
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(508) + name + bytes(508))
    assert refused(program, path) == (
        "not an XLSX file; it is protected by a password; take that off and save it as .xlsx"
    )


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("word/document.xml", "a text document, no XLSX file; save it as .xlsx"),
        ("content.xml", "an OpenDocument file, no XLSX file; save it as .xlsx"),
        ("xl/workbook.bin", "a binary workbook (.xlsb), no XLSX file; save it as .xlsx"),
    ],
)
def test_another_document_under_the_name(program, tmp_path, part, what):
    path = zipped(tmp_path / "org.xlsx", **{"[Content_Types].xml": b"<Types/>", part: b"<a/>"})
    assert refused(program, path) == what


def test_entities_written_in_another_width(program, tmp_path):
    bomb = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "b">]><a/>'
    parts = {"[Content_Types].xml": b"<Types/>", "xl/styles.xml": bomb.encode("utf-16")}
    path = zipped(tmp_path / "bomb.xlsx", **parts)
    assert "declares entities; not read" in refused(program, path)


def with_sheet(tmp_path, data: str):
    """A good file but for what its first sheet, the units, holds."""
    path = write(tmp_path / "org.xlsx", good())
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    parts["xl/worksheets/sheet1.xml"] = f"{head}<sheetData>{data}</sheetData></worksheet>".encode()
    return zipped(tmp_path / "made.xlsx", **parts)


def cell(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_row_at_the_end_of_the_world_costs_nothing(found, tmp_path):
    data = f'<row r="1">{cell("A1", "code")}</row>'
    data += "".join(f'<row r="{n}">{cell(f"XFD{n}", "x")}</row>' for n in range(2, 2000))
    data += f'<row r="999999999">{cell("A999999999", "x")}</row>'
    findings = found(None, with_sheet(tmp_path, data))
    where = "a column without a heading; write one in the first row, or clear it"
    assert f"units!XFD2: {where}" in findings.problems
    assert len(findings.problems) == MOST_PROBLEMS


def test_rows_that_stand_twice_are_no_sheet(program, tmp_path):
    data = f'<row r="1">{cell("A1", "code")}</row>' * 2
    assert refused(program, with_sheet(tmp_path, data)) == "damaged (ValueError)"


def test_what_follows_many_empty_rows_is_read(found, tmp_path):
    units = (dict(zip("ABCD", row, strict=True)) for row in good()["units"])
    data = "".join(
        f'<row r="{n}">{"".join(cell(f"{c}{n}", v) for c, v in cells.items() if v)}</row>'
        for n, cells in enumerate(units, 1)
    )
    data += "".join(f'<row r="{n}"><c r="A{n}"/></row>' for n in range(7, 150_000))
    data += f'<row r="150000">{cell("A150000", "one")}</row>'
    assert "units!B150000: empty" in found(None, with_sheet(tmp_path, data)).problems


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


# Long ones; those of 50,000 rows are brought in test_bad_sheets_change_nothing


MANY = 2_000


def test_lines_of_mistakes_are_told_as_far_as_it_helps(found):
    sheets = good()
    bad = [str(n) for n in range(MANY)]
    sheets["people"] = [good()["people"][0], *([n, "某", "chief", "yongan", None] for n in bad)]
    findings = found(sheets)
    assert len(findings.problems) == MOST_PROBLEMS
    assert findings.more == MANY - MOST_PROBLEMS
    assert findings.problems[0].startswith("people!C2: 'chief' is not known")


def test_more_lines_than_are_read_are_told(found, monkeypatch):
    monkeypatch.setattr(sheet_read, "MOST_ROWS", MANY)
    sheets = good()
    line = ["1001", "陈静", "secretary", "yongan", None]
    sheets["people"] = [good()["people"][0], *([line] * (MANY + 1))]
    told = found(sheets).problems
    assert told[0] == "people: more than 2,000 rows; nothing after them was read"
