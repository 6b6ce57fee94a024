"""The card: what it tells whom, which buttons it has, and how old ones are brought up to date."""

import pytest
from sqlalchemy import update

from db import tickets
from db.desk_rows import Supervision
from db.models import GroupPurpose, Membership, Person, Ticket
from domain.people import Role
from tests.scenarios.staging import DOOR, NOISE, at
from tests.support.screen import screen_lines
from tests.support.town import Actor, photo
from workflows.fire_timers import take_back
from workflows.reach import ladder_of

LINES_MOST = 14
"""What a small phone shows without scrolling, beside six buttons."""

PASSAGE = "1号楼楼道堆满杂物，消防通道堵死了"
COMPLAINT = "物业收停车费乱涨价，我是3号楼2单元502王桂兰"


async def reported(town, words=DOOR, **more):
    resident = await town.resident()
    await resident.says(words, **more)
    return resident


async def card_of(actor: Actor, code: str = "1118-1 · ") -> str:
    """The newest state of a ticket's card in a chat."""
    return [text for text in await actor.reads() if code in text.split("\n")[0]][-1]


async def tells(actor: Actor, words: str) -> None:
    """反馈, whatever the words are about."""
    await actor.presses("反馈")
    await actor.says(words)


async def put(town, **values) -> None:
    """Make something true of the ticket that other people's buttons would."""
    async with town.deps.begin() as work:
        await work.execute(update(Ticket).values(raised=0, **values))
        await work.commit()


async def test_it_says_what_where_who_by_when_and_why_you(town):
    await reported(town, "3号楼2单元502门坏了，关不上", media=[photo()])
    lines = (await card_of(town.property)).split("\n")
    assert lines[0].startswith("🟢 一般 1118-1 · ")
    assert lines[1:5] == [
        "📍 永安花园3号楼2单元502室",
        "🗣 居民反映",
        "💬 3号楼2单元502门坏了，关不上",
        "📎 有 1 个附件",
    ]
    assert lines[5] == "⏰ 请在今天 11:00 前接单"
    assert lines[6] == "为什么找您：这一类归物业"
    assert len(lines) == 7


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3号楼2单元厨房下水堵了", "为什么找您：这一类归物业（提到：厨房、堵了、下水）"),
        ("3号楼2单元电梯门一个老往回弹", "为什么找您：这一类归物业"),
    ],
)
async def test_it_names_words_and_no_pieces_of_words(town, text, why):
    await reported(town, text)
    (line,) = [one for one in (await card_of(town.property)).split("\n") if "为什么" in one]
    assert line.startswith(why)
    assert all(word in text for word in line.partition("提到：")[2].rstrip("）").split("、"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3号楼2单元502住了二十个人，天天换", "为什么找您：这一类归社区（提到：天天换）"),
        ("3号楼2单元502住了二十个人", "为什么找您：这一类归社区"),
    ],
)
async def test_it_names_no_word_that_tells_nothing(town, text, why):
    await reported(town, text)
    (line,) = [one for one in (await card_of(town.grid)).split("\n") if "为什么" in one]
    assert line == why


async def test_in_hand_it_says_who_by_when_and_still_why(town):
    await reported(town)
    await town.property.presses("接单·今天")
    text = await card_of(town.property)
    assert "👤 物业张师傅已接单\n⏰ 请在" in text
    assert "🚲 说好今天 18:00 前到" in text
    assert "为什么找您：这一类归物业" in text


async def test_what_happened_so_far_takes_three_lines_at_most(town):
    resident = await reported(town)
    await town.property.presses("接单·今天")
    for n in range(1, 5):
        await town.after(minutes=10)
        await tells(town.property, f"第{n}次上门，302的锁舌还要换一个新的" + "，真难" * 20)
    deeds = [line for line in (await card_of(town.property)).split("\n") if line.startswith("· ")]
    assert [line[:22] for line in deeds] == [
        f"· 今天 09:{n}0 物业张师傅：第{n}次上门" for n in (2, 3, 4)
    ]
    assert all("302" not in line and len(line) < 65 for line in deeds)

    await town.property.presses("办结")
    await town.property.says("换好了", media=[photo()])
    assert "物业张师傅说办好了：换好了" in await card_of(town.property)
    await resident.presses("没解决")
    redone = await card_of(town.property)
    assert "居民说没解决，第 1 次重办" in redone
    assert len(redone.split("\n")) <= LINES_MOST


