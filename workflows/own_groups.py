"""The groups bound to one's own unit: which there are, binding another one, unbinding, and what
one is for from now on."""

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
from workflows.speech import Address, Message, say
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
    return (("purpose", _named(purpose)),)


async def list_groups(work: Work, _deps: Deps, lead: Lead, _about: str) -> Message:
    """Which groups hear of the unit, and what can be done about it."""
    bound = await members.groups_of(work, [lead.unit.code])
    lines = [part("unit-groups" if bound else "unit-groups-none", unit=lead.unit.name)]
    lines += [_group_line(number, group) for number, group in enumerate(bound, 1)]
    rows = [_group_row(lead.unit, number, group) for number, group in enumerate(bound, 1)]
    rows += [
        (Button("button-unit-bind", Press("unit", lead.post, f"bind.{p}"), _purpose(p)),)
        for p in _purposes(lead.unit)
    ]
    return Message(tuple(lines), tuple(rows))


def _group_row(unit: Unit, number: int, group: Group) -> tuple[Button, ...]:
    said = (("number", number),)
    unbind = Button("button-unit-unbind", Press("bound", group.id), said)
    if not _others(unit, group):
        return (unbind,)
    return (Button("button-unit-repurpose", Press("bound", group.id, "for"), said), unbind)


def _others(unit: Unit, group: Group) -> list[GroupPurpose]:
    """What a group can be for instead; that of those who run the program stays theirs."""
    if group.purpose is GroupPurpose.OPS:
        return []
    return [one for one in _purposes(unit) if one is not group.purpose]


def _group_line(number: int, group: Group) -> Part:
    state = word("unit-group-on" if group.reachable else "unit-group-lost")
    return part("unit-group", number=number, purpose=_named(group.purpose), state=state)


async def bind(work: Work, deps: Deps, lead: Lead, about: str) -> Message:
    """A one-time code for another group."""
    if about not in _purposes(lead.unit):
        raise Refusal("refuse-button")
    wanted = Invitation(lead.unit.code, purpose=GroupPurpose(about))
    return await invited(work, deps, lead, wanted)


async def press_bound(
    work: Work, deps: Deps, person: Person, number: int, choice: str | None
) -> Part:
    """A button about a group. Raises Refusal when it is gone, or another unit's."""
    group = await work.get(Group, number, with_for_update=True)
    if group is None:
        raise Refusal("refuse-unit-gone")
    lead = await lead_of(work, deps, person, group.unit)
    what, _, about = (choice or "").partition(".")
    if what == "gone":
        return await _unbind(work, deps, lead, group)
    if what == "now":
        return await _change(work, deps, lead, group, about)
    message = _question(lead, group, what, about)
    await say(work, deps, await reach.person_addresses(work, person.id), message)
    return part("toast-unit")


def _question(lead: Lead, group: Group, what: str, about: str) -> Message:
    """What is asked before anything changes."""
    before = _named(group.purpose)
    if what == "for":
        rows = tuple(
            (Button("button-unit-purpose", Press("bound", group.id, f"as.{one}"), _purpose(one)),)
            for one in _others(lead.unit, group)
        )
        return Message((part("unit-purpose-ask", purpose=before),), rows)
    if what == "as":
        after = _wanted(lead, group, about)
        yes = Button("button-unit-yes", Press("bound", group.id, f"now.{after}"))
        line = part("unit-purpose-sure", purpose=before, after=_named(after))
        return Message((line,), ((yes,),))
    row = (Button("button-unit-unbind-yes", Press("bound", group.id, "gone")),)
    return Message((part("unit-unbind-ask", purpose=before),), (row,))


def _wanted(lead: Lead, group: Group, about: str) -> GroupPurpose:
    if about not in _others(lead.unit, group):
        raise Refusal("refuse-button")
    return GroupPurpose(about)


def _named(purpose: GroupPurpose) -> Value:
    return word(f"unit-purpose-{purpose}")


async def _change(work: Work, deps: Deps, lead: Lead, group: Group, about: str) -> Part:
    """改用途: from now on it hears what such a group hears, as if it had just been bound."""
    before, group.purpose = group.purpose, _wanted(lead, group, about)
    group.bound_at = deps.now()
    what = word("unit-purpose-change", before=_named(before), after=_named(group.purpose))
    await jot(work, deps, lead, Deed("repurposed", what=what))
    log.info("group %d of %s is %s now, by person %d", group.id, group.unit, about, lead.person.id)
    here = Address(group.channel, group.chat, group.lang)
    await say(work, deps, [here], Message((part(f"bound-{about}", unit=lead.unit.name),)))
    return part("toast-unit-purpose", purpose=_named(group.purpose))


async def _unbind(work: Work, deps: Deps, lead: Lead, group: Group) -> Part:
    """解绑: the group no longer hears of the unit."""
    await work.delete(group)
    purpose = _named(group.purpose)
    await jot(work, deps, lead, Deed("unbound", what=purpose))
    log.info("group %d of %s unbound by person %d", group.id, group.unit, lead.person.id)
    return part("toast-unit-unbound", purpose=purpose)
