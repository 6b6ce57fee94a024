"""/week/yongan: what a community's last signed week came to, for everybody without a session, and
without anything that points at a household."""

import random

import pytest

from domain.period import Period, Span
from tests.scenarios.staging import at
from tests.support.town import START, ZONE
from tests.workflows.test_summaries_expose_nobody import SECRETS, fill
from workflows.send_week import draft_of, send_to_groups

LIFT = "3号楼2单元501电梯坏了，我是王桂兰，13812345678"


async def read(house, path: str = "/week/yongan") -> str:
    """The page, to somebody who was never here and is given no session."""
    browser = house.browser()
    answer = await browser.get(path)
    assert answer.status == 200
    assert answer.content_type == "text/html"
    assert list(browser.http.cookie_jar) == []
    return await answer.text()


@pytest.fixture
async def monday(house):
    """A matter of last week; it is Monday, 08:00, and the draft waits for its signature."""
    town = house.town
    await (await town.resident()).says(LIFT)
    await town.property.presses("接单")
    await town.until(at(23, "08:00"))
    return house


async def test_nothing_is_posted_before_it_is_signed(monday):
    page = await read(monday)
    assert "<h1>永安社区 民情公示</h1>" in page
    assert "社区签发以后就在这里" in page
    assert "大家说来的" not in page


async def test_what_was_signed_is_there_for_everybody(monday):
    await monday.town.secretary.presses("发送")
    page = await read(monday)
    assert "2026.11.16" in page and "大家说来的：不到 3 件" in page
    assert '<a href="/">有事说一句</a>' in page
    for secret in ("501", "2单元", "王桂兰", "138", "1118-1", "张强"):
        assert secret not in page
    await monday.town.until(at(30, "08:00"))
    assert "2026.11.16" in await read(monday)  # the next one is not signed yet


async def test_what_was_wrong_stands_below_and_hostile_words_are_words(monday):
    await monday.town.secretary.presses("发送")
    await monday.town.secretary.presses("更正")
    await monday.town.secretary.says("来单应为 2 件<script>alert(1)</script>")
    page = await read(monday)
    assert "更正：来单应为 2 件&lt;script&gt;" in page
    assert "<script" not in page


@pytest.mark.parametrize("unit", ["nowhere", "yongan-property", "jianzhong", "%00", "..%2f", "永"])
async def test_who_is_no_community_has_no_page(house, unit):
    assert (await house.browser().get(f"/week/{unit}")).status == 404


@pytest.mark.parametrize("seed", range(3))
async def test_nobody_is_on_it(house, seed):
    """Over random histories; 7709 is a room, 2单元 an entrance."""
    town = house.town
    await fill(town, random.Random(seed))
    async with town.deps.begin() as work:
        row = await draft_of(work, town.deps, Period.of(Span.WEEK, START, ZONE), "yongan")
        await send_to_groups(work, town.deps, row)
        await work.commit()
    page = await read(house)
    assert "大家说来的" in page
    assert [secret for secret in SECRETS if secret in page] == []


async def test_the_menu_leads_to_the_week_of_her_home(house, visitor):
    assert (await visitor.me())["week"] == "/week/yongan"
    await visitor.says("3号楼2单元501 灯坏了")
    assert (await visitor.me())["week"] == "/week/yongan"
