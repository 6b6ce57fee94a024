"""The rows behind a summary: as many as the number says, over random histories, by a second
reckoning; and only for those who may sign it."""

import random
import sys
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import product

import openpyxl
import pypdfium2
import pytest

from bot import week_sheet
from bot.config_file import load_settings
from db.figure_rows import COLUMNS, answers_behind, tickets_behind
from db.models import Membership, Outbox, Summary
from db.web_rows import WebFile
from domain.figures import Figures
from domain.inbound import XLSX
from domain.numbers import ANSWER_NUMBERS, SPLIT, TICKET_NUMBERS, meaning_of, numbers_of
from domain.people import Role
from domain.period import Period, Span
from domain.permissions import EXPORTS
from domain.picture import Picture
from tests.scenarios.staging import at
from tests.support.rows import make_person
from tests.support.town import EXAMPLE, ZONE, open_town
from tests.workflows.test_summarise_week import (
    LATER,
    MIDST,
    START,
    reckon,
    some_events,
    some_supervision,
    some_ticket,
)

WEEK = Period.parse("2026-W46")
PERIODS = [Period.of(span, START, ZONE) for span in Span]


async def history(town, seed: int):
    """Random tickets and answers, of two communities; some merged into another one."""
    chance = random.Random(seed)
    async with town.deps.begin() as work:
        person = make_person(name="王秀兰")
        work.add(person)
        await work.flush()
        tickets = [some_ticket(chance, person.id) for _ in range(60)]
        work.add_all(tickets)
        await work.flush()
        tickets += [some_ticket(chance, person.id, main=tickets[0].id) for _ in range(12)]
        work.add_all(tickets[60:])
        await work.flush()
        events, watched = some_events(chance, tickets), some_supervision(chance, tickets)
        work.add_all([*events, *watched])
        await work.commit()
    return tickets, events, watched


@pytest.mark.parametrize("seed", range(3))
async def test_there_are_as_many_rows_as_the_number_says(town, seed):
    tickets, *other = await history(town, seed)
    for period, now in product(PERIODS, (LATER, MIDST)):
        so_far = period.so_far(ZONE, now)
        for communities in (("yongan",), ("yongan", "other"), ()):
            async with town.deps.begin() as work:
                rows = await tickets_behind(work, communities, so_far)
                answers = await answers_behind(work, communities, so_far)
            found = {
                name: sum(bool(row[len(COLUMNS) + n]) for row in rows)
                for n, name in enumerate(TICKET_NUMBERS)
            }
            found |= {n: sum(one.counts[n] for one in answers) for n in ANSWER_NUMBERS}
            assert found == numbers_of(reckon(tickets, *other, communities, period, now))


@pytest.mark.parametrize("unit", ["yongan", "jianzhong"])
async def test_the_workbook_holds_them_and_nobody_s_name(town, unit, tmp_path):
    tickets, *other = await history(town, 7)
    compared = replace(town.deps.rules, compared=frozenset({"jianzhong"}))
    town.program.deps = replace(town.deps, rules=compared)
    reading = week_sheet.reading_of(town.program, unit, WEEK)
    what = await week_sheet.behind(
        reading, unit, WEEK, Picture(Figures(received=999), unknown=frozenset({"overdue"}))
    )
    book = openpyxl.load_workbook(await week_sheet.write(reading, what, tmp_path))
    pages = {page.title: [list(row) for row in page.values] for page in book.worksheets}
    assert list(pages)[:4] == ["数字", "分类", "工单", "答复"]
    assert ("台账" in pages) is (unit == "yongan")
    wanted = numbers_of(reckon(tickets, *other, ("yongan",), WEEK))
    for name, (_, sent, now, where, meaning) in zip(wanted, pages["数字"][1:], strict=True):
        sheet, column = where.split("：")
        place = pages[sheet][0].index(column)
        assert sum(row[place] or 0 for row in pages[sheet][1:]) == now == wanted[name], name
        assert sent == {"received": 999, "overdue": None}.get(name, 0)
        assert meaning == town.program.words.say("zh", f"meaning-{meaning_of(name)}", {})
    for one, rows in (
        ("谁的事", _reckoned(tickets, "route")),
        ("什么事", _reckoned(tickets, "category")),
    ):
        found = [row[2:] for row in pages["分类"][1:] if row[0] == one]
        assert sorted(found) == sorted(rows)
        assert [sum(column) for column in zip(*found, strict=True)] == [wanted[n] for n in SPLIT]
    units = [row for row in pages["分类"] if row[0] == "哪个社区"]
    assert [row[1:] for row in units] == (
        [["永安社区", *(wanted[n] for n in SPLIT)]] if unit == "jianzhong" else []
    )
    assert book["工单"].auto_filter.ref.endswith(str(len(pages["工单"])))
    assert "王秀兰" not in str(pages)
    for page in book.worksheets:  # as it comes out of the printer: A4, across, as wide as a page
        assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
        assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToHeight == 0
        assert (page.print_title_rows, page.freeze_panes) == ("$1:$1", "A2")
        assert page["A1"].alignment.wrap_text
    numbers = book["数字"]
    (row,) = [cell.row for cell in numbers["A"] if cell.value == "在办"]
    assert numbers.cell(row, 5).alignment.wrap_text and numbers.row_dimensions[row].height == 30


