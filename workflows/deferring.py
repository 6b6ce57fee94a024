"""申请延期, 申请挂起: who has a ticket asks that its date be moved. The questions on the way; the
request itself is in requesting, what the answer does in granting."""

from typing import Any

from db import deferrals, tickets
from db.models import Person, Ticket
from db.session import Work
from db.time_rows import Deferral, DeferralKind, DeferralState
from domain.deferral import EXTENSION, HOLD, REASONS, Frame, Wanted
from domain.errors import Refusal
from domain.lifecycle import Action
from domain.press import Press
from domain.said import Button, Part, Rows, moment, part, word
from domain.typed import read_day, says_nothing
from workflows import cards, handling, questions, reach
from workflows.above import approvers
from workflows.clockwork import policy_of, run_of
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.report import Report
from workflows.requesting import request, still_waits
from workflows.speech import Message, say

WITHOUT_WORDS = ".go"
"""Ends the choice of the button that sends the request without words."""


async def go_on(work: Work, deps: Deps, ticket: Ticket, person: Person, choice: str | None) -> Part:
    """A tap on the way to a request: each asks the next question, the last one sends it."""
    await _check(work, deps, ticket, person)
    if choice is None:
        return await _ask_kind(work, deps, ticket, person)
    wanted = Wanted.parse(choice.removesuffix(WITHOUT_WORDS))
    if wanted is None:
        raise Refusal("refuse-button")
    if wanted.reason is None:
        return await _ask_reason(work, deps, ticket, person, wanted)
    if wanted.day is None:
        return await _ask_day(work, deps, ticket, person, wanted)
    _check_day(deps, ticket, wanted)
    if choice.endswith(WITHOUT_WORDS):
        person.expects = None
        await request(work, deps, ticket, person, _row(deps, ticket, person, wanted))
        return part("toast-deferral-asked")
    return await _ask_words(work, deps, ticket, person, wanted)


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """A day that was typed, or the words to a request. What cannot be read is asked again."""
    person, text = report.person, report.incoming.text.strip()
    ticket = await tickets.lock(work, expects["ticket"])
    wanted = Wanted.parse(expects["choice"])
    person.expects = None
    if ticket is None or wanted is None:
        raise Refusal("refuse-unknown-ticket")
    await _check(work, deps, ticket, person)
    person.expects = expects
    if not text:
        raise Refusal("refuse-only-words")
    if wanted.day is None:
        frame = frame_of(deps, ticket, wanted.kind)
        day = read_day(text, frame.today)
        if day is None:
            raise Refusal("refuse-defer-day")
        wanted = Wanted(wanted.kind, wanted.reason, day)
        _check_day(deps, ticket, wanted)
        await _ask_words(work, deps, ticket, person, wanted)
        return
    person.expects = None
    _check_day(deps, ticket, wanted)
    row = _row(deps, ticket, person, wanted)
    row.words = "" if says_nothing(text) else text
    await request(work, deps, ticket, person, row)


async def _check(work: Work, deps: Deps, ticket: Ticket, person: Person) -> None:
    """Whether this person may ask for it now. Raises Refusal with the reason otherwise."""
    staff = await handling.check(work, deps, ticket, Action.DEFER, person.id)
    code, policy = cards.code_of(deps.rules, ticket), policy_of(ticket)
    if ticket.held_until:
        raise Refusal("refuse-held", code=code, until=moment(ticket.held_until))
    if await still_waits(work, deps, ticket):
        raise Refusal("refuse-deferral-waits", code=code)
    if policy.deferrals == 0 or policy.defer_at_most == 0:
        raise Refusal("refuse-defer-never", code=code)
    if await deferrals.count_approved(work, ticket.id) >= policy.deferrals:
        raise Refusal("refuse-defer-used", code=code, most=policy.deferrals)
    if not approvers(deps, ticket, staff, person.id):
        raise Refusal("refuse-defer-nobody", code=code)


def frame_of(deps: Deps, ticket: Ticket, kind: str) -> Frame:
    """What a wanted day of this ticket is measured against."""
    calendar = run_of(deps, ticket, "fix", deps.now()).calendar
    return Frame(kind, policy_of(ticket), calendar, deps.now(), ticket.fix_due)


