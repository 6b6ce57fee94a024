"""What of a card's lines fits a small screen: the report is cut at the end of a sentence, and what
is missed least goes. All of it stands behind 全文 (workflows/looking.py)."""

from collections.abc import Callable, Sequence

from domain.said import Part, part
from domain.screen import COLUMNS, LINES, columns, excerpt, lines_for

TEXT = "card-text"
LEAST_OF_TEXT = 2
"""So many lines of the report stand on a card in any case."""

TWO_LINES = frozenset({"card-handling", "card-held", "card-part-open", "card-part-taken"}) | {
    "card-handling-late",
    "card-part-taken-late",
    "card-why-words",
    "card-tried-accept",
    "card-came-back",
}
"""Lines that take two, with a date and a long name in them."""

ONE_LINE_WHY = ("why-community", "why-property", "why-returned", "why-ruled", "why-cleared")

AROUND_TASK = 24


def fitted(lines: Sequence[Part]) -> tuple[Part, ...]:
    """The lines that fit, in their order."""
    kept = list(lines)
    for shorten in _SHORTER:
        if _height(kept) <= LINES:
            break
        shorten(kept)
    room = LINES - sum(_weight(line) for line in kept if line[0] != TEXT)
    return tuple(_clipped(line, max(room, LEAST_OF_TEXT)) for line in kept)


def _height(lines: Sequence[Part]) -> int:
    """About how many lines these take with as little of the report as can be."""
    return sum(
        min(_weight(line), LEAST_OF_TEXT) if line[0] == TEXT else _weight(line) for line in lines
    )


def _weight(line: Part) -> int:
    key, values = line
    if key == TEXT:
        return _lines_of(values["text"])
    if key in ("card-task", "card-task-given"):
        return lines_for(columns(values["task"]) + AROUND_TASK)
    if key == "card-why":
        return 1 if values["line"]["$word"] in ONE_LINE_WHY else 2
    if key in TWO_LINES:
        return 2
    return 2 if key.startswith("brief-tried-") and isinstance(values.get("text"), str) else 1


def _lines_of(text: str) -> int:
    return sum(lines_for(columns(line) + 3) for line in text.split("\n"))


def _clipped(line: Part, room: int) -> Part:
    """The report, or what was asked of the other side, in so many lines."""
    key, values = line
    if key != TEXT or _lines_of(values["text"]) <= room:
        return line
    most = room * (COLUMNS // 2 - 1) - 2
    return part(TEXT, text=excerpt(" ".join(values["text"].split()), most))


def _without(key: str) -> Callable[[list[Part]], None]:
    def drop(lines: list[Part]) -> None:
        lines[:] = [line for line in lines if line[0] != key]

    return drop


def _plain_reason(lines: list[Part]) -> None:
    """Why you, without the words that led there."""
    lines[:] = [
        part("card-why", line=line[1]["line"]) if line[0] == "card-why-words" else line
        for line in lines
    ]


def _short_task(lines: list[Part]) -> None:
    for at, (key, values) in enumerate(lines):
        if key in ("card-task", "card-task-given"):
            lines[at] = part(key, task=excerpt(values["task"], COLUMNS // 2))


def _without_oldest_deed(lines: list[Part]) -> None:
    deeds = [line for line in lines if "-tried-" in line[0]]
    if len(deeds) > 1:
        lines.remove(deeds[0])


_SHORTER: tuple[Callable[[list[Part]], None], ...] = (
    _plain_reason,
    _without("card-precedent"),
    _short_task,
    _without_oldest_deed,
    _without("card-alike"),
    _without_oldest_deed,
    _without("card-media"),
    _without("card-came-back"),
    _without("card-why"),
)
"""What is done one after the other until all fits, what is missed least first."""
