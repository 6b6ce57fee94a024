"""A message comes in: taken once, understood, and made into what its sender wants of us.

One transaction for the messages of a moment. A report is a ticket before any question is asked.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from db import people
from db.arrivals import Arrival, Found, look_up, next_key
from db.models import Receipt
from db.session import Work, is_collision
from domain.catalogue import REPORTS, Kind
from domain.codes import TICKET_CODE
from domain.commands import idle_command, is_unknown_command, read_command
from domain.errors import Refusal
from domain.followups import COMPANY, asks_how, blame_in
from domain.inbound import MAX_TEXT, Incoming, has_pictures, has_words
from domain.last_words import satisfaction_in
from domain.meaning import Understanding
from domain.nods import is_polite, praises
from domain.remarks import says_me_too
from domain.said import part
from domain.shield import without_wish
from domain.understanding import understand
from workflows import (
    belonging,
    beside,
    calling,
    early_notes,
    echoing,
    handling,
    kept_photos,
    own_homes,
    own_list,
    plain_questions,
    staff_words,
    talking,
    typed_buttons,
    urging,
    wishes,
)
from workflows.commands import Caller, run_command
from workflows.deps import Deps
from workflows.identify import known_or_new
from workflows.join import bind_group
from workflows.learn import in_own_words
from workflows.probe import database_is_well
from workflows.report import Report
from workflows.setting_aside import set_aside
from workflows.speech import Message, say

ASKING = (Kind.URGE, Kind.STATUS_QUERY)
"""Kinds of messages about what was told before."""

MOST_COLLISIONS = 3
"""How often a message is tried again that another process took in at the same moment."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, what of it is to be read, and what that means."""

    incoming: Incoming
    read: str
    meaning: Understanding

    @property
    def arrival(self) -> Arrival:
        """What is looked up about it."""
        incoming, private = self.incoming, not self.incoming.in_group
        return Arrival(
            incoming.channel,
            incoming.chat,
            incoming.key,
            None if incoming.sender.anonymous and not private else incoming.sender.id,
            joins=private,
            opens=private and self.meaning.kind in REPORTS,
        )

    @property
    def apart(self) -> frozenset[Hashable]:
        """Its chat and its sender: what they do is done one after the other."""
        incoming = self.incoming
        return frozenset(
            {("chat", incoming.channel, incoming.chat)}
            | {("sender", incoming.channel, incoming.sender.id)}
        )


async def hear_message(deps: Deps, incoming: Incoming) -> bool:
    """Take a message in, together with those that come at the same moment. Returns False when it
    had been taken before (then nothing happens), and in any case only after the commit."""
    if not incoming.in_group and (idle := idle_command(incoming.text)):
        incoming = replace(incoming, text=idle.argument, behind=idle.name)
    heard = Heard(incoming, *_meaning(deps, incoming.text))
    taken = await deps.gatherer.do(heard, heard.apart, partial(_take_in, deps))
    if taken:
        deps.wake()
    return taken


async def _take_in(deps: Deps, group: Sequence[Heard]) -> Sequence[bool | Exception]:
    """One transaction for a group. Where the database itself is the trouble, nobody of it needs to
    be tried alone."""
    if len(group) == 1:
        return await _take_in_alone(deps, group)
    try:
        return await _take_in_once(deps, group)
    except Exception as error:
        if await database_is_well(deps):
            raise
        return [error for _ in group]


async def _take_in_alone(deps: Deps, group: Sequence[Heard]) -> list[bool]:
    """What another process is taking in at the same moment is tried again: then its receipt is
    there."""
    for _ in range(MOST_COLLISIONS):
        try:
            return await _take_in_once(deps, group)
        except Exception as error:
            if not is_collision(error):
                raise
    return await _take_in_once(deps, group)


async def _take_in_once(deps: Deps, group: Sequence[Heard]) -> list[bool]:
    async with deps.begin() as work:
        found = await look_up(work, [heard.arrival for heard in group])
        for heard, known in zip(group, found, strict=True):
            if known.is_new:
                await _hear(work, deps, heard, known)
        await work.commit()
    return [known.is_new for known in found]


async def _hear(work: Work, deps: Deps, heard: Heard, known: Found) -> None:
    incoming = heard.incoming
    receipt = await next_key(work, Receipt)
    work.later(
        Receipt,
        id=receipt,
        channel=incoming.channel,
        chat=incoming.chat,
        key=incoming.key,
        at=deps.now(),
    )
    if incoming.in_group:
        await _hear_in_group(work, deps, heard, known, receipt)
    else:
        person = await known_or_new(work, deps, incoming, known)
        meaning = await in_own_words(work, deps, heard.read, heard.meaning, person)
        thread = await _thread(work, incoming) or receipt
        report = Report(person, incoming, meaning, thread, latest=known.latest)
        await _hear_in_private(work, deps, report)


async def _thread(work: Work, incoming: Incoming) -> int | None:
    """What was edited goes on as the message it was."""
    if incoming.original is None:
        return None
    return await people.receipt_of(work, incoming.channel, incoming.chat, incoming.original)


