"""吹哨: whoever is responsible asks the next level up for help, at any time. It is help and no
failure, and is counted apart from an escalation."""

from typing import Any

from db import tickets
from db.models import Person, Ticket
from db.roster import Staffer
from db.session import Work
from domain.errors import Refusal
from domain.lifecycle import Action, Relation
from domain.said import Part, category_name, part
from workflows import above, cards, handling, reach
from workflows.brief import brief_of
from workflows.clockwork import hush_of, note, policy_of
from workflows.deps import Deps
from workflows.reach import Directory
from workflows.report import Report
from workflows.speech import TALK, Message, Priority, say


async def ask_words(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """The tap: what is lacking? The next message says it."""
    await _next_up(work, deps, ticket, person.id)
    return await handling.ask_for(work, deps, ticket, person, Action.WHISTLE)


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """What is lacking: told to the next level up, which may act from now on."""
    person, text = report.person, report.incoming.text.strip()
    ticket = await tickets.lock(work, expects["ticket"])
    if ticket is None:
        raise Refusal("refuse-unknown-ticket")
    if not text:
        raise Refusal("refuse-only-words")
    person.expects = None
    staff, rung, found = await _next_up(work, deps, ticket, person.id)
    ticket.rung = rung
    post = reach.ladder_of(deps.rules, ticket)[rung]
    note(
        work,
        ticket,
        deps.now(),
        "whistle",
        person=person.id,
        rung=rung,
        unit=post.unit,
        text=text,
    )
    await work.flush()
    await cards.refresh(work, deps, ticket, staff)
    await _call(work, deps, ticket, found, (cards.staff_words(person.id, staff), text))
    code = cards.code_of(deps.rules, ticket)
    who = cards.post_words(deps.rules, post.unit, post.role)
    said = Message((part("said-whistled", code=code, who=who),), ticket=ticket.id, topic=TALK)
    await say(work, deps, [report.address], said)
    line = part("owner-whistled", code=code, who=who)
    quiet = policy_of(ticket).quiet
    await handling.tell_reporters(
        work, deps, ticket, (line,), hold=quiet, priority=Priority.REMINDER
    )


async def _next_up(
    work: Work, deps: Deps, ticket: Ticket, person_id: int
) -> tuple[Directory, int, tuple[Staffer, ...]]:
    """The next rung above those who may act already, with others on duty there than whoever asks.
    Raises Refusal at the top, and when somebody was asked a moment ago."""
    staff = await handling.check(work, deps, ticket, Action.WHISTLE, person_id)
    code = cards.code_of(deps.rules, ticket)
    if await above.whistled_lately(work, ticket, deps.now()):
        raise Refusal("refuse-whistle-again", code=code)
    rung, found = above.next_up(deps.rules, ticket, staff, person_id)
    if not found:
        raise Refusal("refuse-whistle-top", code=code)
    return staff, rung, found


async def _call(
    work: Work, deps: Deps, ticket: Ticket, found: tuple[Staffer, ...], said: tuple[object, str]
) -> None:
    """The message to that level: the matter, who asks, what is lacking, and what it may do."""
    who, text = said
    quiet = policy_of(ticket).quiet
    lines = [
        part(
            "whistle-call",
            code=cards.code_of(deps.rules, ticket),
            level=ticket.level,
            category=category_name(ticket.category),
            who=who,
            text=text,
        )
    ]
    where = cards.place_words(deps.rules, ticket, room=False)
    lines += [part("card-where", place=where)] if where else []
    _, *brief = await brief_of(work, deps, ticket)
    calls = [line for line in brief if line[0] == "brief-tried-whistle"]
    brief = [line for line in brief if line not in calls[-1:]]  # its words stand above
    staff = await reach.directory(work, deps, ticket)
    message = Message(
        (*lines, *brief),
        await cards.rows_for(work, deps, ticket, staff, cards.View(frozenset({Relation.UPPER}))),
        ticket=ticket.id,
        topic="whistle",
        priority=Priority.REMINDER if quiet else Priority.PAGE,
        hold=hush_of(deps, ticket),
    )
    await say(work, deps, reach.addresses(found), message)
