"""不用来了, typed instead of tapped: she is offered to withdraw what she means. Words alone
withdraw nothing; the tap is in owning."""

from db import tickets
from db.models import Ticket
from db.session import Work
from domain.codes import ticket_id_in
from domain.duplicates import DANGER
from domain.last_words import is_gone, is_gone_of
from domain.lifecycle import LIVE, Action, Relation, Status, allowed
from domain.press import Press
from domain.reading import answer_in, readable
from domain.remarks import calls_off, calls_off_by_name, says_it_is_over
from domain.said import Button, part
from workflows import cards, owning, urging
from workflows.answering import MOST_CHOICES
from workflows.deps import Deps
from workflows.own_list import ticket_line
from workflows.report import Report
from workflows.speech import Message, say

LOOKED_AT = 20
"""More tickets of one resident than these are not looked through."""


async def offer(work: Work, deps: Deps, report: Report, replied: Ticket | None) -> bool:
    """Whether the message calls off a ticket of hers; then she gets a button for it, or one each
    for what she may mean."""
    text, person = report.incoming.text, report.person
    gone = is_gone(text)
    by_name = not (gone or calls_off(text)) and calls_off_by_name(text)
    if report.incoming.media or not (by_name or gone or calls_off(text)):
        return False
    mine = await tickets.of_owner(work, person.id, limit=LOOKED_AT)
    may = [one for one in mine if Action.WITHDRAW in allowed(one.status, [Relation.OWNER])]
    named = replied.id if replied else ticket_id_in(text)
    may = [one for one in may if named in (None, one.id)]
    if replied and not may:
        return False
    meant = urging.meant(deps, text, may)
    if by_name and meant is None:
        return False  # what is named there is none of hers
    about = meant or (may[0] if len(may) == 1 else None)
    if gone and (about is None or not is_gone_of(text, about.text)):
        return False  # 来电了 is said of anything; what is done waits for her word
    if await tickets.in_hand_of(work, person.id, limit=1):
        return False  # staff tell of what they have in hand
    if any(one.status is Status.DONE for one in mine):
        solved = gone or answer_in(text, deps.rules.catalogue) is True
        if solved or not may:
            return False  # 好了，不用来了 is her word about what was done
    if not may:
        await say(work, deps, [report.address], Message((part("urge-none"),)))
        return True
    await _offer(work, deps, report, [meant] if meant else may[:MOST_CHOICES])
    return True


async def is_over(work: Work, deps: Deps, report: Report) -> bool:
    """Whether the message says that a danger of hers is over. Everybody who has it reads so at
    once; nothing is withdrawn by words, and she is offered to do it. A danger of another kind in
    the same words is a report, and 搞错了，灯不用修了 says nothing of whoever is in the lift."""
    if report.latest is None or report.incoming.media:
        return False
    if not says_it_is_over(readable(report.incoming.text, deps.rules.catalogue)):
        return False
    mine = await tickets.newest_of(work, report.person.id, LOOKED_AT)
    going_on = [one for one in mine if one.level == DANGER and one.status in LIVE]
    named = urging.meant(deps, report.incoming.text, [one for one in mine if one.status in LIVE])
    if named is not None and named not in going_on:
        return False
    meant = {one.category for one in report.meaning.matters}
    if report.meaning.life_safety:
        going_on = [one for one in going_on if one.category in meant]
    newest = await tickets.lock(work, going_on[0].id) if going_on else None
    if newest is None or Action.ADD not in allowed(newest.status, [Relation.OWNER]):
        return False
    await owning.add(work, deps, newest, report, quiet=True)
    if Action.WITHDRAW in allowed(newest.status, [Relation.OWNER]):
        await _offer(work, deps, report, [newest], "ask-over")
    else:
        line = part("said-added", code=cards.code_of(deps.rules, newest))
        await say(work, deps, [report.address], Message((line,)))
    return True


async def _offer(
    work: Work, deps: Deps, report: Report, may: list[Ticket], key: str = "ask-withdraw"
) -> None:
    line = part(key if len(may) == 1 else "ask-withdraw-which")
    rows = tuple((_button(deps, one),) for one in may)
    lines = (line, *(ticket_line(deps, one) for one in may))
    about = may[0].id if len(may) == 1 else None
    await say(work, deps, [report.address], Message(lines, rows, ticket=about))


def _button(deps: Deps, ticket: Ticket) -> Button:
    code = (("code", cards.code_of(deps.rules, ticket)),)
    return Button("button-withdraw-code", Press(Action.WITHDRAW, ticket.id), code)
