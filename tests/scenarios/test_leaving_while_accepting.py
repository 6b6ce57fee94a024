"""She accepts a ticket at the very moment her post ends: whoever has a ticket has a post."""

import asyncio

from sqlalchemy import select

from db.models import Membership
from domain.inbound import Pressed, Sender
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import DOOR, nothing_is_silent
from tests.support.town import beside
from workflows.press_button import press_button

ROUNDS = 12


async def presses(program, chat, payload, number):
    pressed = Pressed("web", chat, f"{chat}-{number}", Sender(chat), payload)
    toast = await press_button(program.deps, pressed)
    return program.words.say(toast.lang, *toast.line)


async def test_nobody_has_a_ticket_without_a_post(town):
    resident = await town.resident()
    other = beside(town)
    ends = set()
    for number in range(1, ROUNDS + 1):
        name = f"new-{number}"
        leaver = await town.staff(name, "孙强", Role.PROPERTY_STAFF, "yongan-property")
        async with town.deps.begin() as work:
            query = select(Membership.id).where(Membership.person_id == leaver.person_id)
            post = (await work.scalars(query)).one()
        await resident.says(DOOR)
        toasts = await asyncio.gather(
            presses(other, name, f"accept:{number}", number),
            presses(town.program, "manager", f"member:{post}:gone", number),
        )
        await town.settle()
        ticket = await town.ticket(number)
        assert "离开" in toasts[1]
        assert (ticket.status, ticket.handler_id) == (Status.QUEUED, None), (number, toasts)
        ends.add("接单成功" in toasts[0])
        await town.property.sends_press(f"accept:{number}")
        assert (await town.ticket(number)).handler_id == town.property.person_id
        await town.property.sends_press(f"resolve:{number}")
        await town.property.says("修好了", key=f"done-{number}")
        await resident.sends_press(f"solved:{number}")
    await other.close()
    assert ends
    await nothing_is_silent(town)
