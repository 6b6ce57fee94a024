"""She says two things in one breath: a wish, thanks, a question, and what is broken. Both count."""

import pytest

from db import bulletins
from tests.scenarios.staging import heard

LIGHT = "3号楼2单元楼道灯坏了"


async def test_a_report_is_taken_whatever_stands_beside_it(town):
    said = {
        f"{LIGHT}，谢谢师傅": "facilities",
        "下水道堵了，你们辛苦了": "repair",
        "停水了，你是机器人吗": "repair",
        "催一下，下水道堵了": "repair",
        "停水了，怎么还没来": "repair",
    }
    for number, (words, category) in enumerate(said.items()):
        resident = await town.resident(f"resident-{number}")
        await resident.says(words)
        ticket = await town.ticket()
        assert (ticket.owner_id, ticket.category) == (resident.person_id, category), words
        assert ticket.text == words and "收到，您放心" in (await resident.reads())[-1]


async def test_both_a_wish_and_the_report_are_heard(town):
    resident = await town.resident()
    await resident.says("别给我发通知，停水了")
    assert (await town.ticket()).text == "停水了"
    async with town.deps.begin() as work:
        assert await bulletins.refuses(work, resident.person_id)

    await resident.says("字太小了看不清，3号楼楼道灯坏了")
    assert (await town.ticket()).text == "3号楼楼道灯坏了"
    assert "✅ 收到！" in await resident.last(), "from now on in elder mode"

    await resident.says("我搬家了，6号楼单元门坏了")
    assert await heard(resident, "搬到哪儿了")
    assert (await town.ticket()).place["building"] == "6"
    assert len(await town.tickets()) == 3


async def test_what_is_called_off_hides_no_report(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    await resident.says("灯不用修了，停水了")
    assert await resident.payload("撤回 1118-1") and (await town.ticket()).text == "停水了"


async def test_an_urging_of_what_is_open_is_no_second_report(town):
    resident = await town.resident()
    await resident.says("停水了")
    await resident.says("停水了，怎么还没来")
    assert len(await town.tickets()) == 1 and await town.events("urge")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("把我的信息删了", "删"),
        ("谁看过我的信息", "看"),
        ("English please", "English"),
    ],
)
async def test_her_rights_need_no_slash(town, words, answer):
    resident = await town.resident()
    await resident.says(words)
    assert answer in await resident.last() + str(await resident.buttons())
    assert not await town.tickets()


async def test_who_has_moved_is_asked_where_to_and_sent_to_no_old_door(town):
    resident = await town.resident()
    await resident.says("我住3号楼2单元501")
    await resident.says("我搬家了")
    assert "搬到哪儿了" in await resident.last() and not await town.tickets()
    await resident.says("我搬到5号楼1单元302了")
    assert "记住了" in await resident.last() and not await town.tickets()
    await resident.says("停水了")
    assert (await town.ticket()).place["building"] == "5"


async def test_thanks_in_english_open_nothing(town):
    resident = await town.resident()
    await resident.says("Thank you very much!")
    assert not await town.tickets() and "不用客气" in await resident.last()


async def test_who_cannot_read_the_letters_is_not_in_danger(town):
    resident = await town.resident()
    await resident.says("我眼睛花了看不清字")
    assert not await town.tickets() and "字大" in await resident.last()


@pytest.mark.parametrize("words", ["谁来修啊", "他叫什么名字，电话多少", "1118-1怎么样了"])
async def test_who_comes_is_asked_of_what_is_open_and_never_a_danger(town, words):
    resident = await town.resident()
    await resident.says(LIGHT)
    await town.after(minutes=5)
    await resident.says(words)
    assert len(await town.tickets()) == 1 and "永安物业（值班员）" in await resident.last()


async def test_somebody_elses_code_is_no_report(town):
    resident, stranger = await town.resident(), await town.resident("stranger")
    await resident.says(LIGHT)
    for words in ("1118-1怎么样了", "1118-1"):
        await stranger.says(words)
        assert len(await town.tickets()) == 1 and "还没有报过事情" in await stranger.last()


async def test_who_wants_a_call_is_not_asked_of_what_kind(town):
    resident = await town.resident()
    await resident.says("我不会打字，你给我打电话")
    assert len(await town.tickets()) == 1 and "属于哪一类" not in await resident.last()


async def test_a_compound_nobody_knows_is_not_asked_for_as_if_it_had_not_been_said(town):
    resident = await town.resident(compound=None)
    await resident.says("我是春风小区的，下水道堵了")
    assert "“春风小区”我这里没有登记" in await resident.last()
    await resident.presses("永安花园")
    assert (await town.ticket()).place["compound"] == "yongan-garden"


@pytest.mark.parametrize(
    "words", ["厨房水管漏水，麻烦快点来人修", "下水道堵了，快派人来修", "水管漏水，赶紧来看看吧"]
)
async def test_haste_behind_a_report_urges_nothing(town, words):
    resident = await town.resident()
    await resident.says(words)
    assert (await town.ticket()).category == "repair"


async def test_an_older_matter_is_urged_and_a_new_one_taken(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    await resident.says("灯咋还没修，另外下水道也堵了")
    assert [one.category for one in await town.tickets()] == ["facilities", "repair"]
    assert [one.ticket_id for one in await town.events("urge")] == [1]


async def test_who_blames_the_worker_is_heard_and_not_by_the_company(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    await town.property.presses("接单·马上")
    told = str((await resident.bubbles())[-1].id)
    said = {
        "那个师傅骂人": None,
        "修理工要红包": None,
        "物业师傅要红包": None,
        "1118-1 师傅要好处": None,
        "师傅态度太差": told,
        "8号楼1单元水管漏水，修理工收我小费": None,
        "那个师傅来是来了，可是他要了我五十块钱，还收了我一包烟钱，你们管不管": None,
    }
    for words, reply in said.items():
        await resident.says(words, reply_to=reply)
        ticket = await town.ticket()
        assert (ticket.text, ticket.against, ticket.lead_unit) == (words, "property", "yongan")
        assert words not in "".join(await town.property.reads() + await town.manager.reads())
    await resident.says("师傅态度好，没收红包，谢谢")
    assert len(await town.tickets()) == 1 + len(said)
