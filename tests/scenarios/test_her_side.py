"""The resident's side: urge, look, correct, add, withdraw."""

from domain.catalogue import Route
from domain.lifecycle import Status
from tests.scenarios.staging import DOOR, NOISE, heard, nothing_is_silent
from tests.support.town import photo

VAGUE = "那个东西麻烦看看呗"
PICTURE, SECOND = "a" * 32, "b" * 32


async def test_urging_is_passed_on_once_and_answered_with_a_fact(town):
    resident = await town.resident()
    await resident.says("催一下，怎么还没人来")
    assert await resident.last() == (
        "您现在没有在办的事。打电话、当面说过的，我这里看不到：是什么事，说一句，我现在就登记。"
    )
    await resident.says(DOOR)
    due = (await town.ticket()).promised_at
    await resident.says("催一下，怎么还没人来")
    assert await resident.last() == (
        "已替您催了 1118-1。现由永安物业（值班员）负责，答应最晚明天 09:00 给您回话。\n"
        "· 还没有人动手，催的话已经送到"
    )
    assert await heard(town.property, "居民在催 1118-1") == ["18 09:00"]
    await town.after(hours=1)
    await resident.says("催一下，怎么还没人来")
    assert (await resident.last()).startswith("1118-1 刚催过了。现由永安物业（值班员）负责")
    assert len(await heard(town.property, "居民在催")) == len(await town.events("urge")) == 1
    await town.property.presses("接单")
    await town.after(hours=11)
    await resident.says("/my")
    assert await resident.presses("催一下 1118-1") == "好的"
    assert "已替您催了 1118-1。现由物业张师傅负责" in await resident.last()
    assert len(await heard(town.property, "居民在催")) == 2
    ticket = await town.ticket()
    assert (len(await town.tickets()), ticket.promised_at) == (1, due)
    await nothing_is_silent(town)


async def test_my_tickets_and_withdrawing(town):
    resident = await town.resident()
    await resident.says("/my")
    assert await resident.last() == (
        "您在这里还没有报过事情。打电话、当面说过的，我这里看不到：是什么事，说一句，我现在就登记。"
    )
    await resident.says(DOOR)
    await resident.says(NOISE)
    await town.property.sends_press("accept:1")
    await resident.says("/my")
    head, noise, door = (await resident.last()).split("\n")
    assert head == "您的事情："
    assert noise.startswith(f"⏳ 1118-2 {NOISE[:20]}：等永安社区（网格员）接单，最晚明天")
    assert door.startswith(f"🔧 1118-1 {DOOR[:20]}：永安物业（值班员）正在办，下次回话最晚明天")
    assert await resident.buttons() == [
        "🔔 催一下 1118-2",
        "📋 看 1118-2",
        "🔔 催一下 1118-1",
        "📋 看 1118-1",
    ]
    neighbour = await town.resident("neighbour")
    assert await neighbour.sends_press("withdraw:1") == "这一单不归您操作。"
    assert await resident.presses("看 1118-1") == "已发给您"
    assert await resident.presses("撤回") == "好的"
    assert await resident.last() == "1118-1 已撤回。以后有事随时说。"
    ticket = await town.ticket(1)
    assert (ticket.status, ticket.verdict) == (Status.WITHDRAWN, "withdrawn")
    assert "居民撤回了" in (await town.property.reads())[0]
    assert await town.property.sends_press("resolve:1") == "1118-1 已经撤回了。"
    assert await resident.sends_press("withdraw:1") == "1118-1 已经撤回了。"
    words = len(await town.property.reads())
    await town.after(days=9)
    assert len(await town.property.reads()) == words
    await nothing_is_silent(town)


