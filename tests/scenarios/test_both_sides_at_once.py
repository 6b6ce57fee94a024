"""Two people of two sides press at the same moment, in two processes: whatever comes first, what is
left is one consistent ticket."""

import asyncio

from db.desk_rows import SupportPart
from db.models import TimerState
from domain.inbound import Incoming, Media, Pressed, Sender
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import DOOR, nothing_is_silent
from tests.scenarios.test_two_sides_one_ticket import PASSAGE
from tests.support.town import beside
from workflows.hear_message import hear_message
from workflows.press_button import press_button

ROUNDS = 6
PHOTO = (Media("web", "0" * 32, "photo"),)


async def presses(program, chat, payload):
    toast = await press_button(
        program.deps, Pressed("web", chat, f"{chat}-{payload}", Sender(chat), payload)
    )
    return program.words.say(toast.lang, *toast.line)


async def says(program, chat, text, number):
    key = f"{chat}-{text}-{number}"
    return await hear_message(
        program.deps, Incoming("web", chat, key, Sender(chat, name=chat), text, media=PHOTO)
    )


async def waiting(town, number):
    return sorted(
        timer.clock
        for timer in await town.timers()
        if timer.ticket_id == number and timer.state is TimerState.PENDING
    )


async def both_at_work(town, resident) -> int:
    """A ticket of both sides that both have accepted."""
    await resident.says(PASSAGE)
    number = (await town.ticket()).id
    await town.grid.sends_press(f"accept:{number}")
    await town.property.sends_press(f"take_part:{number}")
    return number


async def test_the_chair_rules_while_a_worker_returns(town):
    resident = await town.resident()
    other = beside(town)
    seen = set()
    for _ in range(ROUNDS):
        await resident.says(DOOR)
        number = (await town.ticket()).id
        await town.property.sends_press(f"return:{number}:nuisance")
        toasts = await asyncio.gather(
            presses(town.program, "grid", f"return:{number}:facilities"),
            presses(other, "secretary", f"rule:{number}:community"),
        )
        await town.settle()
        ticket = await town.ticket(number)
        assert toasts[0] == "两边都退，已请书记裁定"
        ruled = toasts[1] == "已裁定：社区"
        seen.add(ruled)
        assert (ticket.ruled, ticket.lead_unit) == (ruled, "yongan")
        assert ticket.status is (Status.QUEUED if ruled else Status.RULING)
        expected = "accept" if ruled else "ruling"
        assert await waiting(town, number) == sorted([expected, "contact", "fix"])
        if not ruled:
            assert "还在等人接单" in toasts[1]
        rulings = [e for e in await town.events("rule") if e.ticket_id == number]
        assert len(rulings) == ruled
    await other.close()
    assert seen
    await nothing_is_silent(town)


async def test_a_return_and_a_ruling_of_what_is_disputed(town):
    """The ruling gives it back to the desk that returns it at that moment: ruled is ruled."""
    resident = await town.resident()
    other = beside(town)
    for _ in range(ROUNDS):
        await resident.says(DOOR)
        number = (await town.ticket()).id
        await town.property.sends_press(f"return:{number}:nuisance")
        await town.grid.sends_press(f"return:{number}:facilities")
        toasts = await asyncio.gather(
            presses(other, "secretary", f"rule:{number}:property"),
            presses(town.program, "property", f"return:{number}:parking"),
        )
        await town.settle()
        ticket = await town.ticket(number)
        assert toasts[0] == "已裁定：物业"
        assert toasts[1] in (
            f"1118-{number} 书记已经裁定，不能再退。",
            f"1118-{number} 正在等书记裁定。",
            "这一单不归您操作。",
        )
        assert (ticket.status, ticket.lead_unit, ticket.ruled) == (
            Status.QUEUED,
            "yongan-property",
            True,
        )
        assert await waiting(town, number) == ["accept", "contact", "fix"]
    await other.close()
    await nothing_is_silent(town)


async def test_both_sides_are_done_at_once(town):
    resident = await town.resident()
    other = beside(town)
    for _ in range(ROUNDS):
        number = await both_at_work(town, resident)
        await town.grid.sends_press(f"resolve:{number}")
        await town.property.sends_press(f"part_done:{number}")
        await asyncio.gather(
            says(town.program, "grid", "社区这边好了", number),
            says(other, "property", "物业这边好了", number),
        )
        await town.settle()
        ticket = await town.ticket(number)
        assert ticket.status is Status.DONE
        assert len([e for e in await town.events("resolve") if e.ticket_id == number]) == 1
        asked = await resident.last()
        assert "社区这边好了" in asked and "物业这边好了" in asked
        assert await waiting(town, number) == ["confirm"]
    await other.close()
    await nothing_is_silent(town)


async def test_one_agrees_while_the_other_returns(town):
    resident = await town.resident()
    other = beside(town)
    for _ in range(ROUNDS):
        number = await both_at_work(town, resident)
        await town.grid.sends_press(f"clear:{number}:community")
        toasts = await asyncio.gather(
            presses(town.program, "grid", f"return:{number}:facilities"),
            presses(other, "property", f"agree:{number}:community"),
        )
        await town.settle()
        ticket = await town.ticket(number)
        assert toasts[0] == "已退单，转给对方"
        assert (ticket.status, ticket.lead_unit, ticket.support_unit) == (
            Status.QUEUED,
            "yongan-property",
            None,
        )
        assert (toasts[1] == "好，归社区办") is bool(
            [e for e in await town.events("cleared") if e.ticket_id == number]
        )
        async with town.deps.begin() as work:
            assert await work.get(SupportPart, number) is None
        assert await waiting(town, number) == ["accept", "contact", "fix"]
    await other.close()
    await nothing_is_silent(town)


async def test_two_of_the_company_come_at_once(town):
    await town.staff("second", "刘洋", Role.PROPERTY_STAFF, "yongan-property")
    resident = await town.resident()
    other = beside(town)
    for _ in range(ROUNDS):
        await resident.says(PASSAGE)
        number = (await town.ticket()).id
        toasts = await asyncio.gather(
            presses(town.program, "property", f"take_part:{number}"),
            presses(other, "second", f"take_part:{number}"),
        )
        await town.settle()
        won = "property" if "归您配合" in toasts[0] else "second"
        async with town.deps.begin() as work:
            row = await work.get(SupportPart, number)
        assert row.handler_id == town.people[won].person_id
        assert sum("已经来配合" in toast for toast in toasts) == 1
    await other.close()
    assert len(await town.events("part_taken")) == ROUNDS
    await nothing_is_silent(town)
