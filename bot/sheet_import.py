"""`jiedan import`: an office brings its sheet. Read and checked first, shown, then made so in one
transaction, all of it or nothing."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from bot.app import NotMigrated, Program
from bot.cli import complain
from bot.commands import nothing, print_line, with_program
from bot.keys import take_up
from bot.organisation import TOLD_TWICE, is_told_twice
from bot.rules import with_organisation
from bot.sheet_check import check, check_settings
from bot.sheet_file import NotReadable
from bot.sheet_read import read_tables
from bot.sheet_shape import Findings, Names
from bot.sheet_write import write_codes, write_template
from db.migrate import is_current
from db.people import roster_of
from db.session import reach
from domain.org import Organisation
from domain.org_document import Change
from domain.sheet import Sheet
from workflows.compare_sheet import Plan, look, open_codes
from workflows.deps import Rules
from workflows.take_in_sheet import ChangedMeanwhile, SheetRefused, TakenIn, take_in

NAMED_MOST = 10
"""So many of each sort are named in the preview."""

SIGNS = {"added": "+", "changed": "~", "removed": "-"}


BAR, LONGEST_STEP = 20, 8
"""Characters."""


class Percent:
    """How far each step is, on standard error: a bar in place on a terminal, else now and then a
    line."""

    def __init__(self) -> None:
        self._said: tuple[str, int] | None = None

    def __call__(self, step: str, done: int, of: int) -> None:
        """Tell of a step."""
        percent = 100 * done // of if of else 100
        in_place = sys.stderr.isatty()
        shown = percent if in_place else percent // 25 * 25
        if self._said == (step, shown):
            return
        self._said = (step, shown)
        end = "\r" if in_place and percent < 100 else "\n"
        full = BAR * shown // 100
        bar = f"[{'#' * full}{'.' * (BAR - full)}] " if in_place else ""
        sys.stderr.write(f"{step:{LONGEST_STEP if in_place else 0}} {bar}{shown:3} %{end}")
        sys.stderr.flush()


def run_import(given: argparse.Namespace) -> int:
    """Take an office's sheet in, or write the template."""
    if (given.file is None) == (given.template is None):
        return complain("Name the sheet to import, or --template FILE to write one.")
    if find_spec("openpyxl") is None:
        return complain("Sheets need one more library: pip install 'jiedan[sheets]'")
    if given.template is not None and given.template.exists():
        return complain(f"{given.template}: is there already; name a new file")
    if given.template is not None:
        return with_program(given, lambda program: _template(program, given.template), nothing)
    return with_program(given, lambda program: _import(program, given), _ready)


async def _template(program: Program, path: Path) -> int:
    try:
        rules = program.deps.rules
        write_template(path, program.words, rules, _today(program))
    except OSError as error:
        return complain(f"{path}: {error.strerror}")
    print_line(f"{path}: fill it in, then run: jiedan import {path}")
    return 0


async def _ready(program: Program) -> None:
    """The database is there, at the present schema; it need hold no organisation yet."""
    await reach(program.engine)
    if not await is_current(program.engine):
        raise NotMigrated
    await take_up(program.deps.begin, program.keys)
    async with program.deps.begin() as work:
        await roster_of(work)


async def _import(program: Program, given: argparse.Namespace) -> int:
    watch, found = Percent(), Findings()
    try:
        sheet = _read(program, given.file, found, watch)
    except NotReadable as error:
        return complain(str(error), "Nothing was changed.")
    for note in found.notes:
        complain(f"note: {note}")
    if found.problems:
        return _refuse(found.problems, found.more)
    async with program.deps.begin() as work:
        plan = await look(work, program.deps, sheet)
    if plan.problems:
        return _refuse(plan.problems)
    if plan.is_empty:
        print_line("Everything is so already: nothing was changed.")
        return await _codes(program, given.codes)
    return await _make_so(program, given, sheet, plan, watch) or await _codes(program, given.codes)


