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
from bot.key_commands import seal_all
from bot.keys import KeysWanting
from bot.log import keep_secret
from bot.organisation import TOLD_TWICE, is_told_twice
from bot.rules import unknown_year, years_unknown
from db.migrate import is_current, upgrade
from db.models import GroupPurpose
from db.session import OutOfReach, reach
from domain.errors import Refusal
from domain.people import Role
from domain.period import Period, Span
from workflows import surge
from workflows.audit import audit, find_gaps, heartbeats
from workflows.join import Invitation, invite
from workflows.send_week import draft_of, parts_as_sent
from workflows.summarise_week import send_summary

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
        if _doubts(program, given.config.parent):
            return 1
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
            return complain(port_taken(error.host, error.port))
        return 0

    return with_program(given, work, speaks="speak" in parts)


def port_taken(host: str, port: int) -> str:
    """What to tell somebody whose port is taken."""
    return (
        f"Port {port} on {host} is taken by another program. "
        "Stop that program, or choose another port."
    )


def make_invite(given: argparse.Namespace) -> int:
    """Print a one-time code and, for people on Telegram, a link that uses it."""

    async def work(program: Program) -> int:
        role = None
        if given.role:
            if given.role not in set(Role):
                return complain(f"--role {given.role}: no such role; allowed: {', '.join(Role)}")
            role = Role(given.role)
        wanted = Invitation(
            given.unit,
            role,
            GroupPurpose(given.group) if given.group else None,
            given.grid,
            given.name,
        )
        try:
            code = await invite(program.deps, wanted)
        except Refusal as refusal:
            return complain(program.words.say("en", refusal.key, refusal.values))
        _show_invite(program, code, is_group=wanted.purpose is not None)
        return 0

    return with_program(given, work)


def _show_invite(program: Program, code: str, *, is_group: bool) -> None:
    days = program.deps.rules.invite_days
    print_line(f"code: {code}   (one use, good for {days} days)")
    link = program.deps.rules.bot_link
    if is_group:
        print_line(f"in the group, send: /bind {code}")
        if link:
            print_line(f"add the bot to the group: {link}?startgroup=true")
        return
    print_line(f"in the chat with the bot, send: /start {code}")
    if link:
        print_line(f"or open: {link}?start={code}")


def summary(given: argparse.Namespace) -> int:
    """Send (or only print) a week's summary."""
    try:
        week = Period.parse(given.week, [Span.WEEK])
    except ValueError as error:
        return complain(str(error))

    async def work(program: Program) -> int:
        units = program.deps.rules.org.units
        if given.unit and given.unit not in units:
            return complain(f"--unit {given.unit}: no such unit; allowed: {', '.join(units)}")
        if given.show:
            return await _print_summary(program, week, given.unit)
        try:
            queued = await send_summary(program.deps, week, given.unit)
        except Refusal as refusal:
            return complain(program.words.say("en", refusal.key, refusal.values))
        print_line(
            f"{week}: queued for {queued} groups (a group that has it gets it no second "
            "time). A running `jiedan run` delivers it."
        )
        return 0

    return with_program(given, work)


async def _print_summary(program: Program, week: Period, unit: str | None) -> int:
    code = unit or program.deps.rules.org.communities[0].code
    async with program.deps.begin() as work:
        row = await draft_of(work, program.deps, week, code)  # not committed: only looked at
    print_line(program.words.render(program.deps.rules.default_lang, parts_as_sent(row)))
    return 0


def run_surge(given: argparse.Namespace) -> int:
    """Switch a season on or off by hand."""

    async def work(program: Program) -> int:
        deps = program.deps
        try:
            place = surge.check_place(deps, given.unit, given.season)
        except Refusal as refusal:
            return complain(program.words.say("en", refusal.key, refusal.values))
        async with deps.begin() as work:
            if given.state == "on":
                until = await surge.switch_on(work, deps, place, given.hours, None)
                said = f"on until {until.astimezone(deps.rules.zone):%Y-%m-%d %H:%M}"
            else:
                said = "off" if await surge.switch_off(work, deps, place, None) else "was off"
            await work.commit()
        print_line(f"{given.season} at {given.unit}: {said}")
        return 0

    return with_program(given, work)


def run_audit(given: argparse.Namespace) -> int:
    """Print every silent ticket, stopped heartbeat and gap; exit code 1 when a promise is broken.
    A gap breaks none: others stand in."""

    async def work(program: Program) -> int:
        found = await audit(program.deps)
        if not given.no_heartbeat:
            found += await heartbeats(program.deps)
        gaps = await find_gaps(program.deps)
        for violation in found:
            print_line(f"{violation.code or '-'}\t{violation.promise}")
        for gap in gaps:
            print_line(f"{gap.unit}/{gap.role}\tgap-{gap.kind}")
        print_line(f"{len(found)} violations, {len(gaps)} gaps")
        return 1 if found else 0

    return with_program(given, work)


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
    from bot.demo import demo, is_taken, prepare_folder, say_taken

    if is_taken(given.port):
        return say_taken(given.port)
    try:
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
    "invite": make_invite,
    "summary": summary,
    "audit": run_audit,
    "surge": run_surge,
    "export": run_export,
    "import": import_sheet,
    "keys": mind_keys,
    "outbox": show_outbox,
    "posters": draw_posters,
    "sign-out": end_sessions,
    "demo": run_demo,
}
