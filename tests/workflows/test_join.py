"""Invitations: made for a role or a group, used once, by the right sort of chat."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.models import Fact, Group, GroupPurpose, Invite, Membership, Person
from domain.errors import Refusal
from domain.inbound import Incoming, Sender
from domain.org import ROLES_OF
from domain.people import Role
from workflows.hear_message import hear_message
from workflows.join import Invitation, invite

SECRETARY = Invitation("yongan", Role.SECRETARY, name="陈晨")
PARTY = Invitation("jianzhong", purpose=GroupPurpose.PARTY)


async def in_group(town, text: str, chat: str = "group") -> None:
    await hear_message(
        town.deps, Incoming("web", chat, f"{chat}-{text}", Sender("admin"), text, in_group=True)
    )
    await town.settle()


async def said_in(town, chat: str) -> str:
    return "\n".join(str(row.parts) for row in await town.outbox() if row.chat == chat)


async def roles(town, actor) -> list[tuple[str, Role, str | None]]:
    rows = await town.rows(Membership)
    return [(m.unit, m.role, m.grid) for m in rows if m.person_id == actor.person_id]


async def invite_of(town, code: str) -> Invite:
    async with town.deps.begin() as work:
        return await work.get(Invite, code)


async def test_a_code_makes_its_user_what_it_was_made_for(town):
    newcomer = await town.resident("newcomer")
    code = await invite(town.deps, SECRETARY)
    await newcomer.says(f"/start {code.lower()}")
    assert await roles(town, newcomer) == [("yongan", Role.SECRETARY, None)]
    assert "永安社区" in (await newcomer.reads())[-1]
    person = next(p for p in await town.rows(Person) if p.id == newcomer.person_id)
    assert (person.name, person.on_duty) == ("陈晨", True)
    used = await invite_of(town, code)
    assert (used.used_by, used.used_at) == (newcomer.person_id, town.clock.now())
    menu = [row for row in await town.outbox() if row.kind == "menu"]
    assert [key for key, _ in menu[-1].parts][1] == "command-todo"


async def test_a_stranger_with_a_code_is_taken_in_at_once(town):
    code = await invite(town.deps, Invitation("yongan", Role.GRID_WORKER, grid="grid-2"))
    await hear_message(
        town.deps, Incoming("web", "new", "k1", Sender("new", "新人"), f"/start {code}")
    )
    assert ("yongan", Role.GRID_WORKER, "grid-2") in [
        (m.unit, m.role, m.grid) for m in await town.rows(Membership)
    ]


async def test_a_code_is_used_once(town):
    first, second = await town.resident("first"), await town.resident("second")
    code = await invite(town.deps, SECRETARY)
    await first.says(f"/start {code}")
    await second.says(f"/start {code}")
    assert await roles(town, second) == []
    assert "邀请码" in await second.last()
    assert (await invite_of(town, code)).used_by == first.person_id


@pytest.mark.parametrize(("days", "joins"), [(6.99, True), (7.01, False)])
async def test_a_code_is_good_for_its_days_only(town, days, joins):
    newcomer = await town.resident("newcomer")
    code = await invite(town.deps, SECRETARY)
    town.clock.move_to(town.clock.now() + timedelta(days=days))
    await newcomer.says(f"/start {code}")
    assert bool(await roles(town, newcomer)) is joins


async def test_an_unknown_code_is_refused(town):
    newcomer = await town.resident("newcomer")
    await newcomer.says("/start NOSUCHCODE")
    assert await roles(town, newcomer) == []
    assert "邀请码" in await newcomer.last()


async def test_a_code_for_a_group_is_not_used_up_by_a_person_and_the_other_way_round(town):
    newcomer = await town.resident("newcomer")
    for_group, for_person = await invite(town.deps, PARTY), await invite(town.deps, SECRETARY)
    await newcomer.says(f"/start {for_group}")
    await in_group(town, f"/bind {for_person}")
    assert await roles(town, newcomer) == []
    assert [g.chat for g in await town.rows(Group) if g.chat == "group"] == []
    await newcomer.says(f"/start {for_person}")
    await in_group(town, f"/bind {for_group}")
    assert await roles(town, newcomer) == [("yongan", Role.SECRETARY, None)]
    assert [g.unit for g in await town.rows(Group) if g.chat == "group"] == ["jianzhong"]


async def test_a_group_is_bound_and_bound_anew(town):
    await in_group(town, f"/bind@jiedan_bot {await invite(town.deps, PARTY)}")
    assert "bound-party" in await said_in(town, "group")
    staff = Invitation("yongan-property", purpose=GroupPurpose.STAFF)
    await in_group(town, f"/bind\n{await invite(town.deps, staff)}")
    assert "bound-staff" in await said_in(town, "group")
    bound = [g for g in await town.rows(Group) if g.chat == "group"]
    assert [(g.unit, g.purpose) for g in bound] == [("yongan-property", GroupPurpose.STAFF)]


async def test_binding_without_a_good_code_is_refused_in_the_group(town):
    await in_group(town, "/bind")
    assert await said_in(town, "group") == str([["refuse-invite", {}]])


async def test_binding_in_private_says_where_to_do_it(town):
    newcomer = await town.resident("newcomer")
    await newcomer.says(f"/bind {await invite(town.deps, PARTY)}")
    assert "群" in await newcomer.last()
    assert [i.used_at for i in [*await _invites(town)]] == [None]


async def _invites(town) -> list[Invite]:
    from sqlalchemy import select

    async with town.deps.begin() as work:
        return list(await work.scalars(select(Invite)))


async def test_a_second_code_of_the_same_post_changes_the_grid_and_adds_no_post(town):
    worker = town.grid
    again = Invitation("yongan", Role.GRID_WORKER, grid="grid-2")
    await worker.says(f"/start {await invite(town.deps, again)}")
    assert await roles(town, worker) == [("yongan", Role.GRID_WORKER, "grid-2")]


async def test_a_person_may_hold_several_posts(town):
    secretary = town.secretary
    await secretary.says(f"/start {await invite(town.deps, Invitation('erqi', Role.OFFICER))}")
    assert len(await roles(town, secretary)) == 2


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        (Invitation("nowhere", Role.SECRETARY), "refuse-unknown-unit"),
        (Invitation("nowhere", purpose=GroupPurpose.STAFF), "refuse-unknown-unit"),
        (Invitation("yongan-property", Role.SECRETARY), "refuse-role-of-unit"),
        (Invitation("erqi", Role.GRID_WORKER), "refuse-role-of-unit"),
        (Invitation("yongan", Role.GRID_WORKER, grid="grid-9"), "refuse-grid"),
        (Invitation("yongan", Role.SECRETARY, grid="grid-1"), "refuse-grid"),
        (Invitation("yongan", purpose=GroupPurpose.STAFF, grid="grid-1"), "refuse-grid"),
    ],
)
async def test_an_invitation_that_cannot_be_is_refused_in_every_language(town, wanted, key):
    with pytest.raises(Refusal) as caught:
        await invite(town.deps, wanted)
    assert caught.value.key == key
    for lang in ("zh", "en"):
        assert town.program.words.say(lang, key, caught.value.values)
    assert await _invites(town) == []


async def test_every_role_a_unit_has_can_be_invited_to(town):
    for unit in town.deps.rules.org.units.values():
        for role in ROLES_OF[unit.kind]:
            assert await invite(town.deps, Invitation(unit.code, role))


async def test_a_group_is_bound_for_the_operators(town):
    code = await invite(town.deps, Invitation("erqi", purpose=GroupPurpose.OPS))
    await in_group(town, f"/bind {code}")
    (group,) = [one for one in await town.rows(Group) if one.purpose is GroupPurpose.OPS]
    assert (group.unit, group.reachable) == ("erqi", True)


async def test_guessing_is_slowed_and_said(town):
    stranger, other = await town.resident("stranger"), await town.resident("other")
    code = await invite(town.deps, SECRETARY)
    for n in range(5):
        await stranger.says(f"/start WRONGCODE{n}")
        assert "邀请码不对" in await stranger.last()
    await stranger.says(f"/start {code}")
    assert "过一个小时再试" in await stranger.last() and await roles(town, stranger) == []
    await other.says(f"/start {code}")
    assert await roles(town, other) != [], "what others guess slows nobody else"
    again = await invite(town.deps, SECRETARY)
    town.clock.move_to(town.clock.now() + timedelta(minutes=61))
    await stranger.says(f"/start {again}")
    assert await roles(town, stranger) != []


async def test_in_a_group_guessing_is_slowed_too(town):
    group = await town.resident("group")
    for n in range(6):
        await group.says(f"/bind WRONGCODE{n}", in_group=True)
    assert "过一个小时再试" in await group.last()
    assert "group" not in "".join(fact.name for fact in await facts_of(town, "bind-tries"))


async def facts_of(town, prefix):
    async with town.deps.begin() as work:
        return list(await work.scalars(select(Fact).where(Fact.name.startswith(prefix))))
