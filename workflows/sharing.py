"""联办: two sides work on one ticket. The supporting side takes its part, tells how it goes, and
says when it is done; the leading side may say what it wants of it. The ticket is done when both
are. Whose matter it is at all, when it is not both's, is settled in clearing."""

from dataclasses import replace
from typing import Any

from db import people, tickets
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.inbound import Media
from domain.lifecycle import Action, Status
from domain.said import Part, part, word
from domain.shield import covered, names_said
from workflows import cards, handling, part_clock, parts, reach, resolving
from workflows.clockwork import hush_of, note, policy_of
from workflows.deps import Deps
from workflows.reach import Directory
from workflows.report import Report
from workflows.speech import TALK, Message, Priority, say


async def take_part(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """我来配合: this person has the supporting side's part. The leading side and the resident
    hear who."""
    staff = await handling.check(work, deps, ticket, Action.TAKE_PART, person.id)
    row = staff.part or await parts.begin(work, deps, ticket)
    staff = replace(staff, part=row)
    row.handler_id, row.accepted_at = person.id, deps.now()
    await tickets.cancel_timers(work, ticket.id, "part_accept")
    note(work, ticket, deps.now(), "part_taken", person=person.id, unit=ticket.support_unit)
    values = {
        "code": cards.code_of(deps.rules, ticket),
        "who": cards.staff_words(person.id, staff),
    }
    await _tell_lead(work, deps, ticket, part("staff-part-taken", **values))
    quiet = policy_of(ticket).quiet
    await handling.tell_reporters(
        work, deps, ticket, (part("owner-part-taken", **values),), hold=quiet
    )
    await cards.refresh(work, deps, ticket, staff)
    await cards.show_if_none(work, deps, ticket, staff, person.id)
    return part("toast-part-taken")


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """What the leading side asks for, or how the supporting side's part was done."""
    ticket = await tickets.lock(work, expects["ticket"])
    report.person.expects = None
    if ticket is None:
        raise Refusal("refuse-unknown-ticket")
    if expects["kind"] == Action.TASK:
        await _give_task(work, deps, ticket, report)
    else:
        await _part_done(work, deps, ticket, report)


async def _give_task(work: Work, deps: Deps, ticket: Ticket, report: Report) -> None:
    """给配合方派活: told at once to whoever took the part, else to the people who may."""
    person, text = report.person, report.incoming.text.strip()
    staff = await handling.check(work, deps, ticket, Action.TASK, person.id)
    if not text:
        raise Refusal("refuse-only-words")
    if staff.part is None:
        raise Refusal("refuse-no-part", code=cards.code_of(deps.rules, ticket))
    staff.part.task = text = await _for_them(work, ticket, text)
    note(work, ticket, deps.now(), "task", person=person.id, text=text)
    code = cards.code_of(deps.rules, ticket)
    line = part("part-task", code=code, who=cards.staff_words(person.id, staff), task=text)
    to = await part_clock.people_of_part(work, deps, ticket, staff)
    await part_clock.tell(work, deps, ticket, to, Message((line,), topic="task"))
    said = Message((part("said-task", code=code),), ticket=ticket.id, topic=TALK)
    await say(work, deps, [report.address], said)
    await cards.refresh(work, deps, ticket, staff)


async def _for_them(work: Work, ticket: Ticket, text: str) -> str:
    """The words as the supporting side may read them: where the ticket complains about that side,
    nothing in them tells who complained."""
    if not cards.shielded(ticket, ticket.support_unit or ""):
        return text
    names = await people.names_of(work, [ticket.owner_id])
    return covered(text, names | names_said(ticket.text))


async def _part_done(work: Work, deps: Deps, ticket: Ticket, report: Report) -> None:
    """我这边好了: the part is done. With the leading side done before, the ticket is."""
    person, incoming = report.person, report.incoming
    staff = await handling.check(work, deps, ticket, Action.PART_DONE, person.id)
    handling.need_words(incoming.text, incoming.media)
    row = staff.part
    if row is None:
        raise Refusal("refuse-no-part", code=cards.code_of(deps.rules, ticket))
    media = [one.to_json() for one in incoming.media]
    row.done_at, row.done_text, row.media = deps.now(), incoming.text, media
    await tickets.cancel_timers(work, ticket.id, *parts.ENDS)
    note(work, ticket, deps.now(), "part_done", person=person.id, text=incoming.text, media=media)
    if row.lead_done_at and ticket.handler_id and ticket.status is Status.HANDLING:
        kept = tuple(Media(**one) for one in row.lead_media)
        done = resolving.Done(ticket.handler_id, row.lead_text or "", kept)
        await resolving.finish(work, deps, ticket, staff, done)
    else:
        await _tell_of_half(work, deps, ticket, staff, report)
    key = "said-resolved" if ticket.status is Status.DONE else "said-part-done"
    await say(work, deps, [report.address], Message((part(key),), ticket=ticket.id, topic=TALK))


async def _tell_of_half(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, report: Report
) -> None:
    """The resident hears it as progress of her ticket; the leading side, that it waits for them."""
    await handling.contacted(work, deps, ticket)
    await handling.has_news(work, deps, ticket)
    values = {
        "code": cards.code_of(deps.rules, ticket),
        "who": cards.staff_words(report.person.id, staff),
        "text": report.incoming.text or word("owner-see-photo"),
    }
    line = part("owner-progress", **values)
    await handling.tell_reporters(work, deps, ticket, (line,), media=report.incoming.media)
    await _tell_lead(work, deps, ticket, part("staff-part-done", **values))
    await cards.refresh(work, deps, ticket, staff)


async def _tell_lead(work: Work, deps: Deps, ticket: Ticket, line: Part) -> None:
    to = await reach.person_addresses(work, ticket.handler_id)
    quiet = policy_of(ticket).quiet
    message = Message(
        (line,),
        ticket=ticket.id,
        topic="part",
        priority=Priority.CARD if quiet else Priority.PAGE,
        hold=hush_of(deps, ticket),
    )
    await say(work, deps, to, message)
