"""How long what tells who somebody is may be kept, and what of a ticket stays when it is erased:
the bare facts (category, unit, times, outcome; the building, never the door)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Retention:
    """Days until the words, photos and doors of a closed ticket are erased; until somebody of whom
    nothing was heard is; and for how long messages and the proof of their receipt are kept."""

    texts_days: int = 365
    people_days: int = 365
    messages_days: int = 90

    def texts_before(self, now: datetime) -> datetime:
        """Tickets closed before that moment keep their bare facts only."""
        return now - timedelta(days=self.texts_days)

    def people_before(self, now: datetime) -> datetime:
        """Whoever had no matter since that moment is erased."""
        return now - timedelta(days=self.people_days)

    def messages_before(self, now: datetime) -> datetime:
        """Messages of before that moment are let go of."""
        return now - timedelta(days=self.messages_days)


WORDS = frozenset({"text", "words"})
"""Values of an event that somebody wrote."""

FILES = frozenset({"media", "sent"})
"""Values of an event that are files somebody sent."""

REASONED = frozenset({"supervise", "release"})
"""Events whose reason is written; elsewhere it is a code of a list."""

CODE_MARK = "$"
"""A reason of these that is a code begins with it."""

PLACE_KEPT = frozenset({"compound", "building"})


def bare_values(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an event without what somebody wrote or sent; the keys stay, so that whoever
    reads the history finds them empty."""
    kept = dict(values)
    kept |= {name: "" for name in WORDS & kept.keys()}
    kept |= {name: [] for name in FILES & kept.keys()}
    reason = kept.get("reason")
    if kind in REASONED and isinstance(reason, str) and not reason.startswith(CODE_MARK):
        kept["reason"] = ""
    return kept


def bare_place(place: Mapping[str, Any]) -> dict[str, Any]:
    """Where it was, to the building."""
    return {name: value if name in PLACE_KEPT else None for name, value in place.items()}


def bare_reasons(reasons: Sequence[Any]) -> list[Any]:
    """Why it went where it went, without the words of hers that led there."""
    return list(reasons[:1])


def files_of(kept: object) -> Iterator[Mapping[str, str]]:
    """The files in a list of media, or in the values of an event."""
    if isinstance(kept, Mapping):
        for name in FILES & kept.keys():
            yield from files_of(kept[name])
    elif isinstance(kept, Sequence) and not isinstance(kept, str):
        yield from (one for one in kept if isinstance(one, Mapping))
