"""办结: a ticket is done, with the evidence its category asks for. The resident has the last word.

A photo and a tap are enough; without a photo, or where the newest words say that it is not done
yet, the tap asks for the words or the photo."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db import deferrals, tickets
from db.models import Event, Person, Ticket
from db.session import Work
from domain.catalogue import Kind
from domain.errors import Refusal
from domain.inbound import Media
from domain.lifecycle import Action
from domain.press import Press
from domain.said import Button, Part, category_name, moment, part, word
from domain.unfinished import is_unfinished
from workflows import (
    announcing,
    cards,
    handling,
    kept_photos,
    merging,
    part_clock,
    questions,
    reach,
)
from workflows.clockwork import arm_single, note, run_of
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.privacy import told_after_danger
from workflows.reach import Directory
from workflows.report import Report
from workflows.speech import TALK, Message, say

ADOPTED = {"yes": True, "no": False}
"""采纳 and 未采纳, as they are pressed."""

BEFORE_MOST = 3
"""So many photos from before are shown beside those of the result."""


@dataclass(frozen=True, slots=True)
class Done:
    """How it was done, in words and photos, and the photos from before."""

    by: int
    text: str
    media: tuple[Media, ...] = ()
    before: tuple[Media, ...] = ()


async def tap(
    work: Work, deps: Deps, ticket: Ticket, person: Person, choice: str | None = None
) -> Part:
    """办结 was pressed. Who has sent a photo since they took it, or one that waits for its words,
    is done with that, unless they have just said that it is not; else the next message is the words
    or the photo. Of a suggestion they say first whether it is adopted (`choice`)."""
    staff = await handling.check(work, deps, ticket, Action.RESOLVE, person.id)
    if ticket.kind == Kind.SUGGESTION and choice not in ADOPTED:
        return await _ask_adopted(work, deps, ticket, person)
    ticket.adopted = ADOPTED.get(choice or "") if ticket.kind == Kind.SUGGESTION else None
    told = await _told(work, ticket, person.id)
    with_photo = [event for event in told if _photos([event])]
    text = _newest_words(told)
    kept = kept_photos.take(person, deps.now())
    if (with_photo or kept) and not is_unfinished(text):
        before = _photos(with_photo if kept else with_photo[:-1])
        done = Done(person.id, text, kept or _photos(with_photo[-1:]), before)
        if await _waits_for_part(work, deps, ticket, staff, done):
            return part("toast-lead-done")
        await finish(work, deps, ticket, staff, done)
        return part("toast-resolved")
    _expect(deps, ticket, person)
    wants_photo = _wants_photo(deps, ticket)
    asked = "ask-resolve-photo" if wants_photo else "ask-resolve"
    line = part(asked, code=cards.code_of(deps.rules, ticket))
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((line,), ticket=ticket.id, topic=TALK))
    return part("toast-ask-resolve-photo" if wants_photo else "toast-ask-resolve")


async def _ask_adopted(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """采纳了吗？"""
    line = part("ask-adopted", code=cards.code_of(deps.rules, ticket))
    rows = tuple(
        (Button(f"button-adopted-{choice}", Press(Action.RESOLVE, ticket.id, choice)),)
        for choice in ADOPTED
    )
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((line,), rows, ticket=ticket.id, topic=questions.CHOOSE))
    return part("toast-ask-adopted")


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """The words (or photo) somebody was asked for after 办结."""
    ticket = await tickets.lock(work, expects["ticket"])
    report.person.expects = None
    if ticket is None:
        raise Refusal("refuse-unknown-ticket")
    await resolve(work, deps, ticket, report, words=expects.get("words", ""))


async def resolve(work: Work, deps: Deps, ticket: Ticket, report: Report, words: str = "") -> None:
    """Done, as this message says, and the words that came before a photo was asked for."""
    person, incoming = report.person, report.incoming
    staff = await handling.check(work, deps, ticket, Action.RESOLVE, person.id)
    handling.need_words(incoming.text, incoming.media)
    told = await _told(work, ticket, person.id)
    before = _photos(told)
    shown = before and not is_unfinished(_newest_words(told))
    if _wants_photo(deps, ticket) and not shown and not _has_photo(incoming.media):
        # The question stays open: the photo can simply follow, and the words are kept for it.
        _expect(deps, ticket, person, words=incoming.text or words)
        raise Refusal("refuse-evidence", code=cards.code_of(deps.rules, ticket))
    done = Done(person.id, incoming.text or words, incoming.media, before)
    if not await _waits_for_part(work, deps, ticket, staff, done):
        await finish(work, deps, ticket, staff, done)
        said = Message((part("said-resolved"),), ticket=ticket.id, topic=TALK)
        await say(work, deps, [report.address], said)


async def _waits_for_part(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, done: Done
) -> bool:
    """联办: the leading side is done, the supporting one is not yet. What was done is kept until
    both are; the resident hears it as progress. False where nothing is waited for."""
    row = staff.part
    if row is None or row.done_at:
        return False
    await handling.contacted(work, deps, ticket)
    media = [m.to_json() for m in done.media]
    row.lead_done_at, row.lead_text, row.lead_media = deps.now(), done.text, media
    ticket.news_at, ticket.eta_at = deps.now(), None
    note(work, ticket, deps.now(), "lead_done", person=done.by, text=done.text, media=media)
    await tickets.cancel_timers(work, ticket.id, "news", "news_answer", "eta")
    code = cards.code_of(deps.rules, ticket)
    unit = deps.rules.org.units[ticket.support_unit or ticket.lead_unit].name
    line = part(
        "owner-progress",
        code=code,
        who=cards.staff_words(done.by, staff),
        text=done.text or word("owner-see-photo"),
    )
    await handling.tell_reporters(work, deps, ticket, (line,), media=done.media)
    said = part("said-lead-done", code=code, unit=unit)
    told = Message((said,), ticket=ticket.id, topic=TALK)
    await say(work, deps, await reach.person_addresses(work, done.by), told)
    waits = Message((part("part-waits", code=code),), topic="task")
    to = await part_clock.people_of_part(work, deps, ticket, staff)
    await part_clock.tell(work, deps, ticket, to, waits)
    await cards.refresh(work, deps, ticket, staff)
    return True


async def finish(work: Work, deps: Deps, ticket: Ticket, staff: Directory, done: Done) -> None:
    """The ticket is done: each resident whose matter it is hears how, and is asked."""
    await handling.contacted(work, deps, ticket)
    now = deps.now()
    handling.move(ticket, Action.RESOLVE)
    ticket.resolved_at = now
    ticket.promised_at = run_of(deps, ticket, "confirm", now).step(100).at
    media = [m.to_json() for m in done.media]
    said = {} if ticket.adopted is None else {"adopted": ticket.adopted}
    note(work, ticket, now, "resolve", person=done.by, text=done.text, media=media, **said)
    await tickets.cancel_timers(work, ticket.id)
    await deferrals.lapse(work, ticket.id, now)
    await arm_single(work, deps, ticket, "confirm", now)
    announcing.tell(
        work,
        deps,
        ticket,
        "news-over",
        who=cards.holder_words(ticket, staff),
        text=done.text or word("news-no-words"),
    )
    for each in (ticket, *await merging.follow(work, deps, ticket)):
        each.adopted = ticket.adopted
        await _ask_owner(work, deps, each, staff, done)
    await cards.refresh(work, deps, ticket, staff)


async def _ask_owner(work: Work, deps: Deps, ticket: Ticket, staff: Directory, done: Done) -> None:
    lines = [
        part(
            "owner-done",
            code=cards.code_of(deps.rules, ticket),
            category=category_name(ticket.category),
            who=cards.holder_words(ticket, staff),
            text=done.text or word("owner-see-photo"),
        )
    ]
    if ticket.adopted is not None:
        lines.append(part("owner-adopted" if ticket.adopted else "owner-not-adopted"))
    before = done.before[-BEFORE_MOST:] if done.media else ()
    if before:
        values = {"before": len(before), "after": len(done.media)}
        lines.append(part("owner-photos-both", **values))
    elif _has_photo(done.media):
        lines.append(part("owner-photos-after"))
    row = staff.part
    if row and row.done_at:
        who = cards.staff_words(row.handler_id or done.by, staff)
        text = row.done_text or word("owner-see-photo")
        lines.append(part("owner-done-part", who=who, text=text))
    lines.append(part("owner-done-ask", due=moment(ticket.promised_at)))
    answers = (
        Button("button-solved", Press(Action.SOLVED, ticket.id)),
        Button("button-unsolved", Press(Action.UNSOLVED, ticket.id)),
    )
    beside = tuple(Media(**one) for one in row.media) if row else ()
    media = (*before, *done.media, *beside)
    told, ask = await told_after_danger(work, ticket)
    said, rows = (*lines, *told), (answers, *ask)
    await handling.tell_owner(
        work, deps, ticket, said, buttons=rows, media=media, topic=questions.ASKED
    )


async def _told(work: Work, ticket: Ticket, person_id: int) -> tuple[Event, ...]:
    """What that person has told since the ticket was taken."""
    return await tickets.told_since_accept(work, ticket.id, person_id)


def _newest_words(told: Sequence[Event]) -> str:
    return next((e.values["text"] for e in reversed(told) if e.values.get("text")), "")


def _photos(events: Sequence[Event]) -> tuple[Media, ...]:
    kept = (Media(**one) for event in events for one in event.values.get("media", ()))
    return tuple(one for one in kept if one.kind == "photo")


def _has_photo(media: Sequence[Media]) -> bool:
    return any(one.kind == "photo" for one in media)


def _wants_photo(deps: Deps, ticket: Ticket) -> bool:
    category = deps.rules.catalogue.find_category(ticket.category)
    return category is not None and category.evidence


def _expect(deps: Deps, ticket: Ticket, person: Person, words: str = "") -> None:
    person.expects = {
        **({"words": words} if words else {}),
        "kind": Action.RESOLVE.value,
        "ticket": ticket.id,
        "until": (deps.now() + DIALOG_WINDOW).isoformat(),
    }
