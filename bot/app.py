"""The composition root: the one place where engine, rules, words, channels and loops meet."""

import asyncio
import hashlib
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

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
from domain.learning import Bounds
from workflows import exporting, lane
from workflows.announcing import spread_due
from workflows.audit import AUDIT, audit, beat, find_gaps, heartbeats, units_gone
from workflows.deliver_outbox import begin_due, deliver_due
from workflows.deps import Clock, Deps
from workflows.forgetting import begin_those_who_waited, forget_due
from workflows.gather import Gatherer
from workflows.lane import Lane
from workflows.morning_sheet import DeskHours, send_due_sheets
from workflows.mouth import Mouth
from workflows.renew_cards import renew_due
from workflows.speech import Attachment, Channel
from workflows.standing_in import begin_absences
from workflows.study_examples import study_due
from workflows.summarise_week import SummaryHours, send_due_summaries
from workflows.surge import end_due
from workflows.tell_ops import HEARTBEATS, tell_findings, tell_gaps
from workflows.tick import fire_due
from workflows.tidy import Purged, purge
from workflows.watch_desks import Looked, warn_empty_desks

log = logging.getLogger(__name__)

IDLE = 1.0
"""Seconds after which the delivery loop looks for work although nobody woke it."""

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
    studied: date | None = None
    purged: date | None = None
    sheets: dict[str, date] = field(default_factory=dict)
    warned: Looked | None = None
    renewed: date | None = None
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
            {exporting.CHANNEL: self.make_ledger},
        )

    async def make_ledger(self, row: Outbox, unit: str) -> Attachment | None:
        """The ledger of a unit, for whoever's chat that is."""
        from bot.export_chat import make  # heavy: only where used

        return await make(self, row, unit)

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

    async def tick(self) -> int:
        """Settle what those who went away had in hand, fire what is due, tell of posts that were
        found empty, queue summaries and the desk's sheets whose hour has come, and bring cards of
        yesterday up to date."""
        await begin_absences(self.deps)
        fired = await fire_due(self.deps)
        await tell_gaps(self.deps)
        await spread_due(self.deps)
        await end_due(self.deps)
        await forget_due(self.deps)
        monday = self.settings.summary
        weekly = SummaryHours(monday.at, frozenset(monday.automatic), monday.automatic_at)
        await send_due_summaries(self.deps, weekly)
        desk = self.settings.desk
        hours = DeskHours(desk.sheet_at, desk.handover_at)
        await send_due_sheets(self.deps, hours, self.sheets)
        self.warned = await warn_empty_desks(self.deps, desk.warn_at, self.warned)
        self.renewed = await renew_due(self.deps, self.renewed)
        return fired

    async def audit(self) -> tuple[int, int]:
        """Look for silent tickets and gaps, and tell the operators what changed; returns how many
        there are of each."""
        violations, gaps = await audit(self.deps), await find_gaps(self.deps)
        await tell_findings(self.deps, violations, gaps)
        await beat(self.deps, AUDIT, violations=len(violations), gaps=len(gaps))
        return len(violations), len(gaps)

    async def watch(self) -> int:
        """Tell the operators when the clocks are no longer looked at, here or elsewhere; returns
        how many heartbeats have stopped."""
        stopped = await heartbeats(self.deps)
        await tell_findings(self.deps, stopped, fact=HEARTBEATS)
        return len(stopped)

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

    async def purge(self) -> Purged:
        """Erase what may no longer be kept, once its hour of the night has come; returns how much
        that was. It may take a while, with everything else going on."""
        zone, now = self.deps.rules.zone, self.deps.now()
        night = now.astimezone(zone).date()
        if now < datetime.combine(night, self.settings.privacy.at, zone) or self.purged == night:
            return Purged()
        await begin_those_who_waited(self.deps)
        done = await purge(self.deps, self.stop.is_set)
        self.purged = night
        return done

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


def make_lanes(program: Program) -> dict[str, Lane]:
    """The lanes of those channels whose platform limits how fast we speak. The lease of a token is
    called by a hash of it: its name is no secret."""
    if not program.settings.telegram.enabled:
        return {}
    token = program.settings.telegram.secret_token()
    name = f"telegram:{hashlib.sha256(token.encode()).hexdigest()[:16]}"

    def remember(sends: Sequence[tuple[str, float]]) -> None:
        from channels.telegram import TelegramChannel

        channel = program.channels["telegram"]
        if isinstance(channel, TelegramChannel):
            channel.remember(sends)

    return {"telegram": Lane(name, "telegram", secrets.token_hex(8), remember)}


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
    if not program.deps.rules.org.units:
        raise NoOrganisation
    gone = await units_gone(program.deps)
    if gone:
        raise UnitsGone(", ".join(gone))
