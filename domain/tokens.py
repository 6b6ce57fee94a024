"""What the learned reader looks at: characters, neighbouring pairs, pairs of sounds, signals.

A token is a whole number, so that a text is turned into tokens without building strings. A text is
cut into clauses first; the tokens of a stretch are those of its clauses, so that every way to cut
a message can be judged after one reading.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

from domain.characters import SOUNDS
from domain.text import is_pinyin

Span = tuple[int, int]

TITLE_FROM = 60
"""From this length on the first words are read as a title: a letter says there what it wants."""

_PAIR = 21
_SOUND = 1 << 42
_TITLE = 1 << 43
_SIGNAL = 1 << 44
_SYLLABLE_BITS = 10
_AS_MARK = 0xE000
"""Where the characters begin that Unicode leaves to everybody's own use."""
_START, _END = ord("^"), ord("$")
_DIGIT = ord("0")
_CLAUSE_END = re.compile("[,。!?;~…\n]+|\\s+|[\U0001f300-\U0001faff]+")
_WORD = re.compile("[a-z]+")
_TITLE_END = re.compile("[\\s。!?,;:]")
_LONGEST_TITLE, _SHORTEST_TITLE, _USUAL_TITLE = 45, 4, 30
_LONGEST_SYLLABLE = 6
_ENGLISH = re.compile(
    r"\b(?:the|is|are|was|my|our|of|with|and|not|has|there|this|it|in|on|at|to|we)\b"
)
"""Words of English that are no syllables: whoever writes one writes no pinyin."""
_MISSPELT = 8
"""Of so many letters of pinyin written in one, one may belong to no syllable: a slip."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the text, from ``start`` up to but without ``end``, and its tokens."""

    start: int
    end: int
    tokens: frozenset[int]
    title: bool = False


def signal(name: str) -> int:
    """The token of something a rule noticed: a purpose, a danger."""
    return _SIGNAL | crc32(name.encode())


def in_title(token: int) -> int:
    """The same token standing in a title."""
    return token | _TITLE


def clauses_of(clean: str, joints: Iterable[int] = ()) -> tuple[Clause, ...]:
    """Cut a normalised text at its marks, blanks and ``joints`` (where a joining word begins)."""
    title = title_of(clean)
    cuts = {match.end() for match in _CLAUSE_END.finditer(clean)} | set(joints) | {title}
    edges = sorted({0, len(clean)} | {cut for cut in cuts if 0 < cut < len(clean)})
    spoken = is_pinyin(clean)
    return tuple(
        Clause(start, end, frozenset(_tokens(clean[start:end], spoken)), end <= title)
        for start, end in zip(edges, edges[1:], strict=False)
    )


def title_of(clean: str) -> int:
    """Where the title of a letter ends; 0 for a text too short to be one."""
    if len(clean) < TITLE_FROM:
        return 0
    end = _TITLE_END.search(clean)
    if end is not None and _SHORTEST_TITLE <= end.start() <= _LONGEST_TITLE:
        return end.start()
    return _USUAL_TITLE


def _tokens(words: str, spoken: bool) -> Iterator[int]:
    marks = [_START, *(_DIGIT if mark.isdigit() else ord(mark) for mark in words.strip()), _END]
    yield from marks
    yield from (one << _PAIR | other for one, other in zip(marks, marks[1:], strict=False))
    heard = list(_syllables(words)) if spoken else [_sounds().get(mark) for mark in words]
    for one, other in zip(heard, heard[1:], strict=False):
        if one is not None and other is not None:
            yield _SOUND | one << _SYLLABLE_BITS | other


@cache
def _sounds() -> Mapping[str, int]:
    """From a character to the number of its syllable."""
    found: dict[str, int] = {}
    for number, spoken in enumerate(SOUNDS.split()):
        for char in spoken.lstrip("abcdefghijklmnopqrstuvwxyz"):
            found.setdefault(char, number)
    return found


def sound_of(words: str, spoken: bool = False) -> str:
    """The syllables of a text, one private character each; what has no sound stays as it is.
    ``spoken``: it is written in pinyin, and what is none becomes a blank."""
    if spoken:
        return "".join(" " if one is None else chr(_AS_MARK + one) for one in _syllables(words))
    return words.translate(_sound_marks())


@cache
def _sound_marks() -> Mapping[int, str]:
    return {ord(char): chr(_AS_MARK + number) for char, number in _sounds().items()}


@cache
def _numbers() -> Mapping[str, int]:
    """From a syllable in letters to its number."""
    return {
        _WORD.match(spoken)[0]: number  # type: ignore[index]
        for number, spoken in enumerate(SOUNDS.split())
    }


def _syllables(words: str) -> Iterator[int | None]:
    """Read pinyin, with or without blanks: the fewest syllables; None where it is none."""
    for match in _WORD.finditer(words):
        yield from _spell(match[0])


def _spell(letters: str) -> Sequence[int | None]:
    """The fewest known syllables that make up a word; a lone None where none do."""
    ways: list[tuple[int, ...] | None] = [()]
    for end in range(1, len(letters) + 1):
        found: tuple[int, ...] | None = None
        for size in range(1, min(_LONGEST_SYLLABLE, end) + 1):
            before, number = ways[end - size], _numbers().get(letters[end - size : end])
            shorter = before is not None and (found is None or len(before) + 1 < len(found))
            if before is not None and number is not None and shorter:
                found = (*before, number)
        ways.append(found)
    return ways[-1] or (None,)


def is_foreign(text: str) -> bool:
    """Whether a normalised text holds no Chinese, and most of its letters spell no syllable of it,
    or a word is English: hello, <script>."""
    letters = sum(map(str.isalpha, text))
    if not letters or any(mark in _sounds() for mark in text):
        return False
    spoken = sum(len(word) for word in _WORD.findall(text) if _is_spoken(word))
    return 2 * spoken < letters or _ENGLISH.search(text) is not None


def _is_spoken(letters: str) -> bool:
    """Whether a word is pinyin, but for a slip in a long one."""
    left = [0]
    for end in range(1, len(letters) + 1):
        sizes = range(1, min(_LONGEST_SYLLABLE, end) + 1)
        ends = [left[end - size] for size in sizes if letters[end - size : end] in _numbers()]
        left.append(min([left[-1] + 1, *ends]))
    return left[-1] <= len(letters) // _MISSPELT


def written(token: int) -> str | None:
    """The pair of letters of a token; None for a sound, a signal, a mark or a single one."""
    if token >> _PAIR == 0 or token & (_SOUND | _SIGNAL):
        return None
    pair = token & ~_TITLE
    one, other = pair >> _PAIR, pair & ((1 << _PAIR) - 1)
    words = chr(one) + chr(other)
    return words if words.isalpha() else None
