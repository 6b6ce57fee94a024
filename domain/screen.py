"""What fits a small phone's screen: lines of twenty Chinese characters, fourteen of them."""

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

COLUMNS, LINES = 40, 14
TEXT_MOST = 90
"""Characters of a report beside a question: five lines."""

LABEL_MOST = 10
"""Characters of a unit's name on a button that says something else besides."""

WORTH_A_BEGINNING = 3
"""Of a long line fewer lines than these are not begun at the end of a page."""

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


def pages_of(text: str) -> tuple[str, ...]:
    """A text in pieces that fit the screen one by one; a line that does not goes on on the next."""
    pages: list[list[str]] = [[]]
    room = LINES
    for line in text.split("\n"):
        rest = line
        while (need := lines_for(columns(rest))) > room:
            head = _beginning(rest, room)
            if head:
                pages[-1].append(head)
            rest = rest[len(head) :].lstrip()
            pages.append([])
            room = LINES
        pages[-1].append(rest)
        room -= need
    return tuple("\n".join(page) for page in pages)


def _beginning(line: str, room: int) -> str:
    """What of a line fits so many lines, to the end of a sentence or a pause where one comes late
    enough; nothing, where that would be torn off for a line or two."""
    if room < WORTH_A_BEGINNING:
        return ""
    most = _most_that_fits(line, room)
    ends = [found.end() for found in _PAUSES.finditer(line[:most])]
    ends += [found.end() for found in _ENDS.finditer(line[:most])]
    late = [end for end in ends if end >= LEAST * most]
    return line[: max(late, default=most)]


def _most_that_fits(line: str, room: int) -> int:
    """How many characters of a line so many lines take, counted once from its beginning."""
    width = 0
    for at, char in enumerate(line):
        width += columns(char)
        if lines_for(width) > room:
            return at
    return len(line)


def have_room(row: Sequence[str]) -> bool:
    """Whether these labels have room beside one another."""
    return len(row) < 2 or max(map(columns, row)) <= (COLUMNS - 2) // len(row)


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
