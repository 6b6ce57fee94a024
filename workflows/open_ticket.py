"""A message becomes tickets: opened at once, answered in one sentence, sent to their desks.

Questions come after: whatever is still unclear is asked with the ticket open and its clock
running.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from db.alike import voice_of
from db.arrivals import next_key
from db.models import Ticket
from db.session import Work
from domain.catalogue import Route
from domain.kin import is_by_text
from domain.lifecycle import Status
from domain.meaning import Matter
from domain.place import Place, read_place
from domain.said import advice, part
from domain.shield import accuses_somebody, asks_to_be_sealed
from domain.split import Assignment, assign
from workflows import dwelling, recurring
from workflows.alike import (
    find_alike,
    go_along,
    look_around,
    place_it,
)
from workflows.answering import say_taken
from workflows.clockwork import begin_clocks, keep_hours, note, set_dates
from workflows.deps import Deps
from workflows.dispatch import dispatch
from workflows.report import Report, Taken
from workflows.speech import Message, Priority, say
from workflows.surge import take_level
from workflows.voice import wait_for_words

Answer = Callable[[Work, Deps, Report, list[Taken]], Awaitable[None]]
"""Says to whoever wrote what was made of it."""


async def open_tickets(
    work: Work, deps: Deps, report: Report, answer: Answer | None = None
) -> tuple[Ticket, ...]:
    """Open a ticket for each matter of the report, answer the resident, dispatch them."""
    if report.meaning.life_safety:
        await say_whom_to_call(work, deps, report)
    place = place_with_home(deps, report, report.meaning.place)
    matters = report.meaning.matters
    opened = [
        await _begin(work, deps, report, one, place_of(deps, report, one, place)) for one in matters
    ]
    if report.meaning.place.building:
        dwelling.remember(report.person, opened[0], place.to_json(), report.incoming.text)
    known = await look_around(work, deps, opened)
    earlier = [recurring.recognise(deps, one, voice_of(one), known) for one in opened]
    for ticket, matter, last in zip(opened, matters, earlier, strict=True):
        await _open(work, deps, report, matter, ticket)
        if last is not None:
            recurring.note_return(work, deps, ticket, last)
    alike = await find_alike(work, deps, opened, known)
    taken = [
        Taken(one, alike.get(one.id), await go_along(work, deps, one, alike.get(one.id)), last)
        for one, last in zip(opened, earlier, strict=True)
    ]
    await (answer or say_taken)(work, deps, report, taken)
    for one in taken:
        if one.main is None:
            await dispatch(work, deps, one.ticket)
    wait_for_words(work, deps, opened[0], report)
    return tuple(opened)


async def say_whom_to_call(work: Work, deps: Deps, report: Report) -> None:
    """The 119/110/120 card: it comes first, whatever else the message may mean."""
    dangers = {d.code: d for d in deps.rules.catalogue.life_safety}
    danger = dangers[report.meaning.life_safety or ""]
    by_text = is_by_text(report.writer.about)
    lines = (
        part(
            "danger-call-text" if by_text else "danger-call", phones={"$join": list(danger.phones)}
        ),
        part("danger-advice", advice=advice(danger.code)),
        part("danger-duty"),
    )
    await say(work, deps, [report.address], Message(lines, priority=Priority.PAGE))


def place_with_home(deps: Deps, report: Report, said: Place) -> Place:
    """What somebody says of the place, completed by the home we know and, where all there is is
    one compound, by that."""
    home = dwelling.meant_by(report).known
    compound = said.compound or home.get("compound") or deps.rules.home_compound
    if said.building or (said.compound and said.compound != home.get("compound")):
        found = replace(said, compound=compound)
    else:
        kept = {k: getattr(said, k) or home.get(k) for k in ("building", "unit", "floor", "room")}
        found = Place(compound, said.compound_text, **kept)
    return found


def place_of(deps: Deps, report: Report, matter: Matter, whole: Place) -> Place:
    """Where one of several matters is: 6号楼 of 3号楼灯坏了，6号楼垃圾没人收. Where the whole is,
    if it names no house of its own."""
    if len(report.meaning.matters) == 1:
        return whole
    said, own = report.meaning.place, read_place(matter.span, deps.rules.org.compound_names)
    if own.building in (None, said.building):
        return whole
    compound, text = own.compound or said.compound, own.compound_text or said.compound_text
    return place_with_home(deps, report, replace(own, compound=compound, compound_text=text))


async def _begin(work: Work, deps: Deps, report: Report, matter: Matter, place: Place) -> Ticket:
    """What it is, where, and whose; not yet how fast."""
    assignment = assign(deps.rules.org, matter.route, matter.against, place.compound)
    ticket = _row(deps, report, matter, place)
    ticket.id = await next_key(work, Ticket)
    work.opened.add(ticket.id)
    take_assignment(ticket, assignment)
    ticket.reasons, ticket.level = [assignment.why, *matter.named], matter.level
    place_it(deps, ticket)
    return ticket


async def _open(work: Work, deps: Deps, report: Report, matter: Matter, ticket: Ticket) -> None:
    """Its clocks begin, by what else is known of it."""
    seasons = await take_level(work, deps, ticket, recurring.level_of(ticket, matter.level))
    set_dates(deps, ticket)
    work.later_row(ticket)
    begin_clocks(work, deps, ticket)
    note(
        work,
        ticket,
        deps.now(),
        "opened",
        person=report.writer.id,
        route=matter.route.value,
        category=matter.category,
        confidence=round(matter.confidence, 3),
        **({"seasons": seasons} if seasons else {}),
        **({"origin": ticket.origin} if ticket.origin else {}),
    )


def take_assignment(ticket: Ticket, assignment: Assignment) -> None:
    """Write onto the ticket where it goes."""
    keep_hours(ticket, assignment.lead.unit)
    ticket.community = assignment.community
    ticket.lead_unit, ticket.lead_role = assignment.lead.unit, assignment.lead.role
    support = assignment.support
    ticket.support_unit = support.unit if support else None
    ticket.support_role = support.role if support else None


def _row(deps: Deps, report: Report, matter: Matter, place: Place) -> Ticket:
    meaning, now = report.meaning, deps.now()
    alone = len(meaning.matters) == 1
    return Ticket(
        thread=report.thread,
        owner_id=report.person.id,
        text=report.incoming.text if alone or not matter.span else matter.span,
        media=[m.to_json() for m in report.incoming.media],
        kind=meaning.kind.value,
        route=matter.route,
        category=matter.category,
        against=matter.against,
        place=place.to_json(),
        unsure=is_unsure(deps, matter),
        status=Status.QUEUED,
        opened_at=now,
        news_at=now,
        cycle=1,
        redo=0,
        rung=0,
        base_rung=0,
        returned_by=[],
        ruled=False,
        merged=0,
        households=1,
        incident=False,
        raised=0,
        origin=report.filed.origin.value if report.filed else None,
        filed_by=report.filed.by.id if report.filed else None,
        slip=report.filed.slip if report.filed else None,
        whose=dwelling.meant_by(report).whose,
        by_text=is_by_text(report.person.about),
        sealed=_is_sealed(report.incoming.text, matter),
    )


def _is_sealed(text: str, matter: Matter) -> bool:
    """Whether she asked for it, or accuses somebody in what the office has to settle. What the
    company mends behind a door has to be found."""
    quarrel = matter.route is not Route.PROPERTY and accuses_somebody(text)
    return quarrel or asks_to_be_sealed(text)


def is_unsure(deps: Deps, matter: Matter) -> bool:
    """Whether the resident is to be asked which it is."""
    return matter.is_unsure(deps.rules.catalogue.thresholds.ask)
