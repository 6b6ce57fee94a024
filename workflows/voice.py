"""Voice notes are noted down to be put into words later (workflows/transcribing.py), where
something is there that does it."""

from db import voice_rows
from db.models import Fact, Ticket
from db.session import Work
from workflows.deps import Deps
from workflows.report import Report

VOICE = "voice"
"""The kind of such a file, and what the history calls its words."""


def wait_for_words(work: Work, deps: Deps, ticket: Ticket, report: Report) -> None:
    """The voice notes of a message that has just become a ticket, or more of one."""
    if not deps.rules.transcribes:
        return
    voices = [one for one in report.incoming.media if one.kind == VOICE]
    for number, media in enumerate(voices):
        value = {
            "ticket": ticket.id,
            "person": report.person.id,
            "media": media.to_json(),
            "tries": 0,
            "due": deps.now().isoformat(),
        }
        name = f"{voice_rows.PREFIX}{ticket.id}:{report.thread}:{number}"
        work.later(Fact, name=name, value=value)
