"""/summary: a week's summary of the units somebody leads, shown again as it was sent, or as the
draft that it is; without a week, the last one."""

from sqlalchemy import select

from db.models import Person, Summary
from db.session import Work
from domain.errors import Refusal
from domain.period import Period, Span
from domain.said import part
from workflows import handling
from workflows.deps import Deps
from workflows.signing_off import show_to
from workflows.speech import Address, Message, say


async def say_summary(work: Work, deps: Deps, person: Person, to: Address, text: str) -> None:
    """Show it. Raises Refusal for what is no week, or not over."""
    week = _week(deps, text)
    posts = await handling.posts_of(work, deps, person.id)
    units = deps.rules.org.led_by(posts)
    rows = await work.scalars(
        select(Summary)
        .where(Summary.week == str(week), Summary.unit.in_(units))
        .order_by(Summary.unit)
    )
    found = rows.all()
    for row in found:
        await show_to(work, deps, row, to)
    if not found:
        await say(work, deps, [to], Message((part("summary-none", week=str(week)),)))


def _week(deps: Deps, text: str) -> Period:
    last = Period.of(Span.WEEK, deps.now(), deps.rules.zone).before()
    if not text:
        return last
    try:
        return Period.parse(text, [Span.WEEK])
    except ValueError:
        raise Refusal("refuse-week-unread", week=str(last)) from None
