"""督办清单: tickets that a secretary or somebody above keeps an eye on until they are solved; who
put them there and why, and who took them off."""

import re
from datetime import datetime
from typing import Any

from db import desk, lists, tickets
from db.desk_rows import Supervision
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.lifecycle import Action
from domain.press import Press
from domain.said import Button, Part, moment, part, word
from domain.screen import excerpt
from workflows import cards, handling, reach, vanguard
from workflows.clockwork import hush_of, note
from workflows.deps import Deps
from workflows.list_pages import (
    Entry,
    Section,
    by_urgency,
    due_words,
    matter,
    matter_lines,
    next_date,
    page,
    page_number,
    show_button,
)
from workflows.listing import reader_of
from workflows.reach import Directory
from workflows.report import Report
from workflows.speech import TALK, Address, Message, Priority, say

REASON_MOST = 200
ON_ONE_LINE = 16
"""Characters of a reason in the list."""

ON_THE_LIST_BY_RULING = ("L3", "L4")
"""Levels whose disputed tickets go on the list by themselves when ruled (DOMAIN §1)."""

BY_ITSELF = ("ruled", "solved", "lapsed", "withdrawn")
"""Reasons the program gives itself; they are kept as `$ruled` and said in the reader's words."""

ADDED = re.compile(
    r"(?:(?:0[1-9]|1[0-2])[0-3][0-9][-－—–])?([0-9]{1,18})(?:\s+(.*))?", re.DOTALL | re.ASCII
)


async def command(work: Work, deps: Deps, person: Person, to: Address, text: str) -> None:
    """/supervise: the list; with a code, that ticket goes on it, for the reason that follows."""
    if not text:
        await say_list(work, deps, person, to)
        return
    found = ADDED.fullmatch(text)
    ticket = await tickets.lock(work, int(found.group(1))) if found else None
    if found is None or ticket is None:
        raise Refusal("supervise-how")
    reason = (found.group(2) or "").strip()
    if reason:
        await _put_on(work, deps, ticket, person, reason)
    else:
        await ask_why(work, deps, ticket, person)


async def say_list(work: Work, deps: Deps, person: Person, to: Address, number: int = 1) -> None:
    """What is supervised in somebody's unit and beneath it, the most urgent first."""
    posts = (await reader_of(work, deps, person)).posts
    org = deps.rules.org
    communities = {c for unit in org.led_by(posts) for c in org.communities_below(unit)}
    rows = await lists.supervised(work, communities)
    mine = {t.id: (one, t) for one, t in rows if reach.oversees(deps.rules, t, posts)}
    if not mine:
        await say(work, deps, [to], Message((part("supervise-none"),)))
        return
    ordered = [mine[ticket.id] for ticket in by_urgency(t for _, t in mine.values())]
    staff = await reach.directory_of(work, deps, {t.lead_unit for _, t in ordered}, deps.now())
    entries = tuple(_entry(deps, one, ticket, staff) for one, ticket in ordered)
    head = part("supervise-head", count=len(entries))
    await say(work, deps, [to], page("supervised", [Section(head, entries)], number))


async def turn(work: Work, deps: Deps, person: Person, choice: str | None) -> Part:
    """下一页 under the list."""
    for to in await reach.person_addresses(work, person.id):
        await say_list(work, deps, person, to, page_number(choice))
    return part("toast-shown")


def _entry(deps: Deps, one: Supervision, ticket: Ticket, staff: Directory) -> Entry:
    """One line of the reason; the whole of it, and since when, is a tap away."""
    line = part(
        "supervise-item",
        colour=colour(ticket, deps.now(), deps),
        matter=matter(deps, ticket, marked=False),
        state=due_words(deps, ticket),
        who=_who(deps, ticket, staff),
        reason=reason_words(excerpt(one.reason, ON_ONE_LINE)),
    )
    code = cards.code_of(deps.rules, ticket)
    off = Button("supervise-off", Press(Action.RELEASE, ticket.id), (("code", code),))
    why = Button("supervise-why", Press(Action.SUPERVISE, ticket.id))
    return Entry(line, (show_button(deps, ticket), why, off), matter_lines(deps, ticket) + 3)


def _who(deps: Deps, ticket: Ticket, staff: Directory) -> object:
    post = cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role)
    return cards.holder_words(ticket, staff) or post


def colour(ticket: Ticket, now: datetime, deps: Deps) -> str:
    """green: on time; yellow: due today; red: overdue."""
    date, zone = next_date(ticket), deps.rules.zone
    if date.is_late(now):
        return "red"
    is_today = date.at.astimezone(zone).date() == now.astimezone(zone).date()
    return "yellow" if is_today and date.kind in ("accept", "contact", "fix", "ruling") else "green"


def reason_words(reason: str) -> object:
    """A reason as people read it: somebody's words, or what the program noted itself."""
    kind = reason.removeprefix("$")
    itself = reason != kind and kind in BY_ITSELF
    return word(f"supervise-because-{kind}") if itself else reason


async def ask_why(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """列入督办: why? Of one that is on the list already: why it is, and how to take it off."""
    await handling.check(work, deps, ticket, Action.SUPERVISE, person.id)
    one = await desk.supervision_of(work, ticket.id)
    if one is None:
        return await handling.ask_for(work, deps, ticket, person, Action.SUPERVISE)
    code = cards.code_of(deps.rules, ticket)
    line = part(
        "supervise-stands", code=code, since=moment(one.since), reason=reason_words(one.reason)
    )
    off = Button("supervise-off", Press(Action.RELEASE, ticket.id), (("code", code),))
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((line,), ((off,),), ticket=ticket.id))
    return part("toast-shown")


