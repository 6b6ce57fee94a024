"""A quarrel between neighbours over the fire passage: urgent, for both sides of the desk, with her
photos as evidence, and nobody's card tells which neighbour said it."""

from db.models import GroupPurpose
from domain.lifecycle import Status
from tests.scenarios.staging import nothing_is_silent
from tests.support.town import photo

WORDS = "隔壁老李把柜子堆在消防通道，堵死了，还骂人，我是3号楼2单元502王桂兰，13855667788"
SECRETS = ("王桂兰", "502", "2单元", "13855667788", "hers")


async def test_from_the_quarrel_to_the_free_passage(town):
    desk = await town.group("desk", "yongan", GroupPurpose.STAFF)
    company = await town.group("company", "yongan-property", GroupPurpose.STAFF)
    she = await town.resident("hers")
    await she.says(WORDS, media=[photo("a" * 32)])
    ticket = await town.ticket()
    assert (ticket.category, ticket.level, ticket.route) == ("blocked_exit", "L1", "joint")
    assert ticket.support_unit and ticket.sealed

    staff = (town.grid, town.property, town.manager, desk, company, town.party)
    for actor in staff:
        said = "\n".join(await actor.reads())
        assert not [one for one in SECRETS if one in said], (actor.chat, said)
    assert any(m.media for m in await town.grid.bubbles()), "her photo is the evidence"
    await town.grid.sends_press("accept:1:now")
    await town.property.sends_press("take_part:1")
    await town.property.presses("反馈")
    await town.property.says("已劝离，通道清出来了", media=[photo("b" * 32)])
    await town.property.sends_press("part_done:1")
    await town.property.says("柜子搬走了", media=[photo("c" * 32)])
    await town.grid.presses("看是谁")
    await town.grid.says("两家要当面说和")
    assert "502" in await town.grid.last()
    await town.grid.sends_press("resolve:1")
    await town.grid.says("两家说和了，通道畅通", media=[photo("d" * 32)])
    assert (await town.ticket()).status is Status.DONE
    await she.says("/who")
    assert "网格员小李看了：两家要当面说和" in await she.last()
    await she.presses("已解决")
    assert (await town.ticket()).status is Status.CLOSED
    for actor in (town.property, town.manager, desk, company, town.party):
        said = "\n".join(await actor.reads())
        assert not [one for one in SECRETS if one in said], (actor.chat, said)
    await nothing_is_silent(town)


async def test_the_neighbour_asks_what_is_going_on_and_learns_nothing(town):
    she, neighbour = await town.resident("hers"), await town.resident("li")
    await she.says(WORDS)
    await neighbour.says("/news")
    await neighbour.sends_press("show:1")
    await neighbour.sends_press("reveal:1:visit")
    await neighbour.says("1118-1 是谁报的")
    said = "\n".join(await neighbour.reads())
    assert not [one for one in SECRETS if one in said], said
    assert await town.events("reveal") == []
