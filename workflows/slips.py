"""凭条: the slip of paper that a resident at the desk takes home. Whoever sends its code has her
ticket in their own chat from then on, once."""

from datetime import datetime, timedelta

from db import desk, tickets
from db.models import Person, Ticket
from db.session import Work
from domain.codes import slip_on_paper
from domain.errors import Refusal
from domain.said import Part, category_name, part, weekday
from workflows import cards, guessing, reach
from workflows.clockwork import note
from workflows.deps import Deps, Rules
from workflows.owning import check_not_accused
from workflows.speech import Message, say

GOOD_FOR = timedelta(days=30)
"""How long after its ticket is closed a slip can still be used."""

MATTER_ON_SLIP = 60


def slip_parts(deps: Deps, written: list[Ticket]) -> tuple[Part, ...]:
    """What stands on the paper: matter, who, by when in full, the code, and how to look."""
    lines = [part("slip-head")]
    for ticket in written:
        lines.append(
            part(
                "slip-matter",
                code=cards.code_of(deps.rules, ticket),
                category=category_name(ticket.category),
                text=ticket.text[:MATTER_ON_SLIP],
                who=cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
                **_on_paper(deps.rules, ticket.promised_at),
            )
        )
    code = written[0].slip or ""
    lines.append(part("slip-code", slip=slip_on_paper(code)))
    link = f"{deps.rules.bot_link}?start={code}" if deps.rules.bot_link else ""
    lines.append(part("slip-look-link", link=link) if link else part("slip-look"))
    if deps.rules.emergency_phone:
        lines.append(part("slip-phone", phone=deps.rules.emergency_phone))
    return tuple(lines)


def _on_paper(rules: Rules, at: datetime) -> dict[str, object]:
    """A moment as it is still right tomorrow."""
    local = at.astimezone(rules.zone)
    return {
        "month": str(local.month),
        "day": str(local.day),
        "weekday": weekday(local),
        "time": f"{local:%H:%M}",
    }


async def take(work: Work, deps: Deps, person: Person, code: str) -> tuple[Ticket, ...]:
    """The tickets of a slip become those of whoever sent its code. Raises Refusal for a code that
    is wrong, used or too old, for the colleague who wrote it, for those it complains about, and for
    too many tries."""
    tries = await guessing.tries(work, deps, _name(person), "refuse-slip-wait")
    found = await desk.number_of_slip(work, code)
    ticket = await tickets.lock(work, found) if found else None
    if ticket is None or ticket.slip != code:
        await guessing.wrong(work, _name(person), tries)
        raise Refusal("refuse-slip")
    if ticket.closed_at and ticket.closed_at + GOOD_FOR < deps.now():
        raise Refusal("refuse-slip-old")
    if ticket.filed_by == person.id:
        raise Refusal("refuse-slip-own")
    await check_not_accused(work, deps, ticket, person)
    others = await desk.on_same_slip(work, ticket)
    taken = [ticket, *[one for n in others if (one := await tickets.lock(work, n))]]
    for one in taken:
        one.owner_id, one.slip = person.id, None
        note(work, one, deps.now(), "slip", person=person.id)
    line = part("slip-used", code=cards.code_of(deps.rules, ticket))
    to = await reach.person_addresses(work, ticket.filed_by)
    await say(work, deps, to, Message((line,), ticket=ticket.id, hold=True))
    return tuple(taken)


def _name(person: Person) -> str:
    return f"slip-tries:{person.id}"
