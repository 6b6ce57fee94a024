"""What a message means, as values: its matters, its place, how sure the reading is."""

from dataclasses import dataclass

from domain.catalogue import Kind, Route, Urgency
from domain.place import Place


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing asked for: it becomes one ticket.

    ``level`` is the clock L0..L4, ``span`` the part of the message that speaks of it
    (as read: simplified characters, dialect and homophones respelled; at most 120 characters),
    ``reasons`` the words that decided, ``named`` those of them that are words of the catalogue,
    shown to whoever gets it (why you; the learned reader goes by pieces of words), ``against`` whom
    the resident accuses: property, community, street, neighbour or None. ``confidence``: how likely
    the route is right, 0..1. ``by_words``: words of the catalogue named it, it is no guess from the
    tone. ``choices`` are the codes to offer where it is in doubt, best first.
    """

    category: str
    route: Route
    urgency: Urgency
    level: str
    span: str
    reasons: tuple[str, ...]
    against: str | None = None
    confidence: float = 1.0
    by_words: bool = False
    named: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    def is_unsure(self, least: float) -> bool:
        """Whether the resident is to be asked which it is. A danger to life is never in doubt."""
        return self.confidence < least


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a message means. ``confidence`` runs 0..1, of several matters that of the least sure.

    ``life_safety`` is the code of a danger to life; ``perhaps_danger``: there may be one, too
    unsure to page people for, and sure enough to tell the resident whom to call;
    ``danger_is_named``: by a word of the catalogue. ``perhaps`` are the kinds that a request may
    be instead, where that is in doubt, the likeliest first. Requests and
    suggestions have at least one matter (of category ``unclear`` when nothing was recognised), the
    other kinds none.
    """

    kind: Kind
    matters: tuple[Matter, ...]
    place: Place
    confidence: float
    life_safety: str | None
    perhaps_danger: bool = False
    danger_is_named: bool = False
    perhaps: tuple[Kind, ...] = ()

    def is_unsure(self, least: float) -> bool:
        """Whether the resident is to be asked about any of it."""
        return any(one.is_unsure(least) for one in self.matters)
