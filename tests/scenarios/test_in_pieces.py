"""She writes as she speaks: a few words, the building, the door, a photo. It is one report, taken
with its first words; the desk reads one card that grows."""

import random
from datetime import timedelta

import pytest

from bot.settings import Residents
from db.models import Person
from domain.inbound import LOCATION, Media
from domain.lifecycle import Status
from tests.scenarios.staging import heard, nothing_is_silent
from tests.support.town import START, photo

WATER = "家里停水了"
MANHOLE = "这里井盖没了"
SHOWN = (photo(), Media("web", "34.75123,113.61234", LOCATION))
PIECES = (WATER, "3号楼", "2单元501", "从早上就没水", "p", "老人在家")


@pytest.fixture
async def town(town_at):
    """A town in which messages in a row are gathered, as the configuration has it."""
    return await town_at(START, residents=Residents())


@pytest.mark.parametrize("first", ["电梯里困人了", "3号楼2单元楼道灯坏了"])
async def test_a_complaint_about_the_worker_is_no_part_of_what_the_company_reads(town, first):
    resident = await town.resident()
    await resident.says(first)
    await resident.says("物业师傅要红包")
    assert [one.against for one in await town.tickets()] == [None, "property"]
    assert "红包" not in "".join(await town.property.reads() + await town.manager.reads())


async def test_four_messages_are_one_report(town):
    resident = await town.resident()
    await resident.says(WATER)
    taken = await resident.last()
    assert "收到，您放心。编号 1118-1" in taken, "nothing waits for the rest"
    card = await town.property.last()
    assert WATER in card and "3号楼" not in card

    await town.after(seconds=6)
    await resident.says("3号楼")
    await town.after(seconds=8)
    await resident.says("2单元501")
    await town.after(seconds=10)
    await resident.says(media=[photo("a" * 32)])

    (ticket,) = await town.tickets()
    assert ticket.text == "家里停水了\n3号楼\n2单元501"
    assert (ticket.place["building"], ticket.place["unit"]) == ("3", "2")
    assert ticket.place["room"] == "501" and len(ticket.media) == 1
    cards = [text for text in await town.property.reads() if "1118-1 ·" in text]
    assert len(cards) == 1, "its card is edited"
    assert "3号楼2单元501" in cards[0] and "有 1 个附件" in cards[0]
    assert len(await heard(town.property, "居民给 1118-1 补充")) == 1, "the photo itself"
    assert "都记到一起了。编号 1118-1" in await resident.last()
    homes = {one.id: one.home for one in await town.rows(Person)}
    assert homes[resident.person_id]["room"] == "501"
    await nothing_is_silent(town)


async def test_in_whatever_order_and_pieces_it_is_one_ticket_with_all_of_it(town):
    chance = random.Random(6)
    for turn in range(24):
        town.clock.move_to(town.clock.now() + timedelta(hours=3))
        resident = await town.resident(f"resident-{turn}")
        pieces = list(PIECES)
        chance.shuffle(pieces)
        await _write(town, resident, _put_together(chance, pieces))
        mine = [one for one in await town.tickets() if one.owner_id == resident.person_id]
        assert len(mine) == 1, (pieces, [one.text for one in mine])
        ticket = mine[0]
        words = [piece for piece in pieces if piece != "p"]
        assert all(piece in ticket.text for piece in words), (pieces, ticket.text)
        assert (len(ticket.media), ticket.category) == (1, "repair"), pieces
        assert [ticket.place[k] for k in ("building", "unit", "room")] == ["3", "2", "501"], pieces


def _put_together(chance, pieces) -> list[list[str]]:
    """Some of the pieces, next to each other, in one message."""
    messages: list[list[str]] = []
    for piece in pieces:
        if messages and chance.random() < 0.3:
            messages[-1].append(piece)
        else:
            messages.append([piece])
    return messages


