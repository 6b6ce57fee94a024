"""Units side by side only where it is switched on, by unit, in the order of the organisation."""

from collections import Counter
from dataclasses import replace

import pytest

from domain.figures import Figures, Rate
from domain.org import Organisation, Unit, UnitKind
from workflows.comparing import UNITS_MOST, side_by_side


def with_units(deps, count: int, compared: frozenset[str]):
    units = [
        Unit("d", "区", UnitKind.DISTRICT, None),
        Unit("s", "街道", UnitKind.STREET, "d"),
        *(Unit(f"c{n}", f"{n}社区", UnitKind.COMMUNITY, "s") for n in range(count)),
        Unit("shut", "旧社区", UnitKind.COMMUNITY, "s", closed=True),
        Unit("p", "物业", UnitKind.PROPERTY, "s"),
    ]
    org = Organisation(tuple(units), (), ())
    return replace(deps, rules=replace(deps.rules, org=org, compared=compared))


BUSY = Figures(received=9, closed=5, open_now=4, overdue=2, solved=Rate(1, 7))
CALM = Figures(received=2, by_category=Counter(noise=2))
EACH = {"c0": CALM, "c2": BUSY}


def said(town, deps, unit: str = "s") -> list[str]:
    return town.program.words.render("zh", side_by_side(deps, unit, EACH)).splitlines()


async def test_in_their_order_and_who_has_nothing_says_so(town):
    assert said(town, with_units(town.deps, 3, frozenset({"s"}))) == [
        "🏘 各单位（来/办完/超时，按名册排）：0社区 2/0/0、1社区 没有要报的、2社区 9/5/2"
    ]


@pytest.mark.parametrize(
    ("unit", "compared", "count"),
    [
        ("s", frozenset(), 3),
        ("s", frozenset({"d"}), 3),
        ("s", frozenset({"s"}), 1),
        ("d", frozenset({"d"}), 3),
        ("c0", frozenset({"c0"}), 3),
    ],
)
async def test_nobody_is_compared_unless_that_level_wants_it(town, unit, compared, count):
    assert said(town, with_units(town.deps, count, compared), unit) == []


async def test_more_than_a_phone_shows(town):
    (line,) = said(town, with_units(town.deps, UNITS_MOST + 5, frozenset({"s"})))
    assert line.count("社区 ") == UNITS_MOST and line.endswith("、还有 5 个见图、见表")
