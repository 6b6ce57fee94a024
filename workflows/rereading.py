"""A report whose words have changed, or become more, while nobody has taken it: read once more as
a whole. Its matter, its place and, where that is more urgent, its level follow the words."""

from dataclasses import replace

from db import tickets
from db.models import Ticket
from db.session import Work
from domain.catalogue import UNCLEAR
from domain.duplicates import DANGER
from domain.meaning import Understanding
from domain.place import Place, read_place
from workflows import cards, correcting, dwelling, reach
from workflows.alike import place_it
from workflows.clockwork import note, raise_level
from workflows.deps import Deps
from workflows.open_ticket import is_unsure, place_with_home
from workflows.report import Report


async def reread(
    work: Work, deps: Deps, ticket: Ticket, report: Report, meaning: Understanding
) -> None:
    """Let a waiting ticket follow its words: `meaning` is what all of them say. Where somebody has
    said which matter it is, a resident's tap or a desk, that stays. Its cards are brought up to
    date; another desk gets it where the split says so."""
    matter = meaning.matters[0] if meaning.matters else None
    names = matter is not None and matter.category != UNCLEAR
    moves = names and await take_matter(work, deps, ticket, meaning)
    moves = await _take_place(work, deps, ticket, report) or moves
    place_it(deps, ticket)
    if matter and matter.level < ticket.level and matter.level != DANGER:
        await raise_level(work, deps, ticket, matter.level)
    if moves and not (ticket.ruled or ticket.returned_by):
        await correcting.redirect(work, deps, ticket)
    else:
        await cards.refresh(work, deps, ticket, await reach.directory(work, deps, ticket))


async def take_matter(work: Work, deps: Deps, ticket: Ticket, meaning: Understanding) -> bool:
    """Whether the words now name another matter than the ticket had."""
    if ticket.ruled or ticket.returned_by:
        return False
    matter = meaning.matters[0]
    if await tickets.last_event(work, ticket.id, "correct"):
        return False
    ticket.unsure = is_unsure(deps, matter)
    ticket.reasons = [*ticket.reasons[:1], *matter.named]
    if matter.category == ticket.category:
        return False
    ticket.category, ticket.route, ticket.kind = matter.category, matter.route, meaning.kind.value
    ticket.against = matter.against
    note(work, ticket, deps.now(), "reread", category=matter.category, route=matter.route.value)
    return True


async def _take_place(work: Work, deps: Deps, ticket: Ticket, report: Report) -> bool:
    """Write onto a ticket where all its words say it is; what was taken for a home by its first
    words follows. Whether it was another place before."""
    said, before = said_in(deps, ticket.text), ticket.place
    whole = replace(report, incoming=replace(report.incoming, text=ticket.text))
    whose = dwelling.meant_by(whole).whose
    if whose and whose != ticket.whose:
        ticket.whose, ticket.place = whose, Place().to_json()  # what was filled in was her own
    elif said.is_empty:
        return False
    known = place_with_home(deps, whole, _tapped(ticket, said)).to_json()
    ticket.place = ticket.place | {name: value for name, value in known.items() if value}
    if said.building:  # another building has other doors
        ticket.place |= {name: known[name] for name in ("unit", "floor", "room")}
    if ticket.place == before:
        return False
    note(work, ticket, deps.now(), "place", person=ticket.owner_id)
    home = dwelling.known_home(report.person, ticket.whose) or {}
    if ticket.place.get("building") and (home == before or not home.get("building")):
        dwelling.keep_home(report.person, ticket.whose, ticket.place)
    return True


def _tapped(ticket: Ticket, said: Place) -> Place:
    """A compound that she tapped stays where her words name none."""
    if said.compound or not ticket.place.get("compound"):
        return said
    named = {"compound": ticket.place["compound"]}
    return Place(**(said.to_json() | named))


def said_in(deps: Deps, text: str) -> Place:
    """Where the lines of a text say it is; a later line puts an earlier one right."""
    known: dict[str, str | None] = {}
    for line in text.split("\n"):
        found = read_place(line, deps.rules.org.compound_names).to_json()
        known |= {name: value for name, value in found.items() if value or name not in known}
    return Place(**known)
