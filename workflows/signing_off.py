"""签发: whoever leads a unit sees the draft of its weekly summary first, on one message that is
edited in place: sends it, at once or at an hour, changes what may be changed, or does not send it.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from db import outbox
from db.models import Outbox, Person, Summary
from db.session import Work
from domain.errors import Refusal
from domain.inbound import has_words
from domain.org import UnitKind
from domain.period import Period, Span
from domain.permissions import BUTTONS
from domain.press import Press
from domain.said import Button, Part, Rows, moment, part, word
from domain.shield import covered
from domain.summary import (
    ASKED_AT_MOST,
    LONGEST,
    MOST_SENTENCES,
    SummaryState,
    hours_ahead,
    may_leave_out,
)
from workflows import handling, meanings, reach, second_look
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.giving_rows import say_rows
from workflows.report import Report
from workflows.send_week import (
    correct,
    correction_lines,
    lines_to_send,
    picture_of_it,
    send_to_groups,
)
from workflows.speech import Address, Message, Priority, say
from workflows.week_doubt import doubt
from workflows.week_lost import Became, summary_in, what_became

VERB = "week"
ADD, CORRECT = "week_add", "week_correct"
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
    await _show(work, deps, row, to, step=NEW)


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
    await _show(work, deps, row, await _boards(work, row))
    return queued


async def show_to(work: Work, deps: Deps, row: Summary, to: Address) -> None:
    """A summary of theirs to somebody who asks for it."""
    await _show(work, deps, row, [to], step=NEW)


async def _boards(work: Work, row: Summary) -> list[Address]:
    return [Address(*chat) for chat in await outbox.card_chats(work, BOARD - row.id)]


async def _show(work: Work, deps: Deps, row: Summary, to: list[Address], step: str = "") -> None:
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
    to = await _boards(work, row)
    await _show(work, deps, row, to)
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
            _button(row, f"at.{at.strftime(WHEN)}", "button-week-at", at=moment(at))
            for at in hours_ahead(deps.now(), deps.rules.zone)
        ]
        return (*((one,) for one in hours), (_button(row, "show", "button-week-back"),))
    send = "button-week-send" if groups else "button-week-post"
    return *_STEPS[row.state](row, send), (_button(row, "rows", "button-week-rows"),)


def _changes(row: Summary) -> Rows:
    rows = []
    for number in may_leave_out([(key, values) for key, values in row.parts]):
        key, values = row.parts[number]
        what = word(f"leave-out-{key}", code=values.get("code", ""))
        label = "button-week-keep" if number in row.left_out else "button-week-cut"
        rows.append((_button(row, f"cut.{number}", label, what=what),))
    if row.added:
        rows.append((_button(row, "unsay", "button-week-unsay"),))
    back = _button(row, "show", "button-week-back")
    return (*rows, (_button(row, "add", "button-week-add"), back))


_STEPS: dict[SummaryState, Callable[[Summary, str], Rows]] = {
    SummaryState.DRAFT: lambda row, send: (
        (_button(row, "send", send), _button(row, "later", "button-week-later")),
        (_button(row, "edit", "button-week-edit"), _button(row, "no", "button-week-no")),
        (_button(row, "look", "button-look"), _button(row, "meaning", "button-meaning")),
    ),
    SummaryState.APPROVED: lambda row, send: (
        (_button(row, "send", send), _button(row, "draft", "button-week-undo")),
    ),
    SummaryState.DECLINED: lambda row, _: ((_button(row, "draft", "button-week-undo"),),),
    SummaryState.SENT: lambda row, _: ((_button(row, "correct", "button-week-correct"),),),
}
"""What can be done in each state."""


def _button(row: Summary, choice: str, key: str, **values: object) -> Button:
    return Button(key, Press(VERB, row.id, choice), tuple(values.items()))


async def press_week(
    work: Work, deps: Deps, person: Person, number: int, choice: str | None
) -> Part:
    """A button under the draft. Raises Refusal for somebody who does not lead the unit or one
    above it, and for what its state does not allow."""
    row = await work.get(Summary, number, with_for_update=True)
    if row is None or deps.rules.org.summary_of(row.unit) != row.unit:
        raise Refusal("refuse-button")
    await _check(work, deps, person, row)
    step, _, about = (choice or "").partition(".")
    wanted, take = _TABLE.get(step, (None, None))
    if take is None:
        raise Refusal("refuse-button")
    if wanted is not None and row.state not in wanted:
        raise Refusal(f"refuse-week-{row.state}")
    line = await take(work, deps, row, person, about)
    boards = await _boards(work, row)
    await _show(work, deps, row, boards, "edit" if step in ("cut", "unsay") else step)
    return line


async def _check(work: Work, deps: Deps, person: Person, row: Summary) -> None:
    org = deps.rules.org
    posts = await handling.posts_of(work, deps, person.id)
    leads = [p for p in posts if p in org.ladder(org.lead_post(row.unit))]
    if not BUTTONS[VERB].admits(post.role for post in leads):
        raise Refusal("refuse-unit")


async def _send(work: Work, deps: Deps, row: Summary, person: Person, _about: str) -> Part:
    _sign(deps, row, person)
    groups = await send_to_groups(work, deps, row)
    return part("toast-week-sent", groups=groups) if groups else part("toast-week-posted")


async def _at(work: Work, deps: Deps, row: Summary, person: Person, about: str) -> Part:
    hours = {at.strftime(WHEN): at for at in hours_ahead(deps.now(), deps.rules.zone)}
    if about not in hours:
        raise Refusal("refuse-week-hour")
    _sign(deps, row, person)
    row.state, row.send_at = SummaryState.APPROVED, hours[about]
    return part("toast-week-at", at=moment(hours[about]))


def _sign(deps: Deps, row: Summary, person: Person) -> None:
    row.signed_by, row.signed_at = person.id, deps.now()


async def _draft(work: Work, deps: Deps, row: Summary, person: Person, _about: str) -> Part:
    row.state, row.send_at, row.signed_by, row.signed_at = SummaryState.DRAFT, None, None, None
    return part("toast-done")


async def _decline(work: Work, deps: Deps, row: Summary, person: Person, _about: str) -> Part:
    _sign(deps, row, person)
    row.state = SummaryState.DECLINED
    return part("toast-done")


async def _cut(work: Work, deps: Deps, row: Summary, person: Person, about: str) -> Part:
    numbers = may_leave_out([(key, values) for key, values in row.parts])
    if about not in map(str, numbers):
        raise Refusal("refuse-button")
    row.left_out = sorted({*row.left_out} ^ {int(about)})
    return part("toast-done")


async def _unsay(work: Work, deps: Deps, row: Summary, person: Person, _about: str) -> Part:
    row.added = row.added[:-1]
    return part("toast-done")


async def _only_look(work: Work, deps: Deps, row: Summary, person: Person, _about: str) -> Part:
    return part("toast-shown")


async def _look(work: Work, deps: Deps, row: Summary, person: Person, _about: str) -> Part:
    return await second_look.say_looks(work, deps, person, row.unit, Period.parse(row.week))


async def _mean(work: Work, deps: Deps, row: Summary, person: Person, _about: str) -> Part:
    return await meanings.say_meanings(work, deps, person)


async def _rows(work: Work, deps: Deps, row: Summary, person: Person, _about: str) -> Part:
    await say_rows(work, deps, row, person)
    return part("toast-shown")


def _asking(kind: str) -> Callable[[Work, Deps, Summary, Person, str], Awaitable[Part]]:
    """A button after which a sentence is awaited."""

    async def ask(work: Work, deps: Deps, row: Summary, person: Person, _about: str) -> Part:
        if kind == ADD and len(row.added) >= MOST_SENTENCES:
            raise Refusal("refuse-week-sentences", most=MOST_SENTENCES)
        until = (deps.now() + DIALOG_WINDOW).isoformat()
        person.expects = {"kind": kind, "ticket": 0, "summary": row.id, "until": until}
        key = "week-ask-add" if kind == ADD else "week-ask-correct"
        to = await reach.person_addresses(work, person.id)
        await say(work, deps, to, Message((part(key, most=LONGEST),)))
        return part("toast-week-ask")

    return ask


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """The sentence that was asked for. It goes to groups: phones, doors and what looks like a name
    are covered, as far as that can be told. Where it may tell of somebody all the same, whoever
    wrote it is asked first, and another sentence takes its place; else they see how it reads."""
    report.person.expects = None
    row = await work.get(Summary, expects["summary"], with_for_update=True)
    text = " ".join(report.incoming.text.split())
    if row is None or not has_words(text):
        raise Refusal("refuse-week-words")
    await _check(work, deps, report.person, row)
    if len(text) > LONGEST:
        raise Refusal("refuse-week-long", most=LONGEST)
    if asked := await doubt(work, deps, row, text):
        report.person.expects = expects | {"words": text}
        sure = ((_button(row, "sure", "button-week-sure"),),)
        await say(work, deps, [report.address], Message((asked,), sure))
        return
    line = await _put(work, deps, row, expects["kind"], text)
    if row.state is SummaryState.DRAFT:
        await _show(work, deps, row, [report.address], step=NEW)
        return
    await _show(work, deps, row, await _boards(work, row))
    await say(work, deps, [report.address], Message((line,)))


async def _put(work: Work, deps: Deps, row: Summary, kind: str, text: str) -> Part:
    """A sentence comes under the draft, or a correction goes to the groups."""
    wanted = SummaryState.DRAFT if kind == ADD else SummaryState.SENT
    if row.state is not wanted:
        raise Refusal(f"refuse-week-{row.state}")
    if wanted is SummaryState.SENT:
        await correct(work, deps, row, covered(text))
        return part("week-corrected")
    row.added = [*row.added, covered(text)]
    return part("toast-done")


async def _sure(work: Work, deps: Deps, row: Summary, person: Person, _about: str) -> Part:
    """The sentence that was asked about is to go as it is."""
    waits = person.expects or {}
    if waits.get("summary") != row.id or "words" not in waits:
        raise Refusal("refuse-button")
    person.expects = None
    return await _put(work, deps, row, waits["kind"], waits["words"])


_Step = Callable[[Work, Deps, Summary, Person, str], Awaitable[Part]]
_DRAFT = frozenset({SummaryState.DRAFT})
_TABLE: dict[str, tuple[frozenset[SummaryState] | None, _Step]] = {
    "send": (frozenset({SummaryState.DRAFT, SummaryState.APPROVED}), _send),
    "later": (_DRAFT, _only_look),
    "at": (_DRAFT, _at),
    "edit": (_DRAFT, _only_look),
    "cut": (_DRAFT, _cut),
    "add": (_DRAFT, _asking(ADD)),
    "unsay": (_DRAFT, _unsay),
    "no": (_DRAFT, _decline),
    "draft": (frozenset({SummaryState.APPROVED, SummaryState.DECLINED}), _draft),
    "correct": (frozenset({SummaryState.SENT}), _asking(CORRECT)),
    "sure": (None, _sure),
    "rows": (None, _rows),
    "show": (None, _only_look),
    "look": (None, _look),
    "meaning": (None, _mean),
}
"""Each button, and the states in which it may be pressed."""
