"""The form of a list in chat: sections of entries, some to a page, one tap into each ticket, and
what is due on it next. What stands in which list is in listing, supervising and finding."""

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from db.models import Person, Ticket
from db.session import Work
from domain.lifecycle import Status
from domain.people import Post
from domain.press import Press
from domain.said import Button, Part, Rows, category_name, moment, part, word
from workflows import cards
from workflows.deps import Deps, Rules
from workflows.speech import Message

NUMBER = re.compile(r"[0-9]{1,3}")
PAGE = 8
"""Entries in one message: what a small phone shows without much scrolling."""

NEVER_LATE = frozenset({"held", "confirm", "merged", "over"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose list it is, and the posts they hold, their own and those of colleagues who are away."""

    person: Person
    posts: frozenset[Post]


@dataclass(frozen=True, slots=True)
class Entry:
    """One ticket of a list (or one thing to answer), and the buttons that lead into it."""

    line: Part
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its entries."""

    head: Part
    entries: tuple[Entry, ...]


SectionMaker = Callable[[Work, Deps, Reader], Awaitable[Section]]
"""Makes one section of somebody's list. Without entries it is left out."""


@dataclass(frozen=True, slots=True)
class NextDate:
    """What is due next on a ticket, and when."""

    kind: str
    at: datetime

    def is_late(self, now: datetime) -> bool:
        """Whether it should have been done by now."""
        return self.kind not in NEVER_LATE and self.at < now


def next_date(ticket: Ticket) -> NextDate:
    """What is due next: to accept, to contact the resident, to do it, or to go on after a hold."""
    if ticket.held_until:
        return NextDate("held", ticket.held_until)
    if ticket.status is Status.QUEUED:
        return NextDate("accept", min(ticket.accept_due, ticket.fix_due))
    if ticket.status is Status.RULING:
        return NextDate("ruling", ticket.fix_due)
    if ticket.status is Status.HANDLING:
        contact = ticket.contacted_at is None and ticket.contact_due < ticket.fix_due
        kind, due = ("contact", ticket.contact_due) if contact else ("fix", ticket.fix_due)
        return NextDate(kind, due)
    kind = {Status.DONE: "confirm", Status.MERGED: "merged"}.get(ticket.status, "over")
    return NextDate(kind, ticket.promised_at)


def by_urgency(tickets: Iterable[Ticket]) -> list[Ticket]:
    """Danger to life first, then what is overdue longest or due first."""
    return sorted(
        tickets, key=lambda t: (t.level != "L0", next_date(t).at, t.level, t.opened_at, t.id)
    )


def due_words(deps: Deps, ticket: Ticket) -> dict[str, object]:
    """What is due next and by when, as people say it."""
    return date_words(deps, next_date(ticket))


def date_words(deps: Deps, date: NextDate) -> dict[str, object]:
    """The same for a date of its own."""
    if date.is_late(deps.now()):
        return word(f"todo-late-{date.kind}", due=moment(date.at))
    return word(f"todo-due-{date.kind}", due=moment(date.at))


def section_of(deps: Deps, key: str, found: Iterable[Ticket]) -> Section:
    """Tickets under a heading that counts them and those that are late, the most urgent first."""
    ordered = by_urgency(found)
    late = sum(next_date(ticket).is_late(deps.now()) for ticket in ordered)
    entries = tuple(Entry(_item(deps, one), (show_button(deps, one),)) for one in ordered)
    return Section(part(key, count=len(entries), late=late), entries)


def _item(deps: Deps, ticket: Ticket) -> Part:
    return part("todo-item", matter=matter(deps, ticket), state=due_words(deps, ticket))


def where_words(rules: Rules, ticket: Ticket) -> dict[str, object] | str:
    """The place of a ticket in a list: the building at most."""
    place = cards.place_words(rules, ticket, room=False)
    return word("todo-place", place=place) if place else ""


def matter(deps: Deps, ticket: Ticket, *, marked: bool = True) -> dict[str, object]:
    """What every line of a list says: the level's mark (not beside another mark), code, category,
    building."""
    return word(
        "todo-matter",
        level=word("todo-level", level=ticket.level) if marked else "",
        code=cards.code_of(deps.rules, ticket),
        category=category_name(ticket.category),
        place=where_words(deps.rules, ticket),
    )


def show_button(deps: Deps, ticket: Ticket) -> Button:
    """The one tap into a ticket."""
    code = cards.code_of(deps.rules, ticket)
    return Button("button-show", Press("show", ticket.id), (("code", code),))


def page(verb: str, top: Sequence[Part], sections: Sequence[Section], number: int) -> Message:
    """One page of a list. A heading is said again on the page on which its section goes on; a page
    that is no longer there is the last one."""
    flat = [(section.head, entry) for section in sections for entry in section.entries]
    pages = max(1, -(-len(flat) // PAGE))
    number = min(max(number, 1), pages)
    here = flat[(number - 1) * PAGE : number * PAGE]
    lines: list[Part] = list(top) if number == 1 else []
    before: Part | None = None
    for head, entry in here:
        lines += [entry.line] if head is before else [head, entry.line]
        before = head
    rows = _rows([entry for _, entry in here])
    if number < pages:
        lines.append(part("todo-page", page=number, pages=pages))
        more = Button("todo-more", Press(verb, 0, str(number + 1)), (("page", number + 1),))
        rows = (*rows, (more,))
    return Message(tuple(lines), rows)


def _rows(entries: Sequence[Entry]) -> Rows:
    """Single buttons two by two; those of an entry with several stay together."""
    if any(len(entry.buttons) != 1 for entry in entries):
        return tuple(entry.buttons for entry in entries if entry.buttons)
    flat = [entry.buttons[0] for entry in entries]
    return tuple(tuple(flat[i : i + 2]) for i in range(0, len(flat), 2))


def page_number(choice: str | None) -> int:
    """Which page a button asks for; the first for anything no button of ours says."""
    return int(choice) if choice and NUMBER.fullmatch(choice) else 1
