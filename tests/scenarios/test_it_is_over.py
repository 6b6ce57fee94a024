"""She says that a danger is over, or never was: everybody who has it reads so at once, she may
withdraw it with a tap, and words alone withdraw nothing. Another danger among them is one."""

import pytest

from domain.lifecycle import Status
from tests.scenarios.staging import heard, nothing_is_silent
from tests.support.town import photo

TRAPPED = "3号楼2单元电梯里困人了"
GAS = "我家煤气漏了"


@pytest.mark.parametrize(
    ("danger", "over"),
    [
        (TRAPPED, "人已经出来了，没事了，谢谢你们"),
        (TRAPPED, "电梯里的老太太已经救出来了，不用来人了"),
        (GAS, "弄错了弄错了，不是煤气，是隔壁刷油漆，不用来了"),
        (GAS, "搞错了 没有煤气漏"),
        (GAS, "窗户都开了，煤气味已经没了"),
        (GAS, "弄措了，不是煤气"),
        ("3号搂2单元电提里困人了", "人以经出来了没是了"),
        ("我孙子找不着了，6岁穿红衣裳", "找着了找着了 在他同学家"),
    ],
)
async def test_everybody_reads_so_and_a_tap_withdraws_it(town, danger, over):
    resident = await town.resident()
    await resident.says(danger)
    await town.after(minutes=10)
    await resident.says(over)
    assert (await resident.last()).startswith("😌 没事就好")
    assert [one.level for one in await town.tickets()] == ["L0"]
    paged = [chat for chat, one in town.people.items() if await heard(one, "危急") != []]
    told = [chat for chat in paged if await heard(town.people[chat], over) != []]
    assert told != []
    assert (await town.ticket()).status is Status.QUEUED
    assert await resident.presses("撤回") != ""
    assert (await town.ticket()).status is Status.WITHDRAWN
    await nothing_is_silent(town)


@pytest.mark.parametrize("lamp", ["搞错了不用修灯了", "搞错了，灯不用修了", "灯那个弄错了"])
async def test_that_the_lamp_was_a_mistake_frees_nobody_from_the_lift(town, lamp):
    resident = await town.resident()
    await resident.says("5号楼1单元楼道灯坏了")
    await town.after(minutes=10)
    await resident.says(TRAPPED)
    await town.after(minutes=10)
    await resident.says(lamp)
    assert "没事就好" not in await resident.last()
    assert await heard(town.property, "搞错了") == await heard(town.property, "弄错了") == []
    await nothing_is_silent(town)


async def test_the_lamp_is_what_is_called_off(town):
    resident = await town.resident()
    await resident.says("5号楼1单元楼道灯坏了")
    await town.after(minutes=10)
    await resident.says(TRAPPED)
    await town.after(minutes=10)
    await resident.says("搞错了不用修灯了")
    assert await resident.presses("撤回 1118-1") != ""
    assert [one.status for one in await town.tickets()] == [Status.WITHDRAWN, Status.QUEUED]


@pytest.mark.parametrize(
    "more",
    [
        "弄错了没漏，但是着火了",
        "人还没出来",
        "老太太出来了，但是晕过去了",
        "烟从门缝里出来了",
    ],
)
async def test_what_is_not_over_offers_nothing(town, more):
    resident = await town.resident()
    await resident.says(TRAPPED)
    await town.after(minutes=10)
    await resident.says(more)
    assert "没事就好" not in "\n".join(await resident.reads())
    assert (await town.ticket(1)).status is Status.QUEUED


async def test_who_has_no_danger_open_is_not_asked(town):
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了")
    await town.after(minutes=10)
    await resident.says("人出来了，没事了")
    assert "没事就好" not in "\n".join(await resident.reads())


# What staff tell or ask is no danger of theirs


async def test_a_worker_tells_what_had_burnt(town):
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了")
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("换了新灯，原来线头打火烧糊了，已经重新接好", media=[photo()])
    assert len(await town.tickets()) == 1
    assert (await town.ticket()).status is Status.DONE
    assert "打火烧糊" in "\n".join(await resident.reads())


async def test_a_worker_asks_whether_somebody_fell(town):
    resident = await town.resident()
    await resident.says("3号楼东侧路灯不亮")
    await town.property.presses("接单")
    await town.property.presses("问居民")
    await town.property.says("灯头是圆的还是方的？有人触电没有")
    assert len(await town.tickets()) == 1
    assert "圆的还是方的" in "\n".join(await resident.reads())


async def test_a_worker_whose_own_house_burns_is_heard(town):
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了")
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("我家着火了快来人，已经打119了")
    assert [one.level for one in await town.tickets()][-1] == "L0"
    assert (await town.ticket(1)).status is Status.HANDLING


# Two questions apart


async def with_a_new_lamp(town):
    """A resident who is asked whether it is solved."""
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了")
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("换了灯", media=[photo()])
    return resident


async def test_solved_and_not_satisfied_is_solved(town):
    resident = await with_a_new_lamp(town)
    await resident.says("好了好了，就是来得太慢，一点都不满意")
    ticket = await town.ticket()
    assert (ticket.status, ticket.verdict) == (Status.CLOSED, "solved")
    assert "不满意" in "\n".join(await resident.buttons())


async def test_praise_before_another_matter_is_her_rating(town):
    resident = await with_a_new_lamp(town)
    await resident.says("很满意，另外单元门禁坏了")
    lamp, door = await town.tickets()
    assert (lamp.status, lamp.verdict) == (Status.CLOSED, "solved")
    assert [one.values["answer"] for one in await town.events("rate")] == ["good"]
    assert (door.status, door.category) == (Status.QUEUED, "facilities")


async def test_small_talk_thanks_only_for_thanks(town):
    resident = await town.resident()
    await resident.says("谢谢")
    assert "不用客气" in await resident.last()
    await resident.says("你是机器人吗")
    assert "不用客气" not in await resident.last()
    assert "直接说一句就行" in await resident.last()


async def test_who_asks_to_be_kept_out_of_it_is_told_so(town):
    resident = await town.resident()
    await resident.says("别说是我说的啊，3号楼2单元有人养了四五条狗")
    assert "🛡 替您保密" in "\n".join(await resident.reads())


# Who is called in later


async def test_whoever_is_called_in_reads_what_happened_and_not_to_whom(town):
    resident = await town.resident()
    await resident.says("活着没意思，不想活了，我叫王桂兰，13812345678，3号楼2单元501")
    await town.after(minutes=40)
    brief = await town.street.last()
    assert "💬 活着没意思，不想活了" in brief
    assert [word for word in ("王桂兰", "138", "501") if word in brief] == []


async def test_of_an_ordinary_matter_the_category_is_enough(town):
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了")
    await town.after(days=4)
    assert "没人接单" in await town.secretary.last()
    assert "💬" not in await town.secretary.last()
