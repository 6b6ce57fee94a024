"""我家也是, 不是一回事, 拆开: residents and staff say whether two tickets are one matter."""

from db import tickets
from db.models import Person, Ticket
from db.session import Work
from domain.codes import ticket_id_in
from domain.duplicates import DANGER
from domain.errors import Refusal
from domain.lifecycle import OPEN, WORKING, Action, Relation, refusal_key
from domain.said import Part, part
from workflows import cards, handling, merging, reach
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.promise import hears_by


async def join(work: Work, deps: Deps, main: Ticket, person: Person, choice: str) -> Part:
    """我家也是: her ticket goes along with the one it was said to resemble, or with the other one
    her own message was cut into. Nobody can join what they were not offered."""
    ticket = (
        await tickets.lock(work, int(choice)) if choice.isdecimal() and len(choice) < 19 else None
    )
    if ticket is None or ticket.id == main.id:
        raise Refusal("refuse-button")
    mine = [Relation.OWNER] if ticket.owner_id == person.id else []
    key = refusal_key(ticket.status, Action.MERGE, mine)
    if key:
        raise Refusal(key, code=cards.code_of(deps.rules, ticket))
    one_message = ticket.thread == main.thread and ticket.owner_id == main.owner_id
    offered = one_message or ticket_id_in(ticket.alike or "") == main.id
    if not offered or ticket.level == DANGER:
        raise Refusal("refuse-button")
    main = await tickets.main_of(work, main)
    if main.status not in WORKING:
        raise Refusal("refuse-merge-late", code=cards.code_of(deps.rules, ticket))
    await merging.merge(work, deps, main, ticket, person.id)
    await merging.refresh(work, deps, main)
    staff = await reach.directory(work, deps, main)
    values = {
        "code": cards.code_of(deps.rules, ticket),
        "main": cards.code_of(deps.rules, main),
        "who": cards.holder_words(main, staff)
        or cards.post_words(deps.rules, main.lead_unit, main.lead_role),
        "hears": hears_by(deps, main.promised_at),
    }
    joined = part("owner-joined", count=main.households, **values)
    line = part("owner-one-matter", **values) if one_message else joined
    await handling.tell_owner(work, deps, ticket, (line,))
    return part("toast-joined")


async def set_apart(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """不是一回事 of the resident, before or after, or 拆开 of the desk: each goes its own way."""
    if ticket.status in OPEN and await reach.speaks_for(work, deps, ticket, person.id):
        if ticket.alike:
            note(work, ticket, deps.now(), "not_alike", person=person.id, code=ticket.alike)
            ticket.alike = None
            await merging.refresh(work, deps, ticket)
        return part("toast-apart")
    await handling.check(work, deps, ticket, Action.SPLIT, person.id)
    await merging.split(work, deps, await tickets.main_of(work, ticket), ticket, person.id)
    line = part(
        "owner-split",
        code=cards.code_of(deps.rules, ticket),
        who=cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
        hears=hears_by(deps, ticket.promised_at),
    )
    await handling.tell_owner(work, deps, ticket, (line,))
    return part("toast-apart")