async def _make_so(
    program: Program, given: argparse.Namespace, sheet: Sheet, plan: Plan, watch: Percent
) -> int:
    """Show it, ask, do it; returns 0 when it is done."""
    for line in preview(plan):
        print_line(line)
    if not (given.yes or _agreed()):
        return complain("Nothing was changed. Add --yes to make it so.")
    try:
        done = await take_in(program.deps, sheet, remaker(program), plan, watch)
    except SheetRefused as error:
        return _refuse(error.problems)
    except ChangedMeanwhile:
        return complain("Something changed meanwhile: nothing was imported. Look once more.")
    _tell(done)
    if await is_told_twice(program.settings, program.deps, program.engine):
        complain(f"note: {given.config}: {TOLD_TWICE}")
    return 0


def _read(program: Program, path: Path, found: Findings, watch: Percent) -> Sheet:
    names = Names(program.words)
    tables = read_tables(path, names, found, watch)
    watch("checking", 0, 1)
    sheet = check(tables, program.deps.rules, names, found, _today(program))
    check_settings(program.settings, sheet.org, found)
    watch("checking", 1, 1)
    return sheet


def _today(program: Program) -> date:
    return program.deps.now().astimezone(program.deps.rules.zone).date()


def _refuse(problems: Iterable[str], more: int = 0) -> int:
    complain(*problems)
    if more:
        complain(f"... and {more:,} more problems")
    return complain("Nothing was changed.")


def _agreed() -> bool:
    """Whether somebody at the terminal says yes."""
    if not sys.stdin.isatty():
        return False
    sys.stdout.write("Make it so? [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def remaker(program: Program) -> Callable[[Organisation], Rules]:
    """The rules of this installation for another organisation."""
    return lambda org: with_organisation(program.deps.rules, program.settings, org)


def preview(plan: Plan) -> list[str]:
    """What changes, sheet by sheet, with the first of each sort by name."""
    lines: list[str] = []
    for sheet in dict.fromkeys(one.sheet for one in plan.changes):
        mine = [one for one in plan.changes if one.sheet == sheet]
        counts = Counter(one.how for one in mine)
        lines.append(f"{sheet}: " + ", ".join(f"{counts[how]} {how}" for how in SIGNS))
        for how in SIGNS:
            lines += _named([one for one in mine if one.how == how])
    if plan.closed:
        closed = ", ".join(sorted(plan.closed))
        lines.append(f"groups and open invitations of units that go are let go of: {closed}")
    if plan.staffing.leavers:
        lines.append(
            "what those who leave have in hand goes to whoever stands in for them, else back to "
            "its queue"
        )
    if plan.by_hand:
        lines.append(f"{plan.by_hand} people were invited by hand and stay as they are")
    if plan.uncoded:
        lines.append(f"{len(plan.uncoded)} people get a one-time code")
    if plan.is_new_org and not plan.changes:
        lines.append("the organisation stays as it is, and is kept in the database from now on")
    return lines


def _named(changes: list[Change]) -> list[str]:
    lines = []
    for one in changes[:NAMED_MOST]:
        details = f" ({'; '.join(one.details)})" if one.details else ""
        lines.append(f"  {SIGNS[one.how]} {one.code} {one.name}{details}")
    if len(changes) > NAMED_MOST:
        sign = SIGNS[changes[0].how]
        lines.append(f"  {sign} ... and {len(changes) - NAMED_MOST:,} more")
    return lines


def _tell(done: TakenIn) -> None:
    print_line("Imported. Every running process has it within seconds.")
    if done.queued or done.passed:
        print_line(
            f"{done.queued} tickets went back to their queue, {done.passed} to whoever stands in"
        )


async def _codes(program: Program, path: Path | None) -> int:
    """Write the codes that can be used, or say how."""
    async with program.deps.begin() as work:
        codes = await open_codes(work, program.deps)
    if path is None:
        if codes:
            print_line(f"{len(codes)} codes wait to be used: write them with --codes FILE")
        return 0
    try:
        count = write_codes(path, program.words, program.deps.rules.default_lang, codes)
    except OSError as error:
        return complain(f"{path}: {error.strerror}")
    print_line(f"{path}: {count} codes. Keep it safe, hand each to its owner alone.")
    return 0
