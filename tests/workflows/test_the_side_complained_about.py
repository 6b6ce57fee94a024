"""Whoever works for the side a resident complains about neither speaks for her nor learns who she
is, by no other post, slip or message of theirs."""

import pytest

from db import people
from db.models import Membership
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import NOISE

LINE = "代 张桂芳 3号楼2单元902：物业乱收停车费"
DOGS = "5号楼1单元有人遛狗不牵绳，吓着孩子"
WORDS = "物业乱收停车费还骂人，我叫慕容雪莲，住3号楼4单元1706"


@pytest.fixture
async def two_posts(town):
    """Somebody of the company who works for the community as well."""
    both = await town.staff("both", "钱进", Role.PROPERTY_STAFF, "yongan-property")
    async with town.deps.begin() as work:
        post = Membership(person_id=both.person_id, unit="yongan", role=Role.COMMUNITY_STAFF)
        work.add(post)
        await work.commit()
    return both


async def test_another_post_finds_her_by_nothing(town, two_posts):
    she = await town.resident("she")
    await she.says(WORDS)
    assert (await town.ticket()).against == "property"
    for words in ("慕容雪莲", "1706", "停车费"):
        await two_posts.says(f"/find {words}")
        assert "没找到" in await two_posts.last()
        await town.grid.says(f"/find {words}")
        by_the_matter = words == "停车费"  # what is sealed is found by no name and no door
        assert ("没找到" in await town.grid.last()) is not by_the_matter
    assert "看 1118-1" in await town.grid.buttons()
    assert "1706" not in "".join(await two_posts.reads())


async def test_another_post_does_not_let_them_lead_it(town, two_posts):
    she = await town.resident("she")
    await she.says(WORDS)
    for press in ("accept:1:now", "return:1:to.property", "supervise:1", "rule:1:community"):
        assert await two_posts.sends_press(press) == "这一单不归您操作。"
    assert (await town.ticket()).status is Status.QUEUED
    await town.grid.presses("接单")
    assert (await town.ticket()).handler_id == town.grid.person_id


async def test_an_offer_ends_with_the_post_it_was_made_to(town):
    clerk = await town.staff("clerk", "孙宁", Role.COMMUNITY_STAFF, "yongan")
    she = await town.resident("she")
    await she.says(WORDS)
    await town.grid.presses("接单")
    await town.grid.sends_press("pass:1")
    await town.grid.presses("孙")
    async with town.deps.begin() as work:
        (post,) = await people.memberships(work, clerk.person_id)
        post.unit, post.role = "yongan-property", Role.PROPERTY_STAFF
        await work.commit()
    await clerk.sends_press("take_pass:1")
    assert (await town.ticket()).handler_id == town.grid.person_id


async def test_a_colleague_of_theirs_withdraws_nothing_she_had_written_down(town):
    await town.property.says(LINE)
    ticket = await town.ticket()
    assert (ticket.against, ticket.filed_by) == ("property", town.property.person_id)
    assert "不能由您替居民答" in await town.property.sends_press("withdraw:1")
    assert (await town.ticket()).status is Status.QUEUED
    daughter = await town.resident("daughter")
    await daughter.says(ticket.slip)
    await daughter.sends_press("withdraw:1")
    assert (await town.ticket()).status is Status.WITHDRAWN


async def test_they_cannot_make_her_slip_their_own(town):
    await town.grid.says(LINE)
    before = await town.ticket()
    await town.property.says(before.slip)
    assert "不能由您替居民答" in await town.property.last()
    after = await town.ticket()
    assert (after.owner_id, after.slip) == (before.owner_id, before.slip)
    assert "902" not in "".join(await town.property.reads())


async def test_a_task_does_not_tell_them_who_she_is(town):
    she = await town.resident("she")
    await she.says(WORDS)
    await town.grid.sends_press("accept:1")
    await town.grid.sends_press("task:1")
    await town.grid.says("请找4单元1706的慕容雪莲退300元，一三八五五六六七七八八，15:30前")
    told = "".join(await town.property.reads())
    assert "退300元" in told and "15:30前" in told
    for secret in ("慕容", "雪莲", "4单元", "1706", "一三八"):
        assert secret not in told


async def test_what_she_adds_is_not_told_by_another_post(town, two_posts):
    she = await town.resident("she")
    await she.says(WORDS)
    await she.says("1118-1 1706随时有人")
    await two_posts.sends_press("accept:1")
    await she.says("1118-1 找慕容雪莲就行")
    told = "".join(await two_posts.reads())
    assert "1118-1" in told
    assert "1706" not in told and "雪莲" not in told
    read = "".join(await town.grid.reads())
    assert "随时有人" in read and "1706" not in read, "the community reads what is not sealed"


async def stands_in(town, away, clerk):
    """The clerk stands in for somebody who is away from now on."""
    await away.says("/leave")
    await away.presses("一周")
    await away.presses(clerk)


@pytest.fixture
async def a_deputy(town):
    """李娜 has a complaint about the company and a matter of noise; 孙宁 may stand in for her."""
    clerk = await town.staff("clerk", "孙宁", Role.COMMUNITY_STAFF, "yongan")
    she = await town.resident("she")
    for words in (WORDS, NOISE, DOGS):
        await she.says(words)
    for number in (1, 2, 3):
        await town.grid.sends_press(f"accept:{number}")
    return clerk


async def joins_the_company(town, person):
    async with town.deps.begin() as work:
        row = Membership(person_id=person.person_id, unit="yongan-property")
        row.role = Role.PROPERTY_STAFF
        work.add(row)
        await work.commit()


async def handlers(town):
    return [ticket.handler_id for ticket in await town.tickets()]


async def test_who_stands_in_does_not_take_over_what_is_about_their_company(town, a_deputy):
    await joins_the_company(town, a_deputy)
    await stands_in(town, town.grid, "孙")
    assert await a_deputy.sends_press("take_over:1") == "这一单不归您操作。"
    toast = await a_deputy.sends_press(f"take_all:0:{town.grid.person_id}")
    assert toast == "交接了 2 件，还有 1 件不能交给这位同事"
    mine, hers = a_deputy.person_id, town.grid.person_id
    assert await handlers(town) == [hers, mine, mine]
    assert "不能交给" in await a_deputy.sends_press(f"take_all:0:{town.grid.person_id}")


async def test_what_nobody_may_stand_in_for_goes_back_to_its_queue(town, a_deputy):
    await joins_the_company(town, a_deputy)
    await stands_in(town, town.grid, "孙")
    await town.after(minutes=1)
    assert (await town.ticket(1)).status is Status.QUEUED
    told = (await a_deputy.reads())[-1]
    assert "手里有 2 件" in told and "1118-1" not in told
    assert "✋ 接单·马上" in str(await town.grid2.buttons())


async def test_who_stands_in_takes_everything_otherwise(town, a_deputy):
    await stands_in(town, town.grid, "孙")
    toast = await a_deputy.sends_press(f"take_all:0:{town.grid.person_id}")
    assert toast == "好，3 件都交接了，已告诉居民"
    assert await handlers(town) == [a_deputy.person_id] * 3


async def test_nobody_hands_it_to_somebody_of_the_company(town, a_deputy):
    await joins_the_company(town, a_deputy)
    mine, hers = a_deputy.person_id, town.grid.person_id
    toast = await town.secretary.sends_press(f"handover:0:to.{hers}.{mine}")
    assert toast == "交接了 2 件，还有 1 件不能交给这位同事"
    assert await handlers(town) == [hers, mine, mine]
