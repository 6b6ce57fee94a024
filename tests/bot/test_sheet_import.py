"""`jiedan import`, as somebody in an office meets it."""

import asyncio
import re
import stat
import sys
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from bot.cli import main
from bot.clock import SystemClock
from bot.sheet_import import Percent
from db.models import Fact, Invite, Membership, Person
from db.organisation import FACT
from db.session import beginner, make_engine
from tests.support.keys import ring
from tests.support.sheets import good, write


@pytest.fixture
def without_units(config) -> Path:
    """A configuration of somebody who will bring a sheet."""
    text = config.read_text(encoding="utf-8")
    config.write_text(text[: text.index("[[units]]")], encoding="utf-8")
    return config


@pytest.fixture
def jiedan(on_schema, config, capsys):
    def run(*arguments: object) -> tuple[int, str, str]:
        code = main(["--config", str(config), *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    assert run("migrate")[0] == 0
    return run


def office() -> dict[str, list[list]]:
    """What an office brings today: the command looks at the clock on the wall."""
    sheets = good()
    sheets["duty"][1][1] = SystemClock().now().date() + timedelta(days=2)
    return sheets


@pytest.fixture
def sheet(tmp_path) -> Path:
    return write(tmp_path / "org.xlsx", office())


def rows(config: Path, model) -> list:
    async def look() -> list:
        engine = make_engine(f"sqlite:///{config.parent / 'cli.sqlite3'}", ring())
        async with beginner(engine)() as work:
            found = list(await work.scalars(select(model)))
        await engine.dispose()
        return found

    return asyncio.run(look())


def written(config: Path) -> tuple[int, int, int, bool]:
    """What an import leaves in the database."""
    facts = [fact.name for fact in rows(config, Fact)]
    return (
        len(rows(config, Person)),
        len(rows(config, Membership)),
        len(rows(config, Invite)),
        FACT in facts,
    )


def without_percent(err: str) -> list[str]:
    return [line for line in err.splitlines() if not re.fullmatch(r"\w+ +\d+ %", line)]


# The template


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_can_be_brought_as_it_is(jiedan, config, tmp_path, lang):
    config.write_text(config.read_text().replace('default_lang = "zh"', f'default_lang = "{lang}"'))
    path = tmp_path / "template.xlsx"
    code, out, err = jiedan("import", "--template", path)
    assert (code, out, err) == (0, f"{path}: fill it in, then run: jiedan import {path}\n", "")
    code, out, err = jiedan("import", path, "--yes")
    assert code == 0, err
    assert written(config) == (8, 8, 10, True)
    assert jiedan("import", path, "--yes")[1].startswith("Everything is so already")


def test_the_template_explains_itself_and_offers_what_may_stand(jiedan, tmp_path):
    path = tmp_path / "template.xlsx"
    jiedan("import", "--template", path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["说明", "单位", "小区", "网格", "楼栋", "人员", "值班", "群", "类别"]
    assert "检查" in " ".join(str(row[0]) for row in book["说明"].values)
    people = book["人员"]
    assert people.freeze_panes == "A2"
    assert [cell.value for cell in people[1]] == ["工号", "名称", "岗位", "单位", "网格"]
    offered = {str(one.sqref): one.formula1 for one in people.data_validations.dataValidation}
    assert "网格员" in offered["C2:C5000"]
    assert offered["D2:D5000"] == "'单位'!$A$2:$A$5000"
    assert people["A2"].number_format == "@"
    assert book["值班"]["B2"].number_format == "yyyy-mm-dd"
    book.close()


def test_a_template_writes_over_nothing(jiedan, sheet):
    before = sheet.read_bytes()
    code, _, err = jiedan("import", "--template", sheet)
    assert (code, err) == (2, f"{sheet}: is there already; name a new file\n")
    assert sheet.read_bytes() == before


def test_either_a_sheet_or_a_template(jiedan, sheet):
    assert jiedan("import")[0] == 2
    assert jiedan("import", sheet, "--template", "new.xlsx")[0] == 2


# Looking, asking, doing


def test_a_look_shows_what_would_change_and_changes_nothing(jiedan, config, sheet):
    code, out, err = jiedan("import", sheet)
    assert code == 2
    assert "people: 8 added, 0 changed, 0 removed\n  + 1001 陈静 (secretary at yongan)" in out
    assert "8 people get a one-time code" in out
    assert without_percent(err) == ["Nothing was changed. Add --yes to make it so."]
    assert written(config) == (0, 0, 0, False)


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 2), ("\n", 2)])
def test_at_a_terminal_it_asks(jiedan, config, sheet, monkeypatch, answer, code):
    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return answer

    monkeypatch.setattr("sys.stdin", Terminal())
    found, out, _ = jiedan("import", sheet)
    assert found == code
    assert "Make it so? [y/N]" in out
    assert written(config)[3] is (code == 0)


