"""Adverts and floods are set aside: they are one ticket, with a desk and a clock as every other, to
which the rest of the flood is added. The desk takes it as a request, or says with one tap that it
is none. Nobody's words are thrown away."""

from dataclasses import replace
from datetime import timedelta

from db import people, tickets
from db.models import Person, Ticket
from db.session import Work
from domain.burst import joined
from domain.catalogue import UNCLEAR, Kind, Urgency
from domain.errors import Refusal
from domain.inbound import MAX_TEXT
from domain.lifecycle import Action, Status
from domain.meaning import Matter
from domain.place import Place
from domain.restraint import ASIDE, Why, is_paused, may_be_aside, why_aside
from domain.said import Part, part
from workflows import cards, handling, reach
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.open_ticket import open_tickets
from workflows.report import Report, Taken
from workflows.speech import Message, say

HOUR = timedelta(hours=1)
LOOKED_AT = 100

TOPIC = "aside"
"""Of several notices in a row only the last is sent, where the earlier ones have not gone out."""


async def set_aside(work: Work, deps: Deps, report: Report) -> bool:
    """Whether a report is set aside for the desk; then its sender has been told why."""
    if (await people.roster_of(work)).roles_of(report.person.id):
        return False
    before = 0
    if report.latest is not None and deps.now() - report.latest < HOUR:
        newest = await tickets.newest_of(work, report.person.id, LOOKED_AT)
        before = sum(deps.now() - one.opened_at < HOUR for one in newest)
    incoming = report.incoming
    why = why_aside(
        incoming.text,
        report.meaning,
        forwarded=incoming.forwarded,
        before=before,
        rule=deps.rules.restraint,
    )
    if is_paused(report.person.about, deps.now()) and may_be_aside(report.meaning):
        why = Why.PAUSED
    if why is None:
        return False
    waiting = await _waiting(work, report.person) if report.latest else None
    if waiting is None:
        await _open(work, deps, report, why)
    else:
        await _add(work, deps, report, waiting)
        line = part(f"aside-{why}", code=cards.code_of(deps.rules, waiting))
        message = Message((line,), ticket=waiting.id, topic=TOPIC)
        await say(work, deps, [report.address], message)
    return True


async def _waiting(work: Work, person: Person) -> Ticket | None:
    """What is set aside of that person already and nobody has looked at yet, locked."""
    newest = await tickets.newest_of(work, person.id, LOOKED_AT)
    for one in newest:
        if one.kind == ASIDE and one.status is Status.QUEUED:
            return await tickets.lock(work, one.id)
    return None


async def _open(work: Work, deps: Deps, report: Report, why: Why) -> None:
    category = deps.rules.catalogue.category(UNCLEAR)
    level = category.levels[Urgency.NORMAL]
    matter = Matter(UNCLEAR, category.route, Urgency.NORMAL, level, "", ())
    meaning = replace(
        report.meaning,
        kind=Kind.REQUEST,
        matters=(matter,),
        place=Place(),
        confidence=1.0,
    )

    async def answer(work: Work, deps: Deps, report: Report, taken: list[Taken]) -> None:
        ticket = taken[0].ticket
        ticket.kind = ASIDE  # before its card is written
        line = part(f"aside-{why}", code=cards.code_of(deps.rules, ticket))
        await say(work, deps, [report.address], Message((line,), ticket=ticket.id, topic=TOPIC))

    await open_tickets(work, deps, replace(report, meaning=meaning), answer)


async def _add(work: Work, deps: Deps, report: Report, ticket: Ticket) -> None:
    """One card for the whole flood; the words stand in the history, the first of them on it."""
    media = [one.to_json() for one in report.incoming.media]
    text = report.incoming.text
    if len(ticket.text) < MAX_TEXT:
        ticket.text = joined((ticket.text, text))
    ticket.media = [*ticket.media, *media]
    values = {"text": text, "media": media, "from": report.thread}
    note(work, ticket, deps.now(), "add", person=report.person.id, **values)
    await cards.refresh(work, deps, ticket, await reach.directory(work, deps, ticket))


async def discard(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """不是诉求: somebody at the desk has looked at it. Its sender is told how to go on. Raises
    Refusal for a ticket that was not set aside."""
    await handling.check(work, deps, ticket, Action.DISCARD, person.id)
    code = cards.code_of(deps.rules, ticket)
    if ticket.kind != ASIDE:
        raise Refusal("refuse-button")
    staff = await reach.directory(work, deps, ticket)
    handling.move(ticket, Action.DISCARD)
    ticket.closed_at, ticket.verdict = deps.now(), "withdrawn"
    note(work, ticket, deps.now(), "discard", person=person.id)
    await tickets.cancel_timers(work, ticket.id)
    await cards.refresh(work, deps, ticket, staff)
    await handling.tell_owner(work, deps, ticket, (part("aside-discarded", code=code),))
    return part("toast-done")
