"""What is asked for beside a report, in the same message: a wish, a question to the office, that
something older need not be mended. The report is taken all the same; what stands beside it is told
apart in domain/asides.py."""

from dataclasses import replace

from db import tickets
from db.session import Work
from domain.asides import adds, apart, besides_urging
from domain.catalogue import REPORTS, Kind
from domain.errors import Refusal
from domain.lifecycle import LIVE
from domain.meaning import Understanding
from domain.said import part
from domain.understanding import understand
from workflows import (
    calling,
    calling_off,
    echoing,
    news,
    own_homes,
    own_mode,
    plain_questions,
    urging,
)
from workflows.commands import Caller, run_command
from workflows.deps import Deps
from workflows.report import Report
from workflows.setting_aside import set_aside
from workflows.speech import Message, say

SURE_ALONE = 0.9
"""How sure what stands beside small talk must be to be a report and no more of it."""

TALK = frozenset({Kind.CHAT, Kind.STATUS_QUERY})
"""Kinds of messages that a report may hide in."""


def told(deps: Deps, text: str, meaning: Understanding) -> tuple[str, Understanding]:
    """The words of a message that are to be read, and what they mean: without the thanks and the
    wishes around them, where those would make small talk of a matter that stands in the
    catalogue."""
    found = apart(text) if meaning.kind in TALK or meaning.perhaps else None
    alone = _sure(deps, found.report) if found else None
    return (found.report, alone) if found and alone else (text, meaning)


def _sure(deps: Deps, text: str) -> Understanding | None:
    said = understand(text, deps.rules.catalogue, deps.rules.org.compound_names)
    is_sure = said.kind is Kind.REQUEST and said.confidence >= SURE_ALONE
    return said if is_sure and any(one.named for one in said.matters) else None


async def hear(work: Work, deps: Deps, report: Report) -> Report:
    """Do what is asked for beside a report, and return the report alone. Whoever is in danger is
    asked and told nothing else."""
    found = apart(report.incoming.text) if _is_new_report(report) else None
    if found is None or not found.asides:
        return report
    left = understand(found.report, deps.rules.catalogue, deps.rules.org.compound_names)
    if left.kind not in REPORTS:
        return report
    for clause in found.asides:
        said = replace(report.incoming, text=clause, media=())
        alone = replace(report, incoming=said, meaning=understand(clause, deps.rules.catalogue))
        try:
            await _do(work, deps, alone)
        except Refusal as refusal:
            line = part(refusal.key, **refusal.values)
            await say(work, deps, [report.address], Message((line,)))
    return replace(report, incoming=replace(report.incoming, text=found.report), meaning=left)


def _is_new_report(report: Report) -> bool:
    """Whether it is a report by its kind, and neither changed nor a reply to something."""
    meaning, incoming = report.meaning, report.incoming
    again = incoming.edited or incoming.reply_to
    return meaning.kind in REPORTS and not meaning.life_safety and not again


async def _do(work: Work, deps: Deps, alone: Report) -> None:
    called = await calling.in_words(work, deps, alone)
    if called:
        await run_command(work, deps, Caller(alone.person, alone.address, ()), called)
        return
    for take in (news.hear_wish, own_mode.hear_wish, own_homes.hear_move, plain_questions.answer):
        if await take(work, deps, alone):
            return
    if alone.latest is not None:
        await calling_off.offer(work, deps, alone, None)


async def report_anew(work: Work, deps: Deps, report: Report) -> bool:
    """催一下，下水道堵了: a report, unless it is about what she has open. Whether there was one;
    what is open is urged first, where her words urge anything else."""
    found = besides_urging(report.incoming.text)
    meaning = _sure(deps, found.report) if found else None
    if found is None or meaning is None:
        return False
    mine = await tickets.of_owner(work, report.person.id, limit=urging.LOOKED_AT)
    mine = tuple(one for one in mine if one.status in LIVE)
    told_of = {one.category for one in meaning.matters}
    alike = any(one.category in told_of for one in mine) and not adds(report.incoming.text)
    if alike or urging.meant(deps, found.report, mine) is not None:
        return False
    report = replace(report, meaning=meaning)
    if mine and found.asides:
        said = replace(report.incoming, text="，".join(found.asides))
        await urging.urge_by_words(work, deps, replace(report, incoming=said))
        report = replace(report, incoming=replace(report.incoming, text=found.report))
    if not await set_aside(work, deps, report):
        await echoing.open_along(work, deps, report)
    return True
