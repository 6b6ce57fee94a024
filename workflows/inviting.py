"""A first person responsible asks somebody to join their own unit, or a group to be bound to it: a
one-time code and a link, to be passed on."""

import logging

from db.session import Work
from domain.errors import Refusal
from domain.org import ROLES_OF
from domain.people import Role
from domain.press import Press
from domain.said import Button, Value, part, word
from workflows import reach
from workflows.deps import Deps
from workflows.join import Invitation, make_code
from workflows.leads import Lead, grid_name, grid_rows
from workflows.speech import Message, say
from workflows.unit_history import Deed, jot

log = logging.getLogger(__name__)


async def ask_role(_work: Work, _deps: Deps, lead: Lead, _about: str) -> Message:
    """➕ 请人加入: as what?"""
    rows = tuple(
        (Button("button-unit-role", Press("unit", lead.post, f"as.{r}"), _role(r)),)
        for r in ROLES_OF[lead.unit.kind]
    )
    return Message((part("unit-ask-role", unit=lead.unit.name),), rows)


async def take_role(work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    """The role was chosen; of a grid worker the grid is asked."""
    if about not in ROLES_OF[lead.unit.kind]:
        raise Refusal("refuse-button")
    rows = grid_rows(deps, lead.unit.code, "unit", lead.post, "grid")
    if about == Role.GRID_WORKER and rows:
        return Message((part("unit-ask-grid"),), rows)
    return await invited(work, deps, lead, Invitation(lead.unit.code, Role(about)))


async def take_grid(work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    """The grid was chosen, or none."""
    wanted = Invitation(lead.unit.code, Role.GRID_WORKER, grid=about or None)
    return await invited(work, deps, lead, wanted)


async def invited(work: Work, deps: Deps, lead: Lead, wanted: Invitation) -> Message:
    """Two messages: what to do with the second, and the second, to be passed on as it is."""
    code = make_code(work, deps, wanted)
    log.info(
        "invitation made: %s at %s, by person %d",
        wanted.role or wanted.purpose,
        wanted.unit,
        lead.person.id,
    )
    asked = f"role-{wanted.role}" if wanted.role else f"unit-purpose-{wanted.purpose}"
    await jot(work, deps, lead, Deed("asked", what=word(asked)))
    to = await reach.person_addresses(work, lead.person.id)
    what = part("unit-pass-on" if wanted.role else "unit-pass-on-group")
    await say(work, deps, to, Message((what,)))
    return _to_pass_on(deps, wanted, code)


def _to_pass_on(deps: Deps, wanted: Invitation, code: str) -> Message:
    link, days = deps.rules.bot_link, deps.rules.invite_days
    if wanted.purpose:
        line = part("unit-invite-group", code=code, days=days)
        more = f"{link}?startgroup=true"
    else:
        role = word(f"role-{wanted.role}")
        if wanted.grid:
            role = word("unit-role-grid", role=role, grid=grid_name(deps, wanted.grid))
        unit = deps.rules.org.units[wanted.unit].name
        line = part("unit-invite", unit=unit, role=role, code=code, days=days)
        more = f"{link}?start={code}"
    return Message((line, part("unit-link", link=more)) if link else (line,))


def _role(role: Role) -> tuple[tuple[str, Value], ...]:
    return (("role", word(f"role-{role}")),)
