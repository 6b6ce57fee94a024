"""What stands on a resident's own card: who has her matter, what happened last, by when she hears
next, whom it was passed to and why. Every promise is a date: the card stands for days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db import following, tickets
from db.models import Event, Ticket
from db.session import Work
from domain.lifecycle import WORKING, Status
from domain.said import Part, category_name, dated, part, word
from workflows.deps import Deps
from workflows.naming import code_of, holder_words, place_words, post_words, staff_words
from workflows.reach import Directory

HAPPENED = (
    "accept",
    "progress",
    "return",
    "dispute",
    "rule",
    "resolve",
    "unsolved",
    "take_back",
    "take_over",
    "take_pass",
    "handover",
    "claim",
    "whistle",
    "cleared",
    "escalated",
    "extended",
    "held",
    "resumed",
)
"""Events a resident reads of, in a line each."""

PASSED = frozenset({"return", "rule", "cleared", "correct"})
"""Events by which a ticket comes to another desk."""

MOST, MOST_LATE = 3, 1
"""So many of them are told; fewer where lateness takes lines of its own."""

WORDS_MOST = 20
"""Of what somebody told her the card has so much; the whole came as a message of its own."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a matter has gone: its events, oldest first, and when the next step up is, if it is
    behind."""

    events: tuple[Event, ...] = ()
    next_step: datetime | None = None

    def last(self, *kinds: str) -> Event | None:
        """The newest of these kinds."""
        return next((one for one in reversed(self.events) if one.kind in kinds), None)


async def course_of(work: Work, deps: Deps, main: Ticket) -> Course:
    """Read how it has gone; the next step up only where the date has passed."""
    found = await tickets.events_of(work, [main.id], *HAPPENED, "correct")
    late = main.status in WORKING and main.promised_at < deps.now() and not main.held_until
    step = await following.next_step(work, main.id) if late else None
    return Course(found, step)


def lines_of(
    deps: Deps, ticket: Ticket, main: Ticket, staff: Directory, course: Course
) -> tuple[Part, ...]:
    """The whole card of her ticket; `main`: what it goes along with, else itself."""
    code = code_of(deps.rules, ticket)
    lines = [part("own-head", code=code, category=category_name(ticket.category))]
    where = place_words(deps.rules, ticket)
    if where:
        lines.append(part("own-where", place=where))
    if main is not ticket:
        lines.append(part("own-along", main=code_of(deps.rules, main), count=main.households))
    lines += _state(deps, main, staff)
    if main.status in WORKING:
        lines += _why_there(main, course)
        lines += _promises(deps, main, course)
    late = main.status in WORKING and not main.held_until and main.promised_at < deps.now()
    shown = _shown(course)[-MOST_LATE if late else -MOST :]
    lines += [_deed(deps, one, staff) for one in shown]
    return tuple(lines)


def _state(deps: Deps, one: Ticket, staff: Directory) -> list[Part]:
    desk = post_words(deps.rules, one.lead_unit, one.lead_role)
    who = holder_words(one, staff) or desk
    if one.status is Status.DONE:
        return [part("own-done", who=who), part("own-done-until", due=dated(one.promised_at))]
    if one.status is Status.CLOSED and one.verdict == "unanswered":
        return [part("own-lapsed")]
    if one.held_until:
        return [part("own-held", who=who, until=dated(one.held_until))]
    return [part(f"own-{one.status}", who=who)]


def _why_there(one: Ticket, course: Course) -> list[Part]:
    """Why it is with those who have it now, where it was passed on."""
    if course.last(*PASSED) is None:
        return []
    why = one.reasons[0] if one.reasons else ""
    return [part("own-why", why=word(_WHY.get(why, why)))] if why else []


_WHY = {"why-returned": "own-why-returned", "why-ruled": "own-why-ruled"}
"""Reasons that are said to staff in words of their own."""


def _promises(deps: Deps, one: Ticket, course: Course) -> list[Part]:
    """By when she hears next, by when somebody comes, by when it is done; a date that has passed is
    owned up to, with what happens next."""
    if one.held_until:
        return _reason(course)
    if one.promised_at < deps.now():
        return _late(deps, one, course)
    lines = []
    if one.eta_at and one.status is Status.HANDLING:
        late = one.eta_at <= deps.now() and not one.contacted_at
        if late or one.eta_at > deps.now():
            lines.append(part("own-eta-late" if late else "own-eta", eta=dated(one.eta_at)))
    if one.promised_at < one.fix_due:
        lines.append(part("own-due", due=dated(one.promised_at)))
    lines.append(part("own-fix", due=dated(one.fix_due)))
    return lines + _reason(course)


def _reason(course: Course) -> list[Part]:
    """Why she waits longer, and by whose word."""
    moved = course.last("extended", "held", "resumed", "unsolved")
    if moved is None or moved.kind not in ("extended", "held"):
        return []
    return [part("own-reason", reason=moved.values["reason"], who=moved.values["who"])]


def _late(deps: Deps, one: Ticket, course: Course) -> list[Part]:
    lines = [part("own-late", due=dated(one.promised_at))]
    told = course.last("escalated")
    unit = deps.rules.org.units.get(told.values["unit"]) if told else None
    if unit:
        post = deps.rules.org.lead_post(unit.code)
        lines.append(part("own-late-told", who=post_words(deps.rules, post.unit, post.role)))
    if course.next_step and course.next_step > deps.now():
        is_top = unit is not None and unit.parent is None
        key = "own-late-again" if is_top else "own-late-next"
        lines.append(part(key, due=dated(course.next_step)))
    return lines


def _shown(course: Course) -> Sequence[Event]:
    return [one for one in course.events if one.kind in HAPPENED]


async def last_deed(work: Work, deps: Deps, main: Ticket, staff: Directory) -> Part | None:
    """The last thing that happened to a matter, in a line; None where nothing has."""
    found = await tickets.events_of(work, [main.id], *HAPPENED)
    return _deed(deps, found[-1], staff) if found else None


def _deed(deps: Deps, event: Event, staff: Directory) -> Part:
    who: Any = staff_words(event.person_id, staff) if event.person_id else word("call-staff")
    if event.kind == "escalated":
        post = deps.rules.org.lead_post(event.values["unit"])
        who = post_words(deps.rules, post.unit, post.role)
    text = brief(event.values.get("text") or "") or word("owner-see-photo")
    return part(
        f"own-did-{event.kind}",
        at=dated(event.at, short=True),
        **({"text": text} if event.kind in ("progress", "resolve") else {}),
        **({} if event.kind in ("unsolved", "dispute") else {"who": who}),
    )


def brief(text: str) -> str:
    """The beginning of somebody's words, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= WORDS_MOST else line[: WORDS_MOST - 1] + "…"
