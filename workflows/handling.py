"""What staff do with a ticket in hand: tell progress, still on it, acknowledge; and who may do it.
Taking it is in accepting, the end in resolving."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db import people, tickets
from db.models import Event, Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.inbound import Media
from domain.lifecycle import TRANSITIONS, Action, Relation, Status, refusal_key
from domain.people import Post
from domain.said import Part, moment, part, word
from domain.sharing import CLEARING
from workflows import announcing, cards, merging, own_card, parts, reach, teams
from workflows.clockwork import arm_single, note
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.reach import Directory
from workflows.report import Report
from workflows.speech import TALK, Message, say

TAKING = frozenset(
    {Action.ACCEPT, Action.TAKE_OVER, Action.TAKE_PASS, Action.TAKE_PART, Action.CLAIM}
)
"""What brings a ticket, or its part, into somebody's hand."""

NOTED = "noted"
"""The step in a ticket's history that keeps what somebody told of it before they accepted it."""

NOT_ON_HOLD = CLEARING | {Action.RETURN, Action.DISPUTE}
"""Whose ticket it is does not change while it rests."""


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody tells of a ticket, in words and photos."""

    by: int
    text: str
    media: tuple[Media, ...] = ()


async def check(
    work: Work, deps: Deps, ticket: Ticket, action: Action, person_id: int
) -> Directory:
    """The staff around a ticket, once it is clear that this person may do this to it now.

    Raises Refusal with the reason otherwise; when somebody else has it already, it names them.
    """
    if action in TAKING:
        await people.hold_posts(work, person_id)
    staff = await reach.directory(work, deps, ticket)
    posts = await posts_of(work, deps, person_id)
    mine = reach.relations(deps.rules, ticket, person_id, posts, staff.part)
    if reach.is_passed_on(ticket) and await reach.passes_on(work, deps, ticket, person_id):
        mine |= {Relation.FILER}
    key = refusal_key(ticket.status, action, mine)
    if key == "refuse-not-yours" and await _helps(work, ticket, action, person_id):
        return staff
    code = cards.code_of(deps.rules, ticket)
    if key is None and ticket.held_until and action in NOT_ON_HOLD:
        raise Refusal("refuse-held", code=code, until=moment(ticket.held_until))
    if key is None:
        await parts.check(work, deps, ticket, staff, action)
        return staff
    involved = mine - {Relation.OWNER} or Relation.OWNER in mine
    if key == "refuse-status-handling" and ticket.handler_id == person_id:
        raise Refusal("refuse-yours", code=code)
    if key == "refuse-status-handling" and involved:
        raise Refusal("refuse-taken", code=code, who=cards.holder_words(ticket, staff))
    raise Refusal(key if involved else "refuse-not-yours", code=code)


async def _helps(work: Work, ticket: Ticket, action: Action, person_id: int) -> bool:
    """Whether somebody who claimed it to help may do that; asked only where nobody else may."""
    may = refusal_key(ticket.status, action, [Relation.HELPER]) is None
    return may and await teams.is_helper(work, ticket, person_id)


async def posts_of(work: Work, deps: Deps, person_id: int) -> frozenset[Post]:
    """The posts a person holds anywhere, and those of colleagues they stand in for."""
    own = {Post(m.unit, m.role) for m in await people.memberships(work, person_id)}
    return await people.posts_for_others(work, person_id, deps.now()) | own


def move(ticket: Ticket, action: Action) -> None:
    """Take the step the one table names. A hold ends with the handling, and so does the ETA."""
    ticket.status = TRANSITIONS[(ticket.status, action)].to
    ticket.held_until = ticket.eta_at = None


def is_own_find(ticket: Ticket) -> bool:
    """Whether whoever handles it found it themselves: what they do they need not be told."""
    return ticket.handler_id is not None and ticket.handler_id == ticket.owner_id


async def tell_owner(
    work: Work, deps: Deps, ticket: Ticket, lines: tuple[Part, ...], **more: Any
) -> None:
    """Say something about the ticket to the resident; with `hold` in the quiet hours of her
    community later. Of their own find staff are asked, and told nothing."""
    if is_own_find(ticket) and not more.get("buttons"):
        return
    to = await reach.owner_addresses(work, deps, ticket)
    if more.get("hold"):
        more["hold"] = deps.rules.quiet_of(ticket.community)
    lines = (*reach.pass_on(ticket, asks=bool(more.get("buttons"))), *lines)
    await say(work, deps, to, Message(lines, ticket=ticket.id, **more))


async def tell_reporters(
    work: Work, deps: Deps, ticket: Ticket, lines: tuple[Part, ...], **more: Any
) -> None:
    """Say how it goes to every resident whose matter it is: hers, and those of the tickets merged
    into it, each under her own code. They share its next date."""
    await tell_owner(work, deps, ticket, lines, **more)
    told, others = {ticket.owner_id}, await _along(work, ticket)
    for other in others:
        other.promised_at = ticket.promised_at
        if other.owner_id not in told:
            told.add(other.owner_id)
            await tell_owner(work, deps, other, merging.with_code(deps, lines, other), **more)
    await own_card.refresh(work, deps, others)


async def _along(work: Work, ticket: Ticket) -> tuple[Ticket, ...]:
    return await tickets.merged_with(work, ticket.id) if ticket.merged else ()


async def still_on(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """还在办: news for the ladder, without a word to the resident."""
    await check(work, deps, ticket, Action.STILL_ON, person.id)
    await has_news(work, deps, ticket)
    note(work, ticket, deps.now(), "still_on", person=person.id)
    return part("toast-still-on")


async def acknowledge(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """A level that was told says that it has taken notice and follows up (DOMAIN §4)."""
    await check(work, deps, ticket, Action.ACKNOWLEDGE, person.id)
    note(work, ticket, deps.now(), "acknowledge", person=person.id, rung=ticket.rung)
    return part("toast-acknowledged")


async def ask_for(work: Work, deps: Deps, ticket: Ticket, person: Person, action: Action) -> Part:
    """反馈 or 吹哨 was pressed: the next message of this person is the text."""
    await check(work, deps, ticket, action, person.id)
    person.expects = {
        "kind": action.value,
        "ticket": ticket.id,
        "until": (deps.now() + DIALOG_WINDOW).isoformat(),
    }
    line = part(f"ask-{action}", code=cards.code_of(deps.rules, ticket))
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((line,), ticket=ticket.id, topic=TALK))
    return part(f"toast-ask-{action}")


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """The text (or photo) somebody was asked for after 反馈."""
    ticket = await tickets.lock(work, expects["ticket"])
    report.person.expects = None
    if ticket is None:
        raise Refusal("refuse-unknown-ticket")
    await progress(work, deps, ticket, report)


async def is_working_on(work: Work, deps: Deps, ticket: Ticket, person_id: int) -> bool:
    """Whether a reply of this person to the ticket's message is a progress note."""
    if ticket.handler_id == person_id:
        return True
    posts, part = await posts_of(work, deps, person_id), await parts.of_ticket(work, ticket)
    mine = reach.relations(deps.rules, ticket, person_id, posts, part)
    if mine & {Relation.SUPPORT, Relation.PARTNER}:
        return True
    return bool(posts) and await _helps(work, ticket, Action.PROGRESS, person_id)


