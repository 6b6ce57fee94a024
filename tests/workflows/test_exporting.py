"""/export: the ledger of one's own unit, in the chat."""

import csv
import io
import sys

import openpyxl
import pytest

from db.models import Membership
from db.web_rows import WebFile
from domain.inbound import XLSX, Incoming, Sender
from tests.bot.test_export import AGAINST
from tests.scenarios.staging import DOOR, NOISE
from tests.support.town import new_key
from workflows.hear_message import hear_message


async def files(town) -> list[WebFile]:
    return await town.rows(WebFile)


def lines(content: bytes) -> list[list]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    (page,) = book.worksheets
    return [list(row) for row in page.values]


async def test_a_secretary_gets_the_ledger_of_her_own_unit(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await resident.says(NOISE)
    await town.secretary.says("/export")
    assert await town.secretary.last() == (
        "📎 永安社区近一年的台账。里面没有居民的姓名、电话、房号。"
    )
    (file,) = await files(town)
    assert (file.mime, file.chat) == (XLSX, "secretary")
    assert [row[1] for row in lines(file.content)] == ["编号", "1118-1", "1118-2"]


async def test_a_property_lead_reads_nothing_that_complains_about_the_company(town):
    resident = await town.resident("王秀兰")
    await resident.says(DOOR)
    await resident.says(AGAINST)
    ticket = await town.ticket()
    assert (ticket.against, ticket.support_unit) == ("property", "yongan-property")
    await town.manager.says("/export")
    (file,) = await files(town)
    rows = lines(file.content)
    assert [row[1] for row in rows[1:]] == ["1118-1"]
    assert not [secret for secret in ("501", "乱收费", "王秀兰") if secret in str(rows)]
    await town.secretary.says("/export")
    (hers,) = [one for one in await files(town) if one.chat == "secretary"]
    assert [row[1] for row in lines(hers.content)[1:]] == ["1118-1", "1118-2"]


async def test_the_file_goes_to_nobody_who_has_lost_the_post_meanwhile(town):
    her = {"channel": "web", "chat": "secretary", "sender": Sender("secretary")}
    asked = Incoming(**her, key=new_key("k"), text="/export")
    await hear_message(town.deps, asked)
    async with town.deps.begin() as work:
        for row in await town.rows(Membership):
            if row.person_id == town.secretary.person_id:
                await work.delete(await work.get_one(Membership, row.id))
        await work.commit()
    await town.settle()
    assert "近一年的台账" in await town.secretary.last()
    assert await files(town) == []


@pytest.mark.parametrize("who", ["grid", "property", "street", "district"])
async def test_nobody_else_gets_one(town, who):
    await town.people[who].says("/export")
    assert "不归您的岗位用" in await town.people[who].last()
    assert await files(town) == []


async def test_without_the_library_it_is_a_csv(town, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    resident = await town.resident()
    await resident.says(DOOR)
    await town.secretary.says("/export")
    (file,) = await files(town)
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[1][1] == "1118-1"
