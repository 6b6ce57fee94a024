"""The numbers of the weekly summary, each with its parts, so that it can be checked
(DOMAIN §7)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its numerator and denominator; without a denominator there is no rate.
    excluded: how many two persons left out of it, with a reason (domain.exclusion): they stand
    in neither of the two, and are printed beside them."""

    numerator: int
    denominator: int
    excluded: int = 0

    @property
    def percent(self) -> int | None:
        """The rate in whole per cent, None when there is nothing to divide by or so little (under
        five) that a percentage would mislead. 100 is said of all alone, and 0 of none: 997 of
        1,000 are not everybody."""
        if self.denominator < SMALL:
            return None
        if self.numerator in (0, self.denominator):
            return 100 if self.numerator else 0
        return min(max(round(100 * self.numerator / self.denominator), 1), 99)

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.excluded + other.excluded,
        )


SMALL = 5
"""Denominators under this are shown as counts, not as rates."""


NONE = Rate(0, 0)


@dataclass(frozen=True, slots=True)
class Figures:
    """One unit's period: a day, a week, a year. What was so at its end is said as of its end.

    received: reports that came in; received_before: in the period before. by_route, by_category:
    of those that came in; by_route_before, by_category_before: of those before. suggestions: of
    those that came in. closed: matters closed in it; closed_before: in the period before.
    open_now, overdue, unaccepted: at its end open; open, not resolved and past the fix limit;
    waiting in a queue past the accept limit. open_before: open at the end of the period before, or
    where this one goes on, as far into that one as this one has come.

    contacted: of the tickets whose contact limit fell in the period or that were contacted in it,
    those contacted within the limit. solved: "solved" answers of all answers to "was it solved?".
    satisfied: likewise of "are you satisfied?". unanswered: closings without an answer, of all
    closings of the period.

    received and what is made of it count every report, all else matters: tickets merged into
    another one are counted with it, once (db.figures). found, found_done: what the staff found on
    patrol and what of that was closed; it stands in no other number but overdue, unaccepted and
    supervised. supervised: open at its end and on the supervision list then. adopted: of the
    closed, the suggestions of which whoever was done with them said that they are adopted.

    excluded: by reason, the matters left out of the rates that came in, were closed or were to be
    contacted in the period. They stand in every other number: only the rates are without them.
    """

    received: int = 0
    received_before: int = 0
    closed: int = 0
    open_now: int = 0
    overdue: int = 0
    unaccepted: int = 0
    contacted: Rate = NONE
    solved: Rate = NONE
    satisfied: Rate = NONE
    unanswered: Rate = NONE
    suggestions: int = 0
    by_route: Counter[str] = field(default_factory=Counter)
    by_category: Counter[str] = field(default_factory=Counter)
    found: int = 0
    found_done: int = 0
    by_route_before: Counter[str] = field(default_factory=Counter)
    by_category_before: Counter[str] = field(default_factory=Counter)
    excluded: Counter[str] = field(default_factory=Counter)
    closed_before: int = 0
    open_before: int = 0
    supervised: int = 0
    adopted: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to tell."""
        of_residents = self.received or self.closed or self.open_now
        late = self.overdue or self.unaccepted or self.supervised
        return not (of_residents or self.found or self.found_done or late)

    @classmethod
    def total(cls, several: Iterable["Figures"]) -> "Figures":
        """What several units make together. Every number is a count, so the sum of the parts is
        the whole."""
        together = cls()
        for one in several:
            sums = (getattr(together, f.name) + getattr(one, f.name) for f in fields(cls))
            together = cls(*sums)
        return together
