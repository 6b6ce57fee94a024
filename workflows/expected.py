"""What a message of staff may be waited for: the words, photo or time they were asked for, and who
takes them."""

from datetime import datetime
from typing import Any

from db import outbox, tickets
from db.models import Person
from db.session import Work
from domain.remarks import is_told
from domain.spoken_buttons import button_in, says_never_mind
from workflows import (
    accepting,
    deferring,
    excluding,
    handling,
    noticing,
    own_hours,
    own_sides,
    pausing,
    projects,
    relaying,
    replying,
    resolving,
    revealing,
    sharing,
    signing_off,
    supervising,
    talking,
    whistling,
)
from workflows.report import Report

STAFF_ANSWERS = {
    "progress": handling.take_answer,
    "resolve": resolving.take_answer,
    "eta": accepting.take_answer,
    "defer": deferring.take_answer,
    "whistle": whistling.take_answer,
    "contact": relaying.take_question,
    "supervise": supervising.take_answer,
    "release": supervising.take_answer,
    "exclude": excluding.take_answer,
    "task": sharing.take_answer,
    "part_done": sharing.take_answer,
    "pause": pausing.take_answer,
    signing_off.ADD: signing_off.take_answer,
    signing_off.CORRECT: signing_off.take_answer,
    "reply": replying.take_answer,
    **projects.TAKEN_BY,
    **noticing.TAKEN_BY,
    revealing.VERB: revealing.take_answer,
    own_sides.COMPANY: own_sides.take_name,
    own_hours.SAID: own_hours.take_answer,
}
"""Questions to staff whose answer is the next message, whatever it says, and who takes it."""

OF_A_UNIT = frozenset({own_hours.SAID, own_sides.COMPANY})
"""Of these the answer is short: what names a matter is a report, and the question stays open."""

OF_A_TICKET = frozenset({"progress", "resolve", "whistle", "contact", "task", "part_done"})
"""Of these the answer is told to others: 办结 or 点错了 is none."""


async def is_staff_answer(work: Work, report: Report, expects: dict[str, Any]) -> bool:
    """Whether the message is the note somebody was asked for. Words of danger are one where the
    ticket itself is about a danger, or they are told or asked; else somebody's own house may
    burn."""
    if expects["kind"] not in STAFF_ANSWERS:
        return False
    if (known := noticing.is_answer(expects["kind"], report.incoming)) is not None:
        return known
    if expects["kind"] in OF_A_UNIT and talking.asks_for_something(report):
        return False
    if await _is_about_another(work, report, expects):
        return False
    if expects["kind"] in OF_A_TICKET and accepting.BESIDE in expects and _only_writes(report):
        return False
    if expects["kind"] in OF_A_TICKET and _calls_a_button(report):
        report.person.expects = None
        return False
    if expects["kind"] == "contact" and not await relaying.is_question(work, report, expects):
        return False
    if not report.meaning.danger_is_named or is_told(report.incoming.text):
        return True
    ticket = await tickets.lock(work, expects["ticket"])
    return ticket is not None and ticket.level == "L0"


def _only_writes(report: Report) -> bool:
    return not (report.incoming.media or report.incoming.reply_to)


def _calls_a_button(report: Report) -> bool:
    text = report.incoming.text
    return not report.incoming.media and (button_in(text) is not None or says_never_mind(text))


async def _is_about_another(work: Work, report: Report, expects: dict[str, Any]) -> bool:
    """Whether the message replies to the card of another ticket than the one they were asked
    about: then it is news of that one, and the question stays open."""
    incoming, asked = report.incoming, expects.get("ticket")
    if not incoming.reply_to or not asked:
        return False
    found = await outbox.tickets_of_message(
        work, incoming.channel, incoming.chat, incoming.reply_to
    )
    return bool(found) and asked not in found


def still_expected(person: Person, now: datetime) -> dict[str, Any] | None:
    """What is waited for, unless it was waited for too long."""
    expects = person.expects
    if not expects:
        return None
    if datetime.fromisoformat(expects["until"]) < now:
        person.expects = None
        return None
    return expects
