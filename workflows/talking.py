"""Plain words that belong to a ticket although nothing was pressed or quoted: the resident's last
word in her own words, a handler's note, what went wrong after a bad rating."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from db import lists, outbox, people, tickets
from db.models import Ticket
from db.session import Work
from domain.catalogue import Kind
from domain.codes import ticket_id_in
from domain.commands import STAFF, read_command
from domain.duplicates import DANGER
from domain.inbound import Media, has_words
from domain.last_words import (
    is_gone,
    satisfaction_in,
    says_again,
    says_how_pleased,
    solved_but,
    wavers,
)
from domain.lifecycle import WORKING
from domain.nods import is_nod, is_thankful
from domain.people import Role
from domain.press import Press
from domain.reading import answer_in
from domain.remarks import calls_off, first_clause, tells_news
from domain.said import Button, Part, part
from workflows import (
    accepting,
    after_closing,
    cards,
    handling,
    own_more,
    owning,
    rating,
    replying,
    urging,
)
from workflows.clockwork import note
from workflows.deps import DIALOG_WINDOW, Deps
from workflows.open_ticket import open_tickets
from workflows.report import Report
from workflows.speech import Message, say

JUST_NOW = timedelta(minutes=30)
"""A photo without words belongs to the ticket its sender opened within this time."""

KEPT = "kept"
"""Waiting for the words to photos: the kind in Person.expects. At most so many are kept."""
MOST_KEPT = 10

SHOWN = frozenset({"photo", "video"})
"""Kinds of files that show something; a voice note says it."""

CODE_WITHIN = 40
"""In how many of the first characters of a reply a ticket's code counts as naming it."""


def asks_for_something(report: Report, besides: str | None = None) -> bool:
    """Whether the message holds a matter of its own: one that its words name, of another category
    than `besides`."""
    return any(m.by_words and m.category != besides for m in report.meaning.matters)


def small_talk(deps: Deps, report: Report) -> Part:
    """The answer to what asks for nothing; 不用客气 only to whoever was polite."""
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
    if says_again(text):
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


async def note_of_handler(work: Work, deps: Deps, report: Report) -> bool:
    """Somebody with a ticket in hand, or the supporting part of one, who just writes or sends a
    photo means that one; with several the one the words name, else they are asked to reply to the
    card. A recognised matter of another category is a report of theirs; a mere 收到 is no news for
    the resident."""
    if is_nod(report.incoming.text) and not report.incoming.media:
        return False
    if not report.meaning.place.is_empty:
        return False
    roles = (await people.roster_of(work)).roles_of(report.person.id)
    if not roles and asks_for_something(report):
        return False
    mine = await tickets.in_hand_of(work, report.person.id)
    if STAFF & roles:
        mine += await lists.parts_in_hand(work, report.person.id)
    named = urging.meant(deps, report.incoming.text, mine)
    if asks_for_something(report, besides=named.category if named else None):
        return False
    if not mine:
        return await _asked_staff(work, deps, report, roles)
    meant = named or _meant(mine)
    if meant is None:
        await say(work, deps, [report.address], Message((part("ask-which"),)))
        return True
    ticket = await tickets.lock(work, meant.id)
    if ticket is None:
        return False
    has_it = ticket.handler_id == report.person.id
    if not (has_it and await accepting.took_time(work, deps, ticket, report)):
        await handling.progress(work, deps, ticket, report)
    return True


def _meant(mine: Sequence[Ticket]) -> Ticket | None:
    """Which of the tickets in hand words that name none are about: the only one; of several the
    one in danger to life, when it is what was last acted upon. None where that is not sure."""
    newest = max(mine, key=lambda one: one.news_at)
    others = [one for one in mine if one.id != newest.id]
    if not others:
        return newest
    alone = all(one.level != DANGER and one.news_at < newest.news_at for one in others)
    return newest if newest.level == DANGER and alone else None


async def _asked_staff(work: Work, deps: Deps, report: Report, roles: frozenset[Role]) -> bool:
    """好的马上去, 这个不归我们, 已经修好了: words of staff with nothing in hand which name no
    matter and no place are about some card, hardly a report of theirs. They are asked; nothing is
    opened."""
    incoming, meaning = report.incoming, report.meaning
    if not roles or not has_words(incoming.text) or meaning.life_safety:
        return False
    staff = bool(STAFF & roles)
    if not tells_news(incoming.text) and not (staff and meaning.kind is Kind.REQUEST):
        return False
    _keep(report, deps.now())
    key = "ask-staff" if staff else "ask-volunteer"
    await say(work, deps, [report.address], Message((part(key),)))
    return True


async def only_media(work: Work, deps: Deps, report: Report) -> None:
    """A photo or voice note without words belongs to what was just reported, else it is a report
    of its own that a person at the desk looks at. Staff and volunteers are asked what it shows;
    it is kept until they say so."""
    recent = await tickets.latest_open_of(work, report.person.id, deps.now() - JUST_NOW)
    if recent:
        await owning.add(work, deps, recent, report)
        return
    roles = (await people.roster_of(work)).roles_of(report.person.id)
    if not roles or any(one.kind not in SHOWN for one in report.incoming.media):
        await open_tickets(work, deps, report)
        return
    if _keep(report, deps.now()):  # of several in a row only the first is asked about
        key = "ask-photo" if STAFF & roles else "ask-photo-volunteer"
        await say(work, deps, [report.address], Message((part(key),)))


def _keep(report: Report, now: datetime) -> bool:
    """Keep the photos of a message for the words that follow. Returns whether they are the
    first."""
    person, media = report.person, [one.to_json() for one in report.incoming.media]
    kept = _kept(person.expects, now)
    if media:
        until = (now + DIALOG_WINDOW).isoformat()
        kept_now = [*kept, *media][:MOST_KEPT]
        person.expects = {"kind": KEPT, "media": kept_now, "until": until}
    return not kept


def with_kept(report: Report, now: datetime) -> Report:
    """A message with the photos its sender sent before it and was asked about. A nod says nothing
    of them; a command is about something else."""
    person, incoming = report.person, report.incoming
    kept = _kept(person.expects, now)
    if not kept or not has_words(incoming.text) or incoming.edited:
        return report
    if is_nod(incoming.text) or read_command(incoming.text):
        return report
    person.expects = None
    media = (*(Media(**one) for one in kept), *incoming.media)
    return replace(report, incoming=replace(incoming, media=media))


def _kept(expects: dict[str, Any] | None, now: datetime) -> list[dict[str, str]]:
    if not expects or expects["kind"] != KEPT or datetime.fromisoformat(expects["until"]) < now:
        return []
    kept: list[dict[str, str]] = expects["media"]
    return kept


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
