"""What she showed, or where she said it was, a moment before she says what is the matter: it goes
along with the report that it belongs to, and stays no ticket of its own. Whoever is sent to a
danger has to see the place that she shared before she cried for help."""

from collections.abc import Sequence
from dataclasses import replace

from db.models import Ticket
from db.session import Work
from domain.burst import joined
from domain.inbound import Media
from domain.lifecycle import Status
from domain.said import part
from workflows import cards, owning
from workflows.deps import Deps
from workflows.echoing import open_along
from workflows.report import Report
from workflows.rereading import said_in
from workflows.speech import Message, say


async def open_with(work: Work, deps: Deps, report: Report, shown: Sequence[Ticket]) -> None:
    """Open the report with the words and files of these tickets of hers. Those that nobody has in
    hand yet end with it."""
    incoming = report.incoming
    text = joined([*(one.text for one in shown), incoming.text])
    files = tuple(Media(**file) for one in shown for file in one.media)
    whole = replace(incoming, text=text, media=(*files, *incoming.media))
    meaning = replace(report.meaning, place=said_in(deps, text))
    await open_along(work, deps, replace(report, incoming=whole, meaning=meaning))
    waiting = [one for one in shown if one.status is Status.QUEUED]
    for ticket in waiting:
        await owning.withdraw(work, deps, ticket, report.person)
    codes = [cards.code_of(deps.rules, one) for one in waiting]
    if codes:
        line = part("brought-along", codes={"$join": codes})
        await say(work, deps, [report.address], Message((line,)))
