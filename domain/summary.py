"""How a weekly summary goes from draft to sent: what whoever signs it may change, and when it
goes (DOMAIN §7)."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from domain.said import Part, part


class SummaryState(StrEnum):
    """draft: waits to be signed. approved: signed, goes at its hour. sent: to the groups.
    declined: will not go."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENT = "sent"
    DECLINED = "declined"


CHANNEL = "week"
"""Where the files of a summary come from: no platform's. They are made as they are sent."""

PICTURE, PHOTO, SHEET, NOTICE, REPORT = "picture", "photo", "sheet", "notice", "report"

NAMED = frozenset({"week-overdue", "week-overdue-supervised", "week-supervised"})
"""Lines that name a ticket."""

LEFT_OUT_AT_WILL = NAMED | frozenset(
    {
        "week-routes",
        "week-most",
        "week-again",  # as it was said without its window: kept, and shown again
        "week-again-within",
        "week-suggestions",  # as it was said without those that were adopted
        "week-suggestions-adopted",
    }
)
"""Lines that can be left out: matters that are named, and what says more of a number than the
number. Never a number, a rate or how much is late, so that what is sent stays true."""

MOST_LINES = 10
"""So many lines are read on a phone between two meetings."""

GIVES_WAY = (
    "week-supervised-head",
    "week-again-within",
    "compare-units",
    "week-overdue",
    "week-supervised",
    "week-suggestions-adopted",
    "week-most",
    "week-overdue-personal",
    "week-routes",
    "patrol-week",
    "week-excluded",
)
"""Where there is more to tell than that, these stand on the picture and the sheet only; of each
kind one stays before a second one of any, the first kinds of all. All else always stays."""

_KINDS = {"week-overdue-supervised": "week-overdue"}

ON_PICTURE = frozenset({"week-routes", "week-most"})
"""Lines of which the picture tells whether or not they stand in the text."""

AS_LONG_AS_IT_WAS = frozenset({"week-head", "period-head"})
"""The heads of what an older program made: all its lines are the text, as they were sent."""

AS_SAID_BEFORE = AS_LONG_AS_IT_WAS | frozenset(
    {
        "week-numbers",
        *("week-same", "week-more", "week-fewer"),
        *("period-same", "period-more", "period-fewer"),
        *("so-far-same", "so-far-more", "so-far-fewer"),
        *("week-rate-contacted", "week-rate-solved", "week-rate-satisfied"),
        "week-rate-unanswered",
        *("compare-head", "compare-unit", "compare-nothing", "compare-more"),
    }
)
"""The head, the line of the numbers, how much more came in, each rate and each unit on a line of
its own, as older programs said them: kept, and shown again."""

HOURS = (time(10), time(12), time(18))
"""At these a summary can be set to go, or tomorrow at nine."""

TOMORROW_AT = time(9)
MOST_SENTENCES = 3
LONGEST = 100
"""So many sentences of so many characters may be added."""

ASKED_AT_MOST = 3
"""So often somebody is asked to sign one and the same draft, once a day; the last time whoever is
above as well."""


def all_told(
    parts: Sequence[Part], left_out: Collection[int], added: Sequence[str]
) -> tuple[Part, ...]:
    """The summary without the lines that were left out, and with the sentences added."""
    return _told(parts, [n for n in range(len(parts)) if n not in left_out], added)


def as_sent(
    parts: Sequence[Part], left_out: Collection[int], added: Sequence[str], beside: int = 0
) -> tuple[Part, ...]:
    """As much of it as its text tells. beside: how many more lines will stand below it."""
    return _told(parts, _in_text(parts, left_out, len(added) + beside), added)


def _told(parts: Sequence[Part], kept: Sequence[int], added: Sequence[str]) -> tuple[Part, ...]:
    return (*(parts[number] for number in kept), *(part("week-added", text=text) for text in added))


def _in_text(parts: Sequence[Part], left_out: Collection[int], beside: int) -> list[int]:
    """The numbers of the lines of the text. For what was left out no other line comes up."""
    if parts and parts[0][0] in AS_LONG_AS_IT_WAS:
        return [n for n in range(len(parts)) if n not in left_out]
    most = _weightiest(parts, range(len(parts)), MOST_LINES)
    return _weightiest(parts, [n for n in most if n not in left_out], MOST_LINES - beside)


def _weightiest(parts: Sequence[Part], numbers: Sequence[int], room: int) -> list[int]:
    """As many of these lines as there is room for, in their order."""
    before: Counter[str] = Counter()
    places = {}
    for number in numbers:
        key = parts[number][0]
        kind = _KINDS.get(key, key)
        if kind in GIVES_WAY:
            places[number] = (before[kind], GIVES_WAY.index(kind))
            before[kind] += 1
    stays = len(numbers) - len(places)
    some = sorted(places, key=lambda number: places[number])[: max(room - stays, 0)]
    return [number for number in numbers if number not in places or number in some]


def is_drawn_only(
    parts: Sequence[Part], left_out: Collection[int], added: Sequence[str], number: int
) -> bool:
    """Whether a line stands on the picture alone; one that was left out, whether it would."""
    return number not in _in_text(parts, [n for n in left_out if n != number], len(added))


def may_leave_out(
    parts: Sequence[Part], left_out: Collection[int] = (), added: Sequence[str] = ()
) -> tuple[int, ...]:
    """The numbers of the lines that can be left out, or are: of those that groups read, in words or
    on the picture."""
    there = {*_in_text(parts, left_out, len(added)), *left_out}
    return tuple(
        n
        for n, (key, _) in enumerate(parts)
        if key in LEFT_OUT_AT_WILL and (n in there or key in ON_PICTURE)
    )


def hours_ahead(now: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """When it can be set to go: what is left of today's hours, and tomorrow morning."""
    today = now.astimezone(zone).date()
    moments = [datetime.combine(today, hour, zone) for hour in HOURS]
    tomorrow = datetime.combine(today + timedelta(days=1), TOMORROW_AT, zone)
    return (*(at for at in moments if at > now), tomorrow)
