"""The bars of a summary's picture: how much came in from where, and how much of it is overdue.
None points at a household: what fewer than FEWEST of them say is told with that of other places,
unless it stands in public space (DOMAIN §6)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

FEWEST = 3
"""Households below which nothing is told that does not stand in public space."""

Place = tuple[str, str]
"""A compound and a building of it, by their codes; or a unit and nothing."""

OTHERS = "*"
"""The other buildings of a compound; all other places."""
REST: Place = (OTHERS, OTHERS)
MOST = 10
"""So many bars can be read on a phone."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One matter as far as bars need it. household: whose voice it is, None for what stands in
    public space; households: how many say it; came: it came in in the period; late: it is overdue
    at its end."""

    place: Place
    household: str | None
    households: int = 1
    came: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """How much came in from a place, and how much is overdue there, as far as it may be told: 0
    says nothing."""

    place: Place
    came: int
    late: int


def bars(marks: Iterable[Mark], most: int = MOST) -> tuple[Bar, ...]:
    """The bars, longest first, the rest last; none where even all places together would point at
    somebody. What came in is told whole: the sum of the bars is the whole."""
    parts = gathered(marks, most)
    if not all(may_be_told(_came(part)) for part in parts.values()):
        return ()
    told = _lateness(parts)
    found = [Bar(place, len(_came(part)), told[place]) for place, part in parts.items()]
    shown = (one for one in found if one.came or one.late)
    return tuple(sorted(shown, key=_order))


def _order(bar: Bar) -> tuple[object, ...]:
    first, second = bar.place
    return first == OTHERS, second == OTHERS, -bar.came, -bar.late, bar.place


def gathered(marks: Iterable[Mark], most: int = MOST) -> dict[Place, list[Mark]]:
    """What stands together in one bar."""
    parts: dict[Place, list[Mark]] = {}
    for one in marks:
        compound, building = one.place
        place = (compound, building or OTHERS) if compound else REST
        parts.setdefault(place, []).append(one)
    _fold(parts, lambda place: (place[0], OTHERS))
    _fold(parts, lambda _: REST)
    while len(parts) > 1 and (len(parts) > most or not may_be_told(_came(parts.get(REST, ())))):
        smallest = min(parts.keys() - {REST}, key=lambda place: (*_sizes(parts[place]), place))
        parts.setdefault(REST, []).extend(parts.pop(smallest))
    return parts


def _fold(parts: dict[Place, list[Mark]], into: Callable[[Place], Place]) -> None:
    """Put together what may not be told alone."""
    for place in [one for one, part in parts.items() if not may_be_told(_came(part))]:
        if into(place) != place:
            parts.setdefault(into(place), []).extend(parts.pop(place))


def _came(part: Sequence[Mark]) -> list[Mark]:
    return [one for one in part if one.came]


def _late(part: Sequence[Mark]) -> list[Mark]:
    return [one for one in part if one.late]


def _sizes(part: Sequence[Mark]) -> tuple[int, int]:
    return len(_came(part)), len(_late(part))


def may_be_told(part: Sequence[Mark]) -> bool:
    """Whether a count of these points at nobody."""
    private = [one for one in part if one.household is not None]
    voices = {one.household for one in private}
    return not private or max(len(voices), *(one.households for one in private)) >= FEWEST


def _lateness(parts: dict[Place, list[Mark]]) -> dict[Place, int]:
    """How much is overdue in each, as far as it may be told. What is not told lies in one of two
    bars at least: it could be reckoned out otherwise."""
    told = {p: len(_late(m)) if may_be_told(_late(m)) else 0 for p, m in parts.items()}
    untold = sum(len(_late(part)) for part in parts.values()) - sum(told.values())
    silent = [place for place, count in told.items() if not count]
    if untold and len(silent) < 2 and len(told) > 1:
        told[min((p for p in told if told[p]), key=lambda place: (told[place], place))] = 0
    return told
