"""这是另一件事: what she wrote was taken for more of a ticket of hers. With one tap it is a ticket
of its own, and no part of the other any more."""

from dataclasses import replace
from typing import Any

from db import tickets
from db.arrivals import ready_keys
from db.models import Event, Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.inbound import Incoming, Media, Pressed
from domain.lifecycle import Status
from domain.meaning import Understanding
from domain.press import Press
from domain.said import Button, Part, Rows, part
from domain.understanding import understand
from workflows import cards, correcting, echoing, owning, reach
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.report import Report
from workflows.rereading import reread, take_matter
from workflows.rewording import Written
from workflows.said_since import ANOTHER, still_said


def button_for(ticket: Ticket, report: Report) -> Rows:
    """The tap that makes just this message a ticket of its own."""
    return ((Button("button-another", Press(ANOTHER, ticket.id, str(report.thread))),),)


async def set_apart(
    work: Work, deps: Deps, ticket: Ticket, person: Person, pressed: Pressed
) -> Part:
    """What that message said about this ticket is a ticket of its own, and whoever was told is told
    so. Raises Refusal to anybody else, and where nothing is (left) to set apart."""
    if ticket.owner_id != person.id:
        raise Refusal("refuse-not-yours")
    events = await tickets.events_of(work, [ticket.id], "add", "reworded", ANOTHER)
    said = _said_by(events, person, pressed)
    if said is None:
        raise Refusal("refuse-another")
    written = Written(ticket, still_said(events))
    incoming = _again(said.values, written, pressed)
    await ready_keys(work)
    report = Report(person, incoming, _meaning(deps, incoming.text), said.values["from"])
    if said.values.get("joined"):
        await _take_out(work, deps, written, report)
    note(work, ticket, deps.now(), ANOTHER, person=person.id, of=said.id)
    if ticket.status is not Status.QUEUED or incoming.media or not said.values.get("joined"):
        await owning.tell_staff_not(work, deps, ticket)
    await echoing.open_along(work, deps, replace(report, latest=deps.now()))
    return part("toast-done")


def _said_by(events: tuple[Event, ...], person: Person, pressed: Pressed) -> Event | None:
    """What she added with the message the button names (an old button names none: with her last),
    unless it was set apart already."""
    press = Press.parse(pressed.payload)
    named = press.choice if press else None
    mine = [one for one in events if one.kind == "add" and one.person_id == person.id]
    if named is not None:
        mine = [one for one in mine if str(one.values.get("from")) == named]
    last = mine[-1] if mine else None
    gone = {one.values["of"] for one in events if one.kind == ANOTHER}
    return last if last and last.id not in gone and last.values.get("text") else None


def _again(values: dict[str, Any], written: Written, pressed: Pressed) -> Incoming:
    """That message once more, as she has put it since."""
    return Incoming(
        channel=pressed.channel,
        chat=pressed.chat,
        key=pressed.key,
        sender=pressed.sender,
        text=written.said(values["from"]) or values["text"],
        media=tuple(Media(**one) for one in values.get("media", ())),
    )


def _meaning(deps: Deps, text: str) -> Understanding:
    """What it asks for; she says it is a matter, also of words in which nobody sees one."""
    catalogue = deps.rules.catalogue
    meaning = understand(text, catalogue, deps.rules.org.compound_names)
    if meaning.matters:
        return meaning
    return replace(understand("", catalogue), place=meaning.place)


async def _take_out(work: Work, deps: Deps, written: Written, report: Report) -> None:
    """The other ticket goes without these words; while nobody has taken it, it is read anew."""
    ticket = written.ticket
    ticket.text = written.replaced(report.thread, "")
    sent = [one.to_json() for one in report.incoming.media]
    ticket.media = [one for one in ticket.media if one not in sent]
    if ticket.status is not Status.QUEUED:
        await cards.refresh(work, deps, ticket, await reach.directory(work, deps, ticket))
        return
    left = replace(report, incoming=replace(report.incoming, text=ticket.text, media=()))
    meaning = _meaning(deps, ticket.text)
    if await take_matter(work, deps, ticket, meaning):  # also where what is left names none
        await correcting.redirect(work, deps, ticket)
    await reread(work, deps, ticket, left, meaning)
