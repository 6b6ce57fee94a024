"""A tree has fallen across the yard after the storm. Nobody takes it in time; the volunteers' group
hears of it, two of them tap at the same moment, one has it, and the resident can walk through by
noon."""

import asyncio

import pytest

from bot.config_file import load_settings
from bot.settings import UnitRow, Vanguard
from db.models import GroupPurpose
from domain.inbound import Pressed, Sender
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import at, heard, nothing_is_silent
from tests.support.town import EXAMPLE, Actor, beside, photo
from workflows.join import Invitation, invite
from workflows.press_button import press_button

TREE = "永安花园3号楼2单元501门口大树倒了，挡住路了"
WORDS = ("501", "挡住路", "王阿姨")


@pytest.fixture
async def yard(town):
    await town.group("team", "yongan", GroupPurpose.VANGUARD)
    await town.group("office", "yongan-property", GroupPurpose.STAFF)
    await town.staff("wang", "王强", Role.VOLUNTEER, "yongan")
    await town.staff("zhao", "赵敏", Role.VOLUNTEER, "yongan")
    town.people["aunt"] = await town.resident("王阿姨")
    await town.people["aunt"].says(TREE)
    return town


async def claims(town, chat: str, number: int = 1) -> str:
    """A tap under the posting in the group: the chat is the group's, the person who tapped."""
    return await town.team.sends_press(f"claim:{number}", sender=Sender(chat))


async def test_nobody_takes_it_and_two_volunteers_tap_at_once(yard):
    town, before = yard, await yard.ticket()
    assert await town.team.reads() == []
    await town.until(before.accept_due)
    (posting,) = await town.team.reads()
    assert posting.startswith("🚩 要人手") and "3号楼" in posting
    assert not [word for word in (*WORDS, "2单元") if word in posting]
    assert await town.team.buttons() == ["🚩 现场认领"]

    other = beside(town)
    toasts = await asyncio.gather(_claim(town.program, "wang"), _claim(other, "zhao"))
    await town.settle()
    await other.close()
    names = {"wang": "王", "zhao": "赵"}
    first = "wang" if toasts[0].startswith("认领成功") else "zhao"
    second = "zhao" if first == "wang" else "wang"
    assert sorted(toasts) == sorted(
        [
            "认领成功，地点已单独发给您",
            f"晚了一步，先锋队{names[first]}同志已经接了 1118-1。",
        ]
    )
    ticket = await town.ticket()
    assert (ticket.status, ticket.handler_id) == (
        Status.HANDLING,
        town.people[first].person_id,
    )
    dates = ("contact_due", "fix_due", "level")
    assert [getattr(ticket, d) for d in dates] == [getattr(before, d) for d in dates]
    (posting,) = await town.team.reads()
    assert f"🚩 先锋队{names[first]}同志已认领" in posting
    assert await town.team.buttons() == []

    card = await town.people[first].last()
    assert "501" in card and "挡住路" in card
    assert await town.people[second].reads() == []
    desk = town.property if ticket.lead_unit != "yongan" else town.grid
    assert any(f"先锋队{names[first]}同志认领了" in text for text in await desk.reads())
    assert f"先锋队{names[first]}同志接单了" in await town.people["aunt"].last()
    assert f"先锋队{names[first]}同志" in await town.office.last()

    hand = town.people[first]
    await hand.says("到现场了，正在锯")
    assert "正在锯" in await town.people["aunt"].last()
    await hand.presses("办结")
    await hand.says("树已锯断搬走", media=[photo()])
    assert (await town.ticket()).status is Status.DONE
    await town.people["aunt"].presses("已解决")
    assert f"✅ 办好了，谢谢先锋队{names[first]}同志" in (await town.team.reads())[0]
    (claim,) = await town.events("claim")
    assert (claim.person_id, claim.values["role"], claim.values["unit"]) == (
        hand.person_id,
        "handler",
        "yongan",
    )
    await nothing_is_silent(town)


