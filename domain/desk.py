"""The co-located desk (合署办公) and its duty roster: which units sit at it, and how a week is made
after another one. Days and numbers only; who people are is not known here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.org import Organisation, UnitKind

SITTING = frozenset({UnitKind.COMMUNITY, UnitKind.BRANCH, UnitKind.PROPERTY, UnitKind.STAND_IN})
"""The kinds of units that have a side of a desk."""

MOST_UNITS = 6
"""A company that serves many communities is not shown all their desks at once."""


def desk_units(org: Organisation, unit: str) -> tuple[str, ...]:
    """The units that sit at the desk of a unit: its community with the property companies and
    stand-ins of its compounds, its own first. None for one without a desk."""
    found = org.units.get(unit)
    if found is None or found.kind not in SITTING:
        return ()
    beside = [
        (compound.community, (compound.property, compound.stand_in))
        for compound in org.compounds.values()
        if unit in (compound.community, compound.property, compound.stand_in, compound.branch)
    ]
    communities = dict.fromkeys(community for community, _ in beside)
    sides = dict.fromkeys(
        side
        for compound in org.compounds.values()
        if compound.community in communities
        for side in (compound.property, compound.stand_in)
        if side
    )
    known = [code for code in dict.fromkeys((unit, *communities, *sides)) if code in org.units]
    return tuple(known[:MOST_UNITS])


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a roster: the shifts that came and those that went, by day and person."""

    added: frozenset[tuple[date, int]]
    removed: frozenset[tuple[date, int]]


def changes(before: Iterable[tuple[date, int]], wanted: Iterable[tuple[date, int]]) -> Changed:
    """What is to be done so that the days that are named have these people and nobody else; other
    days stay as they are."""
    now = frozenset(wanted)
    days = {day for day, _ in now}
    had = frozenset(one for one in before if one[0] in days)
    return Changed(now - had, had - now)


def monday_of(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())


def like_before(
    had: Iterable[tuple[date, int]], monday: date, works: Callable[[date], bool]
) -> tuple[tuple[date, int], ...]:
    """The week that begins on `monday`, made after the newest of the two weeks before it that has
    any shifts. Days that already have somebody stay; nobody is put on a holiday who sat on a
    working day."""
    shifts = sorted(set(had))
    taken = {day for day, _ in shifts}
    for weeks in (1, 2):
        first = monday - timedelta(weeks=weeks)
        model = [(day, who) for day, who in shifts if first <= day < first + timedelta(days=7)]
        if model:
            moved = [(day, day + timedelta(weeks=weeks), who) for day, who in model]
            return tuple(
                (to, who)
                for day, to, who in moved
                if to not in taken and (works(to) or not works(day))
            )
    return ()
