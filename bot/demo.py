"""`jiedan demo`: the sample community in the browser, with everybody's phone on one screen and a
clock that can be moved. The same program as `jiedan run`, on a file of its own.

The community is the one of the press texts (永安社区, 建中街街道); its people are invented.
"""

import asyncio
import fcntl
import logging
import os
import socket
import sys
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib import resources
from pathlib import Path

from bot.app import Program, build
from bot.cli import complain
from bot.clock import MovedClock
from bot.commands import port_taken
from bot.config_file import load_settings
from bot.keys import take_up
from bot.run import PortTaken, serve, start_speaking, start_ticking, wait_for_signal
from bot.settings import Settings
from bot.travel import next_moment, travel_to
from bot.website import make_site
from db.migrate import upgrade
from db.models import Account, Fact, Group, GroupPurpose, Membership, Person
from db.session import Work
from db.web_rows import WebChat
from domain.people import Role
from handlers.web.app import make_app
from handlers.web.demo import (
    DemoStage,
    Persona,
    Travelled,
    add_demo,
    demo_chat,
    demo_identify,
)
from handlers.web.site import Bell
from workflows.speech import TOGETHER
from workflows.standstill import look_back

HOST = "127.0.0.1"
DATABASE = "demo.sqlite3"
CLOCK_FACT = "demo-clock"
TICK_SECONDS = 1.0
EXACT = 60
"""After so many stops of one move the clock goes on hour by hour: nobody waits for minutes."""
OPENING = time(9, 0)
WORKDAY_END = time(17, 0)


@dataclass(frozen=True, slots=True)
class Cast:
    """One of the demo's people: what the page shows, and who they are to the program."""

    key: str
    emoji: str
    name: str = ""
    role: Role | None = None
    unit: str = ""
    grid: str | None = None
    group: GroupPurpose | None = None
    compound: str | None = None


CAST = (
    Cast("resident", "👵", "王桂兰", compound="yongan-garden"),
    Cast("grid", "🚲", "李娜", Role.GRID_WORKER, "yongan", "grid-1"),
    Cast("property", "🔧", "张强", Role.PROPERTY_STAFF, "yongan-property"),
    Cast("secretary", "🏠", "陈静", Role.SECRETARY, "yongan"),
    Cast("alliance", "🤝", "赵刚", Role.STAND_IN, "red-alliance"),
    Cast("neighbour", "🧑", "孙明", compound="party-school-yard"),
    Cast("street", "🏛", "周敏", Role.OFFICER, "jianzhong"),
    Cast("party-community", "📋", unit="yongan", group=GroupPurpose.PARTY),
    Cast("party-street", "📋", unit="jianzhong", group=GroupPurpose.PARTY),
)


def example_settings(folder: Path) -> Settings:
    """The sample community's configuration: the shipped example, on the demo's own file."""
    shipped = resources.files("bot") / "defaults" / "config.example.toml"
    checkout = Path(__file__).parent.parent / "config.example.toml"
    path = Path(str(shipped)) if Path(str(shipped)).is_file() else checkout
    settings = load_settings(path)
    database = settings.database.model_copy(
        update={"url": f"sqlite:///{folder.resolve() / DATABASE}"}
    )
    return settings.model_copy(update={"database": database})


def claim(folder: Path) -> bool:
    """Make the folder this process's own until it ends; False when a demo runs on it already. Two
    would each move a clock, and a reset beside another one would take its data away. Raises
    OSError when there can be no such folder."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        fcntl.flock(os.open(folder, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def prepare_folder(folder: Path, *, reset: bool) -> None:
    """Make the folder of the demo's data; `reset` first takes away that data, and nothing else
    that may lie there. Raises OSError when it cannot be."""
    folder.mkdir(parents=True, exist_ok=True)
    if reset:
        for path in folder.glob(f"{DATABASE}*"):
            path.unlink()


def is_taken(port: int) -> bool:
    """Whether another program listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def say_taken(port: int) -> int:
    """Tell whose port it is not; returns the exit code."""
    return complain(port_taken(HOST, port), "For another: make demo PORT=8700")


async def demo(folder: Path, port: int) -> int:
    """Run the demo until Ctrl-C; returns the exit code."""
    # Ticks rest while the clock is moved; a line for each would push the page's address away.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    clock = MovedClock()
    program = build(example_settings(folder), clock=clock)
    try:
        await upgrade(program.engine)
        await take_up(program.deps.begin, program.keys)
        await set_the_stage(program, clock)
        await open_doors(program, clock, port)
        await wait_for_signal(program.stop)
    except PortTaken:
        return say_taken(port)
    finally:
        program.stop.set()
        program.woken.set()
        await program.close()
    sys.stdout.write("\nbye. `make demo` goes on from here, `make demo-reset` starts over.\n")
    return 0


