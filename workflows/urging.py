"""催办: a resident urges her ticket, and is answered with a fact."""

from collections.abc import Sequence

from db import tickets
from db.models import Person, Ticket
from db.session import Work
from domain.errors import Refusal
from domain.ladder import period_of_urge
from domain.lifecycle import Action, Relation, allowed
from domain.press import Press
from domain.said import Button, Part, category_name, moment, part, word
from domain.which import Candidate, named_by
from workflows import (
    cards,
    own_lines,
    reach,
)
from workflows.asking import MOST_CHOICES
from workflows.clockwork import hush_of, note, policy_of
from workflows.deps import Deps
from workflows.owning import check, responsible
from workflows.report import Report
from workflows.speech import Message, Priority, say

LOOKED_AT = 20
"""More tickets of one resident than these are not looked through."""


async def urge_by_words(work: Work, deps: Deps, report: Report) -> None:
    """催一下, 电梯那件怎么还没人: the ticket the words name, else the only one that is open. Of
    several she taps the one she means; without any, nothing is made up."""
    mine = await tickets.of_owner(work, report.person.id, limit=LOOKED_AT)
    may = [one for one in mine if Action.URGE in allowed(one.status, [Relation.OWNER])]
    if not may:
        await say(work, deps, [report.address], Message((part("urge-none"),)))
        return
    one = may[0] if len(may) == 1 else meant(deps, report.incoming.text, may)
    if one is None:
        await _ask_which(work, deps, report, may[:MOST_CHOICES])
        return
    ticket = await tickets.lock(work, one.id)
    if ticket is None:
        raise Refusal("refuse-unknown-ticket")
    line = await urge(work, deps, ticket, report.person)
    await say(work, deps, [report.address], Message((line,), ticket=ticket.id))


def meant(deps: Deps, text: str, mine: Sequence[Ticket]) -> Ticket | None:
    """Which of her tickets the words name; None where they name none."""
    known = [Candidate(one.id, one.text) for one in mine]
    number = named_by(text, known, deps.rules.catalogue)
    return next((one for one in mine if one.id == number), None)


async def _ask_which(work: Work, deps: Deps, report: Report, may: Sequence[Ticket]) -> None:
    rows = tuple((_button(deps, one),) for one in may)
    await say(work, deps, [report.address], Message((part("ask-urge-which"),), rows))


def _button(deps: Deps, ticket: Ticket) -> Button:
    words = own_lines.brief(ticket.text) or category_name(ticket.category)
    values = (("code", cards.code_of(deps.rules, ticket)), ("what", words))
    return Button("button-urge-which", Press(Action.URGE, ticket.id), values)


async def urge(work: Work, deps: Deps, ticket: Ticket, person: Person) -> Part:
    """催办: passed on once per period, answered with a fact of the ticket."""
    await check(work, deps, ticket, Action.URGE, person)
    code = cards.code_of(deps.rules, ticket)
    ticket = await tickets.main_of(work, ticket)
    now = deps.now()
    staff = await reach.directory(work, deps, ticket)
    last = await tickets.last_event(work, ticket.id, "urge")
    fresh = last is None or now - last.at >= period_of_urge(policy_of(ticket))
    if fresh:
        note(work, ticket, now, "urge", person=person.id)
        line = part(
            "staff-urged", code=cards.code_of(deps.rules, ticket), due=moment(ticket.promised_at)
        )
        await say(
            work,
            deps,
            await responsible(work, deps, ticket, staff),
            Message(
                (line,),
                ticket=ticket.id,
                priority=Priority.REMINDER,
                hold=hush_of(deps, ticket),
                topic="urge",
            ),
        )
    who = cards.holder_words(ticket, staff) or cards.post_words(
        deps.rules, ticket.lead_unit, ticket.lead_role
    )
    late = ticket.promised_at < now
    return part(
        _URGED[fresh, late],
        code=code,
        who=who,
        due=moment(ticket.promised_at),
        last=await _last_deed(work, deps, ticket, staff),
    )


_URGED = {
    (True, False): "owner-urged",
    (True, True): "owner-urged-late",
    (False, False): "owner-urged-before",
    (False, True): "owner-urged-before-late",
}
"""By whether it was passed on now, and whether the promised date has passed."""


async def _last_deed(
    work: Work, deps: Deps, ticket: Ticket, staff: reach.Directory
) -> dict[str, object]:
    """What happened last, as it stands on her card: a fact, and no asking for patience."""
    deed = await own_lines.last_deed(work, deps, ticket, staff)
    return word(deed[0], **deed[1]) if deed else word("owner-urged-nothing")
