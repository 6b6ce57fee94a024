"""双方当场厘清主体: a ticket of both sides turns out to be one side's. One side says so, and the
other agrees with a tap; where it does not, or alone, the desk's chair decides."""

from dataclasses import dataclass, replace

from db import deferrals, tickets
from db.models import Event, Person, Ticket
from db.session import Work
from domain.catalogue import Route
from domain.errors import Refusal
from domain.inbound import Media
from domain.lifecycle import Action, Relation, Status
from domain.press import Press
from domain.said import Button, Part, Rows, category_name, part, word
from domain.sharing import side_refusal, sides_for
from domain.split import assign
from workflows import (
    cards,
    handling,
    part_clock,
    parts,
    questions,
    reach,
    resolving,
    supervising,
)
from workflows.clockwork import arm_single, note, restart
from workflows.deps import Deps
from workflows.dispatch import dispatch
from workflows.learn import learn_ruling
from workflows.open_ticket import take_assignment
from workflows.promise import hears_by
from workflows.reach import Directory
from workflows.speech import Address, Message, say

SETTLED = ("clear_asked", "clear_refused", "cleared", "rule", "unsolved", "return", "dispute")
"""Events after which an older question is no longer one."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What was settled: the side, by whose word, and who of the supporting side takes the ticket
    if nobody had taken its part."""

    side: Route
    by: int
    taker: int | None = None


async def clear(work: Work, deps: Deps, ticket: Ticket, person: Person, choice: str | None) -> Part:
    """当场分清: whose it is. The chair's word counts at once, anybody else's is put to the other
    side."""
    staff = await handling.check(work, deps, ticket, Action.CLEAR, person.id)
    decides = await _decides(work, deps, ticket, person)
    if choice is None:
        to = await reach.person_addresses(work, person.id)
        await say(work, deps, to, _question(deps, ticket, decides=decides))
        return part("toast-clear-side")
    if decides:
        return await _decide(work, deps, ticket, person, choice)
    side = _side(deps, ticket, choice)
    note(
        work,
        ticket,
        deps.now(),
        "clear_asked",
        person=person.id,
        side=side.value,
        cycle=ticket.cycle,
        by="lead" if ticket.handler_id == person.id else "support",
    )
    to = await _others(work, deps, ticket, staff, person)
    if not to:
        await _to_chair(work, deps, ticket, staff)
        return part("toast-clear-chair")
    row = (
        Button("button-agree", Press(Action.AGREE, ticket.id, side)),
        Button("button-object", Press(Action.OBJECT, ticket.id, side)),
    )
    line = part(
        "clear-ask",
        code=cards.code_of(deps.rules, ticket),
        category=category_name(ticket.category),
        who=cards.staff_words(person.id, staff),
        side=word(f"side-{side}"),
    )
    await say(work, deps, to, Message((line,), (row,), ticket=ticket.id, topic="clear"))
    return part("toast-clear-asked")


async def agree(work: Work, deps: Deps, ticket: Ticket, person: Person, choice: str | None) -> Part:
    """同意: it is that side's alone from now on."""
    staff = await handling.check(work, deps, ticket, Action.AGREE, person.id)
    await _asked(work, deps, ticket, person, choice)
    side = _side(deps, ticket, choice)
    taker = person.id if ticket.handler_id != person.id else None
    await _settle(work, deps, ticket, staff, Settled(side, person.id, taker))
    return part("toast-cleared", side=word(f"side-{side}"))


async def disagree(
    work: Work, deps: Deps, ticket: Ticket, person: Person, choice: str | None
) -> Part:
    """不同意: nothing changes; both hear that the chair can decide, and the chair is asked."""
    staff = await handling.check(work, deps, ticket, Action.OBJECT, person.id)
    asked = await _asked(work, deps, ticket, person, choice)
    note(work, ticket, deps.now(), "clear_refused", person=person.id, side=choice)
    await questions.over(work, deps, ticket, "clear")
    line = part("clear-refused", code=cards.code_of(deps.rules, ticket))
    for person_id in (person.id, asked.person_id):
        to = await reach.person_addresses(work, person_id)
        await say(work, deps, to, Message((line,), ticket=ticket.id))
    await _to_chair(work, deps, ticket, staff)
    return part("toast-clear-chair")


