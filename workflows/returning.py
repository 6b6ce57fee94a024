"""退单, dispute and ruling: who the ticket belongs to (DOMAIN §5).

A unit may return a ticket once and names the rightful side and the line of the split. When the
other side will not have it either, the desk's chair rules, and that is final.
"""

from db import deferrals, people, tickets
from db.models import Person, Ticket
from db.session import Work
from domain.catalogue import UNCLEAR, Route
from domain.errors import Refusal
from domain.lifecycle import Action
from domain.press import Press
from domain.said import Button, Part, Rows, category_name, part, word
from domain.screen import TEXT_MOST, excerpt
from domain.sharing import side_refusal
from domain.split import assign, other_sides
from workflows import cards, handling, parts, questions, reach, supervising
from workflows.clockwork import note, restart
from workflows.deps import Deps
from workflows.dispatch import dispatch
from workflows.learn import learn_ruling
from workflows.open_ticket import take_assignment
from workflows.promise import hears_by
from workflows.sealing import words_of
from workflows.speech import Message, say

RULABLE = (Route.COMMUNITY, Route.PROPERTY, Route.JOINT)


async def ask_side(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """The first tap of 退单: to which side?"""
    await _check_return(work, deps, ticket, person)
    sides = other_sides(deps.rules.org, reach.lead_post(ticket), ticket.place.get("compound"))
    rows: Rows = tuple(
        (Button(f"button-side-{side}", Press("return", ticket.id, f"to.{side}")),) for side in sides
    )
    await _ask(work, deps, person, ticket, ("ask-return-side", rows))
    return part("toast-return-side")


async def ask_line(work: Work, deps: Deps, ticket: Ticket, person: Person, side: str) -> Part:
    """The second tap: by which line of the split?"""
    await _check_return(work, deps, ticket, person)
    above = {unit.code for unit in deps.rules.org.above(ticket.community)}
    lines = [
        c
        for c in deps.rules.catalogue.categories
        if c.route == side and c.code != UNCLEAR and not c.closed and c.unit in {None, *above}
    ]
    if not lines:
        raise Refusal("refuse-button")
    flat = [
        Button(
            "button-category",
            Press("return", ticket.id, c.code),
            (("category", category_name(c.code)),),
        )
        for c in lines
    ]
    rows = tuple(tuple(flat[i : i + 2]) for i in range(0, len(flat), 2))
    await _ask(work, deps, person, ticket, ("ask-return-line", rows))
    return part("toast-return-line")


async def _ask(
    work: Work, deps: Deps, person: Person, ticket: Ticket, question: tuple[str, Rows]
) -> None:
    key, rows = question
    line = part(key, code=cards.code_of(deps.rules, ticket))
    message = Message((line,), rows, ticket=ticket.id, topic=questions.CHOOSE)
    await say(work, deps, await reach.person_addresses(work, person.id), message)


async def _check_return(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Action:
    """RETURN the first time, DISPUTE when the other side had returned it already.

    Raises Refusal when the ruling was spoken or this unit has used its one return.
    """
    action = Action.DISPUTE if ticket.returned_by else Action.RETURN
    await handling.check(work, deps, ticket, action, person.id)
    if ticket.ruled:
        raise Refusal("refuse-ruled", code=cards.code_of(deps.rules, ticket))
    if ticket.lead_unit in ticket.returned_by:
        raise Refusal("refuse-returned-once", code=cards.code_of(deps.rules, ticket))
    if not cards.may_return(deps, ticket):
        raise Refusal("refuse-return-nobody", code=cards.code_of(deps.rules, ticket))
    return action


async def give_back(
    work: Work, deps: Deps, ticket: Ticket, person: Person, category_code: str
) -> Part:
    """The third tap: it goes to the named side, or to the chair when that side had returned it."""
    action = await _check_return(work, deps, ticket, person)
    category = deps.rules.catalogue.find_category(category_code)
    if category is None:
        raise Refusal("refuse-button")
    found = assign(deps.rules.org, category.route, ticket.against, ticket.place.get("compound"))
    if action is Action.RETURN and found.lead == reach.lead_post(ticket) and not found.watcher:
        raise Refusal("refuse-return-same")
    giver = ticket.lead_unit
    handling.move(ticket, action)
    ticket.returned_by = [*ticket.returned_by, giver]
    ticket.cycle += 1
    ticket.handler_id = ticket.accepted_at = None
    note(
        work,
        ticket,
        deps.now(),
        action.value,
        person=person.id,
        unit=giver,
        category=category.code,
        route=category.route.value,
    )
    await tickets.cancel_timers(work, ticket.id, "accept", "news", "news_answer", "deferral")
    await deferrals.lapse(work, ticket.id, deps.now())
    if ticket.support_unit:
        await parts.end(work, ticket)
    if action is Action.DISPUTE:
        await _to_chair(work, deps, ticket)
        return part("toast-disputed")
    ticket.category, ticket.route = category.code, category.route
    ticket.reasons = ["why-returned"]
    take_assignment(ticket, found)
    await _send_on(work, deps, ticket)
    return part("toast-returned")


async def _send_on(work: Work, deps: Deps, ticket: Ticket) -> None:
    """To its new desk, with a new accept clock; the resident hears who has it now."""
    ticket.rung = ticket.base_rung = 0
    restart(work, deps, ticket, "accept")
    staff = await reach.directory(work, deps, ticket)
    await cards.refresh(work, deps, ticket, staff)
    await dispatch(work, deps, ticket)
    line = part(
        "owner-passed-on",
        code=cards.code_of(deps.rules, ticket),
        who=cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
        hears=hears_by(deps, ticket.promised_at),
    )
    await handling.tell_reporters(work, deps, ticket, (line,))


async def _to_chair(work: Work, deps: Deps, ticket: Ticket) -> None:
    """Both sides returned it: the chair rules within the limit (30 minutes of working time)."""
    restart(work, deps, ticket, "ruling")
    staff = await reach.directory(work, deps, ticket)
    await cards.refresh(work, deps, ticket, staff)
    rung, chair = staff.first_manned(reach.ladder_of(deps.rules, ticket), ticket.place)
    ticket.rung = ticket.base_rung = rung if chair else 0
    await say(work, deps, reach.addresses(chair), await ruling_message(work, deps, ticket))
    line = part("owner-ruling", code=cards.code_of(deps.rules, ticket))
    await handling.tell_reporters(work, deps, ticket, (line,))


async def ruling_message(work: Work, deps: Deps, ticket: Ticket) -> Message:
    """What the chair reads: the matter, who returned it to which side and by which line, and one
    button per side it can be."""
    names = {"$join": [deps.rules.org.units[u].name for u in ticket.returned_by]}
    lines = [
        part(
            "chair-rule",
            code=cards.code_of(deps.rules, ticket),
            names=names,
            category=category_name(ticket.category),
            text=excerpt(words_of(ticket), TEXT_MOST),
        )
    ]
    for one in await tickets.events_of(work, [ticket.id], Action.RETURN, Action.DISPUTE):
        unit = deps.rules.org.units[one.values["unit"]].name
        side, line = word(f"side-{one.values['route']}"), category_name(one.values["category"])
        lines.append(part("chair-said", unit=unit, side=side, category=line))
    lines += await _precedent(work, deps, ticket)
    rows = tuple(
        (Button(f"button-rule-{route}", Press("rule", ticket.id, route)),)
        for route in RULABLE
        if side_refusal(route, ticket.against) is None
    )
    shown = (*rows, *cards.whole_rows(ticket))
    return Message(tuple(lines), shown, ticket=ticket.id, topic="ruling")


async def _precedent(work: Work, deps: Deps, ticket: Ticket) -> list[Part]:
    """How a matter of this category, or of the one it was opened as, was ruled on last."""
    opened = await tickets.last_event(work, ticket.id, "opened")
    named = (ticket.category, opened.values["category"] if opened else ticket.category)
    for category in dict.fromkeys(named):
        last = await people.last_ruling(work, ticket.community, category, deps.now())
        if last:
            return [part("card-precedent", side=word(f"side-{last}"))]
    return []


async def rule(work: Work, deps: Deps, ticket: Ticket, person: Person, choice: str) -> Part:
    """裁定: final, recorded as a precedent. It is of the line that was named for that side."""
    await handling.check(work, deps, ticket, Action.RULE, person.id)
    if choice not in RULABLE:
        raise Refusal("refuse-button")
    if key := side_refusal(choice, ticket.against):
        raise Refusal(key, code=cards.code_of(deps.rules, ticket))
    handling.move(ticket, Action.RULE)
    route = Route(choice)
    ticket.route, ticket.ruled = route, True
    ticket.cycle += 1
    found = assign(deps.rules.org, route, ticket.against, ticket.place.get("compound"))
    take_assignment(ticket, found)
    ticket.reasons = ["why-ruled"]
    ticket.category = await learn_ruling(work, deps, ticket) or ticket.category
    note(work, ticket, deps.now(), "rule", person=person.id, route=choice, category=ticket.category)
    await supervising.after_ruling(work, deps, ticket, person)
    await tickets.cancel_timers(work, ticket.id, "ruling")
    await _send_on(work, deps, ticket)
    await supervising.call_team(work, deps, ticket)
    return part("toast-ruled", side=word(f"side-{choice}"))
