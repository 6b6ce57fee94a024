"""Reading for the lists of staff: what is in hand, what waits, what is supervised, what is sought,
what a day at the desk is about. Each is found through an index and is bounded."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, or_, select, tuple_

from db.desk_rows import Supervision, SupportPart
from db.models import Event, Ticket
from db.session import Work
from domain.lifecycle import WORKING, Status
from domain.people import Post
from domain.place import Place

MOST = 300
"""So many tickets at most in a list: nobody reads through more."""

BITE = 500
READ_MOST = 10_000
"""So many tickets at most are read to find words in them, so many at a time."""


async def at_posts(
    work: Work, posts: Iterable[Post], *statuses: Status, limit: int = MOST
) -> tuple[Ticket, ...]:
    """The tickets addressed to these posts in these statuses, the next date first."""
    wanted = sorted((post.unit, post.role) for post in posts)
    if not wanted:
        return ()
    first = Ticket.accept_due if statuses == (Status.QUEUED,) else Ticket.fix_due
    rows = await work.scalars(
        select(Ticket)
        .where(
            Ticket.status.in_(statuses),
            tuple_(Ticket.lead_unit, Ticket.lead_role).in_(wanted),
        )
        .order_by(first, Ticket.id)
        .limit(limit)
    )
    return tuple(rows)


async def parts_of(
    work: Work, person_id: int, posts: Iterable[Post]
) -> tuple[tuple[SupportPart, Ticket], ...]:
    """The supporting parts that a person at these posts has in hand, or could take."""
    wanted = sorted((post.unit, post.role) for post in posts)
    if not wanted:
        return ()
    rows = await work.execute(
        select(SupportPart, Ticket)
        .join(Ticket, Ticket.id == SupportPart.ticket_id)
        .where(
            Ticket.status.in_((Status.QUEUED, Status.HANDLING)),
            tuple_(Ticket.support_unit, Ticket.support_role).in_(wanted),
            SupportPart.done_at.is_(None),
            or_(SupportPart.handler_id == person_id, SupportPart.handler_id.is_(None)),
        )
        .order_by(SupportPart.due_at, Ticket.id)
        .limit(MOST)
    )
    return tuple((row[0], row[1]) for row in rows)


async def parts_in_hand(work: Work, person_id: int) -> tuple[Ticket, ...]:
    """The tickets being handled of which a person has the supporting part in hand."""
    rows = await work.scalars(
        select(Ticket)
        .join(SupportPart, SupportPart.ticket_id == Ticket.id)
        .where(
            Ticket.status == Status.HANDLING,
            SupportPart.handler_id == person_id,
            SupportPart.done_at.is_(None),
        )
        .order_by(Ticket.id)
        .limit(MOST)
    )
    return tuple(rows)


async def helped_by(work: Work, person_id: int) -> tuple[Ticket, ...]:
    """The tickets being handled that a volunteer claimed to help whoever has them."""
    rows = await work.execute(
        select(Ticket, Event.values)
        .join(Event, Event.ticket_id == Ticket.id)
        .where(
            Ticket.status == Status.HANDLING, Event.kind == "claim", Event.person_id == person_id
        )
        .order_by(Ticket.id)
        .limit(MOST)
    )
    found = [
        ticket
        for ticket, values in rows
        if values["role"] == "helper" and values["cycle"] == ticket.cycle
    ]
    return tuple(dict.fromkeys(found))


async def to_rule(work: Work, communities: Iterable[str]) -> tuple[Ticket, ...]:
    """What waits for a ruling in these communities, the next end first."""
    rows = await work.scalars(
        select(Ticket)
        .where(Ticket.status == Status.RULING, Ticket.community.in_(sorted(communities)))
        .order_by(Ticket.fix_due, Ticket.id)
        .limit(MOST)
    )
    return tuple(rows)


async def escalated(work: Work, communities: Iterable[str], person_id: int) -> tuple[Ticket, ...]:
    """What has gone up a rung or more in these communities and this person has not taken notice of
    since, the next end first."""
    noticed = exists().where(
        Event.ticket_id == Ticket.id,
        Event.kind == "acknowledge",
        Event.person_id == person_id,
    )
    rows = await work.scalars(
        select(Ticket)
        .where(
            Ticket.status.in_((Status.QUEUED, Status.HANDLING)),
            Ticket.rung > 0,
            Ticket.community.in_(sorted(communities)),
            ~noticed,
        )
        .order_by(Ticket.fix_due, Ticket.id)
        .limit(MOST)
    )
    return tuple(rows)


async def supervised(
    work: Work, communities: Iterable[str]
) -> tuple[tuple[Supervision, Ticket], ...]:
    """What stands on the supervision list in these communities, longest there first."""
    rows = await work.execute(
        select(Supervision, Ticket)
        .join(Ticket, Ticket.id == Supervision.ticket_id)
        .where(Supervision.ended_at.is_(None), Ticket.community.in_(list(communities)))
        .order_by(Supervision.id)
        .limit(MOST)
    )
    return tuple((row[0], row[1]) for row in rows)


async def last_supervision(work: Work, ticket_id: int) -> Supervision | None:
    """The newest entry of a ticket on the supervision list, standing or ended."""
    rows = await work.scalars(
        select(Supervision)
        .where(Supervision.ticket_id == ticket_id)
        .order_by(Supervision.id.desc())
        .limit(1)
    )
    return rows.first()


async def search(
    work: Work,
    communities: Iterable[str],
    since: datetime,
    pieces: Sequence[tuple[str, Place]],
) -> tuple[Ticket, ...]:
    """Tickets of these communities opened since a moment that hold every piece, newest first: its
    words, or the place it names. Their words are sealed, so that they are read here, the newest
    READ_MOST of them, some at a time."""
    query = (
        select(Ticket.id, Ticket.opened_at, Ticket.text, Ticket.place)
        .where(Ticket.community.in_(list(communities)), Ticket.opened_at >= since)
        .order_by(Ticket.opened_at.desc(), Ticket.id.desc())
        .limit(BITE)
    )
    found: list[int] = []
    last: tuple[datetime, int] | None = None
    for _ in range(READ_MOST // BITE):
        before = () if last is None else (tuple_(Ticket.opened_at, Ticket.id) < last,)
        rows = (await work.execute(query.where(*before))).all()
        found += [r.id for r in rows if all(_holds(r.text, r.place, *one) for one in pieces)]
        if len(rows) < BITE or len(found) >= MOST:
            break
        last = (rows[-1].opened_at, rows[-1].id)
    hits = await work.scalars(select(Ticket).where(Ticket.id.in_(found[:MOST])))
    by_number = {ticket.id: ticket for ticket in hits}
    return tuple(by_number[number] for number in found[:MOST])


def _holds(text: str, there: Mapping[str, Any], words: str, place: Place) -> bool:
    """Whether a ticket holds a piece. What people type is text: no sign of it is a pattern."""
    if words.casefold() in text.casefold():
        return True
    names = ("compound", "building", "unit", "floor", "room")
    wanted = [(name, getattr(place, name)) for name in names if getattr(place, name)]
    return bool(wanted) and all(there.get(name) == value for name, value in wanted)


async def working_in(work: Work, community: str) -> tuple[Ticket, ...]:
    """What is still to be done in a community, the next end first."""
    rows = await work.scalars(
        select(Ticket)
        .where(Ticket.community == community, Ticket.status.in_(WORKING))
        .order_by(Ticket.fix_due, Ticket.id)
        .limit(MOST)
    )
    return tuple(rows)


async def opened_in(work: Work, community: str, since: datetime) -> tuple[Ticket, ...]:
    """What came in a community since a moment."""
    rows = await work.scalars(
        select(Ticket)
        .where(Ticket.community == community, Ticket.opened_at >= since)
        .order_by(Ticket.id)
        .limit(MOST)
    )
    return tuple(rows)


async def resolved_in(work: Work, community: str, since: datetime) -> tuple[Ticket, ...]:
    """What was done in a community since a moment, and is not being done again."""
    done = select(Event.ticket_id).where(Event.kind == "resolve", Event.at >= since)
    rows = await work.scalars(
        select(Ticket)
        .where(
            Ticket.id.in_(done),
            Ticket.community == community,
            Ticket.status.not_in(WORKING),
        )
        .order_by(Ticket.id)
        .limit(MOST)
    )
    return tuple(rows)
