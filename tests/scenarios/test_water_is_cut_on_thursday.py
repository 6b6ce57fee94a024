"""停水通知: the secretary writes a sentence, taps for whom, looks, sends. Two buildings hear of it,
each chat once whatever is killed; then it is corrected, and over. The report names nobody."""

from dataclasses import dataclass

import pytest

from db.models import GroupPurpose, OutboxState, Person
from db.notice_rows import Notice
from domain.inbound import Media
from domain.notice import NoticeState
from tests.scenarios.staging import at, heard, reopen
from tests.support.town import photo
from workflows.speech import Channel, Unreachable
from workflows.spread_notices import spread_notices

WORDS = "周四9点到17点停水，请提前接水。"
HEAD = "📢 永安社区通知"
NAME = "“周四9点到17点停水，请提前接水。”"


@dataclass
class Blocked:
    """The channel, as it is when somebody has blocked us there."""

    channel: Channel
    chat: str

    @property
    def name(self):
        return self.channel.name

    async def send(self, said):
        if said.chat == self.chat:
            raise Unreachable("blocked")
        return await self.channel.send(said)


async def _home(town, chat, building, room=None, **more):
    actor = await town.resident(chat)
    async with town.deps.begin() as work:
        person = await work.get(Person, actor.person_id)
        home = {"compound": "yongan-garden", "building": building, "unit": "1", "room": room}
        person.home = home | more
        await work.commit()
    town.people[chat] = actor
    return actor


@pytest.fixture
async def homes(town):
    """Three homes in building 3, two in 5, one in 6; one next door."""
    for number in range(3):
        await _home(town, f"three{number}", "3", f"{number + 1}01")
    for number in range(2):
        await _home(town, f"five{number}", "5", f"{number + 1}01")
    await _home(town, "six", "6", "101")
    town.people["elsewhere"] = await town.resident("elsewhere", "party-school-yard")
    return town


async def _to_two_buildings(town, words=WORDS):
    await town.secretary.says(f"/notice {words}")
    await town.secretary.presses("几栋楼、几个群")
    await town.secretary.presses("几栋楼 ›")
    await town.secretary.presses("3号楼")
    await town.secretary.presses("5号楼")
    await town.secretary.presses("选好了")


async def test_two_taps_after_the_words_where_nothing_is_special(homes):
    town = homes
    await town.secretary.says(f"/notice {WORDS}")
    assert "还没有发" in await town.secretary.last()
    assert await town.secretary.presses("永安花园") == "👀 先看看，还没发"
    *_, seen, board = await town.secretary.reads()
    assert seen == f"{HEAD}\n{WORDS}\n——您家在永安花园，所以发给您。"
    assert "会发给 6 户。" in board
    assert await town.six.reads() == []
    assert await town.secretary.presses("✅ 发送") == "📤 开始发了"
    await town.after(seconds=10)
    assert await town.six.last() == f"{HEAD}\n{WORDS}\n——您家在永安花园6号楼，所以发给您。"
    assert await town.people["elsewhere"].reads() == []


async def test_a_water_cut_from_its_first_word_to_its_end(homes):
    town = homes
    await town.three1.says("别给我发通知")
    assert "除了紧急的" in await town.three1.last()
    town.program.channels["web"] = Blocked(town.program.channels["web"], "five0")
    await _to_two_buildings(town)
    *_, seen, board = await town.secretary.reads()
    assert seen.startswith(f"{HEAD}\n{WORDS}\n")
    assert "发给：永安花园3号楼、永安花园5号楼" in board
    assert "会发给 4 户。\n另有 1 户只收紧急的，这次不发。" in board
    await town.secretary.presses("✅ 发送")
    assert await spread_notices(town.deps, page=1, pages=4) == 2, "killed half way"
    await reopen(town)
    town.program.channels["web"] = Blocked(town.program.channels["web"], "five0")
    await town.after(minutes=1)
    await town.after(minutes=1)
    report = f"📬 发完了：{NAME}\n送到 3 处，还在等 0 处，发不到 1 处（停用或拉黑了）。"
    assert [t for t in await town.secretary.reads() if t.startswith("📬 发完了")] == [report]
    for chat in ("three0", "three2", "five1"):
        assert len(await heard(town.people[chat], HEAD)) == 1, chat
    assert await heard(town.three1, HEAD) == []
    assert await heard(town.six, HEAD) == []
    assert "3号楼" in await town.three0.last()

    await town.six.says("/news")
    assert "停水" not in await town.six.last()
    await town.three1.says("/news")
    assert "📢 周四9点到17点停水" in await town.three1.last(), "who is muted can still look"

    await town.secretary.presses("更正")
    await town.secretary.says("改到周五停水，时间不变。")
    *_, seen, board = await town.secretary.reads()
    assert seen == f"✏️ 永安社区通知更正\n说的是：{NAME}\n改到周五停水，时间不变。"
    assert "上次收到的 3 处" in board
    await town.secretary.presses("✅ 发送")
    await town.after(minutes=1)
    assert "改到周五" in await town.three0.last()
    assert "改到周五" not in "".join(await town.six.reads())
    await town.three0.says("/news")
    assert "改到周五" in await town.three0.last() and "周四" not in await town.three0.last()

    await town.secretary.presses("已恢复")
    await town.secretary.presses("✅ 发送")
    await town.after(minutes=1)
    assert (await town.three0.last()).startswith(
        "✅ 永安社区通知：已恢复（已结束）\n说的是：“改到周五"
    )
    assert await heard(town.three1, "已恢复") == []
    await town.three0.says("/news")
    assert "停水" not in await town.three0.last()
    assert all(row.state is NoticeState.SENT for row in await town.rows(Notice))