async def _write(town, resident, messages) -> None:
    for number, pieces in enumerate(messages):
        media = [photo(f"{number:032}")] if "p" in pieces else []
        await resident.says("，".join(one for one in pieces if one != "p"), media=media)
        town.clock.move_to(town.clock.now() + timedelta(seconds=7))


async def test_another_matter_is_another_ticket(town):
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了")
    await resident.says("垃圾也没人收")
    await resident.says("5号楼1单元楼道灯也坏了")
    assert [one.text for one in await town.tickets()] == [
        "3号楼2单元楼道灯坏了",
        "垃圾也没人收",
        "5号楼1单元楼道灯也坏了",
    ]
    await nothing_is_silent(town)


async def test_what_comes_later_is_no_more_of_it(town):
    resident = await town.resident()
    await resident.says("3号楼2单元门坏了")
    await town.after(seconds=21)
    await resident.says("3号楼2单元门坏了，关不上")
    assert len(await town.tickets()) == 2


async def test_a_clearer_word_brings_it_to_the_right_desk(town):
    resident = await town.resident()
    await resident.says("师傅，那个东西麻烦看看呗")
    assert (await town.ticket()).lead_unit == "yongan"
    await resident.says("3号楼2单元楼道灯坏了")
    (ticket,) = await town.tickets()
    assert (ticket.lead_unit, ticket.category, ticket.unsure) == (
        "yongan-property",
        "facilities",
        False,
    )
    assert "楼道灯坏了" in await town.property.last()
    assert "由永安物业（值班员）办" in await resident.last()
    await nothing_is_silent(town)


async def test_words_that_make_it_more_urgent_bring_the_dates_nearer(town):
    resident = await town.resident()
    await resident.says("3号楼有点问题")
    before = await town.ticket()
    await resident.says("电梯坏了")
    (ticket,) = await town.tickets()
    assert ticket.level < before.level and ticket.fix_due < before.fix_due
    await nothing_is_silent(town)


async def test_danger_in_the_second_message_is_a_danger_at_once(town):
    resident = await town.resident()
    await resident.says("3号楼")
    await resident.says("着火了！")
    last = await town.ticket()
    assert last.level == "L0" and last.place["building"] == "3"
    assert await heard(resident, "119")
    assert "着火了" in await town.secretary.last()
    await nothing_is_silent(town)


async def test_a_house_named_a_moment_before_is_where_the_danger_is_and_not_her_home(town):
    resident = await town.resident()
    await resident.says("我住5号楼1单元101")
    await resident.says("3号楼")
    await resident.says("着火了！")
    first, danger = await town.tickets()
    assert (danger.place["building"], danger.place["unit"]) == ("3", None)
    assert first.status is Status.WITHDRAWN and danger.text == "3号楼\n着火了！"

    await town.after(hours=1)
    await resident.says("6号楼2单元灯坏了")
    await resident.says("救命")
    lamp, danger = (await town.tickets())[2:]
    assert (danger.level, danger.place["building"], danger.text) == ("L0", "6", "救命")
    assert lamp.status is Status.QUEUED, "a matter of its own stays one"


@pytest.mark.parametrize("minutes", [0, 5])
async def test_the_place_she_shared_goes_with_her_cry_for_help(town, minutes):
    resident = await town.resident(compound=None)
    await resident.says(media=[SHOWN[1]])
    await town.after(minutes=minutes)
    await resident.says("救命")
    first, danger = await town.tickets()
    assert (danger.level, len(danger.media)) == ("L0", 1)
    assert (first.status, first.verdict) == (Status.WITHDRAWN, "withdrawn")
    assert "1118-1 不用再管" in await resident.last() and await heard(resident, "110")
    for paged in (town.secretary, town.grid):
        sent = [one for one in await paged.reads() if "1118-2 居民发来的" in one]
        assert len(sent) == 1 and "34.75123" in sent[0]
    await nothing_is_silent(town)


