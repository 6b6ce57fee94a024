"""三张清单: needs, resources and projects of a community; and hot spots, what came up again and
again in one place. A hot spot is proposed as a project, never as one more ticket."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from domain.bars import FEWEST

LONGEST = 60
"""Characters of a name or a step: a line or three on a small screen."""


class ProjectKind(StrEnum):
    """Which of the three lists a line is on."""

    NEED = "need"
    RESOURCE = "resource"
    PROJECT = "project"


class ProjectState(StrEnum):
    """PROPOSED: a hot spot nobody has decided about. REFUSED: it was decided that it is none."""

    PROPOSED = "proposed"
    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class HotRule:
    """From how many times within how many days a matter is one that comes up again and again."""

    times: int = 3
    days: int = 30

    @property
    def window(self) -> timedelta:
        """The days as a span."""
        return timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class HotSpot:
    """A matter that came up again and again: what and where, how often, in how many homes, whether
    all of it stands in public space. spots: by which its tickets are found (domain.duplicates)."""

    community: str
    category: str
    compound: str
    building: str | None
    times: int
    households: int
    in_public: bool
    spots: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str | None]:
        """What makes it the same hot spot next week."""
        return self.category, self.compound, self.building

    @property
    def may_be_told(self) -> bool:
        """Whether it points at nobody's home."""
        return self.in_public or self.households >= FEWEST

    def with_more(self, other: "HotSpot") -> "HotSpot":
        """Together with another one of the same key: two things of one sort in one house."""
        return replace(
            self,
            times=self.times + other.times,
            households=max(self.households, other.households),
            in_public=self.in_public and other.in_public,
            spots=(*self.spots, *other.spots),
        )


def place_in(spot: str) -> tuple[str, str | None]:
    """The compound and the building of a spot; of a spot for a whole compound no building."""
    compound, _, rest = spot.partition("/")
    _, _, building = rest.partition("/")
    return compound, building or None


def hottest(found: Iterable[HotSpot]) -> tuple[HotSpot, ...]:
    """One for each key, those that came up most often first, always in the same order."""
    together: dict[tuple[str, tuple[str, str, str | None]], HotSpot] = {}
    for one in found:
        key = one.community, one.key
        together[key] = together[key].with_more(one) if key in together else one
    return tuple(
        sorted(
            together.values(),
            key=lambda s: (-s.times, s.community, s.category, s.compound, s.building or ""),
        )
    )
