"""The workbook behind a summary: every number, and by a filter the very tickets or answers it is
made of. For a community also the ledger of what came in. Nobody's name, and of a community's
ledger no more than /export gives (bot.export_reading)."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.export_books import Workbooks
from bot.export_files import Cell, Table, Writer
from bot.export_reading import Reading, scope_for
from bot.export_tables import table
from db.figure_rows import COLUMNS, Answer, answers_behind, tickets_behind
from db.figures import figures
from domain.codes import ticket_code
from domain.figures import Figures
from domain.numbers import ANSWER_NUMBERS, BEFORE, SPLIT, TICKET_NUMBERS, meaning_of, numbers_of
from domain.org import UnitKind
from domain.period import Period
from domain.picture import Picture

NUMBER_WIDTH = 8
TICKET_COLUMNS = (
    ("export-code", 12),
    ("export-opened", 17),
    ("export-community", 14),
    ("export-route", 12),
    ("export-category", 14),
    ("export-state", 10),
    ("rows-contact-due", 17),
    ("export-first-contact", 17),
    ("export-due", 17),
    ("export-closed", 17),
    ("rows-excluded", 16),
)
TITLES = ("numbers", "split", "tickets", "answers")
ANSWER_COLUMNS = (("export-code", 12), ("export-community", 14), ("export-at", 17))


@dataclass(frozen=True, slots=True)
class Behind:
    """What a workbook is made of: its unit and period, the picture as it was sent (None: never),
    the numbers as they are now, the tickets and the answers behind these."""

    unit: str
    period: Period
    sent: Picture | None
    now: Figures
    tickets: Sequence[Any]
    answers: Sequence[Answer]


async def behind(reading: Reading, unit: str, period: Period, sent: Picture | None) -> Behind:
    """Read it, all in one transaction: numbers and rows are those of one moment."""
    deps = reading.program.deps
    communities = deps.rules.org.communities_below(unit)
    so_far = period.so_far(deps.rules.zone, deps.now())
    async with deps.begin() as work:
        now = await figures(work, communities, so_far)
        tickets = await tickets_behind(work, communities, so_far)
        answers = await answers_behind(work, communities, so_far)
    return Behind(unit, period, sent, now, tickets, answers)


def reading_of(program: Any, unit: str, period: Period) -> Reading:
    """A reading of what came in at a unit in a period."""
    rules = program.deps.rules
    since, until = period.bounds(rules.zone)
    return Reading(program, scope_for(rules.org, unit, since, until))


async def write(reading: Reading, what: Behind, folder: Path) -> Path:
    """Write the workbook. Raises ImportError without the library for it."""
    writer: Writer = Workbooks(folder)
    for one in await tables(reading, what):
        await writer.write(one)
    (path,) = writer.close()
    return path


async def tables(reading: Reading, what: Behind) -> list[Table]:
    """Its sheets, in their order."""
    stem, say = f"{what.period}-{what.unit}", reading.say
    numbers = [(say("rows-number"), 22), (say("rows-sent"), 10), (say("rows-now"), 10)]
    numbers += [(say("rows-where"), 34), (say("rows-meaning"), 60)]
    tickets, answers = (
        [(say(key), width) for key, width in own]
        + [(say(f"rows-{name}"), NUMBER_WIDTH) for name in counted]
        for own, counted in ((TICKET_COLUMNS, TICKET_NUMBERS), (ANSWER_COLUMNS, ANSWER_NUMBERS))
    )
    split = [(say("rows-by"), 10), (say("rows-name"), 18)]
    split += [(say(f"rows-{name}"), 12) for name in SPLIT]
    titles = {name: say(f"rows-title-{name}") for name in TITLES}
    found = [
        Table(stem, titles["numbers"], numbers, _each(_numbers(reading, what)), stem, wraps=True),
        Table(stem, titles["split"], split, _each(_split(reading, what)), stem),
        Table(stem, titles["tickets"], tickets, _each(_tickets(reading, what)), stem, filters=True),
        Table(stem, titles["answers"], answers, _each(_answers(reading, what)), stem, filters=True),
    ]
    found = [replace(one, prints=True) for one in found]
    if reading.program.deps.rules.org.units[what.unit].kind is UnitKind.COMMUNITY:
        await reading.know_staff()
        ledger = table(reading, "ledger")
        found.append(replace(ledger, title=say("rows-title-ledger"), book=stem, wraps=True))
    return found


async def _each(rows: Iterable[Sequence[Cell]]) -> AsyncIterator[Sequence[Cell]]:
    for row in rows:
        yield row


def _numbers(reading: Reading, what: Behind) -> Iterable[Sequence[Cell]]:
    say, now = reading.say, numbers_of(what.now)
    sent = numbers_of(what.sent.figures) if what.sent else {}
    unknown = what.sent.unknown if what.sent else frozenset()
    for title, names in (("tickets", TICKET_NUMBERS), ("answers", ANSWER_NUMBERS)):
        sheet = say(f"rows-title-{title}")
        for name in names:
            column = say(f"rows-{name}")
            where = say("rows-in", sheet=sheet, column=column)
            then = None if name in unknown else sent.get(name)
            yield column, then, now[name], where, say(f"meaning-{meaning_of(name)}")


def _split(r: Reading, what: Behind) -> Iterator[Sequence[Cell]]:
    """By route and by category, most received first: each column adds up to its number in each. By
    community as well where units stand side by side, in the order of their names."""
    ways = [("route", r.side), ("category", r.category)]
    if what.unit in r.program.deps.rules.compared:
        ways.append(("community", r.unit))
    for by, name in ways:
        sums: dict[str, Counter[str]] = defaultdict(Counter)
        for row in what.tickets:
            sums[getattr(row, by)].update(one for one in SPLIT if getattr(row, one))
        most = 0 if by == "community" else 1  # a rank of units is nobody's business
        for code in sorted(sums, key=lambda code: (-sums[code]["received"] * most, code)):
            if sums[code]:
                yield r.say(f"rows-by-{by}"), name(code), *(sums[code][one] for one in SPLIT)


def _tickets(r: Reading, what: Behind) -> Iterable[Sequence[Cell]]:
    """Of one that counts in the period before only, no more than which it is."""
    at, first, zone = _moments(r), len(COLUMNS), r.program.deps.rules.zone
    of_now = [place for place, name in enumerate(TICKET_NUMBERS) if name not in BEFORE]
    for row in what.tickets:
        counts = _ones(row[first:])
        code = ticket_code(row.id, row.opened_at.astimezone(zone).date())
        known = (code, at(row.opened_at), r.unit(row.community))
        more: Sequence[Cell] = (None,) * (len(TICKET_COLUMNS) - len(known))
        if any(counts[place] for place in of_now):
            more = (
                r.side(row.route),
                r.category(row.category),
                r.say(f"state-{row.status}"),
                at(row.contact_due),
                at(row.contacted_at),
                at(row.fix_due),
                at(row.closed_at),
                r.say(f"exclude-reason-{row.excluded}") if row.excluded else None,
            )
        yield *known, *more, *counts


def _answers(r: Reading, what: Behind) -> Iterable[Sequence[Cell]]:
    zone = r.program.deps.rules.zone
    for one in what.answers:
        code = ticket_code(one.ticket, one.opened_at.astimezone(zone).date())
        counts = _ones(one.counts[name] for name in ANSWER_NUMBERS)
        yield code, r.unit(one.community), r.at(one.at), *counts


def _ones(counts: Iterable[Any]) -> tuple[int | None, ...]:
    """1 where it counts, and nothing where it does not."""
    return tuple(1 if one else None for one in counts)


def _moments(r: Reading) -> Any:
    """As Reading.at, with nothing for no moment."""

    def at(moment: datetime | None) -> str | None:
        return r.at(moment) if moment else None

    return at


def name_of(reading: Reading, unit: str, period: Period) -> str:
    """What the file is called in a chat."""
    return f"{reading.unit(unit)}-{period}.xlsx"
