"""/week/yongan: what a community's last signed week came to, for everybody without a session, and
without anything that points at a household."""

import random
from types import SimpleNamespace

import pytest

from db.models import Ticket
from domain.period import Period, Span
from handlers.web.api import _week
from handlers.web.site import SITE, Posted
from tests.domain.organisations import four_levels
from tests.scenarios.staging import at
from tests.support.rows import make_ticket
from tests.support.town import START, ZONE
from tests.web.house import open_house
from tests.workflows.test_summaries_expose_nobody import SECRETS, fill
from workflows.identify import Known
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


async def _a_week(town):
    await (await town.resident()).says(LIFT)
    await town.property.presses("接单")
    await town.until(at(23, "08:00"))


@pytest.fixture
async def monday(begun):
    """A matter of last week; it is Monday, 08:00, and the draft waits for its signature."""
    house = await open_house(await begun(_a_week))
    yield house
    await house.close()


async def test_nothing_is_posted_before_it_was_sent(monday):
    page = await read(monday)
    assert "<h1>永安社区 民情公示</h1>" in page
    assert "一般周一就有" in page
    assert "大家说来的" not in page


async def test_what_was_sent_is_there_for_everybody(monday):
    await monday.town.secretary.presses("发送")
    page = await read(monday)
    assert "2026.11.16" in page and "大家说来的：" in page
    assert '<a href="/">有事说一句</a>' in page
    for secret in ("501", "2单元", "王桂兰", "138", "1118-1", "张强"):
        assert secret not in page
    await monday.town.until(at(30, "08:00"))
    assert "2026.11.16" in await read(monday)  # the next one was not sent yet


async def test_what_was_written_for_the_groups_is_not_for_everybody(monday):
    secretary = monday.town.secretary
    await secretary.presses("修改")
    await secretary.presses("加一句话")
    await secretary.says("请党员多包联3号楼<script>alert(1)</script>")
    await secretary.presses("发送")
    await secretary.presses("更正")
    await secretary.says("投诉物业的是 1 件，不是 2 件")
    await secretary.presses("就这样发")
    assert "投诉物业" in await monday.town.party.last()
    page = await read(monday)
    assert "大家说来的" in page
    assert "公示以后有过更正，想知道请问社区。" in page
    assert [word for word in ("党员", "投诉", "<script") if word in page] == []


async def test_hostile_words_are_words(house):
    async def hostile(_unit: str) -> Posted:
        return Posted("<b>永安</b>", (("<script>alert(1)</script>",), ('"><img src=x>',)))

    house.server.app[SITE].posted = hostile
    page = await read(house)
    assert "&lt;b&gt;永安" in page
    assert "<script" not in page and "<img" not in page


async def test_what_is_sealed_or_complains_is_nowhere_on_it(house):
    """Each alone would be a building and a category of public space; what hides one hides both."""
    town = house.town
    for door, wish in enumerate(("，请保密，别说是我说的", "")):
        resident = await town.resident(f"r{door}")
        await resident.says(f"{door + 3}号楼电梯坏了{wish}")
    sealed, plain = await town.tickets()
    assert (sealed.sealed, plain.sealed) == (True, False)
    await town.until(at(23, "08:00"))
    await town.secretary.presses("发送")
    page = await read(house)
    assert [word for word in ("号楼", "公共设施") if word in page] == []
    assert "大家说来的：不到 3 件" in page


@pytest.mark.parametrize("unit", ["nowhere", "yongan-property", "jianzhong", "%00", "..%2f", "永"])
async def test_who_is_no_community_has_no_page(house, unit):
    assert (await house.browser().get(f"/week/{unit}")).status == 404


@pytest.mark.parametrize("seed", range(3))
async def test_nobody_is_on_it(house, seed):
    """Over random histories; 7709 is a room, 2单元 an entrance. What may be told stands there."""
    town = house.town
    await fill(town, random.Random(seed))
    async with town.deps.begin() as work:
        for number in range(8):
            work.add(in_public(town, number, sealed=number > 4))
        row = await draft_of(work, town.deps, Period.of(Span.WEEK, START, ZONE), "yongan")
        await send_to_groups(work, town.deps, row)
        await work.commit()
    page = await read(house)
    assert "大家说来的" in page
    assert "永安花园 9号楼" in page and "永安花园 8号楼" not in page
    assert [secret for secret in SECRETS if secret in page] == []


def in_public(town, number: int, *, sealed: bool) -> Ticket:
    """A lift of building 9, where nothing is secret, or of building 8, where somebody asked."""
    building = "8" if sealed else "9"
    return make_ticket(
        town.grid.person_id,
        community="yongan",
        category="facilities",
        sealed=sealed,
        text="欧阳秋月 13912345678 电梯坏了",
        place={"compound": "yongan-garden", "building": building},
        spot=f"yongan-garden/lift/{building}",
        household=f"yongan-garden/{building}/2/{number}",
        opened_at=town.clock.now(),
    )


async def test_the_menu_leads_to_the_week_once_there_is_one(monday):
    visitor = await monday.visitor()
    assert (await visitor.me())["week"] is None
    await monday.town.secretary.presses("发送")
    assert (await visitor.me())["week"] == "/week/yongan"


@pytest.mark.parametrize(
    ("units", "compound", "path"),
    [
        ((), "alone", "/week/second"),
        ((), "garden", "/week/first"),
        (("company",), None, "/week/first"),
        (("second",), None, "/week/second"),
        (("street",), None, None),
        ((), None, None),
        (("gone",), "gone", None),
    ],
)
async def test_of_two_communities_each_has_its_own(units, compound, path):
    async def there(unit: str) -> Posted:
        return Posted(unit, (("有",),))

    rules = SimpleNamespace(org=four_levels())
    site = SimpleNamespace(deps=SimpleNamespace(rules=rules), posted=there)
    assert await _week(site, Known("", "zh", (), units, compound)) == path