async def test_the_choice_buttons_move_it_to_the_right_desk(town):
    resident = await town.resident()
    await resident.says(VAGUE)
    before = await town.ticket()
    assert before.unsure and before.lead_unit == "yongan"
    assert "这事属于哪一类" in await resident.last()
    choices = await resident.buttons()
    assert "公共设施" in choices and len(choices) == 4
    assert "居民还没说清是哪一类" in await town.grid.last()
    await town.after(minutes=30)
    neighbour = await town.resident("neighbour")
    assert await neighbour.sends_press("correct:1:facilities") == "这一单不归您操作。"
    assert await resident.presses("公共设施") == "已改好"
    assert "改为“公共设施”，由永安物业（值班员）办" in await resident.last()
    ticket = await town.ticket()
    assert (ticket.lead_unit, ticket.route) == ("yongan-property", Route.PROPERTY)
    assert not ticket.unsure
    assert (ticket.fix_due, ticket.contact_due) == (before.fix_due, before.contact_due)
    assert ticket.accept_due > before.accept_due
    assert VAGUE in await town.property.last() and "没说清" not in await town.property.last()
    assert (await town.grid.bubbles())[0].buttons == []
    await nothing_is_silent(town)
    await town.property.presses("接单")
    before = await town.ticket()
    await resident.presses("改类别")
    assert await resident.presses("停车管理") == "好的"  # a note to whoever has it, and no more
    assert "停车管理" in await resident.last() and "停车管理" in await town.property.last()
    after = await town.ticket()
    assert (after.category, after.lead_unit, after.status) == (
        before.category,
        before.lead_unit,
        before.status,
    )


async def test_a_correction_within_the_same_desk_brings_in_the_other_side(town):
    resident = await town.resident()
    await resident.says(NOISE)
    due = (await town.ticket()).accept_due
    await resident.sends_press("correct:1:blocked_exit")
    ticket = await town.ticket()
    assert (ticket.lead_unit, ticket.support_unit) == ("yongan", "yongan-property")
    assert ticket.accept_due == due
    assert "要社区和物业一起办" in await town.property.last()
    assert len(await town.grid.reads()) == 1 and "堵消防通道" in await town.grid.last()
    await nothing_is_silent(town)


async def test_photos_reach_the_worker(town):
    resident = await town.resident()
    await resident.says(DOOR, media=[photo(PICTURE)])
    assert await _pictures(town.property) == [PICTURE]
    assert "有 1 个附件" in (await town.property.reads())[0]

    await resident.says(media=[photo(SECOND)])  # without words: to the newest ticket
    assert await resident.last() == "已补充到 1118-1，办事的人马上能看到。"
    assert await _pictures(town.property) == [PICTURE, SECOND]
    assert "有 2 个附件" in (await town.property.reads())[0]
    assert len(await town.tickets()) == 1
    await nothing_is_silent(town)

    await town.property.sends_press("return:1:illegal_build")
    assert await _pictures(town.grid) == [PICTURE, SECOND]
    await town.after(minutes=31)
    await resident.says(media=[photo("c" * 32)])  # too late for that: a matter of its own
    assert len(await town.tickets()) == 2
    assert "编号 1118-2" in await resident.last()
    await nothing_is_silent(town)


async def test_a_reply_goes_to_the_ticket_it_answers(town):
    resident = await town.resident()
    await resident.says(DOOR)
    first = (await resident.bubbles())[0]
    await resident.says(NOISE)
    due = (await town.ticket(1)).fix_due
    await town.after(hours=2)
    await resident.says("是东边那扇门，晚上特别冷", reply_to=str(first.id))
    assert await resident.last() == "已补充到 1118-1，办事的人马上能看到。"
    assert "📎 居民给 1118-1 补充：\n是东边那扇门，晚上特别冷" in await town.property.reads()
    assert "东边" not in "".join(await town.grid.reads())
    assert len(await town.tickets()) == 2 and (await town.ticket(1)).fix_due == due
    await town.property.sends_press("accept:1")
    card = (await town.property.bubbles())[0]
    await town.property.says("门轴已换", reply_to=str(card.id))
    assert "物业张师傅说：\n门轴已换" in await resident.last()
    await nothing_is_silent(town)


async def _pictures(actor):
    return [m["ref"] for message in await actor.bubbles() for m in message.media]
