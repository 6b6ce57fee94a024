"""Is a life in danger? Decided from the words alone, before and apart from everything else.

A miss is worse than a false alarm: only words close by that deny the danger silence a sign.
"""

from bisect import bisect_left
from collections.abc import Sequence

from domain.catalogue import Catalogue, LifeSafety
from domain.text import WordIndex, bare, normalise

_VETO_REACH = 12


def life_safety_of(text: str, catalogue: Catalogue) -> LifeSafety | None:
    """Return the danger to life that ``text`` reports, first in the catalogue's order, or None.

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
        for span in seen[number]:
            denied = _is_near(common, span) or (_is_near(vetoes, span) and not _is_near(now, span))
            if not denied:
                return catalogue.life_safety[number]
    return None


def _dangers_seen(clean: str, catalogue: Catalogue) -> dict[int, list[tuple[int, int]]]:
    """Find every sign of danger: its number in the catalogue and where it stands."""
    index, near = catalogue.sign_index, catalogue.thresholds.near
    hits = list(index.words.every(clean))
    seen: dict[int, list[tuple[int, int]]] = {}
    for position, hit in enumerate(hits):
        for sign in index.phrases.get(hit.word, ()):
            seen.setdefault(catalogue.sign_owners[sign], []).append((hit.start, hit.end))
        for following in range(position + 1, len(hits)):
            other = hits[following]
            if other.start - hit.end > near:
                break
            for sign in index.pairs(hit.word, other.word):
                span = (hit.start, max(hit.end, other.end))
                seen.setdefault(catalogue.sign_owners[sign], []).append(span)
    return seen


def _starts(index: WordIndex, clean: str) -> list[int]:
    return [hit.start for hit in index.every(clean)]


def _is_near(starts: Sequence[int], span: tuple[int, int]) -> bool:
    """A veto counts only close to the sign: an old false alarm must not hide a new fire."""
    at = bisect_left(starts, span[0] - _VETO_REACH)
    return at < len(starts) and starts[at] < span[1] + _VETO_REACH
