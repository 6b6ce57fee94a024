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
from domain.screen import LINES, columns, lines_for
from workflows import cards
from workflows.deps import Deps, Rules
from workflows.speech import Message

NUMBER = re.compile(r"[0-9]{1,3}")
ROOM = LINES - 1
"""Lines of a page beside the buttons; one is left for a word that does not fit at a line's end."""

AROUND = 12
"""Columns around what a list says of a ticket: the level's mark, what stands between, 号楼."""

NEVER_LATE = frozenset({"held", "confirm", "merged", "over"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose list it is, and the posts they hold, their own and those of colleagues who are away."""

    person: Person
    posts: frozenset[Post]


@dataclass(frozen=True, slots=True)
class Entry:
    """One ticket of a list (or one thing to answer), the buttons that lead into it, and about how
    many lines of a small screen it takes."""

    line: Part
    buttons: tuple[Button, ...]
    lines: int = 2


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
    entries = tuple(item(deps, one, next_date(one)) for one in ordered)
    return Section(part(key, count=len(entries), late=late), entries)


def item(deps: Deps, ticket: Ticket, date: NextDate) -> Entry:
    """A ticket and what is due on it next."""
    line = part("todo-item", matter=matter(deps, ticket), state=date_words(deps, date))
    return Entry(line, (show_button(deps, ticket),), matter_lines(deps, ticket) + 1)


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


def matter_lines(deps: Deps, ticket: Ticket, beside: int = 0) -> int:
    """About how many lines of a small screen that takes, with so many columns beside it."""
    category = deps.rules.catalogue.find_category(ticket.category)
    name = category.names.get("zh", "") if category else ""
    compound = deps.rules.org.compounds.get(ticket.place.get("compound") or "")
    place = compound.name if compound else ""
    said = cards.code_of(deps.rules, ticket) + name + place + (ticket.place.get("building") or "")
    return lines_for(columns(said) + AROUND + beside)


def show_button(deps: Deps, ticket: Ticket) -> Button:
    """The one tap into a ticket."""
    code = cards.code_of(deps.rules, ticket)
    return Button("button-show", Press("show", ticket.id), (("code", code),))


Placed = tuple[Part, Entry]
"""An entry and the heading it stands under."""


def pages_of(sections: Sequence[Section]) -> list[list[Placed]]:
    """The entries by pages, as many on each as fit a small screen, and one at least."""
    pages: list[list[Placed]] = [[]]
    used = 0
    for section in sections:
        for entry in section.entries:
            here = pages[-1]
            need = entry.lines + (not here or here[-1][0] is not section.head)
            if here and used + need > ROOM:
                pages.append([])
                used, need = 0, entry.lines + 1
            pages[-1].append((section.head, entry))
            used += need
    return pages


def page(verb: str, sections: Sequence[Section], number: int, about: int = 0) -> Message:
    """One page of a list. A page that is no longer there is the last one. `about`: what the list is
    of, for the button."""
    pages = pages_of(sections)
    number = min(max(number, 1), len(pages))
    message = as_page(pages[number - 1])
    if number == len(pages):
        return message
    values = (("page", number + 1), ("pages", len(pages)))
    more = Button("todo-more", Press(verb, about, str(number + 1)), values)
    return Message(message.parts, (*message.buttons, (more,)))


def as_page(here: Sequence[Placed]) -> Message:
    """What stands on a page. A heading is said again on the page on which its section goes on."""
    lines: list[Part] = []
    before: Part | None = None
    for head, entry in here:
        lines += [entry.line] if head is before else [head, entry.line]
        before = head
    return Message(tuple(lines), _rows([entry for _, entry in here]))


def _rows(entries: Sequence[Entry]) -> Rows:
    """Single buttons two by two; those of an entry with several stay together."""
    if any(len(entry.buttons) != 1 for entry in entries):
        return tuple(entry.buttons for entry in entries if entry.buttons)
    flat = [entry.buttons[0] for entry in entries]
    return tuple(tuple(flat[i : i + 2]) for i in range(0, len(flat), 2))


def page_number(choice: str | None) -> int:
    """Which page a button asks for; the first for anything no button of ours says."""
    return int(choice) if choice and NUMBER.fullmatch(choice) else 1
