"""A slip of paper is used once, also when two try at the same moment; and never tells more than it
should."""

import asyncio

import pytest
from sqlalchemy import event

from db.models import Membership, Ticket
from domain.lifecycle import Status
from domain.people import Role
from tests.support.town import open_town, photo
from workflows.reach import owner_addresses

LINE = "代 张大爷 3号楼2单元501：厨房下水堵了"


async def test_two_send_the_code_at_once_and_one_of_them_has_it(town):
    await town.grid.says(LINE)
    slip = (await town.ticket()).slip
    one, other = await town.resident("one"), await town.resident("other")
    await asyncio.gather(one.says(slip), other.says(slip))
    owner = (await town.ticket()).owner_id
    assert owner in (one.person_id, other.person_id)
    winner, loser = (one, other) if owner == one.person_id else (other, one)
    assert "找到了" in await winner.last()
    assert "用过了" in await loser.last()
    assert len(await town.events("slip")) == 1


async def test_both_matters_of_one_line_go_with_the_slip(town):
    await town.grid.says("代 3号楼2单元501：楼道灯坏了好几天没人修，另外楼下广场舞太吵睡不着")
    tickets = await town.tickets()
    assert len(tickets) == 2
    daughter = await town.resident("daughter")
    await daughter.says(tickets[0].slip)
    assert {t.owner_id for t in await town.tickets()} == {daughter.person_id}
    assert {t.slip for t in await town.tickets()} == {None}
    shown = await daughter.last()
    assert all(f"1118-{t.id}" in shown for t in tickets)


async def test_she_withdraws_and_urges_through_the_desk(town):
    await town.grid.says(LINE)
    ticket = await town.ticket()
    assert await town.grid.sends_press(f"urge:{ticket.id}") == "好的"
    assert (await town.grid.last()).startswith("🗣 请转告居民：")
    assert "不归您操作" in await town.secretary.sends_press(f"urge:{ticket.id}")
    await town.grid.says(f"1118-{ticket.id} 她说卫生间也堵了")
    assert [event.values["text"] for event in await town.events("add")]
    await town.grid.sends_press(f"withdraw:{ticket.id}")
    assert (await town.ticket()).status is Status.WITHDRAWN


async def test_silence_at_the_desk_closes_it_unanswered(town):
    await town.grid.says(LINE)
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("下水通了", media=[photo()])
    await town.after(hours=73)
    ticket = await town.ticket()
    assert (ticket.status, ticket.verdict) == (Status.CLOSED, "unanswered")
    assert not await town.events("rate")


async def test_where_it_is_is_asked_of_the_colleague(database_url):
    town = await open_town(database_url)
    try:
        await town.street.says("代 王大娘 3号楼2单元501：厨房下水堵了")
        ticket = await town.ticket()
        assert ticket.place["compound"] is None
        assert "永安花园" in await town.street.buttons()
        await town.street.presses("永安花园")
        ticket = await town.ticket()
        assert ticket.place["compound"] == "yongan-garden"
        from db.models import Person

        people = {one.id: one for one in await town.rows(Person)}
        assert people[town.street.person_id].home is None
    finally:
        await town.close()


async def test_nothing_personal_of_the_resident_reaches_groups(town):
    from db.models import GroupPurpose

    group = await town.group("workers", "yongan-property", GroupPurpose.STAFF)
    await town.grid.says(LINE)
    said = "\n".join([*await group.reads(), *await town.party.reads()])
    assert "3号楼" in said
    for secret in ("张", "501", "厨房", (await town.ticket()).slip):
        assert secret not in said


# Whoever wrote it down is not there any more


async def at_the_desk(town):
    """李娜 wrote it down, 孙宁 sits at the community's desk as well; the company has done it."""
    clerk = await town.staff("clerk", "孙宁", Role.COMMUNITY_STAFF, "yongan")
    await town.grid.says(LINE)
    await town.property.presses("接单")
    return clerk


async def done(town):
    await town.property.presses("办结")
    await town.property.says("下水通了", media=[photo()])


async def leaves(town):
    post = next(m.id for m in await town.rows(Membership) if m.person_id == town.grid.person_id)
    await town.secretary.sends_press(f"member:{post}:gone")


async def goes_on_leave(town):
    await town.grid.says("/leave")
    await town.grid.presses("三天")
    await town.grid.presses("没有人")


@pytest.mark.parametrize("gone", [leaves, goes_on_leave])
async def test_the_desk_tells_her_instead(town, gone):
    clerk = await at_the_desk(town)
    told = len(await clerk.reads())
    await town.property.sends_press("progress:1")
    await town.property.says("明天上午来")
    assert (await clerk.reads())[told:] == []
    assert "明天上午来" in "".join(await town.grid.reads())

    await gone(town)
    silent = len(await town.grid.reads())
    await done(town)
    asked = next(text for text in await clerk.reads() if "下水通了" in text)
    assert "请" in asked.splitlines()[0] and "居民" in asked.splitlines()[0]
    assert (await town.grid.reads())[silent:] == []
    assert await clerk.presses("已解决") == "谢谢！"
    assert await clerk.presses("满意")
    assert [e.values["by"] for e in await town.events("solved")] == ["filer"]
    ticket = await town.ticket()
    assert (ticket.verdict, ticket.filed_by) == ("solved", town.grid.person_id)


async def test_the_desk_is_asked_and_answers_for_her(town):
    clerk = await at_the_desk(town)
    await goes_on_leave(town)
    await town.property.sends_press("contact:1")
    await town.property.says("几点在家？")
    assert "几点在家" in await clerk.last()
    await clerk.presses("回话")
    await clerk.says("她说下午三点以后")
    assert "她说下午三点以后" in "".join(await town.property.reads())


async def test_nobody_else_speaks_for_her(town):
    clerk = await at_the_desk(town)
    assert "不归您操作" in await clerk.sends_press("urge:1")  # whoever wrote it down is there
    await goes_on_leave(town)
    for stranger in (town.secretary, town.property, town.manager, town.street):
        assert "不归您操作" in await stranger.sends_press("urge:1")
    assert await clerk.sends_press("urge:1") == "好的"


async def test_with_an_empty_desk_the_secretary_tells_her(town):
    await town.grid.says(LINE)
    await town.property.presses("接单")
    await town.off_duty("grid2")
    await goes_on_leave(town)
    await done(town)
    assert "下水通了" in "".join(await town.secretary.reads())


async def test_those_she_complains_about_do_not_tell_her(town):
    await town.grid.says("代 张桂芳 3号楼2单元902：社区网格员态度差，办事拖拉，投诉社区")
    ticket = await town.ticket()
    assert ticket.against == "community"
    await goes_on_leave(town)
    before = len(await town.secretary.reads()), len(await town.grid2.reads())
    await town.street.presses("接单")
    assert (len(await town.secretary.reads()), len(await town.grid2.reads())) == before
    assert "居民" in "".join(await town.street.reads())


async def test_a_usual_ticket_asks_nothing_more(town):
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了")
    asked = []
    event.listen(
        town.program.engine.sync_engine,
        "before_cursor_execute",
        lambda *given: asked.append(given[2].lower()),
        named=False,
    )
    async with town.deps.begin() as work:
        ticket = await work.get(Ticket, 1)
        asked.clear()
        assert [a.chat for a in await owner_addresses(work, town.deps, ticket)] == ["resident"]
    assert len(asked) == 1
