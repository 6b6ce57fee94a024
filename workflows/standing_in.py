"""代岗: what becomes of the tickets somebody who goes away has in hand. Whoever stands in for them
is told and may take them over; with nobody they go back to their queue."""

from datetime import datetime, timedelta

from db import absences, facts, outbox, people
from db.in_hand import Hand
from db.models import Person, Ticket
from db.session import Work
from db.time_rows import Absence
from domain.errors import Refusal
from domain.lifecycle import Action, Relation, refusal_key
from domain.press import Press
from domain.said import Button, Part, part
from workflows import cards, handling, reach
from workflows.chairing import pass_rulings_on
from workflows.change_hands import change_hands, may_have
from workflows.clockwork import hush_of, policy_of
from workflows.deps import Deps
from workflows.hand_over import fit_for, left_by
from workflows.leave import own_posts
from workflows.put_back import AWAY, put_back
from workflows.remind import take_over_button
from workflows.speech import Message, Priority, say
from workflows.tell_together import part_line, whole_line

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
    left = await left_by(work, absence)
    deputy = await people.deputy_of(work, absence.person_id, deps.now())
    to = await reach.person_addresses(work, deputy)
    fit = await fit_for(work, deps, left, deputy) if deputy and to else Hand()
    nobodys = left.without(fit).tickets
    await put_back(work, deps, Hand(tuple(t for t in nobodys if t.held_until is None)), AWAY)
    await pass_rulings_on(work, deps, await own_posts(work, absence.person_id))
    if not len(fit):
        return
    once = f"absence:{absence.id}"
    new = [a for a in to if not await outbox.once_key_exists(work, f"{once}:{a.channel}:{a.chat}")]
    await say(work, deps, new, await _message(work, deps, absence, fit))


async def _message(work: Work, deps: Deps, absence: Absence, left: Hand) -> Message:
    """All of them in one message, the most urgent first."""
    found = tuple(left)
    staff = await reach.directory(work, deps, found[0])
    who = cards.staff_words(absence.person_id, staff)
    lines = [whole_line(deps, ticket).words for ticket in left.tickets]
    lines += [part_line(deps, taken).words for taken in left.parts]
    shown = [part("stand-in-head", who=who, count=len(left)), *lines[:LINES_MOST]]
    if len(lines) > LINES_MOST:
        shown.append(part("stand-in-more", count=len(lines) - LINES_MOST))
    quiet = all(policy_of(ticket).quiet for ticket in found)
    every = Button("handover-take-all", Press("take_all", 0, str(absence.person_id)))
    return Message(
        tuple(shown),
        (
            *(((every,),) if len(left.tickets) != 1 or left.parts else ()),
            *((take_over_button(deps, ticket),) for ticket in left.tickets[:LINES_MOST]),
        ),
        priority=Priority.CARD if quiet else Priority.PAGE,
        once=f"absence:{absence.id}",
        hold=quiet and hush_of(deps, found[0]),
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
    posts = await handling.posts_of(work, deps, person.id)
    if not may_have(deps.rules, ticket, posts):
        raise Refusal("refuse-not-yours", code=code)
