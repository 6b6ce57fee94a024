"""What of the program cannot be had on this machine, because a library that comes as an extra is
not installed, or no Chinese font: told before somebody misses it on a Monday morning."""

from importlib.util import find_spec

from bot.fonts import NoFont, find_face

LIBRARIES = {
    "matplotlib": ("pictures", "the picture of a week"),
    "openpyxl": ("sheets", "sheets, to be read"),
    "xlsxwriter": ("sheets", "workbooks, to be written"),
    "fpdf": ("posters", "posters, notices for the doors and monthly reports"),
}
"""The extra each comes with, and what there is not without it."""


def wanting(sample: str) -> list[str]:
    """A line for each thing that is missing, with what to do about it; empty when all is there. A
    font is good that has the characters of `sample`."""
    gone = {name for name in LIBRARIES if not find_spec(name)}
    found = [
        f"not there: {why}; pip install 'jiedan[{extra}]'"
        for name, (extra, why) in LIBRARIES.items()
        if name in gone
    ]
    if gone >= {"matplotlib", "fpdf"}:
        return found  # whatever needs a font is not there anyway
    try:
        find_face(sample)
    except NoFont as error:
        found.append(f"not there: whatever is drawn or printed. {error}")
    return found
