"""The message on which a summary is signed: how it stands, its lines as they would go and what can
be done now. It is edited in place; what its buttons do is in signing_off."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from sqlalchemy import select

from db import outbox
from db.models import Outbox, Summary
from db.session import Work
from domain.org import UnitKind
from domain.period import Period, Span
from domain.press import Press
from domain.said import Button, Part, Rows, moment, part, word
from domain.summary import (
    ASKED_AT_MOST,
    ON_PICTURE,
    SummaryState,
    hours_ahead,
    is_drawn_only,
    may_leave_out,
)
from workflows import reach
from workflows.deps import Deps
from workflows.send_week import (
    correction_lines,
    lines_to_send,
    picture_of_it,
    send_to_groups,
)
from workflows.speech import Address, Message, Priority, say
from workflows.week_lost import Became, summary_in, what_became

VERB = "week"
BOARD = -8_000_000
"""Under this number, less that of the summary, its draft stands in a chat: no ticket has it."""

WHEN = "%Y%m%d%H%M"
NEW = "new"


async def ask_to_sign(work: Work, deps: Deps, row: Summary, at: time) -> None:
    """Show the draft to whoever leads the unit, else to whoever is there above; once a day until
    it is settled, the last time above as well. Where nobody is there, nothing is asked yet."""
    if row.state is not SummaryState.DRAFT or not _is_due(deps, row, at):
        return
    staff = await reach.directory_of(work, deps, (row.unit,), deps.now())
    ladder = deps.rules.org.ladder(deps.rules.org.lead_post(row.unit))
    rung, found = staff.first_manned(ladder, {})
    if row.asked == ASKED_AT_MOST - 1 and rung + 1 < len(ladder):
        found += staff.first_manned(ladder, {}, rung + 1)[1]
    to = reach.addresses(found)
    if not to:
        return
    row.asked, row.asked_at = row.asked + 1, deps.now()
    await show(work, deps, row, to, step=NEW)


def _is_due(deps: Deps, row: Summary, at: time) -> bool:
    if row.asked_at is None:
        return True
    zone = deps.rules.zone
    day = row.asked_at.astimezone(zone).date() + timedelta(days=1)
    return row.asked < ASKED_AT_MOST and deps.now() >= datetime.combine(day, at, zone)


async def send_now(work: Work, deps: Deps, row: Summary) -> int:
    """It goes to the groups, and whoever was asked to sign sees that it went; returns to how
    many groups."""
    queued = await send_to_groups(work, deps, row)
    await show(work, deps, row, await boards_of(work, row))
    return queued


async def show_to(work: Work, deps: Deps, row: Summary, to: Address) -> None:
    """A summary of theirs to somebody who asks for it."""
    await show(work, deps, row, [to], step=NEW)


async def boards_of(work: Work, row: Summary) -> list[Address]:
    """The chats in which its draft stands."""
    return [Address(*chat) for chat in await outbox.card_chats(work, BOARD - row.id)]


async def show(work: Work, deps: Deps, row: Summary, to: list[Address], step: str = "") -> None:
    """Write into the drafts that stand there; `NEW`: post it as a new message, after the picture
    that goes with it."""
    anew = step == NEW
    hold = deps.rules.quiet_of(row.unit) if anew else False
    if anew and row.picture:
        line = part("picture-line", unit=deps.rules.org.units[row.unit].name)
        media = picture_of_it(row)
        await say(
            work, deps, to, Message((line,), priority=Priority.REMINDER, media=media, hold=hold)
        )
    became = await what_became(work, deps, row)
    message = Message(
        (
            *_heads(deps, row, became),
            *await lines_to_send(work, deps, row),
            *correction_lines(deps, row),
        ),
        _buttons(deps, row, step, became.groups),
        ticket=BOARD - row.id,
        kind="card" if anew else "update",
        priority=Priority.REMINDER,
        topic="board",
        hold=hold,
    )
    await say(work, deps, to, message)


def _heads(deps: Deps, row: Summary, became: Became) -> tuple[Part, ...]:
    """How it stands; where no group reads it, that it is posted only, and how many never got it."""
    key = f"week-{row.state}" if Period.parse(row.week).span is Span.WEEK else f"period-{row.state}"
    if not became.groups + became.lost and row.state is not SummaryState.DECLINED:
        key = f"posted-{row.state}" if _is_posted(deps, row) else f"unheard-{row.state}"
    head = part(
        key,
        period=row.week,
        unit=deps.rules.org.units[row.unit].name,
        groups=became.groups,
        at=moment(row.send_at or deps.now()),
    )
    return (head, part("week-lost", count=became.lost)) if became.lost else (head,)


def _is_posted(deps: Deps, row: Summary) -> bool:
    """Whether it stands on a page for everybody once it is signed."""
    is_week = Period.parse(row.week).span is Span.WEEK
    return is_week and deps.rules.org.units[row.unit].kind is UnitKind.COMMUNITY


async def tell_lost(work: Work, deps: Deps, message: Outbox) -> None:
    """A group never got its summary: whoever was asked to sign sees it on the draft and is told,
    else whoever leads the unit."""
    found = await summary_in(work, deps, message)
    if found is None:
        return
    week, unit = found
    row = await work.scalar(select(Summary).where(Summary.week == week, Summary.unit == unit))
    if row is None:
        return
    to = await boards_of(work, row)
    await show(work, deps, row, to)
    if not to:
        staff = await reach.directory_of(work, deps, (unit,), deps.now())
        to = reach.addresses(
            staff.first_manned(deps.rules.org.ladder(deps.rules.org.lead_post(unit)), {})[1]
        )
    lost = (await what_became(work, deps, row)).lost
    line = part("week-lost-news", unit=deps.rules.org.units[unit].name, period=week, count=lost)
    said = Message((line,), ticket=BOARD - row.id, topic="lost", hold=deps.rules.quiet_of(unit))
    await say(work, deps, to, said)


def _buttons(deps: Deps, row: Summary, step: str, groups: int) -> Rows:
    if row.state is SummaryState.DRAFT and step == "edit":
        return _changes(row)
    if row.state is SummaryState.DRAFT and step == "later":
        hours = [
            button(row, f"at.{at.strftime(WHEN)}", "button-week-at", at=moment(at))
            for at in hours_ahead(deps.now(), deps.rules.zone)
        ]
        return (*((one,) for one in hours), (button(row, "show", "button-week-back"),))
    send = "button-week-send" if groups else "button-week-post"
    return *_STEPS[row.state](row, send), (button(row, "rows", "button-week-rows"),)


_SAID = "button-week-cut", "button-week-keep"
_DRAWN = "button-week-cut-drawn", "button-week-keep-drawn"
"""To leave a line out, and to have it back; of one that only the picture tells of."""


def _changes(row: Summary) -> Rows:
    rows = []
    lines = [(key, values) for key, values in row.parts]
    for number in may_leave_out(lines, row.left_out, row.added):
        key, values = row.parts[number]
        what = word(f"leave-out-{key}", code=values.get("code", ""))
        drawn = key in ON_PICTURE and is_drawn_only(lines, row.left_out, row.added, number)
        cut, keep = _DRAWN if drawn else _SAID
        label = keep if number in row.left_out else cut
        rows.append((button(row, f"cut.{number}", label, what=what),))
    if row.added:
        rows.append((button(row, "unsay", "button-week-unsay"),))
    back = button(row, "show", "button-week-back")
    return (*rows, (button(row, "add", "button-week-add"), back))


_STEPS: dict[SummaryState, Callable[[Summary, str], Rows]] = {
    SummaryState.DRAFT: lambda row, send: (
        (button(row, "send", send), button(row, "later", "button-week-later")),
        (button(row, "edit", "button-week-edit"), button(row, "no", "button-week-no")),
        (button(row, "look", "button-look"), button(row, "meaning", "button-meaning")),
    ),
    SummaryState.APPROVED: lambda row, send: (
        (button(row, "send", send), button(row, "draft", "button-week-undo")),
    ),
    SummaryState.DECLINED: lambda row, _: ((button(row, "draft", "button-week-undo"),),),
    SummaryState.SENT: lambda row, _: ((button(row, "correct", "button-week-correct"),),),
}
"""What can be done in each state."""


def button(row: Summary, choice: str, key: str, **values: object) -> Button:
    """One under the draft."""
    return Button(key, Press(VERB, row.id, choice), tuple(values.items()))