async def test_what_somebody_has_in_hand_stays_though_its_place_goes_along(town):
    resident = await town.resident()
    await resident.says(media=[SHOWN[1]])
    await town.grid.presses("接单·马上")
    await resident.says("救命")
    first, danger = await town.tickets()
    assert first.status is Status.HANDLING and first.media == danger.media


async def test_more_about_a_danger_goes_to_everybody_who_was_paged(town):
    resident = await town.resident(compound=None)
    await resident.says("着火了！")
    await resident.says("永安花园3号楼2单元")
    await resident.says("楼上还有老人")
    (ticket,) = await town.tickets()
    assert (ticket.place["compound"], ticket.place["building"]) == ("yongan-garden", "3")
    assert await heard(town.secretary, "楼上还有老人")
    assert await heard(town.property, "楼上还有老人")
    await nothing_is_silent(town)


async def test_a_general_matter_after_a_danger_has_a_ticket_and_a_desk_of_its_own(town):
    """As somebody does who tries what the demo proposes, one after the other."""
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了")
    await resident.says("电梯里困人了！")
    await resident.says("物业乱收费没人管")
    assert "编号 1118-3（和物业的纠纷）" in await resident.last()
    _, danger, complaint = await town.tickets()
    assert (complaint.against, complaint.lead_unit) == ("property", "yongan")
    for company in (town.property, town.manager):
        assert await heard(company, "乱收费") == [], "they do not read what is said about them"

    await resident.says("电梯里又困人了！")
    await resident.says("灯坏了 5号楼")
    danger = (await town.tickets())[3]
    assert danger.level == "L0" and danger.place["building"] == "3", "nobody runs to building 5"
    assert (await town.ticket()).place["building"] == "5"
    await nothing_is_silent(town)


async def test_where_she_stands_on_the_map_belongs_to_it(town):
    resident = await town.resident()
    await resident.says("路面塌了一块")
    await resident.says(media=[Media("web", "34.75000,113.60000", LOCATION)])
    (ticket,) = await town.tickets()
    assert [one["kind"] for one in ticket.media] == [LOCATION]


async def test_staff_who_have_accepted_read_it_as_a_further_word(town):
    resident = await town.resident()
    await resident.says("3号楼2单元门坏了")
    await town.property.presses("接单")
    await resident.says("关不上")
    (ticket,) = await town.tickets()
    assert ticket.status is Status.HANDLING and ticket.text == "3号楼2单元门坏了"
    assert await heard(town.property, "关不上")


async def test_it_can_be_switched_off(town_at):
    town = await town_at(START, residents=Residents(gather_seconds=0))
    resident = await town.resident()
    await resident.says("3号楼2单元门坏了")
    await resident.says("3号楼2单元门坏了，关不上")
    assert len(await town.tickets()) == 2


async def test_of_five_messages_in_a_row_one_more_is_answered(town):
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了")
    for words in ("一闪一闪", "一闪一闪的", "就是那盏灯", "门口那个灯", "一闪一闪的那个"):
        await town.after(seconds=4)
        await resident.says(words)
    said = await resident.reads()
    assert len([text for text in said if "都记到一起了" in text]) == 1
    assert len(await town.tickets()) == 1 and "门口那个灯" in (await town.ticket()).text


async def test_while_somebody_is_on_the_way_one_of_several_is_answered(town):
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了")
    await town.property.presses("接单·今天")
    for words in ("一闪一闪", "老人下楼看不见", "摔着怎么办"):
        await town.after(seconds=4)
        await resident.says(words)
    assert len([text for text in await resident.reads() if "补充" in text]) == 1
    assert len(await town.events("add")) == 3


async def test_what_changes_is_said_each_time(town):
    resident = await town.resident(compound=None)
    await resident.says("停水了")
    for words in ("从早上开始", "永安花园", "3号楼"):
        await town.after(seconds=4)
        await resident.says(words)
    assert "永安花园" in (await town.ticket()).text
    asked = [text for text in await resident.reads() if "都记到一起了" in text]
    assert 1 <= len(asked) <= 3


