"""The shield: of a complaint about the property company nobody of the company can read anywhere who
complained: no name, phone, account or room, and none of her words. A whole life of a ticket, and
then everything they could reach is searched."""

import io
import json
import logging
import re
import zipfile

import pytest
from PIL import Image
from sqlalchemy import select

from bot.log import hush_libraries
from db.models import GroupPurpose, Membership
from db.web_rows import WebFile, WebMessage
from domain.commands import COMMANDS
from domain.inbound import Media
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import at, nothing_is_silent
from tests.support.town import photo
from workflows.press_button import _TABLE

ACCOUNT = "acct-77310-of-hers"
WORDS = (
    "物业收停车费乱涨价，紫色雨棚下面那个保安还骂人，我是3号楼4单元1706慕容雪莲，电话138 5566 7788"
)
SECRETS = (
    ACCOUNT,
    "慕容雪莲",
    "雪莲",
    "1706",
    "4单元",
    "13855667788",
    "5566",
    "7788",
    "紫色雨棚",
    "乱涨价",
    "34.75123",
    "hers",
)
VOICE, WHERE = Media("web", "f" * 32, "voice"), Media("web", "34.75123,113.61234", "location")
FILES = ("0" * 32, "a" * 32, "b" * 32, "f" * 32)


ASKED = ("1118-1", "停车", "3号楼")
OF_ONESELF = {"lang", "elder", "calls", "forget"}
"""Buttons that change how their presser reads, or who they are: nothing of hers is behind them."""


class Watch:
    """Everything the people who must not know can reach."""

    def __init__(self, town, chats, caplog):
        self.town, self.chats, self.caplog = town, chats, caplog
        self.toasts = []

    async def presses_all(self, number=1):
        """Each of them tries every button the program knows, and every one that stands in anybody
        else's chat, with what was chosen there."""
        seen = await self._of_others()
        for actor in self.chats:
            for payload in (*(f"{verb}:{number}" for verb in _TABLE), *seen):
                self.toasts.append(await actor.sends_press(payload))

    async def _of_others(self):
        mine = {actor.chat for actor in self.chats}
        async with self.town.deps.begin() as work:
            rows = [row for row in await work.scalars(select(WebMessage)) if row.chat not in mine]
        found = {payload for one in rows for line in one.buttons for _, payload in line}
        return sorted(one for one in found if one.split(":")[0] not in OF_ONESELF)

    async def looks_everywhere(self):
        """Every command there is, with what can be looked up, and every way to look a ticket up."""
        lines = [f"/{one.name}" for one in COMMANDS]
        lines += [f"/{one.name} {words}" for one in COMMANDS if one.takes_words for words in ASKED]
        for actor in self.chats:
            for line in (*lines, "1118-1", "/elder"):  # once more: as it was before
                await actor.says(line)

    async def is_clean(self):
        """None of it is in any message, however it is kept, in any toast or any log."""
        names = {actor.chat for actor in self.chats}
        for actor in self.chats:
            for message in await actor.bubbles():
                self._check(actor.chat, message.text, message.buttons, message.media)
        for row in await self.town.outbox():
            if row.chat in names:
                text = self.town.program.words.render(row.lang, row.parts) if row.parts else ""
                self._check(row.chat, text, row.parts, row.buttons, row.media)
        for file in await self.town.rows(WebFile):
            if file.chat in names:
                self._check(file.chat, *_texts_of(file))
        self._check("toasts", self.toasts)
        self._check("log", [record.getMessage() for record in self.caplog.records])
        self._check("log", self.caplog.text)

    def _check(self, where, *given):
        said = "\n".join(
            one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in given
        )
        said = MADE_UP.sub("file", said)
        for secret in (*SECRETS, *FILES):
            assert secret not in said, (where, secret, said[:2000])


MADE_UP = re.compile(r"\b[0-9a-f]{32}\b")
"""The name of a file of ours: any four digits stand in it now and then."""


def _texts_of(file: WebFile) -> list[str]:
    """All that stands in a file of ours; nobody is given one of hers."""
    content = io.BytesIO(file.content)
    if file.mime == "image/png":  # the picture of the week: what it was drawn with, beside the dots
        with Image.open(content) as drawn:
            assert drawn.format == "PNG"
            return [str(drawn.info)]
    if not zipfile.is_zipfile(content):
        assert file.mime == "application/json", "only what we made ourselves"
        return [file.content.decode().replace("told_of_herself", "")]  # a heading of ours
    with zipfile.ZipFile(content) as parts:
        return [one.filename + parts.read(one).decode() for one in parts.infolist()]


@pytest.fixture
async def shielded(town, caplog):
    """Everybody of the company, one of them a volunteer of the community too, and all groups."""
    hush_libraries()
    caplog.set_level(logging.DEBUG)
    two = await town.staff("two_posts", "钱进", Role.PROPERTY_STAFF, "yongan-property")
    async with town.deps.begin() as work:
        work.add(Membership(person_id=two.person_id, unit="yongan", role=Role.VOLUNTEER))
        await work.commit()
    groups = [
        await town.group(f"group_{unit}_{purpose.value}", unit, purpose)
        for unit in ("yongan", "yongan-property")
        for purpose in GroupPurpose
        if (unit, purpose) != ("yongan", GroupPurpose.PARTY)
    ]
    town.company = Watch(town, [town.property, town.manager, two], caplog)
    town.watch = Watch(town, [*town.company.chats, *groups, town.party, town.party_street], caplog)
    town.she = await town.resident(ACCOUNT)
    await town.she.says(WORDS, media=[photo()])
    ticket = await town.ticket()
    assert (ticket.against, ticket.support_unit) == ("property", "yongan-property")
    assert "紫色雨棚" in "".join(await town.grid.reads()), "the community reads all of it"
    return town


