"""What an office asks of the program on the command line: invitations, a week's summary, surge
mode, the audit."""

import argparse
from collections.abc import Callable

from bot.app import Program
from bot.cli import complain
from bot.commands import print_line, with_program
from db.models import GroupPurpose
from domain.errors import Refusal
from domain.people import Role
from domain.period import Period, Span
from workflows import surge
from workflows.audit import audit, find_gaps, heartbeats
from workflows.join import Invitation, invite
from workflows.send_week import correction_lines, draft_of, parts_as_sent
from workflows.summarise_week import send_summary


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
    """Send (or only print, or write) a week's summary; write that of a month and more."""
    try:
        week = _period(given)
    except ValueError as error:
        return complain(str(error))
    if week.span is not Span.WEEK and not given.out:
        return complain(f"{week}: only weeks are sent; write it with --out DIR.")

    async def work(program: Program) -> int:
        units = program.deps.rules.org.units
        if given.unit and given.unit not in units:
            return complain(f"--unit {given.unit}: no such unit; allowed: {', '.join(units)}")
        if given.unit and program.deps.rules.org.summary_of(given.unit) != given.unit:
            return complain(f"--unit {given.unit}: only communities and the levels above have one.")
        if given.out:
            from bot.summary_files import write_all  # heavy: only where used

            return await write_all(program, week, given, print_line)
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


def _period(given: argparse.Namespace) -> Period:
    """The one that was asked for. Raises ValueError."""
    spans = (Span.WEEK, Span.MONTH, Span.QUARTER, Span.YEAR)
    (found,) = ((span, text) for span in spans if (text := getattr(given, span)))
    return Period.parse(found[1], [found[0]])


async def _print_summary(program: Program, week: Period, unit: str | None) -> int:
    code = unit or program.deps.rules.org.communities[0].code
    async with program.deps.begin() as work:
        row = await draft_of(work, program.deps, week, code)  # not committed: only looked at
    lines = (*parts_as_sent(row), *correction_lines(program.deps, row))
    print_line(program.words.render(program.deps.rules.default_lang, lines))
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


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "audit": run_audit,
    "invite": make_invite,
    "summary": summary,
    "surge": run_surge,
}
