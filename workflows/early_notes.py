"""反馈 before 接单: what somebody at the desk answers to a card that nobody has taken. It is kept,
and goes to the resident once they accept; until then she has heard from nobody."""

from db.models import Ticket
from db.session import Work
from domain.lifecycle import Action, Status, allowed
from domain.nods import is_nod
from domain.remarks import is_told
from domain.said import part
from workflows import card_buttons, cards, handling, parts, questions, reach, talking
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.report import Report
from workflows.speech import Message, say


async def hear(work: Work, deps: Deps, ticket: Ticket, report: Report) -> bool:
    """Whether the reply is such a note: then it is kept, and its sender is asked to accept first.
    A mere 收到 is answered alike, and nothing of it is kept."""
    if not await _is_note(work, deps, ticket, report):
        return False
    incoming, person = report.incoming, report.person
    nods = is_nod(incoming.text) and not incoming.media
    if not nods:
        media = [one.to_json() for one in incoming.media]
        note(
            work,
            ticket,
            deps.now(),
            handling.NOTED,
            person=person.id,
            text=incoming.text,
            media=media,
        )
    key = "said-accept-first" if nods else "said-accept-first-kept"
    line = part(key, code=cards.code_of(deps.rules, ticket))
    rows = card_buttons.accept_rows(deps, ticket)
    message = Message((line,), rows, ticket=ticket.id, topic=questions.CHOOSE)
    await say(work, deps, [report.address], message)
    return True


async def _is_note(work: Work, deps: Deps, ticket: Ticket, report: Report) -> bool:
    """Whoever may accept it writes of it. Danger, and a matter of another category, is a report;
    so is more of what they themselves reported."""
    if ticket.status is not Status.QUEUED:
        return False
    incoming, person = report.incoming, report.person
    posts = await handling.posts_of(work, deps, person.id)
    part_of_it = await parts.of_ticket(work, ticket)
    mine = reach.relations(deps.rules, ticket, person.id, posts, part_of_it)
    if Action.ACCEPT not in allowed(ticket.status, mine):
        return False
    if await reach.speaks_for(work, deps, ticket, person.id):
        return False
    if is_told(incoming.text):
        return True
    if report.meaning.danger_is_named and not ticket.policy["pages_all"]:
        return False
    return bool(incoming.media) or not talking.asks_for_something(report, ticket.category)
