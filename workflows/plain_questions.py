"""Questions to the office itself are answered with what is known here: who is there, when it is
open, what was told about the water. Somebody who wants a person gets one."""

from dataclasses import replace
from datetime import timedelta

from db import people
from db.session import Work
from domain.asked import Asked, asked_in, outage_in
from domain.desk import desk_units
from domain.hours import span_text
from domain.kin import is_by_text
from domain.org import UnitKind
from domain.people import Role
from domain.said import Part, day_word, part
from domain.understanding import understand
from workflows import news, talking
from workflows.answering import say_taken
from workflows.deps import Deps
from workflows.naming import person_words
from workflows.open_ticket import Answer, open_tickets
from workflows.report import Report, Taken
from workflows.setting_aside import set_aside
from workflows.shifts import today_of
from workflows.speech import Message, say

AT_THE_DESK = (Role.GRID_WORKER, Role.PROPERTY_STAFF, Role.STAND_IN, Role.COMMUNITY_STAFF)
"""Whose turn it may be, those nearest to a resident first."""

MOST_NAMED = 4
LOOK_AHEAD = 14
"""So many days on somebody is at work again; else there is no such day."""


async def answer(work: Work, deps: Deps, report: Report) -> bool:
    """Whether the message is such a question; then it has its answer."""
    asked = asked_in(report.incoming.text)
    if asked is None or report.incoming.media or report.meaning.life_safety:
        return False
    if asked is Asked.EAR:
        await say(work, deps, [report.address], Message((part("asked-ear"),)))
        return True
    if asked is Asked.WHAT:
        line = await talking.small_talk(work, deps, report)
        await say(work, deps, [report.address], Message((line,)))
        return True
    community = _community(deps, report)
    if asked is Asked.PERSON:
        await _somebody(work, deps, report)
        return True
    if community is None:
        return False
    if asked is Asked.OUTAGE:
        return await _outage(work, deps, report)
    lines = await _who(work, deps, community) if asked is Asked.WHO else _hours(deps, community)
    await say(work, deps, [report.address], Message((*lines, *_phone(deps, report))))
    return True


def _community(deps: Deps, report: Report) -> str | None:
    """Hers; of somebody whose home we do not know the only one there is."""
    org = deps.rules.org
    home = (report.person.home or {}).get("compound") or deps.rules.home_compound
    if home in org.compounds:
        return org.community_of(home)
    all_ = [code for code, unit in org.units.items() if unit.kind is UnitKind.COMMUNITY]
    return all_[0] if len(all_) == 1 else None


async def _who(work: Work, deps: Deps, community: str) -> tuple[Part, ...]:
    """Who is on duty now, by role and surname."""
    units = desk_units(deps.rules.org, community)
    there = [
        one
        for one in await people.at_work(work, units, deps.now())
        if one.on_duty and one.post.unit in units and one.post.role in AT_THE_DESK
    ]
    if not there or not _is_open(deps, community):
        return (part("asked-nobody-now"), *_hours(deps, community))
    there.sort(key=lambda one: AT_THE_DESK.index(one.post.role))
    words = {one.person_id: person_words(one.name, one.post.role) for one in reversed(there)}
    nearest = dict.fromkeys(one.person_id for one in there)
    return (part("asked-who", who={"$join": [words[one] for one in nearest][:MOST_NAMED]}),)


def _is_open(deps: Deps, community: str) -> bool:
    """Whether the community works at this moment, not only today."""
    span = next(deps.rules.calendar_of(community).spans(deps.now()), None)
    return span is not None and span[0] <= deps.now()


def _hours(deps: Deps, community: str) -> tuple[Part, ...]:
    """When the community works; the next day it does where that is not today."""
    calendar, today = deps.rules.calendar_of(community), today_of(deps)
    hours = {"$join": [span_text(span) for span in calendar.blocks]}
    days = (today + timedelta(days=number) for number in range(LOOK_AHEAD))
    next_day = next((day for day in days if calendar.works_on(day)), None)
    if next_day is None:
        return (part("asked-hours", hours=hours),)
    return (part("asked-hours-from", hours=hours, day=day_word(next_day)),)


async def _outage(work: Work, deps: Deps, report: Report) -> bool:
    """What was told of it, if anything was; else the question is a report like any other, also
    where it sounds like small talk."""
    flow, away = outage_in(report.incoming.text)
    if await news.tells_of(work, deps, report.person, flow):
        await news.say_news(work, deps, report.person, report.address)
        return True
    if report.meaning.matters:
        return False
    await _open(work, deps, replace(report, meaning=understand(away, deps.rules.catalogue)))
    return True


async def _somebody(work: Work, deps: Deps, report: Report) -> None:
    """A person it shall be: the desk gets her wish as a matter nobody has named yet."""
    unnamed = understand("", deps.rules.catalogue)
    meaning = replace(unnamed, matters=(replace(unnamed.matters[0], choices=()),))

    async def taken(work: Work, deps: Deps, report: Report, found: list[Taken]) -> None:
        await say_taken(work, deps, report, found)
        phone = _phone(deps, report)
        if phone:
            await say(work, deps, [report.address], Message(phone))

    await _open(work, deps, replace(report, meaning=meaning), taken)


async def _open(work: Work, deps: Deps, report: Report, answer: Answer | None = None) -> None:
    """As any report: what comes too fast is set aside."""
    if not await set_aside(work, deps, report):
        await open_tickets(work, deps, report, answer)


def _phone(deps: Deps, report: Report) -> tuple[Part, ...]:
    """The number to call, to whoever may be told to phone."""
    if not deps.rules.emergency_phone or is_by_text(report.person.about):
        return ()
    return (part("help-phone", phone=deps.rules.emergency_phone),)
