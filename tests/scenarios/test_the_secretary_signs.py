"""Monday morning: whoever leads the unit reads last week first, changes what may be changed, and
sends it; the Party groups get it once, and a correction as such."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.config_file import load_settings
from db.models import Group, Person, Summary, Ticket
from domain.shield import covered
from domain.summary import SummaryState
from tests.scenarios.staging import at, heard, reopen
from tests.support.town import EXAMPLE, ZONE, open_town

LIFT = "3号楼2单元电梯坏了"
HEAD = "永安社区 一周民情（11.16—11.22）"
KINDS = ("week-supervised-head", "week-suggestions-adopted", "week-overdue-personal")


async def _a_week(town):
    resident = await town.resident()
    await resident.says(LIFT)
    await town.property.presses("接单")
    await town.until(at(23, "08:00"))


@pytest.fixture
async def monday(begun):
    """One matter lies overdue; it is Monday, 08:00."""
    return await begun(_a_week)


async def kept(town, unit: str = "yongan") -> Summary:
    (row,) = [one for one in await town.rows(Summary) if one.unit == unit]
    return row


async def test_she_reads_it_and_sends_it(monday):
    draft = await monday.secretary.last()
    assert draft.startswith(
        "📝 永安社区 上周的一周民情，请您看一看。点“发送”，就发到 1 个党组织群。"
    )
    assert HEAD in draft and "来单 1 件" in draft
    assert await heard(monday.party, HEAD) == []
    assert await monday.secretary.presses("发送") == "✅ 已发到 1 个群"
    assert (await monday.party.last()) == draft.split("\n", 1)[1]
    assert (await monday.secretary.last()).startswith("✅ 永安社区 一周民情，已发到 1 个党组织群：")
    row = await kept(monday)
    assert (row.state, row.signed_by) == (SummaryState.SENT, monday.secretary.person_id)
    await monday.after(days=3)
    assert len(await heard(monday.party, HEAD)) == 1
    assert await heard(monday.secretary, "请您看一看") == []  # it is edited in place


async def test_what_she_strikes_and_adds(monday):
    await monday.secretary.presses("修改")
    labels = await monday.secretary.buttons()
    assert [one for one in labels if "不提" in one] == ["✂️ 不提“分工”", "✂️ 不提“1118-1”"]
    await monday.secretary.presses("不提“1118-1”")
    assert "· 1118-1" not in await monday.secretary.last()
    assert "超时还没办好 1 件" in await monday.secretary.last()  # a number is never left out
    await monday.secretary.presses("加一句话")
    await monday.secretary.says("感谢3号楼的志愿者！有事打13912345678")
    assert "💬 感谢3号楼的志愿者！有事打…" in await monday.secretary.last()
    await monday.secretary.presses("发送")
    sent = await monday.party.last()
    assert "1118-1" not in sent and "139" not in sent
    assert sent.endswith("💬 感谢3号楼的志愿者！有事打…")


async def test_of_what_the_text_has_no_room_for_she_changes_the_picture(monday):
    """Of a bad week's split the text says nothing; she takes it off the picture."""
    async with monday.deps.begin() as work:
        row = await work.get_one(Summary, (await kept(monday)).id)
        more = [[key, {"count": 1, "adopted": 0}] for key in KINDS]
        row.parts = [*row.parts, *more]
        await work.commit()
    await monday.secretary.presses("修改")
    text, labels = await monday.secretary.last(), await monday.secretary.buttons()
    assert "分工" not in text and "✂️ 图上不画“分工”" in labels
    await monday.secretary.presses("图上不画“分工”")
    assert await monday.secretary.last() == text
    assert "↩️ 图上还画“分工”" in await monday.secretary.buttons()


async def say_sentence(town, *sentences: str) -> None:
    await town.secretary.presses("修改")
    await town.secretary.presses("加一句话")
    for one in sentences:
        await town.secretary.says(one)


async def named(town, name: str) -> None:
    async with town.deps.begin() as work:
        ticket = await work.get_one(Ticket, 1)
        (await work.get_one(Person, ticket.owner_id)).name = name
        await work.commit()


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("感谢王秀兰对我们的支持", "“王秀兰”像是来反映过事的居民"),
        ("5号楼502天天往楼下扔垃圾", "说谁家、谁的不是"),
        ("有人举报楼道堆物，请配合", "说谁家、谁的不是"),
        ("张强修个灯拖了三天，大家引以为戒", "点名说“张强”没做好"),
        ("上周三件超时的都在网格员李娜手上", "点名说“李娜”没做好"),
        ("张经理迟迟不接单", "点名说“张经理”没做好"),
    ],
)
async def test_a_sentence_that_may_tell_of_somebody_is_asked_about_first(monday, sentence, asked):
    await named(monday, "王秀兰")
    await say_sentence(monday, sentence)
    assert asked in await monday.secretary.last()
    assert (await kept(monday)).added == []
    await monday.secretary.presses("就这样发")
    assert (await kept(monday)).added == [covered(sentence)]
    draft = [one for one in await monday.secretary.reads() if HEAD in one][-1]
    assert draft.endswith(f"💬 {covered(sentence)}")
    pressed = f"week:{(await kept(monday)).id}:sure"
    assert await monday.secretary.sends_press(pressed) == "这个按钮认不出来了，请用最新的那条消息。"
    assert len((await kept(monday)).added) == 1


