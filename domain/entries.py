"""What somebody typed into a cell of a sheet, made comparable: width, blanks, characters that
nobody sees; and what a spreadsheet put there in place of a value."""

import re
import unicodedata

ERROR = re.compile(
    r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!"
    r"|UNKNOWN!|GETTING_DATA|EXTERNAL!|PYTHON!|#+)"
)
"""What a spreadsheet shows where a formula went wrong, or a column is too narrow."""

ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
"""A long number as a spreadsheet shows it, most of its digits gone."""

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_WIDE |= {0xFF0D: 0x2D, 0xFF3F: 0x5F, 0xFF0E: 0x2E, 0xFF0F: 0x2F, 0xFF03: 0x23}
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0")
"""Letters and signs that show nothing, beside those whose sort says so."""

_GAP = re.compile(
    r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff]) (?=[\u3400-\u9fff\U00020000-\U0003ffff])"
)


def plain(text: str) -> str:
    """Letters and digits of one width, single blanks, nothing that nobody sees. Brackets and other
    signs stay as they are: they belong to names."""
    kept = (c for c in text.translate(_WIDE) if c.isspace() or not _is_unseen(c))
    return " ".join("".join(kept).split())


def _is_unseen(character: str) -> bool:
    is_selector = "\ufe00" <= character <= "\ufe0f"
    return is_selector or character in _UNSEEN or unicodedata.category(character) in ("Cf", "Cc")


def without_gaps(text: str) -> str:
    """Without blanks between Chinese characters: short names are written wide (李　娜), to stand
    under long ones."""
    return _GAP.sub("", text)


def unshowable(text: str) -> str | None:
    """The first character that other programs cannot show, as its number; None when all can."""
    for character in text:
        if character == "\ufffd" or unicodedata.category(character) in ("Cs", "Co", "Cn"):
            return f"U+{ord(character):04X}"
    return None


def is_error(text: str) -> bool:
    """Whether a spreadsheet says there that it has no value."""
    return ERROR.fullmatch(text.strip()) is not None


def is_rounded(text: str) -> bool:
    """Whether it is what a spreadsheet made of a long number."""
    return ROUNDED.fullmatch(text) is not None


def has_letter(text: str) -> bool:
    """Whether any letter or Chinese character is in it, as in every name."""
    return any(character.isalpha() for character in text)


def zeros_gone(number: str) -> str:
    """A number as it is once a spreadsheet has taken its leading zeros away."""
    return number.lstrip("0") or number
