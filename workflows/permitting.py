"""What is asked at every press before anything is done: whether the roles of whoever presses admit
them at all. Status and relation to the ticket are asked of the same table where it is done."""

from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.permissions import asks_for_roles, may_ever, may_press
from workflows import handling, naming
from workflows.deps import Deps
from workflows.join import roles_of


async def check_roles(work: Work, person: Person, verb: str) -> None:
    """A button that concerns no ticket. Raises Refusal."""
    mine = await roles_of(work, person.id) if asks_for_roles(verb) else []
    if not may_press(verb, mine):
        raise Refusal("refuse-button")


async def check_ticket_roles(
    work: Work, deps: Deps, person: Person, ticket: Ticket, verb: str
) -> None:
    """A button about a ticket: whoever has lost their post has lost what it let them do, whatever
    the ticket still says of them. Roles of colleagues they stand in for count. What residents may
    do asks for no role. Raises Refusal."""
    if may_ever(verb, ()) or ticket.owner_id == person.id:
        return
    posts = await handling.posts_of(work, deps, person.id)
    if not may_ever(verb, {post.role for post in posts}):
        raise Refusal("refuse-not-yours", code=naming.code_of(deps.rules, ticket))
