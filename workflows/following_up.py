"""She has a ticket open and writes 师傅几点到, 我下午才在家, 咋还没人来呀 or nothing but where it
is: that is about the ticket, no second report. Whoever has it reads it, she reads who that is and
by when she hears. Where we are wrong, one tap makes it a matter of its own."""

from collections.abc import Sequence
from typing import Any

from db import people, tickets
from db.arrivals import next_key, ready_keys
from db.models import Event, Person, Receipt, Ticket
from db.session import Work
from domain.catalogue import Kind
from domain.errors import Refusal
from domain.followups import asks_what_it_costs, follows_up, urges
from domain.inbound import Incoming, Media, Pressed
from domain.lifecycle import LIVE, WORKING, Status
from domain.press import Press
from domain.said import Button, Part, part
from domain.understanding import understand
from workflows import cards, correcting, echoing, owning, reach, saying_where, urging
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.promise import hears_by
from workflows.report import Report
from workflows.speech import Message, say
from workflows.talking import asks_for_something

ANOTHER = "another"
"""The button that makes what was taken for more of a ticket a ticket of its own."""

LOOKED_AT = 5


async def take(work: Work, deps: Deps, report: Report) -> bool:
    """Whether the message is about a ticket she has open; then whoever has it reads it."""
    if report.latest is None:
        return False  # she never had one
    text, place = report.incoming.text, report.meaning.place
    where = saying_where.is_only_place(place, text, report.meaning)
    if not where and (not place.is_empty or not follows_up(text)):
        return False
    if await _is_staff(work, report.person):
        return False
    mine = [
        one
        for one in await tickets.of_owner(work, report.person.id, limit=LOOKED_AT)
        if one.status in LIVE
    ]
    if where:
        return await _complete(work, deps, report, mine)
    meant = _meant(deps, text, mine)
    if meant is None:
        return False
    if not asks_what_it_costs(text) and asks_for_something(report, besides=meant.category):
        return False
    if report.meaning.kind is Kind.STATUS_QUERY and meant.handler_id is None:
        return False  # her list says all there is to say
    if urges(text):
        await urging.urge_by_words(work, deps, report)
        return True
    return await _pass_on(work, deps, report, meant)


async def _is_staff(work: Work, person: Person) -> bool:
    """Their words go the way of whoever has tickets in hand."""
    return bool((await people.roster_of(work)).roles_of(person.id))


def _meant(deps: Deps, text: str, mine: Sequence[Ticket]) -> Ticket | None:
    """Of several the one her words name, else the one that somebody has in hand and that was last
    heard of."""
    working = [one for one in mine if one.status in WORKING]
    named = urging.meant(deps, text, working) if len(working) > 1 else None
    if named is not None:
        return named
    in_hand = [one for one in working if one.status is Status.HANDLING]
    return max(in_hand or working, key=lambda one: (one.news_at, one.id), default=None)


async def _complete(work: Work, deps: Deps, report: Report, mine: Sequence[Ticket]) -> bool:
    """3号楼2单元501: where her newest ticket is, which did not say so."""
    newest = max(mine, key=lambda one: one.id, default=None)
    if newest is None or newest.status not in WORKING or newest.place.get("building"):
        return False
    ticket = await tickets.lock(work, newest.id)
    if ticket is None or ticket.status not in WORKING:
        return False
    await correcting.set_place(work, deps, ticket, report, report.meaning.place)
    return True


async def _pass_on(work: Work, deps: Deps, report: Report, meant: Ticket) -> bool:
    ticket = await tickets.lock(work, meant.id)
    if ticket is None or ticket.status not in WORKING:
        return False
    await owning.add(work, deps, ticket, report, quiet=True)
    staff = await reach.directory(work, deps, await tickets.main_of(work, ticket))
    line = part(
        "passed-on",
        code=cards.code_of(deps.rules, ticket),
        who=cards.holder_words(ticket, staff)
        or cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
        hears=hears_by(deps, ticket.promised_at),
    )
    row = (Button("button-another", Press(ANOTHER, ticket.id)),)
    await say(work, deps, [report.address], Message((line,), (row,), ticket=ticket.id))
    return True


async def set_apart(
    work: Work, deps: Deps, ticket: Ticket, person: Person, pressed: Pressed
) -> Part:
    """这是另一件事: what she wrote last about this ticket is a ticket of its own, and whoever was
    told is told so. Raises Refusal to anybody else, and where nothing is (left) to set apart."""
    if ticket.owner_id != person.id:
        raise Refusal("refuse-not-yours")
    last = await _last_words(work, ticket, person)
    if last is None:
        raise Refusal("refuse-another")
    incoming = _again(last.values, pressed)
    meaning = understand(incoming.text, deps.rules.catalogue, deps.rules.org.compound_names)
    note(work, ticket, deps.now(), ANOTHER, person=person.id, of=last.id)
    await owning.tell_staff_not(work, deps, ticket)
    await ready_keys(work)
    report = Report(person, incoming, meaning, await next_key(work, Receipt), latest=deps.now())
    await echoing.open_along(work, deps, report)
    return part("toast-done")


async def _last_words(work: Work, ticket: Ticket, person: Person) -> Event | None:
    """What she added last, unless it was set apart already."""
    found = await tickets.events_of(work, [ticket.id], "add", ANOTHER)
    gone = {one.values["of"] for one in found if one.kind == ANOTHER}
    mine = [one for one in found if one.kind == "add" and one.person_id == person.id]
    last = mine[-1] if mine else None
    return last if last and last.id not in gone and last.values.get("text") else None


def _again(values: dict[str, Any], pressed: Pressed) -> Incoming:
    return Incoming(
        channel=pressed.channel,
        chat=pressed.chat,
        key=pressed.key,
        sender=pressed.sender,
        text=values["text"],
        media=tuple(Media(**one) for one in values.get("media", ())),
    )
