"""Is a life in danger? Decided from the words alone, before and apart from everything else.

A miss is worse than a false alarm: only words close by that deny the danger silence a sign.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.catalogue import Catalogue
from domain.signs import LifeSafety, SignWords, spelled
from domain.text import Hit, WordIndex, asks_whether, bare, normalise, width_of
from domain.tokens import is_foreign, sound_of

_VETO_REACH = 12
_FEWEST_LETTERS = 4
"""Fewer letters are no pinyin: 3a栋, ktv."""
_LATIN = re.compile("[a-z]+(?:['’][a-z]+)*")

Found = tuple[int, int, tuple[str, ...]]
"""Where a sign stands, and its words."""


@dataclass(frozen=True, slots=True)
class Signs:
    """A danger to life that words of the catalogue name, and those words, the longest first.
    ``by_sound``: they were found by their sound, which other words may have as well."""

    danger: LifeSafety
    words: tuple[str, ...]
    by_sound: bool = False


def life_safety_of(text: str, catalogue: Catalogue) -> LifeSafety | None:
    """Return the danger to life that ``text`` reports, or None."""
    found = signs_in(text, catalogue)
    return found.danger if found else None


def signs_in(text: str, catalogue: Catalogue) -> Signs | None:
    """Return the danger to life that ``text`` reports, first in the catalogue's order, and the
    words that say so, or None. What is written in pinyin is sought by its sound, too.

    Reads all of the text, whatever its length, and knows nothing of categories or confidence.
    """
    clean = catalogue.respell(normalise(text))
    letters = " ".join(_LATIN.findall(clean))
    spoken = len(letters) >= _FEWEST_LETTERS and not is_foreign(letters)
    found = _Search(bare(clean), catalogue, catalogue.signs, _Edges(clean, spoken)).found
    if found is None and spoken:
        sounds = sound_of(letters, spoken=True)
        found = _Search(sounds, catalogue, catalogue.load_heard(), None).found
    return found


class _Edges:
    """Where words of Latin letters begin and end in a text without blanks and marks: the ``gas``
    of ``gasped`` is none, and no more is the zisha of haizi shangxue."""

    def __init__(self, clean: str, spoken: bool) -> None:
        self.clean, self.spoken = clean, spoken

    @cached_property
    def spans(self) -> tuple[frozenset[int], frozenset[int]]:
        starts, ends, read, at = set(), set(), 0, 0
        for word in _LATIN.finditer(self.clean):
            at += len(bare(self.clean[read : word.start()]))
            starts.add(at)
            at += len(bare(word[0]))
            ends.add(at)
            read = word.end()
        return frozenset(starts), frozenset(ends)

    def hold(self, hit: Hit) -> bool:
        """Whether a word that was found is one. Pinyin is heard, whatever its blanks."""
        if not "a" <= hit.word[0] <= "z":
            return True
        starts, ends = self.spans
        whole = hit.start in starts and (hit.end in ends or not hit.word[-1].isalpha())
        return whole and not (self.spoken and spelled(hit.word))


class _Search:
    """One text searched for signs of danger, as it is written or by its sound."""

    def __init__(
        self, clean: str, catalogue: Catalogue, signs: SignWords, edges: _Edges | None
    ) -> None:
        self.clean, self.catalogue, self.signs, self.edges = clean, catalogue, signs, edges

    @property
    def found(self) -> Signs | None:
        """The first danger in the catalogue's order that nothing near by denies."""
        seen = self._dangers_seen()
        if not seen:
            return None
        common, now = self._denied(self.signs.common), self._starts(self.signs.now)
        for number in sorted(seen):
            vetoes = self._denied(self.signs.vetoes[number])
            spoke = [
                one
                for one in seen[number]
                if not (_is_near(common, one) or (_is_near(vetoes, one) and not _is_near(now, one)))
            ]
            if spoke:
                danger, by_sound = self.catalogue.life_safety[number], self.edges is None
                return Signs(danger, self._words_of(spoke), by_sound)
        return None

    def _every(self, index: WordIndex) -> Iterator[Hit]:
        hits, edges = index.every(self.clean), self.edges
        return hits if edges is None else filter(edges.hold, hits)

    def _starts(self, index: WordIndex) -> list[int]:
        return [hit.start for hit in self._every(index)]

    def _denied(self, index: WordIndex) -> list[int]:
        """Where words deny a danger: 不是漏气 does, 是不是漏气 asks whether there is one."""
        return [one.start for one in self._every(index) if not asks_whether(self.clean, one.start)]

    def _dangers_seen(self) -> dict[int, list[Found]]:
        """Find every sign of danger: its number in the catalogue, where it stands, its words."""
        index, near = self.signs.pairs, self.catalogue.thresholds.near
        hits = [hit for hit in self._every(index.words) if not self._means_else(hit)]
        seen: dict[int, list[Found]] = {}
        for position, hit in enumerate(hits):
            for sign in index.phrases.get(hit.word, ()):
                found = (hit.start, hit.end, (hit.word,))
                seen.setdefault(self.signs.owners[sign], []).append(found)
            for other in hits[position + 1 :]:
                if other.start - hit.end > near * width_of(hit.word):
                    break
                for sign in index.pairs(hit.word, other.word):
                    pair = (hit.start, max(hit.end, other.end), (hit.word, other.word))
                    seen.setdefault(self.signs.owners[sign], []).append(pair)
        return seen

    def _means_else(self, hit: Hit) -> bool:
        """Whether a word of danger has another sense just here."""
        return any(
            self.clean.endswith(sense.before, 0, hit.start)
            or self.clean.startswith(sense.after, hit.end)
            for sense in self.signs.senses.get(hit.word, ())
        )

    def _words_of(self, spoke: Sequence[Found]) -> tuple[str, ...]:
        """Each word once, without those that are part of another: 着火 says what 火 says."""
        said = {self.signs.names.get(word, word) for one in spoke for word in one[2]}
        words = sorted(said, key=lambda word: (-len(word), word))
        return tuple(
            word
            for at, word in enumerate(words)
            if not any(word in longer for longer in words[:at])
        )


def _is_near(starts: Sequence[int], sign: Found) -> bool:
    """A veto counts only close to the sign: an old false alarm must not hide a new fire."""
    reach = _VETO_REACH * width_of(sign[2][0])
    at = bisect_left(starts, sign[0] - reach)
    return at < len(starts) and starts[at] < sign[1] + reach
