"""People say in three words what a button would say: 不用来了, 我家也是, 已经修好了, or a photo and
nothing else. It goes where it belongs; nothing is withdrawn, joined or opened that they did not
mean."""

import pytest

from db.models import GroupPurpose
from domain.inbound import Sender
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import DOOR, NOISE, mended, nothing_is_silent
from tests.support.town import photo

LIGHT = "永安花园3号楼2单元楼道灯坏了"
LIFT = "3号楼2单元电梯坏了，老人上不去"
AGAIN = "永安花园3号楼的电梯停了，怎么还不修"


# Nobody need come any more


@pytest.mark.parametrize(
    "words", ["撤回", "撤销", "不用修了", "算了不用来了", "灯自己好了，不用来了"]
)
async def test_she_is_offered_to_withdraw_and_decides_with_a_tap(town, words):
    resident = await town.resident()
    await resident.says(LIGHT)
    await town.property.presses("接单")
    await resident.says(words)
    assert "点一下就撤回，不点照样办" in await resident.last()
    assert await resident.buttons() == ["↩️ 撤回 1118-1"]
    (ticket,) = await town.tickets()
    assert ticket.status is Status.HANDLING, "words alone withdraw nothing"
    await nothing_is_silent(town)
    await resident.presses("撤回 1118-1")
    assert (await town.ticket()).status is Status.WITHDRAWN
    assert any("不用再办" in text for text in await town.property.reads())


async def test_of_several_she_chooses_which(town):
    resident = await town.resident()
    for words in (DOOR, "5号楼垃圾没人收", NOISE, "3号楼井盖松了", LIGHT):
        await resident.says(words)
    await resident.says("不用来了")
    assert "哪一件不用办了" in await resident.last()
    labels = await resident.buttons()
    assert len(labels) == 4 and all("撤回" in label for label in labels)
    await resident.says("撤回 1118-1")
    assert await resident.buttons() == ["↩️ 撤回 1118-1"], "she named it"
    assert all(one.status is Status.QUEUED for one in await town.tickets())


async def test_with_nothing_open_nothing_is_opened(town):
    resident = await town.resident()
    await resident.says("撤销")
    assert "您现在没有在办的事" in await resident.last()
    assert await town.tickets() == []