async def test_the_words_sent_with_the_photo_are_told_once(town):
    await reported(town)
    await town.property.presses("接单·今天")
    for words in ("先拆下来了", "换好了"):
        await town.property.presses("反馈")
        await town.property.says(words, media=[photo()])
    await town.property.presses("办结")
    text = await card_of(town.property)
    assert text.count("换好了") == 1 and "物业张师傅说办好了：换好了" in text
    assert "物业张师傅：先拆下来了" in text


async def test_one_message_is_edited_and_never_a_heap_sent(town):
    await reported(town)
    await town.property.presses("接单·今天")
    await town.property.says("到了")
    await town.property.presses("更多")
    await town.property.presses("收起")
    cards = [text for text in await town.property.reads() if "1118-1 · " in text]
    assert len(cards) == 1


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({}, "🛡 居民反映（名字门牌保密）"),
        ({"origin": "walk_in", "filed_by": 1}, "🗣 居民到窗口说的（网格员小李代记）"),
        ({"origin": "patrol", "filed_by": 1}, "🗣 巡查发现（网格员小李）"),
    ],
)
async def test_who_reported_it_is_said_without_a_name(town, values, line):
    resident = await reported(town, NOISE)
    async with town.deps.begin() as work:
        (await work.get(Person, resident.person_id)).name = "王桂兰"
        await work.commit()
    await put(town, **values)
    await town.grid.presses("接单")
    text = await card_of(town.grid)
    assert line in text.split("\n") and "王桂兰" not in text


async def test_who_is_complained_about_reads_of_somebody_without_a_name(town):
    await reported(town, COMPLAINT)
    await town.grid.presses("接单")
    await tells(town.grid, "已去502找王桂兰谈过，她很生气")
    text = await card_of(town.property)
    assert "🗣 匿名居民反映" in text.split("\n")
    for secret in ("王桂兰", "502", "乱涨价", "生气", "2单元"):
        assert secret not in text
    assert "已去" in await card_of(town.grid)


async def test_in_a_group_it_names_who_took_it_and_nothing_personal(town):
    group = await town.group("desk", "yongan", GroupPurpose.STAFF)
    await reported(town, f"{NOISE}，我家302室王桂兰")
    await town.grid.presses("接单·今天")
    await tells(town.grid, "去302看过了，王桂兰在家")
    text = await card_of(group)
    assert "👤 网格员小李已接单" in text and "🚲 说好今天 18:00 前到" in text
    for secret in ("302", "王桂兰", "吵得", "看过了", "💬"):
        assert secret not in text


async def test_a_supervised_ticket_is_marked(town):
    await reported(town, NOISE)
    async with town.deps.begin() as work:
        work.add(
            Supervision(ticket_id=1, since=town.clock.now(), by_id=1, reason="", ended_at=None)
        )
        await work.commit()
    await town.grid.presses("接单")
    assert "🔖 督办件" in (await card_of(town.grid)).split("\n")
    async with town.deps.begin() as work:
        await work.execute(update(Supervision).values(ended_at=town.clock.now()))
        await work.commit()
    await town.grid.says("在谈了")
    assert "🔖" not in await card_of(town.grid)


async def _ruled(town) -> None:
    """A door is a matter of the property company, the chair says."""
    await reported(town)
    await town.property.presses("退单")
    await town.property.presses("归社区")
    await town.property.presses("违章搭建")
    await town.grid.presses("退单")
    await town.grid.presses("归物业")
    await town.grid.presses("公共设施")
    await town.secretary.presses("归物业")


async def test_the_last_ruling_on_the_like_stands_on_later_cards(town):
    await _ruled(town)
    assert "上次同类裁定" not in await card_of(town.property), "its own ruling is no precedent"
    other = await town.resident("other")
    await other.says("5号楼1单元门坏了，关不上")
    assert "⚖️ 上次同类裁定：归物业" in await card_of(town.property, "1118-2 · ")
    await other.says("5号楼停车位被占了")
    assert "上次同类裁定" not in await card_of(town.property, "1118-3 · ")


