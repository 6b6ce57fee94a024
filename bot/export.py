"""`jiedan export`: everything as sheets or CSV, the ledger (台账) in the form offices use, and the
organisation as `jiedan import` reads it."""

import argparse
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot.app import Program
from bot.cli import complain
from bot.export_books import Workbooks
from bot.export_files import CsvFiles, Writer
from bot.export_reading import Reading, scope_for
from bot.export_tables import TABLES, office_tables, table
from db.export import Scope


def wrong(program: Program, given: argparse.Namespace) -> str | None:
    """What is wrong with what was asked for; None when nothing is."""
    units = program.deps.rules.org.units
    if given.unit and given.unit not in units:
        return f"--unit {given.unit}: no such unit; allowed: {', '.join(units)}"
    if given.first and given.last and given.last < given.first:
        return f"--to {given.last} is before --from {given.first}"
    return None


def scope_of(program: Program, given: argparse.Namespace) -> Scope:
    """Units and moments of what was asked for; both days are counted."""
    zone = program.deps.rules.zone

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(), zone)

    since = midnight(given.first) if given.first else None
    until = midnight(given.last + timedelta(days=1)) if given.last else None
    if not given.unit:
        return Scope(None, since, until)
    return scope_for(program.deps.rules.org, given.unit, since, until)


def writer_of(given: argparse.Namespace) -> Writer:
    """Where the tables go. Raises ImportError without the library for workbooks."""
    given.out.mkdir(parents=True, exist_ok=True)
    return Workbooks(given.out) if given.format == "xlsx" else CsvFiles(given.out)


async def export(program: Program, given: argparse.Namespace, tell: Callable[[str], None]) -> int:
    """Write everything; the exit code."""
    problem = wrong(program, given)
    if problem:
        return complain(problem)
    try:
        writer = writer_of(given)
    except ImportError:
        return complain("Workbooks need XlsxWriter: pip install 'jiedan[sheets]', or --format csv.")
    except OSError as error:
        return complain(f"--out {given.out}: {error.strerror}")
    reading = Reading(program, scope_of(program, given), (given.first, given.last))
    await reading.know_staff()
    tables = [table(reading, stem) for stem in TABLES]
    # Part of an organisation, brought in again, would take the rest of it away.
    tables += [] if given.unit else await office_tables(reading)
    for one in tables:
        tell(f"{one.stem}: {await writer.write(one)}")
    for path in writer.close():
        tell(str(path))
    return 0
