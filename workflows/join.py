"""Joining: one-time invitations for people and groups, made by an administrator, used in chat."""

from dataclasses import dataclass
from datetime import timedelta

from db import organisation, people
from db.becoming import become, has_account, named_by
from db.models import Group, GroupPurpose, Invite, Membership, Person
from db.session import Work
from domain.codes import new_invite_code
from domain.commands import menu_for
from domain.errors import Refusal
from domain.inbound import Incoming
from domain.org import ROLES_OF, Unit
from domain.people import Role
from domain.said import part, word
from workflows import guessing
from workflows.deps import Deps
from workflows.speech import Address, Message, say


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is offered: a role, or a group's purpose, at a unit; `name` is the person's real
    surname and name as residents shall see them."""

    unit: str
    role: Role | None = None
    purpose: GroupPurpose | None = None
    grid: str | None = None
    name: str | None = None


async def invite(deps: Deps, wanted: Invitation) -> str:
    """Make a one-time code. Raises Refusal when the unit is unknown or has no such role or
    grid."""
    async with deps.begin() as work:
        code = make_code(work, deps, wanted)
        await work.commit()
    return code


def make_code(work: Work, deps: Deps, wanted: Invitation) -> str:
    """The same within a unit of work."""
    unit = deps.rules.org.units.get(wanted.unit)
    if unit is None or unit.closed:
        raise Refusal("refuse-unknown-unit", unit=wanted.unit)
    if wanted.role and wanted.role not in ROLES_OF[unit.kind]:
        allowed = {"$join": [word(f"role-{role}") for role in ROLES_OF[unit.kind]]}
        raise Refusal(
            "refuse-role-of-unit", role=word(f"role-{wanted.role}"), unit=unit.name, allowed=allowed
        )
    _check_grid(deps, wanted, unit)
    code = new_invite_code()
    work.add(
        Invite(
            code=code,
            unit=wanted.unit,
            role=wanted.role,
            purpose=wanted.purpose,
            grid=wanted.grid,
            name=wanted.name,
            expires_at=deps.now() + timedelta(days=deps.rules.invite_days),
        )
    )
    return code


def _check_grid(deps: Deps, wanted: Invitation, unit: Unit) -> None:
    near = deps.rules.org.communities_below(unit.code)
    grids = [grid.code for grid in deps.rules.org.grids if grid.community in near]
    if wanted.grid and (wanted.role is not Role.GRID_WORKER or wanted.grid not in grids):
        raise Refusal(
            "refuse-grid", grid=wanted.grid, unit=unit.name, allowed={"$join": grids or ["-"]}
        )


async def start_with_code(work: Work, deps: Deps, person: Person, code: str, to: Address) -> None:
    """`/start CODE`: the person takes the role the code was made for, or is from now on who the
    office's sheet named."""
    name = f"invite-tries:{person.id}"
    tries = await guessing.tries(work, deps, name, "refuse-invite-wait")
    named = await _named(work, person, code.upper())
    used = await people.use_invite(work, code.upper(), person.id, deps.now(), for_group=False)
    if used is None or used.role is None:
        await guessing.wrong(work, name, tries)
        raise Refusal("refuse-invite")
    if named is not None:
        await become(work, person, named)
    elif used.person_id is None:
        await _take_role(work, person, used)
        person.name = used.name or person.name
    person.on_duty = True
    mine = await people.memberships(work, person.id)
    units = deps.rules.org.units
    lines = [
        part("joined", unit=units[m.unit].name, role=word(f"role-{m.role}"))
        for m in mine
        if m.unit in units and (used.person_id or (m.unit, m.role) == (used.unit, used.role))
    ]
    volunteers = all(m.role is Role.VOLUNTEER for m in mine)
    lines.append(part("vanguard-joined" if volunteers else "joined-what-next"))
    await say(work, deps, [to], Message(tuple(lines)))
    await send_menu(work, deps, to, [m.role for m in mine])


async def _named(work: Work, person: Person, code: str) -> Person | None:
    """Whom the sheet named by this code, if that is not this person already. No sheet is taken in
    meanwhile. Raises Refusal when the code is for somebody else."""
    if await named_by(work, code) is None:
        return None
    await organisation.lock(work)
    number = await named_by(work, code)
    named = await work.get(Person, number) if number is not None else None
    if named is None or named.id == person.id:
        return None
    if person.staff_no or await has_account(work, named.id):
        raise Refusal("refuse-invite-other")
    return named


async def _take_role(work: Work, person: Person, used: Invite) -> None:
    mine = await people.memberships(work, person.id)
    same = next((m for m in mine if m.unit == used.unit and m.role is used.role), None)
    if same:
        same.grid = used.grid
    elif used.role:
        work.add(Membership(person_id=person.id, unit=used.unit, role=used.role, grid=used.grid))
    await work.flush()


async def send_menu(work: Work, deps: Deps, to: Address, roles: list[Role]) -> None:
    """Offer a person the commands of their roles in the platform's menu."""
    lines = tuple(part(f"command-{name}") for name in menu_for(roles))
    await say(work, deps, [to], Message(lines, kind="menu"))


async def bind_group(work: Work, deps: Deps, incoming: Incoming) -> None:
    """`/bind CODE` in a group: it becomes that unit's staff or Party group, or the one of those who
    keep the program running."""
    code = "".join(incoming.text.split()[1:]).upper()
    here = Address(incoming.channel, incoming.chat, deps.rules.default_lang)
    name = guessing.of_chat("bind-tries", incoming.channel, incoming.chat)
    try:
        tries = await guessing.tries(work, deps, name, "refuse-invite-wait")
    except Refusal as refusal:
        await say(work, deps, [here], Message((part(refusal.key),)))
        return
    used = await people.use_invite(work, code, None, deps.now(), for_group=True)
    if used is None or used.purpose is None:
        await guessing.wrong(work, name, tries)
        await say(work, deps, [here], Message((part("refuse-invite"),)))
        return
    group = await people.group_at(work, incoming.channel, incoming.chat)
    if group is None:
        group = Group(channel=incoming.channel, chat=incoming.chat, lang=here.lang)
        work.add(group)
    group.unit, group.purpose, group.reachable = used.unit, used.purpose, True
    group.bound_at = deps.now()
    unit = deps.rules.org.units[used.unit]
    await say(work, deps, [here], Message((part(f"bound-{used.purpose}", unit=unit.name),)))


async def roles_of(work: Work, person_id: int) -> list[Role]:
    """The roles a person holds anywhere."""
    return [m.role for m in await people.memberships(work, person_id)]
