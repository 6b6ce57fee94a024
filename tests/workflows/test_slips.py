"""A slip of paper is used once, also when two try at the same moment; and never tells more than it
should."""

import asyncio

from domain.lifecycle import Status
from tests.support.town import open_town, photo

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
