"""The units right beneath one side by side in its summary, where the configuration has it so: in
the order of the organisation, by unit and never by person, without a rank."""

from collections.abc import Mapping

from domain.figures import Figures
from domain.said import Part, part, word
from workflows.deps import Deps

UNITS_MOST = 10
"""More than so many do not fit a phone; the picture has more, and the sheet all."""


def side_by_side(deps: Deps, unit: str, each: Mapping[str, Figures]) -> list[Part]:
    """All in one line, one that has nothing to report says so; nothing where it is not switched
    on, or there is nobody to be compared. `each`: the figures of the communities beneath."""
    org = deps.rules.org
    beneath = org.right_below(unit) if unit in deps.rules.compared else ()
    if len(beneath) < 2:
        return []
    said = []
    for code in beneath[:UNITS_MOST]:
        found = Figures.total(each.get(one, Figures()) for one in org.communities_below(code))
        counts = {"received": found.received, "closed": found.closed, "overdue": found.overdue}
        name = org.units[code].name
        if found.is_empty:
            said.append(word("compare-none", unit=name))
        else:
            said.append(word("compare-counts", unit=name, **counts))
    if len(beneath) > UNITS_MOST:
        said.append(word("compare-others", count=len(beneath) - UNITS_MOST))
    return [part("compare-units", list={"$join": said})]
