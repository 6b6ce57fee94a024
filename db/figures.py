"""Read-only queries behind the weekly summary. Their definitions stand in domain.figures."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from db.models import Event, Ticket
from db.session import Work
from domain.figures import Figures, Rate
from domain.lifecycle import OPEN, Status
from domain.origin import Origin


async def figures(
    work: Work, communities: tuple[str, ...], start: datetime, end: datetime
) -> Figures:
    """The week's numbers of these communities; the span includes `start` and excludes `end`.

    Every report counts as received. All the rest counts matters: a ticket that is merged into
    another one, or was when that was done, is counted with it and not beside it, and neither are
    the answers of its resident; one that was split off again counts of its own.

    What the staff found on patrol is counted apart (Figures.found): nobody complained of it, and
    nobody rates it. It is overdue as any other. What came in at the desk is as any report."""
    here = Ticket.community.in_(communities)
    every = and_(here, or_(Ticket.origin.is_(None), Ticket.origin != Origin.PATROL))
    mine = and_(every, Ticket.merged_into.is_(None))
    inside = and_(every, Ticket.opened_at >= start, Ticket.opened_at < end)
    before = and_(every, Ticket.opened_at >= start - timedelta(days=7), Ticket.opened_at < start)
    closed = and_(mine, Ticket.closed_at >= start, Ticket.closed_at < end)
    open_at_end = and_(
        mine, Ticket.opened_at < end, or_(Ticket.closed_at.is_(None), Ticket.closed_at >= end)
    )
    overdue, unaccepted = await _late(work, here, end)
    found, found_done = await _found(work, here, start, end)
    return Figures(
        received=await _count(work, inside),
        received_before=await _count(work, before),
        closed=await _count(work, closed),
        open_now=await _count(work, open_at_end),
        overdue=overdue,
        unaccepted=unaccepted,
        contacted=await _contacted(work, mine, start, end),
        solved=await _answers(work, mine, start, end, {"solved": 1, "unsolved": 0}),
        satisfied=await _satisfied(work, mine, start, end),
        unanswered=Rate(
            await _count(work, and_(closed, Ticket.verdict == "unanswered")),
            await _count(work, closed),
        ),
        suggestions=await _count(work, and_(inside, Ticket.kind == "suggestion")),
        by_route=await _by(work, inside, Ticket.route),
        by_category=await _by(work, inside, Ticket.category),
        found=found,
        found_done=found_done,
    )


async def _late(work: Work, here: ColumnElement[bool], end: datetime) -> tuple[int, int]:
    """How many are past their limit, and how many wait to be accepted past theirs."""
    mine = and_(here, Ticket.merged_into.is_(None))
    overdue = and_(
        mine,
        Ticket.status.in_(OPEN),
        Ticket.fix_due < end,
        Ticket.resolved_at.is_(None),
        Ticket.opened_at < end,
    )
    waiting = and_(mine, Ticket.status == Status.QUEUED, Ticket.accept_due < end)
    return await _count(work, overdue), await _count(work, waiting)


async def _found(
    work: Work, here: ColumnElement[bool], start: datetime, end: datetime
) -> tuple[int, int]:
    """How many the staff found on patrol, and how many of those were closed."""
    mine = and_(here, Ticket.origin == Origin.PATROL)
    opened = and_(mine, Ticket.opened_at >= start, Ticket.opened_at < end)
    closed = and_(mine, Ticket.closed_at >= start, Ticket.closed_at < end)
    return await _count(work, opened), await _count(work, closed)


async def _count(work: Work, where: ColumnElement[bool]) -> int:
    return await work.scalar(select(func.count(Ticket.id)).where(where)) or 0


async def _by(work: Work, where: ColumnElement[bool], column: object) -> Counter[str]:
    rows = await work.execute(
        select(column, func.count(Ticket.id)).where(where).group_by(column)  # type: ignore[call-overload]
    )
    return Counter({str(value): count for value, count in rows})


async def _contacted(work: Work, mine: ColumnElement[bool], start: datetime, end: datetime) -> Rate:
    counts = and_(
        mine,
        or_(Ticket.verdict.is_(None), Ticket.verdict != "withdrawn"),
        or_(
            and_(Ticket.contact_due >= start, Ticket.contact_due < end),
            and_(Ticket.contacted_at >= start, Ticket.contacted_at < end),
        ),
    )
    in_time = and_(counts, Ticket.contacted_at <= Ticket.contact_due, Ticket.contacted_at < end)
    return Rate(await _count(work, in_time), await _count(work, counts))


async def _answers(
    work: Work, mine: ColumnElement[bool], start: datetime, end: datetime, worth: dict[str, int]
) -> Rate:
    rows = await work.execute(
        select(Event.kind, func.count(Event.id))
        .join(Ticket, Ticket.id == Event.ticket_id)
        .where(mine, Event.kind.in_(sorted(worth)), Event.at >= start, Event.at < end)
        .group_by(Event.kind)
    )
    found: dict[str, int] = {row.kind: row[1] for row in rows}
    return Rate(sum(n for kind, n in found.items() if worth[kind]), sum(found.values()))


async def _satisfied(work: Work, mine: ColumnElement[bool], start: datetime, end: datetime) -> Rate:
    rows = await work.scalars(
        select(Event)
        .join(Ticket, Ticket.id == Event.ticket_id)
        .where(mine, Event.kind == "rate", Event.at >= start, Event.at < end)
    )
    answers = [event.values.get("answer") for event in rows]
    return Rate(answers.count("good"), len(answers))


async def overdue_tickets(
    work: Work, communities: tuple[str, ...], now: datetime, limit: int = 5
) -> tuple[Ticket, ...]:
    """The open tickets longest past their limit."""
    rows = await work.scalars(
        select(Ticket)
        .where(
            Ticket.community.in_(communities),
            Ticket.status.in_(OPEN),
            Ticket.resolved_at.is_(None),
            Ticket.fix_due < now,
        )
        .order_by(Ticket.fix_due, Ticket.id)
        .limit(limit)
    )
    return tuple(rows)
