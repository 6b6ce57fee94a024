"""代 and 巡: staff write down in one line what a resident at the desk tells them, or what they saw
themselves before anybody complained (未诉先办). The slip she takes home is in slips."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from db import desk, people, tickets
from db.arrivals import next_key
from db.models import Membership, Person
from db.session import Work
from domain.catalogue import UNCLEAR, Kind, Urgency
from domain.commands import STAFF
from domain.duplicates import household_of
from domain.filing import Filing, read_filing, says_more
from domain.inbound import has_words
from domain.lifecycle import LIVE
from domain.meaning import Matter, Understanding
from domain.origin import Origin
from domain.place import Place, read_place
from domain.said import Part, Rows, category_name, moment, part
from domain.understanding import understand
from workflows import cards, owning
from workflows.alike import buttons_about, lines_about
from workflows.answering import what_is_unclear
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.learn import in_own_words
from workflows.open_ticket import open_tickets
from workflows.report import Filed, Report, Taken
from workflows.slips import slip_parts
from workflows.speech import Message, Priority, say


async def write_down(work: Work, deps: Deps, report: Report, *, asked: bool) -> bool:
    """Open what a member of the staff wrote down for others; False when the message is no such
    line. `asked`: they were asked for a note about a ticket, which such a line is only when it
    cannot be the note."""
    filing = read_filing(report.incoming.text, deps.rules.org.compound_names)
    if filing is None or (asked and not _is_no_note(deps, filing)):
        return False
    posts = await people.memberships(work, report.person.id)
    if not STAFF & {post.role for post in posts}:
        return False  # a resident who begins so speaks for herself
    meaning = await _meaning(work, deps, report, filing)
    place = _in_a_compound(deps, meaning.place, posts)
    if not _is_enough(filing, place, meaning):
        how = "walkin-how" if filing.origin is Origin.WALK_IN else "patrol-how"
        await say(work, deps, [report.address], Message((part(how),)))
        return True
    filer, before = report.person, report.person.expects
    owner = filer if filing.origin is Origin.PATROL else await _resident(work, deps, filing, place)
    filer.expects = None
    written = Report(
        owner,
        replace(report.incoming, text=filing.text),
        _as_request(deps, replace(meaning, place=place)),
        report.thread,
        Filed(filing.origin, filer),
    )
    opened = await open_tickets(work, deps, written, _answer)
    if asked:
        filer.expects = before  # the note about the other ticket is still to come
    elif filer.expects is None:
        until = (deps.now() + DIALOG_WINDOW).isoformat()
        filer.expects = {"kind": "filed", "ticket": opened[0].id, "until": until}
    return True


def _is_no_note(deps: Deps, filing: Filing) -> bool:
    place = read_place(filing.text, deps.rules.org.compound_names)
    return filing.origin is Origin.WALK_IN and place.building is not None


async def _meaning(work: Work, deps: Deps, report: Report, filing: Filing) -> Understanding:
    meaning = understand(filing.text, deps.rules.catalogue, deps.rules.org.compound_names)
    return await in_own_words(work, deps, filing.text, meaning, report.person)


def _is_enough(filing: Filing, place: Place, meaning: Understanding) -> bool:
    """Whether there is anything to go by: a matter, or at least more than where."""
    if meaning.matters and not _only_says_where(filing, place):
        return True
    named = place.building is not None or place.compound_text is not None
    return named and not _only_says_where(filing, place)


def _only_says_where(filing: Filing, place: Place) -> bool:
    return not says_more(filing.text, place)


def _as_request(deps: Deps, meaning: Understanding) -> Understanding:
    """Whoever writes it down means that something is to be done, also where the words alone are a
    question or small talk; somebody at the desk then looks what."""
    if meaning.matters:
        return meaning
    unclear = deps.rules.catalogue.category(UNCLEAR)
    level = unclear.levels[Urgency.NORMAL]
    matter = Matter(UNCLEAR, unclear.route, Urgency.NORMAL, level, "", (), confidence=0.0)
    return replace(meaning, kind=Kind.REQUEST, matters=(matter,), confidence=0.0)


def _in_a_compound(deps: Deps, place: Place, posts: Sequence[Membership]) -> Place:
    """What was left out is the compound where whoever wrote it works, if that is only one."""
    org = deps.rules.org
    if place.compound or place.compound_text:
        return place
    grids = {post.grid for post in posts if post.grid}
    found = {grid.compound for grid in org.grids if grid.code in grids}
    units = {post.unit for post in posts}
    found = found or {
        c.code
        for c in org.compounds.values()
        if units & {c.community, c.property, c.stand_in, c.branch}
    }
    return replace(place, compound=found.pop()) if len(found) == 1 else place


async def _resident(work: Work, deps: Deps, filing: Filing, place: Place) -> Person:
    """The resident it is for. She has no account; at the same door one of the same name, or of
    none, whom a colleague wrote down before is the same."""
    home = place.to_json()
    community = deps.rules.org.community_of(place.compound)
    if place.building and place.room:
        household = household_of(0, home)
        known = await desk.written_down_at(work, community, household)
        same = [one for one in known if not (one.name and filing.name) or one.name == filing.name]
        if same:
            same[0].name = same[0].name or filing.name
            return same[0]
    person = Person(
        id=await next_key(work, Person),
        name=filing.name,
        lang=deps.rules.default_lang,
        on_duty=True,
        home=home,
        about=None,
        expects=None,
        created_at=deps.now(),
    )
    work.later_row(person)
    return person


async def _answer(work: Work, deps: Deps, report: Report, taken: list[Taken]) -> None:
    """One line with code, who has it and until when; what is unclear; and the slip."""
    lines = [line for one in taken for line in _taken_lines(deps, one)]
    if report.meaning.perhaps_danger:
        phones = deps.rules.catalogue.unnamed_danger.phones
        lines.append(part("danger-perhaps", phones={"$join": list(phones)}))
    first = taken[0]
    buttons: Rows = ()
    if first.ticket.origin == Origin.PATROL:
        buttons = buttons_about(first.ticket, first.alike, first.main)
    if not buttons:
        asked, buttons = what_is_unclear(deps, report, taken)
        lines += asked
    urgent = Priority.PAGE if report.meaning.life_safety else Priority.ANSWER
    message = Message(tuple(lines), buttons, ticket=first.ticket.id, priority=urgent)
    await say(work, deps, [report.address], message)
    if first.ticket.slip:
        slip = slip_parts(deps, [one.ticket for one in taken])
        await say(work, deps, [report.address], Message(slip, ticket=first.ticket.id))


def _taken_lines(deps: Deps, one: Taken) -> tuple[Part, ...]:
    about = lines_about(deps, one.ticket, one.alike, one.main)
    if one.main:
        return about
    values = {
        "code": cards.code_of(deps.rules, one.ticket),
        "category": category_name(one.ticket.category),
        "who": cards.post_words(deps.rules, one.ticket.lead_unit, one.ticket.lead_role),
        "due": moment(one.ticket.promised_at),
    }
    if one.ticket.origin == Origin.PATROL:
        return (part("patrol-taken", **values), *about)
    return (part("walkin-taken", **values), *about)


async def take_photo(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> bool:
    """A photo without words right after such a line belongs to what was written down."""
    incoming = report.incoming
    if expects["kind"] != "filed" or incoming.reply_to or not incoming.media:
        return False
    if has_words(incoming.text):
        return False
    ticket = await tickets.lock(work, expects["ticket"])
    if ticket is None or ticket.status not in LIVE:
        return False
    await owning.add(work, deps, ticket, report)
    return True
