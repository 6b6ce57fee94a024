"""The resident says what it is, or where: category and place of her ticket, and the desk that
follows from them."""

from collections.abc import Mapping
from dataclasses import replace

from db import tickets
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.lifecycle import OPEN, Action, Status
from domain.place import Place
from domain.said import Part, Rows, category_name, part
from domain.shield import ACCUSED_OFFICES
from domain.split import assign
from workflows import (
    cards,
    dwelling,
    handling,
    parts,
    reach,
    sealing,
)
from workflows.alike import compare_again, place_it
from workflows.answering import compound_buttons, expect_place, where_is_needed, where_question
from workflows.asking import ask_next, which_compound
from workflows.clockwork import note, restart
from workflows.deps import Deps
from workflows.dispatch import dispatch, supporters
from workflows.learn import learn_correction
from workflows.open_ticket import take_assignment
from workflows.owning import check, responsible
from workflows.promise import hears_by
from workflows.report import Report
from workflows.speech import Message, say


async def correct(
    work: Work, deps: Deps, ticket: Ticket, person: Person, category_code: str
) -> Part:
    """The resident says which it is: the category and, if the split says so, the desk change.
    The accept clock starts anew only for a new desk; level and promised dates stay."""
    if ticket.status in (Status.HANDLING, Status.RULING):
        return await _tell_category(work, deps, ticket, person, category_code)
    await check(work, deps, ticket, Action.CORRECT, person)
    if ticket.ruled:
        raise Refusal("refuse-ruled", code=cards.code_of(deps.rules, ticket))
    category = deps.rules.catalogue.find_category(category_code)
    if category is None:
        raise Refusal("refuse-button")
    ticket.category, ticket.route, ticket.unsure = category.code, category.route, False
    ticket.against = against_of(deps, category.code) or ticket.against
    ticket.kind = "suggestion" if category.code == "suggestion" else "request"
    note(work, ticket, deps.now(), "correct", person=person.id, category=category.code)
    await learn_correction(work, deps, ticket)
    place_it(deps, ticket)
    await redirect(work, deps, ticket)
    line = part(
        "owner-corrected",
        category=category_name(category.code),
        code=cards.code_of(deps.rules, ticket),
        hears=hears_by(deps, ticket.promised_at),
        who=cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
    )
    asked, buttons = await ask_next(work, deps, ticket)
    if not asked and where_is_needed(deps, ticket):
        question, buttons = where_question(deps, ticket)
        asked = (question,)
        expect_place(deps, person, ticket)
    await handling.tell_owner(work, deps, ticket, (line, *asked), buttons=buttons)
    await compare_again(work, deps, ticket, await reach.owner_addresses(work, deps, ticket))
    return part("toast-corrected")


async def _tell_category(work: Work, deps: Deps, ticket: Ticket, person: Person, code: str) -> Part:
    """Somebody has it in hand already: what she says is a note to them, and moves nothing."""
    await check(work, deps, ticket, Action.ADD, person)
    category = deps.rules.catalogue.find_category(code)
    if category is None:
        raise Refusal("refuse-button")
    note(work, ticket, deps.now(), "add", person=person.id, category=code, text="", media=[])
    await learn_correction(work, deps, ticket, category)
    values = {"code": cards.code_of(deps.rules, ticket), "category": category_name(code)}
    if not cards.shielded(ticket, ticket.lead_unit):
        staff = await reach.directory(work, deps, ticket)
        to = await responsible(work, deps, ticket, staff)
        line = part("staff-says-category", **values)
        await say(work, deps, to, Message((line,), ticket=ticket.id))
    await handling.tell_owner(work, deps, ticket, (part("owner-category-noted", **values),))
    return part("toast-done")


def against_of(deps: Deps, category: str) -> str | None:
    """Whom a category complains about, of those who might have to judge it."""
    rules = deps.rules.catalogue.rules
    named = (r.against for r in rules if r.category == category)
    return next((whom for whom in named if whom in ACCUSED_OFFICES), None)


async def set_place(work: Work, deps: Deps, ticket: Ticket, report: Report, place: Place) -> None:
    """The answer to "where do you live?": remembered as home, and the ticket goes to the people
    of that place. While the compound is still unknown, it is asked once more, by buttons."""
    known = {name: value for name, value in place.to_json().items() if value}
    await placed(work, deps, ticket, report.person, known)


