"""The people of an office's sheet: who works where, who sits at the desk, and the groups."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.sheet_find import Finder
from bot.sheet_lines import Line, lines
from bot.sheet_read import Table
from bot.sheet_shape import Findings, Names, nearest
from db.models import GroupPurpose
from domain.desk import SITTING
from domain.entries import zeros_gone
from domain.org import ROLES_OF, Organisation
from domain.people import Role
from domain.sheet import DeskDay, GroupWanted, Staff, StaffNo


class People:
    """Reads the tables about people, against the organisation as it will be."""

    def __init__(
        self, tables: Mapping[str, Table], org: Organisation, names: Names, found: Findings
    ) -> None:
        self._tables, self._org, self._names, self._found = tables, org, names, found
        self._units = Finder(org.units, "unit")
        self._grids = Finder({grid.code: grid for grid in org.grids}, "grid")
        self._posts: dict[StaffNo, set[str]] = {}
        self._near: dict[str, frozenset[str]] = {}

    def _lines(self, key: str) -> Iterable[Line]:
        return lines(self._tables[key], self._names, self._found)

    def staff(self) -> tuple[Staff, ...] | None:
        """Everybody with their posts; None when the sheet says nothing of people."""
        if "people" not in self._tables:
            return None
        found: dict[tuple[str, str, str], Staff] = {}
        called: dict[str, str] = {}
        numbered: dict[tuple[str, str], Staff] = {}
        for line in self._lines("people"):
            one = self._staff(line)
            if one is None:
                line.is_lost("staff_no")
                continue
            key = (one.staff_no, one.unit, one.role)
            if key in found:
                line.wrong("staff_no", f"{one.staff_no!r} has this post on another line already")
            elif called.setdefault(one.staff_no, one.name) != one.name:
                other = called[one.staff_no]
                line.wrong("staff_no", f"{one.staff_no!r} is {other!r} on another line")
            else:
                self._check_same(line, one, numbered)
            found.setdefault(key, one)
            self._posts.setdefault(one.staff_no, set()).add(one.unit)
        return tuple(found.values())

    def _check_same(self, line: Line, one: Staff, numbered: dict[tuple[str, str], Staff]) -> None:
        """Nobody works at a unit under two numbers. Two people of one name must be told apart by
        their colleagues as well."""
        first = numbered.setdefault((one.name, one.unit), one)
        if first.staff_no != one.staff_no:
            line.wrong(
                "staff_no",
                f"{one.name!r} stands at {one.unit!r} as {first.staff_no!r} already ({first.at}); "
                "if they are two, put something behind one name",
            )

    def _staff(self, line: Line) -> Staff | None:
        staff_no, name, role = line.staff_no(), line.person_name(), line.choice("role")
        unit, grid = self._units.find(line, "unit"), self._grids.find(line, "grid")
        if not (staff_no and name and role and unit):
            return None
        allowed = ROLES_OF[self._org.units[unit].kind]
        if role not in allowed:
            line.wrong("role", f"{unit!r} has no {role}; allowed: {', '.join(allowed)}")
        if grid and role != Role.GRID_WORKER:
            line.wrong("grid", "only a grid worker has a grid")
        elif grid and grid not in self._grids_near(unit):
            line.wrong("grid", f"the grid {grid!r} is none of {unit!r}")
        at = line.table.at(line.number, "staff_no")
        return Staff(StaffNo(staff_no), name, Role(role), unit, grid, at)

    def _grids_near(self, unit: str) -> frozenset[str]:
        if unit not in self._near:
            near = self._org.communities_below(unit)
            grids = (grid.code for grid in self._org.grids if grid.community in near)
            self._near[unit] = frozenset(grids)
        return self._near[unit]

    def desk(self, today: date) -> tuple[DeskDay, ...] | None:
        """Who sits at the desk on which day; None when the sheet says nothing of it."""
        if "duty" not in self._tables:
            return None
        found: dict[tuple[str, object, str], DeskDay] = {}
        for line in self._lines("duty"):
            unit, day = self._units.find(line, "unit"), line.day("day", today)
            staff_no = line.staff_no()
            if not (unit and day and staff_no):
                continue
            if (unit, day, staff_no) in found:
                line.wrong("staff_no", f"{staff_no!r} sits there that day on another line already")
            if self._org.units[unit].kind not in SITTING:
                line.wrong("unit", f"{unit!r} has no side of the desk")
            self._check_post(line, StaffNo(staff_no), unit)
            one = DeskDay(unit, day, StaffNo(staff_no), line.table.at(line.number, "staff_no"))
            found.setdefault((unit, day, staff_no), one)
        return tuple(found.values())

    def _check_post(self, line: Line, staff_no: StaffNo, unit: str) -> None:
        """Against the people of this sheet; without any it is looked up later."""
        if not self._posts or staff_no in self._found.faulty:
            return
        if staff_no not in self._posts:
            hint = self._hint(staff_no)
            line.wrong("staff_no", f"{staff_no!r} does not stand among the people{hint}")
        elif unit not in self._posts[staff_no]:
            line.wrong("unit", f"{staff_no!r} has no post at {unit!r}")

    def _hint(self, staff_no: str) -> str:
        if self._found.is_full:
            return ""
        short = zeros_gone(staff_no)
        for known in self._posts:
            if zeros_gone(known) == short:
                return f"; did you mean {known!r}? Format the column as text, to keep the zeros"
        like = nearest(staff_no, self._posts)
        return f"; did you mean {like!r}?" if like else ""

    def groups(self) -> tuple[GroupWanted, ...] | None:
        """The groups; None when the sheet says nothing of them."""
        if "groups" not in self._tables:
            return None
        found = []
        for line in self._lines("groups"):
            name, unit = line.text("name"), self._units.find(line, "unit")
            purpose = line.choice("purpose")
            if name and unit and purpose:
                found.append(GroupWanted(unit, GroupPurpose(purpose).value, name))
        return tuple(found)
