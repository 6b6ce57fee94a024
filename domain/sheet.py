"""What an office brings on its sheet: the organisation, who works at which post, who sits at the
desk on which day, the groups, and what it says of categories. A part it does not hold (None) stays
as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NewType

from domain.org import Organisation
from domain.own_categories import OwnCategory
from domain.people import Role

StaffNo = NewType("StaffNo", str)
"""Somebody's number on the sheet, by which later sheets find them again."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody at a post. Whoever has several posts has a line for each; `at`: where."""

    staff_no: StaffNo
    name: str
    role: Role
    unit: str
    grid: str | None = None
    at: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class DeskDay:
    """Somebody sits at the desk for a unit on a day; `at`: where that stands."""

    unit: str
    day: date
    staff_no: StaffNo
    at: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class GroupWanted:
    """A group that is to be bound to a unit, what for, and how the office calls it."""

    unit: str
    purpose: str
    name: str


@dataclass(frozen=True)
class Sheet:
    """The whole of it, checked in itself."""

    org: Organisation
    people: tuple[Staff, ...] | None = None
    desk: tuple[DeskDay, ...] | None = None
    groups: tuple[GroupWanted, ...] | None = None
    categories: tuple[OwnCategory, ...] | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    """How many lines each of its sheets has."""
