"""Text on its way into a cell of a sheet: never taken for a formula, never more than a cell holds,
and without what would tell who a resident is."""

import re
import unicodedata

LONGEST = 32_000
"""Characters; a cell of a workbook holds 32,767."""

FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\u2212")
"""With these an office program begins a formula, typed wide as well."""

# Digits before the words for a room, a flat, a household, or behind the one for a stairway; and
# building, stairway and room in a chain, of which the building stays.
PHONE = re.compile(r"(?<!\d)\+?\d(?:[ \-\u2010-\u2015]?\d){6,}(?!\d)")
ROOM = re.compile(r"\d{1,4}(?=\s*[\u5ba4\u623f\u6237])|(?<=\u5355\u5143)\s*\d{1,4}")
CHAIN = re.compile(
    r"(?<!\d)(\d{1,3})\s*[-\u2010-\u2015\uff0d/]\s*\d{1,3}\s*[-\u2010-\u2015\uff0d/]\s*\d{2,4}(?!\d)"
)
HIDDEN = "***"


def neutral(text: str) -> str:
    """The text as a cell that stays text: an apostrophe before whatever begins a formula, also
    behind blanks; no control characters, no half characters."""
    kept = text[:LONGEST]
    if not kept.isprintable():  # as hardly any is: it takes time to look at each character
        kept = "".join(c for c in kept if c in "\n\t" or _is_shown(c))
    begin = kept.lstrip()[:1]
    risky = begin in FORMULA or kept[:1] in "\t\n" if kept else False
    return f"'{kept}" if risky else kept


def plain(text: str) -> str:
    """What a cell stands for: without the apostrophe by which it stays a text."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA and len(text) > 1 else text


def _is_shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def masked(text: str, name: str = "") -> str:
    """What a resident wrote, without phone numbers, the room, and what she calls herself."""
    text = unicodedata.normalize("NFKC", text)
    own = unicodedata.normalize("NFKC", name).strip()
    text = text.replace(own, HIDDEN) if len(own) > 1 else text
    text = CHAIN.sub(lambda found: f"{found[1]}-{HIDDEN}", text)
    text = PHONE.sub(HIDDEN, text)
    return ROOM.sub(HIDDEN, text)


def shortened(text: str, most: int) -> str:
    """The text on one line, at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "\u2026"
