"""One line in which staff write down what is not theirs: 代 (for a resident at the desk) and 巡
(seen on patrol). Read here; what becomes of it is in workflows/walk_in.py."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.origin import Origin
from domain.place import CompoundName, Place, read_place
from domain.surnames import SURE_SURNAMES, SURNAMES, TITLES

_GAP = r"(?P<gap>[\s:：,，、;；.。\-—]*)"
_WALK_IN = re.compile(
    rf"代(?:居民|群众|住户)?(?:报修|报|诉|填|登记|下单)?{_GAP}(?P<rest>.*)", re.DOTALL
)
_PATROL = re.compile(
    rf"(?P<mark>巡(?:查|检|逻|视)?(?:时|中)?(?P<seen>发现了?|看到|见到)?){_GAP}(?P<rest>.*)",
    re.DOTALL,
)
_FOUND = re.compile(rf"发现了?{_GAP}(?P<rest>.*)", re.DOTALL)
_OWN_HOME = re.compile("[我俺咱](?:们)?(?:家|屋|这屋)")
_STARTS_PLACE = re.compile(
    r"[0-9０-９]|[一二三四五六七八九十]{1,3}\s?(?:号|栋|幢|单元|#)|[A-Ha-h]\s?(?:座|栋|幢|号)"
    r"|[东南西北中]院"
)
_TITLED = re.compile(
    rf"(?P<name>(?:[老小]?[{SURNAMES}][\u4e00-\u9fff]{{0,2}}?)?(?:{TITLES}))(?:家的?|的)?"
    r"(?=[\s:：,，、0-9０-９])[\s:：,，、]*"
)
_BARE = re.compile(rf"(?P<name>[{SURE_SURNAMES}][\u4e00-\u9fff]{{1,2}})[\s:：,，、]+")
_TRIM = " \t\r\n:：,，、;；.。-—"


@dataclass(frozen=True, slots=True)
class Filing:
    """What was written down: how it came, the matter with its place, and how the resident is
    called (empty: nobody said)."""

    origin: Origin
    text: str
    name: str = ""


def read_filing(text: str, compounds: Sequence[CompoundName] = ()) -> Filing | None:
    """Read 「代 3号楼2单元501：厨房下水堵了」 or 「巡 3号楼东侧井盖松动」; None for anything else.
    The mark alone is a filing without words. Nothing of the matter is ever left out."""
    clean = text.strip()
    if found := _WALK_IN.fullmatch(clean):
        return _walk_in(found, compounds)
    if found := _PATROL.fullmatch(clean):
        seen = bool(found["seen"])
        if _is_marked(found, compounds) or (seen and found["rest"]):
            return Filing(Origin.PATROL, found["rest"].strip(_TRIM))
        return None
    found = _FOUND.fullmatch(clean)
    if found is None or not found["rest"] or _OWN_HOME.search(clean):
        return None
    marked = _is_marked(found, compounds)
    return Filing(Origin.PATROL, found["rest"].strip(_TRIM)) if marked else None


def _walk_in(found: re.Match[str], compounds: Sequence[CompoundName]) -> Filing | None:
    rest = found["rest"].strip(_TRIM)
    if not _is_marked(found, compounds):
        return None
    name, matter = _split_name(rest, compounds)
    return Filing(Origin.WALK_IN, matter, name)


def _is_marked(found: re.Match[str], compounds: Sequence[CompoundName]) -> bool:
    """Whether the mark stands apart, or a place follows it at once: 代办 and 巡视组 are words."""
    rest = found["rest"]
    if found["gap"] or not rest:
        return True
    names = tuple(name for one in compounds for name in (one.name, *one.aliases) if name)
    if rest.startswith(names):
        return True
    return bool(_STARTS_PLACE.match(rest)) and not read_place(rest, compounds).is_empty


def _split_name(rest: str, compounds: Sequence[CompoundName]) -> tuple[str, str]:
    """Who it is for, when that stands first, and the matter."""
    if found := _TITLED.match(rest):
        matter = rest[found.end() :].strip(_TRIM)
        return (found["name"], matter) if matter else ("", rest)
    if found := _BARE.match(rest):
        matter = rest[found.end() :].strip(_TRIM)
        place = read_place(matter, compounds)
        if _STARTS_PLACE.match(matter) and says_more(matter, place):
            return found["name"], matter
    return "", rest


_MARKS = re.compile(
    r"[0-9A-Za-z０-９\W_号楼栋幢座单元层室户院的在东南西北中一二三四五六七八九十零]+"
)


def says_more(text: str, place: Place) -> bool:
    """Whether a text says more than where: something besides numbers and the words of places."""
    return bool(_MARKS.sub("", text.replace(place.compound_text or "\0", "")))
