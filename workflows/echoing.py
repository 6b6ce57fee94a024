"""我家也是, typed instead of tapped: what somebody says is so with them too goes along with the one
matter they can mean, as with the button. Where that is not sure it is a report as any other."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from db import tickets
from db.alike import voice_of
from db.models import Ticket
from db.nearby import opened_since
from db.session import Work
from domain.catalogue import Kind, Urgency
from domain.codes import ticket_id_in
from domain.duplicates import DANGER, at_one_place, find_same
from domain.lifecycle import WORKING, Status
from domain.meaning import Matter
from domain.remarks import begins_me_too, says_me_too
from workflows import merging
from workflows.alike import buttons_about, lines_about
from workflows.answering import say_taken
from workflows.deps import Deps
from workflows.joining import join
from workflows.open_ticket import open_tickets
from workflows.report import Report, Taken
from workflows.speech import Message, say

NEAR = timedelta(hours=2)
"""How long ago a matter may have begun for 我家也是 to be about it."""


async def me_too(work: Work, deps: Deps, report: Report) -> bool:
    """我家也是 and nothing else: her own new ticket joins what it was said to resemble; without
    one, she joins the only matter of her compound that it can be."""
    if not says_me_too(report.incoming.text):
        return False
    person, since = report.person, deps.now() - NEAR
    recent = await tickets.latest_open_of(work, person.id, since)
    if recent is not None:
        return await _with_hers(work, deps, report, recent)
    main = await _only_one(work, deps, report)
    if main is None:
        return False
    await open_like(work, deps, report, main)
    return True


async def open_along(work: Work, deps: Deps, report: Report) -> None:
    """A report; where it says 我家也停水了 she is not asked whether it is the same."""
    also = not report.meaning.life_safety and begins_me_too(report.incoming.text)
    await open_tickets(work, deps, report, _join_or_say if also else None)


async def _with_hers(work: Work, deps: Deps, report: Report, recent: Ticket) -> bool:
    """Her newest ticket is what she means: it was offered, or it goes along already."""
    if recent.status is Status.MERGED:
        await _say_merged(work, deps, report, recent, await tickets.main_of(work, recent))
        return True
    number = ticket_id_in(recent.alike or "")
    main = await tickets.lock(work, number) if number else None
    if main is None or main.level == DANGER or recent.status is not Status.QUEUED:
        return False
    await join(work, deps, main, report.person, str(recent.id))
    return True


async def open_main(work: Work, number: int, person_id: int) -> Ticket | None:
    """The incident of that number, locked, while it is worked on and is not hers already."""
    main = await tickets.lock(work, number)
    main = await tickets.main_of(work, main) if main else None
    if main is None or main.status not in WORKING:
        return None
    mine = await tickets.latest_open_of(work, person_id, main.opened_at - NEAR)
    hers = mine is not None and main.id in (mine.id, mine.merged_into)
    return None if hers else main


async def _only_one(work: Work, deps: Deps, report: Report) -> Ticket | None:
    """The one open matter near in time that is hers too if she says so: an incident of her
    compound, or what, in the same words, would be taken for the same."""
    home, org = report.person.home or {}, deps.rules.org
    compound = home.get("compound") or deps.rules.home_compound
    if compound not in org.compounds:
        return None
    since = deps.now() - NEAR
    near = await opened_since(work, org.community_of(compound), since)
    place = home | {"compound": compound}
    found = [one for one in near if _may_mean(deps, report, one, place)]
    found = [one for one in found if one.incident] or found
    return await tickets.lock(work, found[0].id) if len(found) == 1 else None


def _may_mean(deps: Deps, report: Report, ticket: Ticket, place: dict[str, str | None]) -> bool:
    """Whether the same words from her home would be the same matter; what names no building may be
    the whole compound's, as an incident is. Never a danger, nor what complains about somebody."""
    if ticket.level == DANGER or ticket.against or ticket.kind != Kind.REQUEST.value:
        return False
    if ticket.owner_id == report.person.id or ticket.place.get("compound") != place["compound"]:
        return False
    old = voice_of(ticket)
    old = replace(old, incident=old.incident or not old.place.get("building"))
    hers = replace(
        old, id=0, owner=report.person.id, place=place, opened_at=deps.now(), incident=False
    )
    catalogue = deps.rules.catalogue
    if not old.incident and not at_one_place(hers, old, catalogue):
        return False
    return find_same(hers, [old], catalogue) is not None


async def open_like(work: Work, deps: Deps, report: Report, main: Ticket) -> None:
    """A ticket of her own, as every report; it goes along at once."""
    matter = Matter(main.category, main.route, Urgency.NORMAL, main.level, "", ())
    meaning = replace(report.meaning, kind=Kind.REQUEST, matters=(matter,), confidence=1.0)
    answer = partial(_take_along, main)
    await open_tickets(work, deps, replace(report, meaning=meaning), answer)


async def _join_or_say(work: Work, deps: Deps, report: Report, taken: list[Taken]) -> None:
    main = await _offered(work, deps, taken)
    await (partial(_take_along, main) if main else say_taken)(work, deps, report, taken)


async def _offered(work: Work, deps: Deps, taken: Sequence[Taken]) -> Ticket | None:
    """The ticket of somebody else that the only one opened here resembles, surely at one place."""
    if len(taken) > 1 or taken[0].main or not taken[0].alike or not taken[0].alike.same:
        return None
    hers, same = taken[0].ticket, taken[0].alike.same
    if not hers.alike or DANGER in (same.level, hers.level) or same.owner == hers.owner_id:
        return None
    if not at_one_place(voice_of(hers), same, deps.rules.catalogue):
        return None
    main = await tickets.lock(work, same.id)
    return main if main is not None and main.status in WORKING else None


async def _take_along(
    main: Ticket, work: Work, deps: Deps, report: Report, taken: list[Taken]
) -> None:
    """Merge what was opened, and say so; it is not dispatched on its own then."""
    ticket = taken[0].ticket
    await merging.merge(work, deps, main, ticket, report.person.id)
    await merging.refresh(work, deps, main)
    taken[0] = replace(taken[0], main=main)
    await say_taken(work, deps, report, taken)


async def _say_merged(work: Work, deps: Deps, report: Report, ticket: Ticket, main: Ticket) -> None:
    lines, rows = lines_about(deps, ticket, None, main), buttons_about(ticket, None, main)
    await say(work, deps, [report.address], Message(lines, rows, ticket=ticket.id))
