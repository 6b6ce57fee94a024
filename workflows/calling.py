"""Which command a message calls, and what whoever mistypes one is told. What a command does is in
commands."""

from dataclasses import replace

from db.session import Work
from domain.commands import (
    STAFF,
    Called,
    closest,
    is_of_everybody,
    mistyped_before_words,
    read_command,
)
from domain.permissions import may_call
from domain.said import part, word
from domain.spoken_commands import WORDS, called_in_words
from domain.understanding import understand
from workflows.deps import Deps
from workflows.expected import still_expected
from workflows.join import roles_of
from workflows.report import Report
from workflows.speech import Message, say
from workflows.talking import asks_for_something


async def called_in(work: Work, deps: Deps, report: Report) -> tuple[Called | None, Report]:
    """The command of a message. Words of danger behind one that is not theirs are no search: they
    are the report."""
    called = read_command(report.incoming.text) or await _before(work, report)
    called = called or await in_words(work, deps, report)
    if not called or not called.argument:
        return called, report
    meaning = understand(called.argument, deps.rules.catalogue, deps.rules.org.compound_names)
    if not meaning.life_safety:
        return called, report
    if may_call(called.name, await roles_of(work, report.person.id)):
        return called, report
    incoming = replace(report.incoming, text=called.argument)
    return None, replace(report, incoming=incoming, meaning=meaning)


async def _before(work: Work, report: Report) -> Called | None:
    """`/queue 3号楼`, `/leave 明天` of staff: it is the command they call. Words behind one of
    everybody's that name a matter or a place, and a danger behind any, are a report."""
    name, meaning = report.incoming.behind, report.meaning
    if name is None or meaning.life_safety:
        return None
    if is_of_everybody(name) and (asks_for_something(report) or not meaning.place.is_empty):
        return None
    roles = await roles_of(work, report.person.id)
    return Called(name, report.incoming.text) if STAFF & set(roles) else None


async def in_words(work: Work, deps: Deps, report: Report) -> Called | None:
    """待办 is what /todo is, to whoever may call that; not as a reply, nor as an answer."""
    incoming = report.incoming
    called = called_in_words(incoming.text)
    if called is None or incoming.reply_to or incoming.edited or incoming.media:
        return None
    if called.name in WORDS and still_expected(report.person, deps.now()):
        return None
    if called.argument and (report.meaning.life_safety or _is_report(report)):
        return None
    return called if may_call(called.name, await roles_of(work, report.person.id)) else None


def _is_report(report: Report) -> bool:
    return asks_for_something(report) and not report.meaning.place.is_empty


async def is_mistyped(work: Work, report: Report) -> bool:
    """`/queu 3号楼` of staff: a slip of one of their commands, with words behind it."""
    typed = mistyped_before_words(report.incoming.text)
    if typed is None or report.meaning.life_safety:
        return False
    roles = await roles_of(work, report.person.id)
    return bool(STAFF & set(roles)) and closest(typed, roles) is not None


async def say_unknown(work: Work, deps: Deps, report: Report) -> None:
    """There is no such command: what there is, and which was meant where that can be told."""
    typed = mistyped_before_words(report.incoming.text) or report.incoming.text.strip()
    near = closest(typed, await roles_of(work, report.person.id))
    line = part("unknown-command")
    if near:
        line = part("unknown-command-near", near=near, what=word(f"command-{near}"))
    await say(work, deps, [report.address], Message((line,)))
