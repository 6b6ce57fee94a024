"""Tickets that may be the same matter as a new one, open or done not long ago: one indexed read, by
the short way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Table, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from db.models import Ticket
from db.session import Work
from db.short_cut import Query
from domain.duplicates import READ, Voice
from domain.lifecycle import WORKING, Status

MOST = 50
"""So many are compared at most, the oldest: in a flood all others are merged into one of them."""

_COLUMNS = (
    Ticket.id,
    Ticket.owner_id,
    Ticket.route,
    Ticket.category,
    Ticket.level,
    Ticket.against,
    Ticket.kind,
    Ticket.text,
    Ticket.place,
    Ticket.opened_at,
    Ticket.households,
    Ticket.incident,
    Ticket.resolved_at,
)

_OVER = (Status.CLOSED, Status.DONE)


def voice_of(ticket: Ticket) -> Voice:
    """A ticket as it is compared with others."""
    return Voice(
        ticket.id,
        ticket.owner_id,
        ticket.route.value,
        ticket.category,
        ticket.level,
        ticket.against,
        ticket.kind,
        ticket.text[:READ],
        ticket.place,
        ticket.opened_at,
        ticket.households,
        ticket.incident,
        ticket.resolved_at,
    )


async def voices_at(
    work: Work, spots: Sequence[str], since: datetime, done_since: datetime
) -> list[Voice]:
    """The tickets opened since a moment at these spots that somebody works on, or will, with those
    this unit of work has not written yet; and those done since another moment."""
    if any(isinstance(row, Ticket) for row in work.dirty):
        await work.flush()
    waiting = work.sync_session.waiting.get(cast(Table, Ticket.__table__), ())
    found = {
        row.id: voice_of(row)
        for row in waiting
        if isinstance(row, Ticket) and row.spot in spots and row.status in WORKING
    }
    for voice in await work.run_sync(_read, spots, since, done_since):
        found.setdefault(voice.id, voice)
    return sorted(found.values(), key=lambda voice: voice.id)


def _read(
    session: Session, spots: Sequence[str], since: datetime, done_since: datetime
) -> list[Voice]:
    values: dict[str, Any] = {f"spot_{n}": spot for n, spot in enumerate(spots)}
    values |= {"since": since, "done_since": done_since}
    query = _query(session.get_bind().dialect.name, len(spots))
    found = query.run(session, values)
    voices = (Voice(*row) for row in found)
    return [replace(voice, text=voice.text[:READ]) for voice in voices]


@lru_cache
def _query(dialect: str, count: int) -> Query:
    spots = (Ticket.spot == bindparam(f"spot_{n}") for n in range(count))
    is_open = or_(*(Ticket.status == status for status in sorted(WORKING)))
    is_over = or_(*(Ticket.status == status for status in _OVER))
    return Query(
        dialect,
        select(*_COLUMNS)
        .where(
            or_(*spots),
            or_(
                and_(is_open, Ticket.opened_at >= bindparam("since")),
                and_(is_over, Ticket.resolved_at >= bindparam("done_since")),
            ),
        )
        .order_by(Ticket.resolved_at.is_not(None), Ticket.incident.desc(), Ticket.id)
        .limit(MOST),
    )
