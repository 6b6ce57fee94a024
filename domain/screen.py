"""What fits a small phone's screen: lines of twenty Chinese characters, fourteen of them."""

import re
from unicodedata import east_asian_width

COLUMNS, LINES = 40, 14
TEXT_MOST = 90
"""Characters of a report beside a question: five lines."""

LABEL_MOST = 10
"""Characters of a unit's name on a button that says something else besides."""

_ENDS = re.compile(r"[。！？!?；;…\n]+")
_PAUSES = re.compile(r"[，,、：: ]")
LEAST = 0.6
"""Text is cut at the end of a sentence if that leaves so much of what there is room for."""


def columns(text: str) -> int:
    """How wide a text is: two for a Chinese character, one for a Latin one."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def lines_for(width: int) -> int:
    """So many lines text of that many columns takes; a wide character is not cut in two."""
    return max(1, -(-width // (COLUMNS - 1)))


def lines_of(text: str) -> int:
    """So many lines of the screen a text of several lines takes."""
    return sum(lines_for(columns(line)) for line in text.split("\n"))


def excerpt(text: str, most: int) -> str:
    """The beginning of a text in at most so many characters, and … where something was cut off: at
    the end of a sentence, else at a pause, where one comes late enough."""
    text = text.strip()
    if len(text) <= most:
        return text
    room = text[: most - 1]
    for mark in (_ENDS, _PAUSES):
        ends = [found.end() for found in mark.finditer(room)]
        if ends and ends[-1] >= LEAST * most:
            return room[: ends[-1]].rstrip("，,、：: \n") + "…"
    return room + "…"
