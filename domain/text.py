"""Written Chinese made comparable: width, traditional characters, numerals, word look-up.

Pure string work with positions kept, so that what matched can be shown to people.
What the words mean lives in ``domain.catalogue``.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from domain.characters import SIMPLER

_LIST_MARKS = {code: ";" for code in range(0x2460, 0x249C)}
"""① ⑵ ⒊ begin an item; NFKC would turn them into digits that look like floors."""
_SIMPLER = dict(zip(map(ord, SIMPLER[::2]), SIMPLER[1::2], strict=True))
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufe0e\ufe0f]")
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[\W_]+")
_CLAUSE_MARKS = re.compile(r"[\s，,.。！!？?；;~、…]+")
_LETTERS = re.compile("[a-z]")
_HAN = re.compile("[\u4e00-\u9fff]")
_DIGITS = dict(
    zip("零〇一二两三四五六七八九俩", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True)
)


@lru_cache(maxsize=256)
def normalise(text: str) -> str:
    """Return ``text`` with one width, small Latin letters, simplified characters, single spaces.

    Positions in the result are those every other function here speaks of.
    """
    folded = unicodedata.normalize("NFKC", text.translate(_LIST_MARKS)).lower()
    folded = _INVISIBLE.sub("", folded).translate(_SIMPLER)
    return _SPACES.sub(" ", folded).strip()


def simplified(text: str) -> str:
    """Return ``text`` in simplified characters, and otherwise as it is."""
    return text.translate(_SIMPLER)


def compact(text: str) -> str:
    """Return ``text`` without any space: voice input and pinyin put them anywhere."""
    return text.replace(" ", "")


def bare(text: str) -> str:
    """Return only the letters, digits and characters of ``text``: dots must not hide a fire."""
    return _MARKS.sub("", text)


def clauses(text: str) -> list[str]:
    """Return what stands between the marks and blanks of ``text``, none of it empty: 灯修好了 and
    谢谢 of 灯修好了，谢谢！"""
    return [one for one in _CLAUSE_MARKS.split(text) if one]


def says_only(text: str, what: re.Pattern[str], most: int) -> bool:
    """Tell whether a text of at most so many characters, marks aside, is that and nothing else."""
    clean = bare(normalise(text[: 2 * most]))
    return len(clean) <= most and what.fullmatch(clean) is not None


_NOT = ("不", "没")


def asks_whether(clean: str, at: int) -> bool:
    """Tell whether what begins there with a not is half of a question: 是不是, 有没有, 会不会."""
    return 0 < at < len(clean) - 1 and clean[at] in _NOT and clean[at - 1] == clean[at + 1]


MOST_DIGITS = 18


def is_pinyin(text: str) -> bool:
    """Tell whether a message is written in Latin letters rather than in characters."""
    return len(_LETTERS.findall(text)) > 2 * len(_HAN.findall(text)) + 4


def read_number(words: str) -> int | None:
    """Read ``12``, ``十二``, ``五零二`` or ``一百零三``; None when it is no number, or one
    so long that it counts nothing."""
    if len(words) > MOST_DIGITS:
        return None
    if words.isascii() and words.isdigit():
        return int(words)
    if not words or any(mark not in _DIGITS and mark not in "十百" for mark in words):
        return None
    if "十" not in words and "百" not in words:
        return int("".join(str(_DIGITS[mark]) for mark in words))
    total, pending = 0, 0
    for mark in words:
        if mark in _DIGITS:
            pending = _DIGITS[mark]
        else:
            total += (pending or 1) * (100 if mark == "百" else 10)
            pending = 0
    return total + pending


class Hit(NamedTuple):
    """A catalogue word found in a text, from ``start`` up to but without ``end``."""

    start: int
    end: int
    word: str


_LETTERS_WIDER = 3
"""So many letters say as much as one character."""


def width_of(word: str) -> int:
    """How much wider a text of letters is than one of characters; by one of its words."""
    return _LETTERS_WIDER if "a" <= word[0] <= "z" else 1


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Exact look-up of many words at once; time grows with the text, hardly with the words."""

    words: frozenset[str]
    _by_start: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _firsts: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_start", _by_start(self.words))
        object.__setattr__(self, "_firsts", frozenset(start[0] for start in self._by_start))

    @classmethod
    def of(cls, *groups: Iterable[str]) -> "WordIndex":
        """Build an index over the words of all ``groups``."""
        return cls(frozenset(word for group in groups for word in group))

    def with_words(self, added: Iterable[str]) -> "WordIndex":
        """The same with a few words more; what begins otherwise than these is shared."""
        words = self.words | {word for word in added if word}
        firsts = {word[0] for word in words - self.words}
        made = copy(self)
        object.__setattr__(made, "words", words)
        changed = _by_start(word for word in words if word and word[0] in firsts)
        object.__setattr__(made, "_by_start", self._by_start | changed)
        object.__setattr__(made, "_firsts", self._firsts | firsts)
        return made

    def every(self, text: str) -> Iterator[Hit]:
        """Yield every occurrence, in reading order, at one place the longest word first."""
        find, firsts = self._by_start.get, self._firsts
        for start, mark in enumerate(text):
            if mark not in firsts:
                continue
            for word in find(text[start : start + 2]) or find(mark) or ():
                if text.startswith(word, start):
                    yield Hit(start, start + len(word), word)

    def longest(self, text: str) -> list[Hit]:
        """Return the occurrences that lie inside no longer one: 消防通道 hides 消防."""
        kept: list[Hit] = []
        reach = 0
        for hit in self.every(text):
            if hit.end > reach:
                kept.append(hit)
                reach = hit.end
        return kept


