"""What a resident does with her own ticket: add, withdraw, and who may do so for her. What she
corrects is in correcting, what she urges in urging, her last word in rating."""

from db import deferrals, tickets
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.lifecycle import Action, Relation, refusal_key
from domain.said import Part, part, word
from domain.shield import asks_to_be_sealed
from domain.sight import does_the_work, is_accused
from workflows import (
    announcing,
    cards,
    handling,
    merging,
    reach,
    sealing,
    supervising,
)
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.dispatch import page_list
from workflows.report import Report
from workflows.speech import Address, Message, Priority, say
from workflows.voice import wait_for_words

EARLIER = "earlier"
"""Withdrawn because it only asked after an earlier matter."""


async def check(work: Work, deps: Deps, ticket: Ticket, action: Action, person: Person) -> None:
    """Raises Refusal when somebody may not do this now as the resident of a ticket, or for her."""
    mine = [Relation.OWNER] if ticket.owner_id == person.id else []
    mine += [Relation.FILER] if await reach.passes_on(work, deps, ticket, person.id) else []
    key = refusal_key(ticket.status, action, mine)
    if key:
        raise Refusal(key, code=cards.code_of(deps.rules, ticket))


async def check_not_accused(work: Work, deps: Deps, ticket: Ticket, person: Person) -> None:
    """Raises Refusal to a colleague of the side she complains about: they do not speak for her."""
    if ticket.against is None or ticket.owner_id == person.id:
        return
    posts = await handling.posts_of(work, deps, person.id)
    against, org = (ticket.against, ticket.community), deps.rules.org
    if any(is_accused(org, *against, post.unit) for post in posts):
        raise Refusal("refuse-walkin-accused", code=cards.code_of(deps.rules, ticket))


async def add(
    work: Work, deps: Deps, ticket: Ticket, report: Report, *, quiet: bool = False
) -> None:
    """More words or photos for a ticket that is open already. Moves no deadline. `quiet`: she goes
    on with what was answered a moment ago."""
    await keep(work, deps, ticket, report)
    await tell_staff(work, deps, ticket, report)
    await cards.refresh(work, deps, ticket, await reach.directory(work, deps, ticket))
    if not quiet:
        code = cards.code_of(deps.rules, ticket)
        await say(work, deps, [report.address], Message((part("said-added", code=code),)))


async def keep(work: Work, deps: Deps, ticket: Ticket, report: Report) -> None:
    """The same, and nobody is told yet."""
    await check(work, deps, ticket, Action.ADD, report.person)
    incoming = report.incoming
    media = [m.to_json() for m in incoming.media]
    ticket.media = [*ticket.media, *media]
    values = {"text": incoming.text, "media": media, "from": report.thread}
    if asks_to_be_sealed(incoming.text):
        sealing.seal(work, deps, ticket, report.person.id)
    note(work, ticket, deps.now(), "add", person=report.person.id, **values)
    wait_for_words(work, deps, ticket, report)


async def tell_staff(
    work: Work, deps: Deps, ticket: Ticket, report: Report, key: str = "staff-added"
) -> None:
    """Whoever has the ticket, as far as they may read her words, reads what has come."""
    main, incoming = await tickets.main_of(work, ticket), report.incoming
    if cards.shielded(main, main.lead_unit):
        return
    staff = await reach.directory(work, deps, main)
    to = _who_may_read(deps, main, staff, await responsible(work, deps, main, staff))
    doer = does_the_work(deps.rules.org, (main.lead_unit,))
    files = sealing.files_of(main, incoming.media, doer=doer)
    look = word("relay-look" if files else "relay-kept")
    words = sealing.words_of(main, incoming.text) or look
    line = part(key, code=cards.code_of(deps.rules, main), text=words)
    priority = Priority.PAGE if main.policy["pages_all"] else Priority.ANSWER
    message = Message((line,), ticket=main.id, media=files, priority=priority)
    await say(work, deps, to, message)


async def tell_staff_not(work: Work, deps: Deps, ticket: Ticket) -> None:
    """What they read last about a ticket is no part of it."""
    main = await tickets.main_of(work, ticket)
    if cards.shielded(main, main.lead_unit):
        return
    staff = await reach.directory(work, deps, main)
    to = _who_may_read(deps, main, staff, await responsible(work, deps, main, staff))
    line = part("staff-not-this", code=cards.code_of(deps.rules, main))
    await say(work, deps, to, Message((line,), ticket=main.id))


async def responsible(
    work: Work, deps: Deps, ticket: Ticket, staff: reach.Directory
) -> list[Address]:
    """The chats of whoever has the ticket, else of the desk it waits at; of a danger to life that
    nobody has taken, of everybody who was paged."""
    if ticket.handler_id:
        return await reach.person_addresses(work, ticket.handler_id)
    if ticket.policy["pages_all"]:
        paged = page_list(deps, ticket, staff)
        return reach.addresses(one for one in staff.staff if one.person_id in paged)
    return reach.addresses(staff.on_duty(reach.lead_post(ticket), ticket.place))


def _who_may_read(
    deps: Deps, ticket: Ticket, staff: reach.Directory, to: list[Address]
) -> list[Address]:
    """Those chats whose people may see the resident's own words."""
    hidden = {
        (member.channel, member.chat)
        for member in staff.staff
        if not cards.view_of(deps.rules, ticket, member.person_id, staff).open_text
    }
    return [address for address in to if (address.channel, address.chat) not in hidden]


async def withdraw(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """撤回: the resident needs nothing any more. Whoever had it is told."""
    await check(work, deps, ticket, Action.WITHDRAW, person)
    await check_not_accused(work, deps, ticket, person)
    staff = await reach.directory(work, deps, ticket)
    main = await tickets.main_of(work, ticket)
    if main is ticket:
        if not ticket.merged:
            announcing.tell(work, deps, ticket, "news-called-off")
        await merging.hand_over(work, deps, ticket)
    handling.move(ticket, Action.WITHDRAW)
    told = part("staff-withdrawn", code=cards.code_of(deps.rules, ticket))
    to = await reach.person_addresses(work, ticket.handler_id)
    await say(work, deps, to, Message((told,), ticket=ticket.id))
    ticket.closed_at, ticket.verdict = deps.now(), "withdrawn"
    if main is not ticket:
        await merging.leave(work, deps, main, ticket, person.id)
    note(work, ticket, deps.now(), "withdraw", person=person.id)
    await supervising.leave_list(work, deps, ticket, "withdrawn")
    await tickets.cancel_timers(work, ticket.id)
    await deferrals.lapse(work, ticket.id, deps.now())
    await cards.refresh(work, deps, ticket, staff)
    return part("owner-withdrawn", code=cards.code_of(deps.rules, ticket))
