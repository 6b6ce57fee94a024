"""`jiedan export`: everything as sheets or CSV, and the ledger (台账) in the form offices use."""

import argparse
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date, datetime, time, timedelta

from bot import export_rows
from bot.app import Program
from bot.cli import complain
from bot.export_files import CsvFiles, Table, Workbooks, Writer
from bot.export_reading import Reading
from bot.export_rows import Row
from db.export import Scope

Columns = Sequence[tuple[str, int]]

LEDGER: Columns = (
    ("export-number", 6),
    ("export-opened", 17),
    ("export-origin", 10),
    ("export-category", 14),
    ("export-where", 18),
    ("export-summary", 44),
    ("export-lead", 16),
    ("export-handler", 14),
    ("export-accepted", 17),
    ("export-resolved", 17),
    ("export-late", 9),
    ("export-judgement", 16),
    ("export-remark", 20),
)
TICKETS: Columns = (
    ("export-number", 8),
    ("export-code", 12),
    ("export-opened", 17),
    ("export-origin", 10),
    ("export-category", 14),
    ("export-level", 6),
    ("export-route", 14),
    ("export-state", 10),
    ("export-community", 16),
    ("export-compound", 16),
    ("export-building", 10),
    ("export-lead", 16),
    ("export-lead-role", 14),
    ("export-support", 16),
    ("export-handler", 14),
    ("export-households", 8),
    ("export-merged", 10),
    ("export-accepted", 17),
    ("export-contacted", 17),
    ("export-resolved", 17),
    ("export-closed", 17),
    ("export-due", 17),
    ("export-redone", 8),
    ("export-judgement", 12),
    ("export-text", 60),
)
EVENTS: Columns = (
    ("export-number", 8),
    ("export-code", 12),
    ("export-at", 17),
    ("export-kind", 16),
    ("export-who", 14),
    ("export-text", 60),
)
PEOPLE: Columns = (
    ("export-number", 8),
    ("export-staff-no", 12),
    ("export-name", 12),
    ("export-unit", 18),
    ("export-role", 14),
    ("export-grid", 14),
    ("export-duty", 8),
)
UNITS: Columns = (
    ("export-unit-code", 16),
    ("export-unit", 20),
    ("export-unit-kind", 12),
    ("export-parent", 20),
    ("export-unit-closed", 8),
)
SUPERVISION: Columns = (
    ("export-code", 12),
    ("export-since", 17),
    ("export-by", 14),
    ("export-reason", 40),
    ("export-until", 17),
    ("export-ended-by", 14),
    ("export-end-reason", 40),
)
SHIFTS: Columns = (("export-day", 12), ("export-unit", 20), ("export-name", 14))


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
    units = frozenset(program.deps.rules.org.below(given.unit)) if given.unit else None

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(), zone)

    return Scope(
        units,
        midnight(given.first) if given.first else None,
        midnight(given.last + timedelta(days=1)) if given.last else None,
    )


SHEETS: dict[str, tuple[Columns, Callable[[Reading], AsyncIterator[Row]]]] = {
    "tickets": (TICKETS, export_rows.tickets),
    "events": (EVENTS, export_rows.events),
    "people": (PEOPLE, export_rows.people),
    "units": (UNITS, export_rows.units),
    "supervision": (SUPERVISION, export_rows.supervision),
    "shifts": (SHIFTS, export_rows.shifts),
    "ledger": (LEDGER, export_rows.ledger),
}
"""By the name of the file; the ledger is printed."""

PRINTED = frozenset({"ledger"})


def table(reading: Reading, stem: str) -> Table:
    """One of them, ready to be written."""
    columns, rows = SHEETS[stem]
    said = [(reading.say(key), width) for key, width in columns]
    title = reading.say(f"export-title-{stem}")
    return Table(stem, title, said, rows(reading), prints=stem in PRINTED)


def writer_of(given: argparse.Namespace) -> Writer:
    """Where the tables go. Raises ImportError without the library for workbooks."""
    given.out.mkdir(parents=True, exist_ok=True)
    return Workbooks(given.out, "jiedan") if given.format == "xlsx" else CsvFiles(given.out)


async def export(program: Program, given: argparse.Namespace, tell: Callable[[str], None]) -> int:
    """Write everything; the exit code."""
    problem = wrong(program, given)
    if problem:
        return complain(problem)
    try:
        writer = writer_of(given)
    except ImportError:
        return complain("Workbooks need openpyxl: pip install 'jiedan[sheets]', or --format csv.")
    except OSError as error:
        return complain(f"--out {given.out}: {error.strerror}")
    reading = Reading(program, scope_of(program, given), (given.first, given.last))
    await reading.know_staff()
    for stem in SHEETS:
        tell(f"{stem}: {await writer.write(table(reading, stem))}")
    for path in writer.close():
        tell(str(path))
    return 0
