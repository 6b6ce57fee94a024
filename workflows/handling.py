"""What staff do with a ticket: accept, tell progress, resolve, still on it, acknowledge."""

from typing import Any

from db import deferrals, people, tickets
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.inbound import Incoming, Media
from domain.lifecycle import TRANSITIONS, Action, Relation, Status, refusal_key
from domain.people import Post
from domain.press import Press
from domain.said import Button, Part, category_name, moment, part
from workflows import cards, merging, reach
from workflows.clockwork import arm_single, note, run_of
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.learn import learn_return
from workflows.open_ticket import Report
from workflows.reach import Directory
from workflows.speech import Message, say

RETURNS = frozenset({Action.RETURN, Action.DISPUTE})


async def check(
    work: Work, deps: Deps, ticket: Ticket, action: Action, person_id: int
) -> Directory:
    """The staff around a ticket, once it is clear that this person may do this to it now.

    Raises Refusal with the reason otherwise; when somebody else has it already, it names them.
    """
    staff = await reach.directory(work, deps, ticket)
    mine = reach.relations(deps.rules, ticket, person_id, await posts_of(work, deps, person_id))
    key = refusal_key(ticket.status, action, mine)
    code = cards.code_of(deps.rules, ticket)
    if key is None and ticket.held_until and action in RETURNS:
        raise Refusal("refuse-held", code=code, until=moment(ticket.held_until))
    if key is None:
        return staff
    involved = mine - {Relation.OWNER} or Relation.OWNER in mine
    if key == "refuse-status-handling" and ticket.handler_id == person_id:
        raise Refusal("refuse-yours", code=code)
    if key == "refuse-status-handling" and involved:
        raise Refusal("refuse-taken", code=code, who=cards.holder_words(ticket, staff))
    raise Refusal(key if involved else "refuse-not-yours", code=code)


async def posts_of(work: Work, deps: Deps, person_id: int) -> frozenset[Post]:
    """The posts a person holds anywhere, and those of colleagues they stand in for."""
    own = {Post(m.unit, m.role) for m in await people.memberships(work, person_id)}
    return await people.posts_for_others(work, person_id, deps.now()) | own


def move(ticket: Ticket, action: Action) -> None:
    """Take the step the one table names. A hold ends with the handling."""
    ticket.status = TRANSITIONS[(ticket.status, action)].to
    ticket.held_until = None


async def tell_owner(
    work: Work, deps: Deps, ticket: Ticket, lines: tuple[Part, ...], **more: Any
) -> None:
    """Say something about the ticket to the resident; with `hold` in the quiet hours of her
    community later."""
    to = await reach.owner_addresses(work, ticket)
    if more.get("hold"):
        more["hold"] = deps.rules.quiet_of(ticket.community)
    await say(work, deps, to, Message(lines, ticket=ticket.id, **more))


async def tell_reporters(
    work: Work, deps: Deps, ticket: Ticket, lines: tuple[Part, ...], **more: Any
) -> None:
    """Say how it goes to every resident whose matter it is: hers, and those of the tickets merged
    into it, each under her own code. They share its next date."""
    await tell_owner(work, deps, ticket, lines, **more)
    told = {ticket.owner_id}
    for other in await tickets.merged_with(work, ticket.id) if ticket.merged else ():
        other.promised_at = ticket.promised_at
        if other.owner_id not in told:
            told.add(other.owner_id)
            await tell_owner(work, deps, other, merging.with_code(deps, lines, other), **more)


async def accept(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """接单: this person has it now. The resident hears who, and by when she hears again."""
    staff = await check(work, deps, ticket, Action.ACCEPT, person.id)
    move(ticket, Action.ACCEPT)
    now = deps.now()
    ticket.handler_id, ticket.accepted_at, ticket.news_at = person.id, now, now
    ticket.promised_at = ticket.fix_due if ticket.contacted_at else ticket.contact_due
    note(work, ticket, now, "accept", person=person.id)
    await learn_return(work, deps, ticket)
    await tickets.cancel_timers(work, ticket.id, "accept")
    await arm_single(work, deps, ticket, "news", now)
    in_time = ticket.promised_at >= now
    line = part(
        "owner-accepted" if in_time else "owner-accepted-late",
        code=cards.code_of(deps.rules, ticket),
        category=category_name(ticket.category),
        who=cards.holder_words(ticket, staff),
        **({"due": moment(ticket.promised_at)} if in_time else {}),
    )
    await tell_reporters(work, deps, ticket, (line,))
    await cards.refresh(work, deps, ticket, staff)
    await cards.show_if_none(work, deps, ticket, staff, person.id)
    return part("toast-accepted")


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
    """反馈 or 办结 was pressed: the next message of this person is the text."""
    await check(work, deps, ticket, action, person.id)
    person.expects = {
        "kind": action.value,
        "ticket": ticket.id,
        "until": (deps.now() + DIALOG_WINDOW).isoformat(),
    }
    line = part(f"ask-{action}", code=cards.code_of(deps.rules, ticket))
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((line,), ticket=ticket.id))
    return part(f"toast-ask-{action}")


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> None:
    """The text (or photo) somebody was asked for after 反馈 or 办结."""
    ticket = await tickets.lock(work, expects["ticket"])
    report.person.expects = None
    if ticket is None:
        raise Refusal("refuse-unknown-ticket")
    if expects["kind"] == "progress":
        await progress(work, deps, ticket, report)
    else:
        await resolve(work, deps, ticket, report)


