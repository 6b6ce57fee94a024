"""What the commands of the command line do."""

import argparse
import sys
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

from bot import key_commands
from bot.app import NoOrganisation, NotMigrated, Program, UnitsGone, build, check_database
from bot.catalogue_check import findings
from bot.catalogue_file import DEFAULT_CATALOGUE
from bot.cli import PARTS, complain, run_async
from bot.config_file import ConfigError, load_settings
from bot.dead_letters import resend, show
from bot.extras import wanting
from bot.key_commands import seal_all
from bot.keys import KeysWanting
from bot.log import keep_secret
from bot.organisation import TOLD_TWICE, is_told_twice
from bot.rules import unknown_year, years_unknown
from bot.whisper import CannotHear, Whisper
from db.migrate import is_current, upgrade
from db.session import OutOfReach, reach

Need = Callable[[Program], Awaitable[None]]
"""What must be so before a command begins."""


async def nothing(_program: Program) -> None:
    """A command that needs no database."""


async def reachable(program: Program) -> None:
    await reach(program.engine)


async def _migrated(program: Program) -> None:
    await reach(program.engine)
    await check_database(program)


def with_program(
    given: argparse.Namespace,
    work: Callable[[Program], Awaitable[int]],
    need: Need = _migrated,
    *,
    speaks: bool = False,
) -> int:
    """Build the program from the configuration, do some work with it, let go of everything."""
    try:
        settings = load_settings(given.config)
        keep_secret(*settings.secrets())
        program = build(settings, given.config.parent, speaks=speaks)
    except ConfigError as error:
        return complain(*error.problems)
    except ValueError as error:  # the keyword catalogue says file, key and what is allowed
        return complain(str(error))
    try:
        return run_async(_and_close(program, work, need))
    except UnitsGone as error:
        return complain(f"Open tickets name units that the configuration lacks: {error}")
    except NoOrganisation:
        return complain("There are no units: import a sheet (`jiedan import`) or write [[units]].")
    except OutOfReach as error:
        return complain(f"The database cannot be reached: {error}", "See [database] url.")
    except KeysWanting as error:
        return complain(error.problem)
    except NotMigrated:
        return complain("The database is not at the present schema: run `jiedan migrate` first.")


async def _and_close(
    program: Program, work: Callable[[Program], Awaitable[int]], need: Need
) -> int:
    try:
        await need(program)
        return await work(program)
    finally:
        await program.close()


def check_config(given: argparse.Namespace) -> int:
    """Check the configuration and what it points to."""

    async def work(program: Program) -> int:
        settings = program.settings
        for year in years_unknown(settings, _today(program)):
            complain(f"warning: {unknown_year(year)}")
        for one in wanting(program.words.say("zh", "rows-title-numbers", {})):
            complain(f"warning: {one}")
        if _doubts(program, given.config.parent):
            return 1
        if isinstance(program.transcriber, Whisper):
            try:
                program.transcriber.check()
            except CannotHear as error:
                return complain(f"{given.config}: {error}")
        if await is_told_twice(program.settings, program.deps, program.engine):
            return complain(f"{given.config}: {TOLD_TWICE}")
        print_line(
            f"{given.config}: good. {len(settings.units)} units, {len(settings.compounds)} "
            f"compounds, {len(settings.grids)} grids; Telegram "
            f"{'on' if settings.telegram.enabled else 'off'}, web chat "
            f"{'on' if settings.web.enabled else 'off'}."
        )
        return 0

    return with_program(given, work, nothing)


def _doubts(program: Program, base: Path) -> bool:
    """Tell what contradicts itself in the catalogue; whether anything must be mended."""
    own = program.settings.community.catalogue
    path = base / own if own else DEFAULT_CATALOGUE
    found = findings(program.deps.rules.catalogue)
    for one in found:
        complain(f"{'error' if one.is_error else 'warning'}: {path}: {one.key}: {one.problem}")
    return any(one.is_error for one in found)


