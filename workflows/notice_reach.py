"""Whom a notice reaches: the homes and groups of its audience, and how many they are. The list is
shown to nobody."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import notices, people
from db.models import GroupPurpose
from db.notice_rows import Notice
from db.notices import Dweller
from db.session import Work
from domain.homes import Home, buildings_of
from domain.kin import others_of
from domain.notice import Audience, door_of
from domain.org import Organisation, UnitKind
from domain.people import Post
from domain.permissions import BUTTONS
from workflows import handling
from workflows.deps import Deps
from workflows.speech import Address

EXACT = 3_000
"""More people than these are counted as people, not home by home."""

AT_ONCE = 500
GROUPS, LIVING, KIN, FOLLOWING = range(4)
"""In which order it is queued: groups, who lives there, whose people do; what follows a notice goes
to those who were told that one."""

Way = tuple[str, Mapping[str, Any]]
"""By which home it reaches somebody: whose, and where."""

TELLS = frozenset({UnitKind.DISTRICT, UnitKind.STREET, UnitKind.COMMUNITY, UnitKind.BRANCH})


@dataclass(frozen=True, slots=True)
class Reached:
    """How many it would reach. homes: None where they are too many to count one by one, then
    people; muted: homes that want urgent ones only; chats: those that were told what it
    follows."""

    homes: int | None = 0
    people: int | None = None
    muted: int = 0
    groups: int = 0
    chats: int | None = None

    @property
    def nobody(self) -> bool:
        """Whether nobody would read it."""
        return not (self.homes or self.people or self.groups or self.chats)


async def units_of(work: Work, deps: Deps, person_id: int) -> tuple[str, ...]:
    """The units in whose name somebody may tell something, the highest last."""
    org = deps.rules.org
    posts = await handling.posts_of(work, deps, person_id)
    led = org.led_by(post for post in posts if BUTTONS["notice"].admits([post.role]))
    kinds = (UnitKind.COMMUNITY, UnitKind.BRANCH, UnitKind.STREET, UnitKind.DISTRICT)
    found = [u for u in org.units.values() if u.code in led and u.kind in TELLS]
    return tuple(u.code for u in sorted(found, key=lambda u: kinds.index(u.kind)))


def may_lead(org: Organisation, unit: str, posts: Collection[Post]) -> bool:
    """Whether somebody with these posts leads that unit, or one above it."""
    rungs = org.ladder(org.lead_post(unit))
    return BUTTONS["notice"].admits(post.role for post in posts if post in rungs)


def allowed_units(org: Organisation, unit: str) -> tuple[str, ...]:
    """What can be chosen as a whole: the unit, and the communities beneath one above them."""
    if org.units[unit].kind not in (UnitKind.STREET, UnitKind.DISTRICT):
        return (unit,)
    return (unit, *org.communities_below(unit))


async def reach(work: Work, deps: Deps, row: Notice) -> Reached:
    """How many it would reach, as things stand now."""
    if row.parent_id is not None:
        return Reached(None, chats=await notices.count_told(work, row.parent_id))
    audience = Audience.of(row.audience)
    groups = len(await groups_for(work, deps, row, audience))
    compounds = audience.compounds(deps.rules.org)
    if not compounds:
        return Reached(groups=groups)
    living = await notices.count_living_in(work, compounds)
    if living > EXACT:
        return Reached(None, living, 0, groups)
    homes, muted = await _homes(work, deps, audience)
    if row.urgent:
        return Reached(len(homes | muted), None, 0, groups)
    return Reached(len(homes), None, len(muted - homes), groups)


async def _homes(work: Work, deps: Deps, audience: Audience) -> tuple[set[object], set[object]]:
    """The homes in which somebody hears of it, and those of people who want urgent ones only."""
    homes: set[object] = set()
    muted: set[object] = set()
    seen: set[int] = set()
    for phase in (LIVING, KIN):
        after = looked_at = 0
        while looked_at <= EXACT:
            page = await dwellers(work, deps, audience, (phase, after), AT_ONCE)
            if not page:
                break
            after, looked_at = page[-1].person_id, looked_at + len(page)
            meant = ways(deps, audience, page)
            off = await notices.muted_of(work, list(meant))
            for person in meant.keys() - seen:
                (muted if person in off else homes).add(door_of(meant[person][1], person))
            seen.update(meant)
    return homes, muted


async def dwellers(
    work: Work, deps: Deps, audience: Audience, at: tuple[int, int], limit: int
) -> Sequence[Dweller]:
    """A page of those it may be for. `at`: the phase, and the person after whom to go on: who
    lives there first, then those whose people do."""
    phase, after = at
    compounds = audience.compounds(deps.rules.org)
    if not compounds:
        return ()
    if phase == LIVING:
        return await notices.living_in(work, compounds, after, limit)
    return await notices.with_people(work, after, limit)


def ways(deps: Deps, audience: Audience, page: Sequence[Dweller]) -> dict[int, Way]:
    """By which of their homes it reaches each of them; without those it does not reach."""
    org = deps.rules.org
    found = {d.person_id: audience.way_to(org, d.home, others_of(d.about)) for d in page}
    return {person: way for person, way in found.items() if way is not None}


async def groups_for(work: Work, deps: Deps, row: Notice, audience: Audience) -> list[Address]:
    """The groups it goes to: those of its unit and of all beneath."""
    below = deps.rules.org.below(row.unit)
    found = [
        group
        for purpose in audience.groups
        for group in await people.groups_of(work, below, GroupPurpose(purpose))
    ]
    return [Address(g.channel, g.chat, g.lang) for g in found]


async def buildings(work: Work, deps: Deps, compound: str) -> Sequence[Home]:
    """The buildings of a compound: those that are written down, else those residents named."""
    known = buildings_of(deps.rules.org, compound)
    named = known or await _named(work, compound, None)
    return [Home(compound, one) for one in named]


async def units(work: Work, place: Home) -> Sequence[Home]:
    """The units of a building, as far as residents named them."""
    named = await _named(work, place.compound, place.building)
    return [Home(place.compound, place.building, one) for one in named]


async def _named(work: Work, compound: str, building: str | None) -> tuple[str, ...]:
    """The buildings (of a building: the units) that people of a compound told us."""
    name, found, after = "unit" if building else "building", set(), 0
    while page := await notices.living_in(work, [compound], after, AT_ONCE):
        after = page[-1].person_id
        for one in page:
            home = one.home or {}
            if home.get(name) and building in (None, home.get("building")):
                found.add(home[name])
        if len(found) > EXACT:
            break
    return tuple(sorted(found, key=lambda one: (len(one), one)))[:40]