async def open_doors(program: Program, clock: MovedClock, port: int) -> int:
    """Start the web chat with the demo's extras, the delivery and the ticking; prints where."""
    site = make_site(program)
    program.ring = site.bell.ring
    personas = [_persona(program, cast) for cast in CAST]
    site.identify = demo_identify(personas, site.identify)
    app = make_app(site)
    add_demo(app, make_stage(program, clock, personas, site.bell))
    found = await serve(program, app, HOST, port)
    speaking = await start_speaking(program)

    async def finish() -> None:
        await asyncio.wait([speaking])

    program.at_end.insert(0, finish)  # last of all: a journey of the clock may hold it up
    start_ticking(program, TICK_SECONDS)
    sys.stdout.write(
        f"\n  接单 demo:  http://127.0.0.1:{found}/demo\n\n"
        "  Everybody's phone is on that page; it says what to try first. Ctrl-C ends it.\n"
    )
    sys.stdout.flush()
    return found


def _persona(program: Program, cast: Cast) -> Persona:
    lang = program.deps.rules.default_lang

    def say(what: str) -> str:
        return program.words.say(lang, f"demo-{what}-{cast.key}", {})

    return Persona(
        cast.key, say("name"), say("role"), cast.emoji, say("hint"), can_write=cast.group is None
    )


def make_stage(
    program: Program, clock: MovedClock, personas: list[Persona], bell: Bell
) -> DemoStage:
    """The time machine: one journey at a time."""
    lock = asyncio.Lock()

    async def travel(to: str) -> Travelled:
        async with lock, program.ticking, program.delivering:
            target = await destination(program, to)
            fired, sent = await travel_to(program, clock, target, EXACT)
            if to == "next" and not sent:
                # A reminder waits some minutes for others: go on to where it is heard.
                target = min(await destination(program, to), target + TOGETHER)
                more, sent = await travel_to(program, clock, target, EXACT)
                fired += more
            async with program.deps.begin() as work:
                await _remember_clock(work, clock)
                await work.commit()
            await look_back(program.deps, set_forward=True)
            bell.ring_all()
            return Travelled(program.deps.now(), fired, sent)

    async def next_due() -> datetime | None:
        return await next_moment(program)

    return DemoStage(personas, travel, next_due)


async def destination(program: Program, to: str) -> datetime:
    """The moment a button of the time control stands for."""
    now = program.deps.now()
    if to == "hour":
        return now + timedelta(hours=1)
    if to == "next":
        return max(now, await next_moment(program) or now)
    zone, at = program.deps.rules.zone, program.settings.summary.at
    local = now.astimezone(zone)
    monday = local.date() + timedelta(days=7 - local.weekday())
    return datetime.combine(monday, at, zone)


async def _remember_clock(work: Work, clock: MovedClock) -> None:
    """A second run goes on from here."""
    await work.merge(Fact(name=CLOCK_FACT, value={"offset": clock.offset.total_seconds()}))


async def set_the_stage(program: Program, clock: MovedClock) -> None:
    """The first time: the people of the sample community, on a working morning. Later: the clock
    as it was left."""
    async with program.deps.begin() as work:
        kept = await work.get(Fact, CLOCK_FACT)
        if kept is not None:
            clock.offset = timedelta(seconds=kept.value["offset"])
            return
        clock.move_to(first_morning(program))
        for cast in CAST:
            await _add(work, program, cast)
        await _remember_clock(work, clock)
        await work.commit()


def first_morning(program: Program) -> datetime:
    """Now, when people are at work (with an hour or more of the day left); else nine o'clock on
    the next working day."""
    now, calendar = program.deps.now(), program.deps.rules.calendar
    local = now.astimezone(calendar.zone)
    if calendar.is_open(now) and local.time() < WORKDAY_END:
        return now
    day = local.date() + timedelta(days=0 if local.time() < OPENING else 1)
    while not calendar.works_on(day):
        day += timedelta(days=1)
    return datetime.combine(day, OPENING, calendar.zone)


async def _add(work: Work, program: Program, cast: Cast) -> None:
    chat, now, lang = demo_chat(cast.key), program.deps.now(), "zh"
    work.add(WebChat(chat=chat, last_seq=0, created_at=now))
    if cast.group is not None:
        work.add(
            Group(
                bound_at=now,
                channel="web",
                chat=chat,
                unit=cast.unit,
                purpose=cast.group,
                lang=lang,
                reachable=True,
            )
        )
        return
    home = {"compound": cast.compound} if cast.compound else None
    person = Person(name=cast.name, lang=lang, on_duty=True, home=home, created_at=now)
    work.add(person)
    await work.flush()
    work.add(Account(person_id=person.id, channel="web", sender=chat, chat=chat, reachable=True))
    if cast.role is not None:
        work.add(Membership(person_id=person.id, unit=cast.unit, role=cast.role, grid=cast.grid))
