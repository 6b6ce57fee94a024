"""Which compound of a unit is meant by a text: by its name, its sound, what it begins with.

Names and aliases come in as values; the rest of a place is in domain.place.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from domain.text import compact, is_pinyin, normalise
from domain.tokens import sound_of

Named = tuple[str, str]
"""A name or alias, and the code of its compound."""

_LONG = 4
"""Characters from which a name is looked for misspelt: shorter ones sound like too much."""
_LIKE = 79
"""Likeness 0..100 of a name with one wrong character of five; in four only the sound may be kept,
for 永宁花园 is not 永安花园."""
_COMPOUND = re.compile(
    r"[\u4e00-\u9fff]{1,7}?(?:家属院|家属楼|教工院|小区|花园|新村|公寓|佳苑|家园|华府|华庭|雅苑)"
    r"|[东南西北]院(?!墙)"
)
_LEAD = re.compile(
    r"^.*(?:就是|那个|这个|我们|咱们|你们|我[是在住]|住在|[俺咱恁我你住在的是个了给到这那])"
)
_MANY = re.compile("几|每|各|整|全|同|别的|其他|老旧|这|那|本|外面|进|出|回")
_WORD = re.compile("[a-z]{2}")
_ENDING = re.compile("(?:小区|花园|新村|公寓|佳苑|家园|华府|华庭|雅苑)$")
_BEFORE_HOUSE = (
    r"(?:的|那边的?|这边的?)?\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:号[楼栋]|[栋#]|-\d)"
)
_BARE_BEFORE = "(?:(?<![\u4e00-\u9fff])|(?<=[我住在是们咱俺]))"


def find_compound(clean: str, names: Sequence[Named]) -> tuple[str | None, str | None]:
    """The code of the compound meant, if it is beyond doubt, and the words used for it. The first
    way of looking that finds any decides; of several compounds equally near it is none."""
    known = [(readable, code) for name, code in names if (readable := normalise(name))]
    exact = [name for name, _ in known if _is_written(name, clean)]
    if exact:
        longest = max(exact, key=len)
        owners = {code for name, code in known if name == longest}
        return (owners.pop() if len(owners) == 1 else None), longest
    for near in _WAYS:
        found = near(clean, known) if known else {}
        if found:
            best = max(found.values())
            codes = [code for code, nearness in found.items() if nearness == best]
            return (codes[0] if len(codes) == 1 else None), _guess(clean)
    return None, _guess(clean)


def _is_written(name: str, clean: str) -> bool:
    """Whether a name stands there: 6号院 not within 16号院."""
    at = clean.find(name)
    while at > 0 and name[0].isdigit() and clean[at - 1].isdigit():
        at = clean.find(name, at + 1)
    return at >= 0


def _most(found: Sequence[tuple[float, str]]) -> dict[str, float]:
    """The greatest nearness of each compound."""
    return {code: max(n for n, c in found if c == code) for code in {c for _, c in found}}


def _by_blanks(clean: str, names: Sequence[Named]) -> dict[str, float]:
    """永安 花园."""
    if " " not in clean:
        return {}
    close = compact(clean)
    return _most([(len(n), c) for n, c in names if len(n) >= _LONG and compact(n) in close])


def _by_sound(clean: str, names: Sequence[Named]) -> dict[str, float]:
    """咏安花园, yongan huayuan: other characters for the same syllables."""
    spoken = _WORD.search(clean) is not None and is_pinyin(clean)
    told = sound_of(clean if spoken else compact(clean), spoken)
    sounds = [(_sound_of_name(name), code) for name, code in names if len(name) >= _LONG]
    return _most([(len(sound), code) for sound, code in sounds if sound and sound in told])


@lru_cache(maxsize=4096)
def _sound_of_name(name: str) -> str | None:
    """The sound of a name; None where a part of it has none or stands for itself."""
    return None if any(map(name.__contains__, sound := sound_of(name))) else sound


def _by_letters(clean: str, names: Sequence[Named]) -> dict[str, float]:
    """A long name with a wrong character that sounds otherwise too."""
    from rapidfuzz import fuzz  # 3 MB that only whoever reads messages needs

    close = [
        (fuzz.partial_ratio(name, clean, score_cutoff=_LIKE), code)
        for name, code in names
        if len(name) >= _LONG
    ]
    return _most([one for one in close if one[0]])


def _by_beginning(clean: str, names: Sequence[Named]) -> dict[str, float]:
    """永安的3号楼, where one compound alone begins so."""
    found: dict[str, float] = {}
    for stem in {_beginning(name) for name, _ in names} - {""}:
        if stem in clean and re.search(f"{_BARE_BEFORE}{re.escape(stem)}{_BEFORE_HOUSE}", clean):
            found |= {code: 1.0 for name, code in names if name.startswith(stem)}
    return found


@lru_cache(maxsize=4096)
def _beginning(name: str) -> str:
    """永安 of 永安花园; nothing where a name has no such ending, or is all ending (花园小区)."""
    stem = _ENDING.sub("", name)
    return "" if stem == name or len(stem) < 2 or _ENDING.search(stem) else stem


_WAYS: tuple[Callable[[str, Sequence[Named]], dict[str, float]], ...] = (
    _by_blanks,
    _by_sound,
    _by_letters,
    _by_beginning,
)


def _guess(clean: str) -> str | None:
    """Words that look like the name of some compound."""
    for match in _COMPOUND.finditer(clean):
        words = _LEAD.sub("", match.group())
        if len(words) >= 2 and words not in ("小区", "花园", "公寓") and not _MANY.match(words):
            return words
    return None
