"""没解决, 又坏了, typed when it was closed already: within the time she had for her answer it is
opened again, later it is a report of what came back, with the words she used the first time."""

from dataclasses import replace
from datetime import timedelta

from db import tickets
from db.models import Ticket
from db.session import Work
from domain.burst import joined
from domain.last_words import refers_back, says_again
from domain.reading import answer_in
from domain.understanding import understand
from workflows import own_card, rating
from workflows.deps import Deps
from workflows.echoing import open_along
from workflows.report import Report

LOOK_BACK = timedelta(days=30)
"""As long after its end a matter counts as come back (domain/duplicates.py)."""


async def hear(work: Work, deps: Deps, report: Report, about: Ticket | None = None) -> bool:
    """Whether the words are about what was closed last, or about the closed ticket they name; then
    it is open again, or is taken up."""
    text, again = report.incoming.text, says_again(report.incoming.text)
    back = again or refers_back(text)
    if not back and answer_in(text, deps.rules.catalogue) is not False:
        return False
    if not report.meaning.place.is_empty or report.meaning.life_safety:
        return False
    since = deps.now() - LOOK_BACK
    closed = about or await tickets.latest_closed_of(work, report.person.id, since)
    if closed is None or closed.closed_at is None or closed.closed_at < since:
        return False
    if not again and _names_another(report, closed):
        return False
    if back and not again:
        again = _speaks_of(deps, report, closed)
        if not again and answer_in(text, deps.rules.catalogue) is not False:
            return False
    if own_card.may_reopen(deps, closed):
        await rating.reopen(work, deps, closed, report.person)
        return True
    if not again or not closed.text:
        return False
    await _take_up(work, deps, report, closed)
    return True


def _speaks_of(deps: Deps, report: Report, closed: Ticket) -> bool:
    """Whether the matter she names is the one that was closed: of one category, by a word of
    both."""
    rules = deps.rules
    before = understand(closed.text, rules.catalogue, rules.org.compound_names).matters
    known = {(m.category, word) for m in before for word in m.reasons if len(word) > 1}
    return any(
        (m.category, word) in known and m.category == closed.category
        for m in report.meaning.matters
        for word in m.reasons
    )


def _names_another(report: Report, closed: Ticket) -> bool:
    return any(m.by_words and m.category != closed.category for m in report.meaning.matters)


async def _take_up(work: Work, deps: Deps, report: Report, closed: Ticket) -> None:
    """Her words of now say nothing of what or where: those of then do."""
    text = joined((closed.text, report.incoming.text))
    meaning = understand(closed.text, deps.rules.catalogue, deps.rules.org.compound_names)
    whole = replace(report, incoming=replace(report.incoming, text=text), meaning=meaning)
    await open_along(work, deps, whole)
