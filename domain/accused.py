"""Whom a message complains about, of those who might have to judge it."""

from collections.abc import Sequence

from domain.catalogue import Catalogue
from domain.evidence import Evidence
from domain.shield import ACCUSED_OFFICES

_ACCUSING_REACH = 14
"""So many characters at most lie between whom she names and what they did."""


def accused_in(clean: str, evidence: Sequence[Evidence], catalogue: Catalogue) -> str | None:
    """Return whom the message accuses of those who might have to judge it: a repair asked for in
    one breath with a complaint is a complaint, or the accused would judge alone (DOMAIN §3)."""
    named = {one.rule.against for one in evidence if one.is_full}
    for whom in ACCUSED_OFFICES:
        if whom in named:
            return whom
    accused, misdeeds = [], []
    for hit in catalogue.speech_index.words.every(clean):
        purposes = catalogue.speech_index.purposes[hit.word]
        accused += [hit] if "accused" in purposes else []
        misdeeds += [hit] if "misdeeds" in purposes else []
    near = any(
        max(who.start, deed.start) - min(who.end, deed.end) <= _ACCUSING_REACH
        for who in accused
        for deed in misdeeds
    )
    return "property" if near else None
