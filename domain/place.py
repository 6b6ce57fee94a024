"""Where in a compound a message speaks of: building, unit, floor, room, and which compound.

Reads what residents write (3号楼2单元501, 3-2-501, 8#楼东单元4楼西户, 七栋); no address book.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from domain.addresses import (
    BUILDING,
    COUNTS,
    ENGLISH,
    ENGLISH_WORDS,
    FLOOR,
    GATE,
    HOTLINES,
    JOINED,
    NO_FLOOR,
    NUMBERED,
    PARTED,
    ROOM,
    SEVERAL_FLOORS,
    SEVERAL_UNITS,
    SPOKEN_ROOM,
    TAKEN_BACK,
    UNIT,
    as_meant,
    without_rings,
)
from domain.compounds import find_compound
from domain.text import normalise, read_number

_READ_AT_MOST = 1000
_JOINTS = "-—–"
_OF_BUILDINGS = re.compile("[号栋幢座#]")


@dataclass(frozen=True, slots=True)
class CompoundName:
    """A compound of the unit with every name residents use for it."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place as far as it was written. Numbers are plain digits; 东/中/西 and letters stay.

    ``floor`` is 顶 for the top floor and negative below the ground.
    """

    compound: str | None = None
    compound_text: str | None = None
    building: str | None = None
    unit: str | None = None
    floor: str | None = None
    room: str | None = None

    @property
    def is_empty(self) -> bool:
        """Tell that nothing at all was read."""
        parts = (self.compound_text, self.building, self.unit, self.floor, self.room)
        return self.compound is None and not any(parts)

    def to_json(self) -> dict[str, str | None]:
        """Return the form in which it is kept."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def read_place(text: str, compounds: Sequence[CompoundName] = ()) -> Place:
    """Read the place named in the first 1,000 characters of ``text``; never raises.

    Parts that are missing or contradictory stay None. ``compounds`` are those of the unit the
    resident belongs to; without them only ``compound_text`` can be filled.
    """
    clean = as_meant(normalise(without_rings(text[:_READ_AT_MOST])))
    names = [(name, one.code) for one in compounds for name in (one.name, *one.aliases)]
    code, written = find_compound(clean, names)
    joined = _read_joined(clean)
    floor, room = _read_floor(clean) or joined.floor, joined.room or _read_room(clean)
    if floor and room and floor != room[:-2]:
        floor = None  # 15-1702，楼下八楼也没水: somebody else's
    return Place(
        compound=code,
        compound_text=written,
        building=_read_building(clean) or joined.building,
        unit=_read_unit(clean) or joined.unit,
        floor=floor,
        room=room,
    )


def may_name_two(clean: str) -> bool:
    """Whether a text has enough of what stands after the number of a building to name two."""
    return len(_OF_BUILDINGS.findall(clean)) > 1


def read_building(text: str) -> str | None:
    """The building that a short text names, in the form residents' messages give it."""
    return read_place(text).building or read_place(f"{text}号楼").building


_ALONE = re.compile(
    "(?:[0-9]{1,3}|[A-Za-z]|[一二三四五六七八九十百]{1,4})(?:号楼|号院|栋|幢|座|楼|号)?"
)


def read_one_building(text: str) -> str | None:
    """The same of a text that names nothing but one building; None for several of them (1-6)."""
    return read_building(text) if _ALONE.fullmatch(text) else None


def read_unit(text: str) -> str | None:
    """The unit (单元) of a building that a short text names, in that form."""
    return read_place(text).unit or read_place(f"{text}单元").unit


def _first(pattern: re.Pattern[str], clean: str) -> str | None:
    for match in pattern.finditer(clean):
        written = match.group(match.lastgroup or 0)
        taken_back = TAKEN_BACK.match(clean, match.end())
        if not COUNTS.match(clean, match.start()) and not taken_back:
            return _plain(written)
    return None


def _plain(written: str) -> str:
    number = read_number(written)
    return written.upper() if number is None else str(number)


def _read_unit(clean: str) -> str | None:
    """The first unit named alone: 1单元和2单元 is no place."""
    if "单元" in clean:
        clean = SEVERAL_UNITS.sub(" ", clean)
    unit = _first(UNIT, clean)
    return _first(GATE, clean) if unit is None and "门" in clean else unit


def _read_building(clean: str) -> str | None:
    building = _first(BUILDING, clean)
    return _first(NUMBERED, clean) if building is None and "单元" in clean else building


def _read_joined(clean: str) -> Place:
    """Read 3-2-501, 3-501, 6-2 or 3/2/501, and what is said in English; dates, ages and hours are
    kept out by the patterns."""
    if any(mark in clean for mark in _JOINTS):
        for pattern in JOINED:
            found = pattern.search(clean)
            if found is not None and (place := _joined_place(found)) is not None:
                return place
    if "/" in clean or "." in clean:
        found = PARTED.search(clean)
        if found is not None and (place := _joined_place(found)) is not None:
            return place
    return _read_english(clean)


def _joined_place(found: re.Match[str]) -> Place | None:
    written = {name: value for name, value in found.groupdict().items() if name != "mark"}
    if "room" in written and not _is_room(written["room"]):
        return None
    return Place(**{name: _plain(value) for name, value in written.items()})


def _read_english(clean: str) -> Place:
    """Read building 3 unit 2, unit 2 of building 3, room 501."""
    if not any(word in clean for word in ENGLISH_WORDS):
        return Place()
    hits = [found for pattern in ENGLISH if (found := pattern.search(clean))]
    written = {name: value for found in hits for name, value in found.groupdict().items()}
    if not _is_room(written.get("room", "101")):
        del written["room"]
    return Place(**{name: _plain(value) for name, value in written.items()})


def _read_floor(clean: str) -> str | None:
    """Return the floor when exactly one is named: 一楼到六楼 or 五楼六楼 is no place."""
    found: set[str] = set()
    for match in FLOOR.finditer(NO_FLOOR.sub(" ", SEVERAL_FLOORS.sub(" ", clean))):
        if match.group("top"):
            found.add("顶")
            continue
        sign = "-" if match.group("below") else ""
        found.add(sign + _plain(match.group("value") or match.group("pinyin")))
    if len(found) > 1:
        found.discard("顶")  # 七楼顶层
    return found.pop() if len(found) == 1 else None


def _read_room(clean: str) -> str | None:
    spoken = SPOKEN_ROOM.search(clean)
    if spoken is not None:
        return _plain(spoken.group("value"))
    for match in ROOM.finditer(clean):
        value = match.group("value")
        if _is_room(value) and value not in HOTLINES:
            return value
    return None


def _is_room(value: str) -> bool:
    """A room is a floor and a door: 501 or 1602, but neither 2026 nor 100 nor 380."""
    floor, door = int(value[:-2]), int(value[-2:])
    is_year = value.startswith(("19", "20")) and len(value) == 4
    return 1 <= floor <= 60 and 1 <= door <= 40 and not (is_year and door > 9)