async def test_a_volunteer_who_cannot_gives_it_back_and_no_longer_sees_whose_it_is(yard):
    town = yard
    await town.until((await town.ticket()).accept_due)
    assert await claims(town, "wang") == "认领成功，地点已单独发给您"
    due = (await town.ticket()).fix_due
    shown = await _all_buttons(town.wang)
    assert "🙏 办不了，交回" in shown
    assert not {"↩️ 退单", "⏳ 延期/挂起"} & set(shown)
    for verb in ("return", "defer", "resume"):
        assert "不归您" in await town.wang.sends_press(f"{verb}:1")
    assert await town.wang.presses("交回") == "好，已交回"
    ticket = await town.ticket()
    assert (ticket.status, ticket.handler_id, ticket.fix_due) == (Status.QUEUED, None, due)
    assert ticket.returned_by == []
    assert not [text for text in await town.wang.reads() if "501" in text or "挡住路" in text]
    assert "不用认领了" in (await town.team.reads())[0]
    assert "不用认领了" in await claims(town, "zhao")
    await nothing_is_silent(town)


async def test_the_handler_asks_for_hands_and_a_volunteer_comes_to_help(yard):
    town = yard
    lead = town.property if (await town.ticket()).lead_unit != "yongan" else town.grid
    await lead.presses("接单")
    assert "🚩 请先锋队" in await _all_buttons(lead)
    handler = (await town.ticket()).handler_id
    assert await lead.sends_press("post:1") == "已发到先锋队的群"
    assert "已经请过了" in await lead.sends_press("post:1")
    assert await claims(town, "zhao") == "谢谢！地点已单独发给您"
    assert "晚了一步，先锋队赵同志" in await claims(town, "wang")
    ticket = await town.ticket()
    assert (ticket.status, ticket.handler_id) == (Status.HANDLING, handler)
    assert any("先锋队赵同志来帮忙" in text for text in await lead.reads())
    told = (await town.zhao.bubbles())[-1]
    assert "501" in told.text and "挡住路" in told.text
    await town.zhao.says("绳子带来了，已经拉开", reply_to=str(told.id))
    assert "绳子带来了" in await town.people["aunt"].last()
    assert "不归您" in await town.zhao.sends_press("resolve:1")
    assert "不归您" in await town.wang.sends_press("progress:1")
    assert await lead.sends_press("post:1") == "已发到先锋队的群"  # one more is wanted
    assert await claims(town, "wang") == "谢谢！地点已单独发给您"
    await nothing_is_silent(town)


async def _all_buttons(actor) -> list[str]:
    if "⋯ 更多" in await actor.buttons():
        await actor.presses("更多")
    return await actor.buttons()


async def test_what_the_desk_took_meanwhile_is_not_claimed(yard):
    town = yard
    ticket = await town.ticket()
    lead = town.property if ticket.lead_unit != "yongan" else town.grid
    await town.until(ticket.accept_due)
    await lead.sends_press("accept:1")
    assert "不用认领了" in (await town.team.reads())[0]
    toast = await claims(town, "wang")
    assert toast.startswith("晚了一步") and "先锋队" not in toast
    assert (await town.ticket()).handler_id == lead.person_id


async def test_a_silent_volunteer_is_reminded_asked_and_then_the_desk_has_it_again(yard):
    town = yard
    await town.until((await town.ticket()).accept_due)
    await claims(town, "wang")
    told = len(await town.wang.reads())
    await town.until((await town.ticket()).contact_due)
    assert [text for _, text in (await town.wang.was_told())[told:] if "联系居民" in text]
    reminded = (await town.wang.bubbles())[told:]
    labels = {text for message in reminded for row in message.buttons for text, _ in row}
    assert "📣 反馈" in labels and not labels & {"↩️ 退单", "⏳ 延期/挂起"}
    await town.after(days=6)
    ticket = await town.ticket()
    assert (ticket.status, ticket.handler_id) == (Status.QUEUED, None)
    await nothing_is_silent(town)


