"""A short answer to "where do you live?" completes the ticket that asked."""

from typing import Any

from db import tickets
from db.models import Ticket
from db.session import Work
from domain.filing import says_more
from domain.kin import declares_own
from domain.lifecycle import OPEN
from domain.meaning import Understanding
from domain.place import Place, read_place
from workflows import correcting, owning, reach
from workflows.deps import Deps
from workflows.report import Report


async def take_answer(work: Work, deps: Deps, report: Report, expects: dict[str, Any]) -> bool:
    """A short answer to "where do you live?" completes the ticket; anything else is a new
    message and the question is dropped."""
    if expects["kind"] != "place":
        return False
    report.person.expects = None
    place = read_place(report.incoming.text, deps.rules.org.compound_names)
    if not is_only_place(place, report.incoming.text, report.meaning):
        return False
    ticket = await tickets.lock(work, expects["ticket"])
    if ticket is None or ticket.status not in OPEN:
        return False
    await complete(work, deps, ticket, report, place)
    return True


async def complete(work: Work, deps: Deps, ticket: Ticket, report: Report, place: Place) -> None:
    """Where it is, and what else she says or shows with it: 3号楼2单元，下午三点后在家."""
    text = report.incoming.text
    says = says_more(text, place) and not declares_own(text, place)
    more, desk = says or report.incoming.media, reach.lead_post(ticket)
    if more:
        await owning.keep(work, deps, ticket, report)
    await correcting.set_place(work, deps, ticket, report, place)
    if more and desk == reach.lead_post(ticket):  # a new desk was sent all there is
        await owning.tell_staff(work, deps, ticket, report)


def is_only_place(place: Place, text: str, meaning: Understanding) -> bool:
    """Whether a text says where, and hardly anything else."""
    if place.is_empty:
        return False
    names = any(m.by_words for m in meaning.matters)
    return not names and len(text.strip()) <= 40