async def test_a_complaint_is_not_covered_by_what_comes_after_it(town):
    resident = await town.resident()
    await resident.says("物业最近服务态度真是让人火大")
    await town.after(seconds=15)
    await resident.says("请问消防演练几点开始？")
    complaint, question = await town.tickets()
    assert (complaint.category, complaint.against) == ("property_dispute", "property")
    assert (question.category, question.against) == ("fire", None)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("电梯那个怎么还没人来", "已替您催了 1118-1。"),
        ("电梯的师傅几点到", "💬 已转告永安物业（值班员）（1118-1）。"),
    ],
)
async def test_what_names_an_older_matter_joins_no_newer_one(town, words, answer):
    resident = await town.resident()
    await resident.says("3号楼2单元电梯停了")
    await town.after(minutes=30)
    await resident.says("4号楼1单元楼道灯坏了")
    await resident.says(words)
    assert (await resident.last()).startswith(answer)
    assert [one.text for one in await town.tickets()][1] == "4号楼1单元楼道灯坏了"


async def test_an_urging_joins_nothing(town):
    resident = await town.resident()
    await resident.says("4号楼1单元楼道灯坏了")
    await resident.says("咋还没人来呀")
    assert (await resident.last()).startswith("已替您催了 1118-1。")
    assert (await town.ticket()).text == "4号楼1单元楼道灯坏了"


@pytest.mark.parametrize("media", SHOWN, ids=lambda one: one.kind)
async def test_what_she_shows_is_explained_minutes_later(town, media):
    """She is asked what it is about, and old fingers are slow."""
    resident = await town.resident()
    await resident.says(media=[media])
    await town.after(minutes=4)
    await resident.says(MANHOLE)
    (ticket,) = await town.tickets()
    assert (ticket.text, len(ticket.media)) == (MANHOLE, 1) and ticket.category != "unclear"
    assert "都记到一起了。编号 1118-1" in await resident.last()
    await town.after(minutes=2)
    await resident.says("3号楼2单元楼道灯坏了")
    assert len(await town.tickets()) == 2, "it has its words now"
    await nothing_is_silent(town)


async def test_a_danger_or_what_comes_too_late_is_a_matter_of_its_own(town):
    resident = await town.resident()
    for minutes, words in ((4, "3号楼着火了"), (31, MANHOLE)):
        await town.after(hours=1)
        await resident.says(media=[photo()])
        before = len(await town.tickets())
        await town.after(minutes=minutes)
        await resident.says(words)
        assert len(await town.tickets()) == before + 1


async def test_thanks_explain_nothing(town):
    resident = await town.resident()
    await resident.says(media=[photo()])
    await town.after(minutes=4)
    await resident.says("谢谢")
    assert (await town.ticket()).text == "" and len(await town.tickets()) == 1


async def test_what_is_done_waits_for_her_word_and_takes_no_more(town):
    resident = await town.resident()
    await resident.says("3号楼2单元楼道灯坏了，谢谢")
    assert "只是说说" not in str(await resident.buttons()), "thanks are no doubt about it"
    await town.property.presses("接单·马上")
    await town.property.says("换了", media=[photo()])
    await town.property.presses("办结")
    await resident.says("没解决")
    assert await town.events("unsolved") and (await town.ticket()).status is Status.QUEUED


async def test_where_it_is_is_asked_once(town):
    resident = await town.resident(compound=None)
    await resident.says("下水道堵了")
    assert "这是哪个小区" in await resident.last()
    await resident.says("我都七十八了，腿脚不好")
    assert "都记到一起了" in await resident.last() and "哪个小区" not in await resident.last()
    await resident.says("3号楼")
    assert "是哪个小区的？点一下就行" in await resident.last(), "of what she said now"
    assert len(await town.tickets()) == 1
