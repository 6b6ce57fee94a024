"""代岗: what becomes of the tickets somebody who goes away has in hand. Whoever stands in for them
is told and may take them over; with nobody they go back to their queue."""

from datetime import datetime, timedelta

from db import absences, facts, outbox, people
from db.models import Person, Ticket
from db.session import Work
from db.time_rows import Absence
from domain.errors import Refusal
from domain.lifecycle import Action, Relation, refusal_key
from domain.press import Press
from domain.said import Button, Part, part
from workflows import cards, reach
from workflows.change_hands import change_hands, todo_line
from workflows.clockwork import hush_of, policy_of
from workflows.deps import Deps
from workflows.fire_timers import take_back
from workflows.remind import take_over_button
from workflows.speech import Message, Priority, say

FACT = "absences"
"""Until when absences that began were looked for."""

OVERLAP = timedelta(minutes=1)
"""One that began a moment ago may have been written only after we had looked."""

LOOKS_BACK = timedelta(days=7)
"""How far the very first look goes."""

LINES_MOST = 20


async def begin_absences(deps: Deps) -> int:
    """Settle what those had in hand whose absence has begun since the last look; returns how many
    they are. Each is told once, however often it is looked at."""
    async with deps.begin() as work:
        seen = await facts.read(work, FACT)
        now = deps.now()
        after = datetime.fromisoformat(seen["at"]) - OVERLAP if seen else now - LOOKS_BACK
        if not await absences.begun(work, after, now):
            return 0
        await facts.lock(work, FACT)
        found = await absences.begun(work, after, now)
        for absence in found:
            await _settle(work, deps, absence)
        await facts.write(work, FACT, {"at": now.isoformat()})
        await work.commit()
    deps.wake()
    return len(found)


async def _settle(work: Work, deps: Deps, absence: Absence) -> None:
    newest = await absences.newest_of(work, absence.person_id)
    if newest is None or newest.id != absence.id:
        return
    tickets = await absences.left_in_hand(work, absence)
    deputy = await people.deputy_of(work, absence.person_id, deps.now())
    to = await reach.person_addresses(work, deputy)
    if not to:
        for ticket in tickets:
            if ticket.held_until is None:
                await take_back(work, deps, ticket, "taken-back-away")
        return
    if not tickets:
        return
    once = f"absence:{absence.id}"
    new = [a for a in to if not await outbox.once_key_exists(work, f"{once}:{a.channel}:{a.chat}")]
    await say(work, deps, new, await _message(work, deps, absence, tickets))


async def _message(
    work: Work, deps: Deps, absence: Absence, tickets: tuple[Ticket, ...]
) -> Message:
    """All of them in one message, the most urgent first."""
    staff = await reach.directory(work, deps, tickets[0])
    who = cards.staff_words(absence.person_id, staff)
    lines = [part("stand-in-head", who=who, count=len(tickets))]
    for ticket in tickets[:LINES_MOST]:
        lines.append(todo_line(deps, ticket))
    if len(tickets) > LINES_MOST:
        lines.append(part("stand-in-more", count=len(tickets) - LINES_MOST))
    quiet = all(policy_of(ticket).quiet for ticket in tickets)
    every = Button("handover-take-all", Press("take_all", 0, str(absence.person_id)))
    return Message(
        tuple(lines),
        (
            *(((every,),) if len(tickets) > 1 else ()),
            *((take_over_button(deps, ticket),) for ticket in tickets[:LINES_MOST]),
        ),
        priority=Priority.CARD if quiet else Priority.PAGE,
        once=f"absence:{absence.id}",
        hold=quiet and hush_of(deps, tickets[0]),
    )


async def take_over(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """接手: the one who stands in has it now. The resident hears who."""
    await _check(work, deps, ticket, person)
    await change_hands(work, deps, ticket, person.id, "take_over")
    return part("toast-taken-over")


async def _check(work: Work, deps: Deps, ticket: Ticket, person: Person) -> None:
    """Raises Refusal unless this person stands in for whoever has the ticket."""
    deputy = None
    if ticket.handler_id:
        deputy = await people.deputy_of(work, ticket.handler_id, deps.now())
    mine = [Relation.DEPUTY] if deputy == person.id else []
    code = cards.code_of(deps.rules, ticket)
    if ticket.handler_id == person.id:
        raise Refusal("refuse-yours", code=code)
    key = refusal_key(ticket.status, Action.TAKE_OVER, mine)
    if key:
        raise Refusal(key, code=code)
