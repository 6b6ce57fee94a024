"""一周民情: the weekly summary to the Party groups, once per week and group, late rather than
never. Whoever leads the unit signs it first (signing_off), unless it is set to go by itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select

from db import people
from db.models import GroupPurpose, Summary, Ticket
from db.session import Work, is_collision
from domain.errors import Refusal
from domain.period import Period, Span
from domain.said import moment
from domain.summary import SummaryState
from workflows.deps import Deps
from workflows.send_week import draft_of
from workflows.signing_board import ask_to_sign, send_now

MOST_WEEKS = 4
LATE_AT_MOST = timedelta(days=7)
"""So long after it is over the draft of a month and more is still made, after an outage."""

OVER = frozenset({SummaryState.SENT, SummaryState.DECLINED})


@dataclass(frozen=True, slots=True)
class SummaryHours:
    """When on Monday the draft is shown; which units' go without a signature, and at what hour of
    that Monday."""

    at: time
    automatic: frozenset[str] = frozenset()
    automatic_at: time = time(12)
    longer: frozenset[Span] = frozenset()
    """Spans besides the week, whose draft is shown at that hour of the first day after."""


async def send_due_summaries(deps: Deps, hours: SummaryHours) -> int:
    """See to the weeks that ended since a unit's first Party group was bound, oldest first, each
    once the set hour of the Monday after it has come: ask for a signature, ask again, send what is
    signed. Returns how many groups get something. After an outage: late rather than never, and of
    what nobody has signed the newest MOST_WEEKS at most."""
    summary_of = deps.rules.org.summary_of
    async with deps.begin() as work:
        groups = await people.bound_groups(work, GroupPurpose.PARTY)
        weeks = [*_due_weeks(deps, hours.at), *_due_longer(deps, hours)]
        over = await _over(work, weeks)
        signed = await _signed(work, deps)
        newest = _due_weeks(deps, hours.at)[-1]
        alone = await _alone(work, deps, newest, {summary_of(g.unit) for g in groups})
    queued = 0
    for week, unit in signed:
        if summary_of(unit) == unit:
            queued += await _see_to(deps, week, unit, hours)
    for week in weeks:
        _, end = week.bounds(deps.rules.zone)
        bound = dict.fromkeys(summary_of(g.unit) for g in groups if g.bound_at < end)
        for one in (*bound, *(alone if week == newest else ())):
            if one and (str(week), one) not in over:
                queued += await _see_to(deps, week, one, hours)
    if queued:
        deps.wake()
    return queued


def _due_weeks(deps: Deps, at: time) -> list[Period]:
    """Oldest first."""
    zone = deps.rules.zone
    this = Period.of(Span.WEEK, deps.now(), zone)
    newest = this.before()
    if datetime.combine(this.first, at, zone) > deps.now():
        newest = newest.before()
    weeks = [newest]
    while len(weeks) < MOST_WEEKS:
        weeks.insert(0, weeks[0].before())
    return weeks


def _due_longer(deps: Deps, hours: SummaryHours) -> list[Period]:
    """The newest month, quarter and year that is over, as far as they are wanted; not one that
    was over long before anybody wanted it, or the program was there."""
    zone, found = deps.rules.zone, []
    for span in Span:  # in their order, the shortest first
        this = Period.of(span, deps.now(), zone)
        if datetime.combine(this.first, hours.at, zone) > deps.now():
            this = this.before()
        is_fresh = deps.now() < datetime.combine(this.first, hours.at, zone) + LATE_AT_MOST
        if span in hours.longer and is_fresh:
            found.append(this.before())
    return found


async def _signed(work: Work, deps: Deps) -> list[tuple[Period, str]]:
    """What was signed and whose hour has come, whatever its period: somebody was promised that it
    goes."""
    rows = await work.execute(
        select(Summary.week, Summary.unit)
        .where(Summary.state == SummaryState.APPROVED, Summary.send_at <= deps.now())
        .order_by(Summary.send_at, Summary.id)
    )
    return [(Period.parse(week), unit) for week, unit in rows]


async def _alone(
    work: Work, deps: Deps, week: Period, read: Collection[str | None]
) -> tuple[str, ...]:
    """The communities that no Party group was ever bound for and that something came in at: their
    newest week is signed for the door and the page."""
    alone = [one.code for one in deps.rules.org.communities if one.code not in read]
    if not alone:
        return ()
    start, end = week.bounds(deps.rules.zone)
    found = await work.scalars(
        select(Ticket.community)
        .where(Ticket.community.in_(alone), Ticket.opened_at >= start, Ticket.opened_at < end)
        .distinct()
    )
    return tuple(sorted(found))


async def _over(work: Work, weeks: Sequence[Period]) -> frozenset[tuple[str, str]]:
    rows = await work.execute(
        select(Summary.week, Summary.unit).where(
            Summary.week.in_(map(str, weeks)), Summary.state.in_(OVER)
        )
    )
    return frozenset((week, unit) for week, unit in rows)


async def _see_to(deps: Deps, week: Period, unit: str, hours: SummaryHours) -> int:
    """One unit's week, one transaction. Another process may be at it: then it is done from
    there."""
    try:
        async with deps.begin() as work:
            row = await draft_of(work, deps, week, unit)
            if _goes_now(deps, row, week, hours):
                queued = await send_now(work, deps, row)
            else:
                queued = 0
                await ask_to_sign(work, deps, row, hours.at)
            await work.commit()
            return queued
    except Exception as error:
        if is_collision(error):
            return 0
        raise


def _goes_now(deps: Deps, row: Summary, week: Period, hours: SummaryHours) -> bool:
    if row.state is SummaryState.APPROVED:
        return row.send_at is None or row.send_at <= deps.now()
    alone = datetime.combine(week.after().first, hours.automatic_at, deps.rules.zone)
    unsigned = row.state is SummaryState.DRAFT and row.unit in hours.automatic
    return unsigned and alone <= deps.now()


async def send_summary(deps: Deps, week: Period, unit: str | None = None) -> int:
    """By command: queue a week's summary for the Party groups (of one unit, or of all) without
    waiting for a signature. A group that has it is passed over, also across restarts: the outbox
    takes each (week, group) once. Raises Refusal for a week that is not over: it would use up the
    one summary of that week."""
    _, end = week.bounds(deps.rules.zone)
    if end > deps.now():
        raise Refusal("refuse-week-open", week=str(week), end=moment(end))
    async with deps.begin() as work:
        groups = await people.all_groups(work, GroupPurpose.PARTY)
        queued = 0
        units = dict.fromkeys(deps.rules.org.summary_of(g.unit) for g in groups)
        for code in (one for one in units if one and unit in (None, one)):
            queued += await send_now(work, deps, await draft_of(work, deps, week, code))
        await work.commit()
    deps.wake()
    return queued
