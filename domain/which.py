"""Which of several tickets a few words are about: 电梯那个怎么还没来 is the one with the lift."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.catalogue import Catalogue
from domain.codes import ticket_id_in
from domain.text import normalise

_OBJECT, _TROUBLE = 2, 1
"""A thing says more of which is meant than what is wrong with it: everything is 坏了."""

_MOST = 200
"""More characters than these are not read."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A ticket that may be meant: its number and what was said when it was opened."""

    number: int
    text: str


def named_by(text: str, candidates: Sequence[Candidate], catalogue: Catalogue) -> int | None:
    """The number of the ticket that the words name: by its code, by the things and troubles of the
    catalogue that its own words name too. None where they name none, or several alike."""
    numbers = {one.number for one in candidates}
    code = ticket_id_in(text[:_MOST])
    if code is not None:
        return code if code in numbers else None
    said = _words(text, catalogue)
    marks = {
        one.number: _weight(said & _words(one.text, catalogue), catalogue) for one in candidates
    }
    most = max(marks.values(), default=0)
    best = [number for number, mark in marks.items() if mark == most]
    return best[0] if most and len(best) == 1 else None


def _words(text: str, catalogue: Catalogue) -> frozenset[str]:
    clean = normalise(text[:_MOST])
    return frozenset(hit.word for hit in catalogue.rule_index.words.every(clean))


def _weight(words: frozenset[str], catalogue: Catalogue) -> int:
    index = catalogue.rule_index
    return sum(
        _TROUBLE if word in index.seconds and word not in index.firsts else _OBJECT
        for word in words
    )
