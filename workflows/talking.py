"""Plain words that belong to a ticket although nothing was pressed or quoted: the resident's last
word in her own words, a handler's note, what went wrong after a bad rating."""

from typing import Any

from db import lists, outbox, people, tickets
from db.models import Ticket
from db.session import Work
from domain.catalogue import Kind
from domain.codes import ticket_id_in
from domain.commands import STAFF
from domain.inbound import has_words
from domain.lifecycle import WORKING
from domain.nods import is_nod
from domain.press import Press
from domain.reading import answer_in
from domain.said import Button, part
from workflows import accepting, cards, handling, owning, rating
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.open_ticket import Report
from workflows.speech import Message, say

CODE_WITHIN = 40
"""In how many of the first characters of a reply a ticket's code counts as naming it."""


def asks_for_something(report: Report, besides: str | None = None) -> bool:
    """Whether the message holds a matter of its own: one that its words name, of another category
    than `besides`."""
    return any(m.by_words and m.category != besides for m in report.meaning.matters)


async def last_word(work: Work, deps: Deps, report: Report) -> bool:
    """没解决, 好了, 还是不亮: the answer to "was it solved?", typed instead of tapped. An urging of
    something already done gets the question again."""
    answer = answer_in(report.incoming.text, deps.rules.catalogue)
    if answer is None and report.meaning.kind is not Kind.URGE:
        return False
    done = await tickets.latest_done_of(work, report.person.id)
    if done is None or asks_for_something(report, besides=done.category):
        return False
    if answer is True:
        await rating.solved(work, deps, done, report.person)
    elif answer is False:
        await rating.unsolved(work, deps, done, report.person)
    else:
        await _ask_again(work, deps, report, done)
    return True


async def _ask_again(work: Work, deps: Deps, report: Report, done: Ticket) -> None:
    row = (
        Button("button-solved", Press("solved", done.id)),
        Button("button-unsolved", Press("unsolved", done.id)),
    )
    line = part("owner-ask-again", code=cards.code_of(deps.rules, done))
    await say(work, deps, [report.address], Message((line,), (row,), ticket=done.id))


async def note_of_handler(work: Work, deps: Deps, report: Report) -> bool:
    """Somebody with exactly one ticket in hand, or the supporting part of one, who just writes or
    sends a photo means that one; with several they are asked to reply to the card. A recognised
    matter is a report of theirs; a mere 收到 is no news for the resident."""
    if is_nod(report.incoming.text) and not report.incoming.media:
        return False
    if asks_for_something(report) or not report.meaning.place.is_empty:
        return False
    staff = STAFF & (await people.roster_of(work)).roles_of(report.person.id)
    mine = await tickets.in_hand_of(work, report.person.id)
    if staff:
        mine += await lists.parts_in_hand(work, report.person.id)
    if not mine:
        return bool(staff) and await _asked_staff(work, deps, report)
    if len(mine) > 1:
        await say(work, deps, [report.address], Message((part("ask-which"),)))
        return True
    ticket = await tickets.lock(work, mine[0].id)
    if ticket is None:
        return False
    has_it = ticket.handler_id == report.person.id
    if not (has_it and await accepting.took_time(work, deps, ticket, report)):
        await handling.progress(work, deps, ticket, report)
    return True


async def _asked_staff(work: Work, deps: Deps, report: Report) -> bool:
    """好的马上去, 这个不归我们: words of staff with nothing in hand which name no matter and
    no place are about some card, hardly a report of theirs. They are asked; nothing is opened."""
    if report.meaning.kind is not Kind.REQUEST or report.meaning.life_safety:
        return False
    if not has_words(report.incoming.text):
        return False
    await say(work, deps, [report.address], Message((part("ask-staff"),)))
    return True


async def ask_which(work: Work, deps: Deps, report: Report) -> bool:
    """A reply to a message about several tickets names none of them: ask, rather than put the
    words where they do not belong. A recognised matter is a report of its own."""
    incoming = report.incoming
    if not incoming.reply_to or ticket_id_in(incoming.text[:CODE_WITHIN]):
        return False
    if asks_for_something(report) or report.meaning.danger_is_named:
        return False
    found = await outbox.tickets_of_message(
        work, incoming.channel, incoming.chat, incoming.reply_to
    )
    if len(found) > 1:
        await say(work, deps, [report.address], Message((part("ask-which"),)))
    return len(found) > 1


async def _redo_note(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> bool:
    """还是滴水: what she writes next after 没解决 is about that ticket, unless it names another
    matter or place."""
    report.person.expects = None
    ticket = await tickets.lock(work, expects["ticket"])
    if ticket is None or ticket.status not in WORKING or is_nod(report.incoming.text):
        return False
    if asks_for_something(report, ticket.category) or not report.meaning.place.is_empty:
        return False
    await owning.add(work, deps, ticket, report)
    return True


async def _rating_note(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> bool:
    """What went wrong, in her own words, after "not satisfied"."""
    report.person.expects = None
    ticket = await tickets.lock(work, expects["ticket"])
    if ticket is None or asks_for_something(report):
        return False
    note(
        work, ticket, deps.now(), "rating_note", person=report.person.id, text=report.incoming.text
    )
    await say(work, deps, [report.address], Message((part("said-rating-note"),)))
    return True


async def take_note(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> bool:
    """Whether the message says more about the answer she has just given."""
    take = _NOTES.get(expects["kind"])
    return take is not None and await take(work, deps, report, expects)


_NOTES = {"rating_note": _rating_note, "redo_note": _redo_note}