async def test_in_other_words_it_is_not_asked_about(monday):
    await named(monday, "王秀兰")
    await say_sentence(monday, "感谢王秀兰对我们的支持", "感谢大家对我们的支持")
    assert (await kept(monday)).added == ["感谢大家对我们的支持"]


@pytest.mark.parametrize(
    "sentence",
    [
        "感谢李娜，超时的都办完了",
        "李娜辛苦了！还没办的下周接着办",
        "有事请找张强",
        "物业修灯太慢了",
    ],
)
async def test_thanks_by_name_and_words_about_nobody_go_unasked(monday, sentence):
    await say_sentence(monday, sentence)
    assert len((await kept(monday)).added) == 1


async def test_a_correction_that_names_somebody_waits_for_her_word(monday):
    await named(monday, "王秀兰")
    await monday.secretary.presses("发送")
    await monday.secretary.presses("更正")
    await monday.secretary.says("来单应为 2 件，少了王秀兰那件")
    assert await heard(monday.party, "更正") == []
    await monday.secretary.presses("就这样发")
    assert len(await heard(monday.party, "少了王秀兰那件")) == 1


async def test_a_struck_item_can_come_back_and_a_sentence_be_taken_back(monday):
    await monday.secretary.presses("修改")
    before = await monday.secretary.last()
    await monday.secretary.presses("不提“分工”")
    await monday.secretary.presses("还要“分工”")
    await monday.secretary.presses("加一句话")
    await monday.secretary.says("大家辛苦了")
    await monday.secretary.presses("修改")
    await monday.secretary.presses("去掉加的话")
    assert await monday.secretary.last() == before


async def test_at_an_hour_of_her_choice(monday):
    await monday.secretary.presses("定时发")
    assert await monday.secretary.presses("今天 12:00") == "🕗 今天 12:00发"
    await monday.until(at(23, "11:59"))
    assert await heard(monday.party, HEAD) == []
    await reopen(monday)
    await monday.until(at(23, "12:00"))
    assert await heard(monday.party, HEAD) == ["23 12:00"]


async def test_what_she_signed_goes_however_long_it_was_in_vain(monday):
    """The program stood still for seven weeks after she had set the hour."""
    await monday.secretary.presses("定时发")
    await monday.secretary.presses("今天 12:00")
    await reopen(monday)
    monday.clock.move_to(at(23, "12:00") + timedelta(weeks=7))
    for _ in range(2):
        await monday.after(minutes=1)
    assert len(await heard(monday.party, HEAD)) == 1


async def test_a_month_that_was_signed_goes_late_as_well(database_url):
    town = await open_town(database_url)
    await town.until(datetime(2026, 12, 1, 8, tzinfo=ZONE))
    await town.secretary.presses("定时发")
    await town.secretary.presses("明天 09:00")
    town.clock.move_to(datetime(2026, 12, 20, 8, tzinfo=ZONE))
    await town.after(minutes=1)
    assert len(await heard(town.party, "永安社区 2026-11 民情")) == 1
    await town.close()


async def test_she_sets_an_hour_and_thinks_better_of_it(monday):
    await monday.secretary.presses("定时发")
    await monday.secretary.presses("今天 12:00")
    await monday.secretary.presses("改主意")
    await monday.secretary.presses("不发")
    await monday.after(days=2)
    assert await heard(monday.party, HEAD) == []
    assert (await kept(monday)).state is SummaryState.DECLINED
    assert any(t.startswith("🚫 永安社区 这一周的不发：") for t in await monday.secretary.reads())


async def test_she_answers_on_tuesday(monday):
    await monday.until(at(24, "08:00"))
    assert await heard(monday.secretary, "请您看一看") == ["23 08:00", "24 08:00"]
    await monday.until(at(24, "09:30"))
    await monday.secretary.presses("发送")
    assert await heard(monday.party, HEAD) == ["24 09:30"]


async def test_nobody_signs_and_above_hears_of_it(monday):
    """Each of the units asks its own, three times; the third time whoever is above as well."""
    for day in (24, 25, 26, 27):
        await monday.until(at(day, "08:00"))
    asked = "永安社区 上周的一周民情，请您看一看"
    assert await heard(monday.secretary, asked) == ["23 08:00", "24 08:00", "25 08:00"]
    assert await heard(monday.street, asked) == ["25 08:00"]
    await monday.street.sends_press(f"week:{(await kept(monday)).id}:send")
    assert len(await heard(monday.party, HEAD)) == 1


async def test_she_is_off_duty_and_whoever_is_above_is_asked(town):
    await (await town.resident()).says(LIFT)
    await town.off_duty("secretary")
    await town.until(at(23, "08:00"))
    assert await heard(town.secretary, "请您看一看") == []
    assert await heard(town.street, "永安社区 上周的一周民情，请您看一看") == ["23 08:00"]


