"""Is it the same matter in the same place, and what follows from how many say it (并单).

Pure: open tickets come in as values. Whoever is asked decides in the end, except in a flood.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from domain.catalogue import Catalogue, Kind
from domain.place import read_place
from domain.policy import LEVELS
from domain.reading import readable
from domain.text import bare
from domain.things import Thing, Within

SAME_WORDS = 80.0
"""Likeness 0..100 from which two texts without a shared thing say the same; 55 for one person."""
SAME_WORDS_OF_ONE = 55.0
LEAST = 4
"""Characters without which a text says too little to be compared."""
_NO_PLACE = re.compile(
    r"上回|上次|上一次|上个?月|上周|上个?星期|上午|下午|下次|下周|早上|晚上|马上|赶上|碰上|加上"
    r"|前天|前几天|前些天|以前|之前|后来|以后|之后|然后|最后|前后|东西"
)
"""Words in which 上, 下, 前 and 后 are no side of anything: they tell no two places apart."""

_SIDES = frozenset("东西南北前后左右")

READ = 300
SECOND_ALARM = timedelta(hours=2)
"""How long another voice about a danger to life at a place is taken for the same one."""
DANGER, HIGHEST = "L0", "L1"

Place = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class MergeRule:
    """What a community configures: [merge] in config.example.toml."""

    days: int = 7
    households_raise: int = 3
    flood_households: int = 5
    flood_minutes: int = 60
    flood_buildings: int = 2

    @property
    def reach(self) -> timedelta:
        """How old an open ticket may be to be the same matter."""
        return timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Voice:
    """A ticket as far as it is compared: what is said, of where, by whom, how strongly."""

    id: int
    owner: int
    route: str
    category: str
    level: str
    against: str | None
    kind: str
    text: str
    place: Place
    opened_at: datetime
    households: int = 1
    incident: bool = False
    done_at: datetime | None = None
    """When it was done; None while somebody works on it, or will."""


def household_of(owner: int, place: Place) -> str:
    """Whose voice it is: the home where it is known to the room, else the person."""
    home = [place.get(name) for name in ("compound", "building", "unit", "room")]
    if place.get("room") and place.get("building"):
        return "/".join(part or "" for part in home)
    return f"person {owner}"


def spot_of(voice: Voice, catalogue: Catalogue) -> str | None:
    """What it is about and where, in a form that is equal for all that may be the same matter.
    None where nothing can be: an unknown compound, a suggestion."""
    compound = voice.place.get("compound")
    if not compound or voice.kind == Kind.SUGGESTION.value:
        return None
    building = voice.place.get("building") or ""
    said = _said(voice, catalogue)
    thing = said.thing
    if voice.level == DANGER:
        return f"{compound}/!{voice.category}/{building}"
    if thing is None:
        return f"{compound}/={voice.category}/{building}"
    if thing.wide or thing.within is Within.COMPOUND or (thing.common and not said.building):
        building = ""
    return f"{compound}/{thing.code}/{building}"


def spots_near(voice: Voice, catalogue: Catalogue) -> tuple[str, ...]:
    """Where the same matter may have been reported: its own spot, and for what is the compound's
    unless a building is named the other one of the two, as the writer's home may have one."""
    own = spot_of(voice, catalogue)
    if own is None:
        return ()
    thing, building = _thing(voice, catalogue), voice.place.get("building") or ""
    if voice.level == DANGER or thing is None or not thing.common or thing.wide:
        return (own,)
    stem = own.rpartition("/")[0]
    return tuple(dict.fromkeys((own, f"{stem}/{building}", f"{stem}/")))


def _thing(voice: Voice, catalogue: Catalogue) -> Thing | None:
    return _said(voice, catalogue).thing


def _said(voice: Voice, catalogue: Catalogue) -> "_Said":
    return _reading(voice.text[:READ], _Known(catalogue))


class _Known:
    """A catalogue by its identity, so that what was read with it can be remembered."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.catalogue is self.catalogue


@dataclass(frozen=True, slots=True)
class _Said:
    """What a voice says in its own words: as it is read, the thing, the building, which side."""

    clean: str
    thing: Thing | None
    building: str | None
    sides: frozenset[str]


@lru_cache(maxsize=1024)
def _reading(text: str, known: _Known) -> _Said:
    """What a text says: one text is compared with many."""
    things = known.catalogue.things
    clean, place = readable(text, known.catalogue), read_place(text)
    at_house = bool(place.building or place.unit) and not place.room
    where = _NO_PLACE.sub("", clean)
    sides = frozenset(one for one in things.apart if one in where)
    return _Said(clean, things.named_in(clean, at_house), place.building, sides)


def same_matter(new: Voice, old: Voice, catalogue: Catalogue) -> bool:
    """Whether an open ticket is, as far as can be told, what is reported again."""
    one = new.owner == old.owner
    if (new.route, new.against) != (old.route, old.against) or old.kind != new.kind:
        return False
    if new.against == "neighbour" and not one:
        return False  # the accused must not learn here that somebody complained
    if DANGER in (new.level, old.level):
        return _same_danger(new, old)
    thing, other = _thing(new, catalogue), _thing(old, catalogue)
    if thing is not None or other is not None:
        return thing == other and thing is not None and _same_place(thing, new, old, catalogue)
    return new.category == old.category and _same_words(new, old, catalogue)


def _same_danger(new: Voice, old: Voice) -> bool:
    building = new.place.get("building")
    return (
        new.level == old.level
        and new.category == old.category
        and building is not None
        and building == old.place.get("building")
        and abs(new.opened_at - old.opened_at) <= SECOND_ALARM
    )


def _same_place(thing: Thing, new: Voice, old: Voice, catalogue: Catalogue) -> bool:
    first, second = _said(new, catalogue), _said(old, catalogue)
    if not thing.wide and _on_other_sides(first.sides, second.sides):
        return False
    named = {first.building, second.building} - {None}
    if thing.within is Within.COMPOUND:  # a home is no place of a gate
        return len(named) < 2
    if thing.is_common and not named and _is_shared(first, second, catalogue):
        return True
    building = new.place.get("building")
    if building is None or building != old.place.get("building"):
        return False
    if thing.within is Within.BUILDING:
        return True
    names = ("unit",) if thing.within is Within.UNIT else ("unit", "floor")
    return _agree(new.place, old.place, names)


def _is_shared(first: _Said, second: _Said, catalogue: Catalogue) -> bool:
    """Whether neither speaks of a home alone: 我家没水 is no word about the compound."""
    return not any(catalogue.things.is_private(one.clean) for one in (first, second))


def _on_other_sides(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether both say where and nowhere the same: 北门 and 南门, and not 路上 and 下雨."""
    one, other = first & _SIDES, second & _SIDES
    return bool(one and other) and not one & other


