"""Is a life in danger? Decided from the words alone, before and apart from everything else.

A miss is worse than a false alarm: only words close by that deny the danger silence a sign.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from domain.catalogue import Catalogue, LifeSafety
from domain.text import Hit, WordIndex, bare, normalise

_VETO_REACH = 12

Found = tuple[int, int, tuple[str, ...]]
"""Where a sign stands, and its words."""


@dataclass(frozen=True, slots=True)
class Signs:
    """A danger to life that words of the catalogue name, and those words, the longest first."""

    danger: LifeSafety
    words: tuple[str, ...]


def life_safety_of(text: str, catalogue: Catalogue) -> LifeSafety | None:
    """Return the danger to life that ``text`` reports, or None."""
    found = signs_in(text, catalogue)
    return found.danger if found else None


def signs_in(text: str, catalogue: Catalogue) -> Signs | None:
    """Return the danger to life that ``text`` reports, first in the catalogue's order, and the
    words that say so, or None.

    Reads all of the text, whatever its length, and knows nothing of categories or confidence.
    """
    clean = bare(catalogue.respell(normalise(text)))
    seen = _dangers_seen(clean, catalogue)
    if not seen:
        return None
    common = _starts(catalogue.common_veto_index, clean)
    now = _starts(catalogue.now_index, clean)
    for number in sorted(seen):
        vetoes = _starts(catalogue.veto_indexes[number], clean)
        spoke = [
            one
            for one in seen[number]
            if not (_is_near(common, one) or (_is_near(vetoes, one) and not _is_near(now, one)))
        ]
        if spoke:
            return Signs(catalogue.life_safety[number], _words_of(spoke))
    return None


def _words_of(spoke: Sequence[Found]) -> tuple[str, ...]:
    """Each word once, without those that are part of another: 着火 says what 火 says."""
    words = sorted({word for one in spoke for word in one[2]}, key=lambda word: (-len(word), word))
    return tuple(
        word for at, word in enumerate(words) if not any(word in longer for longer in words[:at])
    )


def _dangers_seen(clean: str, catalogue: Catalogue) -> dict[int, list[Found]]:
    """Find every sign of danger: its number in the catalogue, where it stands, its words."""
    index, near = catalogue.sign_index, catalogue.thresholds.near
    hits = [hit for hit in index.words.every(clean) if not _means_else(clean, hit, catalogue)]
    seen: dict[int, list[Found]] = {}
    for position, hit in enumerate(hits):
        for sign in index.phrases.get(hit.word, ()):
            found = (hit.start, hit.end, (hit.word,))
            seen.setdefault(catalogue.sign_owners[sign], []).append(found)
        for following in range(position + 1, len(hits)):
            other = hits[following]
            if other.start - hit.end > near:
                break
            for sign in index.pairs(hit.word, other.word):
                pair = (hit.start, max(hit.end, other.end), (hit.word, other.word))
                seen.setdefault(catalogue.sign_owners[sign], []).append(pair)
    return seen


def _means_else(clean: str, hit: Hit, catalogue: Catalogue) -> bool:
    """Whether a word of danger has another sense just here."""
    return any(
        clean.endswith(sense.before, 0, hit.start) or clean.startswith(sense.after, hit.end)
        for sense in catalogue.senses_of.get(hit.word, ())
    )


def _starts(index: WordIndex, clean: str) -> list[int]:
    return [hit.start for hit in index.every(clean)]


def _is_near(starts: Sequence[int], sign: Found) -> bool:
    """A veto counts only close to the sign: an old false alarm must not hide a new fire."""
    at = bisect_left(starts, sign[0] - _VETO_REACH)
    return at < len(starts) and starts[at] < sign[1] + _VETO_REACH
