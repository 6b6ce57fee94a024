"""The organisation: units as a tree of any depth, compounds with their buildings, grids.

Nothing here knows where it was written down: in the configuration or on the office's sheet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from domain.people import Post, Role
from domain.place import CompoundName


class UnitKind(StrEnum):
    """What a unit is. Depth of the tree is data; only the kinds are fixed (DOMAIN §1)."""

    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    BRANCH = "branch"
    PROPERTY = "property"
    STAND_IN = "stand_in"


LEAD_ROLE: dict[UnitKind, Role] = {
    UnitKind.DISTRICT: Role.OFFICER,
    UnitKind.STREET: Role.OFFICER,
    UnitKind.COMMUNITY: Role.SECRETARY,
    UnitKind.BRANCH: Role.SECRETARY,
    UnitKind.PROPERTY: Role.PROPERTY_LEAD,
    UnitKind.STAND_IN: Role.STAND_IN,
}
"""The first person responsible (第一责任人) of each kind of unit; the ladder climbs along them."""

SUMMED = frozenset({UnitKind.DISTRICT, UnitKind.STREET, UnitKind.COMMUNITY})
"""The kinds of unit that have numbers of their own: tickets are counted by community."""

WORK_ROLE: dict[UnitKind, Role] = LEAD_ROLE | {
    UnitKind.COMMUNITY: Role.GRID_WORKER,
    UnitKind.PROPERTY: Role.PROPERTY_STAFF,
}
"""Who takes a ticket that is sent to a unit."""

ROLES_OF: dict[UnitKind, tuple[Role, ...]] = {
    UnitKind.DISTRICT: (Role.OFFICER,),
    UnitKind.STREET: (Role.OFFICER,),
    UnitKind.COMMUNITY: (
        Role.GRID_WORKER,
        Role.COMMUNITY_STAFF,
        Role.SECRETARY,
        Role.VOLUNTEER,
    ),
    UnitKind.BRANCH: (Role.SECRETARY, Role.GRID_WORKER, Role.VOLUNTEER),
    UnitKind.PROPERTY: (Role.PROPERTY_STAFF, Role.PROPERTY_LEAD),
    UnitKind.STAND_IN: (Role.STAND_IN,),
}
"""The roles a person can be invited to at each kind of unit."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One organisation of the tree; `parent` is the unit above it, None at the top. One that is
    `closed` takes nothing new; it stays known, as tickets of former days name it."""

    code: str
    name: str
    kind: UnitKind
    parent: str | None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Compound:
    """A residential compound. `property` is None where there is no property company; then
    `stand_in` (a partner branch or the Red Property Alliance) may act for it. `buildings`: all of
    them, where the office has written them down."""

    code: str
    name: str
    community: str
    aliases: tuple[str, ...] = ()
    property: str | None = None
    stand_in: str | None = None
    branch: str | None = None
    buildings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """Some buildings of a community, looked after by its grid worker. An empty `buildings`
    means every building of the compound."""

    code: str
    name: str
    community: str
    compound: str
    buildings: tuple[str, ...] = ()

    def covers(self, compound: str | None, building: str | None) -> bool:
        """Whether this grid looks after that building, or may when the building is unknown."""
        if compound != self.compound:
            return False
        return not self.buildings or building is None or building in self.buildings


class Organisation:
    """The whole tree, with the questions that dispatch and ladder ask of it."""

    def __init__(
        self, units: tuple[Unit, ...], compounds: tuple[Compound, ...], grids: tuple[Grid, ...]
    ) -> None:
        self.units = {unit.code: unit for unit in units}
        self.compounds = {compound.code: compound for compound in compounds}
        self.grids = grids
        self._ladders: dict[Post, tuple[Post, ...]] = {}

    @cached_property
    def communities(self) -> tuple[Unit, ...]:
        """All communities that are not closed, in the order they were written down."""
        return tuple(
            u for u in self.units.values() if u.kind is UnitKind.COMMUNITY and not u.closed
        )

    @cached_property
    def compound_names(self) -> tuple[CompoundName, ...]:
        """The names by which residents may call each compound."""
        return tuple(CompoundName(c.code, c.name, c.aliases) for c in self.compounds.values())

    def above(self, code: str) -> Iterator[Unit]:
        """The unit itself and every unit above it, lowest first."""
        unit = self.units.get(code)
        while unit is not None:
            yield unit
            unit = self.units.get(unit.parent) if unit.parent else None

    def below(self, code: str) -> tuple[str, ...]:
        """Codes of the unit itself and of every unit beneath it."""
        return tuple(u for u in self.units if any(a.code == code for a in self.above(u)))

    def right_below(self, code: str) -> tuple[str, ...]:
        """Codes of the streets or communities right beneath a unit that are not closed, in the
        order they were written down."""
        kinds = (UnitKind.STREET, UnitKind.COMMUNITY)
        return tuple(
            u.code
            for u in self.units.values()
            if u.parent == code and u.kind in kinds and not u.closed
        )

    def around(self, units: Iterable[str | None], compound: str | None) -> frozenset[str]:
        """Codes of these units, of those of a compound that can be called for it, and of all above
        them: where a ticket that is with them may be in somebody's hand."""
        known = self.compounds.get(compound or "")
        sides = (known.property, known.stand_in, known.branch) if known else ()
        return frozenset(u.code for code in (*units, *sides) for u in self.above(code or ""))

    def communities_below(self, code: str) -> tuple[str, ...]:
        """Codes of the communities at or beneath a unit, those its figures are made of.

        A branch has no community beneath it: its figures are those of the one above it."""
        inside = set(self.below(code))
        found = tuple(c.code for c in self.communities if c.code in inside)
        return found or tuple(u.code for u in self.above(code) if u.kind is UnitKind.COMMUNITY)

    def summary_of(self, code: str) -> str | None:
        """The unit whose summary the Party groups of a unit read: its own, a branch's that of the
        community it belongs to, whose numbers are not the branch's. None for a company and for who
        stands in for one: the summary is the Party's."""
        unit = self.units.get(code)
        if unit is None or unit.kind in (UnitKind.PROPERTY, UnitKind.STAND_IN):
            return None
        return next((one.code for one in self.above(code) if one.kind in SUMMED), None)

    def lead_post(self, code: str) -> Post:
        """The post of a unit's first person responsible."""
        return Post(code, LEAD_ROLE[self.units[code].kind])

    def work_post(self, code: str) -> Post:
        """The post that takes tickets sent to a unit."""
        return Post(code, WORK_ROLE[self.units[code].kind])

    def led_by(self, posts: Iterable[Post]) -> frozenset[str]:
        """Codes of the units whose first person responsible holds one of these posts."""
        known = (p for p in posts if p.unit in self.units)
        return frozenset(p.unit for p in known if p == self.lead_post(p.unit))

    def ladder(self, post: Post) -> tuple[Post, ...]:
        """The rungs from a post upward: itself, the first person responsible of its unit, then
        those of every unit above (DOMAIN §4)."""
        if post not in self._ladders:
            leads = (self.lead_post(unit.code) for unit in self.above(post.unit))
            self._ladders[post] = tuple(dict.fromkeys((post, *leads)))
        return self._ladders[post]

    def community_of(self, compound: str | None) -> str:
        """The community a compound belongs to. When unknown: that of the only compound there is,
        else the first community written down."""
        known = self.compounds.get(compound or "")
        if known is None and len(self.compounds) == 1:
            (known,) = self.compounds.values()
        return known.community if known else self.communities[0].code

    def community_meant(self, compounds: Iterable[str | None]) -> str | None:
        """The community of the first of these compounds that is known; where none is, the only
        one there is, and None where it may be any of several."""
        for code in compounds:
            if code in self.compounds:
                return self.compounds[code].community
        return self.communities[0].code if len(self.communities) == 1 else None

    def grid_codes(self, compound: str | None, building: str | None) -> tuple[str, ...]:
        """The grids that look after a building."""
        return tuple(g.code for g in self.grids if g.covers(compound, building))