async def test_a_tap_at_the_desk_and_one_in_the_group_at_the_same_moment(yard):
    town = yard
    other = beside(town)
    for number in range(1, 7):
        ticket = await town.ticket(number)
        await town.secretary.sends_press(f"post:{number}")
        desk = "property" if ticket.lead_unit != "yongan" else "grid"
        await asyncio.gather(
            _press(town.program, desk, f"accept:{number}"),
            _press(other, "wang", f"claim:{number}"),
        )
        await town.settle()
        ticket = await town.ticket(number)
        assert ticket.status is Status.HANDLING
        assert ticket.handler_id in (town.people[desk].person_id, town.wang.person_id)
        await town.people["aunt"].says(f"永安花园{number}号楼门口大树倒了，挡住路了")
    await other.close()
    taken = [e for kind in ("accept", "claim") for e in await town.events(kind)]
    assert sorted(event.ticket_id for event in taken) == [1, 2, 3, 4, 5, 6]
    await nothing_is_silent(town)


async def test_a_group_and_a_volunteer_join_by_invitation(town):
    group = Actor(town, "newteam")
    code = await invite(town.deps, Invitation("yongan", purpose=GroupPurpose.VANGUARD))
    await group.says(f"/bind {code}", in_group=True)
    assert "先锋突击队" in await group.last()
    sun = await town.resident("sun")
    code = await invite(town.deps, Invitation("yongan", role=Role.VOLUNTEER, name="孙勇"))
    await sun.says(f"/start {code}")
    text = next(text for text in await sun.reads() if "欢迎" in text)
    assert "先锋队员" in text and "现场认领" in text and "/todo" not in text
    await (await town.resident()).says(TREE)
    await town.until((await town.ticket()).accept_due)
    assert "要人手" in await group.last()
    await sun.says("我去")
    assert "要认领，请点群里的“现场认领”" in await sun.last() and len(await town.tickets()) == 1
    assert await group.sends_press("claim:1", sender=Sender("sun")) == "认领成功，地点已单独发给您"
    assert "501" in await sun.last()


# Who may, and for what


async def test_only_who_is_of_the_team_or_the_staff_there_claims(yard):
    town = yard
    await town.staff("far", "远志", Role.VOLUNTEER, "elsewhere")
    ticket = await town.ticket()
    await town.until(ticket.accept_due)
    for stranger in ("far", "street", "王阿姨"):
        assert "不归您" in await claims(town, stranger)
    assert (await town.ticket()).status is Status.QUEUED
    assert await claims(town, "grid2") == "认领成功，地点已单独发给您"
    assert (await town.ticket()).handler_id == town.grid2.person_id


async def test_nobody_claims_their_own(yard):
    town = yard
    await town.wang.says("永安花园4号楼门口大树倒了，挡住路了")
    ticket = await town.ticket()
    await town.until(ticket.accept_due)
    assert "您自己报的" in await claims(town, "wang", ticket.id)
    assert (await town.ticket(ticket.id)).status is Status.QUEUED


async def test_a_volunteer_gets_nothing_else(yard):
    town = yard
    await town.wang.says("/help")
    text = await town.wang.last()
    assert "现场认领" in text and "/todo" not in text and "/my" in text
    for command in ("/todo", "/duty", "/leave", "/handover", "/queue", "/find"):
        await town.wang.says(command)
        assert "工作人员用的" in await town.wang.last()
    for payload in ("show:1", "accept:1", "return:1", "progress:1", "post:1", "whistle:1"):
        assert "不归您" in await town.wang.sends_press(payload)
    for payload in ("duty:0:off", "leave:0:today", "take_all:0:1", "todo:0:1"):
        assert "认不出来" in await town.wang.sends_press(payload)
    assert "不归您" in await town.wang.sends_press("handover:0:from.1")
    assert not [text for text in await town.wang.reads() if any(w in text for w in WORDS)]


