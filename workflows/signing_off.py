"""签发: whoever leads a unit sees the draft of its weekly summary first (signing_board): sends it,
at once or at an hour, changes what may be changed, or does not send it."""

from collections.abc import Awaitable, Callable
from typing import Any

from db.models import Person, Summary
from db.session import Work
from domain.errors import Refusal
from domain.inbound import has_words
from domain.period import Period
from domain.permissions import BUTTONS
from domain.said import Part, moment, part
from domain.shield import covered
from domain.summary import (
    LONGEST,
    MOST_SENTENCES,
    SummaryState,
    hours_ahead,
    may_leave_out,
)
from workflows import handling, meanings, reach, second_look, signing_board
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.giving_rows import say_rows
from workflows.report import Report
from workflows.send_week import (
    correct,
    send_to_groups,
)
from workflows.speech import Message, say
from workflows.week_doubt import doubt

ADD, CORRECT = "week_add", "week_correct"


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
    boards = await signing_board.boards_of(work, row)
    await signing_board.show(work, deps, row, boards, "edit" if step in ("cut", "unsay") else step)
    return line


async def _check(work: Work, deps: Deps, person: Person, row: Summary) -> None:
    org = deps.rules.org
    posts = await handling.posts_of(work, deps, person.id)
    leads = [p for p in posts if p in org.ladder(org.lead_post(row.unit))]
    if not BUTTONS[signing_board.VERB].admits(post.role for post in leads):
        raise Refusal("refuse-unit")


async def _send(work: Work, deps: Deps, row: Summary, person: Person, _about: str) -> Part:
    _sign(deps, row, person)
    groups = await send_to_groups(work, deps, row)
    return part("toast-week-sent", groups=groups) if groups else part("toast-week-posted")


async def _at(work: Work, deps: Deps, row: Summary, person: Person, about: str) -> Part:
    hours = {at.strftime(signing_board.WHEN): at for at in hours_ahead(deps.now(), deps.rules.zone)}
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
    lines = [(key, values) for key, values in row.parts]
    numbers = may_leave_out(lines, row.left_out, row.added)
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
        sure = ((signing_board.button(row, "sure", "button-week-sure"),),)
        await say(work, deps, [report.address], Message((asked,), sure))
        return
    line = await _put(work, deps, row, expects["kind"], text)
    if row.state is SummaryState.DRAFT:
        await signing_board.show(work, deps, row, [report.address], step=signing_board.NEW)
        return
    await signing_board.show(work, deps, row, await signing_board.boards_of(work, row))
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
