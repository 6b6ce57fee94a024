"""Part 5: a broadcast to 300 chats and 50 groups of a Bot API server that enforces Telegram's
limits, beside `asyncio.gather` of all sends."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import insert
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from benchmarks.places import databases
from benchmarks.tables import Table
from bot.app import Program, build
from bot.config_file import load_settings
from bot.run import start_speaking
from db.models import Outbox, OutboxState
from tests.support.bot_api import BotApi
from tests.support.town import EXAMPLE
from workflows.speech import Priority

FIRST_CHAT, FIRST_GROUP = 7_300_001, -1_007_300_001
FULL, QUICK = ((300, 50), (1, 3)), ((12, 3), (1,))
PER_SECOND, PER_GROUP_MINUTE = 30, 20
PATIENCE = 180.0


@dataclass(frozen=True)
class Outcome:
    """Seconds from the first to the last message that arrived, how many did not, how many 429."""

    seconds: float
    lost: int
    refused: int


def chats(people: int, groups: int) -> list[int]:
    """The ids of everybody who is to hear it."""
    return [*(FIRST_CHAT + n for n in range(people)), *(FIRST_GROUP - n for n in range(groups))]


def open_chats(api: BotApi, people: int, groups: int) -> list[int]:
    """People and groups who know the bot, on a server that enforces the limits."""
    listed = chats(people, groups)
    for chat in listed:
        if chat > 0:
            api.user(chat)
        else:
            api.group(chat)
    api.enforce_limits(
        per_second=PER_SECOND, per_chat_per_second=1, per_group_per_minute=PER_GROUP_MINUTE
    )
    return listed


def outcome(api: BotApi, listed: list[int], each: int) -> Outcome:
    """What arrived."""
    sends = [call for call in api.calls if call.method == "sendMessage" and not call.refused]
    arrived = Counter(int(call.parameters["chat_id"]) for call in sends)
    lost = sum(max(0, each - arrived[chat]) for chat in listed)
    span = max(call.at for call in sends) - min(call.at for call in sends)
    return Outcome(span, lost, sum(api.refused.values()))


def telegram_program(api: BotApi, url: str) -> Program:
    """The program on Telegram's twin."""
    settings = load_settings(EXAMPLE)
    telegram = settings.telegram.model_copy(
        update={"enabled": True, "token": api.token, "api_base": api.base_url}
    )
    database = settings.database.model_copy(update={"url": url})
    return build(settings.model_copy(update={"database": database, "telegram": telegram}))


async def ours(url: str, size: tuple[int, int], each: int) -> Outcome:
    """Rows in the outbox, and the program that delivers."""
    async with BotApi() as api:
        listed = open_chats(api, *size)
        program = telegram_program(api, url)
        await _queue(program, listed, each)
        job = await start_speaking(program)
        await _until_all_arrived(api, len(listed) * each)
        program.stop.set()
        program.woken.set()
        await job
        found = outcome(api, listed, each)
        await program.close()
    return found


async def _queue(program: Program, listed: list[int], each: int) -> None:
    now = program.deps.now()
    rows = [
        {
            "channel": "telegram",
            "chat": str(chat),
            "lang": "zh",
            "kind": "note",
            "parts": [["chat", {}]],
            "buttons": [],
            "media": [],
            "silent": False,
            "priority": int(Priority.BROADCAST),
            "created_at": now,
            "due_at": now,
            "state": OutboxState.PENDING,
            "attempts": 0,
        }
        for _ in range(each)
        for chat in listed
    ]
    async with program.deps.begin() as work:
        await work.execute(insert(Outbox), rows)
        await work.commit()


async def _until_all_arrived(api: BotApi, count: int) -> None:
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        arrived = sum(call.method == "sendMessage" and not call.refused for call in api.calls)
        if arrived >= count:
            return
        await asyncio.sleep(0.1)


async def gathered(size: tuple[int, int], each: int) -> Outcome:
    """What a programmer would write first."""
    async with BotApi() as api:
        listed = open_chats(api, *size)
        request = HTTPXRequest(connection_pool_size=64, pool_timeout=60)
        bot = Bot(api.token, base_url=f"{api.base_url}/bot", request=request)
        await bot.initialize()

        async def send(chat: int) -> None:
            try:
                await bot.send_message(chat, "通知")
            except TelegramError:
                return

        await asyncio.gather(*(send(chat) for _ in range(each) for chat in listed))
        found = outcome(api, listed, each)
        await bot.shutdown()
    return found


def run_part(quick: bool, command: str) -> list[Table]:
    """One message a chat, and three."""
    size, counts = QUICK if quick else FULL
    rows = []
    for each in counts:
        with databases(("sqlite",)) as urls:
            mine = asyncio.run(ours(urls["sqlite"], size, each))
        theirs = asyncio.run(gathered(size, each))
        least = (sum(size) * each - 1) / PER_SECOND
        rows.append(_row(each, sum(size), least, mine, theirs))
    head = ("messages a chat", "chats", "least possible", "ours", "ours : least")
    more = ("lost", "429", "gather lost", "gather 429")
    return [Table("broadcast", command, (*head, *more), rows)]


def _row(each: int, size: int, least: float, mine: Outcome, theirs: Outcome) -> list[str]:
    return [
        str(each),
        str(size),
        f"{least:.1f} s",
        f"{mine.seconds:.1f} s",
        f"{mine.seconds / least:.2f}",
        str(mine.lost),
        str(mine.refused),
        str(theirs.lost),
        str(theirs.refused),
    ]
