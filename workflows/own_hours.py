"""When one's own unit works: as it is, and other hours in one sentence, asked first. Clocks that
begin later run on them; dates that stand stay."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from db import organisation
from db.session import Work
from domain.errors import Refusal
from domain.hours import WEEKDAYS
from domain.own_hours import OwnHours, from_button, from_document, of_calendar, read_hours, to_rows
from domain.press import Press
from domain.said import Button, Part, Rows, Value, part, word
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.leads import Lead, led_by
from workflows.own_compounds import to_change
from workflows.report import Report
from workflows.speech import Message, say
from workflows.unit_history import Deed, jot

SAID = "hours"
"""Waiting for the hours in one sentence: the kind in Person.expects."""


def _works(deps: Deps, lead: Lead) -> OwnHours:
    return of_calendar(deps.rules.calendar_of(lead.unit.code))


async def show(_work: Work, deps: Deps, lead: Lead, _about: str) -> Message:
    """🕘 上班时间: as it is, whoever said so."""
    line = part("unit-hours", unit=lead.unit.name, **_words(_works(deps, lead)))
    rows: Rows = ((Button("button-unit-hours-say", Press("unit", lead.post, "hsay")),),)
    if lead.unit.code in deps.rules.own_hours:
        back = Button("button-unit-hours-back", Press("unit", lead.post, "hback"))
        rows = (*rows, (back,))
    return Message((line,), rows)


def _words(hours: OwnHours) -> dict[str, Value]:
    return {
        "days": {"$join": [_stretch(*one) for one in hours.stretches()]},
        "hours": {"$join": [_block(*one) for one in hours.blocks]},
    }


def _stretch(first: int, last: int) -> Value:
    names = [word(f"weekday-{WEEKDAYS[day]}") for day in (first, last)]
    return word("unit-hours-stretch", first=names[0], last=names[1]) if first < last else names[0]


def _block(first: time, last: time) -> Value:
    return word("unit-hours-block", first=f"{first:%H:%M}", last=f"{last:%H:%M}")


async def ask(_work: Work, deps: Deps, lead: Lead, _about: str) -> Message:
    """✏️ 改时间: the next message says which."""
    until = (deps.now() + DIALOG_WINDOW).isoformat()
    lead.person.expects = {"kind": SAID, "ticket": 0, "post": lead.post, "until": until}
    return Message((part("unit-hours-say"),))


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """The sentence; what cannot be read is asked for again."""
    leads = await led_by(work, deps, report.person)
    lead = next((one for one in leads if one.post == expects["post"]), None)
    if lead is None:
        raise Refusal("refuse-unit")
    found = read_hours(report.incoming.text, _works(deps, lead))
    if found is None:
        raise Refusal("refuse-unit-hours")
    report.person.expects = None
    line = part("unit-hours-sure", unit=lead.unit.name, **_words(found))
    await say(work, deps, [report.address], _sure(deps, lead, line, f"hset.{found.on_button()}"))


def _sure(deps: Deps, lead: Lead, line: Part, step: str) -> Message:
    """Asked first, and whom else it concerns."""
    lines = [line]
    if len(deps.rules.org.below(lead.unit.code)) > 1:
        lines.append(part("unit-hours-below"))
    yes = Button("button-unit-yes", Press("unit", lead.post, step))
    return Message(tuple(lines), ((yes,),))


async def ask_back(_work: Work, deps: Deps, lead: Lead, _about: str) -> Message:
    """↩️ 跟上级一样: asked first."""
    return _sure(deps, lead, part("unit-hours-back-sure", unit=lead.unit.name), "hset")


async def change(work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    """Yes: from now on it works like that; without hours of its own as the unit above does."""
    wanted = from_button(about)
    if about and wanted is None:
        raise Refusal("refuse-button")
    kept, _ = await to_change(work, deps)
    own = from_document(kept)
    before = own.pop(lead.unit.code, None)
    if wanted:
        own[lead.unit.code] = wanted
    await organisation.keep(work, {**kept, "hours": to_rows(own)}, deps.now())
    what = word("unit-hours-change", before=_said(before), after=_said(wanted))
    await jot(work, deps, lead, Deed("hours", what=what))
    step = f"hset.{before.on_button()}" if before else "hset"
    undo = Button("button-unit-undo", Press("unit", lead.post, step))
    return Message((part("unit-hours-done", unit=lead.unit.name),), ((undo,),))


def _said(hours: OwnHours | None) -> Mapping[str, Value]:
    return word("unit-hours-own", **_words(hours)) if hours else word("unit-hours-above")
