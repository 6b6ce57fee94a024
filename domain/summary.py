"""How a weekly summary goes from draft to sent: what whoever signs it may change, and when it
goes (DOMAIN §7)."""

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

AS_SAID_BEFORE = frozenset(
    {
        "week-numbers",
        *("week-same", "week-more", "week-fewer"),
        *("period-same", "period-more", "period-fewer"),
        *("so-far-same", "so-far-more", "so-far-fewer"),
        *("week-rate-contacted", "week-rate-solved", "week-rate-satisfied"),
        "week-rate-unanswered",
    }
)
"""The line of the numbers, how much more came in, and each rate on a line of its own, as older
programs said them: kept, and shown again."""

HOURS = (time(10), time(12), time(18))
"""At these a summary can be set to go, or tomorrow at nine."""

TOMORROW_AT = time(9)
MOST_SENTENCES = 3
LONGEST = 100
"""So many sentences of so many characters may be added."""

ASKED_AT_MOST = 3
"""So often somebody is asked to sign one and the same draft, once a day; the last time whoever is
above as well."""


def as_sent(
    parts: Sequence[Part], left_out: Collection[int], added: Sequence[str]
) -> tuple[Part, ...]:
    """The summary without the lines that were left out, and with the sentences added."""
    kept = [one for number, one in enumerate(parts) if number not in left_out]
    return (*kept, *(part("week-added", text=text) for text in added))


def may_leave_out(parts: Sequence[Part]) -> tuple[int, ...]:
    """The numbers of the lines that can be left out."""
    return tuple(n for n, (key, _) in enumerate(parts) if key in LEFT_OUT_AT_WILL)


def hours_ahead(now: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """When it can be set to go: what is left of today's hours, and tomorrow morning."""
    today = now.astimezone(zone).date()
    moments = [datetime.combine(today, hour, zone) for hour in HOURS]
    tomorrow = datetime.combine(today + timedelta(days=1), TOMORROW_AT, zone)
    return (*(at for at in moments if at > now), tomorrow)