def _by_start(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their first two characters, with those of one, which also stand by themselves."""
    found: dict[str, list[str]] = {}
    for word in sorted(sorted(word for word in words if word), key=len, reverse=True):
        starts = [word[:2]]
        if len(word) == 1:  # the shortest come last
            starts += [start for start in found if start[0] == word and len(start) == 2]
        for start in starts:
            found.setdefault(start, []).append(word)
    return {start: tuple(ones) for start, ones in found.items()}


@dataclass(frozen=True, slots=True)
class PairIndex:
    """Numbered groups of words turned round: from a word to the numbers of its groups.

    A group holds ``firsts`` and ``seconds``, of which one each must meet, and ``phrases`` which
    suffice by themselves.
    """

    words: WordIndex
    firsts: Mapping[str, frozenset[int]]
    seconds: Mapping[str, frozenset[int]]
    phrases: Mapping[str, frozenset[int]]

    @classmethod
    def of(
        cls, groups: Sequence[tuple[Sequence[str], Sequence[str], Sequence[str]]]
    ) -> "PairIndex":
        """Build the index from (firsts, seconds, phrases) of each group."""
        firsts, seconds, phrases = (turned([group[part] for group in groups]) for part in range(3))
        return cls(WordIndex.of(firsts, seconds, phrases), firsts, seconds, phrases)

    def with_phrases(self, number: int, groups: Sequence[Sequence[str]]) -> "PairIndex":
        """The same with groups of nothing but phrases, numbered from ``number`` on."""
        phrases = dict(self.phrases)
        for place, words in enumerate(groups):
            for word in words:
                phrases[word] = phrases.get(word, _NOTHING) | {number + place}
        index = self.words.with_words(word for group in groups for word in group)
        return PairIndex(index, self.firsts, self.seconds, phrases)

    def pairs(self, one: str, other: str) -> frozenset[int]:
        """Return the groups in which one word is a first and the other word a second."""
        forward = self.firsts.get(one, _NOTHING) & self.seconds.get(other, _NOTHING)
        return forward | (self.firsts.get(other, _NOTHING) & self.seconds.get(one, _NOTHING))


_NOTHING: frozenset[int] = frozenset()


def turned(groups: Sequence[Sequence[str]]) -> dict[str, frozenset[int]]:
    """Turn numbered groups of words round: from a word to the numbers of its groups."""
    users: dict[str, set[int]] = {}
    for number, words in enumerate(groups):
        for word in words:
            users.setdefault(word, set()).add(number)
    same: dict[frozenset[int], frozenset[int]] = {}  # most words of a group have it alone: one set
    found = {word: frozenset(numbers) for word, numbers in users.items()}
    return {word: same.setdefault(numbers, numbers) for word, numbers in found.items()}


_LONG_WORD = 4
"""Shorter words have too many harmless neighbours one character away; words of letters have them at
any length."""


@dataclass(frozen=True, slots=True)
class LongWords:
    """Words that are looked for misspelt, and which of them hold a character, as often as they
    do."""

    words: tuple[str, ...]
    _holding: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, words: Iterable[str]) -> "LongWords":
        """Those of the words that are long enough."""
        kept = tuple(sorted(w for w in words if len(w) >= _LONG_WORD and not w.isascii()))
        holding: dict[str, list[int]] = {}
        for number, word in enumerate(kept):
            for mark in word:
                holding.setdefault(mark, []).append(number)
        return cls(kept, {mark: tuple(numbers) for mark, numbers in holding.items()})

    def like(self, text: str, least: float) -> list[str]:
        """Those that may stand in the text with a likeness (0 to 1) of ``least``: so many of their
        characters must be somewhere in it. Likeness is twice what two words share by their length
        together, and what stands in the text is no shorter than what they share."""
        share = least / (2 - least)
        held = Counter(chain.from_iterable(self._holding.get(mark, ()) for mark in set(text)))
        words = self.words
        return [words[n] for n in sorted(held) if held[n] >= share * len(words[n])]
