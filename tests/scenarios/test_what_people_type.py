"""Nobody reads instructions: people type where they could tap, in the wrong moment, with typos."""

import pytest

from domain.errors import Refusal
from domain.lifecycle import Status
from domain.people import Role
from domain.period import Period
from tests.scenarios.staging import TAKES
from tests.support.town import photo
from workflows.summarise_week import send_summary

LIGHT = "3号楼2单元501楼道灯坏了"


@pytest.mark.parametrize(
    "complaint",
    [
        "保洁从来不打扫，物业光收钱，我住3号楼501",
        "3号楼2单元501灯坏了，报物业三次都没人管",
        "跟物业说了好几次电梯坏了也不修，3号楼501",
        "物业把我家电停了，3号楼501",
        "门卫骂我老婆，3号楼501",
        "物业不干活，我住3号楼501",
    ],
)
async def test_a_repair_with_a_complaint_never_goes_to_the_accused_alone(town, complaint):
    resident = await town.resident()
    await resident.says(complaint)
    ticket = await town.ticket()
    assert ticket.against == "property" and ticket.lead_unit == "yongan"
    for actor in (town.property, town.manager):
        assert not any("501" in text or complaint in text for text in await actor.reads())


@pytest.mark.parametrize(
    "words",
    [
        "喂，停水了",
        "您好，打扰一下，没电了",
        "谢谢张师傅，灯坏了",
        "不好意思打扰了，没电了",
        "请问一下，停水了",
        "请保密，没电了",
        "请保密，楼下太吵",
    ],
)
async def test_who_greets_first_has_reported_all_the_same(town, words):
    resident = await town.resident()
    await resident.says(words)
    (ticket,) = await town.tickets()
    assert ticket.text == words and "收到" in await resident.last()


@pytest.mark.parametrize(
    "words", ["谢谢师傅，灯修好了", "您好，在吗？", "辛苦了，水来了", "谢谢王姐，暖气热了"]
)
async def test_who_only_greets_or_thanks_has_reported_nothing(town, words):
    resident = await town.resident()
    await resident.says(words)
    assert await town.tickets() == []


async def test_a_correction_to_a_complaint_shields_it(town):
    resident = await town.resident()
    await resident.says("那个事你们看看")
    await resident.sends_press("correct:1:property_dispute")
    assert (await town.ticket()).against == "property"


async def test_a_ticket_is_shown_to_nobody_it_is_not_with(town):
    resident = await town.resident()
    await resident.says("3号楼2单元501 居委会干部态度差不作为")
    ticket = await town.ticket()
    assert ticket.lead_unit == "jianzhong"
    for actor in (town.grid, town.property, town.secretary, resident):
        before = await actor.reads()
        assert await actor.sends_press(f"show:{ticket.id}") == "这一单不归您操作。"
        assert await actor.reads() == before
    assert await town.street.sends_press(f"show:{ticket.id}") == "已发给您"


