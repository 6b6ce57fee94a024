"""One person at one's own unit: their card, another grid, and 离开岗位: the post ends, and what
they had in hand goes back to its queue."""

import logging

from db import in_hand, members, people
from db.in_hand import Hand
from db.members import Member
from db.models import Membership, Person
from db.session import Work
from domain.errors import Refusal
from domain.people import Post, Role
from domain.press import Press
from domain.said import Button, Part, part, word
from workflows import own_leave, reach
from workflows.chairing import pass_rulings_on
from workflows.deps import Deps
from workflows.join import roles_of, send_menu
from workflows.leads import (
    NO_GRID,
    Lead,
    away_among,
    grid_name,
    grid_rows,
    lead_of,
    role_words,
    state_key,
)
from workflows.put_back import LEFT, put_back
from workflows.speech import Message, say
from workflows.unit_history import Deed, jot

log = logging.getLogger(__name__)


async def press_member(
    work: Work, deps: Deps, person: Person, number: int, choice: str | None
) -> Part:
    """A button about somebody at the unit of whoever presses. `number` is the role that person
    holds there. Raises Refusal when it is gone, or another unit's."""
    row = await members.lock(work, number)
    if row is None:
        raise Refusal("refuse-unit-gone")
    lead = await lead_of(work, deps, person, row.unit)
    what, _, about = (choice or "").partition(".")
    if what == "gone":
        return await _leaves(work, deps, lead, row)
    if what in ("to", NO_GRID):
        return await _change_grid(work, deps, lead, row, about or None)
    if what == "awayok":
        return await own_leave.write_down(work, deps, lead, row, about)
    message = await _message(work, deps, lead, row, choice or "")
    await say(work, deps, await reach.person_addresses(work, person.id), message)
    return part("toast-unit")


async def _message(work: Work, deps: Deps, lead: Lead, row: Membership, choice: str) -> Message:
    what, _, about = choice.partition(".")
    if what == "leave" and row.role is not Role.VOLUNTEER:
        return await own_leave.ask_span(work, row)
    if what == "away" and row.role is not Role.VOLUNTEER:
        return await own_leave.go_on(work, deps, row, about)
    if what == "":
        return await _card(work, deps, row)
    if what == "grid" and row.role is Role.GRID_WORKER:
        rows = grid_rows(deps, row.unit, "member", row.id, "to")
        if rows:
            return Message((part("unit-ask-grid"),), rows)
    if what == "out":
        return await _ask_leaving(work, deps, lead, row)
    raise Refusal("refuse-button")


async def _card(work: Work, deps: Deps, row: Membership) -> Message:
    found = await members.of_unit(work, row.unit)
    one = next(member for member in found if member.id == row.id)
    away = await away_among(work, deps, [one])
    lines = (
        part("unit-card", who=one.name, role=role_words(deps, one)),
        part("unit-card-state", state=word(state_key(one, away)), count=await _count(work, one)),
    )
    buttons = [Button("button-unit-out", Press("member", row.id, "out"))]
    if row.role is not Role.VOLUNTEER:
        buttons.insert(0, Button("button-unit-leave", Press("member", row.id, "leave")))
    if row.role is Role.GRID_WORKER and grid_rows(deps, row.unit, "member", row.id, "to"):
        buttons.insert(0, Button("button-unit-regrid", Press("member", row.id, "grid")))
    return Message(lines, tuple((button,) for button in buttons))


async def _count(work: Work, one: Member) -> int:
    return len((await in_hand.lock_all_of(work, [one.person_id]))[one.person_id])


