"""Which tables an export has, with their columns and the workbook each stands in."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass

from bot import export_history, export_ledger, export_rows, export_staff
from bot.export_files import Table
from bot.export_org import OfficeSheet, office_rows, office_sheets
from bot.export_reading import Reading, Row

Columns = Sequence[tuple[str, int]]

EVERYTHING, LEDGER_BOOK, OFFICE = "jiedan", "ledger", "org"
"""The workbooks: all there is, the ledger as it is printed, and the organisation as `jiedan import`
reads it."""

LEDGER: Columns = (
    ("export-number", 6),
    ("export-code", 10),
    ("export-opened", 17),
    ("export-origin", 11),
    ("export-complainant", 10),
    ("export-where", 18),
    ("export-summary", 44),
    ("export-category", 14),
    ("export-level", 8),
    ("export-lead", 16),
    ("export-support", 16),
    ("export-handler", 14),
    ("export-accepted", 17),
    ("export-first-contact", 17),
    ("export-due", 17),
    ("export-resolved", 17),
    ("export-outcome", 30),
    ("export-late", 9),
    ("export-judgement", 16),
    ("export-remark", 18),
)
TICKETS: Columns = (
    ("export-number", 8),
    ("export-code", 12),
    ("export-opened", 17),
    ("export-origin", 11),
    ("export-category", 14),
    ("export-level", 8),
    ("export-route", 14),
    ("export-state", 12),
    ("export-community", 16),
    ("export-compound", 16),
    ("export-building", 10),
    ("export-lead", 16),
    ("export-lead-role", 14),
    ("export-support", 16),
    ("export-handler", 14),
    ("export-households", 8),
    ("export-merged", 12),
    ("export-accepted", 17),
    ("export-first-contact", 17),
    ("export-resolved", 17),
    ("export-closed", 17),
    ("export-due", 17),
    ("export-redone", 8),
    ("export-judgement", 14),
    ("export-adopted", 10),
    ("export-text", 60),
)
EVENTS: Columns = (
    ("export-number", 8),
    ("export-code", 12),
    ("export-at", 17),
    ("export-who", 14),
    ("export-kind", 22),
    ("export-whom", 16),
    ("export-details", 60),
)
PARTS: Columns = (
    ("export-code", 12),
    ("export-lead", 16),
    ("export-lead-who", 14),
    ("export-lead-accepted", 17),
    ("export-lead-due", 17),
    ("export-lead-done", 17),
    ("export-lead-text", 30),
    ("export-support", 16),
    ("export-support-who", 14),
    ("export-task", 30),
    ("export-support-since", 17),
    ("export-support-accept-due", 17),
    ("export-support-accepted", 17),
    ("export-support-due", 17),
    ("export-support-done", 17),
    ("export-support-text", 30),
)
DEFERRALS: Columns = (
    ("export-code", 12),
    ("export-kind", 10),
    ("export-reason", 18),
    ("export-words", 30),
    ("export-asked", 17),
    ("export-asked-by", 14),
    ("export-due-before", 17),
    ("export-until-asked", 17),
    ("export-answer", 12),
    ("export-decided", 17),
    ("export-decided-by", 14),
)
SUPERVISION: Columns = (
    ("export-code", 12),
    ("export-category", 14),
    ("export-where", 18),
    ("export-lead", 16),
    ("export-state", 12),
    ("export-since", 17),
    ("export-by", 14),
    ("export-because", 40),
    ("export-until", 17),
    ("export-ended-by", 14),
    ("export-end-reason", 40),
)
PEOPLE: Columns = (
    ("export-staff-no", 12),
    ("export-name", 12),
    ("export-unit", 18),
    ("export-role", 14),
    ("export-grid", 14),
    ("export-duty", 8),
)
ABSENCES: Columns = (
    ("export-name", 14),
    ("export-from", 17),
    ("export-to", 17),
    ("export-deputy", 14),
    ("export-state", 10),
)
SHIFTS: Columns = (
    ("export-day", 12),
    ("export-unit", 20),
    ("export-name", 14),
    ("export-swap-asked", 16),
)
UNITS: Columns = (
    ("export-unit-code", 16),
    ("export-unit", 20),
    ("export-unit-kind", 12),
    ("export-parent", 20),
    ("export-unit-closed", 8),
)
PLACES: Columns = (
    ("export-compound", 16),
    ("export-aliases", 20),
    ("export-community", 16),
    ("export-property", 16),
    ("export-stand-in", 16),
    ("export-branch", 16),
    ("export-building", 10),
    ("export-grid", 16),
)
GROUPS: Columns = (
    ("export-unit", 20),
    ("export-purpose", 16),
    ("export-state", 12),
    ("export-bound", 17),
)
CATEGORIES: Columns = (
    ("export-category", 16),
    ("export-route", 16),
    ("export-level", 8),
    ("export-evidence", 10),
    ("export-own-words", 30),
    ("export-learned", 30),
    ("export-own", 10),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A table: its columns, its rows, the workbook it stands in."""

    columns: Columns
    rows: Callable[[Reading], AsyncIterator[Row]]
    book: str = EVERYTHING


TABLES: dict[str, Kind] = {
    "tickets": Kind(TICKETS, export_rows.tickets),
    "events": Kind(EVENTS, export_history.events),
    "parts": Kind(PARTS, export_rows.parts),
    "deferrals": Kind(DEFERRALS, export_rows.deferrals),
    "supervision": Kind(SUPERVISION, export_rows.supervision),
    "people": Kind(PEOPLE, export_staff.people),
    "absences": Kind(ABSENCES, export_staff.absences),
    "shifts": Kind(SHIFTS, export_staff.shifts),
    "units": Kind(UNITS, export_staff.units),
    "places": Kind(PLACES, export_staff.places),
    "groups": Kind(GROUPS, export_staff.groups),
    "categories": Kind(CATEGORIES, export_staff.categories),
    "ledger": Kind(LEDGER, export_ledger.ledger, LEDGER_BOOK),
}
"""By the name of the file."""


def table(reading: Reading, stem: str) -> Table:
    """One of them, ready to be written."""
    kind = TABLES[stem]
    said = [(reading.say(key), width) for key, width in kind.columns]
    title = reading.say(f"export-title-{stem}")
    return Table(stem, title, said, kind.rows(reading), kind.book, prints=kind.book == LEDGER_BOOK)


async def office_tables(reading: Reading) -> list[Table]:
    """The organisation as `jiedan import` reads it."""
    return [_office_table(reading, sheet) for sheet in await office_sheets(reading)]


def _office_table(r: Reading, sheet: OfficeSheet) -> Table:
    columns = [(r.say(f"column-{column.key}"), 20) for column in sheet.columns]
    title = r.say(f"sheet-{sheet.key}")
    return Table(f"{OFFICE}-{sheet.key}", title, columns, office_rows(sheet), OFFICE)
