"""The numbers of the weekly summary, each with its parts, so that it can be checked
(DOMAIN §7)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its numerator and denominator; without a denominator there is no rate."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> int | None:
        """The rate in whole per cent, None when there is nothing to divide by or so little (under
        five) that a percentage would mislead."""
        if self.denominator < SMALL:
            return None
        return round(100 * self.numerator / self.denominator)


SMALL = 5
"""Denominators under this are shown as counts, not as rates."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One unit's week. by_route and by_category count what came in during the week.

    contacted: of the tickets whose contact limit fell in the week or that were contacted in it,
    those contacted within the limit. solved: "solved" answers of all answers to "was it solved?".
    satisfied: likewise of "are you satisfied?". unaccepted: waiting in a queue past the accept
    limit, at the end of the week. unanswered: closings without an answer, of all
    closings of the week.

    received and what is made of it count every report, all else matters: tickets merged into
    another one are counted with it, once (db.figures). found, found_done: what the staff found on
    patrol and what of that was closed; it stands in no other number but overdue and unaccepted.
    """

    received: int
    received_before: int
    closed: int
    open_now: int
    overdue: int
    unaccepted: int
    contacted: Rate
    solved: Rate
    satisfied: Rate
    unanswered: Rate
    suggestions: int = 0
    by_route: Mapping[str, int] = field(default_factory=Counter)
    by_category: Mapping[str, int] = field(default_factory=Counter)
    found: int = 0
    found_done: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to tell."""
        return not (self.received or self.closed or self.open_now or self.found or self.found_done)