async def test_the_report_counts_and_names_nobody(homes):
    town = homes
    await _to_two_buildings(town)
    await town.secretary.presses("✅ 发送")
    await town.after(seconds=10)
    await town.after(seconds=10)
    told = [text for text in await town.secretary.reads() if text.startswith("📬 发完了")]
    assert told == [f"📬 发完了：{NAME}\n送到 5 处，还在等 0 处，发不到 0 处（停用或拉黑了）。"]
    said = "".join(await town.secretary.reads())
    assert "three0" not in said and "101" not in said
    await town.secretary.presses("送到多少")
    assert "送到 5 处" in "".join(await town.secretary.reads())


async def test_at_night_it_waits_for_the_morning_and_the_preview_says_so(homes):
    town = homes
    await town.until(at(18, "22:30"))
    await _to_two_buildings(town)
    assert "现在是休息时间，明天 07:30再发出去" in await town.secretary.last()
    await town.secretary.presses("✅ 发送")
    await town.after(minutes=5)
    assert await heard(town.three0, HEAD) == []
    assert [t for t in await town.secretary.reads() if t.startswith("📬 发完了")] == []
    await town.until(at(19, "07:32"))
    assert await heard(town.three0, HEAD) == ["19 07:30"]
    assert [t for t in await town.secretary.reads() if t.startswith("📬 发完了")]


async def test_an_urgent_one_goes_through_the_night_and_through_mute(homes):
    town = homes
    await town.three1.says("/mute")
    await town.until(at(18, "23:30"))
    await _to_two_buildings(town, "水管爆了，请马上关好阀门。")
    await town.secretary.presses("改一改")
    await town.secretary.presses("改成紧急")
    assert "会发给 5 户" in await town.secretary.last()
    assert "现在就发" in await town.secretary.last()
    await town.secretary.presses("✅ 发送")
    await town.after(seconds=10)
    for chat in ("three0", "three1"):
        assert await heard(town.people[chat], "🚨 永安社区紧急通知") == ["18 23:30"]


async def test_her_own_ticket_is_never_muted(homes):
    town = homes
    await town.six.says("/mute")
    await town.six.says("3号楼2单元灯坏了")
    assert "您的编号" in await town.six.last() or "1118-1" in await town.six.last()
    await town.property.presses("接单")
    assert "张师傅" in "".join(await town.six.reads())
    await town.six.says("还是给我发通知吧")
    assert await town.six.last() == "好，有事通知您"


async def test_mothers_home_brings_it_once_and_says_whose(homes):
    town = homes
    daughter = town.people["elsewhere"]
    await daughter.says("我妈家在永安花园3号楼1单元302")
    neighbour = town.three0
    await neighbour.says("我妈家在永安花园5号楼1单元302")
    await _to_two_buildings(town)
    assert "会发给 6 户" in await town.secretary.last()
    await town.secretary.presses("✅ 发送")
    await town.after(seconds=10)
    assert "——您妈妈家在永安花园3号楼，所以发给您。" in await daughter.last()
    assert len(await heard(neighbour, HEAD)) == 1
    assert "您家在永安花园3号楼" in await neighbour.last()


async def test_it_can_be_stopped_while_it_is_under_way(homes):
    town = homes
    await town.secretary.says(f"/notice {WORDS}")
    await town.secretary.presses("永安花园")
    await town.secretary.presses("✅ 发送")
    assert await spread_notices(town.deps, page=2, pages=2) == 2
    assert await town.secretary.presses("停发") == "⏹ 已停发"
    await town.after(minutes=1)
    told = [row for row in await town.outbox() if row.ticket_id == -40_000_001]
    assert len(told) == 2
    assert {row.state for row in told} <= {OutboxState.SENT, OutboxState.SUPERSEDED}
    assert "⏹ 已停发" in "".join(await town.secretary.reads())
    await town.three2.says("/news")
    assert "停水" not in await town.three2.last()


