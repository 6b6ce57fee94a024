"""Read-only queries behind the lines of a summary that tell of tickets one by one: what is overdue
or supervised, as far as groups may read of it. The numbers are in db.figures."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from db.figures import overdue_at, supervised_at
from db.models import Ticket
from db.session import Work
from domain.lifecycle import OPEN

SUPERVISED_MOST = 3

_MAY_BE_NAMED = and_(Ticket.against.is_(None), ~Ticket.sealed)


def _named(
    communities: Collection[str], personal: Collection[str], what: ColumnElement[bool]
) -> tuple[ColumnElement[bool], ...]:
    """Of which that is so, and of which groups may read one by one."""
    return (
        Ticket.community.in_(communities),
        Ticket.merged_into.is_(None),
        _MAY_BE_NAMED,
        Ticket.category.not_in(personal),
        what,
    )


def _late_at(at: datetime) -> ColumnElement[bool]:
    """Past its limit at that moment. What was open then is open still or was closed later: said as
    well, it is found by an index, where all that was never closed would be read."""
    return and_(or_(Ticket.status.in_(OPEN), Ticket.closed_at >= at), overdue_at(at))


async def most_overdue(
    work: Work, communities: Collection[str], at: datetime, personal: Collection[str]
) -> str | None:
    """The category of which most is past its limit at that moment, of what groups may read of."""
    found = await work.scalars(
        select(Ticket.category)
        .where(*_named(communities, personal, _late_at(at)))
        .group_by(Ticket.category)
        .order_by(func.count(Ticket.id).desc(), Ticket.category)
        .limit(1)
    )
    return found.first()


async def overdue_of(
    work: Work, communities: Collection[str], at: datetime, categories: Collection[str]
) -> int:
    """How many of these categories are past their limit at that moment."""
    counted = await work.scalar(
        select(func.count(Ticket.id)).where(
            Ticket.community.in_(communities),
            Ticket.merged_into.is_(None),
            Ticket.category.in_(categories),
            _late_at(at),
        )
    )
    return counted or 0


async def may_be_named(
    work: Work, numbers: Collection[int], personal: Collection[str]
) -> frozenset[int]:
    """Those of these tickets that complain about nobody, are not sealed and of no personal
    category."""
    found = await work.scalars(
        select(Ticket.id).where(
            Ticket.id.in_(numbers), _MAY_BE_NAMED, Ticket.category.not_in(personal)
        )
    )
    return frozenset(found)


async def overdue_tickets(
    work: Work,
    communities: Collection[str],
    at: datetime,
    personal: Collection[str] = (),
    limit: int = 5,
) -> tuple[Ticket, ...]:
    """Those longest past their limit at that moment that groups may read of one by one: what
    complains about somebody, was sealed, or is of a personal category is only counted."""
    rows = await work.scalars(
        select(Ticket)
        .where(*_named(communities, personal, _late_at(at)))
        .order_by(Ticket.fix_due, Ticket.id)
        .limit(limit)
    )
    return tuple(rows)


async def supervised_of(work: Work, numbers: Collection[int], at: datetime) -> frozenset[int]:
    """Those of these tickets that are on the supervision list at that moment."""
    found = await work.scalars(select(Ticket.id).where(Ticket.id.in_(numbers), supervised_at(at)))
    return frozenset(found)


async def supervised_tickets(
    work: Work,
    communities: Collection[str],
    at: datetime,
    personal: Collection[str],
    without: Collection[int],
) -> tuple[Ticket, ...]:
    """The oldest few on the supervision list at that moment that groups may read of one by one,
    `without` those that they read of already."""
    rows = await work.scalars(
        select(Ticket)
        .where(*_named(communities, personal, supervised_at(at)), Ticket.id.not_in(without))
        .order_by(Ticket.opened_at, Ticket.id)
        .limit(SUPERVISED_MOST)
    )
    return tuple(rows)
