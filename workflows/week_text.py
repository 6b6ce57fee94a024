"""The text of 一周民情: one unit's week in a few lines, made of the numbers (DOMAIN §7). When it
goes, and to whom, is in signing_off."""

from collections.abc import Collection
from datetime import datetime

from db import figures as figure_rows
from db import told
from db.models import Ticket
from db.session import Work
from domain.bars import FEWEST
from domain.exclusion import REASONS
from domain.figures import Figures, Rate
from domain.period import Period, Span
from domain.said import Part, category_name, part, word
from workflows import cards, hot_spots
from workflows.comparing import side_by_side
from workflows.deps import Deps
from workflows.naming import told_place
from workflows.scanning import home_words
from workflows.week_closing import closing

TOP_CATEGORIES = 3
NOTHING = {
    "contacted": "rate-nothing-due",
    "solved": "rate-nobody-answered",
    "satisfied": "rate-nobody-answered",
}
"""Of a rate without a denominator: "none" would read as if nothing had been solved."""


async def week_in_words(
    work: Work, deps: Deps, week: Period, unit: str, found: Figures | None = None
) -> tuple[Part, ...]:
    """All lines of a unit's week, without a name, a room or anybody's words; likewise of a day, a
    month, a quarter or a year. `found`: its numbers, where they are known already. Of one that goes
    on it is told how things stand now, and that it is not over. How many of them are the text:
    domain.summary."""
    is_week = week.span is Span.WEEK
    so_far = week.so_far(deps.rules.zone, deps.now())
    communities = deps.rules.org.communities_below(unit)
    if found is None:
        found = await figure_rows.figures(work, communities, so_far)
    head = part(
        "week-title" if is_week else "period-title",
        unit=deps.rules.org.units[unit].name,
        period=str(week),
        first=f"{week.first:%-m.%-d}",
        last=f"{week.last:%-m.%-d}",
    )
    lines = [head]
    if so_far.goes_on:
        at = deps.now().astimezone(deps.rules.zone)
        lines.append(part("period-so-far", at=f"{at:%-m.%-d %H:%M}"))
    if found.is_empty:
        return *lines, part("week-nothing" if is_week else "period-nothing")
    before = word(f"picture-before-{week.span}")
    if so_far.goes_on:
        before = word("picture-before-so-far", before=before)
    personal = deps.rules.catalogue.personal
    lines += [*_numbers(found, before, personal), *_rates(found, is_week=is_week)]
    lines += await _again(work, deps, communities, so_far.end)
    if found.found or found.found_done:
        lines.append(part("patrol-week", found=found.found, closed=found.found_done))
    lines += await _watched(work, deps, communities, so_far.end, found)
    if unit in deps.rules.compared:
        each = await figure_rows.figures_of_each(work, communities, so_far)
        lines += side_by_side(deps, unit, each)
    return *lines, *await closing(work, deps, week, communities, found)


async def _watched(
    work: Work, deps: Deps, communities: Collection[str], at: datetime, found: Figures
) -> list[Part]:
    """How much is late, and what is overdue longest, one by one; of what is personal only how much
    it is. Then what is supervised: what is overdue as well is marked there, and not named again."""
    personal = deps.rules.catalogue.personal
    lines: list[Part] = []
    late: tuple[Ticket, ...] = ()
    if found.overdue and found.unaccepted:
        counts = {"overdue": found.overdue, "unaccepted": found.unaccepted}
        lines.append(part("week-overdue-and-unaccepted", **counts))
    elif found.overdue:
        lines.append(part("week-overdue-head", count=found.overdue))
    elif found.unaccepted:
        lines.append(part("week-unaccepted", count=found.unaccepted))
    if found.overdue:
        late = await told.overdue_tickets(work, communities, at, personal)
        marked = await told.supervised_of(work, [one.id for one in late], at)
        for ticket in late:
            key = "week-overdue-supervised" if ticket.id in marked else "week-overdue"
            lines.append(part(key, **_as_named(deps, ticket)))
        if count := await told.overdue_of(work, communities, at, personal):
            lines.append(part("week-overdue-personal", count=count))
    if found.supervised:
        lines.append(part("week-supervised-head", count=found.supervised))
        known = [one.id for one in late]
        others = await told.supervised_tickets(work, communities, at, personal, known)
        lines += [part("week-supervised", **_as_named(deps, ticket)) for ticket in others]
    return lines


