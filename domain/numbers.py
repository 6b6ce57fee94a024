"""The numbers of a summary one by one, by name, as rows stand behind them: what is counted, and
above and below the line of each rate."""

from domain.figures import Figures

COUNTS = (
    "received",
    "received_before",
    "suggestions",
    "adopted",
    "closed",
    "closed_before",
    "open_now",
    "open_before",
    "overdue",
    "unaccepted",
    "supervised",
    "found",
    "found_done",
)
"""Counts of tickets."""

BEFORE = frozenset({"received_before", "closed_before", "open_before"})
"""Those of them that are of the period before."""

SPLIT = ("received", "received_before", "closed", "closed_before", "open_now", "open_before")
"""Those of them that are told by route and by category in the sheet."""

TICKET_RATES = ("contacted", "unanswered")
ANSWER_RATES = ("solved", "satisfied")


def parts_of(rates: tuple[str, ...]) -> tuple[str, ...]:
    """The names of what stands below and above the line of these rates."""
    return tuple(name for rate in rates for name in (f"{rate}_of", rate))


TICKET_NUMBERS = (*COUNTS, *parts_of(TICKET_RATES))
ANSWER_NUMBERS = parts_of(ANSWER_RATES)


def numbers_of(found: Figures) -> dict[str, int]:
    """Every number that has rows."""
    numbers = {name: getattr(found, name) for name in COUNTS}
    for name in (*TICKET_RATES, *ANSWER_RATES):
        rate = getattr(found, name)
        numbers |= {f"{name}_of": rate.denominator, name: rate.numerator}
    return numbers


def meaning_of(name: str) -> str:
    """Under which name a number is explained: both parts of a rate by the rate, what came before
    and what was done by what they belong to."""
    together = {"open_before": "open_now", "found_done": "found"}
    return together.get(name, name.removesuffix("_of").removesuffix("_before"))
