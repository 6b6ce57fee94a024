"""`jiedan run`: the parts of a process (hear, speak, tick, web), started and stopped together."""

import asyncio
import contextlib
import errno
import gc
import logging
import signal
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot import supervise
from bot.app import Program, check_database
from bot.organisation import keep_looking
from bot.wake import Listener
from bot.watchman import keep_watch
from domain.commands import menu_for

if TYPE_CHECKING:
    from aiohttp import web

log = logging.getLogger(__name__)

PARTS = ("hear", "speak", "tick", "web")
TICK_SECONDS = 5
"""Seconds from one look at what is due to the next."""

YOUNG = 10_000
"""So many objects more than before make Python look for circles among them."""


class PortTaken(Exception):
    """Another program listens on the port; or `why` this machine cannot listen there at all."""

    def __init__(self, host: str, port: int, why: str = "") -> None:
        super().__init__(f"{host}:{port}")
        self.host, self.port, self.why = host, port, why


async def run(program: Program, parts: frozenset[str]) -> None:
    """Run these parts until SIGINT or SIGTERM. What is on its way then is finished before the end,
    what is not begun is put back.

    Raises NotMigrated, or PortTaken, before anything has started.
    """
    await check_database(program)
    jobs: list[asyncio.Task[None]] = []
    try:
        follow = keep_looking(program.deps, program.stop)
        jobs.append(supervise.start("organisation", follow))
        jobs.append(supervise.start("watch", keep_watch(program.deps, program.stop)))
        if "web" in parts and program.settings.web.enabled:
            await start_web(program)
        if "speak" in parts:
            jobs.append(await start_speaking(program))
        if "hear" in parts and program.settings.telegram.enabled:
            jobs += await start_hearing(program)
        if "tick" in parts:
            start_ticking(program)
        leave_alone_what_stays()
        log.info("running: %s", ", ".join(sorted(parts)))
        await wait_for_signal(program.stop)
    finally:
        program.stop.set()
        program.woken.set()
        for hurry in program.at_stop:
            hurry()
        await asyncio.gather(*jobs, return_exceptions=True)
        await program.close()
        log.info("ended")


def leave_alone_what_stays() -> None:
    """Catalogue, model and libraries are never garbage. To search them for some stops everything
    for a fifth of a second, every few hundred messages. What is young is looked through less often
    than Python would: 700 objects are the work of a few messages, and hardly any is in a circle."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


async def start_speaking(program: Program) -> asyncio.Task[None]:
    """The delivery loop, and Telegram's default menu."""
    telegram = program.channels.get("telegram")
    if telegram is not None:
        from channels.telegram import TelegramChannel

        if isinstance(telegram, TelegramChannel):
            await telegram.open({"": _menu(program, "zh"), "en": _menu(program, "en")})
            program.at_end.append(telegram.close)
            program.at_stop.append(telegram.drain)
    _stay_awake(program)
    return supervise.start("delivery", program.keep_delivering())


def _stay_awake(program: Program) -> None:
    """What goes on beside the delivery loop: lanes are renewed, commits of others are heard."""
    jobs = []
    if program.lanes:
        keep = supervise.keep_going("lane", program.keep_lanes, program.stop)
        jobs.append(supervise.start("lane", keep))
    if program.transcriber is not None:
        hear = supervise.keep_going("transcribing", program.hear_voices, program.stop)
        hearing = supervise.start("transcribing", hear)

        def no_longer() -> None:
            hearing.cancel()  # a note that is being heard waits for the next start

        program.at_stop.append(no_longer)
        jobs.append(hearing)
    if program.engine.dialect.name == "postgresql":
        listener = Listener(program.engine, program.woken.set, program.stop)
        program.at_stop.append(listener.hurry)
        jobs.append(supervise.start("listening", listener.run()))
    if jobs:

        async def finish() -> None:
            for hurry in program.at_stop:
                hurry()
            await asyncio.gather(*jobs, return_exceptions=True)

        program.at_end.append(finish)


def _menu(program: Program, lang: str) -> list[tuple[str, str]]:
    return [(name, program.words.say(lang, f"command-{name}", {})) for name in menu_for(())]


async def start_hearing(program: Program) -> list[asyncio.Task[None]]:
    """aiogram: polling as a job, or the webhook as a small web server."""
    from handlers.telegram.hear import make_dispatcher, make_hearing_bot  # heavy: 1 s
    from handlers.telegram.listen import Poller, announce, webhook_app

    telegram = program.settings.telegram
    bot = make_hearing_bot(telegram.secret_token(), telegram.api_base)
    program.at_end.append(bot.session.close)
    dispatcher = make_dispatcher(program.deps, program.words.say)
    if telegram.mode == "polling":
        poller = Poller(bot, dispatcher)
        program.at_stop.append(poller.hurry)
        return [supervise.start("polling", poller.run(program.stop))]
    path = urlsplit(telegram.webhook_url).path or "/"
    app = webhook_app(bot, dispatcher, path, telegram.webhook_secret)
    await serve(program, app, telegram.webhook_host, telegram.webhook_port)
    work = announce(bot, telegram.webhook_url, telegram.webhook_secret, program.stop)
    return [supervise.start("webhook", work)]


def start_ticking(program: Program, seconds: float = TICK_SECONDS) -> None:
    """The scheduler."""
    from bot.scheduler import (  # APScheduler: only where it ticks
        InHand,
        end,
        keep_catching_up,
        make_scheduler,
    )

    in_hand: InHand = set()
    scheduler = make_scheduler(program, in_hand, seconds)
    scheduler.start()
    supervise.start("catching up", keep_catching_up(scheduler, program.stop, seconds))
    program.at_end.append(lambda: end(scheduler, in_hand))


async def start_web(program: Program) -> int:
    """The web chat; returns its port."""
    from bot.website import make_site
    from handlers.web.app import make_app

    site = make_site(program)
    program.ring = site.bell.ring
    return await serve(
        program, make_app(site), program.settings.web.host, program.settings.web.port
    )


async def serve(program: Program, app: "web.Application", host: str, port: int) -> int:
    """Listen; returns the port. Raises PortTaken."""
    from aiohttp import web  # heavy, and a process without pages has no use for it

    runner = web.AppRunner(app, access_log=None, shutdown_timeout=3)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        taken = error.errno == errno.EADDRINUSE
        raise PortTaken(host, port, "" if taken else str(error.strerror)) from error
    program.at_end.append(runner.cleanup)
    return int(runner.addresses[0][1])


async def wait_for_signal(stop: asyncio.Event) -> None:
    """Until SIGINT or SIGTERM, or until somebody sets the event."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # platforms without signal handlers
            loop.add_signal_handler(name, stop.set)
    await stop.wait()
