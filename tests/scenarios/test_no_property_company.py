"""A compound without a property company has a stand-in; an unknown compound is asked for."""

from domain.lifecycle import Status
from tests.scenarios.staging import TAKES, heard, nothing_is_silent


async def test_the_stand_in_takes_it(town):
    resident = await town.resident(compound="party-school-yard")
    await resident.says("单元门坏了，关不上")
    assert "已交给红色物业联盟（结对支部）" in await resident.last()
    assert "这个院没有物业，由结对支部代管" in await town.alliance.last()
    assert await town.property.reads() == await town.grid2.reads() == []
    await nothing_is_silent(town)
    assert await town.alliance.presses("接单") == "接单成功，已告诉居民"
    assert "结对支部赵同志接单了" in await resident.last()
    await nothing_is_silent(town)


async def test_with_the_stand_in_off_duty_the_secretary_has_it_and_it_climbs_on(town):
    await town.off_duty("alliance")
    resident = await town.resident(compound="party-school-yard")
    await resident.says("单元门坏了，关不上")
    assert "单元门坏了" in await town.secretary.last()
    assert await town.secretary.buttons() == [
        *TAKES,
        "👀 知道了，我盯着",
        "🔖 列入督办",
    ]
    assert [e.values["rung"] for e in await town.events("gap")] == [1]
    await nothing_is_silent(town)
    await town.after(hours=4)  # 13:00: two working hours are over, and one more
    assert await heard(town.secretary, "还没人接单") == ["18 10:00", "18 10:36"]
    assert await heard(town.street, "没人接单") == ["18 11:00"]
    assert await heard(town.district, "没人接单") == ["18 12:00"]
    assert [t for _, t in await resident.was_told() if t.startswith("⏫")] == [
        "⏫ 1118-1 还没办好，我们已经报给建中街街道（值班领导），请他们盯着。",
        "⏫ 1118-1 还没办好，我们已经报给二七区（值班领导），请他们盯着。",
    ]
    assert await town.secretary.presses("接单") == "接单成功，已告诉居民"
    assert "陈书记接单了" in await resident.last()
    card = (await town.secretary.bubbles())[0]
    assert "陈书记已接单" in card.text and "✅ 办结" in str(card.buttons)
    await nothing_is_silent(town)


async def test_an_unknown_compound_is_asked_for_and_the_ticket_goes_there(town):
    resident = await town.resident(compound=None)
    await resident.says("单元门坏了，关不上")
    answer = await resident.last()
    assert "已交给永安社区（网格员）" in answer and "这是哪个小区、几号楼？" in answer
    ticket = await town.ticket()
    assert (ticket.lead_unit, ticket.reasons[0]) == ("yongan", "why-compound-unknown")
    assert "还不知道是哪个院" in await town.grid.last()
    assert await town.property.reads() == []
    await nothing_is_silent(town)

    await town.after(minutes=10)
    await resident.says("永安花园3号楼2单元")
    assert await resident.last() == ("记下了：永安花园3号楼2单元。1118-1 由永安物业（值班员）办。")
    moved = await town.ticket()
    assert len(await town.tickets()) == 1
    assert (moved.lead_unit, moved.status) == ("yongan-property", Status.QUEUED)
    assert (moved.contact_due, moved.fix_due) == (ticket.contact_due, ticket.fix_due)
    card = await town.property.last()
    assert "永安花园3号楼2单元" in card and "这一类归物业" in card
    assert "接单" not in "".join(await town.grid.buttons())
    await nothing_is_silent(town)
    await town.property.presses("接单")
    assert "物业张师傅接单了" in await resident.last()

    await resident.says("楼道灯也坏了")  # her home is known now
    assert "永安花园3号楼2单元" in await town.property.last()
    assert "哪个小区" not in await resident.last()


async def test_an_answer_completes_what_was_said_before(town):
    resident = await town.resident(compound=None)
    await resident.says("3号楼2单元的单元门坏了，关不上")
    await resident.says("永安花园")
    place = (await town.ticket()).place
    assert (place["compound"], place["building"], place["unit"]) == ("yongan-garden", "3", "2")
    assert "永安花园3号楼2单元" in await town.property.last()


async def test_a_joint_matter_reaches_the_company_once_the_compound_is_known(town):
    resident = await town.resident(compound=None)
    await resident.says("消防通道被杂物堵住了")
    assert await town.property.reads() == []
    await resident.says("永安花园3号楼")
    ticket = await town.ticket()
    assert (ticket.lead_unit, ticket.support_unit) == ("yongan", "yongan-property")
    assert "要社区和物业一起办" in await town.property.last()
    assert len(await heard(town.grid, "请在今天")) == 1
    await nothing_is_silent(town)


async def test_any_other_answer_is_a_new_matter(town):
    resident = await town.resident(compound=None)
    await resident.says("单元门坏了，关不上")
    await resident.says("楼上半夜一直吵，孩子睡不着")
    assert [t.category for t in await town.tickets()] == ["facilities", "nuisance"]
    await nothing_is_silent(town)
