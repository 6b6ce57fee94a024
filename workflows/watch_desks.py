"""Empty desks: whoever leads a unit is warned the evening before, or as soon as it comes about; of
a roster that was never begun, or has ended, somebody hears once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from db import desk, facts, people, tickets
from db.models import GroupPurpose
from db.roster import Staffer
from db.session import Work
from domain.desk import SITTING, desk_units
from domain.people import Post
from domain.press import Press
from domain.said import Button, Part, Rows, day_word, part
from workflows import cards, reach
from workflows.deps import Deps
from workflows.shifts import LATELY, day_values, is_present, number_of
from workflows.speech import Address, Message, Priority, say

WARNED = "desk-warned"
"""The fact in which it is kept what was said: of days by unit, of rosters that have ended by unit
with their last day, of communities without any."""

GRACE = timedelta(minutes=5)
"""A day that becomes empty after the evening's look may be filled at once by whoever emptied it."""

FIRST_WEEK = timedelta(days=7)
"""So long nobody is asked for a roster."""

TOLD, OPS = "told", "ops"
"""Marks of an empty day: somebody who can help was told; only the operators, as nobody was there.
Otherwise the moment since when it is known."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a process has looked at: while roster and days are the same, all was said."""

    version: str
    days: tuple[date, ...]


async def warn_empty_desks(deps: Deps, at: time, done: Looked | None = None) -> Looked | None:
    """Warn of desks that are empty today or, from the evening on, tomorrow, if that is a working
    day of their unit: once for each, late rather than never. `done`: what this process has looked
    at; returns it anew, None while something waits."""
    now = deps.now().astimezone(deps.rules.zone)
    days = (now.date(),) + ((now.date() + timedelta(days=1),) if now.time() >= at else ())
    async with deps.begin() as work:
        looked = Looked((await people.roster_of(work)).version, days)
        if looked == done:
            return done
        kept = await facts.lock(work, WARNED)
        after = await _look(work, deps, days, kept)
        if after != kept:
            await facts.write(work, WARNED, after)
            await work.commit()
    deps.wake()
    waits = any(mark != TOLD for marks in after["days"].values() for mark in marks.values())
    return None if waits else looked


async def _look(
    work: Work, deps: Deps, days: tuple[date, ...], kept: Mapping[str, Any]
) -> dict[str, Any]:
    """Say what is to be said; returns what was said of these days and ever."""
    known = kept.get("days", {})
    after = dict(kept) | {"days": {}}
    for day in days:
        marks = known.get(day.isoformat())
        empty = await _empty(work, deps, day)
        after["days"][day.isoformat()] = await _warn_all(work, deps, day, (empty, marks))
    tomorrow = days[-1].isoformat()
    if len(days) > 1 and tomorrow not in known:
        after |= await _of_rosters(work, deps, days[-1], kept)
    return after


async def _empty(work: Work, deps: Deps, day: date) -> list[str]:
    """The units whose desk is empty on that day, although they keep a roster and work. Before its
    first day a roster has no gaps."""
    rules = deps.rules
    keeping = await desk.units_with_roster(work, day - LATELY, day)
    ends = {unit: rules.calendar_of(unit).end_of(day) for unit in keeping & set(rules.org.units)}
    at_work = [
        unit
        for unit, end in sorted(ends.items())
        if not rules.org.units[unit].closed and end is not None and end > deps.now()
    ]
    rows = await desk.shifts_between(work, at_work, day, day)
    manned = {row.unit for row in rows if await is_present(work, deps, row)}
    return [unit for unit in at_work if unit not in manned]


async def _warn_all(
    work: Work, deps: Deps, day: date, found: tuple[list[str], Mapping[str, str] | None]
) -> dict[str, str]:
    """Warn of the empty units of a day; `found`: them and the marks of those known before, None
    when nobody has looked at that day yet. Returns the marks."""
    empty, known = found
    marks = {u: mark for u, mark in (known or {}).items() if u in empty or mark == TOLD}
    for unit in empty:
        mark = marks.setdefault(unit, deps.now().isoformat())
        is_new = known is None or mark not in (TOLD, OPS) and _is_ripe(deps, mark)
        if is_new or mark == OPS:
            marks[unit] = await _warn(work, deps, (unit, day), is_new=is_new)
    return marks


def _is_ripe(deps: Deps, since: str) -> bool:
    return deps.now() - datetime.fromisoformat(since) >= GRACE


