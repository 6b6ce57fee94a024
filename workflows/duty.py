"""/duty: on duty or not, who sits at the desk today and in the days after, and the ways to swap and
to set shifts; and the one place where their buttons come in."""

from collections.abc import Iterable
from datetime import date, timedelta

from db import desk
from db.desk_rows import Shift
from db.models import Person
from db.session import Work
from domain.desk import desk_units
from domain.errors import Refusal
from domain.people import Post
from domain.press import Press
from domain.said import Button, Part, part, word
from workflows import handling, roster_board, swapping
from workflows.deps import Deps
from workflows.shifts import AHEAD, LATELY, day_values, leads, number_of, today_of, who_words
from workflows.speech import Address, Message, say

SHOWN = 7
"""So many days from today on are shown."""


async def say_duty(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """The answer to /duty."""
    posts = await handling.posts_of(work, deps, person.id)
    today = today_of(deps)
    state, other = ("on", "off") if person.on_duty else ("off", "on")
    rows: list[tuple[Button, ...]] = [(Button(f"button-duty-{other}", Press("duty", 0, other)),)]
    lines = [part(f"duty-{state}"), *await _desk_lines(work, deps, posts, today)]
    if await desk.shifts_of(work, person.id, today, today + AHEAD):
        rows.append((Button("button-shift-swap", Press("shift", 0, "mine")),))
    for unit in leads(deps.rules, posts):
        name = (("unit", deps.rules.org.units[unit].name),)
        rows.append((Button("button-shift-set", Press("shift", number_of(unit), "open"), name),))
    await say(work, deps, [to], Message(tuple(lines), tuple(rows)))


async def _desk_lines(work: Work, deps: Deps, posts: Iterable[Post], today: date) -> list[Part]:
    """Who sits at the desk, day by day; gaps are marked for units that keep a roster."""
    org = deps.rules.org
    units = list(dict.fromkeys(u for p in posts for u in desk_units(org, p.unit)))
    keeping = await desk.units_with_roster(work, today - LATELY) if units else set()
    units = [unit for unit in units if unit in keeping]
    if not units:
        return []
    last = today + timedelta(days=SHOWN - 1)
    rows = await desk.shifts_between(work, units, today, last)
    known = await desk.named(work, (row.person_id for row in rows))
    lines = [part("shift-head")]
    for number in range(SHOWN):
        day = today + timedelta(days=number)
        those = [row for row in rows if row.day == day]
        missing = _missing(deps, units, those, day)
        if those or missing:
            who = {"$join": [*(who_words(known, row) for row in those), *missing]}
            key = "shift-line" if number else "shift-line-today"
            lines.append(part(key, who=who, **day_values(day)))
    return lines


def _missing(
    deps: Deps, units: list[str], those: list[Shift], day: date
) -> list[dict[str, object]]:
    """The units without anybody on a day on which they work."""
    manned = {row.unit for row in those}
    return [
        word("shift-missing", unit=deps.rules.org.units[unit].name)
        for unit in units
        if unit not in manned and deps.rules.calendar_of(unit).works_on(day)
    ]


async def press(work: Work, deps: Deps, person: Person, number: int, choice: str | None) -> Part:
    """A button of the duty roster: `number` is a shift, or a unit where the roster is set."""
    what, _, rest = (choice or "").partition(".")
    if what in swapping.STEPS:
        return await swapping.STEPS[what](work, deps, person, (number, rest))
    if what in roster_board.STEPS:
        return await roster_board.press(work, deps, person, (number, what, rest))
    raise Refusal("refuse-button")
