"""She changes a message she has sent: her report follows while nobody has taken it; afterwards it
is a further word that the staff read. What was no report may become one."""

from collections.abc import Sequence
from dataclasses import dataclass

from db import people, tickets
from db.models import Event, Ticket
from db.session import Work
from domain.burst import joined
from domain.duplicates import DANGER
from domain.filing import read_filing
from domain.inbound import has_words
from domain.lifecycle import LIVE, Status
from domain.said import category_name, part
from domain.shield import asks_to_be_sealed, without_wish
from domain.understanding import understand
from workflows import cards, owning, sealing
from workflows.alike import compare_again
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.learn import in_own_words
from workflows.promise import hears_by
from workflows.report import Report
from workflows.rereading import reread
from workflows.said_since import ANOTHER, still_said
from workflows.speech import Message, say
from workflows.talking import asks_for_something

LOOKED_AT = 20
"""More tickets of one resident than these are not looked through."""


@dataclass(frozen=True, slots=True)
class Written:
    """A ticket that a message became, or became part of, and what was added to it and changed."""

    ticket: Ticket
    events: tuple[Event, ...]

    def said(self, thread: int) -> str | None:
        """What that message says on the ticket; None where it is no part of the ticket's words."""
        return self._pieces().get(thread)

    def replaced(self, thread: int, text: str) -> str:
        """The ticket's words with another text for that message."""
        return joined(tuple((self._pieces() | {thread: text}).values()))

    def _pieces(self) -> dict[int, str]:
        """By message, in their order; the first is the one that opened the ticket."""
        pieces: dict[int, str] = {}
        for event in self.events:
            if event.kind == "reworded" or event.values.get("joined"):
                pieces[event.values["from"]] = event.values.get("text") or ""
        first = self.ticket.thread
        rest = joined([text for thread, text in pieces.items() if thread != first])
        opened = (
            self.ticket.text.removesuffix(rest).removesuffix("\n") if rest else self.ticket.text
        )
        return {first: opened} | {
            thread: text for thread, text in pieces.items() if thread != first
        }


async def reword(work: Work, deps: Deps, report: Report) -> bool:
    """Whether a changed message has been dealt with. False: it is a report only now. A place on
    the map that moves is changed every few seconds, without words."""
    if not has_words(report.incoming.text):
        return True
    written = await _written(work, report)
    if not written:
        return not await _becomes_report(work, deps, report)
    if report.meaning.life_safety and all(one.ticket.level != DANGER for one in written):
        return False
    live = [one for one in written if one.ticket.status in LIVE]
    if not live:
        await say(work, deps, [report.address], Message((part("note-edited"),)))
    elif len(written) == 1:
        await _change(work, deps, report, live[0])
    else:
        await _add(work, deps, report, _meant(live, report))
    return True


async def _written(work: Work, report: Report) -> list[Written]:
    """What the message has become so far, as far back as is looked; locked."""
    newest = await tickets.newest_of(work, report.person.id, LOOKED_AT)
    kinds = ("add", "reworded", ANOTHER)
    events = still_said(await tickets.events_of(work, [one.id for one in newest], *kinds))
    numbers = {one.id for one in newest if one.thread == report.thread}
    numbers |= {one.ticket_id for one in events if one.values.get("from") == report.thread}
    found = []
    for number in sorted(numbers):
        ticket = await tickets.lock(work, number)
        if ticket is not None:
            found.append(Written(ticket, tuple(e for e in events if e.ticket_id == number)))
    return found


async def _becomes_report(work: Work, deps: Deps, report: Report) -> bool:
    """Whether words that were none before are a report now: they name a matter, and are not those
    of somebody at work."""
    if report.meaning.life_safety:
        return True
    filed = read_filing(report.incoming.text, deps.rules.org.compound_names)
    roles = (await people.roster_of(work)).roles_of(report.person.id)
    if asks_for_something(report) and filed is None and not roles:
        return True
    await say(work, deps, [report.address], Message((part("note-edited"),)))
    return False


def _meant(live: Sequence[Written], report: Report) -> Written:
    """Of several matters of one message the one it names now."""
    named = {one.category for one in report.meaning.matters}
    return next((one for one in live if one.ticket.category in named), live[0])


async def _change(work: Work, deps: Deps, report: Report, written: Written) -> None:
    """The words themselves are changed while nobody has taken the ticket."""
    ticket, text = written.ticket, report.incoming.text
    before = written.said(report.thread)
    if before == text or _was_added(written, report):
        return
    if before is None or ticket.status is not Status.QUEUED:
        await _add(work, deps, report, written)
        return
    ticket.text = written.replaced(report.thread, text)
    if asks_to_be_sealed(text):
        sealing.seal(work, deps, ticket, report.person.id)
    values = {"text": text, "from": report.thread}
    note(work, ticket, deps.now(), "reworded", person=report.person.id, **values)
    said = without_wish(ticket.text)
    meaning = understand(said, deps.rules.catalogue, deps.rules.org.compound_names)
    meaning = await in_own_words(work, deps, ticket.text, meaning, report.person)
    await reread(work, deps, ticket, report, meaning)
    line = part(
        "reworded",
        code=cards.code_of(deps.rules, ticket),
        category=category_name(ticket.category),
        who=cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
        hears=hears_by(deps, ticket.promised_at),
    )
    await say(work, deps, [report.address], Message((line,), ticket=ticket.id))
    await compare_again(work, deps, ticket, [report.address])


def _was_added(written: Written, report: Report) -> bool:
    """Whether the newest that was added of this message says just that."""
    mine = [e for e in written.events if e.values.get("from") == report.thread]
    return bool(mine) and mine[-1].values.get("text") == report.incoming.text


async def _add(work: Work, deps: Deps, report: Report, written: Written) -> None:
    """A further word, with what it is the new form of."""
    if _was_added(written, report):
        return
    ticket = written.ticket
    values = {"text": report.incoming.text, "media": [], "from": report.thread}
    note(work, ticket, deps.now(), "add", person=report.person.id, **values)
    await owning.tell_staff(work, deps, ticket, report, "staff-reworded")
    code = cards.code_of(deps.rules, ticket)
    await say(work, deps, [report.address], Message((part("said-added", code=code),)))
