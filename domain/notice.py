"""A notice (停水通知) to homes and groups: whom it is for, what became of it, how long it holds.
Never for one person: what is chosen is a place, and a part of a compound has homes enough."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.homes import Home
from domain.org import Compound, Organisation, UnitKind

LONGEST = 500
"""Characters of one notice: what fits under a photo and on a small screen."""

MOST_PHOTOS = 3
HOLDS = timedelta(days=1)
"""For how long a notice without an end is shown to those who look."""

MOST_PLACES = 40

OWN = "own"
"""Reached by her own home, not by one of her people's."""


class NoticeState(StrEnum):
    """Where a notice stands. SENDING: it is being told, home after home."""

    DRAFT = "draft"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"
    DECLINED = "declined"


class NoticeKind(StrEnum):
    """What it is: a first word, a correction of one, or that it is over; these go to those who
    were told the first."""

    FIRST = "first"
    CORRECTION = "correction"
    OVER = "over"


class ToGroups(StrEnum):
    """Groups that can be told as well."""

    PARTY = "party"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom it is for: everybody beneath these units, these places, these groups."""

    units: tuple[str, ...] = ()
    places: tuple[Home, ...] = ()
    groups: tuple[str, ...] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Audience":
        """From the form in which it is kept."""
        places = tuple(Home(*one) for one in kept.get("places", ()))
        return cls(tuple(kept.get("units", ())), places, tuple(kept.get("groups", ())))

    def to_json(self) -> dict[str, Any]:
        """The form in which it is kept."""
        places = [[one.compound, one.building, one.unit] for one in self.places]
        return {"units": list(self.units), "places": places, "groups": list(self.groups)}

    @property
    def is_empty(self) -> bool:
        """Whether nobody was chosen."""
        return not (self.units or self.places or self.groups)

    @property
    def is_narrow(self) -> bool:
        """Whether of the homes only parts of compounds were chosen."""
        return not self.units and bool(self.places) and all(one.building for one in self.places)

    def with_place(self, place: Home) -> "Audience":
        """With that place, or without it where it was chosen. The whole takes the place of its
        parts, and a part that of the whole."""
        if place in self.places:
            return replace(self, places=tuple(one for one in self.places if one != place))
        kept = tuple(o for o in self.places if not _holds(o, place) and not _holds(place, o))
        return replace(self, places=(*kept, place)[-MOST_PLACES:])

    def with_unit(self, unit: str) -> "Audience":
        """The same for a unit."""
        return replace(self, units=_toggled(self.units, unit))

    def with_group(self, group: str) -> "Audience":
        """The same for groups."""
        return replace(self, groups=_toggled(self.groups, group))

    def compounds(self, org: Organisation) -> frozenset[str]:
        """The compounds in which somebody is to be told."""
        whole = (c.code for unit in self.units for c in compounds_of(org, unit))
        return frozenset((*whole, *(one.compound for one in self.places)))

    def covers(self, org: Organisation, home: Mapping[str, Any] | None) -> bool:
        """Whether that home is to be told."""
        compound = (home or {}).get("compound")
        if not home or compound not in org.compounds:
            return False
        if any(compound == c.code for unit in self.units for c in compounds_of(org, unit)):
            return True
        return any(_lies_in(home, one) for one in self.places)

    def way_to(
        self,
        org: Organisation,
        own: Mapping[str, Any] | None,
        others: Mapping[str, Mapping[str, Any]],
    ) -> tuple[str, Mapping[str, Any]] | None:
        """Which of somebody's homes brings it to them: their own before those of their people."""
        if own and self.covers(org, own):
            return OWN, own
        found = (one for one in sorted(others.items()) if self.covers(org, one[1]))
        return next(found, None)


def _toggled(all_of: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(x for x in all_of if x != one) if one in all_of else (*all_of, one)


def _holds(whole: Home, part: Home) -> bool:
    """Whether a place is part of another one."""
    if whole.compound != part.compound or whole == part or whole.unit:
        return False
    return whole.building is None or (whole.building == part.building and part.unit is not None)


def _lies_in(home: Mapping[str, Any], place: Home) -> bool:
    wanted = (("compound", place.compound), ("building", place.building), ("unit", place.unit))
    return all(value is None or home.get(name) == value for name, value in wanted)


def compounds_of(org: Organisation, unit: str) -> tuple[Compound, ...]:
    """The compounds a unit may tell something: a branch those it is the branch of, others all that
    lie beneath them."""
    known = org.units.get(unit)
    if known is None:
        return ()
    if known.kind is UnitKind.BRANCH:
        return tuple(c for c in org.compounds.values() if c.branch == unit)
    if known.kind not in (UnitKind.COMMUNITY, UnitKind.STREET, UnitKind.DISTRICT):
        return ()
    inside = set(org.communities_below(unit))
    return tuple(c for c in org.compounds.values() if c.community in inside)


def door_of(home: Mapping[str, Any] | None, person: int) -> object:
    """What counts as one home: a door where it is known, else a person."""
    if not home or not home.get("room"):
        return person
    return tuple(home.get(name) for name in ("compound", "building", "unit", "room"))


def digest(code: str) -> str:
    """A unit on a button."""
    return hashlib.sha256(code.encode()).hexdigest()[:8]


def by_digest(codes: Iterable[str], said: str) -> str | None:
    """The unit a button says; None for one that is none of these."""
    return next((code for code in codes if digest(code) == said), None)


def shown_until(sent: datetime, ends: datetime | None) -> datetime:
    """Up to when /news shows it."""
    return ends or sent + HOLDS