def test_at_a_terminal_it_is_a_bar_in_place(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    watch = Percent()
    for done in (0, 50, 50, 100):
        watch("writing", done, 100)
    watch("checking", 1, 1)
    assert capsys.readouterr().err.splitlines(keepends=True) == [
        "writing  [....................]   0 %\r",
        "writing  [##########..........]  50 %\r",
        "writing  [####################] 100 %\n",
        "checking [####################] 100 %\n",
    ]


def test_progress_is_shown_on_standard_error(jiedan, sheet):
    err = jiedan("import", sheet, "--yes")[2]
    for step in ("reading", "checking", "writing"):
        assert f"{step} 100 %" in err


def test_codes_are_written_for_their_owners_eyes(jiedan, config, sheet, tmp_path):
    path = tmp_path / "codes.xlsx"
    code, out, err = jiedan("import", sheet, "--yes", "--codes", path)
    assert code == 0, err
    assert f"{path}: 9 codes." in out
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    book = openpyxl.load_workbook(path)
    lines = list(book.active.values)
    book.close()
    assert lines[0][:2] == ("工号", "名称")
    named = {line[1]: line[4] for line in lines[1:]}
    assert set(named.values()) == {one.code for one in rows(config, Invite)}
    assert f"/start {named['李娜']}" in str(lines)
    assert f"/bind {named['永安工作群']}" in str(lines)


def test_forgotten_codes_can_be_written_later(jiedan, config, sheet, tmp_path):
    out = jiedan("import", sheet, "--yes")[1]
    assert "9 codes wait to be used: write them with --codes FILE" in out
    out = jiedan("import", sheet, "--codes", tmp_path / "codes.xlsx")[1]
    assert "9 codes" in out
    assert len(rows(config, Invite)) == 9


def test_mistakes_are_told_all_at_once_and_nothing_changes(jiedan, config, sheet):
    sheets = office()
    sheets["people"][2][3] = "yongann"
    sheets["people"][3][1] = None
    code, out, err = jiedan("import", write(sheet, sheets), "--yes")
    assert (code, out) == (2, "")
    assert without_percent(err) == [
        "people!D3: unknown unit 'yongann'; did you mean 'yongan'?",
        "people!B4: empty",
        "Nothing was changed.",
    ]
    assert written(config) == (0, 0, 0, False)


def test_no_sheet_at_all(jiedan, config, tmp_path):
    (tmp_path / "org.xls").write_bytes(b"old")
    code, _, err = jiedan("import", tmp_path / "org.xls", "--yes")
    assert code == 2
    assert "not an XLSX file" in err
    assert written(config) == (0, 0, 0, False)


def test_what_the_database_knows_against_it_is_told(jiedan, config, sheet):
    sheets = good("duty")
    code, _, err = jiedan("import", write(sheet, sheets), "--yes")
    assert (code, without_percent(err)[0]) == (2, "duty!C2: no such staff number: '1001'")


# One truth


def test_without_units_a_sheet_is_asked_for_and_is_enough(without_units, jiedan, sheet):
    assert jiedan("check-config")[0] == 0
    code, _, err = jiedan("audit")
    assert (code, err) == (
        2,
        "There are no units: import a sheet (`jiedan import`) or write [[units]].\n",
    )
    assert jiedan("import", sheet, "--yes")[0] == 0
    assert jiedan("audit", "--no-heartbeat")[1] == "0 violations, 0 gaps\n"
    code, out, _ = jiedan("invite", "--unit", "yongan", "--role", "secretary")
    assert (code, out[:6]) == (0, "code: ")


def test_units_of_the_configuration_that_say_something_else_are_told(jiedan, sheet, config):
    sheets = office()
    sheets["units"][4][1] = "永安新物业"
    err = jiedan("import", write(sheet, sheets), "--yes")[2]
    assert "count no more, as a sheet was imported" in err
    code, _, err = jiedan("check-config")
    assert code == 2
    assert "[[units]], [[compounds]] and [[grids]] count no more" in err
    text = config.read_text(encoding="utf-8")
    config.write_text(text[: text.index("[[units]]")], encoding="utf-8")
    assert jiedan("check-config")[0] == 0


def test_the_sheet_counts_and_not_the_configuration(jiedan, sheet):
    sheets = office()
    sheets["units"].append(["xinyuan", "新苑社区", "community", "jianzhong"])
    jiedan("import", write(sheet, sheets), "--yes")
    code, out, _ = jiedan("invite", "--unit", "xinyuan", "--role", "secretary")
    assert (code, out[:6]) == (0, "code: ")