async def test_a_ruling_of_long_ago_is_none(town):
    await _ruled(town)
    town.clock.move_to(at(18, "09:00").replace(year=2027, month=12))
    other = await town.resident("other")
    await other.says("5号楼1单元门坏了，关不上")
    assert "上次同类裁定" not in await town.property.last()


# Buttons


async def test_what_is_pressed_rarely_is_one_tap_away_and_goes_back(town):
    await reported(town)
    await town.property.presses("接单·今天")
    folded = await town.property.buttons()
    assert folded[:2] == ["📣 反馈", "✅ 办结"] and folded[-1] == "⋯ 更多"
    assert len(folded) <= 6
    assert await town.property.presses("更多") == "好的"
    opened = await town.property.buttons()
    assert opened[:2] == folded[:2] and opened[-1] == "⋯ 收起"
    assert {"🕐 改时间", "↩️ 退单", "⏳ 延期/挂起", "📯 吹哨求助"} <= set(opened)
    await town.property.presses("收起")
    assert await town.property.buttons() == folded


async def test_a_return_begins_on_the_folded_card(town):
    await reported(town)
    first = await town.property.buttons()
    assert first[4:] == ["↩️ 退单", "⋯ 更多"]
    await town.property.presses("更多")
    assert {"💬 问居民", "📯 吹哨求助"} <= set(await town.property.buttons())
    await town.property.presses("接单·今天")
    taken = ["📣 反馈", "✅ 办结", "💬 问居民", "↩️ 退单", "⋯ 更多"]
    assert await town.property.buttons() == taken


async def test_more_is_for_whoever_has_the_card(town):
    resident = await reported(town)
    for actor in (resident, town.grid, town.street):
        assert "认不出来" in await actor.sends_press("more:1:more")
    assert [row.kind for row in await town.outbox() if row.chat == "grid"] == []


async def test_return_is_not_offered_where_it_would_come_back(town):
    await reported(town, COMPLAINT)
    assert "↩️ 退单" not in await town.grid.buttons()
    assert "退了也会回来" in await town.grid.sends_press("return:1")
    await town.grid.presses("接单")
    await town.grid.presses("更多")
    assert "↩️ 退单" not in await town.grid.buttons()


async def test_return_is_not_offered_once_it_was_ruled(town):
    await _ruled(town)
    assert "↩️ 退单" not in await town.property.buttons()
    assert "不能再退" in await town.property.sends_press("return:1")


async def offered(actor) -> set[str]:
    """All the labels of the newest card, those behind 更多 too."""
    if "⋯ 更多" in await actor.buttons():
        await actor.presses("更多")
    return set(await actor.buttons())


async def test_more_time_is_not_offered_while_a_request_for_it_waits(town):
    await reported(town)
    await town.property.presses("接单·今天")
    assert "⏳ 延期/挂起" in await offered(town.property)
    await town.property.sends_press("defer:1:extension.parts.20261130.go")
    assert "⏳ 延期/挂起" not in await offered(town.property)
    assert "📯 吹哨求助" in await offered(town.property)
    await town.manager.sends_press("refuse:1:1")
    assert "⏳ 延期/挂起" in await offered(town.property)


async def test_more_time_is_not_offered_once_all_there_is_was_given(town):
    await reported(town)
    await town.property.presses("接单·今天")
    for number, day in ((1, "20261130"), (2, "20261203")):
        assert "⏳ 延期/挂起" in await offered(town.property)
        await town.property.sends_press(f"defer:1:extension.parts.{day}.go")
        assert "同意" in await town.manager.sends_press(f"approve:1:{number}")
    assert "⏳ 延期/挂起" not in await offered(town.property)
    assert "最多" in await town.property.sends_press("defer:1")


async def test_the_team_is_not_offered_while_it_is_called(town):
    await town.group("team", "yongan", GroupPurpose.VANGUARD)
    await reported(town)
    await town.property.presses("接单·今天")
    assert "🚩 请先锋队" in await offered(town.property)
    await town.property.presses("请先锋队")
    assert "🚩 请先锋队" not in await offered(town.property)


