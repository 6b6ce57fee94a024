"""接单: somebody takes a ticket and says by when they will be there. The ETA moves no deadline; the
resident is told, and whoever said it is reminded. It may be changed as long as it is in hand."""

from datetime import datetime
from typing import Any

from db import tickets
from db.firing import DueTimer
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.eta import Choices, Eta
from domain.lifecycle import Action, Status
from domain.press import Press
from domain.said import Button, Part, Rows, category_name, dated, moment, part
from workflows import announcing, cards, handling, own_card, questions, reach
from workflows.clockwork import arm_at, arm_single, note
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.learn import learn_return
from workflows.reach import Directory
from workflows.remind import remind
from workflows.report import Report
from workflows.speech import TALK, Message, say

PROMISED = frozenset({Eta.TODAY, Eta.TOMORROW})
"""Choices by which a moment was named."""


BESIDE = "beside"
"""They have accepted another ticket since they were asked: what they write now may be about it."""


async def accept(
    work: Work, deps: Deps, ticket: Ticket, person: Person, choice: str | None = None
) -> Part:
    """This person has it now. The resident hears who, and by when they come or she hears."""
    staff = await handling.check(work, deps, ticket, Action.ACCEPT, person.id)
    eta = _chosen(deps, ticket, choice)
    noted = await tickets.told_since_accept(work, ticket.id, person.id, handling.NOTED)
    handling.move(ticket, Action.ACCEPT)
    now = deps.now()
    ticket.handler_id, ticket.accepted_at, ticket.news_at = person.id, now, now
    ticket.promised_at = ticket.fix_due if ticket.contacted_at else ticket.contact_due
    ticket.eta_at = eta
    if person.expects and person.expects.get("ticket") not in (None, ticket.id):
        person.expects = person.expects | {BESIDE: True}
    said = {"choice": choice, "eta": eta.isoformat()} if eta else {}
    note(work, ticket, now, "accept", person=person.id, **said)
    await learn_return(work, deps, ticket)
    await tickets.cancel_timers(work, ticket.id, "accept")
    await arm_single(work, deps, ticket, "news", now)
    await _arm(work, deps, ticket, now)
    line = _accepted(deps, ticket, staff, choice)
    await handling.tell_reporters(work, deps, ticket, (line,))
    who = cards.holder_words(ticket, staff)
    announcing.tell(work, deps, ticket, "news-accepted", who=who, due=dated(ticket.fix_due))
    await handling.pass_on_noted(work, deps, ticket, staff, noted)
    await cards.refresh(work, deps, ticket, staff)
    await own_card.show_if_none(work, deps, ticket)
    await cards.show_if_none(work, deps, ticket, staff, person.id)
    if choice == Eta.ASK:
        await _ask_when(work, deps, ticket, person, ())
        return part("toast-accepted-ask")
    return part("toast-accepted")


def choices_of(deps: Deps, ticket: Ticket) -> Choices:
    """What an ETA of this ticket is chosen from."""
    return cards.eta_choices(deps, ticket)


def _chosen(deps: Deps, ticket: Ticket, choice: str | None) -> datetime | None:
    """The moment a button stands for; None for that of an old card, and where it is asked for.
    Raises Refusal when there is no longer enough time for it."""
    if choice is None:
        return None
    if choice not in tuple(Eta):
        raise Refusal("refuse-button")
    found = choices_of(deps, ticket)
    if choice not in found.offered():
        raise Refusal("refuse-eta-gone", code=cards.code_of(deps.rules, ticket))
    return found.moments().get(Eta(choice))


def _accepted(deps: Deps, ticket: Ticket, staff: Directory, choice: str | None) -> Part:
    """What the resident reads: one date, or, where she is to hear before anybody comes, both."""
    in_time = ticket.promised_at >= deps.now()
    values: dict[str, object] = {
        "code": cards.code_of(deps.rules, ticket),
        "category": category_name(ticket.category),
        "who": cards.holder_words(ticket, staff),
    }
    if choice in PROMISED and ticket.eta_at:
        values["eta"] = moment(ticket.eta_at)
        if in_time and ticket.promised_at < ticket.eta_at and not ticket.contacted_at:
            return part("owner-accepted-both", due=moment(ticket.promised_at), **values)
        return part("owner-accepted-eta" if in_time else "owner-accepted-eta-late", **values)
    if not in_time:
        return part("owner-accepted-late", **values)
    key = "owner-accepted-now" if choice == Eta.NOW else "owner-accepted"
    return part(key, due=moment(ticket.promised_at), **values)


