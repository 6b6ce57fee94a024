"""A ticket changes hands: noted, and told to its residents, to whoever had it, and on the cards."""

from collections.abc import Iterable
from typing import Any

from db.models import Ticket
from db.session import Work
from domain.people import Post
from domain.said import Part, category_name, moment, part, word
from domain.sight import is_accused
from workflows import cards, handling, reach
from workflows.clockwork import note, policy_of
from workflows.deps import Deps, Rules
from workflows.promise import hears_by
from workflows.speech import Message, say


async def change_hands(work: Work, deps: Deps, ticket: Ticket, to: int, event: str) -> None:
    """Somebody else has the ticket from now on: its residents, whoever had it, and the cards say
    so. No date moves."""
    before = ticket.handler_id
    ticket.handler_id = to
    note(work, ticket, deps.now(), event, person=to, before=before)
    await handling.has_news(work, deps, ticket)
    staff = await reach.directory(work, deps, ticket)
    values: dict[str, Any] = {
        "code": cards.code_of(deps.rules, ticket),
        "who": cards.staff_words(to, staff),
    }
    line = part("owner-taken-over", hears=hears_by(deps, ticket.promised_at), **values)
    await handling.tell_reporters(work, deps, ticket, (line,), hold=policy_of(ticket).quiet)
    told = Message((part("staff-taken-over", **values),), ticket=ticket.id, hold=True)
    await say(work, deps, await reach.person_addresses(work, before), told)
    await cards.refresh(work, deps, ticket, staff)
    await cards.show_if_none(work, deps, ticket, staff, to)


def may_have(rules: Rules, ticket: Ticket, posts: Iterable[Post]) -> bool:
    """Whether somebody with these posts may be given a ticket: they work for us, and by none of
    their posts for the side it complains about. Where life is in danger everybody may."""
    mine, org = list(posts), rules.org
    if ticket.against is None or ticket.policy["pages_all"]:
        return bool(mine)
    accused = (is_accused(org, ticket.against, ticket.community, p.unit) for p in mine)
    return bool(mine) and not any(accused)


def todo_line(deps: Deps, ticket: Ticket) -> Part:
    """A ticket in a list of what somebody has in hand."""
    return part(
        "todo-line",
        level=ticket.level,
        code=cards.code_of(deps.rules, ticket),
        due=moment(ticket.fix_due),
        category=category_name(ticket.category),
        state=word("state-held" if ticket.held_until else f"state-{ticket.status}"),
    )
