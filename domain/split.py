"""The co-located split: to which post a matter goes, with whose support, and who watches
(DOMAIN §3, data of the rubric). Pure; the organisation is handed in."""

from dataclasses import dataclass

from domain.catalogue import Route
from domain.org import Organisation
from domain.people import Post
from domain.sight import is_accused


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where a ticket goes. `why` is the catalogue key of the line of the split that decided.

    watcher: the post one level up that is told at once, where the matter lies outside both.
    """

    community: str
    lead: Post
    support: Post | None
    watcher: Post | None
    why: str


def assign(
    org: Organisation, route: Route, against: str | None, compound: str | None
) -> Assignment:
    """Apply the rules that must always hold: a complaint against the property company is led by
    the community; one against the community or the street to whoever stands above them; a compound
    without a property company turns to its stand-in, or to the community; an unknown compound to
    the community."""
    community = org.community_of(compound)
    desk = org.work_post(community)
    if against in ("community", "street"):
        return _to_whoever_is_above(org, against, community)
    if against == "property":
        return Assignment(
            community, desk, _property_post(org, compound), None, "why-against-property"
        )
    return _by_route(org, route, compound, desk)


def _to_whoever_is_above(org: Organisation, against: str, community: str) -> Assignment:
    """Where nobody stands above, the community's secretary has it."""
    chain = [unit.code for unit in org.above(community)][1:]
    above = [code for code in chain if not is_accused(org, against, community, code)]
    why = "why-against-street" if above else "why-against-street-alone"
    if against == "community":
        why = "why-against-community"
    return Assignment(community, org.lead_post((above or [community])[0]), None, None, why)


def _by_route(org: Organisation, route: Route, compound: str | None, desk: Post) -> Assignment:
    side = _property_post(org, compound)
    if route is Route.PROPERTY:
        if side is None:
            why = "why-no-property" if compound in org.compounds else "why-compound-unknown"
            return Assignment(desk.unit, desk, None, None, why)
        found = org.compounds.get(compound or "")
        has_company = found is None or found.property is not None
        why = "why-property" if has_company else "why-stand-in"
        return Assignment(desk.unit, side, None, None, why)
    if route is Route.JOINT:
        return Assignment(desk.unit, desk, side, None, "why-joint")
    if route is Route.REFER:
        above = [u for u in org.above(desk.unit)][1:]
        watcher = org.lead_post(above[0].code) if above else None
        return Assignment(desk.unit, desk, None, watcher, "why-refer")
    return Assignment(desk.unit, desk, None, None, "why-community")


def _property_post(org: Organisation, compound: str | None) -> Post | None:
    """The post of the compound's property company, else of its stand-in. With the compound
    unknown, the only property company there is, if there is only one."""
    if compound in org.compounds:
        found = org.compounds[compound]
        unit = found.property or found.stand_in
        return org.work_post(unit) if unit else None
    companies = {c.property for c in org.compounds.values() if c.property}
    only = companies.pop() if len(companies) == 1 and len(org.compounds) == 1 else None
    return org.work_post(only) if only else None


def may_pass_on(org: Organisation, lead: Post, against: str | None, compound: str | None) -> bool:
    """Whether the split would give the ticket of this post to anybody else, whichever side it
    named: a complaint about one side of the desk always comes back."""
    for route in other_sides(org, lead, compound):
        found = assign(org, route, against, compound)
        if found.lead != lead or found.watcher:
            return True
    return False


def other_sides(org: Organisation, lead: Post, compound: str | None) -> tuple[Route, ...]:
    """The routes to which the post that holds a ticket may return it: every side but its own."""
    property_post = _property_post(org, compound)
    sides = [Route.COMMUNITY, Route.REFER]
    if property_post is not None:
        sides.insert(1, Route.PROPERTY)
    own = Route.PROPERTY if lead == property_post else Route.COMMUNITY
    return tuple(r for r in sides if r is not own)