async def test_groups_and_a_photo_go_along(homes):
    town = homes
    await town.group("talk", "yongan", GroupPurpose.STAFF)
    await town.secretary.says("/notice")
    assert "请把通知的话发来" in await town.secretary.last()
    await town.secretary.says(WORDS, media=[photo()])
    await town.secretary.presses("几栋楼、几个群")
    await town.secretary.presses("全部都发")
    await town.secretary.presses("👥 党员群")
    await town.secretary.presses("🛠 工作群")
    await town.secretary.presses("选好了")
    assert "会发给 7 户、2 个群。" in await town.secretary.last()
    await town.secretary.presses("✅ 发送")
    await town.after(seconds=10)
    assert await town.party.last() == f"{HEAD}\n{WORDS}"
    assert await town.talk.last() == f"{HEAD}\n{WORDS}"
    assert (await town.party.bubbles())[-1].media and not (await town.party.bubbles())[-1].buttons
    assert await town.people["party_street"].reads() == []


async def test_no_single_home_is_written_to(homes):
    town = homes
    await town.secretary.says(f"/notice {WORDS}")
    await town.secretary.presses("几栋楼、几个群")
    await town.secretary.presses("几栋楼 ›")
    await town.secretary.presses("6号楼")
    await town.secretary.presses("选好了")
    assert (await town.secretary.presses("✅ 发送")).startswith("选的地方不到 3 户")
    assert [row.state for row in await town.rows(Notice)] == [NoticeState.DRAFT]
    await town.after(minutes=1)
    assert await town.six.reads() == []


async def test_what_cannot_be_a_notice_is_answered_kindly(homes):
    town = homes
    await town.secretary.says("/notice")
    await town.secretary.says("停" * 10_000)
    assert "太长了：10,000 字，最多 500 字" in "".join(await town.secretary.reads())
    await town.secretary.says(odd="too_big")
    assert "通知只能配照片" in await town.secretary.last()
    await town.secretary.says("停水", media=[Media("web", "0" * 32, "document")])
    assert "通知只能配照片" in await town.secretary.last()
    await town.secretary.says("😀😀")
    assert "请把通知的话发来" in await town.secretary.last()
    await town.secretary.says("\u202e<b>停水</b> <script>\u200f周四")
    assert "还没有发" in await town.secretary.last()
    await town.secretary.presses("永安花园")
    assert "\n<b>停水</b> <script>周四\n" in (await town.secretary.reads())[-2]
    await town.secretary.presses("改一改")
    await town.secretary.presses("到几时为止")
    await town.secretary.says("随便")
    assert "没看懂是几时" in await town.secretary.last()
    await town.secretary.says("明天下午5点")
    assert "（到 11月19日（周四）17:00 为止）" in (await town.secretary.reads())[-2] or (
        "17:00 为止" in (await town.secretary.reads())[-2]
    )
    assert await town.tickets() == []


async def test_words_of_danger_may_be_her_own(homes):
    town = homes
    await town.secretary.says("/notice")
    await town.secretary.says("3号楼我家着火了")
    assert "您自己在报险" in await town.secretary.last()
    await town.secretary.presses("我在报险")
    assert (await town.ticket()).level == "L0"
    assert [row.state for row in await town.rows(Notice)] == [NoticeState.DECLINED]


async def test_only_whoever_leads_there_sends_and_stops(homes):
    town = homes
    await town.secretary.says(f"/notice {WORDS}")
    assert (await town.grid.sends_press("notice:1:send")).startswith("发通知要由")
    assert (await town.six.sends_press("notice:1:send")) != "📤 开始发了"
    assert (await town.street.sends_press("notice:1:send")).startswith("这是别人还没发的")
    await town.secretary.presses("永安花园")
    await town.secretary.presses("✅ 发送")
    assert await town.street.sends_press("notice:1:stop") == "⏹ 已停发"
    assert await town.secretary.sends_press("notice:1:send") == "这一条已经停发了。"
    assert (
        await town.secretary.sends_press("notice:9:send")
        == "这个按钮认不出来了，请用最新的那条消息。"
    )


async def test_a_street_chooses_its_communities(homes):
    town = homes
    await town.street.says("/notice 明天下雪，出门慢走。")
    await town.street.presses("永安社区")
    assert "会发给 7 户" in await town.street.last()
    await town.street.presses("✅ 发送")
    await town.after(seconds=10)
    assert (await town.six.last()).startswith("📢 建中街街道通知\n明天下雪")
