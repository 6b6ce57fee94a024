"""`jiedan export`: everything as sheets or CSV, the ledger as offices keep it, nobody's secret."""

import argparse
import csv
import tracemalloc
from datetime import date, timedelta

import pytest

from bot.cli import parser
from bot.export import export
from bot.export_tables import TABLES
from db import export as export_rows
from db.export import Scope
from db.models import Ticket
from tests.scenarios.staging import DOOR, NOISE
from tests.support.rows import make_person, make_ticket
from tests.support.town import photo

HEADINGS = [
    "序号",
    "编号",
    "受理时间",
    "来源",
    "诉求人",
    "位置（楼栋）",
    "诉求内容",
    "类别",
    "级别",
    "责任单位",
    "配合单位",
    "承办人",
    "接单时间",
    "首次联系",
    "办结时限",
    "办结时间",
    "办理结果",
    "是否超时",
    "回访评价",
    "备注",
]
AGAINST = "3号楼2单元501，物业乱收费，我是王秀兰，电话13812345678"


def asked(out, **more) -> argparse.Namespace:
    usual = {"unit": None, "first": None, "last": None, "format": "csv", "out": out}
    return argparse.Namespace(**usual | more)


async def exported(town, out, **more) -> dict[str, list[list[str]]]:
    """Export as CSV and read every file again."""
    said: list[str] = []
    assert await export(town.program, asked(out, **more), said.append) == 0
    found = {}
    for stem in TABLES:
        with (out / f"{stem}.csv").open(encoding="utf-8-sig", newline="") as file:
            found[stem] = list(csv.reader(file))
        assert f"{stem}: {len(found[stem]) - 1}" in said
    assert not list(out.glob("*.part"))
    return found


def column(rows, heading) -> list[str]:
    place = rows[0].index(heading)
    return [row[place] for row in rows[1:]]


async def a_matter_done(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("换了新门", media=[photo()])
    await resident.presses("已解决")
    await resident.presses("满意")
    return resident


async def test_the_ledger_is_in_the_form_of_the_offices(town, tmp_path):
    await a_matter_done(town)
    resident = await town.resident("second")
    await resident.says(NOISE)
    await town.after(days=20)
    rows = (await exported(town, tmp_path))["ledger"]
    assert rows[0] == HEADINGS
    door, noise = (dict(zip(HEADINGS, row, strict=True)) for row in rows[1:])
    assert door == {
        "序号": "1",
        "编号": "1118-1",
        "受理时间": "2026-11-18 09:00",
        "来源": "居民自己说",
        "诉求人": "居民",
        "位置（楼栋）": "永安花园3号楼",
        "诉求内容": door["诉求内容"],
        "类别": "公共设施",
        "级别": "一般",
        "责任单位": "永安物业",
        "配合单位": "",
        "承办人": "张值班员",
        "接单时间": "2026-11-18 09:00",
        "首次联系": "2026-11-18 09:00",
        "办结时限": "2026-11-27 09:00",
        "办结时间": "2026-11-18 09:00",
        "办理结果": "已办完：换了新门",
        "是否超时": "否",
        "回访评价": "已解决·满意",
        "备注": "",
    }
    assert "门坏了" in door["诉求内容"]
    late = ("责任单位", "承办人", "接单时间", "首次联系", "办结时间", "办理结果", "是否超时")
    assert [noise[name] for name in late] == ["永安社区", "", "", "", "", "待接单", "是"]


@pytest.mark.parametrize(("label", "told"), [("👍 采纳", "采纳"), ("没采纳", "没采纳")])
async def test_of_a_suggestion_it_stands_there_whether_it_was_adopted(town, tmp_path, label, told):
    resident = await town.resident()
    await resident.says("建议在小区门口装个长椅")
    await town.grid.presses("接单")
    before = await exported(town, tmp_path / "before")
    assert column(before["tickets"], "建议采纳") == [""]
    await town.grid.presses("办结")
    await town.grid.presses(label)
    await town.grid.says("和物业商量过了")
    found = await exported(town, tmp_path / "after")
    assert column(found["tickets"], "建议采纳") == [told]
    assert column(found["ledger"], "办理结果") == [f"等居民确认·{told}：和物业商量过了"]
    steps = dict(zip(column(found["events"], "事项"), column(found["events"], "说明"), strict=True))
    assert steps["办结"] == f"{told}；和物业商量过了"
    await resident.presses("没解决")
    again = await exported(town, tmp_path / "again")
    assert column(again["tickets"], "建议采纳") == [""]
    assert column(again["ledger"], "办理结果") == ["待接单"]


async def test_every_table_is_there(town, tmp_path):
    await a_matter_done(town)
    found = await exported(town, tmp_path)
    assert column(found["tickets"], "编号") == ["1118-1"]
    assert "办结" in column(found["events"], "事项")
    assert "居民" in column(found["events"], "谁")
    assert len(found["people"]) == 9
    assert "李娜" in column(found["people"], "姓名")
    assert "永安物业" in column(found["units"], "单位")


async def test_nothing_tells_who_complained(town, tmp_path):
    resident = await town.resident("王秀兰")
    await resident.says(AGAINST)
    await resident.says("再说一遍，3-2-501的王秀兰，13812345678")
    ticket = await town.ticket(1)
    assert ticket.against == "property"
    await exported(town, tmp_path)
    for path in tmp_path.glob("*.csv"):
        text = path.read_text(encoding="utf-8-sig")
        for secret in ("王秀兰", "13812345678", "501", "乱收费，", "resident"):
            assert secret not in text, (path.name, secret)
            assert secret not in path.name


async def test_what_is_no_complaint_is_told_without_phone_and_room(town, tmp_path):
    resident = await town.resident("王秀兰")
    await resident.says("3号楼2单元501室门坏了，关不上，电话13812345678")
    found = await exported(town, tmp_path)
    (text,) = column(found["tickets"], "内容")
    assert "门坏了" in text
    everything = str(found)
    assert "13812345678" not in everything
    assert "501" not in everything
    assert "王秀兰" not in everything


async def test_no_cell_is_a_formula(town, tmp_path):
    resident = await town.resident()
    await resident.says("=HYPERLINK(1)门坏了，关不上，3号楼")
    found = await exported(town, tmp_path)
    (text,) = column(found["tickets"], "内容")
    assert text.startswith("'=")
    for rows in found.values():
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]


