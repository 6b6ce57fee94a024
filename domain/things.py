"""What households share, so that several of them report the same: a lift, the heating, a gate.

Values only, filled from the editable catalogue; when two reports are one matter is decided in
``domain.duplicates``.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from domain.text import PairIndex


class Within(StrEnum):
    """How far two reports of one thing may lie apart and still mean the same one."""

    FLOOR = "floor"
    UNIT = "unit"
    BUILDING = "building"
    COMPOUND = "compound"


@dataclass(frozen=True, slots=True)
class Thing:
    """One shared thing that is out of order, and the words for it: one of ``objects`` and one of
    ``troubles`` close together, or a phrase. ``wide``: it can fail in many buildings at once.
    """

    code: str
    within: Within
    objects: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Things:
    """All of them. ``alone`` words show that a shared thing fails one home only (all the others
    have water), ``private`` words that a matter without one stays within a home; two texts which
    are alike but for ``apart`` words mean two places (north gate, south gate)."""

    things: tuple[Thing, ...] = ()
    alone: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    near: int = 10
    index: PairIndex = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        groups = [(one.objects, one.troubles, one.phrases) for one in self.things]
        object.__setattr__(self, "index", PairIndex.of(groups))

    def is_private(self, clean: str) -> bool:
        """Whether a text, as it is read, says that only one home is concerned."""
        return any(word in clean for word in (*self.private, *self.alone))

    def named_in(self, clean: str) -> Thing | None:
        """The one shared thing that is out of order by a text; None for none and for several, and
        where only one home goes without."""
        if any(word in clean for word in self.alone):
            return None
        hits = list(self.index.words.every(clean))
        found: set[int] = set()
        for place, hit in enumerate(hits):
            found |= self.index.phrases.get(hit.word, frozenset())
            for other in hits[place + 1 :]:
                if other.start - hit.end > self.near:
                    break
                found |= self.index.pairs(hit.word, other.word)
        return self.things[found.pop()] if len(found) == 1 else None

    def of(self, code: str) -> Thing | None:
        """The thing called so; None when the catalogue has it no longer."""
        return next((one for one in self.things if one.code == code), None)


def is_in_public(spot: str | None, things: Things) -> bool:
    """Whether what a ticket is about, by its spot, stands where everybody passes: a gate, a lift.
    What can fail in many buildings at once may as well have failed in one flat."""
    pieces = (spot or "").split("/")
    thing = things.of(pieces[1]) if len(pieces) > 1 else None
    return thing is not None and not thing.wide
