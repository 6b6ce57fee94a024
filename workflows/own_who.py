"""/who: who has seen what tells who she is, when and why; by role and surname."""

from collections.abc import Sequence

from db import own_rows, tickets
from db.models import Event, Person, Ticket
from db.session import Work
from domain.said import Part, category_name, dated, part
from workflows import naming, reach
from workflows.deps import Deps
from workflows.revealing import VERB as LOOK
from workflows.sealing import is_sealed
from workflows.speech import Address, Message, say

VERB = "who"
"""The command, and the button that does the same."""

MATTERS = 3
LOOKS = 3
"""So many of her newest matters, and of the looks at each, stand on a small screen; all of them
are in /mydata."""


async def say_who(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """Her newest matters, and who looked."""
    mine = await tickets.of_owner(work, person.id, limit=MATTERS)
    if not mine:
        await say(work, deps, [to], Message((part("who-none"),)))
        return
    looks = await tickets.events_of(work, [one.id for one in mine], LOOK)
    lines = [part("who-head")]
    for ticket in mine:
        seen = [one for one in looks if one.ticket_id == ticket.id]
        lines += await _of_one(work, deps, ticket, seen)
    await say(work, deps, [to], Message(tuple(lines)))


async def press(work: Work, deps: Deps, person: Person) -> Part:
    """The same, under /privacy."""
    for to in await reach.person_addresses(work, person.id):
        await say_who(work, deps, person, to)
    return part("toast-shown")


async def _of_one(work: Work, deps: Deps, ticket: Ticket, looks: Sequence[Event]) -> list[Part]:
    code = naming.code_of(deps.rules, ticket)
    lines = [part("who-ticket", code=code, category=category_name(ticket.category))]
    if is_sealed(ticket):
        lines.append(part("who-sealed"))
    else:
        lines += await _readers(work, deps, ticket)
    for one in looks[-LOOKS:]:
        why = one.values.get("text") or one.values.get("because") or ""
        at = dated(one.at, short=True)
        lines.append(part("who-look", at=at, who=one.values.get("who") or "", why=why))
    if len(looks) > LOOKS:
        lines.append(part("who-more", count=len(looks) - LOOKS))
    if is_sealed(ticket) and not looks:
        lines.append(part("who-nobody"))
    return lines


async def _readers(work: Work, deps: Deps, ticket: Ticket) -> list[Part]:
    """Of what is not sealed: whose card showed her words and her door."""
    staff = await reach.directory(work, deps, ticket)
    chats = await own_rows.shown_to(work, ticket.id)
    found = dict.fromkeys(s.person_id for s in staff.staff if (s.channel, s.chat) in chats)
    if not found:
        return []
    return [part("who-readers", who={"$join": [naming.staff_words(p, staff) for p in found]})]