async def is_working_on(work: Work, deps: Deps, ticket: Ticket, person_id: int) -> bool:
    """Whether a reply of this person to the ticket's message is a progress note."""
    if ticket.handler_id == person_id:
        return True
    mine = reach.relations(deps.rules, ticket, person_id, await posts_of(work, deps, person_id))
    return Relation.SUPPORT in mine


async def progress(work: Work, deps: Deps, ticket: Ticket, report: Report) -> None:
    """反馈: what was done so far, passed on to the resident at once. The first one counts as
    having contacted her."""
    person, incoming = report.person, report.incoming
    staff = await check(work, deps, ticket, Action.PROGRESS, person.id)
    _need_words(incoming.text, incoming.media)
    await _contacted(work, deps, ticket)
    await has_news(work, deps, ticket)
    media = [m.to_json() for m in incoming.media]
    note(work, ticket, deps.now(), "progress", person=person.id, text=incoming.text, media=media)
    line = part(
        "owner-progress",
        code=cards.code_of(deps.rules, ticket),
        who=cards.staff_words(person.id, staff),
        text=incoming.text,
    )
    await tell_reporters(work, deps, ticket, (line,), media=incoming.media)
    await say(work, deps, [report.address], Message((part("said-progress"),)))
    await cards.refresh(work, deps, ticket, staff)


async def resolve(work: Work, deps: Deps, ticket: Ticket, report: Report) -> None:
    """办结: done, with the evidence the category asks for. The resident has the last word."""
    person, incoming = report.person, report.incoming
    staff = await check(work, deps, ticket, Action.RESOLVE, person.id)
    _need_words(incoming.text, incoming.media)
    await _need_evidence(work, deps, ticket, report)
    await _contacted(work, deps, ticket)
    now = deps.now()
    move(ticket, Action.RESOLVE)
    ticket.resolved_at = now
    ticket.promised_at = run_of(deps, ticket, "confirm", now).step(100).at
    media = [m.to_json() for m in incoming.media]
    note(work, ticket, now, "resolve", person=person.id, text=incoming.text, media=media)
    await tickets.cancel_timers(work, ticket.id)
    await deferrals.lapse(work, ticket.id, now)
    await arm_single(work, deps, ticket, "confirm", now)
    for each in (ticket, *await merging.follow(work, deps, ticket)):
        await _ask_owner(work, deps, each, staff, incoming)
    await say(work, deps, [report.address], Message((part("said-resolved"),)))
    await cards.refresh(work, deps, ticket, staff)


async def _ask_owner(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, done: Incoming
) -> None:
    code = cards.code_of(deps.rules, ticket)
    lines = (
        part(
            "owner-done",
            code=code,
            category=category_name(ticket.category),
            who=cards.holder_words(ticket, staff),
            text=done.text,
        ),
        part("owner-done-ask", due=moment(ticket.promised_at)),
    )
    row = (
        Button("button-solved", Press(Action.SOLVED, ticket.id)),
        Button("button-unsolved", Press(Action.UNSOLVED, ticket.id)),
    )
    await tell_owner(work, deps, ticket, lines, buttons=(row,), media=done.media)


def _need_words(text: str, media: tuple[Media, ...]) -> None:
    if not text.strip() and not media:
        raise Refusal("refuse-empty-note")


async def _need_evidence(work: Work, deps: Deps, ticket: Ticket, report: Report) -> None:
    """Raises Refusal when the category asks for a photo and there is none; the question stays
    open, so that the photo can simply follow."""
    category = deps.rules.catalogue.find_category(ticket.category)
    if category is None or not category.evidence:
        return
    if any(m.kind == "photo" for m in report.incoming.media):
        return
    if await tickets.has_photo(work, ticket.id, report.person.id):
        return
    report.person.expects = {
        "kind": "resolve",
        "ticket": ticket.id,
        "until": (deps.now() + DIALOG_WINDOW).isoformat(),
    }
    raise Refusal("refuse-evidence", code=cards.code_of(deps.rules, ticket))


async def _contacted(work: Work, deps: Deps, ticket: Ticket) -> None:
    if ticket.contacted_at is None:
        ticket.contacted_at = deps.now()
        ticket.promised_at = ticket.held_until or ticket.fix_due
    await tickets.cancel_timers(work, ticket.id, "contact")


async def has_news(work: Work, deps: Deps, ticket: Ticket) -> None:
    """News came: the open question "still on it?" is answered, the next one counts from now."""
    ticket.news_at = deps.now()
    if ticket.status is Status.HANDLING and not ticket.held_until:
        await tickets.cancel_timers(work, ticket.id, "news", "news_answer")
        await arm_single(work, deps, ticket, "news", ticket.news_at)