async def _change_grid(
    work: Work, deps: Deps, lead: Lead, row: Membership, grid: str | None
) -> Part:
    """换网格: new tickets of its buildings come to them; those in hand stay."""
    near = deps.rules.org.communities_below(row.unit)
    known = {g.code for g in deps.rules.org.grids if g.community in near}
    if row.role is not Role.GRID_WORKER or (grid is not None and grid not in known):
        raise Refusal("refuse-button")
    row.grid = grid
    log.info("grid of membership %d at %s changed by person %d", row.id, row.unit, lead.person.id)
    await jot(work, deps, lead, Deed("grid", row.person_id, _grid_words(deps, grid)))
    line = part("unit-your-grid", unit=lead.unit.name, grid=_grid_words(deps, grid))
    if row.person_id != lead.person.id:
        to = await reach.person_addresses(work, row.person_id)
        await say(work, deps, to, Message((line,), hold=True))
    return part("toast-unit-grid", grid=_grid_words(deps, grid))


def _grid_words(deps: Deps, grid: str | None) -> object:
    return grid_name(deps, grid) if grid else word("unit-all-grids")


# Leaving


async def _ask_leaving(work: Work, deps: Deps, lead: Lead, row: Membership) -> Message:
    """Asked first: what goes back, and whether nobody is left."""
    await _check_not_the_last(work, lead, row)
    left = await _goes_back(work, row)
    who = await work.get_one(Person, row.person_id)
    lines = [part("unit-out-ask", who=who.name, role=role_words(deps, row))]
    if len(left):
        lines.append(part("unit-out-tickets", count=len(left)))
    if await members.count_at(work, Post(row.unit, row.role)) == 1:
        lines.append(part("unit-out-last", role=word(f"role-{row.role}")))
    yes = Button("button-unit-out-yes", Press("member", row.id, "gone"))
    return Message(tuple(lines), ((yes,),))


async def _check_not_the_last(work: Work, lead: Lead, row: Membership) -> None:
    """Nobody locks themselves out: the last first person responsible stays until there is
    another."""
    if row.id == lead.post and await members.count_at(work, Post(row.unit, row.role)) == 1:
        raise Refusal("refuse-unit-last", role=word(f"role-{row.role}"))


async def _goes_back(work: Work, row: Membership) -> Hand:
    """What somebody has in hand only by this role: nothing of a unit at which they hold another
    one, everything when it was their last."""
    own = await people.memberships(work, row.person_id)
    others = {one.unit for one in own if one.id != row.id}

    def goes(unit: str | None) -> bool:
        return not others or (unit == row.unit and row.unit not in others)

    hand = (await in_hand.lock_all_of(work, [row.person_id]))[row.person_id]
    return Hand(
        tuple(ticket for ticket in hand.tickets if goes(ticket.lead_unit)),
        tuple(one for one in hand.parts if goes(one[0].support_unit)),
    )


async def _leaves(work: Work, deps: Deps, lead: Lead, row: Membership) -> Part:
    await _check_not_the_last(work, lead, row)
    left = await _goes_back(work, row)
    person = await work.get_one(Person, row.person_id)
    role = role_words(deps, row)
    await work.delete(row)
    await work.flush()
    await _end_the_rest(work, deps, person, row.unit)
    log.info(
        "membership %d ended: %s at %s, %d tickets go back, by person %d",
        row.id,
        row.role,
        row.unit,
        len(left),
        lead.person.id,
    )
    await jot(work, deps, lead, Deed("left", person.id, role))
    await put_back(work, deps, left, LEFT)
    await pass_rulings_on(work, deps, [Post(row.unit, row.role)])
    line = part("unit-you-left", unit=lead.unit.name, role=role)
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((line,)))
    roles = await roles_of(work, person.id)
    for address in to:
        await send_menu(work, deps, address, roles)
    return part("toast-unit-left", who=person.name, count=len(left))


async def _end_the_rest(work: Work, deps: Deps, person: Person, unit: str) -> None:
    """What came with the post: days at the desk, and with the last one standing in for others and
    a question that waits for an answer."""
    rest = await people.memberships(work, person.id)
    if unit not in {one.unit for one in rest}:
        today = deps.now().astimezone(deps.rules.zone).date()
        await members.end_shifts(work, person.id, unit, today)
    if not rest:
        await members.end_deputy(work, person.id, deps.now())
        person.expects = None
