"""What an export says of tickets and what belongs to them: parts, deferrals, supervision. Nowhere a
resident's name, account, phone or room, nor which resident it was."""

from collections.abc import AsyncIterator

from bot.export_reading import Reading, Row
from db import export
from db.desk_rows import Supervision, SupportPart
from db.models import Ticket
from db.time_rows import Deferral


async def tickets(reading: Reading) -> AsyncIterator[Row]:
    """Every ticket."""
    async for batch in export.tickets(reading.begin, reading.scope):
        await reading.know_also({t.handler_id for t in batch if t.handler_id})
        await reading.know_residents({t.owner_id for t in batch})
        await reading.know_codes({t.merged_into for t in batch if t.merged_into})
        for one in batch:
            yield _ticket(reading, one)


def _ticket(r: Reading, one: Ticket) -> Row:
    return (
        one.id,
        r.code(one),
        r.at(one.opened_at),
        r.origin(one),
        r.category(one.category),
        r.level(one.level),
        r.side(one.route),
        r.say(f"state-{one.status}"),
        r.unit(one.community),
        r.compound(one),
        r.building(one),
        r.unit(one.lead_unit),
        r.say(f"role-{one.lead_role}"),
        r.unit(one.support_unit),
        r.who(one.handler_id),
        r.households(one),
        r.codes.get(one.merged_into or 0),
        r.at(one.accepted_at),
        r.at(one.contacted_at),
        r.at(one.resolved_at),
        r.at(one.closed_at),
        r.at(one.fix_due),
        one.redo,
        r.verdict(one),
        r.adopted(one.adopted if one.resolved_at else None),
        r.words_of(one, one.text),
    )


async def parts(reading: Reading) -> AsyncIterator[Row]:
    """联办: both sides, each with its task and its clock."""
    async for batch in export.parts(reading.begin, reading.scope):
        await reading.know_also(_handlers(batch))
        await reading.know_residents({ticket.owner_id for ticket, _ in batch})
        for ticket, row in batch:
            yield _part(reading, ticket, row)


def _handlers(batch: tuple[tuple[Ticket, SupportPart], ...]) -> set[int]:
    both = {n for ticket, row in batch for n in (ticket.handler_id, row.handler_id)}
    return {number for number in both if number}


def _part(r: Reading, ticket: Ticket, row: SupportPart) -> Row:
    said = r.words_of(ticket, row.done_text) if row.done_text else ""
    led = r.words_of(ticket, row.lead_text) if row.lead_text else ""
    return (
        r.code(ticket),
        r.unit(ticket.lead_unit),
        r.who(ticket.handler_id),
        r.at(ticket.accepted_at),
        r.at(ticket.fix_due),
        r.at(row.lead_done_at or ticket.resolved_at),
        led,
        r.unit(ticket.support_unit),
        r.who(row.handler_id),
        r.words_of(ticket, row.task) if row.task else "",
        r.at(row.started_at),
        r.at(row.accept_due),
        r.at(row.accepted_at),
        r.at(row.due_at),
        r.at(row.done_at),
        said,
    )


async def deferrals(reading: Reading) -> AsyncIterator[Row]:
    """延期 and 挂起: asked for by whom and why, and what was decided by whom."""
    async for batch in export.deferrals(reading.begin, reading.scope):
        asked = {n for row, _ in batch for n in (row.asked_by, row.decided_by) if n}
        await reading.know_also(asked)
        await reading.know_residents({ticket.owner_id for _, ticket in batch})
        for row, ticket in batch:
            yield _deferral(reading, row, ticket)


def _deferral(r: Reading, row: Deferral, ticket: Ticket) -> Row:
    return (
        r.code(ticket),
        r.say(f"kind-{row.kind}"),
        r.reason(ticket, row.reason),
        r.words_of(ticket, row.words) if row.words else "",
        r.at(row.asked_at),
        r.who(row.asked_by),
        r.at(row.fix_before),
        r.at(row.until),
        r.say(f"export-deferral-{row.state}"),
        r.at(row.decided_at),
        r.who(row.decided_by),
    )


async def supervision(reading: Reading) -> AsyncIterator[Row]:
    """督办清单, with what has come off it."""
    async for batch in export.supervision(reading.begin, reading.scope):
        await reading.know_also({n for row, _ in batch for n in (row.by_id, row.ended_by) if n})
        await reading.know_residents({ticket.owner_id for _, ticket in batch})
        for row, ticket in batch:
            yield _supervised(reading, row, ticket)


def _supervised(r: Reading, row: Supervision, ticket: Ticket) -> Row:
    return (
        r.code(ticket),
        r.category(ticket.category),
        r.compound(ticket) + r.building(ticket),
        r.unit(ticket.lead_unit),
        r.say(f"state-{ticket.status}"),
        r.at(row.since),
        r.who(row.by_id),
        r.reason(ticket, row.reason),
        r.at(row.ended_at),
        r.who(row.ended_by),
        r.reason(ticket, row.end_reason),
    )
