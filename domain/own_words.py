"""From a stretch of a text as it was read back to the words the resident wrote.

Reading changes width, characters, spelling and blanks; what is shown should be what was written.
"""

from domain.catalogue import Catalogue
from domain.text import compact, normalise


def as_written(text: str, span: str, catalogue: Catalogue) -> str:
    """The words of ``text`` that were read as ``span``, the first of them where it stands twice;
    ``span`` itself where they cannot be told apart."""
    wanted = compact(span)
    letters: list[str] = []
    origins: list[int] = []
    for number, char in enumerate(text[: 2 * catalogue.thresholds.clip]):
        for letter in compact(normalise(char)):
            letters.append(letter)
            origins.append(number)
    at = compact(catalogue.respell("".join(letters))).find(wanted) if wanted else -1
    if at < 0:
        return span
    return text[origins[at] : origins[at + len(wanted) - 1] + 1].strip()