def _reckoned(tickets, by: str) -> list[list[int]]:
    """Each route or category alone, by the second reckoning."""
    rows = []
    for one in {getattr(t, by) for t in tickets}:
        mine = [t for t in tickets if getattr(t, by) == one]
        found = numbers_of(reckon(mine, [], [], ("yongan",), WEEK))
        rows.append([found[name] for name in SPLIT])
    return [row for row in rows if any(row)]


# Who gets it


async def sheets(town, chat: str) -> list[WebFile]:
    return [one for one in await town.rows(WebFile) if one.chat == chat and one.mime == XLSX]


async def _a_week(town):
    await (await town.resident()).says("3号楼2单元电梯坏了")
    await town.until(at(23, "08:00"))


@pytest.fixture
async def monday(begun):
    return await begun(_a_week)


async def test_the_secretary_asks_for_the_details_and_the_group_gets_none(monday):
    assert await monday.secretary.presses("明细") == "已发给您"
    (file,) = await sheets(monday, "secretary")
    book = openpyxl.load_workbook(BytesIO(file.content))
    assert [row[2] for row in book["数字"].values][:2] == ["现在的", 1]
    await monday.secretary.presses("发送")
    await monday.secretary.presses("明细")
    assert len(await sheets(monday, "secretary")) == 2
    assert await sheets(monday, "party") == []
    doors = [one for one in await monday.rows(WebFile) if one.mime == "application/pdf"]
    assert {one.chat for one in doors} == {"secretary"}
    assert all(one.content.startswith(b"%PDF") for one in doors)


@pytest.mark.parametrize("chat", ["grid", "property", "manager", "alliance"])
async def test_nobody_else_gets_it(monday, chat):
    (row,) = [one for one in await monday.rows(Summary) if one.unit == "yongan"]
    actor = monday.people[chat]
    await actor.sends_press(f"week:{row.id}:rows")
    assert await sheets(monday, chat) == []
    assert not EXPORTS["week"].admits([Role.GRID_WORKER, Role.PROPERTY_LEAD, Role.STAND_IN])


async def test_it_goes_to_nobody_who_lost_the_post_meanwhile(monday):
    (row,) = [one for one in await monday.rows(Summary) if one.unit == "yongan"]
    async with monday.deps.begin() as work:
        for one in await monday.rows(Membership):
            if one.person_id == monday.secretary.person_id:
                await work.delete(await work.get_one(Membership, one.id))
        await work.commit()
    asked = Outbox(channel="web", chat="secretary", lang="zh")
    assert await monday.program.make_week_file(asked, f"sheet.{row.id}") is None


@pytest.mark.parametrize("gone", ["xlsxwriter", "fpdf"])
async def test_what_cannot_be_made_is_owned_up_to(monday, monkeypatch, gone):
    """A library is not installed: no message announces a file that is not there."""
    monkeypatch.setitem(sys.modules, gone, None)
    await monday.secretary.presses("明细")
    announced = [text for text in await monday.secretary.reads() if "明细。" in text or "🖨" in text]
    assert len(announced) == 2
    owned = [text for text in announced if text.endswith("⚠️ 文件没能附上，请告诉管理员。")]
    assert owned == announced[gone == "fpdf" :][:1]


async def test_a_month_comes_with_the_report_that_is_signed(database_url):
    """On the first day after, by itself, where the configuration asks for months."""
    wanted = load_settings(EXAMPLE).summary.model_copy(update={"longer": ("month",)})
    town = await open_town(database_url, summary=wanted)
    await (await town.resident()).says("3号楼2单元电梯坏了")
    await town.until(datetime(2026, 12, 1, 8, tzinfo=ZONE))
    assert await town.secretary.presses("明细") == "已发给您"
    papers = [one for one in await town.rows(WebFile) if one.mime == "application/pdf"]
    assert {one.chat for one in papers} == {"secretary"}
    texts = ["".join(_printed(one.content)) for one in papers]
    (report,) = [text for text in texts if "三个率" in text]
    assert len(texts) == 2
    assert "2026.11.1" in report and "来单 1" in report
    await town.close()


def _printed(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]
