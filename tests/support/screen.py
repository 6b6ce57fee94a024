"""How much of a small phone's screen a text takes: 20 Chinese characters (40 columns) a line, 14
lines. A word of Latin letters that does not fit goes on in the next line like any other."""

from unicodedata import combining, east_asian_width

COLUMNS, LINES = 40, 14


def width(text: str) -> int:
    """Columns: two for what is wide in Chinese fonts, none for what joins the one before."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if combining(char) or char in "\ufe0f\u200d":
        return 0
    return 2 if east_asian_width(char) in "WFA" else 1


def screen_lines(text: str) -> int:
    """The lines a text takes; a wide character is never cut in two."""
    return sum(map(_wrapped, text.split("\n")))


def _wrapped(line: str) -> int:
    lines, used = 1, 0
    for char in line:
        need = _columns(char)
        if used + need > COLUMNS:
            lines, used = lines + 1, 0
        used += need
    return lines
