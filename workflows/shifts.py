"""值班: the rows of the duty roster, set by a sheet or in chat; how days and people of it are
said. The warning of an empty desk is in watch_desks."""

import zlib
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, tuple_

from db import desk, people
from db.desk import Named
from db.desk_rows import Shift
from db.session import Work
from domain.desk import SITTING, Changed, changes
from domain.people import Post
from domain.said import weekday
from workflows import naming
from workflows.deps import Deps, Rules

AHEAD = timedelta(days=14)
"""How far ahead shifts are set, shown and swapped in chat."""

LATELY = timedelta(days=14)
"""A unit keeps a roster when somebody was on it within this time, or is ahead."""

NOON = time(12)


async def set_shifts(work: Work, unit: str, shifts: Iterable[tuple[date, int]]) -> Changed:
    """Make the roster of a unit what is given, on the days that are named there; other days stay.
    Repeatable: what is as it was is not touched. Returns what changed."""
    wanted = list(shifts)
    if not wanted:
        return Changed(frozenset(), frozenset())
    days = [day for day, _ in wanted]
    rows = await desk.shifts_between(work, [unit], min(days), max(days))
    found = changes(((row.day, row.person_id) for row in rows), wanted)
    if found.removed:
        gone = tuple_(Shift.day, Shift.person_id).in_(sorted(found.removed))
        await work.execute(delete(Shift).where(Shift.unit == unit, gone))
    for day, person in sorted(found.added):
        work.add(Shift(unit=unit, day=day, person_id=person))
    await work.flush()
    return found


def today_of(deps: Deps) -> date:
    """The local day."""
    return deps.now().astimezone(deps.rules.zone).date()


def number_of(unit: str) -> int:
    """A unit as a button can name it: codes may be too long for one."""
    return zlib.crc32(unit.encode())


def unit_numbered(rules: Rules, number: int) -> str | None:
    """The unit a button names."""
    return next((code for code in rules.org.units if number_of(code) == number), None)


def day_values(day: date) -> dict[str, object]:
    """A day, said so that it is right whenever it is read."""
    return {"month": str(day.month), "day": str(day.day), "weekday": weekday(day)}


def who_words(known: dict[int, Named], shift: Shift) -> dict[str, object]:
    """Somebody on the roster as colleagues may see them."""
    found = known.get(shift.person_id)
    role = found.role_at(shift.unit) if found else None
    return naming.person_words(found.name if found else "", role)


def leads(rules: Rules, posts: Iterable[Post]) -> list[str]:
    """The units with a side of a desk whose first person responsible holds one of these posts."""
    org = rules.org
    return sorted(
        u for u in org.led_by(posts) if org.units[u].kind in SITTING and not org.units[u].closed
    )


async def is_present(work: Work, deps: Deps, shift: Shift) -> bool:
    """Whether somebody on the roster will be there: not away on leave that day."""
    roster = await people.roster_of(work)
    return not roster.is_away(shift.person_id, datetime.combine(shift.day, NOON, deps.rules.zone))
