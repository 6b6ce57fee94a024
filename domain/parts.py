"""Cuts a message into the parts that each hold a matter of their own.

How likely a cut is follows from what either side is about, the mark between and the words after it;
the weights are learned (``Learned.cuts``). One ticket too few is easier to mend than one too many.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add, mul

from domain.learned import Learned, Sum, likelihood, probabilities
from domain.tokens import Clause

MOST_PARTS = 4
LETTER_FROM = 120
"""From this length on a message tells a story; it mentions much and wants one thing."""
SHORTEST = 3
"""Fewer characters than this tell nothing of their own."""

_LONG_SIDE, _LONG_TEXT, _MANY = 60, 150, 10

Shares = Sequence[float]
"""The probability of each category, in the order of the judge."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A stretch of the text that holds one matter: its clauses and what each adds up to. Known by
    its identity: to compare all tokens would cost more than to judge it."""

    clauses: tuple[Clause, ...]
    sums: tuple[Sum, ...]

    @classmethod
    def of(cls, clauses: Sequence[Clause], learned: Learned) -> "Part":
        """Add the clauses up."""
        return cls(tuple(clauses), tuple(learned.total(one.tokens) for one in clauses))

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.clauses[0].start if self.clauses else 0

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.clauses[-1].end if self.clauses else 0

    def cut(self, at: int) -> tuple["Part", "Part"]:
        """The clauses before number ``at``, and the rest."""
        return (
            Part(self.clauses[:at], self.sums[:at]),
            Part(self.clauses[at:], self.sums[at:]),
        )


class Judge:
    """Says what a stretch is about, and how likely a cut is."""

    def __init__(self, learned: Learned, categories: Mapping[str, str]) -> None:
        """``categories`` gives the route of each category that can be chosen."""
        self._learned = learned
        self.codes = tuple(categories)
        self._lanes = [learned.names.get(code) for code in self.codes]
        routes = sorted(set(categories.values()))
        self._route_of = [routes.index(categories[code]) for code in self.codes]
        self._routes = len(routes)

    def scores(self, total: Sum) -> list[float]:
        """The score of each category for a stretch. One that a community added later, and that
        the model cannot know, starts as low as the lowest: the community's words must speak."""
        values = self._learned.scores(total).values
        known = [values[lane] for lane in self._lanes if lane is not None]
        if len(known) == len(self._lanes):
            return known
        least = min(known, default=0.0)
        return [least if lane is None else values[lane] for lane in self._lanes]

    def about(self, total: Sum) -> Shares:
        """The probability of each category for a stretch."""
        return probabilities(self.scores(total))

    def routes(self, about: Shares) -> list[float]:
        """The same by route."""
        found = [0.0] * self._routes
        for number, share in zip(self._route_of, about, strict=True):
            found[number] += share
        return found

    def signs(self, clean: str, part: Part) -> dict[int, dict[str, float]]:
        """What speaks for or against a cut before each clause but the first, by name."""
        count = len(part.clauses)
        if count < 2:
            return {}
        alone = [self.about(total) for total in part.sums]
        first, *further = accumulate(part.sums, add)
        from_left = [alone[0], *map(self.about, further)]
        last, *further = accumulate(reversed(part.sums), add)
        from_right = [alone[-1], *map(self.about, further[:-1])]
        return {
            at: self._between(
                (from_left[at - 1], from_right[count - at - 1]),
                (alone[at - 1], alone[at]),
                from_left[-1],
            )
            | _written(clean, part, part.clauses[at].start)
            for at in range(1, count)
            if part.clauses[at].start - part.start >= SHORTEST
            and part.end - part.clauses[at].start >= SHORTEST
        }

    def _between(
        self, sides: tuple[Shares, Shares], next_to_it: tuple[Shares, Shares], whole: Shares
    ) -> dict[str, float]:
        """Signs from what the two sides, the two clauses at the cut and the whole are about."""
        before, after = sides
        last, first = next_to_it
        near, far = self.routes(before), self.routes(after)
        top_before, top_after = before.index(max(before)), after.index(max(after))
        least = min(max(before), max(after))
        other_route = near.index(max(near)) != far.index(max(far))
        return {
            "sides alike": _dot(before, after),
            "neighbours alike": _dot(last, first),
            "routes alike": _dot(near, far),
            "left and next alike": _dot(before, first),
            "right and last alike": _dot(last, after),
            "left sure": max(before),
            "right sure": max(after),
            "last sure": max(last),
            "next sure": max(first),
            "whole sure": max(whole),
            "both sure": least,
            "other category": least * (top_before != top_after),
            "other route": min(max(near), max(far)) * other_route,
            "whole has left": whole[top_before],
            "whole has right": whole[top_after],
        }


def _written(clean: str, part: Part, start: int) -> dict[str, float]:
    """Signs from the writing: lengths, the mark before the cut, the words after it."""
    return {
        "left length": min(start - part.start, _LONG_SIDE) / _LONG_SIDE,
        "right length": min(part.end - start, _LONG_SIDE) / _LONG_SIDE,
        "length": min(part.end - part.start, _LONG_TEXT) / _LONG_TEXT,
        "clauses": min(len(part.clauses), _MANY) / _MANY,
        "always": 1.0,
        f"mark {clean[start - 1]}": 1.0,
        **{f"begins {clean[start : start + size]}": 1.0 for size in (1, 2, 3)},
    }


def _dot(ones: Sequence[float], others: Sequence[float]) -> float:
    products: Iterator[float] = map(mul, ones, others)
    return sum(products)


def weigh(weights: Mapping[str, float], signs: Mapping[str, float]) -> float:
    """Add up signs by their weights; a sign never seen in training weighs nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in signs.items())


def parts_of(clean: str, whole: Part, judge: Judge, learned: Learned, least: float) -> list[Part]:
    """Cut where a cut is likelier than ``least``, the likeliest first, into at most four parts."""
    if len(clean) > LETTER_FROM:
        return [whole]
    waiting = [whole]
    done: list[Part] = []
    while waiting:
        part = waiting.pop(0)
        chances = {
            at: likelihood(weigh(learned.cuts, signs))
            for at, signs in (judge.signs(clean, part) if learned.cuts else {}).items()
        }
        at = max(chances, key=lambda one: chances[one], default=0)
        if at and chances[at] > least and len(waiting) + len(done) + 2 <= MOST_PARTS:
            waiting += part.cut(at)
        else:
            done.append(part)
    return sorted(done, key=lambda part: part.start)
