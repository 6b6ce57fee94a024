"""What the picture of a unit's period shows: its numbers, and where in a community things came up.
How it is drawn is in bot/; nothing in it points at a household (domain.bars)."""

from collections import defaultdict
from collections.abc import Mapping

from db.figures import figures_of_each
from db.places import Placed, placed
from db.session import Work
from domain.bars import REST, Bar, Mark, bars, may_be_told
from domain.figures import Figures
from domain.org import UnitKind
from domain.period import Period, SoFar
from domain.picture import Picture
from domain.things import is_in_public
from workflows.deps import Deps, Rules

UNITS_MOST = 20
"""So many bars are a page."""


async def picture_of(work: Work, deps: Deps, period: Period, unit: str) -> Picture:
    """The numbers as they are now. The units below one are set side by side where that is switched
    on, else their sum is told only."""
    rules = deps.rules
    so_far = period.so_far(rules.zone, deps.now())
    each = await figures_of_each(work, rules.org.communities_below(unit), so_far)
    found = Figures.total(each.values())
    if found.is_empty:
        return Picture(found)
    if rules.org.units[unit].kind is not UnitKind.COMMUNITY:
        return Picture(found, _side_by_side(rules, unit, each))
    return await _community(work, rules, so_far, unit, found)


def _side_by_side(rules: Rules, unit: str, each: Mapping[str, Figures]) -> tuple[Bar, ...]:
    """In the order in which they are written down: this is no ranking."""
    beneath = rules.org.right_below(unit) if unit in rules.compared else ()
    sums = {
        code: Figures.total(each[one] for one in rules.org.communities_below(code) if one in each)
        for code in beneath
    }
    shown = [Bar((code, ""), one.received, one.overdue) for code, one in sums.items()]
    rest = shown[UNITS_MOST:]
    if rest:
        others = Bar(REST, sum(one.came for one in rest), sum(one.late for one in rest))
        return *shown[:UNITS_MOST], others
    return tuple(shown)


async def _community(work: Work, rules: Rules, period: SoFar, unit: str, found: Figures) -> Picture:
    rows = await placed(work, unit, period)
    marks = [_mark(rules, one) for one in rows]
    came: dict[str, list[Mark]] = defaultdict(list)
    for row, mark in zip(rows, marks, strict=True):
        if row.came:
            came[row.category].append(mark)
    public = (category for category, some in came.items() if may_be_told(some))
    return Picture(found, bars(marks), tuple(sorted(public)))


def _mark(rules: Rules, one: Placed) -> Mark:
    is_public = is_in_public(one.spot, rules.catalogue.things) and not one.in_a_room
    known = one.compound if one.compound in rules.org.compounds else ""
    return Mark(
        place=(known, one.building),
        household=None if is_public else one.household,
        households=one.households,
        came=one.came,
        late=one.late,
    )
