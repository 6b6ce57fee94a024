"""Which command a message calls. What a command does is in commands."""

from dataclasses import replace

from db.session import Work
from domain.commands import Called, read_command
from domain.permissions import may_call
from domain.understanding import understand
from workflows.deps import Deps
from workflows.join import roles_of
from workflows.report import Report


async def called_in(work: Work, deps: Deps, report: Report) -> tuple[Called | None, Report]:
    """The command of a message. Words of danger behind one that is not theirs are no search: they
    are the report."""
    called = read_command(report.incoming.text)
    if not called or not called.argument:
        return called, report
    meaning = understand(called.argument, deps.rules.catalogue, deps.rules.org.compound_names)
    if not meaning.life_safety:
        return called, report
    if may_call(called.name, await roles_of(work, report.person.id)):
        return called, report
    incoming = replace(report.incoming, text=called.argument)
    return None, replace(report, incoming=incoming, meaning=meaning)
