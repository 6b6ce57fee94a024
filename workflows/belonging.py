"""Whether a message is no new report but goes on with something: a ticket, a question of ours, or
what staff write down for others."""

from typing import Any

from db import outbox, tickets
from db.models import Ticket
from db.session import Work
from domain.codes import slip_in, ticket_id_in
from domain.inbound import has_words
from workflows import (
    accepting,
    calling_off,
    early_notes,
    echoing,
    following_up,
    handling,
    own_homes,
    own_list,
    own_words,
    reach,
    relaying,
    rewording,
    saying_more,
    saying_where,
    staff_words,
    talking,
    typed_buttons,
    walk_in,
)
from workflows.deps import Deps
from workflows.expected import STAFF_ANSWERS, is_staff_answer, still_expected
from workflows.report import Report


async def belongs(work: Work, deps: Deps, report: Report) -> bool:
    """Whether the message is no new report: something sent before was changed, staff write for
    others, or it belongs to something begun before."""
    if report.incoming.edited and await rewording.reword(work, deps, report):
        return True
    return await _at_the_desk(work, deps, report) or await _continues(work, deps, report)


async def _at_the_desk(work: Work, deps: Deps, report: Report) -> bool:
    """Whether the message is the code of a slip, or what staff write down for others (代, 巡). A
    reply, and an answer we wait for, is what it replies to; 代 with a place is nobody's note."""
    incoming, person = report.incoming, report.person
    if incoming.reply_to:
        return False
    expects = still_expected(person, deps.now())
    asked = expects is not None and expects["kind"] in STAFF_ANSWERS
    code = slip_in(incoming.text[: talking.CODE_WITHIN]) if not asked else None
    if code and len(incoming.text) < talking.CODE_WITHIN:
        await own_list.show_slip(work, deps, person, report.address, code)
        return True
    return await walk_in.write_down(work, deps, report, asked=asked)


async def _continues(work: Work, deps: Deps, report: Report) -> bool:
    """Whether the message belongs to something begun before: a reply to a ticket's message, or
    the answer to a question of ours. Danger to life reported by a resident never does."""
    expects = still_expected(report.person, deps.now())
    if expects and await is_staff_answer(work, report, expects):
        await STAFF_ANSWERS[expects["kind"]](work, deps, report, expects)
        return True
    if await calling_off.is_over(work, deps, report):
        return True
    replied = await replied_ticket(work, report)
    if await relaying.goes_on(work, deps, report, replied, expects):
        return True
    if replied and await _goes_on_with(work, deps, replied, report):
        return True
    if await talking.ask_which(work, deps, report):
        return True
    if report.meaning.life_safety:
        if not replied and await saying_more.goes_on(work, deps, report):
            return True
        # Who has a ticket in hand and names no danger tells of that one: 已经到现场了.
        named = report.meaning.danger_is_named
        return not named and await staff_words.note_of_handler(work, deps, report)
    return await _is_hers(work, deps, report, replied, expects)


async def _is_hers(
    work: Work, deps: Deps, report: Report, replied: Ticket | None, expects: dict[str, Any] | None
) -> bool:
    """Whether the message belongs to a ticket of its sender, in words instead of a button, as an
    answer, or as more of it; else it may be a note of whoever has one in hand."""
    rates = expects is not None and expects["kind"] == "rating_note"  # 算了 is part of that
    if not rates and await calling_off.offer(work, deps, report, replied):
        return True
    if not rates and await echoing.me_too(work, deps, report):
        return True
    if expects and await talking.take_note(work, deps, report, expects):
        return True
    if expects and await walk_in.take_photo(work, deps, report, expects):
        return True
    hers = replied and await reach.speaks_for(work, deps, replied, report.person.id)
    if replied and hers and await own_words.hear(work, deps, report, replied):
        return True
    if await own_homes.tell_home(work, deps, report):
        return True
    if await saying_more.goes_on(work, deps, report):
        return True
    if expects and await saying_where.take_answer(work, deps, report, expects):
        return True
    spoken = has_words(report.incoming.text) and await talking.last_word(work, deps, report)
    if spoken or await following_up.take(work, deps, report):
        return True
    return await staff_words.note_of_handler(work, deps, report)


async def _goes_on_with(work: Work, deps: Deps, ticket: Ticket, report: Report) -> bool:
    """A reply of whoever works on a ticket: a time by which they come, else how it goes.
    Before anybody has accepted it, it waits until they do."""
    if await accepting.took_time(work, deps, ticket, report):
        return True
    if await typed_buttons.hear(work, deps, ticket, report):
        return True
    if not await handling.is_working_on(work, deps, ticket, report.person.id):
        return await early_notes.hear(work, deps, ticket, report)
    await handling.progress(work, deps, ticket, report)
    return True


async def replied_ticket(work: Work, report: Report) -> Ticket | None:
    """The ticket whose message it replies to, or whose code it begins with; locked."""
    incoming = report.incoming
    number = ticket_id_in(incoming.text[: talking.CODE_WITHIN])
    if incoming.reply_to:
        found = await outbox.tickets_of_message(
            work, incoming.channel, incoming.chat, incoming.reply_to
        )
        number = found[0] if len(found) == 1 else number
    return await tickets.lock(work, number) if number else None