async def test_volunteers_stand_in_for_nobody(yard):
    town = yard
    await town.secretary.says("/leave")
    await town.secretary.presses("今天")
    assert not [label for label in await town.secretary.buttons() if "先锋队" in label]
    await town.grid.sends_press("accept:1")
    await town.grid.sends_press("pass:1")
    assert not [label for label in await town.grid.buttons() if "先锋队" in label]


@pytest.mark.parametrize(
    "words",
    [
        "永安花园3号楼2单元着火了",
        "物业不作为，永安花园3号楼楼道垃圾没人管，投诉物业",
    ],
)
async def test_danger_and_complaints_are_never_posted(yard, words):
    town = yard
    resident = await town.resident("other")
    await resident.says(words)
    ticket = await town.ticket()
    assert ticket.level == "L0" or ticket.against == "property"
    await town.until(max(ticket.accept_due, (await town.ticket(1)).accept_due))
    assert [text for text in await town.team.reads() if f"-{ticket.id} ·" in text] == []
    assert "不能请先锋队" in await town.secretary.sends_press(f"post:{ticket.id}")
    await town.grid.sends_press(f"accept:{ticket.id}")
    assert "🚩 请先锋队" not in await _all_buttons(town.grid)
    assert "不能请先锋队" in await town.grid.sends_press(f"post:{ticket.id}")


async def test_a_quarrel_between_neighbours_is_refused_with_the_reason(yard):
    resident = await yard.resident("other")
    await resident.says("永安花园3号楼2单元楼上天天半夜吵，说了不听")
    ticket = await yard.ticket()
    assert ticket.against == "neighbour"
    told = await yard.secretary.sends_press(f"post:{ticket.id}")
    assert "这是邻里之间的事，不好让志愿者听" in told
    assert [text for text in await yard.team.reads() if f"-{ticket.id} ·" in text] == []


async def test_a_community_without_a_team_has_no_button_and_nothing_happens(town):
    resident = await town.resident()
    await resident.says(TREE)
    ticket = await town.ticket()
    lead = town.property if ticket.lead_unit != "yongan" else town.grid
    await lead.presses("接单")
    assert "🚩 请先锋队" not in await _all_buttons(lead)
    assert "没有先锋队的群" in await lead.sends_press("post:1")
    assert await town.events("post") == []


async def test_by_hand_only_where_the_office_wants_it_so(town_at):
    town = await town_at(at(18, "09:00"), vanguard=Vanguard(automatic=False))
    await town.group("team", "yongan", GroupPurpose.VANGUARD)
    resident = await town.resident()
    await resident.says(TREE)
    await town.until((await town.ticket()).accept_due)
    assert await town.team.reads() == []
    assert await town.secretary.sends_press("post:1") == "已发到先锋队的群"
    assert len(await heard(town.team, "要人手")) == 1


async def test_the_branch_of_the_compound_is_nearer_than_the_community(town_at):
    settings = load_settings(EXAMPLE)
    branch = UnitRow(code="yard-branch", name="永安花园党支部", kind="branch", parent="yongan")
    first, *others = settings.compounds
    compounds = (first.model_copy(update={"branch": "yard-branch"}), *others)
    town = await town_at(at(18, "09:00"), units=(*settings.units, branch), compounds=compounds)
    await town.group("team", "yard-branch", GroupPurpose.VANGUARD)
    await town.group("far_team", "yongan", GroupPurpose.VANGUARD)
    await town.staff("wang", "王强", Role.VOLUNTEER, "yard-branch")
    resident = await town.resident()
    await resident.says(TREE)
    await town.until((await town.ticket()).accept_due)
    assert len(await town.team.reads()) == 1
    assert await town.far_team.reads() == []
    assert await claims(town, "wang") == "认领成功，地点已单独发给您"


async def _claim(program, chat: str) -> str:
    return await _press(program, chat, "claim:1")


async def _press(program, chat: str, payload: str) -> str:
    pressed = Pressed("web", "team", f"{payload} by {chat}", Sender(chat), payload)
    toast = await press_button(program.deps, pressed)
    return program.words.say(toast.lang, *toast.line)
