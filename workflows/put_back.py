"""What somebody who is gone, or away, had in hand goes back to those who can take it: tickets to
their queue, supporting parts to their side. Everybody hears once, however many they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from db.in_hand import Hand
from db.models import Ticket
from db.session import Work
from domain.said import Part, part
from workflows import cards, parts, reach, tell_together
from workflows.clockwork import hush_of, note, policy_of
from workflows.deps import Deps
from workflows.dispatch import desk_of, dispatch, supporters
from workflows.fire_timers import passed_on, requeue, take_back
from workflows.granting import end_hold
from workflows.reach import Directory
from workflows.speech import Address, Message, say
from workflows.tell_together import Around, Line, addresses_of, part_line, whole_line


@dataclass(frozen=True, slots=True)
class Told:
    """The keys by which whoever had them is told, of one ticket and of several."""

    one: str
    many: str


LEFT = Told("taken-back-left", "taken-back-left-all")
AWAY = Told("taken-back-away", "taken-back-away-all")


@dataclass(slots=True)
class Desks:
    """What waits at whose desk now: to be told in one message, or as a card where it is one."""

    lines: dict[int, list[Line]] = field(default_factory=dict)
    chats: dict[int, list[Address]] = field(default_factory=dict)
    groups: dict[Address, list[Ticket]] = field(default_factory=dict)

    def add(self, staff: Directory, people: Iterable[int], line: Line) -> None:
        """This waits for these people."""
        for person in dict.fromkeys(people):
            self.lines.setdefault(person, []).append(line)
            self.chats[person] = addresses_of(staff, person)


async def put_back(work: Work, deps: Deps, hand: Hand, told: Told) -> None:
    """All of it waits to be taken again. The dates of the tickets stay, what was at rest goes
    on. Where life is in danger everybody is sent the card anew."""
    if not len(hand):
        return
    for ticket in hand.tickets:
        await end_hold(work, deps, ticket)
    if len(hand.tickets) == 1 and not hand.parts:
        await take_back(work, deps, hand.tickets[0], told.one)
        return
    staff = await tell_together.around(work, deps, hand)
    giver = [await requeue(work, deps, ticket) for ticket in hand.tickets]
    for ticket, row in hand.parts:
        note(work, ticket, deps.now(), "part_released", person=row.handler_id)
        await parts.release(work, deps, ticket, row)
    await _send_out(work, deps, hand, staff)
    await _tell_others(work, deps, hand)
    if hand.tickets:
        await _tell_giver(work, deps, giver[0], hand.tickets, told)


async def _send_out(work: Work, deps: Deps, hand: Hand, staff: Around) -> None:
    desks, paged = Desks(), [t for t in hand.tickets if policy_of(t).pages_all]
    for ticket in hand.tickets:
        if ticket not in paged:
            await _to_its_desk(work, deps, ticket, await staff.of(ticket), desks)
    for taken in hand.parts:
        around = await staff.of(taken[0])
        desks.add(around, supporters(deps, taken[0], around), part_line(deps, taken))
    await tell_together.refresh(work, deps, hand, staff)  # before any card that is sent anew
    await _tell_desks(work, deps, desks, staff)
    await _tell_groups(work, deps, desks, staff)
    for ticket in paged:
        await dispatch(work, deps, ticket)


async def _to_its_desk(
    work: Work, deps: Deps, ticket: Ticket, staff: Directory, desks: Desks
) -> None:
    people = [member.person_id for member in desk_of(work, deps, ticket, staff)]
    note(work, ticket, deps.now(), "dispatched", unit=ticket.lead_unit, told=len(people))
    desks.add(staff, people, whole_line(deps, ticket))
    for group in await reach.staff_groups(work, ticket):
        desks.groups.setdefault(group, []).append(ticket)


async def _tell_desks(work: Work, deps: Deps, desks: Desks, staff: Around) -> None:
    """One list for each with a tap into each ticket; a single one comes as its card."""
    for person, lines in desks.lines.items():
        if len(lines) == 1:
            ticket = lines[0].ticket
            await cards.show(work, deps, ticket, await staff.of(ticket), (person,))
            await cards.show_media(work, deps, ticket, await staff.of(ticket), (person,))
            continue
        await say(work, deps, desks.chats[person], _list(deps, lines))


async def _tell_groups(work: Work, deps: Deps, desks: Desks, staff: Around) -> None:
    for group, found in desks.groups.items():
        if len(found) == 1:
            await cards.show_groups(work, deps, found[0], await staff.of(found[0]))
        else:
            await say(work, deps, [group], _list(deps, [whole_line(deps, one) for one in found]))


def _list(deps: Deps, lines: Sequence[Line]) -> Message:
    head = part("back-list", count=len(lines))
    return tell_together.as_list(deps, head, lines, more="back-list-more")


async def _tell_others(work: Work, deps: Deps, hand: Hand) -> None:
    """The residents whose tickets wait again, and those who have a ticket whose part does."""
    lines = [(ticket, passed_on(deps, ticket)) for ticket in hand.tickets]
    await tell_together.tell_residents(work, deps, lines)
    units = deps.rules.org.units
    leading: list[tuple[Ticket, Part]] = [
        (ticket, part("staff-part-open", codes=cards.code_of(deps.rules, ticket), unit=unit.name))
        for ticket, _ in hand.parts
        if (unit := units.get(ticket.support_unit or ""))
    ]
    await tell_together.tell_leading(work, deps, leading)


async def _tell_giver(
    work: Work, deps: Deps, giver: int | None, found: Sequence[Ticket], told: Told
) -> None:
    line = part(told.many, count=len(found))
    if len(found) == 1:
        line = part(told.one, code=cards.code_of(deps.rules, found[0]))
    hold = all(policy_of(ticket).quiet for ticket in found) and hush_of(deps, found[0])
    await say(work, deps, await reach.person_addresses(work, giver), Message((line,), hold=hold))
