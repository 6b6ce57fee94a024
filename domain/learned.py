"""The learned reader: weights of tokens for categories, kinds, danger and haste.

A linear model with one row of weights per token, trained by benchmarks/understanding/train.py on
the messages in benchmarks/requests and stored beside the catalogue. The weights of a row stand in
the lanes of one large whole number, so that adding up a message is one addition per token.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import exp, sqrt

from domain.tokens import Clause, in_title, written

LANE_BITS = 32
STORED_BYTES = 2
BIAS = 1 << 15
"""Added to every weight, so that no lane ever borrows from its neighbour."""

SQUARES = "squares"
"""The lane that sums the squared rarity of the tokens: the length of a message."""

DANGER, HIGH = "danger", "high"
TITLE_COUNTS = 2
"""How much more the title of a letter counts than the rest."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What tokens add up to: the lanes with even numbers, those with odd ones, how many tokens,
    and the length² of it all."""

    even: int = 0
    odd: int = 0
    count: int = 0
    squares: float = 0.0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.even + other.even,
            self.odd + other.odd,
            self.count + other.count,
            self.squares + other.squares,
        )

    def times(self, factor: int) -> "Sum":
        """The same as if every token counted so much more."""
        squares = self.squares * factor * factor
        return Sum(self.even * factor, self.odd * factor, self.count * factor, squares)


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of one stretch, by name of the lane; they are logarithms up to a constant."""

    names: Mapping[str, int]
    values: Sequence[float]

    def of(self, name: str) -> float:
        """The score of one lane; 0 for a name the model has never heard of."""
        lane = self.names.get(name)
        return 0.0 if lane is None else self.values[lane]


