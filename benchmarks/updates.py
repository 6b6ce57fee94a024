"""Part 1: the whole way of an update, from aiogram's dispatcher to the commit, beside a floor."""

import asyncio
import itertools
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from aiogram import Bot, Dispatcher, Router
from aiogram.types import Message, Update
from sqlalchemy import Integer, Text, event, func, make_url, select
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from benchmarks.places import FIRST_RESIDENT, databases, settle_in
from benchmarks.sentences import sentences
from benchmarks.tables import Table
from bot.app import Program, build
from bot.config_file import load_settings
from bot.run import leave_alone_what_stays
from db.base import UtcDateTime
from db.models import Event, Outbox, Receipt, Ticket, Timer
from handlers.telegram.hear import make_dispatcher, make_hearing_bot
from tests.support.town import EXAMPLE, START, FrozenClock

TOKEN = "5550001:BENCHMARK-token-that-reaches-nobody_000"
CONCURRENCY = (1, 8, 32)
WARM_UP = 32
POOL = 10
EVERY = timedelta(minutes=144)
"""A message each: the 300 tickets a month of a busy community (DOMAIN §9). At one and the same
moment they would be a flood, of which most are merged into one incident; that is measured apart."""


class FloorBase(DeclarativeBase):
    """A base of its own: this table is none of the program's."""


class FloorRow(FloorBase):
    """The one row the floor writes for an update."""

    __tablename__ = "benchmark_floor"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    chat: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime())


@dataclass
class Lane:
    """One contestant: its dispatcher and what was measured of it, by concurrency. CPU seconds are
    of this process with all its threads; they hold better than the clock beside noisy neighbours.
    """

    dispatcher: Dispatcher
    before_each: Callable[[], None] = lambda: None
    updates: Iterator[Update] = field(default_factory=lambda: written_updates())
    rates: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    cpu: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    waits: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    async def run(self, bot: Bot, at_once: int, count: int) -> None:
        """One round."""
        batch = list(itertools.islice(self.updates, count))
        cpu = time.process_time()
        took, waits = await feed(bot, self, batch, at_once)
        self.cpu[at_once].append((time.process_time() - cpu) / count)
        self.rates[at_once].append(count / took)
        self.waits[at_once].extend(waits)

    def rate(self, at_once: int) -> float:
        """Updates a second, median of the rounds."""
        return statistics.median(self.rates[at_once])

    def wait(self, at_once: int, percent: int) -> float:
        """Milliseconds an update takes, over all rounds."""
        return statistics.quantiles(self.waits[at_once], n=100)[percent - 1] * 1000

    def cpu_each(self, at_once: int) -> float:
        """Milliseconds of CPU an update takes, median of the rounds."""
        return statistics.median(self.cpu[at_once]) * 1000


@dataclass(frozen=True)
class Effort:
    """How long to measure."""

    updates: int
    rounds: int
    at_once: tuple[int, ...] = CONCURRENCY

    @property
    def residents(self) -> int:
        """How many residents write to us in all, warm-up included."""
        return WARM_UP + self.updates * self.rounds * len(self.at_once)


FLOOD_ROUNDS = 8
FULL, QUICK = Effort(updates=64, rounds=15), Effort(updates=8, rounds=2, at_once=(1, 8))


class PassingClock(FrozenClock):
    """Begins at nine on a working morning and goes on only by being pushed."""

    def push(self) -> None:
        """To the moment of the next message."""
        self.move_to(self.now() + EVERY)


def make_program(url: str, clock: FrozenClock | None = None) -> Program:
    """The program as it runs, on the sample community."""
    settings = load_settings(EXAMPLE)
    database = settings.database.model_copy(update={"url": url})
    return build(settings.model_copy(update={"database": database}), clock=clock or FrozenClock())


