"""Many tickets at once: what is read and said of them together, to each reader once. What becomes
of them is in hand_over and put_back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from db import in_hand, tickets
from db.desk_rows import SupportPart
from db.in_hand import Taken
from db.models import Ticket
from db.session import Work
from domain.said import Button, Part, category_name, moment, part, word
from workflows import cards, merging, reach
from workflows.change_hands import todo_line
from workflows.clockwork import hush_of, policy_of
from workflows.deps import Deps
from workflows.list_pages import show_button
from workflows.reach import Directory
from workflows.speech import Address, Message, Priority, say

LINES_MOST = 16
"""Tickets named in a list; two buttons in each of eight rows."""


class Around:
    """The staff around each of many tickets, read once for all that concern the same units."""

    def __init__(self, work: Work, deps: Deps, parts: dict[int, SupportPart]) -> None:
        self._work, self._deps, self._parts = work, deps, parts
        self._known: dict[tuple[object, ...], Directory] = {}

    async def of(self, ticket: Ticket) -> Directory:
        """The directory of one of them, as `reach.directory` gives it."""
        key = (
            *(ticket.community, ticket.lead_unit, ticket.support_unit),
            *(ticket.place.get("compound"), ticket.level, ticket.against),
            ticket.policy["pages_all"],
        )
        if key not in self._known:
            self._known[key] = await reach.directory(self._work, self._deps, ticket)
        return replace(self._known[key], part=self._parts.get(ticket.id))


async def around(work: Work, deps: Deps, found: Iterable[Ticket]) -> Around:
    """For these tickets, which are locked."""
    joint = [ticket.id for ticket in found if ticket.support_unit]
    return Around(work, deps, await in_hand.parts_of(work, joint))


@dataclass(frozen=True, slots=True)
class Line:
    """What a list says of one ticket."""

    ticket: Ticket
    words: Part


def whole_line(deps: Deps, ticket: Ticket) -> Line:
    """A ticket in a list."""
    return Line(ticket, todo_line(deps, ticket))


def part_line(deps: Deps, taken: Taken) -> Line:
    """The supporting part of a ticket in a list."""
    ticket, row = taken
    words = part(
        "part-line",
        level=word("todo-level", level=ticket.level),
        code=cards.code_of(deps.rules, ticket),
        category=category_name(ticket.category),
        due=moment(row.due_at if row.handler_id else row.accept_due),
    )
    return Line(ticket, words)


def as_list(deps: Deps, head: Part, lines: Sequence[Line], more: str) -> Message:
    """One message with a tap into each; `more` says how many are left out. It waits for the end
    of the quiet hours unless one of them is urgent."""
    shown = lines[:LINES_MOST]
    said = [head, *(line.words for line in shown)]
    if len(lines) > len(shown):
        said.append(part(more, count=len(lines) - len(shown)))
    flat: list[Button] = [
        show_button(deps, ticket)
        for ticket in {line.ticket.id: line.ticket for line in shown}.values()
    ]
    quiet = all(policy_of(line.ticket).quiet for line in lines)
    return Message(
        tuple(said),
        tuple(tuple(flat[i : i + 2]) for i in range(0, len(flat), 2)),
        priority=Priority.CARD if quiet else Priority.PAGE,
        hold=quiet and hush_of(deps, lines[0].ticket),
    )


async def tell_residents(work: Work, deps: Deps, lines: Iterable[tuple[Ticket, Part]]) -> None:
    """Each resident hears once, of all her matters together: hers, and those merged into these,
    each under her own code."""
    said: dict[int, list[tuple[Ticket, Part]]] = {}
    for ticket, line in lines:
        said.setdefault(ticket.owner_id, []).append((ticket, line))
        for other in await tickets.merged_with(work, ticket.id) if ticket.merged else ():
            (own,) = merging.with_code(deps, (line,), other)
            if other.owner_id not in said:
                said[other.owner_id] = [(other, own)]
    for hers in said.values():
        first = hers[0][0]
        quiet = all(policy_of(ticket).quiet for ticket, _ in hers)
        hold = quiet and deps.rules.quiet_of(first.community)
        whole = (*reach.pass_on(first), *(line for _, line in hers))
        message = Message(whole, ticket=first.id, hold=hold)
        await say(work, deps, await reach.owner_addresses(work, deps, first), message)


async def tell_leading(work: Work, deps: Deps, lines: Sequence[tuple[Ticket, Part]]) -> None:
    """Whoever has the tickets hears once what is new of the supporting side. `lines`: of each
    ticket what is said; the same said of several is one line with all of their `codes`."""
    said: dict[int, dict[str, list[tuple[Ticket, Part]]]] = {}
    for ticket, line in lines:
        if ticket.handler_id is not None:
            by_words = said.setdefault(ticket.handler_id, {})
            same = str((line[0], {**line[1], "codes": ""}))
            by_words.setdefault(same, []).append((ticket, line))
    for handler, by_words in said.items():
        found = [ticket for same in by_words.values() for ticket, _ in same]
        quiet = all(policy_of(ticket).quiet for ticket in found)
        message = Message(
            tuple(_of_all(same) for same in by_words.values()),
            ticket=found[0].id if len(found) == 1 else None,
            priority=Priority.CARD if quiet else Priority.PAGE,
            hold=quiet and hush_of(deps, found[0]),
        )
        await say(work, deps, await reach.person_addresses(work, handler), message)


def _of_all(same: Sequence[tuple[Ticket, Part]]) -> Part:
    key, values = same[0][1]
    return key, values | {"codes": {"$join": [line[1]["codes"] for _, line in same]}}


async def refresh(work: Work, deps: Deps, found: Iterable[Ticket], staff: Around) -> None:
    """The cards of all of them say how they stand now."""
    for ticket in found:
        await cards.refresh(work, deps, ticket, await staff.of(ticket))


def addresses_of(staff: Directory, person_id: int) -> list[Address]:
    """The chats of somebody among the staff."""
    return reach.addresses(s for s in staff.staff if s.person_id == person_id)
