"""The audit's questions about posts: whether whoever has a ticket, or a supporting part, still has
a post around it, and whether there is any post at all on the ladder of a ticket in hand."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from db import people, standing
from db.session import Work
from domain.people import Post, Role
from workflows import reach
from workflows.deps import Deps

Found = list[tuple[int, datetime]]
"""Numbers of tickets with their opening."""

Near = Callable[[Any], frozenset[str]]
"""The units at which somebody may have such a row in hand."""


async def handlers(work: Work, deps: Deps) -> Found:
    """Tickets with somebody who has no post around them, and stands in for nobody who has: there
    must be none."""

    def near(one: Any) -> frozenset[str]:
        units = one.lead_unit, one.community, one.support_unit
        return deps.rules.org.around(units, one.place.get("compound"))

    return await _without_post(work, deps, await standing.handlers_elsewhere(work), near)


async def partners(work: Work, deps: Deps) -> Found:
    """The same of supporting parts, whose unit is the supporting one."""

    def near(one: Any) -> frozenset[str]:
        return deps.rules.org.around((one.support_unit,), None)

    return await _without_post(work, deps, await standing.partners_elsewhere(work), near)


async def _without_post(work: Work, deps: Deps, suspects: Iterable[Any], near: Near) -> Found:
    found, units = [], dict[int, set[str]]()
    for one in suspects:
        if one.person_id not in units:
            units[one.person_id] = await _units_of(work, deps, one.person_id)
        if not units[one.person_id] & near(one):
            found.append((one.id, one.opened_at))
    return found


async def _units_of(work: Work, deps: Deps, person_id: int) -> set[str]:
    own = {member.unit for member in await people.memberships(work, person_id)}
    return own | {p.unit for p in await people.posts_for_others(work, person_id, deps.now())}


async def without_ladder(work: Work, deps: Deps) -> Found:
    """Open tickets on whose whole ladder nobody holds a post, on duty or not: there must be none,
    not even with somebody at work on them, as nobody would hear of it."""
    held, found = await standing.posts_held(work), []
    for kind in await standing.kinds_of_open(work):
        if _is_held(deps.rules.org.ladder(Post(kind.lead_unit, kind.lead_role)), held):
            continue
        found += [
            (ticket.id, ticket.opened_at)
            for ticket in await standing.of_kind(work, kind)
            if not _is_held(reach.ladder_of(deps.rules, ticket), held)
        ]
    return found


def _is_held(ladder: Iterable[Post], held: Collection[Post]) -> bool:
    """Whether anybody holds one of these; community staff stand in for grid workers."""
    posts = set(ladder)
    posts |= {Post(p.unit, Role.COMMUNITY_STAFF) for p in posts if p.role is Role.GRID_WORKER}
    return not posts.isdisjoint(held)