async def _hear_in_group(work: Work, deps: Deps, heard: Heard, found: Found, receipt: int) -> None:
    """In groups only binding and a staff member's reply to a card are for us; talk is not."""
    incoming = heard.incoming
    called = read_command(incoming.text)
    if called and called.name == "bind":
        await bind_group(work, deps, incoming)
    elif incoming.reply_to and not incoming.edited and found.person:
        await _reply_in_group(work, deps, Report(found.person, incoming, heard.meaning, receipt))


async def _reply_in_group(work: Work, deps: Deps, report: Report) -> None:
    ticket = await belonging.replied_ticket(work, report)
    if ticket is None:
        return
    if not await handling.is_working_on(work, deps, ticket, report.person.id):
        await early_notes.hear(work, deps, ticket, report)
        return
    try:
        if not await typed_buttons.hear(work, deps, ticket, report):
            await handling.progress(work, deps, ticket, report)
    except Refusal as refusal:
        line = part(refusal.key, **refusal.values)
        await say(work, deps, [report.address], Message((line,)))


async def _hear_in_private(work: Work, deps: Deps, report: Report) -> None:
    incoming = report.incoming
    report = kept_photos.with_kept(report, deps.now())
    try:
        if not await wishes.hear(work, deps, report):
            await _answer(work, deps, await beside.hear(work, deps, report))
    except Refusal as refusal:
        line = part(refusal.key, **refusal.values)
        await say(work, deps, [report.address], Message((line,)))
    if incoming.odd and incoming.text:
        await say(work, deps, [report.address], Message((part(f"odd-{incoming.odd}"),)))
    if len(incoming.text) >= MAX_TEXT:
        await say(work, deps, [report.address], Message((part("note-clipped", most=MAX_TEXT),)))


def _meaning(deps: Deps, text: str) -> tuple[str, Understanding]:
    """What is to be read of her words, and what they mean."""
    said = without_wish(text)
    meaning = understand(said, deps.rules.catalogue, deps.rules.org.compound_names)
    found, meaning = beside.told(deps, said, meaning)
    blame = blame_in(said)
    if blame and not (meaning.life_safety or any(one.against for one in meaning.matters)):
        # whoever sent them must not read it, whatever else it says
        where = meaning.place
        for company in COMPANY:
            found = f"{company}{blame}"
            meaning = understand(found, deps.rules.catalogue, deps.rules.org.compound_names)
            if meaning.kind is Kind.REQUEST:
                break
        meaning = replace(meaning, place=where)
    return (text if found is said else found), meaning


async def _answer(work: Work, deps: Deps, report: Report) -> None:
    called, report = await calling.called_in(work, deps, report)
    incoming = report.incoming
    caller = Caller(report.person, report.address, incoming.media)
    if called:
        kept_photos.forget_question(report.person)
        await run_command(work, deps, caller, called)
    elif is_unknown_command(incoming.text) or await calling.is_mistyped(work, report):
        await calling.say_unknown(work, deps, report)
    elif await belonging.belongs(work, deps, report):
        return
    elif report.meaning.life_safety or has_words(incoming.text):
        await _by_kind(work, deps, report)
    elif incoming.media:
        await staff_words.only_media(work, deps, report)
    else:
        unread = "sticker" if has_pictures(incoming.text) else "empty"
        key = f"odd-{incoming.odd or unread}"
        await say(work, deps, [report.address], Message((part(key),)))


def _kind(report: Report) -> Kind:
    """怎么样了 says so little that it sounds like anything, as does a code that is none of hers; so
    do Thank you very much and 我要表扬小李，帮我搬煤气罐."""
    text = report.incoming.text
    says_thanks = is_polite(text) or praises(text) or satisfaction_in(text)
    if report.meaning.life_safety is None and says_thanks:
        return Kind.CHAT
    asked = TICKET_CODE.sub(" ", report.incoming.text)
    asks = not report.meaning.danger_is_named and (asks_how(asked) or not has_words(asked))
    return Kind.STATUS_QUERY if asks else report.meaning.kind


async def _by_kind(work: Work, deps: Deps, report: Report) -> None:
    kind = _kind(report)
    if await plain_questions.answer(work, deps, report):
        return
    if await own_homes.tell_own(work, deps, report):
        return
    if kind is Kind.CHAT and says_me_too(report.incoming.text):
        # Somebody has the same trouble, though nobody can tell which: a matter still unclear.
        kind, report = Kind.REQUEST, replace(report, meaning=understand("", deps.rules.catalogue))
    if kind in REPORTS and await set_aside(work, deps, report):
        return
    if kind in REPORTS:
        await echoing.open_along(work, deps, report)
    elif kind in ASKING and await beside.report_anew(work, deps, report):
        return
    elif kind is Kind.URGE:
        await urging.urge_by_words(work, deps, report)
    elif kind is Kind.STATUS_QUERY:
        await own_list.say_tickets(work, deps, report.person, report.address)
    else:
        line = await talking.small_talk(work, deps, report)
        await say(work, deps, [report.address], Message((line,)))