async def test_a_fire_at_the_worker_s_own_home_is_no_progress_note(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    await town.property.presses("接单")
    await town.property.presses("反馈")
    await town.property.says("救命！我家着火了，永安花园5号楼")
    assert any("119" in text for text in await town.property.reads())
    assert (await town.ticket()).level == "L0"
    assert not any("我家着火" in text for text in await resident.reads())


async def test_a_danger_written_into_an_old_message_counts(town):
    resident = await town.resident()
    await resident.says("3号楼着火了！", edited=True)
    assert "119" in (await resident.reads())[0]


async def test_the_only_one_left_on_duty_can_take_what_he_is_reminded_of(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    await town.off_duty("property")
    await town.after(minutes=62)
    assert await town.manager.buttons() == [*TAKES, "👀 知道了，我盯着"]
    assert await town.manager.presses("接单") == "接单成功，已告诉居民"
    assert (await town.ticket()).handler_id == town.manager.person_id


async def test_community_staff_stand_in_for_the_grid_workers(town):
    await town.off_duty("grid", "grid2")
    clerk = await town.staff("clerk", "何平", Role.COMMUNITY_STAFF, "yongan")
    resident = await town.resident()
    await resident.says("楼上半夜打麻将吵得睡不着")
    assert await clerk.presses("接单") == "接单成功，已告诉居民"
    assert not await town.secretary.reads()


async def done(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("换了灯泡", media=[photo()])
    return resident


@pytest.mark.parametrize("words", ["没解决", "没好", "还是不亮，没修好", "灯还是不亮"])
async def test_a_typed_no_is_a_no(town, words):
    resident = await done(town)
    await resident.says(words)
    ticket = await town.ticket()
    assert (ticket.id, ticket.status, ticket.redo) == (1, Status.QUEUED, 1)


@pytest.mark.parametrize("words", ["好了", "解决了，谢谢", "修好了"])
async def test_a_typed_yes_is_a_yes(town, words):
    resident = await done(town)
    await resident.says(words)
    ticket = await town.ticket()
    assert (ticket.id, ticket.verdict) == (1, "solved")
    assert await resident.buttons() == ["😊 满意", "😞 不满意"]
    await resident.presses("不满意")
    await resident.says("来了三次才弄好")
    assert [e.values["text"] for e in await town.events("rating_note")] == ["来了三次才弄好"]
    assert len(await town.tickets()) == 1


async def test_urging_what_is_done_brings_the_question_again(town):
    resident = await done(town)
    await resident.says("催一下")
    assert "您看解决了没有" in await resident.last()
    assert await resident.buttons() == ["👍 已解决", "👎 没解决"]


async def test_a_new_matter_while_one_waits_is_a_new_matter(town):
    resident = await done(town)
    await resident.says("楼上半夜打麻将吵得睡不着")
    assert len(await town.tickets()) == 2
    assert (await town.ticket(1)).status is Status.DONE


async def test_what_a_handler_just_types_is_about_the_one_in_hand(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    await town.property.presses("接单")
    await town.property.says("已到现场，马上弄")
    assert "已到现场" in await resident.last() and len(await town.tickets()) == 1
    await town.property.says(media=[photo()])
    said = await resident.last()
    assert "有进展" in said and "请看照片" in said and len(await town.tickets()) == 1
    await town.property.says("永安花园5号楼1单元垃圾没人收")
    assert len(await town.tickets()) == 2, "staff are residents too"


async def test_a_withdrawal_reaches_whoever_is_on_the_way(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    await town.property.presses("接单")
    await resident.says("/my")
    await resident.presses("撤回")
    assert any("不用再办" in text for text in await town.property.reads())


async def test_one_answer_places_every_ticket_that_waits_for_it(town):
    resident = await town.resident(compound=None)
    await resident.says("3号楼楼道灯坏了")
    await resident.says("下水道堵了")
    await resident.presses("永安花园")
    assert {t.place["compound"] for t in await town.tickets()} == {"yongan-garden"}
    assert {t.lead_unit for t in await town.tickets()} == {"yongan-property"}


async def test_a_typed_compound_answers_the_second_question_too(town):
    resident = await town.resident(compound=None)
    await resident.says("楼道灯坏了")
    await resident.says("3号楼")
    await resident.says("永安花园")
    (ticket,) = await town.tickets()
    assert (ticket.place["compound"], ticket.place["building"]) == ("yongan-garden", "3")


async def test_a_week_that_is_not_over_is_not_sent(town):
    with pytest.raises(Refusal, match="refuse-week-open"):
        await send_summary(town.deps, Period.parse("2026-W47"))
    assert not await town.outbox()


@pytest.mark.parametrize("words", ["已经到现场了", "好" * 500 + "完"])
async def test_a_handlers_note_is_no_emergency_because_of_its_tone(town, words):
    resident = await town.resident()
    await resident.says("永安花园3号楼2单元的楼道灯坏了")
    await town.property.presses("接单")
    await town.property.says(words)
    assert len(await town.tickets()) == 1
    if len(words) > 100:
        await resident.presses("全文")
    assert words in await resident.reads_on()


@pytest.mark.parametrize("said", ["收到", "嗯", "行", "知道了", "可以的", "没问题"])
async def test_a_nod_opens_no_ticket(town, said):
    resident = await town.resident()
    for actor in (resident, town.property, town.secretary):
        await actor.says(said)
        answer = "我在呢" if actor is resident else "要接单，请点卡片上的“接单”"
        assert answer in await actor.last()
    assert await town.tickets() == []


@pytest.mark.parametrize("said", ["好的马上去", "这个不归我们管啊", "不知道"])
async def test_what_staff_say_about_some_card_is_no_report_of_theirs(town, said):
    resident = await town.resident()
    await resident.says(LIGHT)
    await town.property.says(said)
    assert (await town.property.last()).startswith("没认出您说的是哪一件。要接单，请点卡片")
    assert len(await town.tickets()) == 1
    await town.property.says("5号楼的树倒了，压着车")
    assert len(await town.tickets()) == 2


async def test_a_nod_of_the_handler_is_no_news_for_the_resident(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    await town.property.presses("接单")
    before = await resident.reads()
    await town.property.says("好的，收到")
    assert await resident.reads() == before
    assert (await town.ticket()).contacted_at is None
    await town.property.says("收到，下午来换灯泡")
    assert "下午来换灯泡" in await resident.last()


async def test_what_staff_type_with_a_command_is_neither_a_report_nor_news(town):
    """/queue 3号楼, 查 1118-1, a slip of the thumb: with a ticket in hand none of it may reach the
    resident."""
    resident = await town.resident()
    await resident.says(LIGHT)
    await town.property.presses("接单·今天")
    told = len(await resident.was_told())
    for text, answer in (
        ("/queue 3号楼", "🔎 找到 1 件"),
        ("/todo 楼道灯", "🔎 找到 1 件"),
        ("找 3号楼", "🔎 找到 1 件"),
        ("1118-1？", "🔎 找到 1 件"),
        ("/queu 3号楼", "您要的是 /queue"),
        ("/leave 明天", "请假多久"),
        ("我明天请假", "请假多久"),
        ("/back 明天", "请假多久"),
        ("/duty 明天", "您现在是“上班”"),
        ("/handover 李娜", "不归您的岗位用"),
        ("/help 退单", "新单来了点“接单”"),
    ):
        await town.property.says(text)
        assert answer in await town.property.last(), text
    assert len(await resident.was_told()) == told
    await town.property.says("/todo 3号楼着火了")
    assert (await town.ticket()).level == "L0", "a danger is never a word to look for"
    await town.property.says("/help 5号楼电梯坏了")
    assert len(await town.tickets()) == 3


async def test_photos_wait_for_their_words_while_a_list_is_looked_at(town):
    await town.grid.says(media=[photo()])
    assert "照片收着了" in await town.grid.last()
    await town.grid.says("/todo")
    await town.grid.says("巡 3号楼东侧井盖松动")
    assert len((await town.ticket()).media) == 1


async def test_the_name_of_a_button_does_what_it_does_and_reaches_no_resident(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    card = str((await town.property.bubbles())[0].id)
    await town.property.says("办结", reply_to=card)
    assert "还在等人接单" in await town.property.last()
    await town.property.says("我来接单", reply_to=card)
    assert "接单成功" in await town.property.last()
    told = len(await resident.was_told())
    for typed, answer in (
        ("这个不归我们管", "这事归谁"),
        ("算了不退了", "好的"),
        ("转给孙师傅", "转给谁"),
        ("要延期", "要延期，还是先挂起"),
        ("吹哨", "缺什么"),
        ("点错了", "好的"),
        ("怎么延期？", "要延期，还是先挂起"),
        ("怎么办结呢", "新单来了点“接单”"),
        ("1", "没认出您说的是哪一件"),
        ("👌", "看到您的表情了"),
        ("反馈", "请发一句话"),
        ("接单", "已经在您手里了"),
        ("办结", "请发一张办好后的照片"),
    ):
        await town.property.says(typed)
        assert answer in await town.property.last(), typed
    assert len(await resident.was_told()) == told
    await town.property.sends_press("progress:1")
    await town.property.says("换好了", media=[photo()])
    await town.property.says("办结")
    assert (await town.ticket()).status is Status.DONE
    assert "已办结" in await town.property.last()


async def test_a_photo_waits_for_the_ticket_it_is_about(town):
    """Two in hand, and a photo without a word: which one is asked, and it is not lost."""
    for number in (3, 5):
        resident = await town.resident(f"resident-{number}")
        await resident.says(f"{number}号楼2单元楼道灯坏了")
        await town.property.presses("接单·今天")
    await town.property.says(media=[photo()])
    assert "您手里有好几件" in await town.property.last()
    await town.property.says("换好了", reply_to=str((await town.property.bubbles())[0].id))
    (told,) = await town.events("progress")
    assert told.ticket_id == 1 and len(told.values["media"]) == 1
    await town.property.says(media=[photo("1" * 32)])
    assert await town.property.sends_press("resolve:2") == "已办结，等居民确认"
    await town.property.says("办结", media=[photo("2" * 32)])
    assert {one.status for one in await town.tickets()} == {Status.DONE}
    assert [len(e.values["media"]) for e in await town.events("resolve")] == [1, 1]


async def test_what_is_told_of_the_work_at_a_place_is_no_report(town):
    """The most natural sentence there is: which building, and that it is done."""
    resident = await town.resident()
    await resident.says(LIGHT)
    await town.property.presses("接单·今天")
    for words in ("3号楼2单元的灯正在换", "3号楼的灯换好了"):
        await town.property.says(words)
        assert words in await resident.last()
    for words in ("5号楼的灯换好了", "3号楼1单元的灯换好了"):
        await town.property.says(words)
        assert "没认出您说的是哪一件。要反馈" in await town.property.last()
    assert len(await town.tickets()) == 1
    await town.property.says("3号楼的门也坏了")
    assert len(await town.tickets()) == 2