async def _decides(work: Work, deps: Deps, ticket: Ticket, person: Person) -> bool:
    posts = await handling.posts_of(work, deps, person.id)
    mine = reach.relations(deps.rules, ticket, person.id, posts)
    return bool(mine & {Relation.CHAIR, Relation.UPPER})


def _side(deps: Deps, ticket: Ticket, choice: str | None) -> Route:
    """Raises Refusal for what was never offered and for what can never be."""
    key = side_refusal(choice or "", ticket.against)
    if key:
        raise Refusal(key, code=cards.code_of(deps.rules, ticket))
    if choice not in sides_for(ticket.against):
        raise Refusal("refuse-button")
    return Route(choice)


def _question(deps: Deps, ticket: Ticket, *, decides: bool) -> Message:
    """Which side? The chair may also leave it with both."""
    flat = [
        Button(f"button-side-{side}", Press(Action.CLEAR, ticket.id, side))
        for side in sides_for(ticket.against)
    ]
    rows: Rows = (tuple(flat),)
    if decides:
        joint = Button("button-rule-joint", Press(Action.CLEAR, ticket.id, Route.JOINT))
        rows = (*rows, (joint,))
    key = "chair-clear" if decides else "ask-clear"
    code, category = cards.code_of(deps.rules, ticket), category_name(ticket.category)
    line = part(key, code=code, category=category)
    return Message((line,), rows, ticket=ticket.id, topic="clear")


async def _others(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, person: Person
) -> list[Address]:
    """The chats of the other side: of those there who can speak for it, so of no volunteer."""
    if ticket.handler_id == person.id:
        to = await part_clock.people_of_part(work, deps, ticket, staff)
        own = await reach.person_addresses(work, person.id)
        return [address for address in to if address not in own]
    posts = await handling.posts_of(work, deps, ticket.handler_id or 0)
    if reach.only_volunteers(posts):
        return []
    return await reach.person_addresses(work, ticket.handler_id)


async def _asked(
    work: Work, deps: Deps, ticket: Ticket, person: Person, choice: str | None
) -> Event:
    """The question that is answered. Raises Refusal when it is no longer one, and to whoever asked
    it or is of the same side."""
    last = await tickets.last_event(work, ticket.id, *SETTLED)
    if (
        last is None
        or last.kind != "clear_asked"
        or (last.values["side"], last.values["cycle"]) != (choice, ticket.cycle)
    ):
        raise Refusal("refuse-clear-over", code=cards.code_of(deps.rules, ticket))
    leads = ticket.handler_id == person.id
    if person.id == last.person_id or leads is (last.values["by"] == "lead"):
        raise Refusal("refuse-own-clear")
    return last


async def _to_chair(work: Work, deps: Deps, ticket: Ticket, staff: Directory) -> None:
    """The chair may decide; with nobody there, the next one up, who may act from now on."""
    ladder = deps.rules.org.ladder(reach.chair_post(deps.rules, ticket))
    rung, found = staff.first_manned(ladder, ticket.place)
    if not found:
        return
    chain = reach.ladder_of(deps.rules, ticket)
    if ladder[rung] in chain:
        ticket.rung = max(ticket.rung, chain.index(ladder[rung]))
    await say(work, deps, reach.addresses(found), _question(deps, ticket, decides=True))


