"""A message becomes tickets: opened at once, answered in one sentence, sent to their desks.

Questions come after: whatever is still unclear is asked with the ticket open and its clock
running.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from db.alike import voice_of
from db.arrivals import next_key
from db.models import Person, Ticket
from db.session import Work
from domain.catalogue import Kind
from domain.codes import new_slip_code
from domain.duplicates import Voice
from domain.inbound import Incoming
from domain.lifecycle import Action, Status
from domain.meaning import Matter, Understanding
from domain.origin import Origin
from domain.place import Place
from domain.press import Press
from domain.said import Button, Part, Rows, advice, category_name, moment, part
from domain.split import Assignment, assign
from workflows import cards, recurring
from workflows.alike import (
    Likeness,
    buttons_about,
    find_alike,
    go_along,
    lines_about,
    look_around,
    place_it,
)
from workflows.clockwork import begin_clocks, keep_hours, note, set_dates
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.dispatch import dispatch
from workflows.privacy import told_at_first
from workflows.speech import Address, Message, Priority, say
from workflows.surge import take_level

MOST_CHOICES = 4
"""More buttons than this cannot be taken in at a glance."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A report that somebody of the staff wrote down: how they came to it, and who they are."""

    origin: Origin
    by: Person

    @property
    def slip(self) -> str | None:
        """A new code for the paper a resident at the desk is given."""
        return new_slip_code() if self.origin is Origin.WALK_IN else None


@dataclass(frozen=True, slots=True)
class Report:
    """A message that asks for something: whose matter it is, what came, what it means, its receipt,
    who wrote it where that is not she, and whether it is the first of hers."""

    person: Person
    incoming: Incoming
    meaning: Understanding
    thread: int
    filed: Filed | None = None
    is_first: bool = False

    @property
    def writer(self) -> Person:
        """Who sent it, and is asked what is still unclear."""
        return self.filed.by if self.filed else self.person

    @property
    def address(self) -> Address:
        """The chat it came from."""
        return Address(self.incoming.channel, self.incoming.chat, self.writer.lang)


@dataclass(frozen=True, slots=True)
class Taken:
    """A ticket that was opened, what it resembles, what it goes along with already, and what it is
    the return of."""

    ticket: Ticket
    alike: Likeness | None = None
    main: Ticket | None = None
    earlier: Voice | None = None


Answer = Callable[[Work, Deps, Report, list[Taken]], Awaitable[None]]
"""Says to whoever wrote what was made of it."""


async def open_tickets(
    work: Work, deps: Deps, report: Report, answer: Answer | None = None
) -> tuple[Ticket, ...]:
    """Open a ticket for each matter of the report, answer the resident, dispatch them."""
    if report.meaning.life_safety:
        await say_whom_to_call(work, deps, report)
    place = _place_with_home(deps, report)
    matters = report.meaning.matters
    opened = [await _begin(work, deps, report, matter, place) for matter in matters]
    _remember_home(report, place)
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
    return tuple(opened)


async def say_whom_to_call(work: Work, deps: Deps, report: Report) -> None:
    """The 119/110/120 card: it comes first, whatever else the message may mean."""
    dangers = {d.code: d for d in deps.rules.catalogue.life_safety}
    danger = dangers[report.meaning.life_safety or ""]
    lines = (
        part("danger-call", phones={"$join": list(danger.phones)}),
        part("danger-advice", advice=advice(danger.code)),
        part("danger-duty"),
    )
    await say(work, deps, [report.address], Message(lines, priority=Priority.PAGE))


def _place_with_home(deps: Deps, report: Report) -> Place:
    """What the message says of the place, completed by the home we know and, where all there is
    is one compound, by that."""
    said, home = report.meaning.place, {} if report.filed else report.person.home or {}
    compound = said.compound or home.get("compound") or deps.rules.home_compound
    if said.building or (said.compound and said.compound != home.get("compound")):
        found = replace(said, compound=compound)
    else:
        kept = {k: getattr(said, k) or home.get(k) for k in ("building", "unit", "floor", "room")}
        found = Place(compound, said.compound_text, **kept)
    return found


def _remember_home(report: Report, place: Place) -> None:
    """The first building somebody names is taken for home."""
    home = report.person.home or {}
    if report.filed:
        return  # a find is no home, and a resident at the desk has hers written down already
    if report.meaning.place.building and not home.get("building"):
        report.person.home = place.to_json()


async def _begin(work: Work, deps: Deps, report: Report, matter: Matter, place: Place) -> Ticket:
    """What it is, where, and whose; not yet how fast."""
    assignment = assign(deps.rules.org, matter.route, matter.against, place.compound)
    ticket = _row(deps, report, matter, place)
    ticket.id = await next_key(work, Ticket)
    work.opened.add(ticket.id)
    take_assignment(ticket, assignment)
    ticket.reasons, ticket.level = [assignment.why, *matter.reasons], matter.level
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
        confidence=round(report.meaning.confidence, 3),
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
        unsure=is_unsure(deps, meaning),
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
    )


