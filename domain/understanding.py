"""From one sentence of a resident to what is wanted: kind, matters, urgency, place, doubt.

Two readers look at every message (domain.reader); danger to life is decided apart (domain.danger),
what is asked for in domain.matters.
"""

from collections.abc import Sequence
from dataclasses import replace

from domain.catalogue import Catalogue, Kind
from domain.kin import beside_home
from domain.matters import emergency_of, matters_of
from domain.meaning import Understanding
from domain.place import CompoundName, read_place
from domain.reader import Reader
from domain.remarks import complains_of_us
from domain.stretches import SPAN_AT_MOST

_OF_THE_COMMUNITY = "投诉你们社区"
"""投诉你们, and nothing else: you are whoever answers here."""


def understand(
    text: str, catalogue: Catalogue, compounds: Sequence[CompoundName] = ()
) -> Understanding:
    """Read a message. Never raises; time is bounded, as all but dangers reads a clipped text."""
    reader = Reader(text, catalogue, compounds)
    told = beside_home(text)
    place = read_place(told[1] if told else text, compounds)
    danger = reader.danger
    kind = Kind.REQUEST if danger else reader.kind
    if danger is None and complains_of_us(reader.clean):
        meant = understand(_OF_THE_COMMUNITY, catalogue, compounds)
        said = replace(meant.matters[0], span=reader.clean[:SPAN_AT_MOST])
        return replace(meant, matters=(said,), place=place)
    if kind is Kind.CHAT and (added := reader.added):
        return replace(understand(added, catalogue, compounds), place=place)
    if kind is not Kind.REQUEST:
        return Understanding(kind, (), place, reader.sure_of_kind, None)
    # A danger is one ticket with all that was said: who runs there must not look for the rest.
    matters = (emergency_of(reader, danger),) if danger else matters_of(reader)
    if matters[0].category == "suggestion":
        kind = Kind.SUGGESTION
    confidence = min(one.confidence for one in matters)
    code = danger.code if danger else None
    perhaps = reader.perhaps_danger
    named = danger is not None and reader.sign is not None
    instead = () if danger else reader.kinds_instead
    return Understanding(kind, matters, place, confidence, code, perhaps, named, instead)


def shares_of(text: str, catalogue: Catalogue) -> dict[str, float]:
    """The probability of each category for a whole message, uncut."""
    reader = Reader(text, catalogue, ())
    return reader.chances(reader.whole)