async def ask_release(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """移出督办: why?"""
    await handling.check(work, deps, ticket, Action.RELEASE, person.id)
    await _standing(work, deps, ticket)
    return await handling.ask_for(work, deps, ticket, person, Action.RELEASE)


async def _standing(work: Work, deps: Deps, ticket: Ticket) -> Supervision:
    one = await desk.supervision_of(work, ticket.id)
    if one is None:
        raise Refusal("supervise-not-on", code=cards.code_of(deps.rules, ticket))
    return one


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """The reason: it goes on the list, or comes off it."""
    ticket, reason = await tickets.lock(work, expects["ticket"]), report.incoming.text.strip()
    if ticket is None:
        raise Refusal("refuse-unknown-ticket")
    if not reason:
        raise Refusal("refuse-only-words")
    report.person.expects = None
    if expects["kind"] == Action.SUPERVISE:
        await _put_on(work, deps, ticket, report.person, reason)
    else:
        await _release(work, deps, ticket, report.person, reason)


async def _put_on(work: Work, deps: Deps, ticket: Ticket, person: Person, reason: str) -> None:
    staff = await handling.check(work, deps, ticket, Action.SUPERVISE, person.id)
    if await desk.supervision_of(work, ticket.id):
        raise Refusal("supervise-on-already", code=cards.code_of(deps.rules, ticket))
    _stand(work, deps, ticket, person.id, reason[:REASON_MOST])
    await work.flush()
    await cards.refresh(work, deps, ticket, staff)
    await _tell(work, deps, ticket, staff, (person, "supervise-told", reason[:REASON_MOST]))
    await _confirm(work, deps, ticket, person, "supervise-said-on")
    await vanguard.call_for_supervised(work, deps, ticket)


def _stand(work: Work, deps: Deps, ticket: Ticket, person_id: int, reason: str) -> None:
    now = deps.now()
    work.add(Supervision(ticket_id=ticket.id, since=now, by_id=person_id, reason=reason))
    note(work, ticket, now, "supervise", person=person_id, reason=reason)


async def _release(work: Work, deps: Deps, ticket: Ticket, person: Person, reason: str) -> None:
    staff = await handling.check(work, deps, ticket, Action.RELEASE, person.id)
    one = await _standing(work, deps, ticket)
    now = deps.now()
    one.ended_at, one.ended_by, one.end_reason = now, person.id, reason[:REASON_MOST]
    note(work, ticket, now, "release", person=person.id, reason=reason[:REASON_MOST])
    await work.flush()
    await cards.refresh(work, deps, ticket, staff)
    await _tell(work, deps, ticket, staff, (person, "supervise-told-off", reason[:REASON_MOST]))
    await _confirm(work, deps, ticket, person, "supervise-said-off")


async def _confirm(work: Work, deps: Deps, ticket: Ticket, person: Person, key: str) -> None:
    line = part(key, code=cards.code_of(deps.rules, ticket))
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((line,), ticket=ticket.id, topic=TALK))


async def _tell(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, said: tuple[Person, str, str]
) -> None:
    """Tell whoever has the ticket, else those on duty at its post."""
    person, key, reason = said
    holders = tuple(s for s in staff.staff if s.person_id == ticket.handler_id)
    found = holders or staff.on_duty(reach.lead_post(ticket), ticket.place)
    line = part(
        key,
        code=cards.code_of(deps.rules, ticket),
        who=cards.staff_words(person.id, staff),
        reason=reason,
    )
    message = Message(
        (line,),
        ((show_button(deps, ticket),),),
        ticket=ticket.id,
        priority=Priority.REMINDER,
        hold=hush_of(deps, ticket),
    )
    to = reach.addresses(s for s in found if s.person_id != person.id)
    await say(work, deps, to, message)


async def after_ruling(work: Work, deps: Deps, ticket: Ticket, person: Person) -> None:
    """Both sides disputed whose it is: what is not urgent stays on the list until it is solved. The
    team is called once the ticket is where it belongs (`call_team`)."""
    disputed = ticket.level in ON_THE_LIST_BY_RULING
    if disputed and await desk.supervision_of(work, ticket.id) is None:
        _stand(work, deps, ticket, person.id, "$ruled")


async def call_team(work: Work, deps: Deps, ticket: Ticket) -> None:
    """What is on the list and has come to another desk, or back to its own, is shown to the
    vanguard team."""
    if await desk.supervision_of(work, ticket.id):
        await vanguard.call_for_supervised(work, deps, ticket)


async def leave_list(work: Work, deps: Deps, ticket: Ticket, why: str) -> None:
    """The ticket is closed: it comes off the list by itself, with `why` (one of BY_ITSELF)."""
    one = await desk.supervision_of(work, ticket.id)
    if one is None:
        return
    one.ended_at, one.end_reason = deps.now(), f"${why}"
    note(work, ticket, deps.now(), "release", reason=f"${why}")


async def back_on_list(work: Work, deps: Deps, ticket: Ticket, done_at: datetime | None) -> None:
    """Her word is that it is not solved: what was taken off because it was said to be done stands
    on the list again, for the reason it had."""
    last = await lists.last_supervision(work, ticket.id)
    if last and last.ended_at and done_at and last.ended_at >= done_at:
        _stand(work, deps, ticket, last.by_id, last.reason)
