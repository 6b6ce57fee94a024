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
    ``troubles`` close together, or a phrase.

    ``wide``: it can fail in many buildings at once. ``common``: it is the compound's where no
    building is named. ``vague``: objects that mean it only where a house and no room is named and
    nothing private (3号楼2单元灯不亮). ``other``: words beside which something else is meant.
    """

    code: str
    within: Within
    objects: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    wide: bool = False
    common: bool = False
    vague: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    @property
    def is_common(self) -> bool:
        """Whether it is the compound's where nobody names a building."""
        return self.wide or self.common


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
    vague_index: PairIndex = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        groups = [(one.objects, one.troubles, one.phrases) for one in self.things]
        vague = [(one.vague, one.troubles if one.vague else (), ()) for one in self.things]
        object.__setattr__(self, "index", PairIndex.of(groups))
        object.__setattr__(self, "vague_index", PairIndex.of(vague))

    def is_private(self, clean: str) -> bool:
        """Whether a text, as it is read, says that only one home is concerned."""
        return any(word in clean for word in (*self.private, *self.alone))

    def named_in(self, clean: str, at_house: bool = False) -> Thing | None:
        """The one shared thing that is out of order by a text; None for none and for several, and
        where only one home goes without. ``at_house``: the text names a house and no room."""
        if any(word in clean for word in self.alone):
            return None
        found = self._named(self.index, clean)
        if not found and at_house and not self.is_private(clean):
            found = self._named(self.vague_index, clean)
        return self.things[found.pop()] if len(found) == 1 else None

    def _named(self, index: PairIndex, clean: str) -> set[int]:
        """The numbers of the things that an index finds. What is said of an object is no phrase:
        快递柜没电了 is no power cut."""
        hits = list(index.words.every(clean))
        paired: dict[int, set[int]] = {}
        for place, hit in enumerate(hits):
            for other in hits[place + 1 :]:
                if other.start - hit.end > self.near:
                    break
                for number in index.pairs(hit.word, other.word):
                    paired.setdefault(number, set()).update(
                        (*range(hit.start, hit.end), *range(other.start, other.end))
                    )
        taken = {at for number in paired for at in paired[number]}
        phrases = [hit for hit in hits if hit.word in index.phrases and hit.start not in taken]
        found = {number for hit in phrases for number in index.phrases[hit.word]} | paired.keys()
        return {one for one in found if not any(word in clean for word in self.things[one].other)}

    def of(self, code: str) -> Thing | None:
        """The thing called so; None when the catalogue has it no longer."""
        return next((one for one in self.things if one.code == code), None)


def is_in_public(spot: str | None, things: Things) -> bool:
    """Whether what a ticket is about, by its spot, stands where everybody passes: a gate, a lift.
    What can fail in many buildings at once may as well have failed in one flat."""
    pieces = (spot or "").split("/")
    thing = things.of(pieces[1]) if len(pieces) > 1 else None
    return thing is not None and not thing.wide
