"""台账: a line for each ticket, in the form offices keep it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.export_reading import Reading, Row
from db import export
from db.models import Ticket
from domain.cells import shortened
from domain.lifecycle import WORKING, Status

SUMMARY_MOST = 60


@dataclass(frozen=True)
class Answers:
    """What the newest events say of the tickets of a batch: how it was done, what she answered,
    what the unit said to that."""

    done: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    rated: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    replied: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


async def ledger(reading: Reading) -> AsyncIterator[Row]:
    """Every ticket, numbered from 1."""
    number = 0
    async for batch in export.tickets(reading.begin, reading.scope):
        await reading.know_also({t.handler_id for t in batch if t.handler_id})
        await reading.know_residents({t.owner_id for t in batch})
        numbers = [ticket.id for ticket in batch]
        answers = Answers(
            await export.newest(reading.begin, numbers, "resolve"),
            await export.newest(reading.begin, numbers, "rate"),
            await export.newest(reading.begin, numbers, "rating_answer"),
        )
        for one in batch:
            number += 1
            yield _line(reading, number, one, answers)


def _line(r: Reading, number: int, one: Ticket, answers: Answers) -> Row:
    return (
        number,
        r.code(one),
        r.at(one.opened_at),
        r.origin(one),
        r.complainant(one),
        r.compound(one) + r.building(one),
        shortened(r.words_of(one, one.text), SUMMARY_MOST),
        r.category(one.category),
        r.level(one.level),
        r.unit(one.lead_unit),
        r.unit(one.support_unit),
        r.who(one.handler_id),
        r.at(one.accepted_at),
        r.at(one.contacted_at),
        r.at(one.fix_due),
        r.at(one.resolved_at),
        _outcome(r, one, answers),
        r.yes(_is_late(r, one)),
        _judgement(r, one, answers),
        _remark(r, one),
    )


def _outcome(r: Reading, one: Ticket, answers: Answers) -> str:
    """Where it stands and, once it is done, how, and whether a suggestion was adopted."""
    state = r.say("state-held") if one.held_until else r.say(f"state-{one.status}")
    if one.resolved_at is None:
        return state
    state = "·".join(filter(None, (state, r.adopted(one.adopted))))
    text = answers.done.get(one.id, {}).get("text")
    if not text:
        return state
    return f"{state}：{shortened(r.words_of(one, text), SUMMARY_MOST)}"


def _is_late(r: Reading, one: Ticket) -> bool:
    """Whether it was done, or still is not, after its date."""
    if one.resolved_at is None and one.status not in WORKING:
        return False
    return (one.resolved_at or r.program.deps.now()) > one.fix_due


def _judgement(r: Reading, one: Ticket, answers: Answers) -> str:
    found, rated = [r.verdict(one)], answers.rated.get(one.id, {}).get("answer")
    if rated in ("good", "bad"):
        found.append(r.say(f"export-rated-{rated}"))
    if one.id in answers.replied:
        found.append(r.say("export-replied"))
    return "·".join(found)


def _remark(r: Reading, one: Ticket) -> str:
    found = []
    if one.status in (Status.WITHDRAWN, Status.MERGED, Status.RULING):
        found.append(r.say(f"state-{one.status}"))
    if one.held_until:
        found.append(r.say("export-held-until", at=r.at(one.held_until)))
    if one.redo:
        found.append(r.say("export-redo", count=one.redo))
    return " ".join(found)
