"""What `jiedan export` writes of the organisation, `jiedan import` reads: nothing changes."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from bot.cli import main
from bot.export_tables import OFFICE
from db.models import GroupPurpose, Membership, Person
from domain.people import Role
from tests.bot.test_export import asked
from tests.support.sheets import bring, good, read, write
from workflows.compare_sheet import look
from workflows.shifts import set_shifts

SAME = "Everything is so already: nothing was changed."


@pytest.fixture
def jiedan(on_schema, config, capsys):
    def run(*arguments: object) -> tuple[int, str, str]:
        code = main(["--config", str(config), *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    assert run("migrate")[0] == 0
    return run


def exported(jiedan, tmp_path: Path) -> Path:
    code, out, err = jiedan("export", "--out", tmp_path / "out")
    assert code == 0, err
    path = tmp_path / "out" / f"{OFFICE}.xlsx"
    assert str(path) in out
    return path


@pytest.mark.parametrize("what", ["the sample", "the template"])
def test_what_was_brought_comes_out_and_goes_in_again(jiedan, tmp_path, what):
    brought = tmp_path / "brought.xlsx"
    if what == "the template":
        jiedan("import", "--template", brought)
    else:
        write(brought, good())
    assert jiedan("import", brought, "--yes")[0] == 0
    path = exported(jiedan, tmp_path)
    code, out, err = jiedan("import", path)
    assert code == 0, err
    assert out.startswith(SAME)
    assert [line for line in err.splitlines() if "%" not in line] == []


def test_an_organisation_of_the_configuration_goes_in_as_it_is(jiedan, tmp_path):
    code, out, _ = jiedan("import", exported(jiedan, tmp_path), "--yes")
    assert code == 0
    assert "the organisation stays as it is, and is kept in the database from now on" in out
    assert "added" not in out and "removed" not in out and "changed," not in out
    assert jiedan("import", exported(jiedan, tmp_path))[1].startswith(SAME)


def test_people_read_names_and_no_codes_of_the_program(jiedan, tmp_path):
    assert jiedan("import", write(tmp_path / "a.xlsx", good()), "--yes")[0] == 0
    book = openpyxl.load_workbook(exported(jiedan, tmp_path))
    assert book.sheetnames == ["单位", "小区", "网格", "楼栋", "人员", "值班", "群"]
    rows = {page.title: [list(row) for row in page.values] for page in book}
    assert rows["人员"][:3] == [
        ["工号", "名称", "岗位", "单位", "网格"],
        ["1001", "陈静", "书记", "永安社区", None],
        ["1002", "李娜", "网格员", "永安社区", "第一网格"],
    ]
    assert rows["单位"][4] == ["yongan-property", "永安物业", "物业公司", "永安社区"]
    assert rows["小区"][1][2] == "永安小区、花园小区"
    assert rows["楼栋"][1] == ["永安花园", "1", "第一网格"]
    assert rows["群"][1:] == [["永安工作群", "永安社区", "工作群"]]
    assert book["值班"]["B2"].is_date
    book.close()


def test_a_name_that_two_have_is_written_as_its_code(jiedan, tmp_path):
    sheets = good()
    sheets["units"].append(["other", "永安物业", "property", "yongan"])
    code, _, err = jiedan("import", write(tmp_path / "a.xlsx", sheets), "--yes")
    assert code == 0, err
    path = exported(jiedan, tmp_path)
    book = openpyxl.load_workbook(path)
    assert book["小区"]["E2"].value == "yongan-property"
    book.close()
    assert jiedan("import", path)[1].startswith(SAME)


def test_categories_and_names_that_look_like_formulas_come_back(jiedan, tmp_path):
    sheets = good()
    sheets["units"].append(["odd", "-旧物业", "property", "yongan"])
    sheets["categories"] = [
        ["code", "name", "route", "unit", "level", "evidence", "words"],
        ["facilities", "公共设施设备", None, None, "L2", "no", "报刊亭、晾衣架"],
        ["nuisance", None, None, None, None, "yes", None],
        ["elder-meals", "老年助餐", "社区", "yongan", None, None, "老年餐"],
    ]
    code, _, err = jiedan("import", write(tmp_path / "a.xlsx", sheets), "--yes")
    assert code == 0, err
    path = exported(jiedan, tmp_path)
    book = openpyxl.load_workbook(path)
    assert [list(row) for row in book["类别"].values][1:] == [
        ["facilities", "公共设施设备", None, None, "L2", "否", "报刊亭、晾衣架"],
        ["nuisance", None, None, None, None, "是", None],
        ["elder-meals", "老年助餐", "社区", "永安社区", None, None, "老年餐"],
    ]
    assert book["单位"]["B7"].value == "'-旧物业"
    book.close()
    assert jiedan("import", path)[1].startswith(SAME)


def test_part_of_the_organisation_is_not_written_as_a_sheet(jiedan, tmp_path):
    out = tmp_path / "out"
    assert jiedan("export", "--out", out, "--unit", "yongan-property")[0] == 0
    assert {path.name for path in out.iterdir()} == {"jiedan.xlsx", "ledger.xlsx"}


async def test_whoever_was_invited_by_hand_is_left_alone_with_their_days(town, tmp_path):
    """They stand on no sheet: neither they nor a day on which they sit at the desk may go."""
    from bot.export import export

    await bring(town.program, tmp_path / "a.xlsx", good())
    today = town.clock.now().date()
    async with town.deps.begin() as work:
        numbered = {row.staff_no: row.id for row in await town.rows(Person) if row.staff_no}
        by_hand = Person(
            name="孙丽", lang="zh", on_duty=True, home=None, created_at=town.deps.now()
        )
        work.add(by_hand)
        await work.flush()
        work.add(
            Membership(person_id=by_hand.id, unit="yongan", role=Role.COMMUNITY_STAFF, grid=None)
        )
        days = [
            (today, by_hand.id),
            (today, numbered["1001"]),
            (date(2026, 11, 25), numbered["1001"]),
        ]
        await set_shifts(work, "yongan", days)
        await work.commit()
    await town.group("office", "yongan", GroupPurpose.STAFF)
    assert await export(town.program, asked(tmp_path / "out", format="xlsx"), str) == 0
    path = tmp_path / "out" / "org.xlsx"
    book = openpyxl.load_workbook(path)
    assert "孙丽" not in str(list(book["人员"].values))
    assert [row[1].date() for row in list(book["值班"].values)[1:]] == [
        date(2026, 11, 23),
        date(2026, 11, 25),
    ]
    book.close()
    async with town.deps.begin() as work:
        plan = await look(work, town.deps, read(town.program, path))
    assert (plan.changes, plan.is_new_org, plan.problems) == ((), False, ())
