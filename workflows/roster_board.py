"""排班: whoever leads a unit sets its duty roster in chat, on one message that is edited in place:
a day of the next fourteen, then people on and off; or a week like the one before."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import delete

from db import desk, people
from db.desk_rows import Shift
from db.models import Person
from db.session import Work, insert_unless_there
from domain.desk import like_before, monday_of
from domain.errors import Refusal
from domain.people import Role
from domain.press import Press
from domain.said import Button, Part, Rows, part
from workflows import handling, naming, reach
from workflows.deps import Deps
from workflows.shifts import (
    AHEAD,
    day_values,
    leads,
    number_of,
    today_of,
    unit_numbered,
    who_words,
)
from workflows.speech import Message, say

BOARD = -7001
"""The number under which the board stands in a chat: no ticket has it."""

DAYS_IN_ROW = 3
MOST_PEOPLE = 24
STEPS = frozenset({"open", "days", "day", "put", "off", "copy"})
Given = tuple[int, str, str]


async def press(work: Work, deps: Deps, person: Person, given: Given) -> Part:
    """A button of the board. Raises Refusal for a unit that is not theirs to set."""
    number, step, rest = given
    unit = unit_numbered(deps.rules, number)
    posts = await handling.posts_of(work, deps, person.id)
    if unit is None or unit not in leads(deps.rules, posts):
        raise Refusal("refuse-shift-unit")
    toast = part("toast-shift-set")
    if step == "copy":
        toast = await _copy(work, deps, unit)
    day, _, who = rest.partition(".")
    if step in ("put", "off"):
        toast = await _set(work, unit, (_day(deps, day), who), on=step == "put")
    shown = _day(deps, day) if day else None
    lines, rows = await _view(work, deps, unit, shown)
    to = await reach.person_addresses(work, person.id)
    kind = "card" if step == "open" else "update"
    await say(work, deps, to, Message(lines, rows, ticket=BOARD, kind=kind, topic="board"))
    return toast


def _day(deps: Deps, text: str) -> date:
    """A day that can be set. Raises Refusal for any other."""
    today = today_of(deps)
    try:
        day = datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        raise Refusal("refuse-button") from None
    if not today <= day < today + AHEAD:
        raise Refusal("refuse-shift-day")
    return day


async def _view(
    work: Work, deps: Deps, unit: str, day: date | None
) -> tuple[tuple[Part, ...], Rows]:
    if day is not None:
        return await _one_day(work, deps, unit, day)
    return await _all_days(work, deps, unit)


async def _all_days(work: Work, deps: Deps, unit: str) -> tuple[tuple[Part, ...], Rows]:
    today = today_of(deps)
    days = [today + timedelta(days=n) for n in range(AHEAD.days)]
    rows = await desk.shifts_between(work, [unit], days[0], days[-1])
    known = await desk.named(work, (row.person_id for row in rows))
    lines = [part("shift-board", unit=deps.rules.org.units[unit].name)]
    for day in days:
        those = [who_words(known, row) for row in rows if row.day == day]
        if those:
            lines.append(part("shift-line", who={"$join": those}, **day_values(day)))
    flat = [
        Button(
            "button-shift-day",
            Press("shift", number_of(unit), f"day.{day:%Y%m%d}"),
            tuple(day_values(day).items()),
        )
        for day in days
    ]
    by_row = [tuple(flat[n : n + DAYS_IN_ROW]) for n in range(0, len(flat), DAYS_IN_ROW)]
    copy = Button("button-shift-copy", Press("shift", number_of(unit), "copy"))
    return tuple(lines), (*by_row, (copy,))


async def _one_day(work: Work, deps: Deps, unit: str, day: date) -> tuple[tuple[Part, ...], Rows]:
    there = {row.person_id for row in await desk.shifts_between(work, [unit], day, day)}
    numbers = list(dict.fromkeys([*sorted(there), *await members(work, unit)]))
    found = await _in_words(work, unit, numbers[:MOST_PEOPLE])
    rows = []
    for number, who in found.items():
        step, key = ("off", "off") if number in there else ("put", "on")
        press = Press("shift", number_of(unit), f"{step}.{day:%Y%m%d}.{number}")
        rows.append((Button(f"button-shift-{key}", press, (("who", who),)),))
    back = Button("button-shift-back", Press("shift", number_of(unit), "days"))
    line = part("shift-board-day", unit=deps.rules.org.units[unit].name, **day_values(day))
    return (line,), (*rows, (back,))


async def members(work: Work, unit: str) -> tuple[int, ...]:
    """Who of a unit can be put on its roster."""
    staff = (await people.roster_of(work)).staff_at([unit])
    return tuple({s.person_id: s for s in staff if s.post.role is not Role.VOLUNTEER})


async def _in_words(work: Work, unit: str, numbers: Iterable[int]) -> dict[int, dict[str, object]]:
    known = await desk.named(work, numbers)
    return {n: naming.person_words(known[n].name, known[n].role_at(unit)) for n in sorted(known)}


async def _set(work: Work, unit: str, given: tuple[date, str], *, on: bool) -> Part:
    """Put somebody on a day, or take them off; what is so already stays so."""
    day, text = given
    there = {row.person_id for row in await desk.shifts_between(work, [unit], day, day)}
    person = int(text) if text.isdecimal() and len(text) <= 18 else 0
    if person not in {*there, *await members(work, unit)}:
        raise Refusal("refuse-button")
    if on:
        await insert_unless_there(work, Shift, unit=unit, day=day, person_id=person)
        return part("toast-shift-on")
    await work.execute(
        delete(Shift).where(Shift.unit == unit, Shift.day == day, Shift.person_id == person)
    )
    return part("toast-shift-off")


async def _copy(work: Work, deps: Deps, unit: str) -> Part:
    """Next week like this one, or like the last where this one is empty."""
    monday = monday_of(today_of(deps)) + timedelta(weeks=1)
    first, last = monday - timedelta(weeks=2), monday + timedelta(days=6)
    rows = await desk.shifts_between(work, [unit], first, last)
    works_on = deps.rules.calendar_of(unit).works_on
    new = like_before(((row.day, row.person_id) for row in rows), monday, works_on)
    if not new:
        raise Refusal("refuse-shift-copy")
    still_here = await members(work, unit)
    kept = [one for one in new if one[1] in still_here]
    for day, who in kept:
        work.add(Shift(unit=unit, day=day, person_id=who))
    await work.flush()
    return part("toast-shift-copied", count=len(kept))