def print_line(text: str) -> None:
    """A line for the operator on standard output."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _today(program: Program) -> date:
    return program.deps.now().astimezone(program.deps.rules.zone).date()


def migrate(given: argparse.Namespace) -> int:
    """Bring the database up to date."""

    async def work(program: Program) -> int:
        await upgrade(program.engine)
        if code := await seal_all(program, print_line):
            return code
        print_line("The database is at the present schema.")
        return 0

    return with_program(given, work, reachable)


def run(given: argparse.Namespace) -> int:
    """Run the parts of the bot."""
    parts = frozenset(part.strip() for part in given.only.split(",") if part.strip())
    if not parts or parts - set(PARTS):
        return complain(f"--only takes a list of: {', '.join(PARTS)}")
    from bot.run import PortTaken
    from bot.run import run as run_parts

    async def work(program: Program) -> int:
        for year in years_unknown(program.settings, _today(program)):
            complain(f"warning: {unknown_year(year)}")
        if await is_told_twice(program.settings, program.deps, program.engine):
            complain(f"warning: {given.config}: {TOLD_TWICE}")
        try:
            await run_parts(program, parts)
        except PortTaken as error:
            return complain(port_taken(error.host, error.port, error.why))
        return 0

    return with_program(given, work, speaks="speak" in parts)


def port_taken(host: str, port: int, why: str = "") -> str:
    """What to tell somebody whose port is taken, or cannot be had for another reason."""
    if why:
        return f"This machine cannot listen on {host}, port {port}: {why}. Check the address."
    return (
        f"Port {port} on {host} is taken by another program. "
        "Stop that program, or choose another port."
    )


def office(given: argparse.Namespace) -> int:
    """Invitations, a week's summary, surge mode, the audit."""
    from bot import office_commands  # here: a process that only speaks has no use for them

    return office_commands.COMMANDS[given.command](given)


def run_export(given: argparse.Namespace) -> int:
    """Everything as sheets or CSV."""
    from bot.export import export  # here, as no other command needs it

    return with_program(given, lambda program: export(program, given, print_line))


def show_outbox(given: argparse.Namespace) -> int:
    """List what could not be delivered, or put it back."""
    if given.resend not in (None, "all") and not given.resend.isdecimal():
        return complain(f"--resend {given.resend}: write the number of a message, or all")

    async def work(program: Program) -> int:
        lines = show(program) if given.resend is None else resend(program, given.resend)
        for line in await lines:
            print_line(line)
        return 0

    return with_program(given, work)


def run_demo(given: argparse.Namespace) -> int:
    """The demo."""
    from bot.demo import claim, demo, is_taken, prepare_folder, say_taken

    if is_taken(given.port):
        return say_taken(given.port)
    try:
        if not claim(given.dir):
            return complain(f"A demo runs on {given.dir} already: end it first, with Ctrl-C.")
        prepare_folder(given.dir, reset=given.reset)
    except OSError as error:
        return complain(f"--dir {given.dir}: {error.strerror}")
    return run_async(demo(given.dir, given.port))


def draw_posters(given: argparse.Namespace) -> int:
    """Posters and stickers of buildings."""
    from bot.poster_command import posters  # here, as no other command needs it

    async def work(program: Program) -> int:
        return posters(program, given, print_line)

    return with_program(given, work)


def import_sheet(given: argparse.Namespace) -> int:
    """Take in an office's sheet."""
    from bot.sheet_import import run_import  # here, as no other command needs it

    return run_import(given)


def end_sessions(given: argparse.Namespace) -> int:
    """Sign somebody's browsers out of the web chat."""
    from bot.sign_out import run_sign_out

    return with_program(given, lambda program: run_sign_out(program, given, print_line))


def mind_keys(given: argparse.Namespace) -> int:
    """The keys under which names and words are sealed."""

    async def work(program: Program) -> int:
        if not await is_current(program.engine):
            raise NotMigrated
        return await key_commands.WORK[given.what](program, print_line)

    return with_program(given, work, reachable)


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check-config": check_config,
    "migrate": migrate,
    "run": run,
    "invite": office,
    "summary": office,
    "audit": office,
    "surge": office,
    "export": run_export,
    "import": import_sheet,
    "keys": mind_keys,
    "outbox": show_outbox,
    "posters": draw_posters,
    "sign-out": end_sessions,
    "demo": run_demo,
}
