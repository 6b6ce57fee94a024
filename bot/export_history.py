"""The history of tickets as an export tells it: who did what, to whom, and what was said, in words
people use. Of a complaint not a word, and not who wrote it down."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from typing import Any

from bot.export_reading import Reading, Row
from db import export
from db.models import Event, Ticket
from domain.steps import BY_ITSELF, BY_STAFF, BY_THE_RESIDENT, OTHER, STEPS

TICKETS = ("into", "main", "other")
"""Values that name another ticket."""

TO_THE_RESIDENT = frozenset(
    {"progress", "resolve", "held", "extended", "resumed", "eta", "rating_answer"}
)


async def events(reading: Reading) -> AsyncIterator[Row]:
    """The history of these tickets."""
    async for batch in export.events(reading.begin, reading.scope):
        await reading.know_residents({ticket.owner_id for _, ticket in batch})
        await reading.know_also(_colleagues(batch))
        await reading.know_codes({n for event, _ in batch for n in _numbers(event)})
        for event, ticket in batch:
            step = event.kind if event.kind in STEPS else OTHER
            yield (
                event.id,
                reading.code(ticket),
                reading.at(event.at),
                _who(reading, event, ticket),
                reading.say(f"export-step-{step}"),
                _whom(reading, event),
                "；".join(_details(reading, event, ticket)),
            )


def _colleagues(batch: Any) -> set[int]:
    """Staff who may have no post any more; never a resident."""
    residents = {ticket.owner_id for _, ticket in batch}
    named = {e.person_id for e, _ in batch if e.kind in BY_STAFF and not _is_hers(e)}
    named |= {n for e, _ in batch for n in map(e.values.get, ("to", "before")) if _is_number(n)}
    return {number for number in named if number} - residents


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _numbers(event: Event) -> set[int]:
    values: Mapping[str, Any] = event.values
    return {values[name] for name in TICKETS if _is_number(values.get(name))}


def _is_hers(event: Event) -> bool:
    passed_on = event.kind == "relay" and event.values.get("to") == "staff"
    return event.kind in BY_THE_RESIDENT or passed_on


def _who(r: Reading, event: Event, ticket: Ticket) -> str:
    neighbour = event.kind in ("joined", "left") and event.person_id is not None
    if event.person_id == ticket.owner_id or neighbour or (_is_hers(event) and ticket.against):
        return r.say("export-resident")
    if event.kind in BY_ITSELF or event.person_id is None:
        return r.say("export-itself")
    return r.who(event.person_id) or r.say("export-resident" if _is_hers(event) else "call-staff")


def _whom(r: Reading, event: Event) -> str:
    """To whom or to which unit it went, or which ticket it is about."""
    values: Mapping[str, Any] = event.values
    if event.kind in TO_THE_RESIDENT or values.get("to") == "resident":
        return r.say("export-resident")
    if values.get("to") == "staff":
        return r.say("call-staff")
    if _is_number(values.get("to")):
        return r.who(values["to"])
    codes = [r.codes[number] for number in _numbers(event) if number in r.codes]
    unit = values.get("unit")
    return "、".join(codes) or (r.unit(unit) if isinstance(unit, str) else "")


def _details(r: Reading, event: Event, ticket: Ticket) -> list[str]:
    values: Mapping[str, Any] = event.values
    found = [say(r, values[name]) for name, say in _SAID.items() if values.get(name) is not None]
    if event.kind == "raised":
        found.append(f"{r.level(str(values.get('before')))} → {r.level(str(values.get('level')))}")
    if event.kind == "rate" and values.get("answer") in ("good", "bad"):
        found.append(r.say(f"export-rated-{values['answer']}"))
    if event.kind == "reminded" and _is_number(values.get("percent")):
        found.append(r.say("export-percent", percent=values["percent"]))
    if (text := values.get("text") or values.get("words")) and isinstance(text, str):
        found.append(r.words_of(ticket, text))
    if values.get("reason") is not None:
        found.append(r.reason(ticket, values["reason"]))
    return [one for one in found if one]


def _taken_from(r: Reading, number: object) -> str:
    who = r.who(number) if isinstance(number, int) and not isinstance(number, bool) else ""
    return r.say("export-taken-from", who=who) if who else ""


def _until(r: Reading, value: Any) -> str:
    return r.say("export-until-day", at=r.at(_moment(value))) if _moment(value) else ""


def _eta(r: Reading, value: Any) -> str:
    return r.at(_moment(value))


def _moment(value: Any) -> datetime | None:
    """A moment as it is kept: by itself, or as a message says it."""
    text = value.get("$moment") if isinstance(value, Mapping) else value
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None


def _side(r: Reading, value: Any) -> str:
    return r.side(str(value))


def _category(r: Reading, value: Any) -> str:
    return r.category(str(value))


def _kind(r: Reading, value: Any) -> str:
    return r.say(f"kind-{value}") if value in ("extension", "hold") else ""


_SAID: Mapping[str, Callable[[Reading, Any], str]] = {
    "before": _taken_from,
    "route": _side,
    "side": _side,
    "category": _category,
    "deferral": _kind,
    "until": _until,
    "eta": _eta,
    "adopted": Reading.adopted,
}
"""What is said of a value, by its name."""