async def at_compound(
    work: Work, deps: Deps, ticket: Ticket, person: Person, compound: str
) -> Part:
    """The resident tapped the compound it is about."""
    await check(work, deps, ticket, Action.ADD, person)
    if compound not in deps.rules.org.compounds:
        raise Refusal("refuse-button")
    await placed(work, deps, ticket, person, {"compound": compound})
    return part("toast-placed")


async def placed(
    work: Work, deps: Deps, ticket: Ticket, person: Person, known: Mapping[str, str | None]
) -> None:
    """It is known where it is: remembered, said, and asked on where that is not enough."""
    if person.expects and person.expects["kind"] == "place":  # nothing else they were asked for
        person.expects = None
    await take_place(work, deps, ticket, known)
    dwelling.remember(person, ticket, ticket.place, ticket.text)
    for other in await tickets.of_owner(work, person.id) if ticket.origin is None else ():
        same = other.whose == ticket.whose and other.id != ticket.id
        if same and other.status in OPEN and not other.place.get("compound"):
            await take_place(work, deps, other, ticket.place)
    lines = [
        part(
            "owner-placed",
            code=cards.code_of(deps.rules, ticket),
            place=cards.place_words(deps.rules, ticket) or "",
            who=cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
        )
    ]
    buttons: Rows = ()
    if where_is_needed(deps, ticket):
        buttons = compound_buttons(deps, ticket)
        lines.append(which_compound(ticket) if buttons else part("ask-place"))
        expect_place(deps, person, ticket)
    await handling.tell_owner(work, deps, ticket, tuple(lines), buttons=buttons)
    await compare_again(work, deps, ticket, await reach.owner_addresses(work, deps, ticket))


async def take_place(
    work: Work, deps: Deps, ticket: Ticket, known: Mapping[str, str | None]
) -> None:
    """Write onto a ticket where it is. One that waits goes to the people of that place."""
    known = {name: value for name, value in known.items() if value}
    kept = ticket.place
    house = kept.get("building")
    if house and known.get("building", house) != house:
        kept = {**kept, "unit": None, "floor": None, "room": None}  # those of another house
    ticket.place = kept | known
    place_it(deps, ticket)
    note(work, ticket, deps.now(), "place", person=ticket.owner_id)
    if ticket.status is Status.QUEUED:
        await redirect(work, deps, ticket)
        return
    staff = await reach.directory(work, deps, ticket)
    await _tell_place(work, deps, ticket, staff)
    await cards.refresh(work, deps, ticket, staff)


async def _tell_place(work: Work, deps: Deps, ticket: Ticket, staff: reach.Directory) -> None:
    """Somebody is on their way already: they hear where to, as far as they may know it."""
    if ticket.status not in (Status.HANDLING, Status.RULING):
        return
    room = not (cards.shielded(ticket, ticket.lead_unit) or sealing.is_sealed(ticket))
    place = cards.place_words(deps.rules, ticket, room=room)
    values = {"code": cards.code_of(deps.rules, ticket), "place": place or ""}
    message = Message((part("staff-says-place", **values),), ticket=ticket.id)
    await say(work, deps, await responsible(work, deps, ticket, staff), message)


async def redirect(work: Work, deps: Deps, ticket: Ticket) -> None:
    """Send the ticket where the split now says; a new desk gets a new accept clock. With the
    same desk only a new support or watcher is told."""
    before, beside = reach.lead_post(ticket), reach.support_post(ticket)
    found = assign(deps.rules.org, ticket.route, ticket.against, ticket.place.get("compound"))
    take_assignment(ticket, found)
    ticket.reasons = [found.why, *ticket.reasons[1:]]
    support = reach.support_post(ticket)
    if beside and support != beside:
        await parts.end(work, ticket)
    staff = await reach.directory(work, deps, ticket)
    if reach.lead_post(ticket) == before:
        if support and support != beside:
            staff = replace(staff, part=await parts.begin(work, deps, ticket))
            people = tuple(supporters(deps, ticket, staff))
            await cards.show(work, deps, ticket, staff, people)
            await cards.show_media(work, deps, ticket, staff, people)
        await cards.refresh(work, deps, ticket, staff)
        return
    await tickets.cancel_timers(work, ticket.id, "accept")
    ticket.cycle += 1
    ticket.rung = ticket.base_rung = 0
    restart(work, deps, ticket, "accept")
    await cards.refresh(work, deps, ticket, staff)
    await dispatch(work, deps, ticket)
