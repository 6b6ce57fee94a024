"""Figures of the running program for those who watch over it, by name and label. Nothing of any
person or ticket."""

from dataclasses import dataclass
from datetime import datetime

from db import facts, standing
from workflows.audit import AUDIT, TICK
from workflows.deps import Deps


@dataclass(frozen=True, slots=True)
class Figure:
    """One number; `label` names one of several of a kind, as status=queued."""

    name: str
    value: float
    label: tuple[str, str] | None = None


async def measure(deps: Deps) -> tuple[Figure, ...]:
    """All figures as they are now."""
    now = deps.now()
    async with deps.begin() as work:
        tickets = await standing.count_open(work)
        outbox = await standing.count_unsent(work)
        due = await standing.timers_due(work, now)
        beats = {name: await facts.read(work, name) for name in (TICK, AUDIT)}
    found = [Figure("open_tickets", tickets[s], ("status", s)) for s in sorted(tickets)]
    found += [Figure("outbox_messages", outbox[s], ("state", s)) for s in sorted(outbox)]
    found.append(Figure("timers_due", due))
    for name, kept in beats.items():
        if kept:
            passed = (now - datetime.fromisoformat(kept["at"])).total_seconds()
            found.append(Figure(f"seconds_since_{name}", round(passed, 1)))
    audit = beats[AUDIT] or {}
    found += [
        Figure("audit_findings", audit[sort], ("sort", sort))
        for sort in ("violations", "gaps")
        if sort in audit
    ]
    return tuple(found)
