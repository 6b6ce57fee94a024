"""The groups bound to one's own unit: which there are, binding another one, unbinding."""

import logging

from db import members
from db.models import Group, GroupPurpose, Person
from db.session import Work
from domain.errors import Refusal
from domain.org import ROLES_OF, Unit, UnitKind
from domain.people import Role
from domain.press import Press
from domain.said import Button, Part, Value, part, word
from workflows import reach
from workflows.deps import Deps
from workflows.inviting import invited
from workflows.join import Invitation
from workflows.leads import Lead, lead_of
from workflows.speech import Message, say
from workflows.unit_history import Deed, jot

log = logging.getLogger(__name__)


def _purposes(unit: Unit) -> tuple[GroupPurpose, ...]:
    """What a group of that unit can be for."""
    found = [GroupPurpose.STAFF]
    if unit.kind not in (UnitKind.PROPERTY, UnitKind.STAND_IN):
        found.append(GroupPurpose.PARTY)
    if Role.VOLUNTEER in ROLES_OF[unit.kind]:
        found.append(GroupPurpose.VANGUARD)
    return tuple(found)


def _purpose(purpose: GroupPurpose) -> tuple[tuple[str, Value], ...]:
    return (("purpose", word(f"unit-purpose-{purpose}")),)


async def list_groups(work: Work, _deps: Deps, lead: Lead, _about: str) -> Message:
    """Which groups hear of the unit, and what can be done about it."""
    bound = await members.groups_of(work, [lead.unit.code])
    lines = [part("unit-groups" if bound else "unit-groups-none", unit=lead.unit.name)]
    lines += [_group_line(number, group) for number, group in enumerate(bound, 1)]
    rows: list[tuple[Button, ...]] = [
        (Button("button-unit-unbind", Press("bound", group.id), (("number", number),)),)
        for number, group in enumerate(bound, 1)
    ]
    rows += [
        (Button("button-unit-bind", Press("unit", lead.post, f"bind.{p}"), _purpose(p)),)
        for p in _purposes(lead.unit)
    ]
    return Message(tuple(lines), tuple(rows))


def _group_line(number: int, group: Group) -> Part:
    state = word("unit-group-on" if group.reachable else "unit-group-lost")
    return part(
        "unit-group", number=number, purpose=word(f"unit-purpose-{group.purpose}"), state=state
    )


async def bind(work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    """A one-time code for another group."""
    if about not in _purposes(lead.unit):
        raise Refusal("refuse-button")
    wanted = Invitation(lead.unit.code, purpose=GroupPurpose(about))
    return await invited(work, deps, lead, wanted)


async def press_bound(
    work: Work, deps: Deps, person: Person, number: int, choice: str | None
) -> Part:
    """解绑: asked first, then the group no longer hears of the unit."""
    group = await work.get(Group, number)
    if group is None:
        raise Refusal("refuse-unit-gone")
    lead = await lead_of(work, deps, person, group.unit)
    purpose = word(f"unit-purpose-{group.purpose}")
    if choice == "gone":
        await work.delete(group)
        await jot(work, deps, lead, Deed("unbound", what=purpose))
        log.info("group %d of %s unbound by person %d", group.id, group.unit, person.id)
        return part("toast-unit-unbound", purpose=purpose)
    row = (Button("button-unit-unbind-yes", Press("bound", group.id, "gone")),)
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((part("unit-unbind-ask", purpose=purpose),), (row,)))
    return part("toast-unit")
