"""What happens to the processes while people write and press: they die, connections are cut, and
Telegram refuses."""

import asyncio
import time

from sqlalchemy import select, text

from benchmarks.chaos.fleet import Member
from benchmarks.chaos.places import FIRST_RESIDENT, letter
from benchmarks.chaos.scene import Chaos
from db.models import Outbox, OutboxState

CUT = (
    "select pg_terminate_backend(pid) from pg_stat_activity "
    "where datname = current_database() and pid <> pg_backend_pid()"
)
LOST_ANSWER = 7.0
"""Seconds the twin keeps an answer back: longer than the five after which the sender gives up."""

RECORDED_WITHIN = 1.0

PRESSES = 0.1
SMALL_TALK = 0.08
"""The shares of updates that are 接单, and thanks or questions of those who have written before."""


async def people(chaos: Chaos) -> None:
    """Residents write, mostly somebody new, and staff press."""
    pause = chaos.plan.seconds / chaos.plan.updates
    spoken = 0
    begun = time.monotonic()
    for number in range(chaos.plan.updates):
        dice = chaos.chance.random()
        if not (dice < PRESSES and await _press(chaos)):
            if dice > 1 - SMALL_TALK and spoken:
                who = FIRST_RESIDENT + chaos.chance.randrange(spoken)
                words, tickets = chaos.chance.choice(("谢谢", "/my", "你好")), 0
            else:
                who, words, tickets = FIRST_RESIDENT + spoken, letter(spoken), None
                chaos.api.user(who)
                spoken += 1
            told = await chaos.api.say(who, words)
            chaos.told.said[str(who), str(told.message_id)] = (words, tickets)
        await asyncio.sleep(max(0.0, begun + (number + 1) * pause - time.monotonic()))


async def _press(chaos: Chaos) -> bool:
    """One of the staff presses 接单 on a card nobody has pressed yet. False: there is none."""
    for chat in chaos.chance.sample(chaos.staff, len(chaos.staff)):
        for message in reversed(chaos.api.sent(chat)):
            found = [p for row in message.buttons for _, p in row if p.startswith("accept:")]
            if found and found[0] not in chaos.told.pressed:
                chaos.told.pressed.add(found[0])
                await chaos.api.press(chat, message, found[0])
                return True
    return False


async def trouble(chaos: Chaos) -> None:
    """Kills and cuts, one after the other, so that what each of them hit is known."""
    plan, chance = chaos.plan, chaos.chance
    loop = asyncio.get_running_loop()
    begun, gap = loop.time(), plan.seconds / plan.kills
    due = [("kill", begun + gap * (k + chance.random())) for k in range(plan.kills)]
    if chaos.is_on_postgresql:
        count = int(plan.seconds / plan.cuts)
        due += [("cut", begun + plan.cuts * (c + chance.random())) for c in range(count)]
    for what, at in sorted(due, key=lambda one: one[1]):
        await asyncio.sleep(max(0.0, at - loop.time()))
        if what == "kill":
            await _kill(chaos, chance.choice(chaos.fleet.members))
        else:
            await _cut(chaos)


async def _kill(chaos: Chaos, member: Member) -> None:
    await chaos.fleet.kill(member)
    chaos.kills += 1
    if member.speaks:
        await _note_in_hand(chaos)
    await chaos.fleet.start(member)


async def _cut(chaos: Chaos) -> None:
    await _note_in_hand(chaos)
    async with chaos.program.deps.begin() as work:
        await work.execute(text(CUT))
        await work.commit()
    chaos.cuts += 1


async def _note_in_hand(chaos: Chaos) -> None:
    """A process has many messages in hand of which few have begun. At risk are no more than what
    the twin took in the last second: recording it takes a few milliseconds."""
    since = chaos.api.world.now() - RECORDED_WITHIN
    async with chaos.program.deps.begin() as work:
        rows = await work.execute(
            select(Outbox.id, Outbox.attempts).where(Outbox.state == OutboxState.SENDING)
        )
        found = {(number, attempts) for number, attempts in rows} - chaos.in_hand
    chaos.in_hand |= found
    sends = sum(c.at >= since and c.method.startswith("send") for c in chaos.api.calls[-1000:])
    chaos.at_risk += min(len(found), sends)


async def faults(chaos: Chaos) -> None:
    """The Bot API refuses, fails, and keeps answers back."""
    api, chance = chaos.api, chaos.chance
    begun = time.monotonic()
    while time.monotonic() - begun < chaos.plan.seconds:
        await asyncio.sleep(chance.uniform(0.5, 1.5) * chaos.plan.faults)
        method = chance.choice(("sendMessage", "sendMessage", "editMessageText"))
        kind = chance.choice(("429", "500", "timeout", "dropped", "answer lost", "toast"))
        chaos.faults += 1
        if kind == "429":
            wait = chance.randint(1, 3)
            words = f"Too Many Requests: retry after {wait}"
            api.fail_next(method, 429, words, {"retry_after": wait})
        elif kind == "500":
            api.fail_next(method)
        elif kind == "toast":
            api.fail_next("answerCallbackQuery")
        elif kind == "dropped":
            api.drop_connection_next(method)
        else:
            chaos.lost += 1
            if kind == "timeout":
                api.hang_next(method, LOST_ANSWER)
            else:
                api.drop_connection_next(method, delivered=True)
