"""未诉先办: a grid worker sees a loose manhole cover before anybody complains."""

from datetime import datetime

from domain.lifecycle import Status
from domain.origin import Origin
from tests.support.town import ZONE, photo

MONDAY = datetime(2026, 11, 23, 8, 1, tzinfo=ZONE)


async def test_she_finds_it_others_mend_it_and_she_looks(town):
    await town.grid.says("巡 3号楼东侧井盖松动", media=[photo()])
    ticket = await town.ticket()
    assert (ticket.origin, ticket.owner_id) == (Origin.PATROL, town.grid.person_id)
    assert (ticket.filed_by, ticket.slip) == (town.grid.person_id, None)
    assert ticket.place["compound"] == "yongan-garden"
    assert ticket.text == "3号楼东侧井盖松动" and len(ticket.media) == 1
    assert any(t.startswith("✅ 记下了") and "永安物业" in t for t in await town.grid.reads())

    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("井盖换好了", media=[photo()])
    assert await town.grid.buttons() == ["👍 已解决", "👎 没解决"]
    before = len(await town.grid.reads())
    await town.grid.presses("已解决")
    (thanks,) = [t for t in (await town.grid.reads())[before:] if "满意" in t or "谢谢您发现" in t]
    assert "谢谢您发现" in thanks
    ticket = await town.ticket()
    assert (ticket.status, ticket.verdict) == (Status.CLOSED, "solved")
    assert "认不出来" in await town.grid.sends_press(f"rate:{ticket.id}:good")

    await town.until(MONDAY)
    await town.secretary.presses("发送")
    week = await town.party.last()
    assert "主动巡查发现 1 件，办完 1 件" in week
    assert "来单 0 件" in week and "解决率 还没人答" in week and "满意率 还没人答" in week


async def test_walk_ins_count_as_any_report_and_patrols_apart(town):
    await town.grid.says("代 3号楼2单元501：厨房下水堵了")
    await town.grid.says("巡 5号楼门口井盖松动")
    await town.property.presses("接单")
    walk_in, find = await town.tickets()
    for ticket in (walk_in, find):
        await town.property.sends_press(f"accept:{ticket.id}")
        await town.property.sends_press(f"resolve:{ticket.id}")
        await town.property.says("办好了", media=[photo()])
    await town.grid.sends_press(f"solved:{walk_in.id}")
    await town.grid.sends_press(f"rate:{walk_in.id}:good")
    await town.until(MONDAY)
    await town.secretary.presses("发送")
    week = await town.party.last()
    assert "来单 1 件" in week and "办完 1 件" in week
    assert "解决率 1/1 件" in week and "满意率 1/1 件" in week and "没答复的 0/1 件" in week
    assert "主动巡查发现 1 件，办完 1 件" in week  # closed without an answer, and not counted so
    assert (await town.ticket(find.id)).verdict == "unanswered"
    assert "501" not in week and "厨房" not in week and "李" not in week


async def test_her_home_stays_hers(town):
    await town.grid.says("我家在永安花园7号楼1单元301，水管漏水")
    own = await town.ticket()
    assert own.origin is None and own.place["building"] == "7"
    await town.grid.says("巡 楼道堆满杂物")
    find = await town.ticket()
    assert find.origin == Origin.PATROL and find.place["building"] is None
    await town.grid.says("厨房也漏水了")
    assert (await town.ticket()).place["building"] == "7"


async def test_danger_found_on_patrol_pages(town):
    await town.grid.says("巡 3号楼一楼着火了")
    assert (await town.ticket()).level == "L0"
    assert any("🆘" in text for text in await town.secretary.reads())


async def test_only_a_mark_gets_an_example(town):
    await town.property.says("巡")
    assert "巡 3号楼东侧井盖松动" in await town.property.last()
    await town.property.says("代 3号楼2单元501")
    assert "代居民报，请写清" in await town.property.last()
    assert await town.tickets() == []


async def test_what_she_mends_herself_is_not_told_to_her(town):
    await town.grid.says("巡 3号楼一楼麻将馆夜里太吵", media=[photo()])
    before = len(await town.grid.reads())
    await town.grid.sends_press("accept:1")
    assert "💬 问居民" not in await town.grid.buttons()
    await town.grid.sends_press("progress:1")
    await town.grid.says("跟老板说好了，十点关门")
    said = (await town.grid.reads())[before:]
    assert said[-1] == "1118-1 记下了。"
    assert [text for text in said if "接单了" in text or "有进展" in text or "📦" in text] == []
    await town.grid.sends_press("resolve:1")
    await town.grid.says("夜里去听了，不吵了", media=[photo()])
    assert (await town.ticket()).status in (Status.DONE, Status.CLOSED)
    assert "👍 已解决" in await town.grid.buttons()
