"""The text of 一周民情: one unit's week in a few lines, made of the numbers (DOMAIN §7). When it
goes, and to whom, is in signing_off."""

from db import figures as figure_rows
from db.session import Work
from domain.figures import Figures, Rate
from domain.period import Period
from domain.said import Part, category_name, part, word
from workflows import cards
from workflows.deps import Deps

TOP_CATEGORIES = 3


async def week_in_words(work: Work, deps: Deps, week: Period, unit: str) -> tuple[Part, ...]:
    """The lines of a unit's week, without a name, a room or anybody's words."""
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
