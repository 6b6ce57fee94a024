"""The composition root: the one place where engine, rules, words, channels and loops meet."""

import asyncio
import hashlib
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import supervise
from bot.clock import SystemClock
from bot.keys import KeyPlace, key_place, take_up
from bot.organisation import take_over
from bot.rules import make_rules
from bot.settings import Settings
from bot.words import Words
from db.memory import Memory
from db.migrate import is_current
from db.models import Outbox
from db.people import roster_of
from db.session import beginner, make_engine
from db.standing import units_named
from domain import summary
from workflows import exporting, lane
from workflows.deliver_outbox import begin_due, deliver_due
from workflows.deps import Clock, Deps
from workflows.gather import Gatherer
from workflows.lane import Lane
from workflows.mouth import Mouth
from workflows.speech import Attachment, Channel

if TYPE_CHECKING:
    from bot.rounds import Rounds
    from workflows.transcribing import Transcriber

log = logging.getLogger(__name__)

IDLE = 1.0
"""Seconds after which the delivery loop looks for work although nobody woke it."""

HEAR_SECONDS = 5.0
"""How often voice notes are looked for that wait to be put into words."""

GOOD_BYE = 5.0
"""Seconds in which the database must take our good-bye."""


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
    keys: KeyPlace
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    delivering: asyncio.Lock = field(default_factory=asyncio.Lock)
    ticking: asyncio.Lock = field(default_factory=asyncio.Lock)
    channels: dict[str, Channel] = field(default_factory=dict)
    lanes: dict[str, Lane] = field(default_factory=dict)
    idle: float = IDLE
    errands: supervise.Errands = field(init=False)
    transcriber: "Transcriber | None" = None
    at_stop: list[Callable[[], None]] = field(default_factory=list)
    at_end: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.errands = supervise.Errands(self.woken.set)

    @property
    def mouth(self) -> Mouth:
        """What delivery needs."""
        return Mouth(
            self.channels,
            self.words.render,
            supervise.side_by_side,
            self.lanes,
            self.stop.is_set,
            {exporting.CHANNEL: self.make_ledger, summary.CHANNEL: self.make_week_file},
        )

    async def make_ledger(self, row: Outbox, unit: str) -> Attachment | None:
        """The ledger of a unit, for whoever's chat that is."""
        from bot.export_chat import make  # heavy: only where used

        return await make(self, row, unit)

    async def make_week_file(self, row: Outbox, what: str) -> Attachment | None:
        """A file of a unit's weekly summary, for whoever's chat that is."""
        from bot.week_files import make  # heavy: only where used

        return await make(self, row, what)

    async def deliver_all(self) -> int:
        """Deliver until nothing is due; returns how many messages were taken in hand."""
        await self.errands.wait()
        total = 0
        while taken := await deliver_due(self.deps, self.mouth):
            total += taken
        return total

    async def keep_delivering(self) -> None:
        """The delivery loop; what is in hand is finished before its end."""
        await supervise.keep_going("delivery", self.deliver_once, self.stop)
        await self.errands.wait()

    async def deliver_once(self) -> None:
        """One turn of the delivery loop: begin what is due, or wait a little to be woken. Whoever
        moves the clock holds `delivering` meanwhile, so that everything goes out at its own
        time."""
        async with self.delivering:
            taken = await begin_due(self.deps, self.mouth, self.errands)
        if not taken:
            await supervise.wait(self.woken, self.idle)
            self.woken.clear()

    async def keep_lanes(self) -> None:
        """Renew what this process holds, and rest until that is due again."""
        for held in self.lanes.values():
            if held.until is not None:
                await lane.renew(self.deps, held)
        await supervise.wait(self.stop, lane.RENEW.total_seconds())

    async def leave_lanes(self) -> None:
        """Let others speak at once. What cannot be let go of is free by itself a little later."""
        for held in self.lanes.values():
            try:
                async with asyncio.timeout(GOOD_BYE):
                    await lane.leave(self.deps, held)
            except Exception as error:  # each layer of the database has its own
                log.warning("the lane of %s: %s", held.channel, type(error).__name__)

    @cached_property
    def rounds(self) -> "Rounds":
        """What is done again and again. It needs much of the program, so it is read in only where
        somebody goes on rounds: a process that only speaks or hears does without."""
        from bot.rounds import Rounds

        return Rounds(self)

    async def hear_voices(self) -> None:
        """Put into words what waits, or wait a little."""
        from workflows.transcribing import Ears, put_into_words  # only where somebody hears

        if self.transcriber is not None:
            ears = Ears(self.transcriber, self.channels, self.settings.speech.seconds)
            await put_into_words(self.deps, ears)
        await supervise.wait(self.stop, HEAR_SECONDS)

    async def close(self) -> None:
        """Let go of everything, last opened first; a second time there is nothing left."""
        self.stop.set()
        await self.leave_lanes()
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
    keys = key_place(settings, base)
    engine = make_engine(settings.database.url, keys.ring, settings.database.pool)
    rules = make_rules(settings, base)
    clock = clock or SystemClock()
    woken = asyncio.Event()
    gatherer: Gatherer[Any, bool] = Gatherer()
    memory = Memory(hand_over=lambda found: take_over(rules, settings, found))
    deps = Deps(beginner(engine, memory), clock, rules, woken.set, gatherer)
    words = Words(rules, clock)
    program = Program(settings, engine, deps, words, _nobody_listens, keys, woken=woken)
    if speaks:
        program.channels |= make_channels(program)
        program.lanes |= make_lanes(program)
        program.transcriber = make_transcriber(settings, base)
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


def make_transcriber(settings: Settings, base: Path | None) -> "Transcriber | None":
    """What hears speech; None where nobody wants that."""
    if settings.speech.backend == "none":
        return None
    from bot.whisper import Whisper  # only where used

    return Whisper((base or Path()) / settings.speech.model, settings.speech.language)


def make_lanes(program: Program) -> dict[str, Lane]:
    """The lanes of those channels whose platform limits how fast we speak. The lease of a token is
    called by a hash of it: its name is no secret."""
    if not program.settings.telegram.enabled:
        return {}
    from channels.telegram import TelegramChannel  # heavy: only where used

    token = program.settings.telegram.secret_token()
    name = f"telegram:{hashlib.sha256(token.encode()).hexdigest()[:16]}"

    def remember(sends: Sequence[tuple[str, float]]) -> None:
        channel = program.channels["telegram"]
        if isinstance(channel, TelegramChannel):
            channel.remember(sends)

    made = Lane(name, "telegram", secrets.token_hex(8), remember)
    speaker = program.channels["telegram"]
    if isinstance(speaker, TelegramChannel):
        speaker.speak_while(lambda: made.is_open(program.deps.now()))
    return {"telegram": made}


class NoOrganisation(Exception):
    """Neither the configuration has units nor was a sheet imported."""


class UnitsGone(Exception):
    """Open tickets name units that the configuration no longer has."""


async def check_database(program: Program) -> None:
    """Raises NotMigrated when `jiedan migrate` has to run first, KeysWanting without the keys the
    database is sealed under, NoOrganisation when nobody has
    written down any units, UnitsGone when units that open tickets name are lacking."""
    if not await is_current(program.engine):
        raise NotMigrated
    await take_up(program.deps.begin, program.keys)
    async with program.deps.begin() as work:
        await roster_of(work)  # and with it the organisation of the office's sheet, if it has one
        named = await units_named(work)
    units = set(program.deps.rules.org.units)
    if not units:
        raise NoOrganisation
    if gone := named - units:
        raise UnitsGone(", ".join(sorted(gone)))
