"""The units right beneath one side by side in its summary, where the configuration has it so: in
the order of the organisation, by unit and never by person, without a rank."""

from collections.abc import Mapping

from domain.figures import Figures
from domain.said import Part, part
from workflows.deps import Deps

UNITS_MOST = 10
"""More than so many do not fit a phone; the sheet has them all."""


def side_by_side(deps: Deps, unit: str, each: Mapping[str, Figures]) -> list[Part]:
    """A line for each, one that has nothing to report says so; nothing where it is not switched
    on, or there is nobody to be compared. `each`: the figures of the communities beneath."""
    org = deps.rules.org
    beneath = org.right_below(unit) if unit in deps.rules.compared else ()
    if len(beneath) < 2:
        return []
    lines = [part("compare-head")]
    for code in beneath[:UNITS_MOST]:
        found = Figures.total(each.get(one, Figures()) for one in org.communities_below(code))
        if found.is_empty:
            lines.append(part("compare-nothing", unit=org.units[code].name))
            continue
        lines.append(
            part(
                "compare-unit",
                unit=org.units[code].name,
                received=found.received,
                closed=found.closed,
                overdue=found.overdue,
            )
        )
    if len(beneath) > UNITS_MOST:
        lines.append(part("compare-more", count=len(beneath) - UNITS_MOST))
    return lines
