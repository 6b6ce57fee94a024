"""She has a ticket open and writes 师傅几点到, 我下午才在家, 咋还没人来呀 or nothing but where it
is: that is about the ticket, no second report. Whoever has it reads it, she reads who that is and
by when she hears. Where we are wrong, one tap makes it a matter of its own."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from db import people, tickets
from db.models import Person, Ticket
from db.session import Work
from domain.catalogue import Kind
from domain.filing import says_more
from domain.followups import asked_about, asks_what_it_costs, follows_up, urges
from domain.lifecycle import LIVE, WORKING, Status
from domain.place import Place
from domain.said import part
from domain.text import normalise
from workflows import beside, cards, own_card, owning, reach, saying_where, urging
from workflows.deps import Deps
from workflows.promise import hears_by
from workflows.report import Report
from workflows.setting_apart import button_for
from workflows.speech import Message, say
from workflows.talking import ask_again, asks_for_something

LOOKED_AT = 5


async def take(work: Work, deps: Deps, report: Report) -> bool:
    """Whether the message is about a ticket she has open; then whoever has it reads it."""
    if report.latest is None:
        return False  # she never had one
    what = asked_about(report.incoming.text)
    if what and await _show(work, deps, report, what):
        return True
    return await _take(work, deps, report)


async def _take(work: Work, deps: Deps, report: Report) -> bool:
    text, place = report.incoming.text, report.meaning.place
    where = saying_where.is_only_place(place, text, report.meaning)
    if not where and (not place.is_empty or not follows_up(text)):
        return False
    if await _is_staff(work, report.person):
        return False
    mine = [
        one
        for one in await tickets.of_owner(work, report.person.id, limit=LOOKED_AT)
        if one.status in LIVE
    ]
    if where:
        return await _complete(work, deps, report, mine)
    meant = _meant(deps, text, mine)
    if meant is None:
        return await _of_what_is_done(work, deps, report, mine)
    if not asks_what_it_costs(text) and asks_for_something(report, besides=meant.category):
        return False
    if report.meaning.kind is Kind.STATUS_QUERY and meant.handler_id is None:
        return False  # her list says all there is to say
    if urges(text):
        if await beside.report_anew(work, deps, report):
            return True
        await urging.urge_by_words(work, deps, report)
        return True
    return await _pass_on(work, deps, report, meant)


async def _of_what_is_done(work: Work, deps: Deps, report: Report, mine: Sequence[Ticket]) -> bool:
    """钱什么时候下来, of what waits for her word: whoever did it reads it, she is asked again."""
    done = max((one for one in mine if one.status is Status.DONE), key=_newest, default=None)
    ticket = await tickets.lock(work, done.id) if done else None
    if ticket is None or ticket.status is not Status.DONE:
        return False
    if asks_for_something(report, besides=ticket.category):
        return False
    await owning.add(work, deps, ticket, report)
    await ask_again(work, deps, report, ticket)
    return True


async def _show(work: Work, deps: Deps, report: Report, what: str) -> bool:
    """垃圾桶的事谁管啊: the card of the open ticket that is named."""
    mine = await tickets.of_owner(work, report.person.id, limit=urging.LOOKED_AT)
    mine = tuple(one for one in mine if one.status in LIVE)
    told = [one for one in mine if what in normalise(one.text)]
    found = urging.meant(deps, report.incoming.text, mine) or (told[0] if len(told) == 1 else None)
    if found is None or await _is_staff(work, report.person):
        return False
    await own_card.show(work, deps, found, report.address)
    return True


async def _is_staff(work: Work, person: Person) -> bool:
    """Their words go the way of whoever has tickets in hand."""
    return bool((await people.roster_of(work)).roles_of(person.id))


def _meant(deps: Deps, text: str, mine: Sequence[Ticket]) -> Ticket | None:
    """Of several the one her words name, else the one that somebody has in hand and that was last
    heard of."""
    working = [one for one in mine if one.status in WORKING]
    named = urging.meant(deps, text, working) if len(working) > 1 else None
    if named is not None:
        return named
    in_hand = [one for one in working if one.status is Status.HANDLING]
    return max(in_hand or working, key=_newest, default=None)


def _newest(ticket: Ticket) -> tuple[datetime, int]:
    return ticket.news_at, ticket.id


async def _complete(work: Work, deps: Deps, report: Report, mine: Sequence[Ticket]) -> bool:
    """3号楼2单元501: where her newest ticket is, which did not say so; 501, at which door.
    Another house or door goes on as her words."""
    newest = max(mine, key=lambda one: one.id, default=None)
    place = report.meaning.place
    if newest is None or newest.status not in WORKING:
        return False
    if newest.place.get("building"):
        if says_more(report.incoming.text, place):
            return False
        if not _is_nearer(place, newest.place):
            return await _pass_on(work, deps, report, newest)
    ticket = await tickets.lock(work, newest.id)
    if ticket is None or ticket.status not in WORKING:
        return False
    await saying_where.complete(work, deps, ticket, report, place)
    return True


def _is_nearer(place: Place, known: Mapping[str, Any]) -> bool:
    """Whether it says more exactly where that is; another door may be that of whoever is loud."""
    named = {name: value for name, value in place.to_json().items() if value}
    return all(known.get(one) in (None, named[one]) for one in named)


async def _pass_on(work: Work, deps: Deps, report: Report, meant: Ticket) -> bool:
    ticket = await tickets.lock(work, meant.id)
    if ticket is None or ticket.status not in WORKING:
        return False
    await owning.add(work, deps, ticket, report, quiet=True)
    staff = await reach.directory(work, deps, await tickets.main_of(work, ticket))
    line = part(
        "passed-on",
        code=cards.code_of(deps.rules, ticket),
        who=cards.holder_words(ticket, staff)
        or cards.post_words(deps.rules, ticket.lead_unit, ticket.lead_role),
        hears=hears_by(deps, ticket.promised_at),
    )
    message = Message((line,), button_for(ticket, report), ticket=ticket.id)
    await say(work, deps, [report.address], message)
    return True
