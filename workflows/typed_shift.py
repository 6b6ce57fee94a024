"""/duty 周四 王军: whoever leads a unit puts colleagues on its duty roster in one line. What is
there stays; the buttons (roster_board) take off."""

from collections.abc import Mapping
from datetime import date

from db import desk
from db.desk_rows import Shift
from db.models import Person
from db.session import Work, insert_unless_there
from domain.errors import Refusal
from domain.moments import read_moment
from domain.press import Press
from domain.said import Button, part
from domain.surnames import ways_to_call
from domain.typed import day_of_shift
from workflows import handling
from workflows.deps import Deps
from workflows.roster_board import members
from workflows.shifts import AHEAD, day_values, leads, number_of, today_of, who_words
from workflows.speech import Address, Message, say


async def put_on(work: Work, deps: Deps, person: Person, to: Address, text: str) -> None:
    """Put them on, and show who is on that day. Raises Refusal where the line names no colleague of
    a unit that is theirs to set, two who are called alike, no day, or one that cannot be set."""
    units = leads(deps.rules, await handling.posts_of(work, deps, person.id))
    if not units:
        raise Refusal("refuse-shift-unit")
    for unit in units:
        names = await _names(work, unit)
        said = _said_in(text, names)
        if said:
            break
    else:
        raise Refusal("refuse-shift-name")
    day = _day(deps, text, said)
    alike = [name for name in said if len(names[name]) > 1]
    if alike:
        raise Refusal("refuse-shift-alike", name=alike[0])
    for name in said:
        await insert_unless_there(work, Shift, unit=unit, day=day, person_id=names[name][0])
    await _show(work, deps, unit, day, to)


async def _names(work: Work, unit: str) -> Mapping[str, list[int]]:
    known = await desk.named(work, await members(work, unit))
    names: dict[str, list[int]] = {}
    for number in sorted(known):
        for called in ways_to_call(known[number].name):
            names.setdefault(called, []).append(number)
    return names


def _said_in(text: str, names: Mapping[str, list[int]]) -> list[str]:
    """The names that stand in a line, the longest first: 王军红 is not 王军."""
    found = []
    for name in sorted(names, key=len, reverse=True):
        if name and name in text:
            found.append(name)
            text = text.replace(name, " ")
    return found


def _day(deps: Deps, text: str, said: list[str]) -> date:
    for name in said:
        text = text.replace(name, " ")
    now = deps.now().astimezone(deps.rules.zone)
    day = read_moment(day_of_shift(text), now)
    if type(day) is not date:
        raise Refusal("refuse-shift-line")
    today = today_of(deps)
    if not today <= day < today + AHEAD:
        raise Refusal("refuse-shift-day")
    return day


async def _show(work: Work, deps: Deps, unit: str, day: date, to: Address) -> None:
    rows = await desk.shifts_between(work, [unit], day, day)
    known = await desk.named(work, (row.person_id for row in rows))
    who = {"$join": [who_words(known, row) for row in rows]}
    name = deps.rules.org.units[unit].name
    line = part("shift-put", unit=name, who=who, **day_values(day))
    press = Press("shift", number_of(unit), f"open.{day:%Y%m%d}")
    button = Button("button-shift-set", press, (("unit", name),))
    await say(work, deps, [to], Message((line,), ((button,),)))
