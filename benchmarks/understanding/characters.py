"""Writes domain/characters.py from OpenCC and pypinyin.

`python -m benchmarks.understanding.characters`.

Both libraries know far more than a resident's message needs and hold tens of megabytes; the
program carries two small tables made from them, and a test compares the tables with the libraries.
"""

from collections.abc import Iterable
from pathlib import Path

PAGE = Path(__file__).parents[2] / "domain" / "characters.py"
FIRST, LAST = 0x4E00, 0x9FA5
DIALECT = "嘅佢喺嘢咗冇唔哋嚟啲乜嘞咧恁俺噻撒"
"""Written by residents, outside the standard set of simplified characters."""
WIDTH = 42

HEAD = '''\
"""Tables of Chinese characters, made by benchmarks/understanding/characters.py. Do not edit.

``SIMPLER`` from OpenCC 1.4 (t2s, Apache-2.0), ``SOUNDS`` from pypinyin 0.55 (MIT): what common
traditional characters are in simplified writing, and what simplified ones sound like, toneless.
"""

'''


def pairs() -> list[str]:
    """A traditional character and its simplified one, for the characters in common use."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    found = []
    for char in map(chr, range(FIRST, LAST + 1)):
        simple = convert(char)
        common = _in(char, "big5") or _in(char, "gbk")
        if simple != char and len(simple) == 1 and _in(simple, "gb2312") and common:
            found.append(char + simple)
    return found


def sounds() -> dict[str, str]:
    """From a syllable without tone to the characters usually read so."""
    from pypinyin import lazy_pinyin

    found: dict[str, str] = {}
    standard = (char for char in map(chr, range(FIRST, LAST + 1)) if _in(char, "gb2312"))
    for char in (*standard, *DIALECT):
        syllable = lazy_pinyin(char)[0]
        if syllable.isascii() and char not in found.get(syllable, ""):
            found[syllable] = found.get(syllable, "") + char
    return dict(sorted(found.items()))


def _in(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _lines(words: Iterable[str], separator: str) -> str:
    """String literals of at most WIDTH characters, one under the other."""
    lines, line = [], ""
    for word in words:
        if line and len(line) + len(word) + len(separator) > WIDTH:
            lines.append(line)
            line = ""
        line += word + separator
    return "\n".join(f'    "{line}"' for line in (*lines, line))


def page() -> str:
    """The text of the module."""
    spoken = (f"{syllable}{chars}" for syllable, chars in sounds().items())
    return (
        HEAD
        + f"SIMPLER = (\n{_lines(pairs(), '')}\n)\n"
        + '"""Pairs: a traditional character, its simplified form."""\n\n'
        + f"SOUNDS = (\n{_cut(' '.join(spoken))}\n)\n"
        + '"""Syllables, each followed by its characters, separated by blanks."""\n'
    )


def _cut(text: str) -> str:
    pieces = [text[start : start + WIDTH] for start in range(0, len(text), WIDTH)]
    return "\n".join(f'    "{piece}"' for piece in pieces)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