async def test_a_whistle_is_not_offered_where_nobody_stands_above(town):
    await reported(town)
    await town.property.presses("接单·今天")
    assert "📯 吹哨求助" in await offered(town.property)
    async with town.deps.begin() as work:
        ticket = await work.get_one(Ticket, 1)
        ticket.rung = len(ladder_of(town.deps.rules, ticket)) - 1
        await work.commit()
    await town.property.sends_press("more:1:more")
    assert "📯 吹哨求助" not in await offered(town.property)
    assert "没有再高一级" in await town.property.sends_press("whistle:1")


# Old cards


async def cards_of(town) -> list[tuple[str, str, list[str]]]:
    """Number, text and buttons of every message in which the property worker's card stands, or
    stood."""
    return [
        (str(m.id), m.text, [label for row in m.buttons for label, _ in row])
        for m in await town.property.bubbles()
        if "1118-1" in m.text
    ]


async def test_there_is_one_card_however_often_it_is_asked_for(town):
    await reported(town)
    for _ in range(3):
        await town.property.sends_press("show:1")
    ((_, text, labels),) = await cards_of(town)
    assert len(await town.property.was_told()) == 4
    assert "⏰ 请在" in text and any("接单" in label for label in labels)


async def test_what_was_taken_back_stands_once_in_the_chat_of_whoever_had_it(town):
    await reported(town)
    await town.property.sends_press("accept:1:now")
    async with town.deps.begin() as work:
        ticket = await tickets.lock(work, 1)
        await take_back(work, town.deps, ticket, "taken-back")
        await work.commit()
    await town.settle()
    live = [labels for _, _, labels in await cards_of(town) if labels]
    assert len(live) == 1 and any("接单" in label for label in live[0])


async def test_an_older_card_that_a_client_kept_does_no_harm(town):
    await reported(town)
    clerk = await town.staff("clerk", "刘洋", Role.PROPERTY_STAFF, "yongan-property")
    ((old, _, _),) = await cards_of(town)
    await town.property.sends_press("show:1")
    ((new, _, _),) = await cards_of(town)
    await clerk.sends_press("accept:1:today")
    assert "刘师傅已接单" in (await cards_of(town))[0][1], "the newest is edited by itself"

    before = len(await town.outbox())
    for message in (old, new):
        toast = await town.property.sends_press("accept:1:now", message=message)
        assert toast == "晚了一步，物业刘师傅已经接了 1118-1。"
    assert len(await town.outbox()) == before, "what is true already is not said again"
    await clerk.says("到了")
    ((last, text, _),) = await cards_of(town)
    assert last == new and "到了" in text, "the newest card stays the one that is edited"


async def test_a_press_on_what_is_no_card_changes_no_message(town):
    await reported(town)
    await town.property.presses("接单")
    before = len(await town.outbox())
    assert "已经在您手里" in await town.property.sends_press("accept:1:now", message="999")
    assert len(await town.outbox()) == before


async def test_a_card_whose_offer_has_lapsed_gets_the_present_ones(town):
    await reported(town)
    await town.after(hours=8, minutes=30)
    assert "来不及了" in await town.property.sends_press("accept:1:today")
    buttons = (await town.property.bubbles())[0].buttons
    labels = [label for row in buttons for label, _ in row]
    assert "✋ 接单·今天" not in labels and "✋ 接单·明天" in labels


async def test_who_has_left_gets_nothing_of_it_by_an_old_button(town):
    await reported(town, f"{NOISE}，我家302室")
    async with town.deps.begin() as work:
        gone = await work.get(Membership, 1)
        assert gone.person_id == town.grid.person_id
        await work.delete(gone)
        await work.commit()
    await town.grid.sends_press("accept:1:now")
    assert (await town.ticket()).handler_id is None
    last = await town.grid.last()
    assert "302" not in last and "半夜" not in last


# What a resident says late


async def test_a_category_told_after_somebody_took_it_is_a_note_to_them(town):
    resident = await town.resident()
    await resident.says("3号楼2单元这边有点问题")
    ticket = await town.ticket()
    await town.grid.sends_press("accept:1:today")
    await resident.presses("改类别")
    await resident.presses("公共设施")
    assert "居民说 1118-1 是“" in await town.grid.last()
    assert "已告诉办事的人" in await resident.last()
    after = await town.ticket()
    assert (after.category, after.lead_unit) == (ticket.category, ticket.lead_unit)
    assert [e.values.get("category") for e in await town.events("add")] != []


