"""一周民情: the weekly summary to the Party groups, once per week and group, late rather than
never."""

from datetime import datetime, time

from sqlalchemy import select

from db import figures as figure_rows
from db import people
from db.models import Group, GroupPurpose, Outbox, Summary
from db.session import Work
from domain.errors import Refusal
from domain.figures import Figures, Rate
from domain.period import Period, Span
from domain.said import Part, category_name, moment, part, word
from workflows import cards
from workflows.deps import Deps
from workflows.speech import Address, Message, Priority, say

TOP_CATEGORIES = 3
MOST_WEEKS = 4


async def send_due_summaries(deps: Deps, at: time) -> int:
    """Send every Party group the weeks that ended since it was bound and that it does not have,
    oldest first, each once the set hour of the Monday after it has come. Returns how many were
    queued. After an outage: late rather than never, and the newest MOST_WEEKS at most."""
    zone = deps.rules.zone
    this = Period.of(Span.WEEK, deps.now(), zone)
    newest = this.before()
    if datetime.combine(this.first, at, zone) > deps.now():
        newest = newest.before()
    weeks = [newest]
    while len(weeks) < MOST_WEEKS:
        weeks.append(weeks[-1].before())
    queued = 0
    for week in reversed(weeks):
        queued += await send_summary(deps, week, ended_since_bound=True)
    return queued


async def send_summary(
    deps: Deps, week: Period, unit: str | None = None, *, ended_since_bound: bool = False
) -> int:
    """Queue a week's summary for the Party groups (of one unit, or of all; or only for those that
    were bound before the week ended). A group that has it is passed over, also across restarts:
    the outbox takes each (week, group) once. Raises Refusal for a week that is not over: it
    would use up the one summary of that week."""
    _, end = week.bounds(deps.rules.zone)
    if end > deps.now():
        raise Refusal("refuse-week-open", week=str(week), end=moment(end))
    async with deps.begin() as work:
        groups = await people.all_groups(work, GroupPurpose.PARTY)
        queued = 0
        for group in groups:
            late = ended_since_bound and group.bound_at >= end
            if unit in (None, group.unit) and not late:
                queued += await _send(work, deps, week, group)
        await work.commit()
    deps.wake()
    return queued


async def _send(work: Work, deps: Deps, week: Period, group: Group) -> int:
    once = f"summary:{week}"
    key = f"{once}:{group.channel}:{group.chat}"
    if await work.scalar(select(Outbox.id).where(Outbox.once_key == key)):
        return 0
    parts = await summary_parts(work, deps, week, group.unit)
    to = Address(group.channel, group.chat, group.lang)
    await say(work, deps, [to], Message(parts, once=once, priority=Priority.BROADCAST))
    return 1


async def summary_parts(work: Work, deps: Deps, week: Period, unit: str) -> tuple[Part, ...]:
    """The summary of a unit's week: kept as it was first made, made when it is not there yet."""
    kept = await work.scalar(select(Summary).where(Summary.week == str(week), Summary.unit == unit))
    if kept:
        return tuple((key, values) for key, values in kept.parts)
    parts = await _make(work, deps, week, unit)
    work.add(
        Summary(
            week=str(week),
            unit=unit,
            made_at=deps.now(),
            parts=[[key, values] for key, values in parts],
        )
    )
    return parts


async def _make(work: Work, deps: Deps, week: Period, unit: str) -> tuple[Part, ...]:
    _, end = week.bounds(deps.rules.zone)
    communities = deps.rules.org.communities_below(unit)
    found = await figure_rows.figures(work, communities, week, deps.rules.zone)
    head = part(
        "week-head",
        unit=deps.rules.org.units[unit].name,
        week=str(week),
        first=f"{week.first:%-m.%-d}",
        last=f"{week.last:%-m.%-d}",
    )
    if found.is_empty:
        return head, part("week-nothing")
    overdue = await figure_rows.overdue_tickets(work, communities, end)
    lines = [head, *_numbers(found), *_rates(found)]
    if found.found or found.found_done:
        lines.append(part("patrol-week", found=found.found, closed=found.found_done))
    if overdue:
        lines.append(part("week-overdue-head", count=found.overdue))
        for ticket in overdue:
            where = cards.place_words(deps.rules, ticket, room=False)
            lines.append(
                part(
                    "week-overdue",
                    code=cards.code_of(deps.rules, ticket),
                    category=category_name(ticket.category),
                    place=where or "",
                )
            )
    if found.unaccepted:
        lines.append(part("week-unaccepted", count=found.unaccepted))
    late = overdue or found.unaccepted
    lines.append(part("week-focus" if late else "week-thanks"))
    return tuple(lines)


def _numbers(found: Figures) -> list[Part]:
    lines = [
        part(
            "week-numbers",
            received=found.received,
            closed=found.closed,
            open=found.open_now,
            difference=_difference(found.received - found.received_before),
        ),
    ]
    routes = [
        word("week-count", name=word(f"side-{route}"), count=count)
        for route, count in sorted(found.by_route.items(), key=lambda item: -item[1])
    ]
    if routes:
        lines.append(part("week-routes", list={"$join": routes}))
    again = [item for item in found.by_category.items() if item[1] > 1]
    most = sorted(again, key=lambda item: (-item[1], item[0]))
    if most:
        named = [
            word("week-count", name=category_name(code), count=count)
            for code, count in most[:TOP_CATEGORIES]
        ]
        lines.append(part("week-most", list={"$join": named}))
    if found.suggestions:
        lines.append(part("week-suggestions", count=found.suggestions))
    return lines


def _difference(more: int) -> dict[str, object]:
    if more == 0:
        return word("week-same")
    return word("week-more" if more > 0 else "week-fewer", count=abs(more))


def _rates(found: Figures) -> list[Part]:
    named = {
        "contacted": found.contacted,
        "solved": found.solved,
        "satisfied": found.satisfied,
        "unanswered": found.unanswered,
    }
    return [part(f"week-rate-{name}", value=_rate_words(rate)) for name, rate in named.items()]


def _rate_words(rate: Rate) -> dict[str, object]:
    if rate.denominator == 0:
        return word("rate-none")
    if rate.percent is None:
        return word("rate-count", numerator=rate.numerator, denominator=rate.denominator)
    return word(
        "rate", percent=rate.percent, numerator=rate.numerator, denominator=rate.denominator
    )
