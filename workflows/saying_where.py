"""A short answer to "where do you live?" completes the ticket that asked."""

from typing import Any

from db import tickets
from db.session import Work
from domain.lifecycle import OPEN
from domain.meaning import Understanding
from domain.place import Place, read_place
from workflows import correcting
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
    await correcting.set_place(work, deps, ticket, report, place)
    return True


def is_only_place(place: Place, text: str, meaning: Understanding) -> bool:
    """Whether a text says where, and hardly anything else."""
    if place.is_empty:
        return False
    says_more = any(m.by_words for m in meaning.matters)
    return not says_more and len(text.strip()) <= 40