async def test_a_whole_life_tells_them_nothing(shielded):
    town, she, watch = shielded, shielded.she, shielded.watch
    await town.company.presses_all()
    await town.company.looks_everywhere()
    await town.grid.sends_press("whistle:1")
    await town.grid.says("慕容雪莲家1706要书记出面，13855667788")
    await she.says("1118-1 紫色雨棚那个保安又来敲1706的门", media=[photo("a" * 32)])
    await she.says("催一下1118-1")
    await watch.is_clean()
    await nothing_is_silent(town)

    await town.until(at(18, "15:30"))  # reminders, and every rung of the ladder
    await watch.is_clean()

    await town.grid.sends_press("accept:1")
    await town.company.presses_all()
    await _talk(town)
    await town.grid.sends_press("progress:1")
    await town.grid.says("已约慕容雪莲和物业一起谈，她住1706，电话13855667788")
    await watch.is_clean()

    await _part_of_the_company(town)
    await town.grid.sends_press("resolve:1")
    await town.grid.says("物业同意退慕容雪莲的钱", media=[photo("b" * 32)])
    await she.presses("没解决")
    assert (await town.ticket()).status is Status.QUEUED
    await town.grid.sends_press("return:1:parking")
    await town.company.looks_everywhere()
    await watch.is_clean()
    await nothing_is_silent(town)

    await town.grid.sends_press("accept:1")
    await _part_of_the_company(town)
    await town.grid.sends_press("resolve:1")
    await town.grid.says("钱退了", media=[photo("b" * 32)])
    await she.presses("已解决")
    await she.presses("不满意")
    await she.says("1706慕容雪莲不满意，紫色雨棚还在")
    await town.company.presses_all()
    await town.until(at(23, "08:31"))
    await town.company.looks_everywhere()
    await watch.is_clean()


async def _part_of_the_company(town):
    for press in ("take_part:1", "part_done:1"):
        town.company.toasts.append(await town.property.sends_press(press))
    await town.property.says("我们这边核对好了", media=[photo("c" * 32)])


async def _talk(town):
    """Both ways, with everything she might send back."""
    she, grid, company = town.she, town.grid, town.property
    await company.presses("问居民")
    assert "保密" in await company.last()
    await company.says("请问是哪天收的？")
    told = [text for text in await she.reads() if "跟您说" in text][-1]
    assert "物业张师傅跟您说：\n请问是哪天收的？" in told and "会盖住" in told
    phone = "一三八五五六六七七八八"
    await she.says(f"上周三15:30，收了我300元。我是慕容雪莲，住4单元1706，电话{phone}")
    answer = await company.last()
    assert "居民回话：\n上周三15:30，收了我300元。" in answer and "…" in answer
    assert "名字、电话、门牌都盖住了" in await she.last()
    assert "慕容雪莲" in await grid.last(), "the community reads what she said"
    for media in ([photo("a" * 32)], [VOICE], [WHERE]):
        await she.says(media=media)
        assert "只给社区看" in await company.last() and "只给社区看" in await she.last()
    assert [len(m.media) for m in (await grid.bubbles())[-3:]] == [1, 1, 0]
    assert "34.75123" in await grid.last()
    question = next(m for m in await she.bubbles() if "跟您说" in m.text)
    await town.after(hours=1)
    await she.says("收据在1706桌上，紫", media=[photo("a" * 32)], reply_to=str(question.id))
    await grid.presses("问居民")
    await grid.says("雪莲，您看退300行吗？")
    await she.says("行，我慕容雪莲说话算话")
    assert "居民回话：\n行，我慕容雪莲说话算话" in await grid.last()
    await company.sends_press("progress:1")
    await company.says("我们查了收费记录")


async def test_what_is_found_by_a_secret_tells_them_nothing(shielded):
    town = shielded
    for actor in town.company.chats:
        for secret in ("慕容雪莲", "1706", "13855667788", "紫色雨棚"):
            before = len(await actor.bubbles())
            await actor.says(f"/find {secret}")
            said = "".join(m.text for m in (await actor.bubbles())[before:])
            assert "1118-1" not in said, (actor.chat, secret, said)


async def test_an_ordinary_ticket_tells_the_worker_and_no_group(town):
    group = await town.group("company_group", "yongan-property", GroupPurpose.STAFF)
    desk = await town.group("desk_group", "yongan", GroupPurpose.STAFF)
    she = await town.resident("she")
    words = "永安花园3号楼2单元501厨房水龙头漏水，我姓慕容，电话13855667788"
    await she.says(words, media=[photo()])
    assert words in "".join(await town.property.reads())
    assert "501室" in "".join(await town.property.reads())
    await town.property.presses("接单")
    await town.property.presses("问居民")
    await town.property.says("在家吗？")
    await she.says("在，501，打13855667788", media=[photo("a" * 32)])
    answer = next(m for m in await town.property.bubbles() if "居民回话" in m.text)
    assert "501，打13855667788" in answer.text and answer.media
    await town.after(hours=30)
    for place in (group, desk, town.party):
        for message in await place.bubbles():
            assert not message.media
            for secret in ("慕容", "13855667788", "501", "2单元"):
                assert secret not in message.text
