"""The composition root: the one place where engine, rules, words, channels and loops meet."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import supervise
from bot.clock import SystemClock
from bot.rules import make_rules
from bot.settings import Settings
from bot.words import Words
from db.migrate import is_current
from db.session import beginner, make_engine
from domain.learning import Bounds
from workflows.audit import units_gone
from workflows.deliver_outbox import Mouth, deliver_due
from workflows.deps import Clock, Deps
from workflows.gather import Gatherer
from workflows.speech import Channel
from workflows.study_examples import study_due
from workflows.summarise_week import send_due_summaries
from workflows.tick import fire_due

log = logging.getLogger(__name__)

IDLE = 1.0
"""Seconds after which the delivery loop looks for work although nobody woke it."""

GROUPS_AT_ONCE = {"sqlite": 1, "postgresql": 2}
"""How many transactions take messages in at the same time: while one waits for PostgreSQL another
is worked on. SQLite has one writer."""


class NotMigrated(Exception):
    """The database does not stand at the schema this program needs."""


@dataclass
class Program:
    """Everything a running process holds."""

    settings: Settings
    engine: AsyncEngine
    deps: Deps
    words: Words
    ring: Callable[[str], None]
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    delivering: asyncio.Lock = field(default_factory=asyncio.Lock)
    channels: dict[str, Channel] = field(default_factory=dict)
    studied: date | None = None
    at_stop: list[Callable[[], None]] = field(default_factory=list)
    at_end: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    @property
    def mouth(self) -> Mouth:
        """What delivery needs."""
        return Mouth(self.channels, self.words.render, supervise.side_by_side)

    async def deliver_all(self) -> int:
        """Deliver until nothing is due; returns how many messages were taken in hand."""
        total = 0
        while taken := await deliver_due(self.deps, self.mouth):
            total += taken
        return total

    async def deliver_once(self) -> None:
        """One turn of the delivery loop: a batch, or a short wait to be woken. Whoever moves the
        clock holds `delivering` meanwhile, so that everything goes out at its own time."""
        async with self.delivering:
            taken = await deliver_due(self.deps, self.mouth)
        if not taken:
            await supervise.wait(self.woken, IDLE)
            self.woken.clear()

    async def tick(self) -> int:
        """Fire what is due and queue summaries whose hour has come."""
        fired = await fire_due(self.deps)
        await send_due_summaries(self.deps, self.settings.summary.at)
        return fired

    async def learn(self) -> int:
        """Study what was corrected, once its hour of the night has come; returns how many words
        were asked for. It may take a while, with everything else going on."""
        learning, zone, now = self.settings.learning, self.deps.rules.zone, self.deps.now()
        night = now.astimezone(zone).date()
        hour = datetime.combine(night, learning.at, zone)
        if not learning.enabled or now < hour or self.studied == night:
            return 0
        asked = await study_due(self.deps, hour, Bounds(learning.examples))
        self.studied = night
        return asked

    async def close(self) -> None:
        """Let go of everything, last opened first; a second time there is nothing left."""
        while self.at_end:
            await self.at_end.pop()()
        await self.engine.dispose()


def build(
    settings: Settings,
    base: Path | None = None,
    clock: Clock | None = None,
    *,
    speaks: bool = True,
) -> Program:
    """Put a program together. Nothing is started or connected yet. One that does not speak needs
    no channels, and the memory of their libraries."""
    engine = make_engine(settings.database.url, settings.database.pool)
    rules = make_rules(settings, base)
    clock = clock or SystemClock()
    woken = asyncio.Event()
    gatherer: Gatherer[Any, bool] = Gatherer(GROUPS_AT_ONCE[engine.dialect.name])
    deps = Deps(beginner(engine), clock, rules, woken.set, gatherer)
    program = Program(
        settings, engine, deps, Words(rules, clock), ring=_nobody_listens, woken=woken
    )
    if speaks:
        program.channels |= make_channels(program)
    return program


def _nobody_listens(_chat: str) -> None:
    """The bell of a process without web pages: pages elsewhere look for themselves."""


def make_channels(program: Program) -> dict[str, Channel]:
    """The channels this configuration speaks on: one line each."""
    from channels.web import WebChannel

    made: dict[str, Channel] = {}
    if program.settings.web.enabled:
        made["web"] = WebChannel(program.deps, lambda chat: program.ring(chat))
    if program.settings.telegram.enabled:
        from channels.telegram import TelegramChannel, make_bot  # heavy: only where used

        telegram = program.settings.telegram
        bot = make_bot(telegram.secret_token(), telegram.api_base)
        made["telegram"] = TelegramChannel(bot)
    return made


class UnitsGone(Exception):
    """Open tickets name units that the configuration no longer has."""


async def check_database(program: Program) -> None:
    """Raises NotMigrated when `jiedan migrate` has to run first, UnitsGone when the configuration
    lacks units that open tickets name."""
    if not await is_current(program.engine):
        raise NotMigrated
    gone = await units_gone(program.deps)
    if gone:
        raise UnitsGone(", ".join(gone))
