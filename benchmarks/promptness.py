"""Part 6: from the commit of a ticket to its card leaving, by two processes' worth of program over
one PostgreSQL: woken by the commit, beside looking each second."""

import asyncio
import contextlib
import itertools
import random
import statistics
import time

from sqlalchemy import select

from benchmarks.broadcast import telegram_program
from benchmarks.places import databases
from benchmarks.sentences import sentences
from benchmarks.tables import Table
from benchmarks.updates import make_program
from bot import supervise
from bot.app import Program
from bot.clock import SystemClock
from bot.run import start_speaking
from db.models import Account, Membership
from domain.inbound import Incoming, Sender
from domain.people import Role
from tests.support.bot_api import BotApi
from tests.support.town import open_town
from workflows.hear_message import hear_message

FULL, QUICK = 20, 2
STAFF_CHAT = 7_400_001
FIRST_RESIDENT = 7_410_001
PAUSE = (2.1, 3.1)
"""Seconds between two tickets: a chat takes one message a second."""
PATIENCE = 10.0


async def measure(url: str, count: int, *, woken: bool) -> list[float]:
    """Milliseconds from commit to card, one for each ticket."""
    town = await open_town(url)
    await town.close()
    async with BotApi() as api:
        api.user(STAFF_CHAT)
        hearing, speaking = make_program(url, SystemClock()), telegram_program(api, url)
        await _reach_staff_on_telegram(hearing)
        if woken:
            job = await start_speaking(speaking)
        else:
            job = supervise.start(
                "looking",
                supervise.keep_going("looking", speaking.deliver_once, speaking.stop),
            )
        found = [await _one(hearing, api, n, t) for n, t in _reports(count)]
        speaking.stop.set()
        speaking.woken.set()
        await job
        await speaking.close()
        await hearing.close()
    return found


def _reports(count: int) -> list[tuple[int, str]]:
    return list(enumerate(itertools.islice(sentences(), count)))


async def _reach_staff_on_telegram(program: Program) -> None:
    """Whoever works for the property company has a chat on Telegram too."""
    async with program.deps.begin() as work:
        posts = await work.scalars(select(Membership).where(Membership.role != Role.OFFICER))
        for number, one in enumerate(posts):
            work.add(
                Account(
                    person_id=one.person_id,
                    channel="telegram",
                    sender=str(STAFF_CHAT + number),
                    chat=str(STAFF_CHAT),
                    reachable=True,
                )
            )
        await work.commit()


async def _one(program: Program, api: BotApi, number: int, text: str) -> float:
    await asyncio.sleep(random.uniform(*PAUSE))
    before = len(api.calls)
    chat = str(FIRST_RESIDENT + number)
    told = Incoming("web", chat, "1", Sender(chat, name="居民"), text=f"永安花园{text}")
    await hear_message(program.deps, told)
    committed = time.time()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while not any(call.method == "sendMessage" for call in api.calls[before:]):
                await asyncio.sleep(0.001)
    sent = [call.at for call in api.calls[before:] if call.method == "sendMessage"]
    if not sent:
        raise RuntimeError(f"no card of ticket {number}")
    return (min(sent) - committed) * 1000


def run_part(quick: bool, command: str) -> list[Table]:
    """Both ways."""
    count = QUICK if quick else FULL
    rows = []
    for way, woken in (("woken by the commit", True), ("looking each second", False)):
        with databases(("postgresql",)) as urls:
            found = asyncio.run(measure(urls["postgresql"], count, woken=woken))
        rows.append([way, str(count), f"{statistics.median(found):.0f} ms", f"{max(found):.0f} ms"])
    return [Table("promptness", command, ("delivery", "tickets", "median", "longest"), rows)]
