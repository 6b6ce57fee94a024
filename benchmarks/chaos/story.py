"""What happens: people write and press, processes die, connections are cut, Telegram refuses; then
all is let come to rest, and the verdict is read."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select, text, update

from benchmarks.chaos.fleet import Fleet, Member
from benchmarks.chaos.places import (
    FIRST_RESIDENT,
    letter,
    open_waiting,
    settle_in,
    write_config,
)
from benchmarks.chaos.post import PostOffice
from benchmarks.chaos.verdict import Told, Verdict, judge
from bot.app import Program, build
from bot.config_file import load_settings
from bot.scheduler import TICK_SECONDS
from db.models import Outbox, OutboxState, Timer, TimerState
from db.time_rows import Lease
from tests.support.bot_api import BotApi

UNSENT = (OutboxState.PENDING, OutboxState.SENDING)
CUT = (
    "select pg_terminate_backend(pid) from pg_stat_activity "
    "where datname = current_database() and pid <> pg_backend_pid()"
)
LOST_ANSWER = 7.0
"""Seconds the twin keeps an answer back: longer than the five after which the sender gives up."""

PRESSES = 0.1
SMALL_TALK = 0.08
"""The shares of updates that are 接单, and thanks or questions of those who have written before."""


@dataclass(frozen=True)
class Plan:
    """How much of everything. waiting: tickets opened in the half hour before; seconds: how long
    the updates come; cuts and faults: how many seconds lie between two of them, about.

    jumps: what waits for a time (two minutes in a dead process's hands, the lane, the meeting of
    reminders) is moved to now once nobody is alive, instead of waiting for it.
    """

    updates: int
    kills: int
    waiting: int
    seconds: float
    cuts: float
    faults: float
    patience: float
    jumps: bool


FULL = Plan(2000, 32, 150, 200.0, cuts=25.0, faults=1.5, patience=420.0, jumps=False)
QUICK = Plan(120, 4, 20, 14.0, cuts=6.0, faults=1.0, patience=60.0, jumps=True)


@dataclass
class Chaos:
    """Everything a run holds. in_hand: the messages, each by its row and try, that a process had
    in hand when it was killed or its connection was cut; lost: answers kept back by the twin after
    the message had arrived."""

    plan: Plan
    chance: random.Random
    api: BotApi
    office: PostOffice
    program: Program
    fleet: Fleet
    staff: list[int]
    told: Told = field(default_factory=Told)
    in_hand: set[tuple[int, int]] = field(default_factory=set)
    lost: int = 0
    kills: int = 0
    cuts: int = 0
    faults: int = 0
    took: float = 0.0


async def tell(plan: Plan, url: str, folder: Path, seed: int) -> Verdict:
    """The whole story, and what is found afterwards. Raises TimeoutError when it does not come to
    rest within the plan's patience."""
    async with at_rest(plan, url, folder, seed) as chaos:
        return await judge(chaos)


@asynccontextmanager
async def at_rest(plan: Plan, url: str, folder: Path, seed: int) -> AsyncIterator[Chaos]:
    """The story on a fresh, migrated database, when all of it has come to rest."""
    begun, chance = time.monotonic(), random.Random(seed)
    async with BotApi() as api:
        office = PostOffice(api.bell, api._act, chance)
        api.feed = api._methods.feed = office
        api.enforce_limits()
        config = write_config(folder, url, api)
        settings = load_settings(config)
        program = build(settings, speaks=False)
        fleet = Fleet(config)
        chaos = Chaos(plan, chance, api, office, program, fleet, await settle_in(program, api))
        try:
            chaos.told.waiting = await open_waiting(settings, api, plan.waiting)
            await _happen(chaos, settings.telegram.webhook_url)
            await _come_to_rest(chaos)
            chaos.took = time.monotonic() - begun
            yield chaos
        finally:
            await office.close()
            await fleet.bury()
            await program.close()


async def _happen(chaos: Chaos, url: str) -> None:
    """People write for as long as the plan says, with trouble all the while; then, without it,
    until all that came in is acknowledged and all that is due has fired."""
    if _is_postgresql(chaos):
        for name, parts in (("hear", "hear"), ("speak-1", "speak,tick"), ("speak-2", "speak,tick")):
            await chaos.fleet.add(name, parts)
    else:
        await chaos.fleet.add("everything", None)
    await chaos.fleet.until_ready()
    chaos.office.open(url)
    watch = asyncio.create_task(chaos.fleet.watch_over())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_people(chaos))
            group.create_task(_trouble(chaos))
            group.create_task(_faults(chaos))
        chaos.api.faults.waiting.clear()
        async with asyncio.timeout(chaos.plan.patience):
            while not chaos.office.is_done or await _overdue(chaos):
                await asyncio.sleep(0.2)
    finally:
        watch.cancel()
        await asyncio.gather(watch, return_exceptions=True)


def _is_postgresql(chaos: Chaos) -> bool:
    return chaos.program.engine.dialect.name == "postgresql"


# People


async def _people(chaos: Chaos) -> None:
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


# Trouble


async def _trouble(chaos: Chaos) -> None:
    """Kills and cuts, one after the other, so that what each of them hit is known."""
    plan, chance = chaos.plan, chaos.chance
    loop = asyncio.get_running_loop()
    begun, gap = loop.time(), plan.seconds / plan.kills
    due = [("kill", begun + gap * (k + chance.random())) for k in range(plan.kills)]
    if _is_postgresql(chaos):
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
    await _note_in_hand(chaos)


async def _note_in_hand(chaos: Chaos) -> None:
    async with chaos.program.deps.begin() as work:
        rows = await work.execute(
            select(Outbox.id, Outbox.attempts).where(Outbox.state == OutboxState.SENDING)
        )
        chaos.in_hand |= {(number, attempts) for number, attempts in rows}


async def _faults(chaos: Chaos) -> None:
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


# Rest


async def _come_to_rest(chaos: Chaos) -> None:
    """All end as asked, and two that only speak say what is left."""
    async with asyncio.timeout(chaos.plan.patience):
        chaos.told.overdue = await _overdue(chaos)
        chaos.told.exit_codes = await chaos.fleet.end()
        if chaos.plan.jumps:
            await _jump(chaos)
        for name in ("rest-1", "rest-2") if _is_postgresql(chaos) else ("rest-1",):
            await chaos.fleet.add(name, "speak")
        while await _unsent(chaos):
            await asyncio.sleep(0.2)
        chaos.told.exit_codes += await chaos.fleet.end()


async def _overdue(chaos: Chaos) -> int:
    """How many timers are late by more than a tick."""
    late = chaos.program.deps.now() - timedelta(seconds=TICK_SECONDS)
    async with chaos.program.deps.begin() as work:
        return int(
            await work.scalar(
                select(func.count(Timer.id)).where(
                    Timer.state == TimerState.PENDING, Timer.due_at < late
                )
            )
            or 0
        )


async def _unsent(chaos: Chaos) -> int:
    async with chaos.program.deps.begin() as work:
        return int(
            await work.scalar(select(func.count(Outbox.id)).where(Outbox.state.in_(UNSENT))) or 0
        )


async def _jump(chaos: Chaos) -> None:
    """Nobody is alive: what the dead had in hand is free now, as it is in service two minutes
    later, and so is all that waits for a moment."""
    now = chaos.program.deps.now()
    async with chaos.program.deps.begin() as work:
        await work.execute(update(Outbox).where(Outbox.state.in_(UNSENT)).values(due_at=now))
        await work.execute(update(Lease).values(until=now))
        await work.commit()
