"""What a first person responsible changed at their own unit, by whom and when: kept for good as one
fact of each unit, the newest lines shown. People stand in it by number, never by name."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from db import desk, facts
from db.session import Work
from domain.said import Part, Value, moment, part
from workflows import naming
from workflows.deps import Deps
from workflows.leads import Lead
from workflows.speech import Message

DEEDS = ("grid", "left", "asked", "unbound", "repurposed", "building", "away", "side", "hours")
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Deed:
    """A change: one of DEEDS, to whom (their number), and what it is about."""

    kind: str
    whom: int | None = None
    what: object = ""


async def jot(work: Work, deps: Deps, lead: Lead, deed: Deed) -> None:
    """Write a line in the unit of work that makes the change."""
    name = _fact(lead.unit.code)
    lines = (await facts.lock(work, name)).get("lines", [])
    line = {"at": deps.now().isoformat(), "by": lead.person.id, **asdict(deed)}
    await facts.write(work, name, {"lines": [*lines, line]})


def _fact(unit: str) -> str:
    return f"history:{unit}"


async def show(work: Work, _deps: Deps, lead: Lead, _about: str) -> Message:
    """The newest lines."""
    kept = (await facts.read(work, _fact(lead.unit.code)) or {}).get("lines", [])
    lines = [part("unit-history" if kept else "unit-history-none", unit=lead.unit.name)]
    return Message((*lines, *await _said(work, lead.unit.code, kept[-SHOWN:])))


async def _said(work: Work, unit: str, kept: Sequence[Mapping[str, Any]]) -> list[Part]:
    numbers = {n for one in kept for n in (one["by"], one["whom"]) if n is not None}
    known = await desk.named(work, numbers)

    def who(number: int | None) -> Value:
        if number not in known:
            return ""
        return naming.person_words(known[number].name, known[number].role_at(unit))

    return [
        part(
            f"unit-did-{one['kind']}",
            at=moment(datetime.fromisoformat(one["at"])),
            who=who(one["by"]),
            whom=who(one["whom"]),
            what=one["what"],
        )
        for one in kept
    ]
