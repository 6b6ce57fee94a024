"""Several reminders to one chat become one message: the most urgent first, a line and a button for
each ticket."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from db.models import Outbox, OutboxState
from domain.press import Press
from domain.said import Button, Part, part, word
from workflows.speech import DIGESTED, Priority

LINES_MOST = 6
"""Tickets named in one message, two lines of a small screen each; the others are counted, and one
tap away."""

SHORT = (
    *(f"remind-{clock}" for clock in ("accept", "contact", "fix", "ruling", "eta", "part")),
    *(f"overdue-{what}" for what in ("queued", "handling", "ruling", "part", "part-open")),
    *(f"escalate-{what}" for what in ("queued", "handling", "ruling", "part", "part-open")),
    "remind-part_accept",
)
"""What is said more shortly among others."""

ASKS = "news"
"""The topic of 还在办吗."""

WHERE = "card-where"
"""The line that says where it is, in a reminder."""

ALL = Button("digest-all", Press("todo", 0, "1"))


def is_reminder(row: Outbox) -> bool:
    """Whether a message goes together with others of its kind."""
    return row.kind == "note" and row.topic in DIGESTED and row.priority == Priority.REMINDER


def taken_along(rows: Sequence[Outbox]) -> list[Outbox]:
    """The same rows of many chats, without the reminders that go along with a question about the
    same ticket (还在办吗) in the same chat: it says the newest of them before it asks."""
    asking = {_place(row): row for row in rows if row.kind == "note" and row.topic == ASKS}
    told: dict[tuple[str, str, int | None], Outbox] = {}
    for row in sorted(rows, key=lambda row: row.id):
        if row.kind == "note" and row.topic in DIGESTED and _place(row) in asking:
            row.state = OutboxState.SUPERSEDED
            told[_place(row)] = row
    for place, reminder in told.items():
        told_first = [one for one in reminder.parts if one[0] != WHERE]  # the question says it
        asking[place].parts = [*told_first, *asking[place].parts]
    return [row for row in rows if row.state is not OutboxState.SUPERSEDED]


def _place(row: Outbox) -> tuple[str, str, int | None]:
    return row.channel, row.chat, row.ticket_id


def letters(rows: Sequence[Outbox]) -> list[tuple[Outbox, ...]]:
    """The rows for one chat, in the order in which they go, as messages: the reminders, if they
    are about several tickets, are one."""
    together = tuple(row for row in rows if is_reminder(row))
    if len({row.ticket_id for row in together}) < 2:
        return [(row,) for row in rows]
    found: list[tuple[Outbox, ...]] = []
    for row in rows:
        if row is together[0]:
            found.append(together)
        elif not is_reminder(row):
            found.append((row,))
    return found


def put_together(rows: Sequence[Outbox]) -> tuple[list[Part], list[list[Any]]]:
    """The parts and buttons of a digest of these rows. Of a ticket with several the newest is
    told."""
    newest = {row.ticket_id: row for row in sorted(rows, key=lambda row: row.id)}
    tickets = sorted(newest.values(), key=_urgency)
    lines = [part("digest-head", count=len(tickets)), *map(_line, tickets[:LINES_MOST])]
    if len(tickets) > LINES_MOST:
        lines.append(part("digest-more", count=len(tickets) - LINES_MOST))
        return lines, [*_buttons(tickets[:LINES_MOST]), [ALL.to_json()]]
    return lines, _buttons(tickets)


def _values(row: Outbox) -> dict[str, Any]:
    return dict(row.parts[0][1]) if row.parts else {}


def _urgency(row: Outbox) -> tuple[str, str, int]:
    """The most urgent level first, in it what is or was due first."""
    at = date_of(row) or row.created_at
    return str(_values(row).get("level", "L3")), at.astimezone(UTC).isoformat(), row.id


def date_of(row: Outbox) -> datetime | None:
    """The date that a reminder speaks of: by when it is, or was, to be done."""
    values = _values(row)
    when = values.get("since") or values.get("due") or {}
    at = when.get("$moment") if isinstance(when, dict) else None
    return datetime.fromisoformat(at).astimezone(UTC) if at else None


def _line(row: Outbox) -> Part:
    key, values = row.parts[0]
    line = word(f"short-{key}", **values) if key in SHORT else word(key, **values)
    where = next((found["place"] for name, found in row.parts if name == WHERE), None)
    line = word("digest-at", line=line, place=where) if where else line
    return part("digest-line", level=_urgency(row)[0], line=line)


def _buttons(rows: Sequence[Outbox]) -> list[list[Any]]:
    made = [
        Button("button-show", Press("show", row.ticket_id), (("code", _values(row)["code"]),))
        for row in rows
        if row.ticket_id and "code" in _values(row)
    ]
    return [[button.to_json()] for button in made]
