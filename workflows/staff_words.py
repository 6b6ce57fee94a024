"""Plain words and photos of staff and volunteers that belong to a ticket although nothing was
pressed or quoted; and photos kept until their words follow."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from db import lists, people, tickets
from db.models import Ticket
from db.session import Work
from domain.catalogue import Kind
from domain.commands import STAFF
from domain.duplicates import DANGER
from domain.inbound import has_words
from domain.nods import is_nod
from domain.people import Role
from domain.place import Place
from domain.remarks import tells_news
from domain.said import part
from domain.spoken_buttons import offers_to_come
from domain.unfinished import tells_of_work
from workflows import accepting, handling, kept_photos, owning, typed_buttons, urging
from workflows.deps import Deps
from workflows.open_ticket import open_tickets
from workflows.report import Report
from workflows.speech import Message, say
from workflows.talking import asks_for_something

JUST_NOW = timedelta(minutes=30)
"""A photo without words belongs to the ticket its sender opened within this time."""

_LETTERS = re.compile(r"[^\W\d_]")

SHOWN = frozenset({"photo", "video"})
"""Kinds of files that show something; a voice note says it."""


async def note_of_handler(work: Work, deps: Deps, report: Report) -> bool:
    """Somebody with a ticket in hand, or the supporting part of one, who just writes or sends a
    photo means that one; with several the one the words name, else they are asked to reply to the
    card. A recognised matter of another category is a report of theirs; a mere 收到 is no news for
    the resident."""
    if not report.meaning.place.is_empty:
        return await _note_of_place(work, deps, report)
    if is_nod(report.incoming.text) and not report.incoming.media:
        return False
    roles = (await people.roster_of(work)).roles_of(report.person.id)
    if not roles and asks_for_something(report):
        return False
    if not report.incoming.media and not _LETTERS.search(report.incoming.text):
        return await _asked_staff(work, deps, report, roles)  # 1, ？: nothing to pass on
    if roles and await typed_buttons.hear_offer(work, deps, report):
        return True
    mine = await _in_hand(work, report.person.id, roles)
    named = urging.meant(deps, report.incoming.text, mine)
    if asks_for_something(report, besides=named.category if named else None):
        return False
    if not mine:
        return await _asked_staff(work, deps, report, roles)
    meant = named or _meant(mine)
    if meant is None:
        if not report.incoming.media or kept_photos.keep(report, deps.now()):
            await say(work, deps, [report.address], Message((part("ask-which"),)))
        return True
    return await _take_note(work, deps, meant.id, report)


async def _note_of_place(work: Work, deps: Deps, report: Report) -> bool:
    """3号楼的灯换好了: who tells of the work at a place means what they have in hand there; else
    staff are asked which card they mean. A trouble at a place is a report."""
    text, media, place = report.incoming.text, report.incoming.media, report.meaning.place
    if report.meaning.danger_is_named or not tells_of_work(text, in_hand=True):
        return False
    roles = (await people.roster_of(work)).roles_of(report.person.id)
    mine = await _in_hand(work, report.person.id, roles) if roles else ()
    there = tuple(one for one in mine if _is_there(one.place, place))
    meant = urging.meant(deps, text, there) or (_meant(there) if there else None)
    sure = tells_of_work(text, in_hand=False)
    if meant is not None and (sure or not asks_for_something(report, besides=meant.category)):
        return await _take_note(work, deps, meant.id, report)
    if not (STAFF & roles and sure):
        return False
    if not media or kept_photos.keep(report, deps.now()):
        await say(work, deps, [report.address], Message((part("ask-staff-place"),)))
    return True


def _is_there(known: Mapping[str, Any], said: Place) -> bool:
    """Whether a ticket's place is the one that is said, as far as both say it."""
    both = [(known.get(one), getattr(said, one)) for one in ("compound", "unit")]
    same = all(a == b for a, b in both if a and b)
    return same and said.building is not None and said.building == known.get("building")


async def _take_note(work: Work, deps: Deps, number: int, report: Report) -> bool:
    """What is said of that ticket: the name of a button, a time, or how it goes."""
    ticket = await tickets.lock(work, number)
    if ticket is None:
        return False
    if await typed_buttons.hear(work, deps, ticket, report):
        return True
    has_it = ticket.handler_id == report.person.id
    if not (has_it and await accepting.took_time(work, deps, ticket, report)):
        await handling.progress(work, deps, ticket, report)
    return True


async def _in_hand(work: Work, person_id: int, roles: frozenset[Role]) -> tuple[Ticket, ...]:
    """What somebody has in hand: tickets, supporting parts, what they claimed to help."""
    found = await tickets.in_hand_of(work, person_id)
    if STAFF & roles:
        found += await lists.parts_in_hand(work, person_id)
    if Role.VOLUNTEER in roles:
        found += await lists.helped_by(work, person_id)
    return found


def _meant(mine: Sequence[Ticket]) -> Ticket | None:
    """Which of the tickets in hand words that name none are about: the only one; of several the
    one in danger to life, when it is what was last acted upon. None where that is not sure."""
    newest = max(mine, key=lambda one: one.news_at)
    others = [one for one in mine if one.id != newest.id]
    if not others:
        return newest
    alone = all(one.level != DANGER and one.news_at < newest.news_at for one in others)
    return newest if newest.level == DANGER and alone else None


async def _asked_staff(work: Work, deps: Deps, report: Report, roles: frozenset[Role]) -> bool:
    """好的马上去, 这个不归我们, 已经修好了: words of staff with nothing in hand which name no
    matter and no place are about some card, hardly a report of theirs. They are asked; nothing is
    opened. A danger that is only guessed is none in what tells of the work."""
    incoming, meaning = report.incoming, report.meaning
    if not roles or not has_words(incoming.text) or meaning.danger_is_named:
        return False
    staff = bool(STAFF & roles)
    news = tells_news(incoming.text) or offers_to_come(incoming.text)
    reports = not staff or meaning.life_safety or meaning.kind is not Kind.REQUEST
    if reports and not news:
        return False
    kept_photos.keep(report, deps.now())
    key = "ask-staff" if staff else "ask-volunteer"
    await say(work, deps, [report.address], Message((part(key),)))
    return True


async def only_media(work: Work, deps: Deps, report: Report) -> None:
    """A photo or voice note without words belongs to what was just reported, else it is a report
    of its own that a person at the desk looks at. Staff and volunteers are asked what it shows;
    it is kept until they say so."""
    recent = await tickets.latest_open_of(work, report.person.id, deps.now() - JUST_NOW)
    if recent:
        await owning.add(work, deps, recent, report)
        return
    roles = (await people.roster_of(work)).roles_of(report.person.id)
    if not roles or any(one.kind not in SHOWN for one in report.incoming.media):
        await open_tickets(work, deps, report)
        return
    if kept_photos.keep(report, deps.now()):  # of several in a row only the first is asked about
        key = "ask-photo" if STAFF & roles else "ask-photo-volunteer"
        await say(work, deps, [report.address], Message((part(key),)))
