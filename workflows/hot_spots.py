"""反复出现: matters that came up again and again in one place are proposed to whoever leads the
community, once a week, as a project and never as one more ticket."""

from collections.abc import Collection
from datetime import datetime, time

from db import facts, projects
from db.session import Work
from domain.period import Period, Span
from domain.project import HotSpot, ProjectKind, ProjectState, hottest, place_in
from domain.things import is_in_public
from workflows import project_view, reach
from workflows.deps import Deps
from workflows.speech import Address

FACT = "hot:"
LONGEST_BUILDING = 20
MOST = 3
"""So many are proposed in one week; the others come up again."""


async def find(
    work: Work, deps: Deps, communities: Collection[str], until: datetime
) -> tuple[HotSpot, ...]:
    """What came up again and again up to a moment, the most frequent first: for proposals and for
    the week's text alike."""
    rule = deps.rules.hot
    things = deps.rules.catalogue.things
    found = []
    for one in await projects.again(work, communities, until - rule.window, until, rule.times):
        compound, building = place_in(one.spot)
        public = is_in_public(one.spot, things)
        where = (one.community, one.category, compound, building)
        found.append(HotSpot(*where, one.times, one.households, public, (one.spot,)))
    return hottest(found)


async def propose_due(deps: Deps, at: time, done: str | None) -> str | None:
    """Once a week and community, from that hour of Monday on, late rather than never. `done`: the
    week in which this process saw to all; returns the same."""
    zone = deps.rules.zone
    week = Period.of(Span.WEEK, deps.now(), zone)
    if done == str(week) or deps.now() < datetime.combine(week.first, at, zone):
        return done
    everywhere = [await _propose(deps, unit.code, str(week)) for unit in deps.rules.org.communities]
    return str(week) if all(everywhere) else done


async def _propose(deps: Deps, unit: str, week: str) -> bool:
    """One community's; False where nobody is there to decide, which is tried again."""
    async with deps.begin() as work:
        known = await facts.lock(work, FACT + unit)
        if known.get("week") == week:
            return True
        found = await _new(work, deps, unit)
        to = await _deciders(work, deps, unit) if found else []
        if found and not to:
            return False
        for one in found[:MOST]:
            await _ask(work, deps, one, to)
        await facts.write(work, FACT + unit, {"week": week})
        await work.commit()
    if found:
        deps.wake()
    return True


async def _new(work: Work, deps: Deps, unit: str) -> list[HotSpot]:
    known = await projects.known_keys(work, unit, deps.now() - deps.rules.hot.window)
    found = await find(work, deps, [unit], deps.now())
    there = deps.rules.org.compounds
    return [
        one
        for one in found
        if one.key not in known
        and one.compound in there
        and len(one.building or "") <= LONGEST_BUILDING
    ]


async def _deciders(work: Work, deps: Deps, unit: str) -> list[Address]:
    """Whoever leads it, else whoever is there above."""
    staff = await reach.directory_of(work, deps, (unit,), deps.now())
    _, found = staff.first_manned(deps.rules.org.ladder(deps.rules.org.lead_post(unit)), {})
    return reach.addresses(found)


async def _ask(work: Work, deps: Deps, one: HotSpot, to: list[Address]) -> None:
    row = project_view.new(deps, one.community, ProjectKind.PROJECT, "", None)
    row.state, row.asked_at = ProjectState.PROPOSED, deps.now()
    row.category, row.compound, row.building = one.category, one.compound, one.building
    row.times, row.households = one.times, one.households
    work.add(row)
    await work.flush()
    since = deps.now() - deps.rules.hot.window
    await projects.link(work, row.id, one.community, one.spots, since)
    hold = deps.rules.quiet_of(one.community)
    await project_view.post(work, deps, row, to, hold=hold)
