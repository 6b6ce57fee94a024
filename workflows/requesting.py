"""A request to move a date, on its way to whoever decides: the next manned rung, its reminders, and
the rungs above when nobody answers. Nothing is moved and no clock rests meanwhile."""

from dataclasses import replace

from db import deferrals
from db.models import Person, Ticket
from db.session import Work
from db.time_rows import Deferral
from domain.ladder import rung_at
from domain.lifecycle import Action
from domain.press import Press
from domain.said import Button, category_name, moment, part, word
from workflows import cards, questions, reach
from workflows.above import approvers
from workflows.brief import brief_of
from workflows.clockwork import begin_anew, hush_of, note, policy_of, told_at
from workflows.deps import Deps
from workflows.reach import Directory
from workflows.speech import TALK, Message, Priority, say


async def request(work: Work, deps: Deps, ticket: Ticket, person: Person, row: Deferral) -> None:
    """Send it to the next level up. Nothing is moved and no clock rests until it is approved."""
    now = deps.now()
    work.add(row)
    await work.flush()
    note(
        work,
        ticket,
        now,
        "deferral_asked",
        person=person.id,
        deferral=row.kind.value,
        reason=row.reason,
        words=row.words,
        until=row.until.isoformat(),
    )
    staff = await reach.directory(work, deps, ticket)
    found = approvers(deps, ticket, staff, person.id)
    message = await _request_message(work, deps, ticket, staff, row)
    await say(work, deps, reach.addresses(found), message)
    start = told_at(deps, ticket)
    await begin_anew(work, deps, ticket, "deferral", start)
    line = part(
        "said-deferral-asked",
        who=cards.staff_words(found[0].person_id, staff),
        due=moment(ticket.fix_due),
    )
    said = Message((line,), ticket=ticket.id, topic=TALK)
    await say(work, deps, await reach.person_addresses(work, person.id), said)
    await cards.refresh(work, deps, ticket, staff)


async def _request_message(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, row: Deferral
) -> Message:
    """What the approver reads: the matter, who asks for what and why, and the two answers."""
    code, quiet = cards.code_of(deps.rules, ticket), policy_of(ticket).quiet
    lines = [
        part(
            "deferral-request",
            code=code,
            category=category_name(ticket.category),
            who=cards.staff_words(row.asked_by, staff),
            kind=word(f"kind-{row.kind}"),
            until=moment(row.until),
            due=moment(ticket.fix_due),
            reason=word(f"reason-{row.reason}"),
        )
    ]
    if row.words:
        lines.append(part("deferral-words", text=row.words))
    where = cards.place_words(deps.rules, ticket, room=False)
    lines += [part("card-where", place=where)] if where else []
    brief = await brief_of(work, deps, ticket)
    lines += [line for line in brief if line[0].startswith("brief-tried-")]
    answers = (
        Button("button-approve", Press(Action.APPROVE, ticket.id, str(row.id))),
        Button("button-refuse", Press(Action.REFUSE, ticket.id, str(row.id))),
    )
    return Message(
        tuple(lines),
        (answers,),
        ticket=ticket.id,
        topic="deferral",
        priority=Priority.REMINDER if quiet else Priority.PAGE,
        hold=hush_of(deps, ticket),
    )


async def still_waits(work: Work, deps: Deps, ticket: Ticket) -> bool:
    """Whether a request of this ticket still waits. One whose day has come is over."""
    row = await deferrals.asked_on(work, ticket.id)
    if row is None or row.until > deps.now():
        return row is not None
    await deferrals.lapse(work, ticket.id, deps.now())
    await questions.over(work, deps, ticket, "deferral")
    note(work, ticket, deps.now(), "deferral_lapsed", deferral=row.kind.value)
    line = part("staff-deferral-lapsed", code=cards.code_of(deps.rules, ticket))
    to = await reach.person_addresses(work, row.asked_by)
    await say(work, deps, to, Message((line,), ticket=ticket.id, hold=hush_of(deps, ticket)))
    await cards.refresh(work, deps, ticket, await reach.directory(work, deps, ticket))
    return False


async def remind_approver(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, percent: int
) -> None:
    """The answer is wanted: told to the approver again, and when its time is over to one level
    more, each time further up."""
    row = await deferrals.asked_on(work, ticket.id)
    if row is None:
        return
    found = approvers(deps, ticket, staff, row.asked_by, rung_at(percent))
    request = await _request_message(work, deps, ticket, staff, row)
    again = part("remind-deferral", code=cards.code_of(deps.rules, ticket))
    message = replace(request, parts=(again, *request.parts))
    await say(work, deps, reach.addresses(found), message)
