"""What a resident says of a ticket of hers that she names, by replying to a message about it or by
its code: her last word, an urging, a question. All else is more of what she told."""

from dataclasses import replace

from db.models import Ticket
from db.session import Work
from domain.catalogue import Kind
from domain.codes import TICKET_CODE
from domain.followups import asks_how, blames_worker, urges
from domain.inbound import has_words
from domain.lifecycle import LIVE, Status
from domain.understanding import understand
from workflows import after_closing, own_card, owning, talking, urging
from workflows.deps import Deps
from workflows.report import Report
from workflows.speech import Message, say


async def hear(work: Work, deps: Deps, report: Report, ticket: Ticket) -> bool:
    """Take what she says of that ticket. False where it is closed and her words do not speak of
    how it was closed."""
    said = _without_code(deps, report)
    if report.incoming.media:
        return await _more(work, deps, report, ticket)
    if said is not report and not has_words(said.incoming.text):  # nothing but its code
        await own_card.show(work, deps, ticket, report.address)
        return True
    if ticket.status is Status.CLOSED:
        return await after_closing.hear(work, deps, said, about=ticket)
    if ticket.status is Status.DONE and await talking.last_word(work, deps, said, about=ticket):
        return True
    if said.meaning.kind is Kind.URGE or urges(said.incoming.text):
        line = await urging.urge(work, deps, ticket, report.person)
        await say(work, deps, [report.address], Message((line,), ticket=ticket.id))
        return True
    if said.meaning.kind is Kind.STATUS_QUERY or asks_how(said.incoming.text):
        await own_card.show(work, deps, ticket, report.address)
        return True
    return await _more(work, deps, report, ticket)


async def _more(work: Work, deps: Deps, report: Report, ticket: Ticket) -> bool:
    """Words and photos that belong to it. Of what waits for her last word she is asked it again:
    还是有点滴水 may be one."""
    if ticket.status not in LIVE:
        return False
    if ticket.against is None and blames_worker(report.incoming.text):
        return False  # a complaint of its own: those it is about would read it here
    await owning.add(work, deps, ticket, report)
    if ticket.status is Status.DONE:
        await talking.ask_again(work, deps, report, ticket)
    return True


def _without_code(deps: Deps, report: Report) -> Report:
    """The message without the ticket's code, understood anew."""
    text = TICKET_CODE.sub(" ", report.incoming.text).strip()
    if text == report.incoming.text.strip():
        return report
    meaning = understand(text, deps.rules.catalogue, deps.rules.org.compound_names)
    return replace(report, incoming=replace(report.incoming, text=text), meaning=meaning)
