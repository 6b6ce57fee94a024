"""What people have tried so far, in a few short lines: for cards and for those who are called in.
Nothing in them tells who the resident is or which room is hers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from db import people, tickets
from db.models import Event, Ticket
from db.session import Work
from domain.eta import Eta
from domain.said import Part, moment, part, word
from domain.screen import excerpt
from workflows.naming import staff_words
from workflows.reach import Directory

TRIED = (
    "accept",
    "progress",
    "return",
    "dispute",
    "rule",
    "resolve",
    "unsolved",
    "take_back",
    "take_over",
    "take_pass",
    "handover",
    "claim",
    "whistle",
    "part_done",
    "lead_done",
    "cleared",
)
"""Events that tell what people have tried."""

SHORT = (3, 20)
"""So many deeds, and so many characters of somebody's words in each, are told on a small screen."""

NUMBERS = re.compile(r"\d{3,}")
"""Rooms, phones, identity cards: nothing of the kind is passed on."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of it; `bare` is the same without anybody's words."""

    kind: str
    line: Part
    bare: Part


async def tried(
    work: Work, ticket: Ticket, staff: Directory, most: tuple[int, int] = SHORT
) -> tuple[Deed, ...]:
    """The last things people did about it, oldest first: at most so many, with so many characters
    of what was written in each."""
    events = _once(await tickets.events_of(work, [ticket.id], *TRIED))[-most[0] :]
    names: set[str] = set()
    if any(event.values.get("text") for event in events):
        names = await people.names_of(work, [ticket.owner_id])
    return tuple(_deed(event, staff, names, most[1]) for event in events)


def _once(events: Sequence[Event]) -> list[Event]:
    """A tap on 办结 takes the words that were sent with the photo: they are told once."""
    return [one for one, after in zip_longest(events, events[1:]) if not _echoed(one, after)]


def _echoed(event: Event, after: Event | None) -> bool:
    if after is None or event.kind != "progress" or after.kind not in ("resolve", "lead_done"):
        return False
    same = event.person_id == after.person_id
    return same and event.values.get("text") == after.values.get("text")


def lines(deeds: Sequence[Deed], room: int) -> list[Part]:
    """These as they may be read by whoever may see words, the last ones that take so many lines of
    a small screen."""
    shown: list[Part] = []
    for deed in reversed(deeds):
        room -= 2 if isinstance(deed.line[1]["text"], str) else 1
        if room < 0:
            break
        shown.insert(0, deed.line)
    return shown


def _deed(event: Event, staff: Directory, names: set[str], most: int) -> Deed:
    text = shortened(event.values.get("text", ""), names, most)
    kept = word("export-shielded") if text else ""
    return Deed(event.kind, _line(event, staff, text), _line(event, staff, kept))


def _line(event: Event, staff: Directory, text: object) -> Part:
    who = staff_words(event.person_id, staff) if event.person_id else word("call-staff")
    empty = word("brief-only-files" if event.values.get("media") else "brief-no-words")
    values = {"at": moment(event.at), "who": who, "text": text or empty}
    if event.kind == "accept" and event.values.get("choice") in (Eta.TODAY, Eta.TOMORROW):
        eta = moment(datetime.fromisoformat(event.values["eta"]))
        return part("card-tried-accept", eta=eta, **values)
    return part(f"brief-tried-{event.kind}", **values)


def unnamed(text: str, names: set[str]) -> str:
    """The same words without the resident's name and without long numbers."""
    for name in names:
        if len(name) > 1:
            text = text.replace(name, "…")
    return NUMBERS.sub("…", text)


def shortened(text: str, names: set[str], most: int) -> str:
    """Somebody's words on one short line, without the resident's name and without long numbers."""
    return excerpt(unnamed(" ".join(text.split()), names), most)
