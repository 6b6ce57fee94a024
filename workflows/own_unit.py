"""/unit: a first person responsible sees who works at their own unit, and changes it by buttons.
Whatever a button names, the unit is that of a post of theirs: nobody reaches another one. What is
done about one person is in own_people."""

from collections.abc import Awaitable, Callable

from db import members
from db.models import Person
from db.session import Work
from domain.errors import Refusal
from domain.org import LEAD_ROLE
from domain.people import Post
from domain.press import Press
from domain.said import Button, Part, Rows, part, word
from workflows import (
    inviting,
    own_groups,
    own_hours,
    own_places,
    own_sides,
    reach,
    unit_history,
)
from workflows.deps import Deps
from workflows.leads import NO_GRID, Lead, away_among, led_by, role_words, state_key
from workflows.shifts import leads, number_of
from workflows.speech import Address, Message, say

PAGE = 10
"""So many people stand in one message."""


async def say_units(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """/unit: each of them."""
    found = await led_by(work, deps, person)
    if not found:
        raise Refusal("refuse-unit")
    for lead in found:
        await say(work, deps, [to], await _overview(work, deps, lead, 0))


async def press_unit(
    work: Work, deps: Deps, person: Person, number: int, choice: str | None
) -> Part:
    """A button about the unit. `number` is the post of whoever presses. Raises Refusal for one
    that is not theirs."""
    lead = next((one for one in await led_by(work, deps, person) if one.post == number), None)
    if lead is None:
        raise Refusal("refuse-unit")
    what, _, about = (choice or "page.0").partition(".")
    if what not in _TABLE:
        raise Refusal("refuse-button")
    message = await _TABLE[what](work, deps, lead, about)
    await say(work, deps, await reach.person_addresses(work, person.id), message)
    return part("toast-unit")


async def _overview(work: Work, deps: Deps, lead: Lead, page: int) -> Message:
    staff = await members.of_unit(work, lead.unit.code)
    shown = staff[page * PAGE : (page + 1) * PAGE]
    away = await away_among(work, deps, shown)
    lines = [part("unit-head", unit=lead.unit.name, count=len(staff))]
    for one in shown:
        state = word(state_key(one, away))
        lines.append(part("unit-person", who=one.name, role=role_words(deps, one), state=state))
    names = [
        Button("button-unit-person", Press("member", one.id), (("who", one.name),)) for one in shown
    ]
    rows = tuple(tuple(names[at : at + 2]) for at in range(0, len(names), 2))
    if len(staff) > (page + 1) * PAGE:
        rows += ((Button("button-unit-more", Press("unit", lead.post, f"page.{page + 1}")),),)
    join = Button("button-unit-join", Press("unit", lead.post, "join"))
    groups = Button("button-unit-groups", Press("unit", lead.post, "groups"))
    return Message(tuple(lines), (*rows, (join, groups), *_more(deps, lead)))


def _more(deps: Deps, lead: Lead) -> Rows:
    """What else there is of a unit: its compounds, its hours, its days at the desk, what was
    changed."""
    places = Button("button-unit-places", Press("unit", lead.post, "places"))
    hours = Button("button-unit-hours", Press("unit", lead.post, "hours"))
    changed = Button("button-unit-history", Press("unit", lead.post, "history"))
    if not leads(deps.rules, [Post(lead.unit.code, LEAD_ROLE[lead.unit.kind])]):
        return ((places, hours), (changed,))
    desk = Button("button-unit-desk", Press("shift", number_of(lead.unit.code), "open"))
    return ((places, hours), (desk, changed))


async def _page(work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    if not (about.isdecimal() and about.isascii() and len(about) <= 4):
        raise Refusal("refuse-button")
    return await _overview(work, deps, lead, int(about))


_TABLE: dict[str, Callable[[Work, Deps, Lead, str], Awaitable[Message]]] = {
    "page": _page,
    "join": inviting.ask_role,
    "as": inviting.take_role,
    "grid": inviting.take_grid,
    NO_GRID: inviting.take_grid,
    "groups": own_groups.list_groups,
    "bind": own_groups.bind,
    "places": own_places.list_places,
    "place": own_places.show_place,
    "build": own_places.ask_grid,
    "move": own_places.ask_move,
    "moved": own_places.move,
    "who": own_sides.ask_who,
    "whom": own_sides.ask_sure,
    "whomok": own_sides.change,
    "newco": own_sides.ask_name,
    "askco": own_sides.invite,
    "hours": own_hours.show,
    "hsay": own_hours.ask,
    "hback": own_hours.ask_back,
    "hset": own_hours.change,
    "history": unit_history.show,
}