async def test_one_unit_and_some_days(town, tmp_path):
    resident = await town.resident()
    await resident.says(DOOR)
    await resident.says(NOISE)
    await town.after(days=1)
    await resident.says("6号楼3单元的门坏了，关不上")
    company = await exported(town, tmp_path / "a", unit="yongan-property")
    assert column(company["tickets"], "编号") == ["1118-1", "1119-3"]
    assert set(column(company["people"], "单位")) == {"永安物业"}
    assert [row[0] for row in company["units"][1:]] == ["yongan-property"]
    day = await exported(town, tmp_path / "b", first=date(2026, 11, 18), last=date(2026, 11, 18))
    assert column(day["tickets"], "编号") == ["1118-1", "1118-2"]
    later = await exported(town, tmp_path / "c", first=date(2026, 11, 19))
    assert column(later["ledger"], "编号") == ["1119-3"]
    assert {row[1] for row in later["events"][1:]} == {"1119-3"}


async def test_a_workbook_can_be_printed(town, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    resident = await a_matter_done(town)
    await resident.says("=1+1 3号楼的灯坏了")
    assert await export(town.program, asked(tmp_path, format="xlsx"), str) == 0
    assert {path.name for path in tmp_path.glob("*.*sx*")} == {
        "jiedan.xlsx",
        "ledger.xlsx",
        "org.xlsx",
    }
    book = openpyxl.load_workbook(tmp_path / "ledger.xlsx")
    sheet = book.active
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert sheet.max_row == 3
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.column_dimensions["G"].width > 40
    shared = openpyxl.load_workbook(tmp_path / "jiedan.xlsx")
    assert shared.sheetnames == [
        *("工单", "经过", "联办", "延期挂起", "督办清单", "人员", "请假", "值班"),
        *("单位", "小区楼栋", "群", "类别"),
    ]
    cells = [cell for one in shared for row in one.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


async def test_what_is_asked_wrongly_is_told_and_writes_nothing(town, tmp_path, capsys):
    wrong = asked(tmp_path / "x", unit="nowhere")
    assert await export(town.program, wrong, str) == 2
    assert "no such unit; allowed: erqi" in capsys.readouterr().err
    wrong = asked(tmp_path / "x", first=date(2026, 11, 2), last=date(2026, 11, 1))
    assert await export(town.program, wrong, str) == 2
    assert not (tmp_path / "x").exists()


async def test_it_comes_in_batches_and_holds_none_of_them(town, tmp_path, monkeypatch):
    """Many tickets take no more memory than a batch of them."""
    async with town.deps.begin() as work:
        person = make_person()
        work.add(person)
        await work.flush()
        work.add_all(
            make_ticket(
                person.id,
                community="yongan",
                lead_unit="yongan",
                text="灯坏了" * 100,
                opened_at=town.clock.now() + timedelta(seconds=number),
            )
            for number in range(3000)
        )
        await work.commit()
    monkeypatch.setattr(export_rows, "BATCH", 100)
    tracemalloc.start()
    sizes = []
    async for batch in export_rows.tickets(town.deps.begin, Scope()):
        sizes.append(len(batch))
        held, _ = tracemalloc.get_traced_memory()
        assert held < 20_000_000
    tracemalloc.stop()
    assert sizes == [100] * 30
    assert len((await exported(town, tmp_path))["ledger"]) == 3001
    assert len(await town.rows(Ticket)) == 3000


def test_the_command_line_reads_days():
    given = parser().parse_args(
        ["export", "--from", "2026-11-01", "--to", "2026-11-30", "--out", "x"]
    )
    assert (given.first, given.last, given.format) == (
        date(2026, 11, 1),
        date(2026, 11, 30),
        "xlsx",
    )
    with pytest.raises(SystemExit):
        parser().parse_args(["export", "--from", "1.11.2026", "--out", "x"])
