"""Read-only queries behind the summaries: all numbers come from here, for every period and every
unit. Their definitions stand in domain.figures.

Two statements count whatever there is: one over the tickets that the period touches, one over the
answers of its residents."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from db.desk_rows import Supervision
from db.models import Event, Ticket
from db.session import Work
from domain.figures import Figures, Rate
from domain.lifecycle import OPEN, Status
from domain.origin import Origin
from domain.period import SoFar

SOLVED, UNSOLVED, RATED = "solved", "unsolved", "rate"
"""The kinds of history in which a resident answers."""


@dataclass
class _Counts:
    """What is counted in one community: everything, and what of it is left out of the rates."""

    n: Counter[str] = field(default_factory=Counter)
    out: Counter[str] = field(default_factory=Counter)
    named: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, more: Mapping[str, int], excluded: str | None) -> None:
        """Count these; with the reason why they are left out of the rates, if they are."""
        self.n.update(more)
        if excluded:
            self.out.update(more)

    def rate(self, part: str, *whole: str) -> Rate:
        """A share of what is not left out."""
        parts, wholes = self.n[part] - self.out[part], sum(self.n[one] for one in whole)
        left_out = sum(self.out[one] for one in whole)
        return Rate(parts, wholes - left_out, left_out)


async def figures(work: Work, communities: Collection[str], period: SoFar) -> Figures:
    """The numbers of these communities together."""
    return Figures.total((await figures_of_each(work, communities, period)).values())


async def figures_of_each(
    work: Work, communities: Collection[str], period: SoFar
) -> Mapping[str, Figures]:
    """The numbers of each of these communities in which there is anything to count; of a period
    that goes on, as they stand now.

    Every report counts as received. All the rest counts matters: a ticket that is merged into
    another one, or was when that was done, is counted with it and not beside it, and neither are
    the answers of its resident; one that was split off again counts of its own.

    What the staff found on patrol is counted apart (Figures.found): nobody complained of it, and
    nobody rates it. It is overdue and supervised as any other. What came in at the desk is as any
    report.

    What two persons left out of the rates (Ticket.excluded) is in no rate, neither above nor below
    the line; how many that is stands beside each (Rate.excluded). All else counts it as ever."""
    here = Ticket.community.in_(communities)
    counted = [
        func.count().filter(condition).label(name) for name, condition in conditions(period).items()
    ]
    of = (Ticket.community, Ticket.route, Ticket.category, Ticket.excluded)
    rows = await work.execute(select(*of, *counted).where(here, touched(period)).group_by(*of))
    found = {code: _Counts() for code in communities}
    for row in rows.mappings():
        one = found[row["community"]]
        one.add({column.key: row[column.key] for column in counted}, row["excluded"])
        for name, (by, what) in _NAMED.items():
            if row[by] is not None:
                one.named[name][str(row[by])] += row[what]
    await _add_answers(work, found, period)
    return {code: _made(counts) for code, counts in found.items() if counts.n.total()}


_NAMED = {
    "by_route": ("route", "received"),
    "by_category": ("category", "received"),
    "by_route_before": ("route", "received_before"),
    "by_category_before": ("category", "received_before"),
    "excluded": ("excluded", "concerned"),
}
"""The counts that are told by name: by which column, and of what."""


def _made(counts: _Counts) -> Figures:
    n = counts.n
    return Figures(
        received=n["received"],
        received_before=n["received_before"],
        closed=n["closed"],
        closed_before=n["closed_before"],
        open_now=n["open_now"],
        open_before=n["open_before"],
        overdue=n["overdue"],
        unaccepted=n["unaccepted"],
        supervised=n["supervised"],
        contacted=counts.rate("contacted", "to_contact"),
        solved=counts.rate(SOLVED, SOLVED, UNSOLVED),
        satisfied=counts.rate("satisfied", RATED),
        unanswered=counts.rate("unanswered", "closed"),
        suggestions=n["suggestions"],
        adopted=n["adopted"],
        found=n["found"],
        found_done=n["found_done"],
        **{name: +counts.named[name] for name in _NAMED},
    )


def conditions(period: SoFar) -> Mapping[str, ColumnElement[bool]]:
    """What is counted of tickets, each beside its condition."""
    start, end = period.start, period.end
    patrol, ours = Ticket.origin == Origin.PATROL, not_patrol()
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
    return {
        "received": and_(ours, opened),
        "received_before": and_(ours, _within(Ticket.opened_at, period.before, period.until)),
        "suggestions": and_(ours, opened, Ticket.kind == "suggestion"),
        "adopted": and_(mine, closed, Ticket.resolved_at.is_not(None), Ticket.adopted.is_(True)),
        "closed": and_(mine, closed),
        "closed_before": and_(mine, _within(Ticket.closed_at, period.before, period.until)),
        "unanswered": and_(mine, closed, Ticket.verdict == "unanswered"),
        "open_now": and_(mine, _open_at(end)),
        "open_before": and_(mine, _open_at(period.until)),
        "overdue": and_(matter, overdue_at(end)),
        "unaccepted": and_(matter, _unaccepted_at(end)),
        "supervised": and_(matter, supervised_at(end)),
        "to_contact": to_contact,
        "contacted": and_(
            to_contact, Ticket.contacted_at <= Ticket.contact_due, Ticket.contacted_at < end
        ),
        "concerned": and_(mine, or_(opened, closed, to_contact)),
        "found": and_(matter, patrol, opened),
        "found_done": and_(matter, patrol, closed),
    }


def not_patrol() -> ColumnElement[bool]:
    """Somebody reported it; it was not found on patrol."""
    return or_(Ticket.origin.is_(None), Ticket.origin != Origin.PATROL)


def touched(period: SoFar) -> ColumnElement[bool]:
    """Whatever a count may look at, each part by an index of its own: of a million tickets a week
    touches a few thousand."""
    start, end = period.start, period.end
    return or_(
        _within(Ticket.opened_at, period.before, end),
        Ticket.closed_at >= period.before,
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


def supervised_at(end: datetime) -> ColumnElement[bool]:
    """Open and on the supervision list at that moment."""
    taken_off_later = or_(Supervision.ended_at.is_(None), Supervision.ended_at >= end)
    on_it = select(Supervision.ticket_id).where(Supervision.since < end, taken_off_later)
    return and_(_open_at(end), Ticket.id.in_(on_it))


def given(communities: Collection[str], period: SoFar) -> tuple[ColumnElement[bool], ...]:
    """Which events, joined with their tickets, are answers that are counted."""
    return (
        Ticket.community.in_(communities),
        Ticket.merged_into.is_(None),
        not_patrol(),
        Event.at >= period.start,
        Event.at < period.end,
    )


async def _add_answers(work: Work, found: Mapping[str, _Counts], period: SoFar) -> None:
    """Count what the residents answered in it, with the counts of each community."""
    these = given(found, period)
    of = (Ticket.community, Ticket.excluded)
    asked = await work.execute(
        select(*of, Event.kind, func.count())
        .join(Ticket, Ticket.id == Event.ticket_id)
        .where(*these, Event.kind.in_([SOLVED, UNSOLVED]))
        .group_by(*of, Event.kind)
    )
    for community, excluded, kind, count in asked:
        found[community].add({kind: count}, excluded)
    rated = await work.execute(
        select(*of, Event.values)
        .join(Ticket, Ticket.id == Event.ticket_id)
        .where(*these, Event.kind == RATED)
    )
    for community, excluded, values in rated:
        good = values.get("answer") == "good"
        found[community].add({RATED: 1, "satisfied": int(good)}, excluded)