def _check_day(deps: Deps, ticket: Ticket, wanted: Wanted) -> None:
    frame = frame_of(deps, ticket, wanted.kind)
    key = frame.refusal(wanted.day or frame.today)
    if key:
        latest = max(frame.choices(), default=frame.latest)
        raise Refusal(key, latest=moment(frame.until(latest)), due=moment(frame.no_earlier))


async def _ask_kind(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    rows: Rows = tuple(
        (Button(f"button-kind-{kind}", Press(Action.DEFER, ticket.id, kind)),)
        for kind in (EXTENSION, HOLD)
    )
    line = part("ask-defer-kind", code=cards.code_of(deps.rules, ticket))
    return await _ask(
        work, deps, person, Message((line,), rows, ticket=ticket.id, topic=questions.CHOOSE)
    )


async def _ask_reason(
    work: Work, deps: Deps, ticket: Ticket, person: Person, wanted: Wanted
) -> Part:
    flat = [
        Button(
            "button-reason",
            Press(Action.DEFER, ticket.id, str(Wanted(wanted.kind, reason))),
            (("reason", word(f"reason-{reason}")),),
        )
        for reason in REASONS[wanted.kind]
    ]
    rows: Rows = tuple(tuple(flat[i : i + 2]) for i in range(0, len(flat), 2))
    line = part("ask-defer-reason", kind=word(f"kind-{wanted.kind}"))
    return await _ask(
        work, deps, person, Message((line,), rows, ticket=ticket.id, topic=questions.CHOOSE)
    )


async def _ask_day(work: Work, deps: Deps, ticket: Ticket, person: Person, wanted: Wanted) -> Part:
    frame = frame_of(deps, ticket, wanted.kind)
    days = frame.choices()
    code = cards.code_of(deps.rules, ticket)
    if not days:
        raise Refusal("refuse-defer-no-day", code=code, due=moment(ticket.fix_due))
    rows: Rows = tuple(
        (
            Button(
                "button-day",
                Press(Action.DEFER, ticket.id, str(Wanted(wanted.kind, wanted.reason, day))),
                (("day", moment(frame.until(day))),),
            ),
        )
        for day in days
    )
    line = part(f"ask-defer-day-{wanted.kind}", latest=moment(frame.until(days[-1])))
    _expect(deps, ticket, person, wanted)
    return await _ask(
        work, deps, person, Message((line,), rows, ticket=ticket.id, topic=questions.CHOOSE)
    )


async def _ask_words(
    work: Work, deps: Deps, ticket: Ticket, person: Person, wanted: Wanted
) -> Part:
    press = Press(Action.DEFER, ticket.id, f"{wanted}{WITHOUT_WORDS}")
    _expect(deps, ticket, person, wanted)
    question = Message(
        (part("ask-defer-words"),),
        ((Button("button-no-words", press),),),
        ticket=ticket.id,
        topic=questions.CHOOSE,
    )
    return await _ask(work, deps, person, question)


def _expect(deps: Deps, ticket: Ticket, person: Person, wanted: Wanted) -> None:
    person.expects = {
        "kind": Action.DEFER.value,
        "ticket": ticket.id,
        "choice": str(wanted),
        "until": (deps.now() + DIALOG_WINDOW).isoformat(),
    }


async def _ask(work: Work, deps: Deps, person: Person, question: Message) -> Part:
    await say(work, deps, await reach.person_addresses(work, person.id), question)
    return part("toast-defer")


def _row(deps: Deps, ticket: Ticket, person: Person, wanted: Wanted) -> Deferral:
    frame = frame_of(deps, ticket, wanted.kind)
    return Deferral(
        ticket_id=ticket.id,
        kind=DeferralKind(wanted.kind),
        reason=wanted.reason or "other",
        words="",
        until=frame.until(wanted.day or frame.latest),
        state=DeferralState.ASKED,
        asked_at=deps.now(),
        asked_by=person.id,
    )
