"""The last lines of a summary's text: thanks, and what the coming week is about. From the numbers,
and never by anybody's name."""

from collections.abc import Collection

from db.contributions import claimed_count
from db.session import Work
from db.told import most_overdue
from domain.figures import Figures
from domain.period import Period, Span
from domain.said import Part, category_name, part, word
from workflows.deps import Deps


async def closing(
    work: Work, deps: Deps, period: Period, communities: Collection[str], found: Figures
) -> list[Part]:
    """Both of them, whatever the numbers are."""
    claimed = await claimed_count(work, communities, period.bounds(deps.rules.zone))
    return [_thanks(found.closed, claimed), await _focus(work, deps, period, communities, found)]


def _thanks(closed: int, claimed: int) -> Part:
    if claimed:
        return part("thanks-done-teams", count=closed, claimed=claimed)
    return part("thanks-done", count=closed) if closed else part("thanks-all")


async def _focus(
    work: Work, deps: Deps, period: Period, communities: Collection[str], found: Figures
) -> Part:
    """What is overdue most, else what came most. What is personal, or may not be named, is no
    headline: then it is said without a name."""
    so_far = period.so_far(deps.rules.zone, deps.now())
    is_next_week = period.span is Span.WEEK and not so_far.goes_on
    when = word("focus-week" if is_next_week else "focus-period")
    personal = deps.rules.catalogue.personal
    if found.overdue or found.unaccepted:
        late = await most_overdue(work, communities, so_far.end, personal)
        if late is None:
            return part("week-focus" if is_next_week else "period-focus")
        return part("focus-late", when=when, category=category_name(late))
    came = [(-n, code) for code, n in found.by_category.items() if n and code not in personal]
    if not came:
        return part("focus-any", when=when)
    return part("focus-most", when=when, category=category_name(min(came)[1]))
