"""Plain words that belong to a ticket although nothing was pressed or quoted: the resident's last
word in her own words, what went wrong after a bad rating. Those of staff are in staff_words."""

from typing import Any

from db import outbox, people, tickets
from db.models import Ticket
from db.session import Work
from domain.catalogue import Kind
from domain.codes import ticket_id_in
from domain.commands import STAFF
from domain.inbound import has_words
from domain.last_words import (
    is_gone,
    is_gone_of,
    satisfaction_in,
    says_again,
    says_how_pleased,
    solved_but,
    still_so,
    wavers,
)
from domain.lifecycle import WORKING
from domain.nods import is_nod, is_thankful
from domain.press import Press
from domain.reading import answer_in
from domain.remarks import calls_off, first_clause
from domain.said import Button, Part, part
from workflows import (
    after_closing,
    cards,
    own_more,
    owning,
    rating,
    replying,
)
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.report import Report
from workflows.speech import Message, say

CODE_WITHIN = 40
"""In how many of the first characters of a reply a ticket's code counts as naming it."""


def asks_for_something(report: Report, besides: str | None = None) -> bool:
    """Whether the message holds a matter of its own: one that its words name, of another category
    than `besides`."""
    return any(m.by_words and m.category != besides for m in report.meaning.matters)


async def small_talk(work: Work, deps: Deps, report: Report) -> Part:
    """The answer to what asks for nothing; 不用客气 only to whoever was polite. To staff, who may
    take 收到 for an acceptance: what is one."""
    if STAFF & (await people.roster_of(work)).roles_of(report.person.id):
        return part("chat-staff")
    if is_thankful(report.incoming.text):
        return part("chat")
    if deps.rules.emergency_phone:
        return part("chat-else-phone", phone=deps.rules.emergency_phone)
    return part("chat-else")


async def last_word(work: Work, deps: Deps, report: Report, about: Ticket | None = None) -> bool:
    """没解决, 好了, 还是不亮: the answer to "was it solved?", typed instead of tapped. An urging
    or a calling off of something already done gets the question again. `about`: what is done and
    she names; else what was done last."""
    if report.latest is None:
        return False  # she never had a ticket
    text = report.incoming.text
    if asks_for_something(report):
        pleased = satisfaction_in(first_clause(text))
        if pleased is not None:
            await _rated(work, deps, report, pleased, about)
            return False  # 很满意，另外路灯坏了: the rest is a report
    pleased = satisfaction_in(text)
    if pleased is not None and await _rated(work, deps, report, pleased, about):
        return True
    return await _whether_solved(work, deps, report, about)


async def _whether_solved(work: Work, deps: Deps, report: Report, about: Ticket | None) -> bool:
    text = report.incoming.text
    answer = _answer_in(text, deps)
    asks = report.meaning.kind is Kind.URGE or calls_off(text) or wavers(text)
    if answer is None and not asks:
        return about is None and await after_closing.hear(work, deps, report)
    done = about or await tickets.latest_done_of(work, report.person.id)
    if done is None and wavers(text):
        return await _asked_how_satisfied(work, deps, report)
    if done is None:
        return answer is not True and await after_closing.hear(work, deps, report)
    if is_gone(text) and not is_gone_of(text, done.text):
        return False  # 来水了, and it was a lamp that was mended
    says_more = not (is_gone(text) or wavers(text))
    if says_more and asks_for_something(report, besides=done.category):
        return False
    if answer is True:
        await rating.solved(work, deps, done, report.person)
    elif answer is False:
        await rating.unsolved(work, deps, done, report.person)
    else:
        await ask_again(work, deps, report, done)
    return True


def _answer_in(text: str, deps: Deps) -> bool | None:
    """Whether they say that it is solved; None for neither."""
    if says_again(text) or still_so(text):
        return False  # 又不亮了 has 亮了 in it
    if solved_but(text) or is_gone(text):
        return True  # and 不满意 is the other question
    return answer_in(text, deps.rules.catalogue)


async def _asked_how_satisfied(work: Work, deps: Deps, report: Report) -> bool:
    """还行: not yet an answer to "are you satisfied?", which is asked once more."""
    since = deps.now() - after_closing.LOOK_BACK
    closed = await tickets.latest_closed_of(work, report.person.id, since)
    if closed is None or not await rating.is_awaited(work, closed):
        return False
    await rating.ask_satisfied(work, deps, closed)
    return True


async def _rated(
    work: Work, deps: Deps, report: Report, pleased: bool, about: Ticket | None
) -> bool:
    """很满意: the answer to "are you satisfied?"; of what waits for her word, that it is solved as
    well. Who is not satisfied has not said whether it is."""
    person, answer = report.person, "good" if pleased else "bad"
    done = about or await tickets.latest_done_of(work, person.id)
    if done is not None and pleased:
        await rating.solved(work, deps, done, person, asks=False)
    elif done is not None:
        return False
    since = deps.now() - after_closing.LOOK_BACK
    closed = done or await tickets.latest_closed_of(work, person.id, since)
    if closed is None or not await rating.is_awaited(work, closed):
        return False
    await rating.rate(work, deps, closed, person, answer)
    return True


async def ask_again(work: Work, deps: Deps, report: Report, done: Ticket) -> None:
    """ "Was it solved?", with the buttons for it."""
    row = (
        Button("button-solved", Press("solved", done.id)),
        Button("button-unsolved", Press("unsolved", done.id)),
    )
    line = part("owner-ask-again", code=cards.code_of(deps.rules, done))
    await say(work, deps, [report.address], Message((line,), (row,), ticket=done.id))


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
    """What went wrong, in her own words, after "not satisfied". What she had been asked before that
    is open again."""
    report.person.expects = expects.get("then")
    ticket = await tickets.lock(work, expects["ticket"])
    other = asks_for_something(report) and not says_how_pleased(report.incoming.text)
    if ticket is None or other or not has_words(report.incoming.text):
        return False
    note(
        work, ticket, deps.now(), "rating_note", person=report.person.id, text=report.incoming.text
    )
    await replying.tell_unit(work, deps, ticket, "bad", report.incoming.text)
    await say(work, deps, [report.address], Message((part("said-rating-note"),)))
    return True


async def take_note(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> bool:
    """Whether the message says more about the answer she has just given."""
    take = _NOTES.get(expects["kind"])
    return take is not None and await take(work, deps, report, expects)


_NOTES = {
    "rating_note": _rating_note,
    "redo_note": _redo_note,
    own_more.ADDING: own_more.take_more,
}
