"""She sees her matter like a parcel: one message that is always up to date, and a new one only
where she must hear something."""

from domain.lifecycle import Status
from tests.scenarios.staging import DOOR, NOISE, at, nothing_is_silent
from tests.support.town import photo

WIDE, HIGH = 20, 14
"""Characters of a line on a small screen, and lines of it."""


async def card(resident, code="1118-1"):
    """Her card, of which there is one with buttons."""
    found = [one for one in await resident.bubbles() if one.text.startswith(f"📦 {code}")]
    assert len(found) == 1
    return found[0]


def height(text):
    return sum(-(-len(line) // WIDE) for line in text.split("\n"))


async def test_one_message_follows_her_matter_to_its_end(town):
    resident = await town.resident()
    await resident.says(DOOR)
    assert "🔒" in await resident.last()
    assert await resident.presses("看进度") == "已发给您"
    assert len(await resident.bubbles()) == 1, "the first answer has become the card"
    first = await card(resident)
    assert "⏳ 永安物业（值班员），等着接单" in first.text
    assert "⏰ 最晚 11月19日（周四）09:00 给您回话" in first.text
    assert "🔒" in first.text, "what is said of her data is still said"
    assert await resident.buttons() == [
        *("🔔 催一下", "📎 补充/照片", "🏷 改类别", "📍 改位置"),
        "↩️ 撤回",
    ]

    await town.property.presses("接单·今天")
    assert [len(await resident.bubbles()), (await card(resident)).id] == [2, first.id]
    assert "🔧 物业张师傅在办" in (await card(resident)).text
    assert "🚲 说好 11月18日（周三）18:00 前到" in (await card(resident)).text
    assert "物业张师傅接单了" in await resident.last(), "that she must hear"

    await town.after(hours=1)
    await town.property.says("门轴松了，下午带新的来")
    assert "· 11月18日 10:00 物业张师傅：门轴松了，下午带新的来" in (await card(resident)).text
    assert height((await card(resident)).text) <= HIGH
    await town.property.sends_press("resolve:1")
    await town.property.says("换好了", media=[photo()])
    assert "🎉 物业张师傅说办好了，就等您一句话" in (await card(resident)).text
    await resident.sends_press("solved:1")
    done = await card(resident)
    assert "✅ 您说解决了，办完了" in done.text
    assert [text for row in done.buttons for text, _ in row] == ["🔁 没弄好，重办"]
    assert done.id == first.id
    await nothing_is_silent(town)


async def test_it_comes_anew_where_she_asks_for_it_below(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await resident.says("/my")
    await resident.presses("看 1118-1")
    first, _, last = await resident.bubbles()
    assert (first.text, first.buttons) == ("⬇️ 1118-1 最新的一张在下面", [])
    assert last.text.startswith("📦 1118-1 · 公共设施")
    await town.property.presses("接单·马上")
    assert (await card(resident)).id == last.id and "在办" in (await card(resident)).text
    neighbour = await town.resident("neighbour")
    assert await neighbour.sends_press("track:1") == "这一单不归您操作。"
    assert await neighbour.reads() == []


async def test_two_matters_of_one_message_have_a_card_each_once_somebody_has_them(town):
    resident = await town.resident()
    await resident.says("3号楼2单元门坏了关不上。另外楼上半夜一直吵，孩子睡不着")
    assert len(await town.tickets()) == 2
    for ticket in await town.tickets():
        chat = "property" if ticket.lead_unit == "yongan-property" else "grid"
        await town.people[chat].sends_press(f"accept:{ticket.id}")
    for ticket in await town.tickets():
        assert "在办" in (await card(resident, f"1118-{ticket.id}")).text


async def test_a_date_that_was_missed_is_owned_up_to(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await resident.presses("看进度")
    await town.grid.sends_press("accept:1")
    await town.until(at(19, "10:00"))
    await resident.says("/my")
    assert "说好今天 09:00 回话，晚了，对不住。已报给永安社区（书记）盯着" in await resident.last()
    await resident.presses("看 1118-1")
    text = (await card(resident)).text
    assert "❗️本来说好 11月19日（周四）09:00 回话，晚了，对不住。" in text
    assert "⏫ 已报给永安社区（书记），请他们盯着" in text
    assert "⏭ 11月19日（周四）10:52 前还没动静，再往上报" in text
    assert height(text) <= HIGH


async def test_why_it_was_passed_on(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await resident.presses("看进度")
    await town.property.sends_press("return:1:illegal_build")
    text = (await card(resident)).text
    assert "⏳ 永安社区（网格员），等着接单" in text
    assert "🔁 为什么转到这里：原来那边说不归他们" in text
    assert "· 11月18日 09:00 物业张师傅说不归他们" in text


async def test_she_adds_puts_right_and_withdraws_from_the_card(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await resident.presses("看进度")
    assert await resident.presses("补充") == "请接着说"
    await resident.says(media=[photo()])
    assert "已补充到 1118-1" in await resident.last()
    await town.property.sends_press("accept:1")

    await resident.presses("改位置")
    await resident.says("5号楼1单元")
    ticket = await town.ticket()
    assert (ticket.place["building"], ticket.place["unit"]) == ("5", "1")
    assert "📍 居民说 1118-1 的地方是：永安花园5号楼1单元" in await town.property.reads()
    assert ticket.status is Status.HANDLING and len(await town.tickets()) == 1

    await resident.presses("改类别")
    assert "哪一类" in await resident.last() and "公共设施" not in await resident.buttons()
    await resident.presses((await resident.buttons())[0])
    assert (await town.ticket()).category == ticket.category, "a note to whoever has it"
    assert "📎 居民说 1118-1 是" in await town.property.last()
    await resident.presses("都不是")
    await resident.says("就是那扇单元门")
    assert "就是那扇单元门" in await town.property.last()

    await resident.sends_press("withdraw:1")
    assert "↩️ 您撤回了" in (await card(resident)).text
    assert (await card(resident)).buttons == []
    assert await resident.sends_press("kind:1") == "1118-1 已经撤回了。"
    await nothing_is_silent(town)


async def test_another_house_is_not_mixed_with_the_door_of_the_first(town):
    resident = await town.resident()
    await resident.says("永安花园3号楼2单元501水管漏水")
    assert (await town.ticket()).place["room"] == "501"
    await resident.presses("看进度")
    await resident.presses("改位置")
    await resident.says("永安花园6号楼")
    place = (await town.ticket()).place
    assert (place["building"], place["unit"], place["room"]) == ("6", None, None)


async def test_a_promised_hour_that_passed_is_owned_up_to(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await resident.presses("看进度")
    await town.property.presses("接单·今天")
    assert "🚲 说好 11月18日（周三）18:00 前到" in (await card(resident)).text
    await town.until(at(18, "18:40"))
    said = (await card(resident)).text
    assert "🚲 说好 11月18日（周三）18:00 前到，晚了，对不住。我们在催" in said
    assert height(said) <= HIGH


async def test_where_nobody_stands_above_no_further_step_is_promised(town):
    resident = await town.resident()
    await resident.says(DOOR)
    await resident.presses("看进度")
    await town.until(at(28, "12:00"))
    said = (await card(resident)).text
    assert "再往上报" not in said and "前还没动静，我们再催" in said
