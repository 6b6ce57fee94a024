"""Read-only queries behind the summaries: all numbers come from here, for every period and every
unit. Their definitions stand in domain.figures.

Two statements count whatever there is: one over the tickets that the period touches, one over the
answers of its residents."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Label, and_, func, or_, select

from db.models import Event, Ticket
from db.session import Work
from domain.figures import Figures, Rate
from domain.lifecycle import OPEN, Status
from domain.origin import Origin
from domain.period import Period

SOLVED, UNSOLVED, RATED = "solved", "unsolved", "rate"
"""The kinds of history in which a resident answers."""


async def figures(
    work: Work, communities: Collection[str], period: Period, zone: tzinfo
) -> Figures:
    """The numbers of these communities together."""
    return Figures.total((await figures_of_each(work, communities, period, zone)).values())


async def figures_of_each(
    work: Work, communities: Collection[str], period: Period, zone: tzinfo
) -> Mapping[str, Figures]:
    """The numbers of each of these communities in which there is anything to count.

    Every report counts as received. All the rest counts matters: a ticket that is merged into
    another one, or was when that was done, is counted with it and not beside it, and neither are
    the answers of its resident; one that was split off again counts of its own.

    What the staff found on patrol is counted apart (Figures.found): nobody complained of it, and
    nobody rates it. It is overdue as any other. What came in at the desk is as any report."""
    here = Ticket.community.in_(communities)
    start, end = period.bounds(zone)
    before, _ = period.before().bounds(zone)
    counted = _counted(before, start, end)
    rows = await work.execute(
        select(Ticket.community, Ticket.route, Ticket.category, *counted)
        .where(here, _touched(before, start, end))
        .group_by(Ticket.community, Ticket.route, Ticket.category)
    )
    found = {code: Counter[str]() for code in communities}
    routes = {code: Counter[str]() for code in communities}
    categories = {code: Counter[str]() for code in communities}
    for row in rows.mappings():
        community = row["community"]
        found[community].update({column.key: row[column.key] for column in counted})
        routes[community][str(row["route"])] += row["received"]
        categories[community][row["category"]] += row["received"]
    await _add_answers(work, found, start, end)
    return {
        code: _made(counts, +routes[code], +categories[code])
        for code, counts in found.items()
        if counts.total()
    }


def _made(n: Counter[str], routes: Counter[str], categories: Counter[str]) -> Figures:
    return Figures(
        received=n["received"],
        received_before=n["received_before"],
        closed=n["closed"],
        open_now=n["open_now"],
        overdue=n["overdue"],
        unaccepted=n["unaccepted"],
        contacted=Rate(n["contacted"], n["to_contact"]),
        solved=Rate(n[SOLVED], n[SOLVED] + n[UNSOLVED]),
        satisfied=Rate(n["satisfied"], n[RATED]),
        unanswered=Rate(n["unanswered"], n["closed"]),
        suggestions=n["suggestions"],
        by_route=routes,
        by_category=categories,
        found=n["found"],
        found_done=n["found_done"],
    )


def _counted(before: datetime, start: datetime, end: datetime) -> tuple[Label[int], ...]:
    """What is counted, each beside its condition."""
    patrol, ours = Ticket.origin == Origin.PATROL, _not_patrol()
    matter = Ticket.merged_into.is_(None)
    mine = and_(matter, ours)
    opened = _within(Ticket.opened_at, start, end)
    closed = _within(Ticket.closed_at, start, end)
    to_contact = and_(
        mine,
        or_(Ticket.verdict.is_(None), Ticket.verdict != "withdrawn"),
        or_(
            _within(Ticket.contact_due, start, end),
            _within(Ticket.contacted_at, start, end),
        ),
    )
    conditions = {
        "received": and_(ours, opened),
        "received_before": and_(ours, _within(Ticket.opened_at, before, start)),
        "suggestions": and_(ours, opened, Ticket.kind == "suggestion"),
        "closed": and_(mine, closed),
        "unanswered": and_(mine, closed, Ticket.verdict == "unanswered"),
        "open_now": and_(mine, _open_at(end)),
        "overdue": and_(matter, overdue_at(end)),
        "unaccepted": and_(matter, _unaccepted_at(end)),
        "to_contact": to_contact,
        "contacted": and_(
            to_contact, Ticket.contacted_at <= Ticket.contact_due, Ticket.contacted_at < end
        ),
        "found": and_(matter, patrol, opened),
        "found_done": and_(matter, patrol, closed),
    }
    return tuple(
        func.count().filter(condition).label(name) for name, condition in conditions.items()
    )


def _not_patrol() -> ColumnElement[bool]:
    return or_(Ticket.origin.is_(None), Ticket.origin != Origin.PATROL)


def _touched(before: datetime, start: datetime, end: datetime) -> ColumnElement[bool]:
    """Whatever a count may look at, each part by an index of its own: of a million tickets a week
    touches a few thousand."""
    return or_(
        _within(Ticket.opened_at, before, end),
        Ticket.closed_at >= start,
        Ticket.status.in_(OPEN),
        _within(Ticket.contact_due, start, end),
        _within(Ticket.contacted_at, start, end),
    )


def _within(at: Any, start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(at >= start, at < end)


def _open_at(end: datetime) -> ColumnElement[bool]:
    closed_later = or_(Ticket.closed_at.is_(None), Ticket.closed_at >= end)
    return and_(Ticket.opened_at < end, closed_later)


def overdue_at(end: datetime) -> ColumnElement[bool]:
    """Open at that moment, not resolved, and past the fix limit."""
    resolved_later = or_(Ticket.resolved_at.is_(None), Ticket.resolved_at >= end)
    return and_(_open_at(end), Ticket.fix_due < end, resolved_later)


def _unaccepted_at(end: datetime) -> ColumnElement[bool]:
    """In a queue at that moment, past the accept limit, as far as can be said today: who gave a
    ticket back is no longer on it. What waits for a ruling is in nobody's queue."""
    accepted_later = or_(Ticket.accepted_at.is_(None), Ticket.accepted_at >= end)
    queued = and_(Ticket.status != Status.RULING, accepted_later)
    return and_(_open_at(end), Ticket.accept_due < end, queued)


async def _add_answers(
    work: Work, found: Mapping[str, Counter[str]], start: datetime, end: datetime
) -> None:
    """Count what the residents answered in it, with the counts of each community."""
    given = (
        Ticket.community.in_(found),
        Ticket.merged_into.is_(None),
        _not_patrol(),
        Event.at >= start,
        Event.at < end,
    )
    asked = await work.execute(
        select(Ticket.community, Event.kind, func.count())
        .join(Ticket, Ticket.id == Event.ticket_id)
        .where(*given, Event.kind.in_([SOLVED, UNSOLVED]))
        .group_by(Ticket.community, Event.kind)
    )
    for community, kind, count in asked:
        found[community][kind] += count
    rated = await work.execute(
        select(Ticket.community, Event.values)
        .join(Ticket, Ticket.id == Event.ticket_id)
        .where(*given, Event.kind == RATED)
    )
    for community, values in rated:
        found[community][RATED] += 1
        found[community]["satisfied"] += values.get("answer") == "good"


async def overdue_tickets(
    work: Work, communities: Collection[str], at: datetime, limit: int = 5
) -> tuple[Ticket, ...]:
    """Those longest past their limit at that moment."""
    rows = await work.scalars(
        select(Ticket)
        .where(Ticket.community.in_(communities), Ticket.merged_into.is_(None), overdue_at(at))
        .order_by(Ticket.fix_due, Ticket.id)
        .limit(limit)
    )
    return tuple(rows)
