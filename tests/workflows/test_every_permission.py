"""Walks the table of permissions: every role, in every relation it can have, presses every button
of a ticket in every status. What its row allows is not refused as somebody else's; all else is
refused and changes nothing. New rows of the table are walked without a word here; a new relation
must say below how it comes about."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from db.desk_rows import SupportPart
from db.models import Event, GroupPurpose, Ticket
from db.time_rows import Absence, Deferral, DeferralKind, DeferralState
from domain.inbound import Pressed, Sender
from domain.lifecycle import TRANSITIONS, Action, Relation, Status
from domain.people import Role
from domain.permissions import BUTTONS, READING, RELATIONS, may_press, relations_of
from tests.support.rows import everything, make_ticket
from tests.support.town import Actor, Town, photo
from workflows.handling import posts_of
from workflows.press_button import _TABLE, press_button
from workflows.reach import directory, relations

R = Relation
VERBS = tuple(action for action in Action if action in _TABLE)
NOT_THEIRS = "refuse-not-yours"
MAIN = 1
"""The ticket that others are merged into."""
_keys = itertools.count()

UNITS = {
    "grid": ("yongan", Role.GRID_WORKER),
    "clerk": ("yongan", Role.COMMUNITY_STAFF),
    "secretary": ("yongan", Role.SECRETARY),
    "property": ("yongan-property", Role.PROPERTY_STAFF),
    "manager": ("yongan-property", Role.PROPERTY_LEAD),
    "alliance": ("red-alliance", Role.STAND_IN),
    "street": ("jianzhong", Role.OFFICER),
    "district": ("erqi", Role.OFFICER),
    "volunteer": ("yongan", Role.VOLUNTEER),
}
"""The actors: each role of the organisation at least once. `nobody` has none."""

EVERYWHERE = {None, R.OWNER, R.HANDLER, R.DESK}
"""Walked in every status; other relations where the table names them, as elsewhere they are the
same as none."""

ABOVE = {"secretary": 1, "street": 2, "district": 3}
"""How far up the ladder of a matter of the community they stand; the ladder of one that awaits a
ruling begins with the secretary."""

BESIDES: dict[str, set[Relation]] = {
    "secretary": {R.CHAIR, R.OVERSEER, R.APPROVER, R.VOLUNTEER, R.SUPPORT},
    "street": {R.OVERSEER, R.APPROVER},
    "district": {R.OVERSEER, R.APPROVER},
    "manager": {R.SUPPORT, R.APPROVER},
    "grid": {R.VOLUNTEER},
    "clerk": {R.VOLUNTEER, R.DESK},
    "volunteer": {R.VOLUNTEER},
}
"""What somebody may be to a ticket in these situations besides what the situation is about."""


WITH: dict[Relation, set[Relation]] = {R.PARTNER: {R.SUPPORT}}
"""Relations that bring others."""

HARMLESS = {(Action.SPLIT, R.OWNER), (Action.SPLIT, R.FILER)}
"""Answers to a question (is it the same matter?) that say no: nothing is changed by it here."""


@dataclass
class Scene:
    """A ticket in the making: its columns, and rows that go with it once it has a number."""

    actor: Actor
    unit: str
    role: Role | None
    other: int
    columns: dict = field(default_factory=dict)
    rows: list[Callable[[int], object]] = field(default_factory=list)


def _joint(scene: Scene, town: Town, handler: int | None) -> None:
    now = town.clock.now()
    scene.columns |= {"support_unit": scene.unit, "support_role": scene.role}
    scene.rows.append(
        lambda number: SupportPart(
            ticket_id=number,
            cycle=1,
            task="",
            handler_id=handler,
            started_at=now,
            accept_due=now,
            due_at=now + timedelta(days=1),
            accepted_at=now if handler else None,
            media=[],
            lead_media=[],
        )
    )


def _event(town: Town, kind: str, person: int, **values) -> Callable[[int], object]:
    return lambda number: Event(
        ticket_id=number, at=town.clock.now(), kind=kind, person_id=person, values=values
    )


def build(scene: Scene, town: Town, relation: Relation) -> bool:
    """Bring that relation about; False where this actor cannot come to it in this town."""
    me = scene.actor.person_id
    name = scene.actor.chat
    match relation:
        case R.OWNER:
            scene.columns |= {"owner_id": me}
        case R.FILER:
            scene.columns |= {"filed_by": me, "origin": "walk_in", "slip": f"S{next(_keys):08}"}
        case R.HANDLER | R.CLAIMANT:
            scene.columns |= {"handler_id": me}
        case R.DESK:
            scene.columns |= {"lead_unit": scene.unit, "lead_role": scene.role}
        case R.SUPPORT:
            _joint(scene, town, None)
        case R.PARTNER:
            _joint(scene, town, me)
        case R.UPPER if name == "manager":
            company = {"lead_unit": scene.unit, "lead_role": Role.PROPERTY_STAFF}
            scene.columns |= company | {"rung": 1}
            return scene.columns["status"] is not Status.RULING
        case R.UPPER:
            rung = ABOVE.get(name, 0) - (scene.columns["status"] is Status.RULING)
            scene.columns |= {"rung": rung}
            return rung > 0
        case R.APPROVER | R.OVERSEER:
            scene.columns |= {"rung": 0}
            return name in ABOVE
        case R.CHAIR | R.VOLUNTEER:
            return scene.unit == "yongan"
        case R.DEPUTY:
            scene.rows.append(
                lambda _: Absence(
                    person_id=scene.other,
                    since=town.clock.now() - timedelta(hours=1),
                    until=None,
                    deputy_id=me,
                )
            )
        case R.OFFERED:
            scene.rows.append(_event(town, "pass", scene.other, to=me, cycle=1))
        case R.HELPER:
            scene.rows.append(_event(town, "claim", me, role="helper", cycle=1))
        case _:
            raise AssertionError(f"say here how somebody comes to be {relation}")
    return True


@pytest.fixture
async def office(town):
    """Everybody, a group of the vanguard team, and one who has what nobody else has."""
    await town.staff("clerk", "孙丽", Role.COMMUNITY_STAFF, "yongan")
    await town.staff("volunteer", "钱进", Role.VOLUNTEER, "yongan")
    await town.staff("other", "何平", Role.PROPERTY_STAFF, "yongan-property")
    await town.group("team", "yongan", GroupPurpose.VANGUARD)
    town.people["nobody"] = await town.resident("nobody")
    town.people["hers"] = await town.resident("hers")
    async with town.deps.begin() as work:
        owner = town.people["hers"].person_id
        work.add(make_ticket(owner, community="yongan", lead_unit="yongan-property"))
        await work.commit()
    return town


async def situation(town: Town, name: str, relation: Relation | None, status: Status):
    """A ticket in that status, to which the actor has that relation; None where that cannot be."""
    unit, role = UNITS.get(name, ("", None))
    scene = Scene(town.people[name], unit, role, town.other.person_id)
    desk = {"lead_unit": "yongan", "lead_role": Role.GRID_WORKER}
    if name in ("grid", "clerk") or relation is R.PARTNER or relation is R.SUPPORT:
        desk = {"lead_unit": "yongan", "lead_role": Role.SECRETARY}
    if name == "secretary" and relation in (R.SUPPORT, R.PARTNER):
        desk = {"lead_unit": "yongan-property", "lead_role": Role.PROPERTY_STAFF}
    scene.columns |= {"community": "yongan", "owner_id": town.hers.person_id, **desk}
    scene.columns |= {"category": "repair", "place": {"compound": "yongan-garden"}}
    scene.columns |= {"status": status, "cycle": 1, "kind": "request"}
    scene.columns |= {"media": [photo().to_json()]}
    if status is Status.HANDLING:
        scene.columns |= {"handler_id": scene.other, "accepted_at": town.clock.now()}
    if relation is not None and not build(scene, town, relation):
        return None
    return await _write(town, scene, status)


async def _write(town: Town, scene: Scene, status: Status) -> Ticket:
    now = town.clock.now()
    async with town.deps.begin() as work:
        if status is Status.MERGED:
            scene.columns |= {"merged_into": MAIN}
        ticket = make_ticket(scene.columns.pop("owner_id"), **scene.columns)
        ticket.thread = MAIN
        work.add(ticket)
        await work.flush()
        for row in scene.rows:
            work.add(row(ticket.id))
        if status is Status.HANDLING:
            work.add(
                Deferral(
                    ticket_id=ticket.id,
                    kind=DeferralKind.EXTENSION,
                    reason="parts",
                    words="",
                    until=now + timedelta(days=3),
                    state=DeferralState.ASKED,
                    asked_at=now,
                    asked_by=town.people["hers"].person_id,
                )
            )
        await work.commit()
    return ticket


async def press(town: Town, actor: Actor, payload: str) -> str:
    """The key of the answer."""
    toast = await press_button(
        town.deps,
        Pressed(
            channel="web",
            chat=actor.chat,
            key=f"walk-{next(_keys):08}",
            sender=Sender(actor.chat),
            payload=payload,
        ),
    )
    return toast.line[0]


def payload_of(verb: str, ticket: Ticket) -> str:
    if verb == Action.MERGE:
        return f"merge:{ticket.thread}:{ticket.id}"
    choices = {Action.RATE: "good", Action.ACCEPT: "now", Action.RULE: "community"}
    choice = choices.get(verb)
    return f"{verb}:{ticket.id}" + (f":{choice}" if choice else "")


async def held(town: Town, name: str, ticket: Ticket, about: Relation | None) -> set[Relation]:
    """What the actor is to the ticket: what it is about, and what comes with their post."""
    actor = town.people[name]
    async with town.deps.begin() as work:
        found = await work.get_one(Ticket, ticket.id)
        staff = await directory(work, town.deps, found)
        posts = await posts_of(work, town.deps, actor.person_id)
        mine = set(relations(town.deps.rules, found, actor.person_id, posts, staff.part))
    besides = BESIDES.get(name, set()) | (WITH.get(about, set()) if about else set())
    assert mine <= besides | {about}, (name, about, mine)
    return mine | besides | ({about} if about else set())


def relations_for(name: str) -> list[Relation | None]:
    """What somebody of that role can be to a ticket, and nothing at all."""
    unit, role = UNITS.get(name, ("", None))
    mine = relations_of([role] if role else [])
    if role is Role.VOLUNTEER:
        mine -= {R.HANDLER}
    else:
        mine -= {R.CLAIMANT}
    return [None, *(r for r in Relation if r in mine)]


def is_walked(status: Status, about: Relation | None) -> bool:
    named = {one for (s, _), row in TRANSITIONS.items() if s is status for one in row.by}
    return about in EVERYWHERE or about in named


async def _forbidden(town: Town, name: str, abouts: list[Relation | None], status: Status) -> int:
    """All that somebody may not do; in front of all their tickets at once, as the rows of the
    whole database are compared."""
    cells: list[tuple[Relation | None, str, Ticket]] = []
    for about in abouts:
        ticket = await situation(town, name, about, status)
        if ticket is not None:
            mine = await held(town, name, ticket, about)
            cells += [(about, verb, ticket) for verb in VERBS if not _may(status, verb, mine)]
    before = await everything(town)
    # Every cell on SQLite; PostgreSQL is asked of a sample, as the rule is the same there.
    step = 1 if town.program.engine.dialect.name == "sqlite" else 4
    for about, verb, ticket in cells[::step]:
        key = await press(town, town.people[name], payload_of(verb, ticket))
        refused = not key.startswith("toast") or (verb, about) in HARMLESS
        assert refused, (name, about, status, verb, key)
    after = await everything(town)
    after["receipt"] = before["receipt"]  # of a harmless answer
    assert after == before, (name, status)
    return len(cells)


def _may(status: Status, verb: str, mine: set[Relation]) -> bool:
    row = TRANSITIONS.get((status, Action(verb)))
    return row is not None and bool(row.by & mine)


async def _allowed(town: Town, name: str, about: Relation, status: Status) -> int:
    count = 0
    for verb in VERBS:
        row = TRANSITIONS.get((status, Action(verb)))
        if row is not None and about in row.by:
            ticket = await situation(town, name, about, status)
            if ticket is None:
                return 0
            key = await press(town, town.people[name], payload_of(verb, ticket))
            refused = key == NOT_THEIRS or key.startswith("refuse-status")
            assert not refused, (name, about, status, verb, key)
            count += 1
    return count


@pytest.mark.parametrize("status", Status)
async def test_every_cell(office, status):
    allowed = forbidden = 0
    for name in (*UNITS, "nobody"):
        abouts = [about for about in relations_for(name) if is_walked(status, about)]
        apart = [about for about in abouts if about is R.DEPUTY]  # of all of a colleague's tickets
        for together in ([a for a in abouts if a not in apart], apart):
            forbidden += await _forbidden(office, name, together, status)
        for about in abouts:
            allowed += await _allowed(office, name, about, status) if about else 0
    rows = [row for (s, _), row in TRANSITIONS.items() if s is status]
    assert forbidden > 10 * len(VERBS)
    assert bool(allowed) is any(row.by - {R.SYSTEM} for row in rows)


async def test_every_relation_comes_about(office):
    come = set()
    for name in (*UNITS, "nobody"):
        for about in relations_for(name):
            if about and await situation(office, name, about, Status.HANDLING):
                come.add(about)
    assert come == set(RELATIONS) - {R.SYSTEM}


@pytest.mark.parametrize("name", [*UNITS, "nobody"])
async def test_every_button_without_a_ticket(office, name):
    role = UNITS[name][1] if name in UNITS else None
    actor = office.people[name]
    before = await everything(office)
    shut = [verb for verb in BUTTONS if not BUTTONS[verb].admits([role] if role else [])]
    for verb in shut:
        for payload in (f"{verb}:0", f"{verb}:1", f"{verb}:0:on", f"{verb}:1:gone"):
            key = await press(office, actor, payload)
            assert not key.startswith("toast"), (name, payload, key)
    assert await everything(office) == before
    assert [v for v in shut if may_press(v, [role] if role else [])] == [
        v for v in shut if BUTTONS[v].who == "own_unit"
    ]


@pytest.mark.parametrize("verb", READING)
async def test_a_stranger_to_a_ticket_reads_nothing_of_it(office, verb):
    ticket = await situation(office, "nobody", None, Status.HANDLING)
    before = await everything(office)
    for name in ("nobody", "alliance", "volunteer"):
        key = await press(office, office.people[name], f"{verb}:{ticket.id}")
        assert key.startswith("refuse"), (name, verb, key)
    assert await everything(office) == before


@pytest.mark.parametrize("verb", READING)
async def test_every_cell_of_what_is_read_by_a_button(office, verb):
    """By each relation in turn; whoever has a post at the unit it is with is one more reader."""
    allowed = forbidden = 0
    for name in (*UNITS, "nobody"):
        unit, role = UNITS.get(name, ("", None))
        for about in relations_for(name):
            ticket = await situation(office, name, about, Status.HANDLING)
            if ticket is None:
                continue
            mine = await held(office, name, ticket, about)
            there = unit in (ticket.lead_unit, ticket.support_unit) and role is not Role.VOLUNTEER
            key = await press(office, office.people[name], f"{verb}:{ticket.id}")
            if about in READING[verb]:
                allowed += 1
                assert key != NOT_THEIRS, (verb, name, about)
            elif not mine & READING[verb] and not there:
                forbidden += 1
                assert key.startswith("refuse"), (verb, name, about, key)
    assert allowed >= 10
    assert forbidden >= 5
