"""核对: what is worth a second look in a unit's period, for whoever leads it and for the level
right above; as facts and questions, without anybody's name, and never in what groups read."""

from collections import Counter
from collections.abc import Mapping

from db import histories, tickets
from db.models import Person
from db.session import Work
from domain.errors import Refusal
from domain.honesty import Look
from domain.period import Period
from domain.said import Part, part, word
from workflows import cards, handling, reach
from workflows.deps import Deps
from workflows.speech import Message, say

CODES_MOST = 4
UNITS_MOST = 10
"""So many tickets beside each, so many units beneath: they fit a small screen."""


async def may_look(work: Work, deps: Deps, person: Person, unit: str) -> bool:
    """Whether somebody leads the unit or the one right above it."""
    org = deps.rules.org
    posts = await handling.posts_of(work, deps, person.id)
    return bool(posts & set(org.ladder(org.lead_post(unit))[:2]))


async def say_looks(work: Work, deps: Deps, person: Person, unit: str, period: Period) -> Part:
    """Say it. Raises Refusal to everybody else, whatever they lead further up."""
    if not await may_look(work, deps, person, unit):
        raise Refusal("refuse-look")
    communities, limits = deps.rules.org.communities_below(unit), deps.rules.thresholds
    bounds, alone = period.bounds(deps.rules.zone), not deps.rules.org.right_below(unit)
    against = ("community", "street") if alone else ("street",)  # no business of who is accused
    found = await histories.looks_of_each(work, communities, bounds, limits, against)
    seen = {code: one for code, one in found.items() if any(one.values())}
    name = deps.rules.org.units[unit].name
    head = part("look-head", unit=name, period=str(period))
    if not seen:
        lines = [part("look-none", unit=name, period=str(period))]
    elif alone:
        lines = [head, *await _of_one(work, deps, seen[communities[0]])]
    else:
        lines = [head, *_of_several(deps, unit, seen)]
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message(tuple(lines)))
    return part("toast-shown")


async def _of_one(work: Work, deps: Deps, seen: Mapping[Look, tuple[int, ...]]) -> list[Part]:
    """Each with its first tickets, by code."""
    shown = [number for numbers in seen.values() for number in numbers[:CODES_MOST]]
    by_id = {t.id: t for t in await tickets.by_ids(work, shown)}
    lines = []
    for look, numbers in seen.items():
        codes = [cards.code_of(deps.rules, by_id[n]) for n in numbers[:CODES_MOST] if n in by_id]
        if numbers:
            listed = {"$join": codes}
            lines.append(part(f"look-{look}", count=len(numbers), codes=listed))
    return lines


def _of_several(
    deps: Deps, unit: str, seen: Mapping[str, Mapping[Look, tuple[int, ...]]]
) -> list[Part]:
    """A line for each unit right beneath, in the order of the organisation; numbers only."""
    org, lines = deps.rules.org, []
    for code in org.right_below(unit):
        counts: Counter[Look] = Counter()
        for one in org.communities_below(code):
            counts.update({look: len(numbers) for look, numbers in seen.get(one, {}).items()})
        said = [
            word("look-short", what=word(f"look-name-{look}"), count=counts[look])
            for look in Look
            if counts[look]
        ]
        if said:
            name = org.units[code].name
            lines.append(part("look-unit", unit=name, list={"$join": said}))
    if len(lines) > UNITS_MOST:
        more = part("look-more", count=len(lines) - UNITS_MOST)
        return [*lines[:UNITS_MOST], more]
    return lines
