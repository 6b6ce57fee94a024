"""Who is on the side a ticket complains about: they neither find it nor supervise it."""

from collections.abc import Iterable

from domain.org import Organisation, UnitKind
from domain.people import Role

OVERSEERS = frozenset({Role.SECRETARY, Role.OFFICER})
"""The roles of those who keep a supervision list: secretaries and those above them."""

DOERS = frozenset({UnitKind.PROPERTY, UnitKind.STAND_IN})


def is_accused(org: Organisation, against: str | None, community: str, unit: str) -> bool:
    """Whether a unit belongs to the side that is complained about. A complaint against the
    community concerns whatever stands beneath it too, one against the street its office alone; a
    unit nobody knows sees nothing."""
    if unit not in org.units:
        return True
    if against == "community":
        return any(above.code == community for above in org.above(unit))
    if against == "street":
        return org.units[unit].kind is UnitKind.STREET
    return against == "property" and org.units[unit].kind in DOERS


def does_the_work(org: Organisation, units: Iterable[str]) -> bool:
    """Whether one of these units is a property company, or stands in for one."""
    return any(unit in org.units and org.units[unit].kind in DOERS for unit in units)
