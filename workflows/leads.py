"""Who is first person responsible of which unit, and how people, grids and states are called where
they look at their own unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from db import people
from db.members import Member
from db.models import Membership, Person
from db.session import Work
from domain.errors import Refusal
from domain.org import LEAD_ROLE, Unit
from domain.permissions import BUTTONS
from domain.press import Press
from domain.said import Button, Rows, word
from workflows.deps import Deps

NO_GRID = "nogrid"


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody at work on their own unit: `post` is the number of the post that lets them."""

    person: Person
    unit: Unit
    post: int


async def led_by(work: Work, deps: Deps, person: Person) -> list[Lead]:
    """The units whose first person responsible this is."""
    found = []
    for one in await people.memberships(work, person.id):
        unit = deps.rules.org.units.get(one.unit)
        leads = unit and one.role is LEAD_ROLE[unit.kind] and BUTTONS["unit"].admits([one.role])
        if unit and leads and not unit.closed:
            found.append(Lead(person, unit, one.id))
    return found


async def lead_of(work: Work, deps: Deps, person: Person, unit: str) -> Lead:
    """The same of one unit. Raises Refusal when it is not theirs."""
    for lead in await led_by(work, deps, person):
        if lead.unit.code == unit:
            return lead
    raise Refusal("refuse-unit")


async def away_among(work: Work, deps: Deps, found: Sequence[Member]) -> frozenset[int]:
    """Those of them who are away just now."""
    now = deps.now()
    return frozenset([m.person_id for m in found if await people.is_away(work, m.person_id, now)])


def state_key(member: Member, away: frozenset[int]) -> str:
    """Whether somebody works now, as a key."""
    if not member.joined:
        return "unit-state-new"
    if member.person_id in away:
        return "unit-state-away"
    return "unit-state-on" if member.on_duty else "unit-state-off"


def role_words(deps: Deps, one: Member | Membership) -> dict[str, object]:
    """The role of somebody, of a grid worker with the grid."""
    role = one.post.role if isinstance(one, Member) else one.role
    named = word(f"role-{role}")
    return word("unit-role-grid", role=named, grid=grid_name(deps, one.grid)) if one.grid else named


def grid_name(deps: Deps, code: str | None) -> str:
    """The name of a grid; of one that is gone its code."""
    return next((grid.name for grid in deps.rules.org.grids if grid.code == code), code or "")


def grid_rows(deps: Deps, unit: str, verb: str, number: int, prefix: str) -> Rows:
    """A button for each grid of a unit, and one for all of it. Empty where there are no grids."""
    near = deps.rules.org.communities_below(unit)
    grids = [grid for grid in deps.rules.org.grids if grid.community in near]
    buttons = [
        Button("button-unit-grid", Press(verb, number, f"{prefix}.{g.code}"), (("grid", g.name),))
        for g in grids
    ]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return (*rows, (Button("button-unit-no-grid", Press(verb, number, NO_GRID)),)) if rows else ()
