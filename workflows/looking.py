"""看: a ticket's card anew, the whole of what a card had no room for, the photos again; for whoever
may see the ticket, each as much as they may see."""

from collections.abc import Iterable

from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.lifecycle import Relation, Status
from domain.people import Post, Role
from domain.said import Part, part
from workflows import cards, handling, reach
from workflows.card_facts import facts_of
from workflows.card_lines import parts_of
from workflows.deps import Deps
from workflows.reach import Directory
from workflows.shorten import VERB
from workflows.speech import Message, say

DEEDS, WORDS = 10, 200
"""So many deeds, and so many characters of each, are told where there is room."""


async def show(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """The card. Photos that stand in that chat already are not sent once more."""
    staff = await _check(work, deps, ticket, person)
    await cards.show(work, deps, ticket, staff, (person.id,))
    await cards.show_media(work, deps, ticket, staff, (person.id,))
    return part("toast-shown")


async def show_whole(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """全文: every line, the whole report, more of what was done, a screen at a time."""
    staff = await _check(work, deps, ticket, person)
    view = cards.view_of(deps.rules, ticket, person.id, staff)
    facts = await facts_of(work, deps, ticket, staff, (DEEDS, WORDS))
    message = Message(parts_of(deps, ticket, view, facts, staff), ticket=ticket.id, kind=VERB)
    await say(work, deps, await reach.person_addresses(work, person.id), message)
    return part("toast-shown")


async def show_photos(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """照片: what the resident sent, once more."""
    staff = await _check(work, deps, ticket, person)
    if not cards.view_of(deps.rules, ticket, person.id, staff).files(ticket):
        raise Refusal("refuse-not-yours", code=cards.code_of(deps.rules, ticket))
    await cards.show_media_again(work, deps, ticket, staff, person.id)
    return part("toast-shown")


async def _check(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Directory:
    """Raises Refusal to whoever has nothing to do with it."""
    staff = await reach.directory(work, deps, ticket)
    posts = await handling.posts_of(work, deps, person.id)
    mine = reach.relations(deps.rules, ticket, person.id, posts) - {Relation.OWNER}
    if ticket.status is not Status.RULING:
        mine -= {Relation.CHAIR}
    here = _units(posts) & {ticket.lead_unit, ticket.support_unit}
    if not (mine or here or reach.may_see(deps.rules, ticket, posts)):
        raise Refusal("refuse-not-yours", code=cards.code_of(deps.rules, ticket))
    return staff


def _units(posts: Iterable[Post]) -> set[str]:
    return {post.unit for post in posts if post.role is not Role.VOLUNTEER}