def plain_engine(url: str) -> AsyncEngine:
    """SQLAlchemy's own, as a programmer sets it up: a pool as large as ours, and on SQLite one
    connection with the settings of ours that cost or save time."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        address = address.set(drivername="postgresql+asyncpg")
        return create_async_engine(address, pool_size=POOL, max_overflow=POOL)
    address = address.set(drivername="sqlite+aiosqlite")
    engine = create_async_engine(address, pool_size=1, max_overflow=0, pool_timeout=60)

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=15000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def floor_dispatcher(begin: Callable[[], AbstractAsyncContextManager[AsyncSession]]) -> Dispatcher:
    """The same dispatcher doing the least: one ORM insert and a commit."""
    router = Router()

    async def on_message(message: Message) -> None:
        async with begin() as work:
            work.add(FloorRow(chat=message.chat.id, text=message.text, at=START))
            await work.commit()

    router.message.register(on_message)
    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    return dispatcher


def written_updates(count: int | None = None) -> Iterator[Update]:
    """Messages of residents who write once each, as aiogram hands them to the dispatcher."""
    people = itertools.islice(itertools.count(FIRST_RESIDENT), count)
    for number, text in zip(people, sentences(), strict=False):
        yield Update.model_validate(
            {
                "update_id": number,
                "message": {
                    "message_id": 1,
                    "date": int(START.timestamp()),
                    "chat": {"id": number, "type": "private", "first_name": "居民"},
                    "from": {
                        "id": number,
                        "is_bot": False,
                        "first_name": "居民",
                        "language_code": "zh-hans",
                    },
                    "text": text,
                },
            }
        )


async def feed(
    bot: Bot, lane: Lane, updates: Iterable[Update], at_once: int
) -> tuple[float, list[float]]:
    """Hand updates over, so many at once; returns the seconds in all and those of each."""
    waiting = iter(updates)
    waits: list[float] = []

    async def worker() -> None:
        for update in waiting:
            lane.before_each()
            begun = time.perf_counter()
            await lane.dispatcher.feed_update(bot, update)
            waits.append(time.perf_counter() - begun)

    begun = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(at_once)))
    return time.perf_counter() - begun, waits


@dataclass(frozen=True)
class Race:
    """What one database gave: two lanes in turns, and the rows ours wrote for each update."""

    ours: Lane
    floor: Lane
    written: dict[str, float]

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """In the order of their turns."""
        return (self.floor, self.ours)


async def race(url: str, effort: Effort, *, flood: bool = False) -> Race:
    """Ours and the floor in turns; in a `flood` all messages come at one moment. Raises
    RuntimeError when an update was lost."""
    await settle_in(url, effort.residents)
    clock = PassingClock()
    program = make_program(url, clock)
    async with program.engine.begin() as connection:
        await connection.run_sync(FloorBase.metadata.create_all)
    bot = make_hearing_bot(TOKEN, "http://127.0.0.1:1")
    dispatcher = make_dispatcher(program.deps, program.words.say)
    ours = Lane(dispatcher, *(() if flood else (clock.push,)))
    await ours.run(bot, 1, WARM_UP)
    written = {name: count / WARM_UP for name, count in (await count_rows(program)).items()}
    plain = plain_engine(url)
    sessions = async_sessionmaker(plain, expire_on_commit=False)
    floor = Lane(floor_dispatcher(sessions))
    found = Race(ours, floor, written)
    await floor.run(bot, 1, WARM_UP)
    leave_alone_what_stays()
    for lane in found.lanes:
        for figures in (lane.rates, lane.cpu, lane.waits):
            figures.clear()
    for at_once, number in itertools.product(effort.at_once, range(effort.rounds)):
        for lane in found.lanes if number % 2 else reversed(found.lanes):
            await lane.run(bot, at_once, effort.updates)
    await _all_taken_in(program, effort.residents)
    await plain.dispose()
    await program.close()
    return found


async def _all_taken_in(program: Program, heard: int) -> None:
    async with program.deps.begin() as work:
        taken = await work.scalar(select(func.count(Receipt.id)))
    if taken != heard:
        raise RuntimeError(f"{heard} updates heard, {taken} taken in")


async def count_rows(program: Program) -> dict[str, int]:
    """What the updates left in the database."""
    counted = {
        "receipts": Receipt,
        "tickets": Ticket,
        "events": Event,
        "timers": Timer,
        "messages to say": Outbox,
    }
    async with program.deps.begin() as work:
        return {
            name: await work.scalar(select(func.count()).select_from(model)) or 0
            for name, model in counted.items()
        }


def run_part(quick: bool, command: str) -> list[Table]:
    """Both databases: speeds in ordinary times and in a flood, and what is written."""
    effort = QUICK if quick else FULL
    with databases(("sqlite", "postgresql")) as urls:
        races = {kind: asyncio.run(race(url, effort)) for kind, url in urls.items()}
    most = replace(effort, at_once=effort.at_once[-1:], rounds=min(effort.rounds, FLOOD_ROUNDS))
    with databases(("sqlite", "postgresql")) as urls:
        floods = {kind: asyncio.run(race(url, most, flood=True)) for kind, url in urls.items()}
    rows = [_row(kind, n, found) for kind, found in races.items() for n in effort.at_once]
    flooded = [_row(kind, n, found) for kind, found in floods.items() for n in most.at_once]
    head = ("database", "at once", "ours/s", "floor/s", "ours : floor")
    waits = ("ours p50", "ours p99", "floor p50", "floor p99", "p99 ours : floor")
    cpus = ("CPU ours", "CPU floor", "CPU floor : ours")
    written = [
        [kind, *(f"{n:.2f}" for n in found.written.values())] for kind, found in races.items()
    ]
    names = tuple(next(iter(races.values())).written)
    return [
        Table("updates", command, (*head, *waits, *cpus), rows),
        Table("updates-flood", command, (*head, *waits, *cpus), flooded),
        Table("updates-written", command, ("database", *names), written),
    ]


def _row(kind: str, at_once: int, found: Race) -> list[str]:
    ours, floor = found.ours, found.floor
    waits = [lane.wait(at_once, percent) for lane in (ours, floor) for percent in (50, 99)]
    return [
        kind,
        str(at_once),
        f"{ours.rate(at_once):.0f}",
        f"{floor.rate(at_once):.0f}",
        f"{_paired(ours.rates[at_once], floor.rates[at_once]):.2f}",
        *(f"{wait:.1f} ms" for wait in waits),
        f"{ours.wait(at_once, 99) / floor.wait(at_once, 99):.1f}",
        *(f"{lane.cpu_each(at_once):.2f} ms" for lane in (ours, floor)),
        f"{_paired(floor.cpu[at_once], ours.cpu[at_once]):.2f}",
    ]


def _paired(ones: Sequence[float], others: Sequence[float]) -> float:
    """The median of the ratios of neighbouring rounds."""
    return statistics.median(one / other for one, other in zip(ones, others, strict=True))
