"""Where in a compound a message speaks of: building, unit, floor, room, and which compound.

Reads what residents write (3号楼2单元501, 3-2-501, 8#楼东单元4楼西户, 七栋); no address book.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from domain.text import normalise, read_number

_READ_AT_MOST = 1000
_DASH = r"\s*[-—–－]\s*"
_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_SIDE = r"[东南西北中]"
_BUILDING = re.compile(
    rf"(?<![\d.a-z第])(?P<value>{_NUMBER}|[a-h])\s?(?:"
    rf"号\s?[楼搂栋幢]|[#]\s?(?:[楼栋幢]|(?={_SIDE}?单元|{_NUMBER}\s?单元|\d{{3,4}}(?!\d)))"
    r"|(?:栋|幢)(?!楼(?:都|的电|全|里都))|(?<=[\da-h])座(?!位|谈|机))"
    r"|(?<![\da-z])(?P<letter>[a-h])(?:坐|做)(?=电梯|\d|大堂|门厅|负)"
    rf"|第(?P<ordinal>{_NUMBER})座"
    r"|(?P<pinyin>\d{1,3}) ?(?:hao ?lou|dong(?![a-z]))"
)
_UNIT = re.compile(
    rf"(?P<value>{_NUMBER}|(?<![a-z])[a-f]|{_SIDE})\s?单元"
    rf"|(?P<side>{_SIDE})单(?=\d)|(?P<pinyin>\d{{1,2}}) ?dan ?yuan"
)
_FLOOR = re.compile(
    rf"(?<![\d.第#号\-共一])(?P<below>负|地下|b(?=\d))?(?P<value>{_NUMBER})\s?(?:楼|层(?![一灰水皮]))"
    r"|(?P<top>顶)(?:楼|层)|(?P<pinyin>\d{1,2}) ?(?:lou|ceng)\b"
)
_FLOOR_SPAN = re.compile(
    rf"(?:{_NUMBER}\s?[楼层]?\s?[到至~]\s?(?:顶|{_NUMBER}\s?[楼层]))|{_NUMBER}[楼层]{_NUMBER}[楼层]"
)
_COUNTED = (
    "岁|点|天|个|月|人|年|块|元|次|分|度|米|楼(?!道|梯|栋|门)|层|周|日|小时|户|件|万"
    "|斤|级|栋|平|多|条|辆|路|公里|份|位|号"
)
_ROOM = re.compile(
    r"(?<![\d.:\-/a-z])(?P<value>\d{3,4})(?:室|房|号房|户)?"
    rf"(?![\d.\-/%]|:\d|\s?(?:{_COUNTED}))"
)
_SPOKEN_ROOM = re.compile(
    r"单元\s?(?P<value>[一二三四五六七八九十]{1,2}[零〇][一二三四五六七八九])"
)
_FULL = re.compile(
    rf"(?<![\d.:\-/])(?P<building>t?\d{{1,2}}|[a-h]){_DASH}(?P<unit>\d{{1,2}}|{_SIDE}){_DASH}"
    r"(?P<room>\d{3,4})(?![\d.\-/]|:\d)"
)
_PAIR = re.compile(
    rf"(?<![\d.:\-/第])(?P<building>\d{{1,2}}|[a-h]){_DASH}(?P<unit>\d{{1,2}})"
    rf"(?![\d.:\-/%]|\s?(?:{_COUNTED}))"
)
_SHORT = re.compile(
    rf"(?<![\d.:\-/])(?P<building>t?\d{{1,2}}|[a-h]){_DASH}(?P<room>\d{{3,4}})"
    rf"(?![\d.\-/%]|:\d|\s?(?:{_COUNTED}))"
)
_MISHEARD = re.compile("[食石时](?=号[楼栋幢])")
_MISHEARD_UNIT = re.compile("(?<=[\\d一二两三四五六七八九十东南西北中])\\s?(?:但|丹)[元园]")
_TAKEN_BACK = re.compile(r"[\s,]*(?:不对|不不|错了|说错|记错)")
"""五号楼一单元不对是二单元: what was said first is taken back."""
_LOOSE = ("一栋楼", "两栋楼", "一幢楼", "两幢楼", "几栋")
_HOTLINES = frozenset({"110", "119", "120", "122", "114"})
_COMPOUND = re.compile(
    r"[\u4e00-\u9fff]{1,7}?(?:家属院|家属楼|教工院|小区|花园|新村|公寓|佳苑|家园|华府|华庭|雅苑)"
    r"|[东南西北]院(?!墙)"
)
_LEAD = re.compile(
    r"^.*(?:就是|那个|这个|我们|咱们|你们|我[是在住]|住在|[俺咱恁我你住在的是个了给到这那])"
)
_MANY = re.compile("几|每|各|整|全|同|别的|其他|老旧|这|那|本|外面|进|出|回")


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
    clean = _as_meant(normalise(text[:_READ_AT_MOST]))
    code, written = _read_compound(clean, compounds)
    joined = _read_joined(clean)
    return Place(
        compound=code,
        compound_text=written,
        building=_first(_BUILDING, clean) or joined.building,
        unit=_first(_UNIT, clean) or joined.unit,
        floor=_read_floor(clean),
        room=joined.room or _read_room(clean),
    )


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


def _as_meant(clean: str) -> str:
    """Mend what dictation makes of numbers of buildings and units."""
    return _MISHEARD_UNIT.sub("单元", _MISHEARD.sub("十", clean))


def _first(pattern: re.Pattern[str], clean: str) -> str | None:
    for match in pattern.finditer(clean):
        written = match.group(match.lastgroup or 0)
        taken_back = _TAKEN_BACK.match(clean, match.end())
        if not clean.startswith(_LOOSE, match.start()) and not taken_back:
            return _plain(written)
    return None


def _plain(written: str) -> str:
    number = read_number(written)
    return written.upper() if number is None else str(number)


def _read_joined(clean: str) -> Place:
    """Read 3-2-501, 3-501 or 6-2; dates, ages and hours are kept out by the patterns."""
    for pattern in (_FULL, _SHORT, _PAIR):
        match = pattern.search(clean)
        if match is None:
            continue
        written = match.groupdict()
        if "room" not in written or _is_room(written["room"]):
            return Place(**{name: _plain(value) for name, value in written.items()})
    return Place()


def _read_floor(clean: str) -> str | None:
    """Return the floor when exactly one is named: 一楼到六楼 or 五楼六楼 is no place."""
    found: set[str] = set()
    for match in _FLOOR.finditer(_FLOOR_SPAN.sub(" ", clean)):
        if match.group("top"):
            found.add("顶")
            continue
        sign = "-" if match.group("below") else ""
        found.add(sign + _plain(match.group("value") or match.group("pinyin")))
    return found.pop() if len(found) == 1 else None


def _read_room(clean: str) -> str | None:
    spoken = _SPOKEN_ROOM.search(clean)
    if spoken is not None:
        return _plain(spoken.group("value"))
    for match in _ROOM.finditer(clean):
        value = match.group("value")
        if _is_room(value) and value not in _HOTLINES:
            return value
    return None


def _is_room(value: str) -> bool:
    """A room is a floor and a door: 501 or 1602, but neither 2026 nor 100 nor 380."""
    floor, door = int(value[:-2]), int(value[-2:])
    is_year = value.startswith(("19", "20")) and len(value) == 4
    return 1 <= floor <= 60 and 1 <= door <= 40 and not (is_year and door > 9)


def _read_compound(clean: str, compounds: Sequence[CompoundName]) -> tuple[str | None, str | None]:
    """Return the code of the compound meant, if it is beyond doubt, and the words used for it."""
    names = [(normalise(name), one.code) for one in compounds for name in (one.name, *one.aliases)]
    exact = max(((n, c) for n, c in names if n and n in clean), key=_length, default=None)
    if exact is not None:
        return exact[1], exact[0]
    from rapidfuzz import fuzz  # 3 MB that only whoever reads messages needs

    guess = _guess_compound(clean)
    close = [
        (fuzz.partial_ratio(name, clean, score_cutoff=79), code)
        for name, code in names
        if len(name) >= 4
    ]
    best = max((score for score, _ in close), default=0.0)
    codes = {code for score, code in close if score == best}
    return (codes.pop() if best > 0 and len(codes) == 1 else None), guess


def _length(pair: tuple[str, str]) -> int:
    return len(pair[0])


def _guess_compound(clean: str) -> str | None:
    for match in _COMPOUND.finditer(clean):
        words = _LEAD.sub("", match.group())
        if len(words) >= 2 and words not in ("小区", "花园", "公寓") and not _MANY.match(words):
            return words
    return None
