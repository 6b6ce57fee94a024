"""Which stretches of a message count: what is denied or settled does not, nor a compound's name;
and which words to show for a matter."""

import re
from collections.abc import Sequence

from domain.catalogue import Catalogue
from domain.evidence import Evidence, clause_around
from domain.parts import Part
from domain.place import CompoundName
from domain.text import Hit, normalise
from domain.tokens import Clause, Span

SPAN_AT_MOST = 120

_DENIES = re.compile("(?:这|那|也|又|并)?(?:不|木|唔)(?:是|系)")
_PUTS_RIGHT = re.compile("(?:而|就|应该)?[是系]")


def not_denied(clean: str, clauses: Sequence[Clause]) -> list[Clause]:
    """Leave out what is denied only to be put right: 不是漏水，是灯不亮."""
    starts = [clean[one.start : one.end] for one in clauses]
    denied = [
        bool(_DENIES.match(words)) and any(map(_PUTS_RIGHT.match, starts[number + 1 :]))
        for number, words in enumerate(starts)
    ]
    return [one for one, is_denied in zip(clauses, denied, strict=True) if not is_denied]


def names_in(clean: str, compounds: Sequence[CompoundName]) -> list[Span]:
    """Return where compounds are called by their names: 永安花园 is not about flowers."""
    names = {normalise(name) for one in compounds for name in (one.name, *one.aliases)} - {""}
    called = [name for name in names if name in clean]
    return [match.span() for name in called for match in re.finditer(re.escape(name), clean)]


def settled_in(clean: str, said: Sequence[Hit], catalogue: Catalogue) -> list[Span]:
    """Return the clauses which tell that something is settled: 灯修好了 asks for no lamp."""
    purposes = catalogue.speech_index.purposes
    return [
        clause_around(clean, hit.start, hit.end) for hit in said if "settled" in purposes[hit.word]
    ]


def is_inside(one: Evidence, spans: Sequence[Span]) -> bool:
    return any(start <= one.start < end or start < one.end <= end for start, end in spans)


def span_of(clean: str, part: Part, spoke: Sequence[Evidence]) -> str:
    """Return the clauses from the first to the last deciding word, or all of the part."""
    start, end = part.start, part.end
    if spoke:
        first, last = min(one.start for one in spoke), max(one.end for one in spoke)
        begin, stop = clause_around(clean, first, last)
        start, end = max(begin, start), min(stop, end)
    return clean[start:end].strip(" ,;。!?、:")[:SPAN_AT_MOST]
