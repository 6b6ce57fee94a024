"""Several things at the same moment: presses of two households, a burst in one transaction, a press
while the main ticket is being finished. Nothing is lost, nothing is counted twice."""

import asyncio

from domain.inbound import Incoming, Pressed, Sender
from domain.lifecycle import OPEN, Status
from tests.scenarios.staging import nothing_is_silent
from tests.support.town import beside, photo
from workflows.hear_message import hear_message
from workflows.press_button import press_button
from workflows.tick import fire_due

LIFT = "永安花园3号楼2单元电梯坏了"


async def press(program, chat: str, payload: str) -> str:
    pressed = Pressed("web", chat, f"{chat} {payload}", Sender(chat), payload)
    toast = await press_button(program.deps, pressed)
    return program.words.say(toast.lang, *toast.line)


async def test_both_press_at_the_same_moment(town):
    for number in range(1, 9):
        await (await town.resident(f"voice{number}")).says(LIFT)
    other = beside(town)
    toasts = await asyncio.gather(
        *(
            press(program, f"voice{number}", f"merge:1:{number}")
            for number, program in zip(range(2, 9), [town.program, other] * 4, strict=False)
        )
    )
    assert set(toasts) == {"好，并成一件办"}
    main = await town.ticket(1)
    assert (main.merged, main.households, main.raised) == (7, 8, 1)
    await asyncio.gather(
        press(town.program, "voice2", "split:2"),
        press(other, "voice3", "split:3"),
        press(town.program, "property", "accept:1"),
        press(other, "voice4", "withdraw:4"),
        fire_due(town.deps),
    )
    main = await town.ticket(1)
    assert (main.status, main.merged, main.households) == (Status.HANDLING, 4, 5)
    await other.close()
    await nothing_is_silent(town)


async def test_joining_while_the_main_ticket_is_being_finished(town):
    first, second = await town.resident("first"), await town.resident("second")
    other = beside(town)
    for turn in range(5):
        main, later = 2 * turn + 1, 2 * turn + 2
        building = turn + 1
        await first.says(f"永安花园{building}号楼2单元电梯坏了")
        await second.says(f"永安花园{building}号楼2单元电梯坏了")
        await town.property.sends_press(f"accept:{main}")
        await town.property.sends_press(f"resolve:{main}")
        message = Incoming(
            "web", "property", f"done {turn}", Sender("property"), "好了", (photo(),)
        )
        await asyncio.gather(
            hear_message(town.deps, message), press(other, "second", f"merge:{main}:{later}")
        )
        assert (await town.ticket(main)).status is Status.DONE
        joined = await town.ticket(later)
        assert joined.status in (Status.DONE, Status.QUEUED)
        await nothing_is_silent(town)
    await other.close()


async def test_a_burst_in_one_moment(town):
    """Messages that share a transaction see one another."""
    chats = [f"cold{number}" for number in range(40)]
    await asyncio.gather(
        *(
            hear_message(
                town.deps,
                Incoming(
                    "web", chat, f"key {chat}", Sender(chat), f"永安花园{n % 8 + 1}号楼没暖气了"
                ),
            )
            for n, chat in enumerate(chats)
        )
    )
    await town.settle()
    tickets = await town.tickets()
    assert len(tickets) == 40
    (main,) = [t for t in tickets if t.status in OPEN]
    assert (main.merged, main.households, main.incident) == (39, 40, True)
    assert (
        len([t for t in await town.property.reads() if "没暖气" in t]) <= 12
    )  # of 40; what runs side by side cannot see one another
    await nothing_is_silent(town)


async def test_two_processes_hear_a_burst(town):
    other = beside(town)
    await asyncio.gather(
        *(
            hear_message(
                program.deps,
                Incoming(
                    "web", f"c{n}", f"key {n}", Sender(f"c{n}"), f"永安花园{n % 8 + 1}号楼没暖气了"
                ),
            )
            for n, program in zip(range(30), [town.program, other] * 15, strict=True)
        )
    )
    await town.settle()
    tickets = await town.tickets()
    assert len(tickets) == 30
    mains = {t.merged_into for t in tickets if t.status is Status.MERGED}
    assert {t.status for t in tickets if t.id in mains} <= OPEN
    await other.close()
    await nothing_is_silent(town)