async def _decide(work: Work, deps: Deps, ticket: Ticket, person: Person, choice: str) -> Part:
    """The chair's word: final, and a precedent."""
    staff = await reach.directory(work, deps, ticket)
    joint = choice == Route.JOINT
    side = Route.JOINT if joint else _side(deps, ticket, choice)
    ticket.ruled = True
    await questions.over(work, deps, ticket, "clear")
    note(
        work,
        ticket,
        deps.now(),
        "rule",
        person=person.id,
        route=side.value,
        category=ticket.category,
    )
    await supervising.after_ruling(work, deps, ticket, person)
    if joint:
        line = part("cleared-joint", code=cards.code_of(deps.rules, ticket))
        await _tell(work, deps, ticket, _people(ticket, staff), line)
        await cards.refresh(work, deps, ticket, staff)
    else:
        await _settle(work, deps, ticket, staff, Settled(side, person.id))
    await supervising.call_team(work, deps, ticket)
    await learn_ruling(work, deps, ticket)
    return part("toast-ruled", side=word(f"side-{side}"))


def _people(ticket: Ticket, staff: Directory) -> tuple[int, ...]:
    """Who works on it, on both sides."""
    both = (ticket.handler_id, staff.part.handler_id if staff.part else None)
    return tuple(dict.fromkeys(one for one in both if one))


async def _tell(
    work: Work, deps: Deps, ticket: Ticket, people: tuple[int, ...], line: Part
) -> None:
    for person_id in people:
        to = await reach.person_addresses(work, person_id)
        await say(work, deps, to, Message((line,), ticket=ticket.id))


async def _settle(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, settled: Settled
) -> None:
    """The ticket is one side's: the part is no more, and where the leading side changes, whoever
    had the part has the ticket. No date moves."""
    await questions.over(work, deps, ticket, "clear")
    row, before, told = staff.part, reach.lead_post(ticket), _people(ticket, staff)
    note(
        work,
        ticket,
        deps.now(),
        "cleared",
        person=settled.by,
        route=settled.side.value,
        category=ticket.category,
    )
    compound = ticket.place.get("compound")
    take_assignment(ticket, assign(deps.rules.org, settled.side, ticket.against, compound))
    ticket.route, ticket.reasons = settled.side, ["why-cleared"]
    await parts.end(work, ticket)
    staff = replace(staff, part=None)
    side = word(f"side-{settled.side}")
    line = part("cleared", code=cards.code_of(deps.rules, ticket), side=side)
    await _tell(work, deps, ticket, told, line)
    if reach.lead_post(ticket) != before:
        taker = row.handler_id if row and row.handler_id else settled.taker
        await _pass_on(work, deps, ticket, staff, taker)
    elif row and row.lead_done_at and ticket.handler_id and ticket.status is Status.HANDLING:
        kept = tuple(Media(**one) for one in row.lead_media)
        done = resolving.Done(ticket.handler_id, row.lead_text or "", kept)
        await resolving.finish(work, deps, ticket, staff, done)
    else:
        await cards.refresh(work, deps, ticket, staff)


async def _pass_on(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, taker: int | None
) -> None:
    """The other side leads from now on: its taker has the ticket, or it waits at its desk."""
    now, before = deps.now(), ticket.handler_id
    ticket.cycle += 1
    ticket.rung = ticket.base_rung = 0
    ticket.eta_at = None
    await tickets.cancel_timers(work, ticket.id, "accept", "news", "news_answer", "deferral", "eta")
    await deferrals.lapse(work, ticket.id, now)
    if taker and ticket.status is Status.HANDLING:
        ticket.handler_id, ticket.accepted_at, ticket.news_at = taker, now, now
        note(work, ticket, now, "take_over", person=taker, before=before)
        await arm_single(work, deps, ticket, "news", now)
        await cards.refresh(work, deps, ticket, staff)
        await cards.show_if_none(work, deps, ticket, staff, taker)
    else:
        if ticket.status is Status.HANDLING:  # nobody of that side has it in hand
            handling.move(ticket, Action.TAKE_BACK)
        ticket.handler_id = ticket.accepted_at = None
        restart(work, deps, ticket, "accept")
        await cards.refresh(work, deps, ticket, staff)
        await dispatch(work, deps, ticket)
    line = part(
        "owner-passed-on",
        code=cards.code_of(deps.rules, ticket),
        who=cards.holder_words(ticket, staff)
        or cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
        hears=hears_by(deps, ticket.promised_at),
    )
    await handling.tell_reporters(work, deps, ticket, (line,))