async def test_what_was_done_is_asked_about_instead(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    await mended(town, words="换了灯泡")
    await resident.says("不用来了")
    assert await resident.buttons() == ["👍 已解决", "👎 没解决"]
    await resident.says("好了，不用来了")
    assert (await town.ticket()).verdict == "solved"


async def test_after_not_solved_she_may_still_let_it_be(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    await mended(town, words="换了灯泡")
    await resident.presses("没解决")
    await resident.says("算了，不用修了")
    assert await resident.buttons() == ["↩️ 撤回 1118-1"]
    assert (await town.ticket()).status is Status.QUEUED


async def test_what_the_handler_says_so_is_news(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    await town.property.presses("接单")
    await town.property.says("不用修了")
    assert "不用修了" in await resident.last()


# It is so with me too


async def test_the_question_is_answered_in_words(town):
    first, second = await town.resident("first"), await town.resident("second")
    await first.says(LIFT)
    await second.says(AGAIN)
    await second.says("我家也是")
    one, two = await town.tickets()
    assert (two.status, two.merged_into, one.households) == (Status.MERGED, 1, 2)
    assert "并成一件办" in await second.last()
    await second.says("我们家也是的")
    assert len(await town.tickets()) == 2, "she is counted once"
    assert "不是一回事" in await second.buttons()
    await nothing_is_silent(town)


async def test_also_without_water_is_not_asked_whether_it_is_the_same(town):
    first, second = await town.resident("first"), await town.resident("second")
    await first.says("永安花园3号楼停水了")
    before = len(await town.property.reads())
    await second.says("我家也停水了，3号楼2单元")
    one, two = await town.tickets()
    assert (two.status, two.merged_into, one.households) == (Status.MERGED, 1, 2)
    assert "已有 2 户反映，正在一起办（编号 1118-1）" in await second.last()
    assert "不是一回事" in await second.buttons()
    assert len(await town.property.reads()) == before, "one card, one matter"
    await second.presses("不是一回事")
    assert (await town.ticket(2)).status is Status.QUEUED
    await nothing_is_silent(town)


async def test_who_has_written_nothing_yet_joins_what_is_going_on(town):
    first, second = await town.resident("first"), await town.resident("second")
    await first.says("永安花园小区停水了")
    await second.says("我家也是")
    one, two = await town.tickets()
    assert (two.status, two.merged_into, two.category) == (Status.MERGED, 1, one.category)
    assert two.text == "我家也是" and one.households == 2
    await town.property.sends_press("accept:1")
    await town.property.says("师傅都到了，在抢修")
    assert "在抢修" in await second.last()
    await nothing_is_silent(town)


async def test_an_incident_is_joined_from_any_building(town):
    for number in range(1, 7):
        voice = await town.resident(f"voice{number}")
        await voice.says(f"永安花园{number}号楼停水了")
    main = (await town.tickets())[0]
    assert main.incident
    late = await town.resident("late")
    await late.says("我家也是")
    hers = await town.ticket()
    assert (hers.status, hers.merged_into) == (Status.MERGED, main.id)
    assert "正在一起办" in await late.last()


async def test_from_another_house_she_is_asked_before_she_joins_what_names_none(town):
    first, second = await town.resident("first"), await town.resident("second")
    await first.says("永安花园3号楼2单元楼道灯坏了")
    await second.says("永安花园5号楼1单元楼道灯坏了")
    await town.after(hours=3)
    await first.says("停水了")
    assert (await town.ticket()).place["building"] == "3", "her home is known"
    await second.says("我们也停水了")
    hers = await town.ticket()
    assert (hers.place["building"], hers.status) == ("5", Status.QUEUED)
    assert "不是一回事" in await second.buttons()


async def test_of_two_that_it_may_be_none_is_joined(town):
    first, second = await town.resident("first"), await town.resident("second")
    await first.says("永安花园小区停水了")
    await first.says("永安花园小区大门坏了，关不上")
    await second.says("我家也是")
    assert (await town.ticket()).status is Status.QUEUED


async def test_what_nobody_can_tell_is_a_report_as_always(town):
    first, second = await town.resident("first"), await town.resident("second")
    await first.says(NOISE)  # about a person: not hers to join
    await second.says("我家也是")
    assert [one.status for one in await town.tickets()] == [Status.QUEUED, Status.QUEUED]
    assert "3号楼" not in await second.last()
    await town.after(hours=3)
    await first.says("永安花园小区停水了")
    await town.after(hours=3)
    third = await town.resident("third")
    await third.says("我家也是")
    assert (await town.ticket()).status is Status.QUEUED, "too long ago"


# A photo, or a word, of staff


async def test_a_photo_of_staff_is_asked_about_and_kept(town):
    await town.property.says(media=[photo("1" * 32)])
    await town.property.says(media=[photo("2" * 32)])
    assert await town.tickets() == []
    assert [text for text in await town.property.reads() if "照片收着了" in text] == [
        await town.property.last()
    ]
    assert "巡 3号楼井盖松了" in await town.property.last()
    await town.property.says("巡 3号楼东侧井盖松动")
    (ticket,) = await town.tickets()
    assert [one["ref"][0] for one in ticket.media] == ["1", "2"]
    await town.property.says("巡 5号楼路灯不亮")
    assert (await town.ticket()).media == []


async def test_a_photo_goes_with_the_words_about_the_card(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    await town.property.says(media=[photo("3" * 32)])
    await town.property.presses("接单")
    await town.property.says("收到")  # a nod says nothing of it
    await town.property.says("灯泡换好了，线也查了")
    (progress,) = await town.events("progress")
    assert [one["ref"][0] for one in progress.values["media"]] == ["3"]
    assert "灯泡换好了" in await resident.last()
    assert len(await town.tickets()) == 1


async def test_words_that_say_nothing_lose_no_photo(town):
    await town.property.says(media=[photo("5" * 32)])
    await town.property.says("已经修好了")
    assert "没认出您说的是哪一件" in await town.property.last()
    await town.property.says("巡 3号楼东侧井盖松动")
    assert [one["ref"][0] for one in (await town.ticket()).media] == ["5"]


async def test_a_volunteer_is_asked_in_other_words(town):
    helper = await town.staff("helper", "周勇", Role.VOLUNTEER, "yongan")
    await helper.says(media=[photo()])
    assert "照片收着了" in await helper.last() and "巡" not in await helper.last()
    assert await town.tickets() == []
    await helper.says("永安花园5号楼垃圾没人收")
    (ticket,) = await town.tickets()
    assert len(ticket.media) == 1
    await helper.says(media=[photo("4" * 32)])
    assert len((await town.ticket()).media) == 2, "her own report of just now"


async def test_a_photo_of_a_resident_is_a_report(town):
    resident = await town.resident()
    await resident.says(media=[photo()])
    assert len(await town.tickets()) == 1


@pytest.mark.parametrize("words", ["已经修好了", "在路上了", "到了", "办完了"])
async def test_news_of_nothing_in_hand_is_asked_about(town, words):
    helper = await town.staff("helper", "周勇", Role.VOLUNTEER, "yongan")
    for actor in (town.property, helper):
        await actor.says(words)
        assert "没认出您说的是哪一件" in await actor.last()
    assert await town.tickets() == []


GOING_ON = ["到了，正在扫", "已经到了，正在处理", "到了，正在弄"]
"""A reader that has learned from examples alone may hear despair in these."""


@pytest.mark.parametrize("words", GOING_ON)
async def test_a_guess_at_danger_makes_no_alarm_of_how_the_work_goes(town, words):
    helper = await town.staff("helper", "周勇", Role.VOLUNTEER, "yongan")
    for actor in (town.property, town.grid, helper):
        await actor.says(words)
        assert "没认出您说的是哪一件" in await actor.last()
    assert await town.tickets() == []


async def test_who_helps_on_site_just_writes_how_it_goes(town):
    """A volunteer who claimed a ticket that somebody has in hand replies to nothing."""
    team = await town.group("team", "yongan", GroupPurpose.VANGUARD)
    helper = await town.staff("helper", "周勇", Role.VOLUNTEER, "yongan")
    resident = await town.resident()
    await resident.says("3号楼2单元门口积雪没人扫，路滑")
    await town.property.walks("/todo", "看 1118-1", "接单·今天", "请先锋队")
    claim = await team.payload("认领")
    await team.sends_press(claim, sender=Sender("helper"), in_group=True)
    for words in (*GOING_ON, "敲门没人开"):
        await helper.says(words)
        assert words in await resident.last() and "先锋队周同志" in await resident.last()
    assert len(await town.tickets()) == 1
    await helper.says("5号楼着火了")
    assert (await town.ticket()).level == "L0", "a danger that is named is one"


# A danger to life, and something else in hand


async def two_in_hand(town, *order: int):
    resident = await town.resident()
    await resident.says("3号楼2单元电梯里困住人了")
    await resident.says("3号楼2单元501楼道灯坏了")
    for number in order:
        await town.property.sends_press(f"accept:{number}")
        await town.after(minutes=1)
    return resident


async def test_words_of_whoever_was_just_called_to_a_danger_are_about_that(town):
    resident = await two_in_hand(town, 2, 1)
    await town.property.says("已经到现场了")
    assert "1118-1" in await resident.last() and "已经到现场了" in await resident.last()
    (progress,) = await town.events("progress")
    assert progress.ticket_id == 1


async def test_else_it_is_asked_which(town):
    await two_in_hand(town, 1, 2)
    await town.property.says("已经到现场了")
    assert "您手里有好几件" in await town.property.last()
    assert await town.events("progress") == []


async def test_what_was_asked_for_before_does_not_swallow_words_about_what_was_taken_since(town):
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了")
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("换了灯座")
    await resident.says("1号楼电梯里困人了")
    await town.property.sends_press("accept:2")
    await town.property.says("救援的人十分钟到")
    assert "1118-2" in await resident.last() and "十分钟到" in await resident.last()
    await town.property.says(media=[photo()])
    (done,) = await town.events("resolve")
    assert (done.ticket_id, done.values["text"]) == (1, "换了灯座")
