"""反馈 before 接单 or 现场认领: what somebody who may take a ticket answers to a card, or to a
posting of the team, while nobody has it. It is kept, and goes to the resident once they take it;
until then she has heard from nobody."""

from db.models import Ticket
from db.session import Work
from domain.lifecycle import Action, Status, allowed
from domain.nods import is_nod
from domain.people import Post
from domain.remarks import first_clause, is_told, tells_news
from domain.said import Rows, part
from workflows import card_buttons, cards, handling, parts, questions, reach, talking, teams
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.report import Report
from workflows.speech import Message, say


async def hear(work: Work, deps: Deps, ticket: Ticket, report: Report) -> bool:
    """Whether the reply is such a note: then it is kept, and its sender is asked to take it first.
    A mere 收到 is answered alike, and nothing of it is kept. Colleagues talk in groups: there only
    what tells how it goes is for us."""
    taking = await _taking(work, deps, ticket, report)
    if taking is None or not await _is_note(work, deps, ticket, report):
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
    kept, rows = taking
    line = part("said-accept-first" if nods else kept, code=cards.code_of(deps.rules, ticket))
    message = Message((line,), rows, ticket=ticket.id, topic=questions.CHOOSE)
    await say(work, deps, [report.address], message)
    return True


async def _taking(
    work: Work, deps: Deps, ticket: Ticket, report: Report
) -> tuple[str, Rows] | None:
    """How whoever writes can take it: what is said of what they sent, and the buttons. None for
    everybody else, and where somebody has it already. In the group of the team it is claimed."""
    if ticket.status is not Status.QUEUED:
        return None
    posts = await handling.posts_of(work, deps, report.person.id)
    part_of_it = await parts.of_ticket(work, ticket)
    mine = reach.relations(deps.rules, ticket, report.person.id, posts, part_of_it)
    groups = await reach.vanguard_groups(work, deps.rules, ticket)
    here = (report.incoming.channel, report.incoming.chat)
    if here in [(one.channel, one.chat) for one in groups]:
        return await _claiming(work, deps, ticket, posts)
    if Action.ACCEPT not in allowed(ticket.status, mine):
        return None
    return "said-accept-first-kept", card_buttons.accept_rows(deps, ticket)


async def _claiming(
    work: Work, deps: Deps, ticket: Ticket, posts: frozenset[Post]
) -> tuple[str, Rows] | None:
    called = teams.is_open(ticket, await teams.last_call(work, ticket))
    if not called or not teams.is_of_team(deps.rules, ticket, posts):
        return None
    return "said-claim-first-kept", teams.claim_rows(ticket)


async def _is_note(work: Work, deps: Deps, ticket: Ticket, report: Report) -> bool:
    """Danger, and a matter of another category, is a report; so is more of what they themselves
    reported."""
    incoming, person = report.incoming, report.person
    if await reach.speaks_for(work, deps, ticket, person.id):
        return False
    if incoming.in_group:
        return bool(incoming.media) or tells_news(first_clause(incoming.text))
    if is_told(incoming.text):
        return True
    if report.meaning.danger_is_named and not ticket.policy["pages_all"]:
        return False
    return bool(incoming.media) or not talking.asks_for_something(report, ticket.category)
