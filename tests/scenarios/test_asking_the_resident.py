"""问居民, 回话: the plumber asks which tap, she answers by voice, sends a photo and where she is.
Both see roles; a danger and a new matter are never taken for an answer."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.models import Account, TimerState
from domain.inbound import Media
from domain.lifecycle import Status
from tests.scenarios.staging import NOISE, heard, nothing_is_silent
from tests.support.town import photo

TAP = "永安花园3号楼2单元501厨房水龙头漏水，修一下"
WHERE = Media("web", "34.75123,113.61234", "location")
VOICE = Media("web", "1" * 32, "voice")


@pytest.fixture
async def scene(town):
    """A resident whose tap drips; the plumber of the company has taken it."""
    town.she = await town.resident()
    await town.she.says(TAP)
    await town.property.presses("接单")
    return town


async def asks(town, *words):
    await town.property.presses("问居民")
    for text in words:
        await town.property.says(text)


async def test_the_plumber_asks_which_tap_and_she_answers(scene):
    town, she, plumber = scene, scene.she, scene.property
    contact = [t for t in await town.timers() if t.clock == "contact"]
    assert {t.state for t in contact} == {TimerState.PENDING}
    assert await plumber.presses("问居民") == "请发要问的话"
    await plumber.says("是洗菜池的，还是洗手盆的？")
    assert "💬 1118-1 物业张师傅跟您说：\n是洗菜池的，还是洗手盆的？" in await she.reads()
    assert await she.buttons() == ["↩️ 回话"]
    assert await plumber.last() == "已转给居民，等回话。"
    ticket = await town.ticket()
    assert ticket.contacted_at == town.clock.now() and ticket.promised_at == ticket.fix_due
    contact = [t for t in await town.timers() if t.clock == "contact"]
    assert {t.state for t in contact} == {TimerState.CANCELLED}

    await she.says(media=[VOICE])
    assert await she.last() == "已转给物业张师傅。"
    await she.says("就是这个", media=[photo()])
    await she.says(media=[WHERE])
    told = [m for m in await plumber.bubbles() if "居民回话" in m.text]
    assert [[kept["kind"] for kept in m.media] for m in told] == [["voice"], ["photo"], []]
    assert "居民回话：\n就是这个" in told[1].text and "34.75123, 113.61234" in told[2].text
    assert await plumber.buttons() == ["💬 问居民"]
    assert len(await town.tickets()) == 1
    assert [e.values["to"] for e in await town.events("relay")] == ["resident", *["staff"] * 3]
    await nothing_is_silent(town)


async def test_several_short_messages_go_over_and_then_it_is_news_again(scene):
    town, she, plumber = scene, scene.she, scene.property
    await asks(town, "您好", "家里有人吗？")
    await plumber.says(media=[photo()])
    assert len(await heard(she, "物业张师傅跟您说")) == 2
    assert len(await heard(she, "请您看看这个")) == 1
    await town.after(minutes=3)
    await plumber.says("配件已经领到了")
    assert "有进展" in await she.last()


async def test_what_he_shows_in_a_talk_is_no_evidence(scene):
    town, plumber = scene, scene.property
    await plumber.presses("问居民")
    await plumber.says("是这个吗？", media=[photo()])
    relayed = (await town.events("relay"))[-1]
    assert relayed.values["sent"] == [photo().to_json()] and "media" not in relayed.values


async def test_her_plain_answer_reaches_him_whatever_kind_it_is(scene):
    town, she, plumber = scene, scene.she, scene.property
    for number, words in enumerate(["在家，下午来吧", "好", "什么时候来？", "快点来", "👌"], 1):
        await asks(town, "在家吗？")
        await she.says(words)
        assert f"居民回话：\n{words}" in await plumber.last()
        assert len(await town.events("relay")) == 2 * number
        await town.after(minutes=3)
    assert len(await town.tickets()) == 1


async def test_a_danger_is_a_report_and_pages(scene):
    town, she, plumber = scene, scene.she, scene.property
    await asks(town, "在家吗？")
    await she.says("电梯又坏了，困人了")
    danger = await town.ticket()
    assert danger.level == "L0" and danger.id == 2
    assert "🆘" in await town.grid.last()
    assert await heard(plumber, "居民回话") == []


async def test_words_that_only_sound_like_a_danger_are_an_answer_and_she_hears_whom_to_call(scene):
    town, she, plumber = scene, scene.she, scene.property
    await asks(town, "谁在家？")
    await she.says("孩子一个人在家")
    assert "居民回话：\n孩子一个人在家" in await plumber.last()
    assert len(await town.tickets()) == 1 and "119" in await she.last()


async def test_in_a_danger_her_answer_reaches_him_and_pages_all_the_same(town):
    she = await town.resident()
    await she.says("3号楼2单元电梯困住人了，快来")
    await town.property.presses("接单")
    await asks(town, "人在几楼？")
    await she.says("5楼，有人晕倒了，上不来气")
    assert "居民回话：\n5楼，有人晕倒了" in "".join(await town.property.reads())
    assert len(await town.tickets()) == 2


async def test_another_matter_is_a_report(scene):
    town, she, plumber = scene, scene.she, scene.property
    await asks(town, "在家吗？")
    await she.says("对了，3号楼楼上半夜一直吵，孩子睡不着")
    assert (await town.ticket()).id == 2
    assert await heard(plumber, "居民回话") == []
    await she.says("在家，下午来吧")
    assert "在家，下午来吧" in await plumber.last()


async def test_who_presses_answer_may_name_anything_but_a_danger(scene):
    town, she, plumber = scene, scene.she, scene.property
    await asks(town, "还有别的毛病吗？")
    await town.after(hours=2)
    assert await she.presses("回话") == "请发要回的话"
    assert "物业张师傅" in await she.last()
    await she.says("楼道灯也不亮")
    assert "楼道灯也不亮" in await plumber.last() and len(await town.tickets()) == 1
    await she.presses("回话")
    await she.says("着火了！")
    assert (await town.ticket()).level == "L0"


async def test_a_late_reply_still_reaches_him_and_he_replies_in_turn(scene):
    town, she, plumber = scene, scene.she, scene.property
    await asks(town, "在家吗？")
    question = next(m for m in await she.bubbles() if "在家吗" in m.text)
    await town.after(hours=3)
    await she.says("刚看到，现在在家", reply_to=str(question.id))
    answer = (await plumber.bubbles())[-1]
    assert "居民回话：\n刚看到，现在在家" in answer.text
    await town.after(hours=1)
    await plumber.says("好，马上到", reply_to=str(answer.id))
    assert "物业张师傅跟您说：\n好，马上到" in "".join(await she.reads())
    assert await heard(she, "有进展") == []


async def test_after_half_an_hour_her_words_are_a_message_like_any_other(scene):
    town, she, plumber = scene, scene.she, scene.property
    await asks(town, "在家吗？")
    await town.after(minutes=31)
    await she.says("谢谢")
    assert await heard(plumber, "居民回话") == [] and "我在呢" in await she.last()


async def test_a_desk_may_ask_before_it_takes_it(town):
    she = await town.resident()
    await she.says(TAP)
    await town.property.presses("更多")
    assert "💬 问居民" in await town.property.buttons()
    await asks(town, "漏得厉害吗？")
    await she.says("一直滴")
    assert "一直滴" in await town.property.last()
    ticket = await town.ticket()
    assert ticket.status is Status.QUEUED and ticket.contacted_at == town.clock.now()
    await town.property.presses("接单")
    assert (await town.ticket()).status is Status.HANDLING
    await nothing_is_silent(town)


async def test_whoever_asked_and_gave_it_back_no_longer_hears(scene):
    town, she, plumber = scene, scene.she, scene.property
    await asks(town, "在家吗？")
    await plumber.presses("退单")
    await plumber.presses("归社区")
    assert await plumber.presses("违章搭建") == "已退单，转给对方"
    assert (await town.ticket()).status is Status.QUEUED
    before = len(await plumber.reads())
    await she.says("在家")
    assert "已补充到 1118-1" in await she.last()
    assert len(await plumber.reads()) == before


async def test_strangers_and_old_buttons_do_no_harm(scene):
    town, she, plumber = scene, scene.she, scene.property
    assert await town.grid.sends_press("contact:1") == "这一单不归您操作。"
    assert await she.sends_press("contact:1") == "这一单不归您操作。"
    assert await plumber.sends_press("answer:1:1") == "这一单不归您操作。"
    for forged in ("answer:1", "answer:1:99", "answer:1:x", f"answer:1:{'9' * 40}"):
        assert "认不出来" in await she.sends_press(forged)
    await plumber.presses("问居民")
    await plumber.sends_press("resolve:1")
    await plumber.says("修好了", media=[photo()])
    assert (await town.ticket()).status is Status.DONE
    assert "已经办结" in await plumber.sends_press("contact:1")
    assert await town.events("relay") == []


async def test_who_has_no_chat_cannot_be_asked(scene):
    town, plumber = scene, scene.property
    async with town.deps.begin() as work:
        (account,) = await work.scalars(select(Account).where(Account.sender == "resident"))
        account.reachable = False
        await work.commit()
    assert "请打电话或上门" in await plumber.sends_press("contact:1")


async def test_a_colleagues_report_of_his_own_is_not_sent_to_her(scene):
    town, she, plumber = scene, scene.she, scene.property
    await asks(town, "在家吗？")
    await town.after(seconds=30)
    await plumber.says("永安花园5号楼垃圾没人清，臭死了")
    assert (await town.ticket()).id == 2
    assert "垃圾" not in "".join(await she.reads())


async def test_a_reply_to_another_card_is_news_of_that_one(scene):
    town, she, plumber = scene, scene.she, scene.property
    other = await town.resident("other")
    await other.says("永安花园5号楼1单元门坏了，关不上")
    await plumber.sends_press("accept:2")
    card = next(m for m in await plumber.bubbles() if "1118-2" in m.text and m.buttons)
    await asks(town)
    await plumber.sends_press("contact:1")
    await plumber.says("门已经在修", reply_to=str(card.id))
    assert "门已经在修" in await other.last()
    assert "门已经在修" not in "".join(await she.reads())


async def test_where_she_lives_is_understood_on_the_way(town):
    she = await town.resident(compound=None)
    await she.says("厨房水龙头漏水，修一下")
    assert (await town.ticket()).place["compound"] is None
    await town.grid.presses("接单")
    await town.grid.presses("问居民")
    await town.grid.says("您住哪儿？")
    await she.says("永安花园3号楼2单元")
    assert "居民回话：\n永安花园3号楼2单元" in "".join(await town.grid.reads())
    assert (await town.ticket()).place["building"] == "3"
    assert town.clock.now() - (await town.ticket()).opened_at < timedelta(minutes=1)


async def test_who_turns_to_another_ticket_says_no_more_in_the_last_talk(town):
    one, other = await town.resident("one"), await town.resident("other")
    await one.says(NOISE)
    await other.says("1号楼楼道堆满杂物，消防通道堵死了")
    await town.grid.sends_press("accept:1")
    await town.grid.sends_press("contact:1")
    await town.grid.says("晚上几点开始吵？")
    before = await one.reads()
    await town.grid.sends_press("accept:2:now")
    await town.grid.says("到了，正在清", media=[photo()])
    assert await one.reads() == before, "what she sends is no part of that talk any more"
    assert "回复那张卡片" in await town.grid.last()
