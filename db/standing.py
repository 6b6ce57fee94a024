"""Questions about all open tickets at once, each one statement over an index however many there
are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select

from db.desk_rows import SupportPart
from db.models import (
    Account,
    Event,
    Group,
    Membership,
    Outbox,
    OutboxState,
    Ticket,
    Timer,
    TimerState,
)
from db.session import Work
from domain.lifecycle import LIVE, OPEN, Status
from domain.people import Post

MOST = 200
"""Tickets named of one kind of violation; more are no more use to anybody."""

# Written into the statements, not bound: a partial index is found by the very same words only.
_PENDING: BindParameter[TimerState] = bindparam("pending", TimerState.PENDING, literal_execute=True)
_UNSENT: BindParameter[tuple[OutboxState, ...]] = bindparam(
    "unsent", (OutboxState.PENDING, OutboxState.SENDING), expanding=True, literal_execute=True
)
_WATCHED = select(Timer.id).where(Timer.ticket_id == Ticket.id, Timer.state == _PENDING).exists()


async def without_timer(work: Work) -> Sequence[tuple[int, datetime]]:
    """Number and opening of open tickets that no waiting timer watches: there must be none."""
    return await _named(work, ~_WATCHED)


async def parts_without_timer(work: Work, clocks: Sequence[str]) -> Sequence[tuple[int, datetime]]:
    """The same of tickets somebody works on whose supporting side has not done its part, and none
    of these clocks runs for it: there must be none. During a hold they rest."""
    of_the_part = (
        select(Timer.id)
        .where(Timer.ticket_id == Ticket.id, Timer.state == _PENDING, Timer.clock.in_(clocks))
        .exists()
    )
    rows = await work.execute(
        select(Ticket.id, Ticket.opened_at)
        .join(SupportPart, SupportPart.ticket_id == Ticket.id)
        .where(
            Ticket.status.in_((Status.QUEUED, Status.HANDLING)),
            Ticket.support_unit.is_not(None),
            Ticket.held_until.is_(None),
            SupportPart.done_at.is_(None),
            ~of_the_part,
        )
        .order_by(Ticket.id)
        .limit(MOST)
    )
    return [(number, at) for number, at in rows]


async def without_date(work: Work) -> Sequence[tuple[int, datetime]]:
    """Open tickets whose date lies before their opening: there must be none."""
    return await _named(work, Ticket.promised_at < Ticket.opened_at)


async def _named(work: Work, wrong: ColumnElement[bool]) -> Sequence[tuple[int, datetime]]:
    rows = await work.execute(
        select(Ticket.id, Ticket.opened_at)
        .where(Ticket.status.in_(OPEN), wrong)
        .order_by(Ticket.id)
        .limit(MOST)
    )
    return [(number, at) for number, at in rows]


async def kinds_of_open(work: Work) -> Sequence[Any]:
    """Open tickets by what decides who is accountable: status, community, lead post, and who has
    them."""
    rows = await work.execute(
        select(
            Ticket.status,
            Ticket.community,
            Ticket.lead_unit,
            Ticket.lead_role,
            Ticket.handler_id,
        )
        .where(Ticket.status.in_(OPEN))
        .group_by(
            Ticket.status,
            Ticket.community,
            Ticket.lead_unit,
            Ticket.lead_role,
            Ticket.handler_id,
        )
        .order_by(Ticket.lead_unit, Ticket.lead_role)
    )
    return rows.all()


async def of_kind(work: Work, kind: Any) -> Sequence[Ticket]:
    """The open tickets of one of these kinds."""
    rows = await work.scalars(
        select(Ticket)
        .where(
            Ticket.status == kind.status,
            Ticket.community == kind.community,
            Ticket.lead_unit == kind.lead_unit,
            Ticket.lead_role == kind.lead_role,
            Ticket.handler_id == kind.handler_id
            if kind.handler_id is not None
            else Ticket.handler_id.is_(None),
        )
        .order_by(Ticket.id)
        .limit(MOST)
    )
    return rows.all()


_AROUND = (Ticket.lead_unit, Ticket.community, Ticket.support_unit)


def _elsewhere(person: Any, *units: Any) -> ColumnElement[bool]:
    """Whether somebody has no post at these units themselves."""
    posted = select(Membership.id).where(Membership.person_id == person, Membership.unit.in_(units))
    return ~posted.exists()


def _suspects(person: Any) -> Any:
    return select(Ticket.id, Ticket.opened_at, person.label("person_id"), Ticket.place, *_AROUND)


async def handlers_elsewhere(work: Work) -> Sequence[Any]:
    """Tickets in hand whose handler has no post at the very units they are with."""
    rows = await work.execute(
        _suspects(Ticket.handler_id)
        .where(
            Ticket.status == Status.HANDLING,
            Ticket.handler_id.is_not(None),
            _elsewhere(Ticket.handler_id, *_AROUND),
        )
        .order_by(Ticket.id)
    )
    return rows.all()


async def partners_elsewhere(work: Work) -> Sequence[Any]:
    """The same of supporting parts that somebody has taken and not done."""
    rows = await work.execute(
        _suspects(SupportPart.handler_id)
        .join(SupportPart, SupportPart.ticket_id == Ticket.id)
        .where(
            Ticket.status.in_((Status.QUEUED, Status.HANDLING)),
            Ticket.support_unit.is_not(None),
            SupportPart.handler_id.is_not(None),
            SupportPart.done_at.is_(None),
            _elsewhere(SupportPart.handler_id, Ticket.support_unit),
        )
        .order_by(Ticket.id)
    )
    return rows.all()


async def posts_held(work: Work) -> set[Post]:
    """Every post somebody has, whether we can reach them or not."""
    rows = await work.execute(select(Membership.unit, Membership.role).distinct())
    return {Post(unit, role) for unit, role in rows}


async def units_named(work: Work) -> set[str]:
    """The units that open tickets name."""
    rows = await work.execute(
        select(Ticket.community, Ticket.lead_unit, Ticket.support_unit)
        .where(Ticket.status.in_(OPEN))
        .distinct()
    )
    return {unit for row in rows for unit in row if unit is not None}


async def reachable(work: Work, person_ids: Sequence[int]) -> set[int]:
    """Those of these people whom we can reach."""
    if not person_ids:
        return set()
    rows = await work.scalars(
        select(Account.person_id).where(Account.person_id.in_(person_ids), Account.reachable)
    )
    return set(rows)


async def timers_due(work: Work, before: datetime) -> int:
    """How many waiting timers were due before a moment."""
    counted = await work.scalar(
        select(func.count(Timer.id)).where(Timer.state == _PENDING, Timer.due_at < before)
    )
    return counted or 0


async def count_open(work: Work) -> dict[str, int]:
    """How many tickets go on, by status."""
    rows = await work.execute(
        select(Ticket.status, func.count(Ticket.id))
        .where(Ticket.status.in_(LIVE))
        .group_by(Ticket.status)
    )
    return {Status(status).value: count for status, count in rows}


async def count_unsent(work: Work) -> dict[str, int]:
    """How many messages wait or are under way. What was sent or given up is history, and counting
    it would read all of it."""
    rows = await work.execute(
        select(Outbox.state, func.count(Outbox.id))
        .where(Outbox.state.in_(_UNSENT))
        .group_by(Outbox.state)
    )
    return {OutboxState(state).value: count for state, count in rows}


_GAPS = (
    select(Event)
    .where(Event.kind == "gap", Event.at > bindparam("after"))
    .order_by(Event.at, Event.id)
)


async def gaps_since(work: Work, after: datetime) -> Sequence[Event]:
    """Events of rungs at which nobody was, oldest first."""
    return (await work.scalars(_GAPS, {"after": after})).all()


async def groups_gone(work: Work) -> Sequence[Group]:
    """Bound groups that no longer take our messages."""
    rows = await work.scalars(select(Group).where(~Group.reachable).order_by(Group.id))
    return rows.all()
