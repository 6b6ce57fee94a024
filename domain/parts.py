"""Cuts a message into the parts that may each hold a matter of their own.

In doubt a message stays whole: one ticket too few is easier to mend than one too many.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.catalogue import UNCLEAR, Catalogue
from domain.evidence import CLAUSE_END, LONG_LETTER, Evidence, rank
from domain.text import Hit


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text that may hold a matter of its own."""

    start: int
    end: int
    evidence: tuple[Evidence, ...]


def clause_of(clean: str, hit: Hit) -> Part:
    """Return the clauses a hit lies in, without evidence."""
    ends = [match.start() for match in CLAUSE_END.finditer(clean)]
    start = max((end + 1 for end in ends if end < hit.start), default=0)
    return Part(start, min((end for end in ends if end >= hit.end), default=len(clean)), ())


def parts_of(clean: str, evidence: Sequence[Evidence], catalogue: Catalogue) -> list[Part]:
    """Cut the text where the resident turns to another matter; one part when in doubt."""
    whole = Part(0, len(clean), tuple(evidence))
    thresholds = catalogue.thresholds
    parts = _strong(_cut(whole, _joints(clean, catalogue)), thresholds.split)
    if len(parts) > 1:
        return parts
    if len(clean) <= LONG_LETTER:
        clauses = _cut(whole, [match.start() for match in CLAUSE_END.finditer(clean)])
        parts = _strong(clauses, thresholds.split_clause)
        if any(catalogue.category(top_of(part)[0]).absorbs for part in parts):
            return [whole]
    return parts if len(parts) > 1 else [whole]


def _strong(parts: Sequence[Part], least: float) -> list[Part]:
    """Keep the parts which speak clearly, the first of each category."""
    found: dict[str, Part] = {}
    for part in parts:
        code, score = top_of(part)
        if score >= least:
            found.setdefault(code, part)
    return list(found.values())


def _joints(clean: str, catalogue: Catalogue) -> list[int]:
    index = catalogue.speech_index
    hits = index.words.longest(clean)
    joints = [hit.start for hit in hits if "joiners" in index.purposes[hit.word]]
    return sorted({*joints, *(match.start() for match in re.finditer(";", clean))})


def _cut(whole: Part, cuts: Sequence[int]) -> list[Part]:
    edges = [whole.start, *cuts, whole.end]
    parts = []
    for start, end in zip(edges, edges[1:], strict=False):
        inside = tuple(one for one in whole.evidence if start <= one.start and one.end <= end)
        if inside:
            parts.append(Part(start, end, inside))
    return parts


def top_of(part: Part) -> tuple[str, float]:
    """Return the category that speaks loudest in a part, and its weight (0 when unclear)."""
    ranking = rank(part.evidence, part.end - part.start)
    return ranking[0] if ranking else (UNCLEAR, 0.0)
