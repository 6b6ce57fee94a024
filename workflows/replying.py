"""回应评价: what a resident said of how it was done goes to whoever had it and to the first person
responsible of the unit; one of them may answer her, once."""

from typing import Any

from db import people, tickets
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.lifecycle import Action, Relation, refusal_key
from domain.press import Press
from domain.said import Button, Part, category_name, part
from domain.shield import covered
from domain.sight import is_accused
from workflows import cards, handling, reach
from workflows.clockwork import hush_of, note
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.reach import Directory
from workflows.report import Report
from workflows.sealing import words_of
from workflows.speech import TALK, Address, Message, Priority, say

EVENT = "rating_answer"


async def tell_unit(work: Work, deps: Deps, ticket: Ticket, answer: str, text: str = "") -> None:
    """Her rating, and later her words, reach those who may answer for the unit. What was good is
    told to whoever did it, without a sound. Who may not read her words reads them without what
    tells who she is."""
    staff = await reach.directory(work, deps, ticket)
    values = {"code": cards.code_of(deps.rules, ticket), "category": category_name(ticket.category)}
    key = f"rating-told-{answer}" if not text else "rating-told-words"
    button = Button("button-reply", Press(Action.REPLY, ticket.id))
    answers = answer == "bad" or bool(text)
    names = await people.names_of(work, [ticket.owner_id]) if text else set()
    for person_id in _people(deps, ticket, staff, leads=answers):
        seen = cards.view_of(deps.rules, ticket, person_id, staff).open_text
        words = words_of(ticket, text) if seen else covered(text, names)
        line = part(key, **values, **({"text": words} if text else {}))
        message = Message(
            (line,),
            ((button,),) if answers else (),
            ticket=ticket.id,
            priority=Priority.REMINDER,
            hold=hush_of(deps, ticket),
            silent=not answers,
        )
        await say(work, deps, _chats(staff, person_id), message)


def _people(deps: Deps, ticket: Ticket, staff: Directory, *, leads: bool) -> list[int]:
    """Whoever had it and, where something is to be answered, who leads their unit; nobody of the
    side she complains about."""
    found = [ticket.handler_id] if ticket.handler_id else []
    if leads:
        post = deps.rules.org.lead_post(ticket.lead_unit)
        found += [one.person_id for one in staff.on_duty(post, ticket.place)]
    return [one for one in dict.fromkeys(found) if not _accused(deps, ticket, staff, one)]


def _accused(deps: Deps, ticket: Ticket, staff: Directory, person_id: int) -> bool:
    against, org = (ticket.against, ticket.community), deps.rules.org
    if ticket.against is None:
        return False
    return any(is_accused(org, *against, post.unit) for post in staff.roles(person_id))


def _chats(staff: Directory, person_id: int) -> list[Address]:
    return reach.addresses(one for one in staff.staff if one.person_id == person_id)


async def ask_words(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """回应 was pressed: the next message of this person is the answer."""
    await _check(work, deps, ticket, person)
    until = (deps.now() + DIALOG_WINDOW).isoformat()
    person.expects = {"kind": Action.REPLY.value, "ticket": ticket.id, "until": until}
    line = part("ask-reply", code=cards.code_of(deps.rules, ticket))
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((line,), ticket=ticket.id, topic=TALK))
    return part("toast-ask-reply")


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """The words go to her as they are, once."""
    ticket = await tickets.lock(work, expects["ticket"])
    person, text = report.person, report.incoming.text
    person.expects = None
    if ticket is None:
        raise Refusal("refuse-unknown-ticket")
    staff = await _check(work, deps, ticket, person)
    if report.incoming.media or not text.strip():
        person.expects = expects
        raise Refusal("refuse-only-words")
    note(work, ticket, deps.now(), EVENT, person=person.id, text=text, redo=ticket.redo)
    code = cards.code_of(deps.rules, ticket)
    line = part(
        "owner-rating-answer", code=code, who=cards.staff_words(person.id, staff), text=text
    )
    await handling.tell_owner(work, deps, ticket, (line,), hold=True)
    said = Message((part("said-replied"),), ticket=ticket.id, topic=TALK)
    await say(work, deps, [report.address], said)


async def _check(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Directory:
    """Whether this person may answer her rating, and nobody has. Raises Refusal."""
    posts = await handling.posts_of(work, deps, person.id)
    mine = reach.relations(deps.rules, ticket, person.id, posts)
    if posts & set(reach.ladder_of(deps.rules, ticket)[1:]):
        mine |= {Relation.APPROVER}
    code = cards.code_of(deps.rules, ticket)
    staff = await reach.directory(work, deps, ticket)
    if key := refusal_key(ticket.status, Action.REPLY, mine):
        raise Refusal(key if mine - {Relation.OWNER} else "refuse-not-yours", code=code)
    if _accused(deps, ticket, staff, person.id):
        raise Refusal("refuse-not-yours", code=code)
    rated = await tickets.last_event(work, ticket.id, "rate")
    if rated is None or rated.values.get("redo", 0) != ticket.redo:
        raise Refusal("refuse-reply-nothing", code=code)
    said = await tickets.last_event(work, ticket.id, EVENT)
    if said is not None and said.values.get("redo") == ticket.redo:
        raise Refusal("refuse-reply-once", code=code)
    return staff
