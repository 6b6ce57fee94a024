"""What an export says of each row. Nowhere a resident's name, account, phone or room, nor which
resident it was."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from bot.export_files import Cell
from bot.export_reading import Reading
from db import export
from db.models import Event, Membership, Person, Ticket
from domain.cells import shortened
from domain.lifecycle import WORKING, Status

SUMMARY_MOST = 60
Row = Sequence[Cell]


async def tickets(reading: Reading) -> AsyncIterator[Row]:
    """Every ticket."""
    async for batch in export.tickets(reading.begin, reading.scope):
        await reading.know_also({t.handler_id for t in batch if t.handler_id})
        await reading.know_residents({t.owner_id for t in batch})
        for one in batch:
            yield _ticket(reading, one)


def _ticket(r: Reading, one: Ticket) -> Row:
    return (
        one.id,
        r.code(one),
        r.at(one.opened_at),
        r.origin(one),
        r.category(one.category),
        one.level,
        r.route(one),
        r.say(f"state-{one.status}"),
        r.unit(one.community),
        r.compound(one),
        r.building(one),
        r.unit(one.lead_unit),
        r.say(f"role-{one.lead_role}"),
        r.unit(one.support_unit),
        r.who(one.handler_id),
        one.households,
        one.merged_into,
        r.at(one.accepted_at),
        r.at(one.contacted_at),
        r.at(one.resolved_at),
        r.at(one.closed_at),
        r.at(one.fix_due),
        one.redo,
        r.verdict(one),
        r.words_of(one, one.text),
    )


async def events(reading: Reading) -> AsyncIterator[Row]:
    """The history of these tickets."""
    async for batch in export.events(reading.begin, reading.scope):
        await reading.know_residents({ticket.owner_id for _, ticket in batch})
        for event, ticket in batch:
            who = reading.who(event.person_id)
            if event.person_id == ticket.owner_id:
                who = reading.say("export-resident")
            text = _text_of(event)
            yield (
                event.id,
                reading.code(ticket),
                reading.at(event.at),
                event.kind,
                who,
                reading.words_of(ticket, text) if text else "",
            )


def _text_of(event: Event) -> str:
    values: Mapping[str, Any] = event.values
    found = values.get("text") or values.get("words")
    return found if isinstance(found, str) else ""


async def people(reading: Reading) -> AsyncIterator[Row]:
    """Who holds which post. No account, no phone; residents are not among them."""
    async for batch in export.posts(reading.begin, reading.scope):
        for member, person in batch:
            yield _person(reading, member, person)


def _person(r: Reading, member: Membership, person: Person) -> Row:
    grids = r.program.deps.rules.org.grids
    grid = next((g.name for g in grids if g.code == member.grid), member.grid or "")
    duty = r.say("export-yes" if person.on_duty else "export-no")
    role = r.say(f"role-{member.role}")
    return (person.id, person.staff_no, person.name, r.unit(member.unit), role, grid, duty)


async def units(reading: Reading) -> AsyncIterator[Row]:
    """The organisation."""
    wanted = reading.scope.units
    for unit in reading.program.deps.rules.org.units.values():
        if wanted is None or unit.code in wanted:
            closed = reading.say("export-yes" if unit.closed else "export-no")
            yield (unit.code, unit.name, unit.kind.value, reading.unit(unit.parent), closed)


async def supervision(reading: Reading) -> AsyncIterator[Row]:
    """督办清单, with what has come off it."""
    async for batch in export.supervision(reading.begin, reading.scope):
        await reading.know_residents({ticket.owner_id for _, ticket in batch})
        for row, ticket in batch:
            yield (
                reading.code(ticket),
                reading.at(row.since),
                reading.who(row.by_id),
                reading.words_of(ticket, row.reason.removeprefix("$")),
                reading.at(row.ended_at),
                reading.who(row.ended_by),
                reading.words_of(ticket, row.end_reason) if row.end_reason else "",
            )


async def shifts(reading: Reading) -> AsyncIterator[Row]:
    """Who sat at the desk on which day."""
    async for batch in export.shifts(reading.begin, reading.scope, reading.days):
        for row in batch:
            yield (row.day.isoformat(), reading.unit(row.unit), reading.who(row.person_id))


async def ledger(reading: Reading) -> AsyncIterator[Row]:
    """台账: a line for each ticket, as offices keep it."""
    number = 0
    async for batch in export.tickets(reading.begin, reading.scope):
        await reading.know_also({t.handler_id for t in batch if t.handler_id})
        await reading.know_residents({t.owner_id for t in batch})
        rated = await export.answers(reading.begin, [ticket.id for ticket in batch])
        for one in batch:
            number += 1
            yield _line(reading, number, one, rated.get(one.id))


def _line(r: Reading, number: int, one: Ticket, rated: str | None) -> Row:
    summary = r.words_of(one, one.text)
    return (
        number,
        r.at(one.opened_at),
        r.origin(one),
        r.category(one.category),
        r.compound(one) + r.building(one),
        shortened(summary, SUMMARY_MOST),
        r.unit(one.lead_unit),
        r.who(one.handler_id),
        r.at(one.accepted_at),
        r.at(one.resolved_at),
        r.say("export-yes" if _is_late(r, one) else "export-no"),
        _judgement(r, one, rated),
        _remark(r, one),
    )


def _is_late(r: Reading, one: Ticket) -> bool:
    """Whether it was done, or still is not, after its date."""
    if one.resolved_at is None and one.status not in WORKING:
        return False
    return (one.resolved_at or r.program.deps.now()) > one.fix_due


def _judgement(r: Reading, one: Ticket, rated: str | None) -> str:
    words = r.verdict(one)
    return f"{words}·{r.say(f'export-rated-{rated}')}" if rated else words


def _remark(r: Reading, one: Ticket) -> str:
    found = [r.code(one)]
    if one.status in (Status.WITHDRAWN, Status.MERGED, Status.RULING):
        found.append(r.say(f"state-{one.status}"))
    if one.held_until:
        found.append(r.say("state-held"))
    if one.redo:
        found.append(r.say("export-redo", count=one.redo))
    return " ".join(found)