def is_unsure(deps: Deps, meaning: Understanding) -> bool:
    """Whether the resident is to be asked which it is. Never where life is in danger."""
    return meaning.is_unsure(deps.rules.catalogue.thresholds.ask)


async def say_taken(work: Work, deps: Deps, report: Report, taken: list[Taken]) -> None:
    """One warm sentence with code, who has it and by when she hears, and whether others say the
    same; then what is unclear."""
    lines = [line for one in taken for line in _taken_lines(deps, one)]
    if len(taken) > 1:
        lines.insert(0, part("taken-several", count=len(taken)))
    if report.meaning.kind is Kind.SUGGESTION:
        lines.append(part("taken-suggestion"))
    if report.meaning.perhaps_danger:
        phones = deps.rules.catalogue.unnamed_danger.phones
        lines.append(part("danger-perhaps", phones={"$join": list(phones)}))
    first = taken[0].ticket
    rows = (buttons_about(one.ticket, one.alike, one.main) for one in taken)
    buttons: Rows = next(filter(None, rows), ())
    if not buttons:  # one question at a time, and that one knows what it is about
        asked, buttons = what_is_unclear(deps, report, first)
        lines += asked
    buttons = (*buttons, *_one_after_all(deps, [one.ticket for one in taken if not one.main]))
    in_danger = report.meaning.life_safety or any(one.ticket.level == "L0" for one in taken)
    if report.is_first and not in_danger:
        told, ask = told_at_first(asks=bool(buttons))
        lines, buttons = [*lines, *told], (*buttons, *ask)
    urgent = Priority.PAGE if report.meaning.life_safety else Priority.ANSWER
    await say(
        work,
        deps,
        [report.address],
        Message(tuple(lines), buttons, ticket=first.id, priority=urgent),
    )


def what_is_unclear(deps: Deps, report: Report, first: Ticket) -> tuple[list[Part], Rows]:
    """The one question that is still open about a new ticket, with its buttons."""
    if first.unsure and report.meaning.choices:
        return [part("ask-category")], _choices(first, report.meaning.choices)
    if where_is_needed(deps, first):
        expect_place(deps, report.writer, first)
        return [part("ask-place")], compound_buttons(deps, first)
    return [], ()


def _one_after_all(deps: Deps, opened: list[Ticket]) -> Rows:
    """One tap puts right what was cut in two though it is one matter; it can be taken back."""
    return tuple(
        (
            Button(
                "button-one-matter",
                Press(Action.MERGE, opened[0].id, str(other.id)),
                (("code", cards.code_of(deps.rules, other)),),
            ),
        )
        for other in opened[1:]
    )


def _taken_lines(deps: Deps, one: Taken) -> tuple[Part, ...]:
    about = lines_about(deps, one.ticket, one.alike, one.main)
    again = recurring.line_about(deps, one.earlier)
    return about if one.main else (_taken_line(deps, one.ticket), *again, *about)


def _taken_line(deps: Deps, ticket: Ticket) -> Part:
    return part(
        "taken",
        code=cards.code_of(deps.rules, ticket),
        category=category_name(ticket.category),
        who=cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
        due=moment(ticket.promised_at),
    )


def _choices(ticket: Ticket, codes: tuple[str, ...]) -> Rows:
    made = [
        Button(
            "button-category",
            Press("correct", ticket.id, code),
            (("category", category_name(code)),),
        )
        for code in codes[:MOST_CHOICES]
    ]
    return tuple((button,) for button in made)


def compound_buttons(deps: Deps, ticket: Ticket) -> Rows:
    """A button per compound, where they are few enough to choose from at a glance."""
    compounds = tuple(deps.rules.org.compounds.values())
    if len(compounds) > MOST_CHOICES:
        return ()
    return tuple(
        (Button("button-compound", Press("at", ticket.id, c.code), (("name", c.name),)),)
        for c in compounds
    )


def expect_place(deps: Deps, person: Person, ticket: Ticket) -> None:
    """The next short message that names a place is the answer."""
    until = (deps.now() + DIALOG_WINDOW).isoformat()
    person.expects = {"kind": "place", "ticket": ticket.id, "until": until}


def where_is_needed(deps: Deps, ticket: Ticket) -> bool:
    """Whether nobody could find the place from what we know. Suggestions need none."""
    if ticket.kind == Kind.SUGGESTION.value:
        return False
    several = len(deps.rules.org.compounds) > 1
    return several and not ticket.place.get("compound")
