"""Two people press 接单 at the same moment, in two processes: one has it, the other is told who."""

import asyncio

from domain.inbound import Pressed, Sender
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import DOOR, heard, nothing_is_silent
from tests.support.town import beside
from workflows.press_button import press_button

ROUNDS = 15


async def test_exactly_one_has_it(town):
    await town.staff("second", "刘洋", Role.PROPERTY_STAFF, "yongan-property")
    names = {"property": "张", "second": "刘"}
    resident = await town.resident()
    other = beside(town)
    won = set()
    for number in range(1, ROUNDS + 1):
        await resident.says(DOOR)
        toasts = await asyncio.gather(
            _press(town.program, "property", number), _press(other, "second", number)
        )
        await town.settle()
        ticket = await town.ticket(number)
        winner, loser = names if "接单成功" in toasts[0] else tuple(names)[::-1]
        assert sorted(toasts) == sorted(
            ["接单成功，已告诉居民", f"晚了一步，物业{names[winner]}师傅已经接了 1118-{number}。"]
        )
        assert (ticket.status, ticket.handler_id) == (
            Status.HANDLING,
            town.people[winner].person_id,
        )
        assert f"物业{names[winner]}师傅已接单" in (await _card(town, loser, number))
        won.add(winner)
    await other.close()
    assert len(await town.events("accept")) == len(await heard(resident, "接单了")) == ROUNDS
    await nothing_is_silent(town)


async def _press(program, chat, number):
    pressed = Pressed("web", chat, f"{chat}-{number}", Sender(chat), f"accept:{number}")
    toast = await press_button(program.deps, pressed)
    return program.words.say(toast.lang, *toast.line)


async def _card(town, chat, number):
    reads = await town.people[chat].reads()
    return next(text for text in reads if f"1118-{number} ·" in text)