async def _warn(work: Work, deps: Deps, of: tuple[str, date], *, is_new: bool) -> str:
    """Tell whoever leads the unit, or the next above who is there, and the operators of whoever is
    not; returns how far that went."""
    unit, day = of
    org = deps.rules.org
    ladder = org.ladder(org.lead_post(unit))
    staff = await reach.directory_of(work, deps, (unit,), deps.now())
    rung, found = staff.first_manned(ladder, {})
    where = {"unit": org.units[unit].name, "day": day_word(day)}
    own = _set_button(deps, unit, f"open.{day:%Y%m%d}") if rung == 0 else ()
    await _tell(work, deps, unit, (found, part("shift-nobody", **where), own))
    if is_new and (rung or not found):
        await _tell_operators(work, deps, where, ladder[rung] if found else None)
    return TOLD if found else OPS


async def _tell(
    work: Work, deps: Deps, unit: str, what: tuple[Iterable[Staffer], Part, Rows]
) -> None:
    found, line, rows = what
    message = Message((line,), rows, priority=Priority.REMINDER, hold=deps.rules.quiet_of(unit))
    await say(work, deps, reach.addresses(found), message)


async def _tell_operators(work: Work, deps: Deps, where: dict[str, Any], to: Post | None) -> None:
    line = part("shift-gap-nobody", **where)
    if to is not None:
        line = part("shift-gap", to=cards.post_words(deps.rules, to.unit, to.role), **where)
    groups = await people.all_groups(work, GroupPurpose.OPS)
    addresses = [Address(group.channel, group.chat, group.lang) for group in groups]
    await say(work, deps, addresses, Message((line,), priority=Priority.REMINDER, hold=True))


def _set_button(deps: Deps, unit: str, step: str) -> Rows:
    name = (("unit", deps.rules.org.units[unit].name),)
    return ((Button("button-shift-set", Press("shift", number_of(unit), step), name),),)


async def _of_rosters(work: Work, deps: Deps, day: date, kept: Mapping[str, Any]) -> dict[str, Any]:
    """In the evening before a working day: of rosters that have ended, and of desks that never had
    one. Returns what was said of them, ever."""
    last = await desk.last_shifts(work)
    ended, without = dict(kept.get("ended", {})), list(kept.get("without", ()))
    for unit, at in sorted(last.items()):
        is_over = at < day - LATELY and ended.get(unit) != at.isoformat()
        if is_over and _works(deps, unit, day) and await _say_ended(work, deps, unit, at):
            ended[unit] = at.isoformat()
    for community in deps.rules.org.communities:
        unit = community.code
        never = unit not in without and _works(deps, unit, day) and not _sits(deps, unit, last)
        if never and await _say_without(work, deps, unit):
            without.append(unit)
    return {"ended": ended, "without": without}


def _works(deps: Deps, unit: str, day: date) -> bool:
    found = deps.rules.org.units.get(unit)
    is_open = found is not None and not found.closed and found.kind in SITTING
    return is_open and deps.rules.calendar_of(unit).works_on(day)


def _sits(deps: Deps, community: str, last: Mapping[str, date]) -> bool:
    """Whether any side of its desk ever had a roster."""
    return community in last or any(one in last for one in desk_units(deps.rules.org, community))


async def _say_ended(work: Work, deps: Deps, unit: str, at: date) -> bool:
    """The lead did not follow the warnings of two weeks: the next level hears of it as well."""
    org = deps.rules.org
    ladder = org.ladder(org.lead_post(unit))
    staff = await reach.directory_of(work, deps, (unit,), deps.now())
    line = part("shift-ended", unit=org.units[unit].name, **day_values(at))
    lead = staff.on_duty(ladder[0], {})
    _, above = staff.first_manned(ladder, {}, start=min(1, len(ladder) - 1))
    await _tell(work, deps, unit, (lead, line, _set_button(deps, unit, "open")))
    told = {one.person_id for one in lead}
    await _tell(work, deps, unit, ([s for s in above if s.person_id not in told], line, ()))
    return bool(lead or above)


async def _say_without(work: Work, deps: Deps, community: str) -> bool:
    """A desk that has had tickets for a week, and never a roster."""
    first = await tickets.first_opened(work, community)
    if first is None or deps.now() - first < FIRST_WEEK:
        return False
    org = deps.rules.org
    staff = await reach.directory_of(work, deps, (community,), deps.now())
    rung, found = staff.first_manned(org.ladder(org.lead_post(community)), {})
    own = _set_button(deps, community, "open") if rung == 0 else ()
    line = part("shift-none", unit=org.units[community].name)
    await _tell(work, deps, community, (found, line, own))
    return bool(found)