@dataclass(frozen=True)
class Learned:
    """A trained model. ``lanes`` names the lanes in order; ``places`` says which row of ``rows``
    holds the weights of a token, two bytes each with ``BIAS`` added. ``scale`` turns whole weights
    into scores, ``offsets`` are added to each lane.

    ``cuts`` weighs the signs that a message turns to another matter (domain.parts); ``warmth``
    divides scores so that a probability of 0.8 is right in eight of ten cases.
    """

    lanes: tuple[str, ...] = ()
    places: Mapping[int, int] = field(default_factory=dict)
    rows: bytes = b""
    scale: float = 1.0
    offsets: tuple[float, ...] = ()
    cuts: Mapping[str, float] = field(default_factory=dict)
    warmth: float = 1.0

    @classmethod
    def of(
        cls,
        lanes: Sequence[str],
        rows: Mapping[int, Sequence[int]],
        scale: float,
        offsets: Sequence[float],
    ) -> "Learned":
        """A model from whole weights, each from -32,768 to 32,767, in the order of ``lanes``."""
        even = tuple(lanes) if len(lanes) % 2 == 0 else (*lanes, "")  # rows of whole pairs
        stored = array("H")
        for row in rows.values():
            stored.extend(weight + BIAS for weight in row)
            stored.extend([BIAS] * (len(even) - len(row)))
        places = {token: number for number, token in enumerate(rows)}
        more = [0.0] * (len(even) - len(lanes))
        return cls(even, places, stored.tobytes(), scale, (*offsets, *more))

    def with_cuts(self, cuts: Mapping[str, float], warmth: float = 1.0) -> "Learned":
        """The same with weights for cutting messages and calibrated."""
        return replace(self, cuts=dict(cuts), warmth=warmth)

    @cached_property
    def names(self) -> Mapping[str, int]:
        """The number of each lane."""
        return {name: number for number, name in enumerate(self.lanes) if name}

    @cached_property
    def _row_bytes(self) -> int:
        return STORED_BYTES * len(self.lanes)

    @cached_property
    def _evens(self) -> int:
        """A mask over the lanes with even numbers."""
        return sum(
            ((1 << LANE_BITS // 2) - 1) << LANE_BITS * n for n in range(len(self.lanes) // 2)
        )

    def add(self, clauses: Iterable[Clause], extra: Iterable[int] = ()) -> Sum:
        """Add up clauses, each token once, and ``extra`` tokens. Where a title stands among other
        clauses, what it says counts more."""
        given = tuple(clauses)
        title = _tokens(one for one in given if one.title)
        if not title or all(one.title for one in given):
            return self.total((*_tokens(given), *extra))
        body = _tokens(one for one in given if not one.title) - title
        loud = self.total((*title, *map(in_title, title))).times(TITLE_COUNTS)
        return loud + self.total((*body, *extra))

    def total(self, tokens: Iterable[int]) -> Sum:
        """Add up tokens; those it does not know count nothing."""
        rows, size, evens = self.rows, self._row_bytes, self._evens
        half, read = LANE_BITS // 2, int.from_bytes
        places = [at for at in map(self.places.get, tokens) if at is not None]
        even = odd = 0
        for place in places:
            row = read(rows[place * size : place * size + size], "little")
            even += row & evens
            odd += row >> half & evens
        return Sum(even, odd, len(places), self._squares(even, odd, len(places)))

    def _squares(self, even: int, odd: int, count: int) -> float:
        lane = self.names.get(SQUARES)
        if lane is None:
            return 0.0
        packed = odd if lane % 2 else even
        whole = packed >> lane // 2 * LANE_BITS & ((1 << LANE_BITS) - 1)
        return (whole - count * BIAS) / self.scale

    def scores(self, total: Sum) -> Scores:
        """The scores of what was added up."""
        if not total.count:
            return Scores(self.names, self.offsets)
        length = self.scale * sqrt(max(total.squares, 1e-9))
        none = total.count * BIAS
        values = list(self.offsets)
        for first, packed in enumerate((total.even, total.odd)):
            lanes = memoryview(packed.to_bytes(self._row_bytes, "little")).cast("I")
            values[first::2] = [
                (lane - none) / length + offset
                for lane, offset in zip(lanes, self.offsets[first::2], strict=True)
            ]
        return Scores(self.names, values)

    def words_for(self, name: str, clauses: Iterable[Clause], most: int) -> tuple[str, ...]:
        """The pairs of characters that spoke most for a lane, overlapping ones joined."""
        lane = self.names.get(name)
        if lane is None:
            return ()
        spoke: dict[str, int] = {}
        for token in _tokens(clauses):
            place, pair = self.places.get(token), written(token)
            if place is not None and pair is not None:
                at = place * self._row_bytes + lane * STORED_BYTES
                weight = int.from_bytes(self.rows[at : at + STORED_BYTES], "little") - BIAS
                if weight > 0:
                    spoke[pair] = weight
        loudest = sorted(spoke, key=lambda pair: (-spoke[pair], pair))[: 2 * most]
        return tuple(_joined(loudest)[:most])


def _tokens(clauses: Iterable[Clause]) -> frozenset[int]:
    return frozenset().union(*(one.tokens for one in clauses))


def _joined(pairs: Sequence[str]) -> list[str]:
    """轿厢 and 厢一 are one word to show, 轿厢一; in the order of loudness."""
    words: list[str] = []
    for pair in pairs:
        for number, word in enumerate(words):
            if word.endswith(pair[0]):
                words[number] = word + pair[1]
                break
            if word.startswith(pair[1]):
                words[number] = pair[0] + word
                break
        else:
            words.append(pair)
    return list(dict.fromkeys(words))


def probabilities(scores: Sequence[float], warmth: float = 1.0) -> list[float]:
    """Turn scores of which one must be right into probabilities."""
    top = max(scores)
    raised = [exp((score - top) / warmth) for score in scores]
    total = sum(raised)
    return [one / total for one in raised]


def likelihood(score: float) -> float:
    """Turn the score of a yes or no into a probability."""
    return 1.0 / (1.0 + exp(-max(min(score, 30.0), -30.0)))
