"""Telling people of gaps and of what the audit found: the next level up of each empty post, and
the operators' groups (运维群). Nothing personal in it: posts, codes and names of promises."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from db import facts, people, standing
from db.models import GroupPurpose
from db.session import Work
from domain.people import Post, Role
from domain.said import Part, part
from workflows import cards, reach
from workflows.audit import Gap, Violation
from workflows.deps import Deps
from workflows.speech import Address, Message, Priority, say

GAPS, FINDINGS, HEARTBEATS = "gaps", "findings", "heartbeats"
"""The facts in which it is kept what was told when."""

OVERLAP = timedelta(minutes=1)
"""A gap of a moment ago may have been written only after we had looked."""

LOOKS_BACK = timedelta(days=1)
"""How far the very first look goes."""

AGAIN = timedelta(days=1)
"""What still stands is told again after this."""

LINES_MOST = 15


async def tell_gaps(deps: Deps) -> int:
    """Tell of each post that a ticket found empty, once a day, the first level above at which
    somebody is, or with nobody there the operators. Returns how many were told."""
    async with deps.begin() as work:
        after = _last_look(deps, await facts.read(work, GAPS))
        if not await standing.gaps_since(work, after):
            return 0
        kept = await facts.lock(work, GAPS)
        today = deps.now().astimezone(deps.rules.zone).date().isoformat()
        told = {name: day for name, day in kept.get("told", {}).items() if day == today}
        new = 0
        for event in await standing.gaps_since(work, after):
            name = f"{event.values.get('unit')}/{event.values.get('role')}"
            if name not in told and event.values.get("unit") in deps.rules.org.units:
                told[name], new = today, new + 1
                await _tell_gap(work, deps, event.values)
        await facts.write(work, GAPS, {"at": deps.now().isoformat(), "told": told})
        await work.commit()
    deps.wake()
    return new


def _last_look(deps: Deps, kept: dict[str, Any] | None) -> datetime:
    if not kept:
        return deps.now() - LOOKS_BACK
    return datetime.fromisoformat(kept["at"]) - OVERLAP


async def _tell_gap(work: Work, deps: Deps, values: dict[str, Any]) -> None:
    post = Post(values["unit"], Role(values["role"]))
    where = cards.post_words(deps.rules, post.unit, post.role)
    line = part("gap-nobody", post=where)
    if values.get("to_unit") in deps.rules.org.units:
        to = cards.post_words(deps.rules, values["to_unit"], values["to_role"])
        line = part("gap-told", post=where, to=to)
    above = await _above(work, deps, post)
    message = Message((line,), priority=Priority.REMINDER, hold=True)
    await say(work, deps, above or await _operators(work), message)


async def _above(work: Work, deps: Deps, post: Post) -> list[Address]:
    """The first level above a post at which somebody is on duty."""
    staff = await reach.directory_of(work, deps, (post.unit,), deps.now())
    ladder = deps.rules.org.ladder(post)
    return reach.addresses(staff.first_manned(ladder, {}, start=1)[1])


async def _operators(work: Work) -> list[Address]:
    groups = await people.all_groups(work, GroupPurpose.OPS)
    return [Address(group.channel, group.chat, group.lang) for group in groups]


async def tell_findings(
    deps: Deps, violations: Sequence[Violation], gaps: Sequence[Gap] = (), fact: str = FINDINGS
) -> tuple[int, int]:
    """Tell the operators what is new, what is gone, and once a day what still stands, against what
    was told before under this fact. Returns how many are told as found and as gone."""
    now = deps.now()
    lines = _lines(deps, violations, gaps)
    async with deps.begin() as work:
        kept = await facts.read(work, fact) or {}
        if not _changes(lines, kept, now):
            return 0, 0
        kept = await facts.lock(work, fact)
        found, gone = _found(lines, kept, now), [name for name in kept if name not in lines]
        await _say_findings(work, deps, [lines[name] for name in found], len(gone))
        for gap in gaps:
            if gap.kind == "group" and _name(gap) in found and _name(gap) not in kept:
                await _tell_unit(work, deps, gap)
        after = {name: kept[name] for name in kept if name in lines and name not in found}
        await facts.write(work, fact, after | dict.fromkeys(found, now.isoformat()))
        await work.commit()
    deps.wake()
    return len(found), len(gone)


def _name(one: Violation | Gap) -> str:
    if isinstance(one, Violation):
        return f"{one.promise} {one.code}"
    return f"{one.kind} {one.unit}/{one.role}"


def _lines(deps: Deps, violations: Sequence[Violation], gaps: Sequence[Gap]) -> dict[str, Part]:
    """Every finding under the name by which it is known again."""
    found = {_name(v): part(f"finding-{v.promise}", code=v.code) for v in violations}
    for gap in gaps:
        if gap.kind == "group":
            unit = deps.rules.org.units.get(gap.unit)
            name = unit.name if unit else gap.unit
            found[_name(gap)] = part(f"finding-group-{gap.role}", unit=name)
        else:
            where = cards.post_words(deps.rules, gap.unit, gap.role)
            found[_name(gap)] = part("finding-post", post=where)
    return found


def _found(lines: dict[str, Part], kept: dict[str, str], now: datetime) -> list[str]:
    """What is new, and what was told a day ago and still stands."""
    return [
        name
        for name in lines
        if name not in kept or now - datetime.fromisoformat(kept[name]) >= AGAIN
    ]


def _changes(lines: dict[str, Part], kept: dict[str, str], now: datetime) -> bool:
    return bool(_found(lines, kept, now)) or any(name not in lines for name in kept)


async def _say_findings(work: Work, deps: Deps, found: list[Part], gone: int) -> None:
    said: list[Part] = []
    if found:
        said += [part("findings-head", count=len(found)), *found[:LINES_MOST]]
    if len(found) > LINES_MOST:
        said.append(part("findings-more", count=len(found) - LINES_MOST))
    if gone:
        said.append(part("findings-gone", count=gone))
    await say(work, deps, await _operators(work), Message(tuple(said), priority=Priority.REMINDER))


async def _tell_unit(work: Work, deps: Deps, gap: Gap) -> None:
    """A group has put us out: the first person responsible of its unit can let us in again."""
    if gap.unit not in deps.rules.org.units:
        return
    staff = await reach.directory_of(work, deps, (gap.unit,), deps.now())
    ladder = deps.rules.org.ladder(deps.rules.org.lead_post(gap.unit))
    line = part(f"finding-group-{gap.role}", unit=deps.rules.org.units[gap.unit].name)
    to = reach.addresses(staff.first_manned(ladder, {})[1])
    await say(work, deps, to, Message((line,), priority=Priority.REMINDER, hold=True))
