"""What tells who she is, behind a seal: shown to whoever needs it, for a reason, and she reads who
looked, when and why."""

import pytest

from db.erasing import erase_tickets
from domain.people import Role
from tests.scenarios.staging import DOOR, NOISE
from tests.support.screen import screen_lines

AT_HOME = f"{NOISE}，我是3号楼2单元502王桂兰，电话13855667788"
COMPLAINT = "物业收停车费乱涨价，我是3号楼2单元502王桂兰，电话13855667788"
SECRETS = ("王桂兰", "502", "2单元", "13855667788", "慕容")


async def said_to(actor) -> str:
    return "\n".join(await actor.reads())


async def test_a_quarrel_with_a_neighbour_is_sealed_until_somebody_says_why(town):
    she = await town.resident("慕容雪莲")
    await she.says(AT_HOME)
    assert (await town.ticket()).against == "neighbour"
    await town.grid.presses("接单")
    before = await said_to(town.grid)
    assert "🛡 居民反映（名字门牌保密）" in before and "半夜一直吵" in before
    assert not [one for one in SECRETS if one in before]
    await she.says("/who")
    assert "还没有人看过" in await she.last()

    await town.after(minutes=5)
    await town.grid.presses("看是谁")
    assert "居民看得到" in await town.grid.last()
    assert not [one for one in SECRETS if one in await said_to(town.grid)], "asking shows nothing"
    await town.grid.presses("要上门")
    shown = await town.grid.last()
    assert "3号楼2单元502室" in shown and "13855667788" in shown and "慕容雪莲" in shown
    await town.after(minutes=5)
    await town.grid.presses("看是谁")
    await town.grid.says("楼上说没人住，核对一下")

    await she.says("/who")
    told = await she.last()
    assert "11月18日 09:05 网格员小李看了：要上门" in told
    assert "11月18日 09:10 网格员小李看了：楼上说没人住，核对一下" in told
    assert "李娜" not in told and screen_lines(told) <= 14
    looks = [(one.person_id, one.values["who"]) for one in await town.events("reveal")]
    assert [one for one, _ in looks] == [town.grid.person_id] * 2


@pytest.mark.parametrize("words", [AT_HOME, COMPLAINT, "社区书记态度差不办事，我要投诉"])
async def test_she_is_told_at_once_that_it_is_sealed_by_itself(town, words):
    she = await town.resident("she")
    await she.says(words)
    assert (await she.last()).count("🛡 替您保密") == 1
    await she.says("3号楼2单元楼道灯坏了")
    assert "替您保密" not in await she.last()


async def test_the_company_complained_about_never_sees_who(town):
    she = await town.resident("慕容雪莲")
    await she.says(COMPLAINT)
    for actor in (town.property, town.manager):
        for payload in ("reveal:1", "reveal:1:visit", "show:1", "full:1"):
            await actor.sends_press(payload)
        await actor.says("要上门")
        assert not [one for one in SECRETS if one in await said_to(actor)]
    assert await town.events("reveal") == []
    assert "看是谁" not in "".join(await town.property.buttons())
    toast = await town.secretary.sends_press("reveal:1:check")
    assert "502" in await town.secretary.last(), toast


async def test_of_a_complaint_about_the_community_its_secretary_never_sees_who(town):
    she = await town.resident("慕容雪莲")
    await she.says("社区书记态度差不办事，我要投诉，我是3号楼2单元502王桂兰")
    assert (await town.ticket()).against == "community"
    toast = await town.secretary.sends_press("reveal:1:check")
    assert not [one for one in SECRETS if one in toast + await said_to(town.secretary)]
    assert await town.events("reveal") == []


async def test_before_somebody_has_it_the_desk_reads_the_matter_alone(town):
    she = await town.resident()
    await she.says(AT_HOME)
    toast = await town.grid.sends_press("reveal:1:visit")
    assert "502" not in toast + await said_to(town.grid)
    assert await town.events("reveal") == []


async def test_whoever_asks_for_it_is_sealed_too(town):
    she = await town.resident("慕容雪莲")
    await she.says("3号楼2单元502门坏了，关不上，别说是我说的，13855667788")
    await town.property.presses("接单·今天")
    assert not [one for one in SECRETS if one in await said_to(town.property)]
    await she.says("王桂兰在家，502的门一碰就响", reply_to=str((await she.bubbles())[0].id))
    assert not [one for one in SECRETS if one in await said_to(town.property)]
    await town.property.presses("看是谁")
    await town.property.presses("要上门")
    assert "502室" in await town.property.last() and "王桂兰在家" in await town.property.last()


async def test_a_word_seals_all_that_is_open(town):
    she = await town.resident("she")
    await she.says(DOOR)
    await she.says("请保密")
    assert "替您保密" in await she.last() and "/who" in await she.last()
    assert len(await town.tickets()) == 1 and (await town.ticket()).sealed
    new = await town.resident("new")
    await new.says("请给我保密")
    assert "带上“请保密”" in await new.last() and len(await town.tickets()) == 1


async def test_what_is_not_sealed_says_who_can_read_it(town):
    she = await town.resident("she")
    await she.says("/who")
    assert "没有人看过" in await she.last()
    await she.says("3号楼2单元502门坏了，关不上")
    await she.says("/who")
    assert "看得到原话和门牌：物业张师傅" in await she.last()
    await she.says("/privacy")
    await she.presses("谁看过")
    assert "看得到原话和门牌：物业张师傅" in await she.last()
    await town.property.presses("接单·今天")
    await town.property.presses("更多")
    await town.property.presses("看是谁")
    await town.property.presses("要联系")
    await she.says("/who")
    assert "物业张师傅看了：要联系" in await she.last()


async def test_others_who_looks_is_nobodys_affair(town):
    she, other = await town.resident("she"), await town.resident("other")
    await she.says(AT_HOME)
    await town.grid.presses("接单")
    await town.grid.presses("看是谁")
    await town.grid.presses("要上门")
    await other.says("/who")
    assert "小李" not in await other.last()


@pytest.mark.parametrize("words", ["502", "王桂兰", "13855667788", "3号楼2单元502"])
async def test_a_search_by_what_is_sealed_finds_nothing(town, words):
    she = await town.resident()
    await she.says(AT_HOME)
    await town.secretary.says(f"/find {words}")
    assert "1118-1" not in await town.secretary.last()
    await town.secretary.says("/find 半夜")
    assert "1118-1" in await town.secretary.last()


async def test_in_danger_nothing_is_sealed(town):
    she = await town.resident()
    await she.says("楼上邻居家着火了，3号楼2单元502，别说是我说的")
    assert (await town.ticket()).level == "L0"
    assert "502室" in await said_to(town.grid)


async def test_a_substitute_on_the_ladder_may_look_and_a_volunteer_may_not(town):
    helper = await town.staff("helper", "钱进", Role.VOLUNTEER, "yongan")
    she = await town.resident()
    await she.says(AT_HOME)
    assert "502" not in await helper.sends_press("reveal:1:visit") + await said_to(helper)
    await town.street.sends_press("reveal:1:check")
    assert [one.person_id for one in await town.events("reveal")] == [town.street.person_id]


async def test_the_reason_is_erased_with_her_words(town):
    she = await town.resident()
    await she.says(AT_HOME)
    await town.grid.presses("接单")
    await town.grid.presses("看是谁")
    await town.grid.says("王桂兰让我去502看看")
    await she.presses("撤回")
    async with town.deps.begin() as work:
        await erase_tickets(work, [1], town.clock.now())
        await work.commit()
    (look,) = await town.events("reveal")
    assert look.values["text"] == ""