def _as_named(deps: Deps, ticket: Ticket) -> dict[str, object]:
    """As much of a ticket as groups read."""
    return {
        "ticket": ticket.id,
        "code": cards.code_of(deps.rules, ticket),
        "category": category_name(ticket.category),
        "place": told_place(deps.rules, ticket) or word("week-no-place"),
    }


async def _again(work: Work, deps: Deps, communities: Collection[str], end: datetime) -> list[Part]:
    """What came up again and again in one place: what is proposed as a project, as far as it may
    be told."""
    found = await hot_spots.find(work, deps, communities, end)
    personal = deps.rules.catalogue.personal
    spots = [s for s in found if s.may_be_told and s.category not in personal]
    named = [
        word(
            "week-times",
            name=word(
                "project-name",
                place=home_words(deps.rules, {"compound": s.compound, "building": s.building}),
                category=category_name(s.category),
            ),
            times=s.times,
        )
        for s in spots[:TOP_CATEGORIES]
    ]
    days = deps.rules.hot.days
    return [part("week-again-within", days=days, list={"$join": named})] if named else []


def _numbers(found: Figures, before: dict[str, object], personal: Collection[str]) -> list[Part]:
    """`before`: how what they are compared with is called. What is personal is named from a few on:
    else it could be told who it was."""
    lines = [
        part(
            "week-compared",
            before=before,
            received=found.received,
            received_before=found.received_before,
            closed=found.closed,
            closed_before=found.closed_before,
            open=found.open_now,
            open_before=found.open_before,
        ),
    ]
    routes = [
        word("week-count", name=word(f"side-{route}"), count=count)
        for route, count in sorted(found.by_route.items(), key=lambda item: -item[1])
    ]
    if routes:
        lines.append(part("week-routes", list={"$join": routes}))
    again = [
        (code, count)
        for code, count in found.by_category.items()
        if count >= (FEWEST if code in personal else 2)
    ]
    most = sorted(again, key=lambda item: (-item[1], item[0]))
    if most:
        named = [
            word("week-count", name=category_name(code), count=count)
            for code, count in most[:TOP_CATEGORIES]
        ]
        lines.append(part("week-most", list={"$join": named}))
    if found.suggestions or found.adopted:
        counts = {"count": found.suggestions, "adopted": found.adopted}
        lines.append(part("week-suggestions-adopted", **counts))
    return lines


def _rates(found: Figures, *, is_week: bool) -> list[Part]:
    named = {
        "contacted": found.contacted,
        "solved": found.solved,
        "satisfied": found.satisfied,
        "unanswered": found.unanswered,
    }
    nothing = "rate-none" if is_week else "period-none"
    said = {name: _rate_words(rate, NOTHING.get(name) or nothing) for name, rate in named.items()}
    lines = [
        part("week-rates-done", contacted=said["contacted"], solved=said["solved"]),
        part("week-rates-said", satisfied=said["satisfied"], unanswered=said["unanswered"]),
    ]
    reasons = [
        word("week-count", name=word(f"exclude-reason-{reason}"), count=found.excluded[reason])
        for reason in REASONS
        if found.excluded[reason]
    ]
    if reasons:
        count = found.excluded.total()
        lines.append(part("week-excluded", count=count, list={"$join": reasons}))
    return lines


def _rate_words(rate: Rate, nothing: str) -> dict[str, object]:
    said = _share_words(rate, nothing)
    return word("rate-left-out", rate=said, count=rate.excluded) if rate.excluded else said


def _share_words(rate: Rate, nothing: str) -> dict[str, object]:
    """`nothing`: what is said where there is nothing to divide by."""
    if rate.denominator == 0:
        return word(nothing)
    if rate.percent is None:
        return word("rate-count", numerator=rate.numerator, denominator=rate.denominator)
    return word(
        "rate", percent=rate.percent, numerator=rate.numerator, denominator=rate.denominator
    )