async def change(
    work: Work, deps: Deps, ticket: Ticket, person: Person, choice: str | None
) -> Part:
    """改时间: whoever has it comes at another time. Without a choice it is asked for which."""
    staff = await handling.check(work, deps, ticket, Action.ETA, person.id)
    _check_held(deps, ticket)
    if choice is None:
        await _ask_when(work, deps, ticket, person, _rows(deps, ticket))
        return part("toast-eta-ask")
    eta = _chosen(deps, ticket, choice)
    if eta is None:
        raise Refusal("refuse-button")
    if (person.expects or {}).get("kind") == Action.ETA.value:
        person.expects = None
    await _promise(work, deps, ticket, staff, eta)
    return part("toast-eta")


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """The time somebody was asked for. A photo instead of one is news of the ticket."""
    person, incoming = report.person, report.incoming
    ticket = await tickets.lock(work, expects["ticket"])
    person.expects = None
    if ticket is None:
        raise Refusal("refuse-unknown-ticket")
    found = _read(deps, ticket, incoming.text)
    if found is None and incoming.media:
        await handling.progress(work, deps, ticket, report)
        return
    staff = await handling.check(work, deps, ticket, Action.ETA, person.id)
    _check_held(deps, ticket)
    person.expects = expects
    if found is None:
        raise Refusal("refuse-eta-words", code=cards.code_of(deps.rules, ticket))
    _check_moment(deps, ticket, found)
    person.expects = None
    await _promise(work, deps, ticket, staff, found)
    line = part("said-eta", code=cards.code_of(deps.rules, ticket), eta=moment(found))
    await say(work, deps, [report.address], Message((line,), ticket=ticket.id, topic=TALK))


async def took_time(work: Work, deps: Deps, ticket: Ticket, report: Report) -> bool:
    """Whoever has a ticket answers its card with nothing but a time: then they come then."""
    incoming = report.incoming
    if ticket.handler_id != report.person.id or ticket.status is not Status.HANDLING:
        return False
    found = _read(deps, ticket, incoming.text)
    if found is None or incoming.media or ticket.held_until:
        return False
    await take_answer(
        work, deps, report, {"ticket": ticket.id, "kind": Action.ETA.value} | _until(deps)
    )
    return True


async def remind_of_eta(work: Work, deps: Deps, ticket: Ticket, timer: DueTimer) -> None:
    """The moment has come: unless there was news since it was named, whoever named it is told."""
    if ticket.eta_at != timer.due_at or ticket.held_until or ticket.news_at > timer.started_at:
        return
    staff = await reach.directory(work, deps, ticket)
    await remind(work, deps, ticket, staff, "eta")


async def _promise(work: Work, deps: Deps, ticket: Ticket, staff: Directory, eta: datetime) -> None:
    """From now on they come by that moment: the resident hears it, the next reminder is then."""
    await handling.has_news(work, deps, ticket)
    ticket.eta_at = eta
    note(work, ticket, ticket.news_at, "eta", person=ticket.handler_id, eta=eta.isoformat())
    await tickets.cancel_timers(work, ticket.id, "eta")
    await _arm(work, deps, ticket, ticket.news_at)
    who = cards.holder_words(ticket, staff)
    announcing.tell(work, deps, ticket, "news-eta", who=who, eta=dated(eta))
    line = part(
        "owner-eta",
        code=cards.code_of(deps.rules, ticket),
        who=who,
        eta=moment(eta),
    )
    await handling.tell_reporters(work, deps, ticket, (line,))
    await cards.refresh(work, deps, ticket, staff)


async def _arm(work: Work, deps: Deps, ticket: Ticket, start: datetime) -> None:
    if ticket.eta_at:
        await arm_at(work, deps, ticket, "eta", (start, ticket.eta_at))


async def _ask_when(work: Work, deps: Deps, ticket: Ticket, person: Person, rows: Rows) -> None:
    person.expects = {"kind": Action.ETA.value, "ticket": ticket.id} | _until(deps)
    line = part("ask-eta", code=cards.code_of(deps.rules, ticket), due=moment(ticket.fix_due))
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((line,), rows, ticket=ticket.id, topic=questions.CHOOSE))


def _until(deps: Deps) -> dict[str, str]:
    return {"until": (deps.now() + DIALOG_WINDOW).isoformat()}


def _rows(deps: Deps, ticket: Ticket) -> Rows:
    """One tap for what can be said in one."""
    return tuple(
        (Button("button-eta-choice", Press(Action.ETA, ticket.id, eta), (("eta", moment(at)),)),)
        for eta, at in choices_of(deps, ticket).moments().items()
    )


def _read(deps: Deps, ticket: Ticket, text: str) -> datetime | None:
    """The moment somebody typed."""
    return choices_of(deps, ticket).said(text)


def _check_moment(deps: Deps, ticket: Ticket, eta: datetime) -> None:
    key = choices_of(deps, ticket).refusal(eta)
    if key:
        raise Refusal(key, due=moment(ticket.fix_due))


def _check_held(deps: Deps, ticket: Ticket) -> None:
    if ticket.held_until:
        code = cards.code_of(deps.rules, ticket)
        raise Refusal("refuse-held", code=code, until=moment(ticket.held_until))
