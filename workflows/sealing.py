"""What is sealed of a matter: where it complains about somebody, or she asked, nobody's card tells
who she is, her door or her phone. Whoever needs them says why first (workflows/revealing.py)."""

from collections.abc import Sequence

from db import tickets
from db.models import Ticket
from db.session import Work
from domain.files import PHOTO
from domain.inbound import LOCATION, Media
from domain.lifecycle import LIVE
from domain.said import part
from domain.shield import (
    SEALED_AGAINST,
    accuses_somebody,
    covered,
    covered_but_accused,
    names_said,
    only_asks_to_be_sealed,
)
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.report import Report
from workflows.speech import Message, say

LOOKED_AT = 20
"""More open tickets of one resident than these are not sealed by one word."""


def is_sealed(ticket: Ticket) -> bool:
    """Whether who says it is kept to themselves. Where life is in danger the door is needed at
    once, by everybody who is paged."""
    if ticket.policy["pages_all"]:
        return False
    return ticket.sealed or ticket.against in SEALED_AGAINST


def words_of(ticket: Ticket, text: str | None = None, *, sealed: bool = False) -> str:
    """Her words (the report itself, or others of hers) as staff read them without having asked.
    `sealed`: for somebody to whom it is, although the matter is not."""
    said = ticket.text if text is None else text
    if not (sealed or is_sealed(ticket)):
        return said
    names = names_said(ticket.text) | names_said(said)
    about_a_neighbour = ticket.against in (None, "neighbour") and accuses_somebody(ticket.text)
    return (covered_but_accused if about_a_neighbour else covered)(said, names)


def files_of(
    ticket: Ticket,
    files: Sequence[Media] | None = None,
    *,
    kept_back: bool = False,
    sealed: bool = False,
    doer: bool = False,
) -> tuple[Media, ...]:
    """What she attached (or others of hers) as staff get it without having asked: behind a seal
    pictures alone, as her voice is in all else but the place where she stands. Where no words say
    what it is about, the community has to listen; never who does the work (`doer`). `kept_back`:
    the rest of it."""
    sent = tuple(Media(**kept) for kept in ticket.media) if files is None else tuple(files)
    if not (sealed or is_sealed(ticket)):
        shown = {one.kind for one in sent}
    elif ticket.text or doer:
        shown = {PHOTO}
    else:
        shown = {one.kind for one in sent} - {LOCATION}
    return tuple(one for one in sent if (one.kind in shown) is not kept_back)


async def hear_wish(work: Work, deps: Deps, report: Report) -> bool:
    """请保密, and nothing else: all that is open of hers is sealed from now on."""
    incoming = report.incoming
    if incoming.media or incoming.reply_to or not only_asks_to_be_sealed(incoming.text):
        return False
    if report.meaning.life_safety or not report.meaning.place.is_empty:
        return False
    found = await tickets.of_owner(work, report.person.id, LOOKED_AT)
    mine = [one for one in found if one.status in LIVE]
    for ticket in mine:
        seal(work, deps, ticket, report.person.id)
    line = part("seal-kept" if mine else "seal-later")
    await say(work, deps, [report.address], Message((line,)))
    return True


def seal(work: Work, deps: Deps, ticket: Ticket, person_id: int) -> None:
    """She asked for it."""
    if not ticket.sealed:
        ticket.sealed = True
        note(work, ticket, deps.now(), "sealed", person=person_id)