async def test_a_correction_is_marked_as_one(monday):
    await monday.secretary.presses("发送")
    await monday.secretary.presses("更正")
    await monday.secretary.says("来单应为 2 件，有一件是电话来的")
    said = "✏️ 更正 永安社区 一周民情（2026-W47）：来单应为 2 件，有一件是电话来的"
    assert await monday.party.last() == said
    assert (await kept(monday)).corrections == ["来单应为 2 件，有一件是电话来的"]
    assert len(await heard(monday.party, HEAD)) == 1
    await monday.after(days=2)
    await monday.secretary.says("/summary 2026-W47")
    assert (await monday.secretary.last()).endswith(said)


async def test_it_can_be_read_again(monday):
    await monday.secretary.presses("发送")
    await monday.after(days=2)
    await monday.secretary.says("/summary 2026-W47")
    assert (await monday.secretary.last()).startswith("✅ 永安社区 一周民情，已发到 1 个党组织群：")
    assert HEAD in await monday.secretary.last()
    await monday.secretary.says("/summary 2026-W40")
    assert (await monday.secretary.last()).startswith("📋 永安社区 一周民情（9.28—10.4）")
    await monday.secretary.says("/summary 前阵子")
    assert "没认出是什么时候" in await monday.secretary.last()


async def test_others_can_neither_read_nor_send_it(monday):
    row = await kept(monday)
    for chat in ("grid", "property", "manager"):
        actor = monday.people[chat]
        answer = await actor.sends_press(f"week:{row.id}:send")
        assert "书记" in answer or "负责" in answer, chat
        assert await heard(monday.party, HEAD) == [], chat
        await actor.says("/summary")
        assert HEAD not in await actor.last(), chat


async def test_two_press_at_once_and_it_goes_once(monday):
    await monday.until(at(25, "08:00"))
    await monday.secretary.presses("发送")
    row = await kept(monday)
    answer = await monday.street.sends_press(f"week:{row.id}:send")
    assert answer == "这一份已经发出去了，要改请点“更正”。"
    assert len(await heard(monday.party, HEAD)) == 1


async def test_a_forged_button_changes_nothing(monday):
    row = await kept(monday)
    before = (row.state, row.left_out, row.added, row.send_at)
    for choice in ("", ":at", ":at.202601010000", ":cut", ":cut.0", ":cut.99", ":x.y"):
        assert await monday.secretary.sends_press(f"week:{row.id}{choice}"), choice
        row = await kept(monday)
        assert (row.state, row.left_out, row.added, row.send_at) == before, choice


async def test_a_sentence_that_cannot_be_taken(monday):
    for words in ("长" * 101, "👍", "   "):
        await monday.secretary.presses("修改")
        await monday.secretary.presses("加一句话")
        await monday.secretary.says(words)
        assert (await kept(monday)).added == [], words
        assert "再点一次按钮" in await monday.secretary.last(), words


@pytest.mark.parametrize("change", [{"sealed": True}, {"against": "community"}])
async def test_what_was_sealed_after_the_draft_is_not_named_any_more(monday, change):
    assert "1118-1" in await monday.secretary.last()
    async with monday.deps.begin() as work:
        for name, value in change.items():
            setattr(await work.get_one(Ticket, 1), name, value)
        await work.commit()
    await monday.secretary.presses("发送")
    sent = await monday.party.last()
    assert "1118-1" not in sent
    assert "超时还没办好 1 件" in sent


async def test_a_month_that_was_over_long_before_is_nobody_s_draft(database_url):
    """Somebody asks for months in the middle of one: the next one comes, and no older one."""
    wanted = load_settings(EXAMPLE).summary.model_copy(
        update={"longer": ("month", "quarter", "year"), "automatic": ("yongan",)}
    )
    town = await open_town(database_url, summary=wanted)
    async with town.deps.begin() as work:
        for group in await work.scalars(select(Group)):
            group.bound_at = datetime(2026, 6, 1, tzinfo=ZONE)
        await work.commit()
    await town.after(minutes=1)
    assert [row for row in await town.rows(Summary) if "W" not in row.week] == []
    await town.until(datetime(2026, 12, 1, 8, tzinfo=ZONE))
    longer = {row.week for row in await town.rows(Summary) if "W" not in row.week}
    assert longer == {"2026-11"}
    await town.until(datetime(2027, 1, 1, 8, tzinfo=ZONE))
    longer = {row.week for row in await town.rows(Summary) if "W" not in row.week}
    assert longer == {"2026-11", "2026-12", "2026-Q4", "2026"}
    await town.close()


async def test_a_correction_says_of_what(database_url):
    town = await open_town(database_url)
    await town.until(datetime(2026, 12, 1, 8, tzinfo=ZONE))
    await town.secretary.presses("发送")
    await town.secretary.presses("更正")
    await town.secretary.says("来单应为 2 件")
    assert await town.party.last() == "✏️ 更正 永安社区 2026-11 的民情：来单应为 2 件"
    await town.close()