async def progress(work: Work, deps: Deps, ticket: Ticket, report: Report) -> None:
    """反馈: what was done so far, passed on to the resident at once. The first one counts as
    having contacted her. Of what is done it is more of how it was done."""
    person, incoming = report.person, report.incoming
    staff = await check(work, deps, ticket, Action.PROGRESS, person.id)
    need_words(incoming.text, incoming.media)
    await _tell_progress(work, deps, ticket, staff, Note(person.id, incoming.text, incoming.media))
    key = "said-noted" if is_own_find(ticket) else "said-progress"
    done = part(key, code=cards.code_of(deps.rules, ticket))
    await say(work, deps, [report.address], Message((done,), ticket=ticket.id, topic=TALK))
    await cards.refresh(work, deps, ticket, staff)


async def pass_on_noted(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, noted: Sequence[Event]
) -> None:
    """Whoever wrote these has accepted the ticket since: now the resident reads them."""
    for event in noted:
        media = tuple(Media(**one) for one in event.values.get("media", ()))
        told = Note(event.person_id or 0, event.values.get("text", ""), media)
        await _tell_progress(work, deps, ticket, staff, told)
    if noted:
        done = part("said-progress", code=cards.code_of(deps.rules, ticket))
        to = await reach.person_addresses(work, noted[-1].person_id or 0)
        await say(work, deps, to, Message((done,), ticket=ticket.id, topic=TALK))


async def _tell_progress(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, told: Note
) -> None:
    await contacted(work, deps, ticket)
    await has_news(work, deps, ticket)
    media = [m.to_json() for m in told.media]
    note(work, ticket, deps.now(), "progress", person=told.by, text=told.text, media=media)
    who = cards.staff_words(told.by, staff)
    over = ticket.status is Status.DONE
    key = "owner-done-more" if over else "owner-progress"
    photo = any(m.kind == "photo" for m in told.media)
    text = told.text if told.text.strip() else word("owner-see-photo" if photo else "relay-look")
    line = part(key, code=cards.code_of(deps.rules, ticket), who=who, text=text)
    lines = (line, part("owner-photos-now")) if photo else (line,)
    await tell_reporters(work, deps, ticket, lines, media=told.media)
    if told.text.strip() and not over:
        announcing.tell(work, deps, ticket, "news-progress", who=who, text=told.text)


def need_words(text: str, media: tuple[Media, ...]) -> None:
    """Raises Refusal when there is nothing to pass on."""
    if not text.strip() and not media:
        raise Refusal("refuse-empty-note")


async def contacted(work: Work, deps: Deps, ticket: Ticket) -> None:
    """The resident has heard from whoever has the ticket: the contact clock is done with, and
    nobody needs to be reminded of the ETA."""
    if ticket.contacted_at is None:
        ticket.contacted_at = deps.now()
        ticket.promised_at = ticket.held_until or ticket.fix_due
    await tickets.cancel_timers(work, ticket.id, "contact", "eta")


async def has_news(work: Work, deps: Deps, ticket: Ticket) -> None:
    """News came: the open question "still on it?" is answered, the next one counts from now."""
    ticket.news_at = deps.now()
    if ticket.status is Status.HANDLING and not ticket.held_until:
        await tickets.cancel_timers(work, ticket.id, "news", "news_answer")
        await arm_single(work, deps, ticket, "news", ticket.news_at)