LONG = "楼上卫生间从上个月开始往下漏水，整面墙都起皮了。物业师傅来看过一次，后来就没有下文了。" * 10


async def test_a_long_report_is_cut_at_a_sentence_and_whole_behind_a_tap(town):
    words = f"3号楼2单元502{LONG[:400]}"
    await reported(town, words)
    card = await card_of(town.property)
    assert screen_lines(card) <= LINES_MOST
    (text,) = [line for line in card.split("\n") if line.startswith("💬")]
    assert text.endswith(("了。…", "了…")) and len(text) > 60
    assert await town.property.presses("📄 全文") == "已发给您"
    assert screen_lines(await town.property.last()) <= LINES_MOST
    assert words in await town.property.reads_on()
    stranger = await town.resident("stranger")
    assert await stranger.sends_press("full:1") == "这一单不归您操作。"


async def test_whatever_comes_together_a_card_is_one_screen_and_nothing_is_lost(town):
    await reported(town, f"3号楼2单元502门坏了，关不上。{LONG}", media=[photo()])
    await put(town, households=12, alike="1118-99", redo=2, eta_at=at(20, "09:00"))
    await town.property.presses("接单·约时间")
    await town.property.says("下午3点")
    for n in range(4):
        await tells(town.property, f"第{n}次上门，锁舌还要换一个新的" + "，真难" * 20)
    async with town.deps.begin() as work:
        reason = "居民反映多次"
        work.add(Supervision(ticket_id=1, since=town.clock.now(), by_id=1, reason=reason))
        await work.commit()
    await town.property.sends_press("show:1")
    card = await card_of(town.property)
    assert screen_lines(card) <= LINES_MOST
    assert "💬" in card and "请在" in card and "第3次上门" in card
    await town.property.presses("全文")
    whole = await town.property.reads_on()
    assert LONG in whole and all(f"第{n}次上门" in whole for n in range(4))
    assert "🔎 可能和 1118-99 是同一件事" in whole and "12 户反映" in whole


async def test_a_short_card_has_no_button_to_read_more(town):
    await reported(town)
    assert "📄 全文" not in await town.property.buttons()


async def test_photos_come_once_and_again_when_asked_for(town):
    async def shown() -> int:
        texts = await town.property.reads()
        return sum("📎 1118-1 居民发来的" in text for text in texts)

    resident = await reported(town, "3号楼2单元502门坏了，关不上", media=[photo()])
    assert await shown() == 1
    for _ in range(2):
        await town.property.sends_press("show:1")
    assert await shown() == 1
    assert await town.property.presses("📎 附件（1）") == "已发给您"
    assert await shown() == 2
    assert await resident.sends_press("photos:1") == "这一单不归您操作。"
    await town.manager.sends_press("show:1")
    texts = await town.manager.reads()
    assert sum("居民发来的" in text for text in texts) == 1


async def test_whoever_may_not_see_her_words_gets_neither_photos_nor_the_whole(town):
    await reported(town, COMPLAINT + LONG, media=[photo()])
    await town.property.sends_press("show:1")
    assert not any("照片" in label for label in await town.property.buttons())
    assert await town.property.sends_press("photos:1") == "这一单不归您操作。"
    await town.property.sends_press("full:1")
    assert "王桂兰" not in "".join(await town.property.reads())
    assert "漏水" not in "".join(await town.property.reads())


async def test_a_card_taken_late_says_so(town):
    await reported(town, PASSAGE)
    await town.until(at(18, "11:30"))
    await town.grid.sends_press("accept:1:now")
    card = next(text for text in await town.grid.reads() if "网格员小李已接单" in text)
    assert "❗️超时：今天 11:00 前该办好" in card
    assert "🤝 配合方还没人接，已经晚了" in card
    await town.property.sends_press("take_part:1")
    card = next(text for text in await town.grid.reads() if "网格员小李已接单" in text)
    assert "🤝 物业张师傅来配合，晚了：今天 11:00 前该办好" in card
