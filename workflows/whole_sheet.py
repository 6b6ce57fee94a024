"""一件一件看: what a morning sheet or a hand-over note in the group had no room for, to whoever of
that desk taps it, in their own chat."""

from db import lists
from db.models import Person
from db.session import Work
from domain.errors import Refusal
from domain.people import Role
from domain.said import Part, part
from workflows import handling, reach
from workflows.deps import Deps
from workflows.list_pages import Section, item, next_date, page, page_number
from workflows.morning_sheet import DESKS, desk_of, of_desk, sort_out
from workflows.shifts import unit_numbered
from workflows.speech import Message, say


async def turn(work: Work, deps: Deps, person: Person, number: int, choice: str | None) -> Part:
    """A page of all open tickets of that desk. `number`: the unit's. Raises Refusal to whoever does
    not work there."""
    unit = unit_numbered(deps.rules, number)
    posts = await handling.posts_of(work, deps, person.id)
    if unit is None or deps.rules.org.units[unit].kind not in DESKS:
        raise Refusal("refuse-button")
    at = desk_of(deps, unit)
    if not any(post.unit in at.units and post.role is not Role.VOLUNTEER for post in posts):
        raise Refusal("refuse-unit")
    now = deps.now().astimezone(deps.rules.zone)
    tickets = [
        ticket
        for ticket in await of_desk(work, deps, at, lists.working_in)
        if not reach.is_complained_about(deps.rules, ticket, posts)
    ]
    watched = await lists.supervised(work, at.communities)
    found = sort_out(tickets, frozenset(ticket.id for _, ticket in watched), now, rest=True)
    sections = [
        Section(
            part(f"morning-{name}", count=len(some)),
            tuple(item(deps, ticket, next_date(ticket)) for ticket in some),
        )
        for name, some in found.items()
        if some
    ]
    message = page("sheet", sections, page_number(choice), number)
    if not sections:
        message = Message((part("morning-calm"),))
    await say(work, deps, await reach.person_addresses(work, person.id), message)
    return part("toast-shown")