def _agree(new: Place, old: Place, names: Iterable[str]) -> bool:
    """Whether they contradict each other nowhere; what only one of them says is none."""
    pairs = ((new.get(name), old.get(name)) for name in names)
    return all(one == other or not one or not other for one, other in pairs)


def _same_words(new: Voice, old: Voice, catalogue: Catalogue) -> bool:
    things = catalogue.things
    said, heard = _said(new, catalogue), _said(old, catalogue)
    first, second = said.clean, heard.clean
    if min(len(bare(first)), len(bare(second))) < LEAST:
        return False
    if new.place.get("building") != old.place.get("building"):
        return False
    if not _agree(new.place, old.place, ("unit", "floor", "room")):
        return False
    if said.sides != heard.sides:
        return False
    one = new.owner == old.owner
    if not one and (things.is_private(first) or things.is_private(second)):
        home = new.place.get("room")
        if not home or home != old.place.get("room"):
            return False
    from rapidfuzz import fuzz  # 3 MB that only whoever reads messages needs

    bar = SAME_WORDS_OF_ONE if one else SAME_WORDS
    return fuzz.ratio(bare(first), bare(second)) >= bar


def find_same(new: Voice, others: Sequence[Voice], catalogue: Catalogue) -> Voice | None:
    """The open ticket that is the same matter, None without one: an incident before one of her
    own, then what most households say, then the oldest. An incident takes what is alike in its
    whole compound."""
    found = [
        old
        for old in others
        if old.id != new.id
        and (same_matter(new, old, catalogue) or (old.incident and _alike(new, old, catalogue)))
    ]

    def rank(old: Voice) -> tuple[bool, bool, int, datetime, int]:
        hers = old.owner == new.owner
        return not old.incident, not hers, -old.households, old.opened_at, old.id

    return min(found, key=rank, default=None)


def _alike(new: Voice, old: Voice, catalogue: Catalogue) -> bool:
    """The same thing out of order, in whichever building."""
    thing = _thing(new, catalogue)
    if thing is None or not (thing.wide or thing.within is Within.COMPOUND):
        return False
    sort = (new.route, new.against, new.kind)
    return sort == (old.route, old.against, old.kind) and thing == _thing(old, catalogue)


def flood_in(
    new: Voice, others: Sequence[Voice], catalogue: Catalogue, rule: MergeRule
) -> tuple[Voice, ...]:
    """The tickets that make one incident with a new one, oldest first: the same thing, within a
    short time, by enough households of enough buildings. Empty when there is no flood."""
    if new.level == DANGER:
        return ()
    since = new.opened_at - timedelta(minutes=rule.flood_minutes)
    alike = [
        old
        for old in others
        if old.id != new.id
        and old.level != DANGER
        and old.opened_at >= since
        and _alike(new, old, catalogue)
    ]
    buildings = {one.place.get("building") for one in (new, *alike)} - {None}
    households = sum(one.households for one in alike)
    households += all(one.owner != new.owner for one in alike)
    if households < rule.flood_households or len(buildings) < rule.flood_buildings:
        return ()
    return tuple(sorted(alike, key=lambda one: (one.opened_at, one.id)))


def raised_level(level: str, households: int, raised: int, rule: MergeRule) -> str:
    """The level a matter has when so many households say it: one step higher once there are
    enough, but never so high as danger to life, and only once."""
    return level if raised or households < rule.households_raise else one_higher(level)


def one_higher(level: str) -> str:
    """One step higher, but never so high as danger to life."""
    if level not in LEVELS:
        return level
    place = LEVELS.index(level)
    return LEVELS[max(place - 1, LEVELS.index(HIGHEST))] if place else level


CAME_BACK = timedelta(days=30)
"""So soon after it was done the same matter in the same place has come back (又坏了)."""


def came_back(new: Voice, done: Iterable[Voice], catalogue: Catalogue) -> Voice | None:
    """The matter that was done last and is reported again, None without one."""
    found = [
        (old.done_at, old)
        for old in done
        if old.done_at is not None
        and old.done_at >= new.opened_at - CAME_BACK
        and same_matter(new, old, catalogue)
        and at_one_place(new, old, catalogue)
    ]
    return max(found, key=lambda one: (one[0], one[1].id), default=(None, None))[1]


def at_one_place(new: Voice, old: Voice, catalogue: Catalogue) -> bool:
    """Whether what may be the same matter is surely at one place, where nobody is asked first:
    homes in two buildings are two places, unless it is a thing of the compound."""
    thing = _thing(new, catalogue)
    of_compound = thing is not None and thing.within is Within.COMPOUND
    return of_compound or new.place.get("building") == old.place.get("building")
