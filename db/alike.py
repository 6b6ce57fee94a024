"""Open tickets that may be the same matter as a new one: one indexed read, by the short way."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Table, Text, bindparam, func, or_, select
from sqlalchemy.orm import Session

from db.models import Ticket
from db.session import Work
from db.short_cut import Query
from domain.duplicates import READ, Voice
from domain.lifecycle import WORKING

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
    func.substr(Ticket.text, 1, READ, type_=Text()),
    Ticket.place,
    Ticket.opened_at,
    Ticket.households,
    Ticket.incident,
)


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
    )


async def voices_at(work: Work, spots: Sequence[str], since: datetime) -> list[Voice]:
    """The tickets somebody works on, or will, at these spots, with those this unit of work has not
    written yet."""
    if any(isinstance(row, Ticket) for row in work.dirty):
        await work.flush()
    waiting = work.sync_session.waiting.get(cast(Table, Ticket.__table__), ())
    found = {
        row.id: voice_of(row)
        for row in waiting
        if isinstance(row, Ticket) and row.spot in spots and row.status in WORKING
    }
    for voice in await work.run_sync(_read, spots, since):
        found.setdefault(voice.id, voice)
    return sorted(found.values(), key=lambda voice: voice.id)


def _read(session: Session, spots: Sequence[str], since: datetime) -> list[Voice]:
    values: dict[str, Any] = {f"spot_{n}": spot for n, spot in enumerate(spots)}
    query = _query(session.get_bind().dialect.name, len(spots))
    return [Voice(*row) for row in query.run(session, values | {"since": since})]


@lru_cache
def _query(dialect: str, count: int) -> Query:
    spots = (Ticket.spot == bindparam(f"spot_{n}") for n in range(count))
    return Query(
        dialect,
        select(*_COLUMNS)
        .where(
            or_(*spots),
            or_(*(Ticket.status == status for status in sorted(WORKING))),
            Ticket.opened_at >= bindparam("since"),
        )
        .order_by(Ticket.incident.desc(), Ticket.id)
        .limit(MOST),
    )
