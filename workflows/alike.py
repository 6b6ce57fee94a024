"""A new ticket is compared with the open ones of its place: the resident is asked whether it is the
same matter; in a flood it goes along at once, and the whole becomes one incident."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db import people, tickets
from db.alike import voice_of, voices_at
from db.models import Ticket
from db.session import Work
from domain.duplicates import (
    CAME_BACK,
    DANGER,
    Voice,
    find_same,
    flood_in,
    household_of,
    spot_of,
    spots_near,
)
from domain.lifecycle import WORKING, Action, Status
from domain.press import Press
from domain.said import Button, Part, Rows, category_name, moment, part
from workflows import announcing, cards, merging, reach
from workflows.clockwork import note
from workflows.deps import Deps
from workflows.promise import hears_by
from workflows.speech import Address, Message, Priority, say


@dataclass(frozen=True, slots=True)
class Likeness:
    """The open ticket that a new one resembles, and what makes a flood with them."""

    same: Voice | None
    flood: tuple[Voice, ...] = ()

    @property
    def at_once(self) -> bool:
        """Whether nobody is asked first."""
        return bool(self.flood) or (self.same is not None and self.same.incident)


def place_it(deps: Deps, ticket: Ticket) -> None:
    """Write onto a ticket what it can be found by, and whose voice it is."""
    ticket.spot = spot_of(voice_of(ticket), deps.rules.catalogue)
    ticket.household = household_of(ticket.owner_id, ticket.place)


async def look_around(work: Work, deps: Deps, opened: Sequence[Ticket]) -> list[Voice]:
    """All that is open, or was done not long ago, where these tickets are. One read, and none where
    nothing can be alike."""
    catalogue = deps.rules.catalogue
    near = (spot for one in opened if one.spot for spot in spots_near(voice_of(one), catalogue))
    spots = tuple(dict.fromkeys(near))
    if not spots:
        return []
    now, mine = deps.now(), {one.id for one in opened}
    known = await voices_at(work, spots, now - deps.rules.merge.reach, now - CAME_BACK)
    return [one for one in known if one.id not in mine]


async def find_alike(
    work: Work, deps: Deps, opened: Sequence[Ticket], known: Sequence[Voice]
) -> Mapping[int, Likeness]:
    """For each ticket, by its number, the open one it resembles; those without are left out."""
    rule, found = deps.rules.merge, {}
    others = [one for one in known if one.done_at is None]
    for ticket in opened if others else ():
        new = voice_of(ticket)
        flood = flood_in(new, others, deps.rules.catalogue, rule)
        same = find_same(new, others, deps.rules.catalogue)
        if (same or flood) and not await _is_accused(work, ticket):
            found[ticket.id] = Likeness(same, flood)
    return found


async def _is_accused(work: Work, ticket: Ticket) -> bool:
    """Staff must not learn by a report of their own that somebody complained about them."""
    if ticket.against is None:
        return False
    return bool(await people.memberships(work, ticket.owner_id))


async def go_along(work: Work, deps: Deps, ticket: Ticket, found: Likeness | None) -> Ticket | None:
    """In a flood the ticket goes along at once; returns its main ticket then. Else it only says
    from now on which one it resembles."""
    if found is None:
        return None
    if not found.at_once:
        if found.same:
            ticket.alike = cards.code_of(deps.rules, found.same)
        return None
    first = found.same if found.same and found.same.incident else found.flood[0]
    main = await tickets.lock(work, first.id)
    if main is not None:
        main = await tickets.main_of(work, main)
    if main is None or main.status not in WORKING or main.id == ticket.id:
        return None
    is_new, main.incident = not main.incident, True
    await _take_along(work, deps, main, found.flood)
    if is_new:
        note(work, main, deps.now(), "incident")
        announcing.begin(work, deps, main)
        await _tell_staff(work, deps, main)
    await merging.merge(work, deps, main, ticket)
    await merging.refresh(work, deps, main)
    return main


async def _take_along(work: Work, deps: Deps, main: Ticket, flood: Sequence[Voice]) -> None:
    """Many alike within a short time: those that still wait go along, each resident is told."""
    taken = [t for voice in flood if (t := await _still_apart(work, main, voice.id))]
    for ticket in taken:
        await merging.merge(work, deps, main, ticket)
    for ticket in taken:
        line = part(
            "owner-merged",
            code=cards.code_of(deps.rules, ticket),
            main=cards.code_of(deps.rules, main),
            count=main.households + 1,
        )
        to = await reach.owner_addresses(work, deps, ticket)
        lines = (*reach.pass_on(ticket), line)
        await say(work, deps, to, Message(lines, (_apart(ticket),), ticket=ticket.id))


async def _still_apart(work: Work, main: Ticket, number: int) -> Ticket | None:
    """A ticket that waits of its own, and of which nobody has said that it is another matter."""
    ticket = await tickets.lock(work, number)
    if ticket is None or ticket.id == main.id or ticket.status is not Status.QUEUED:
        return None
    said = await tickets.last_event(work, ticket.id, "not_alike", "split")
    return None if said else ticket


async def _tell_staff(work: Work, deps: Deps, main: Ticket) -> None:
    """The staff group and the secretary hear of an incident, once."""
    staff = await reach.directory(work, deps, main)
    chair = staff.on_duty(reach.chair_post(deps.rules, main), main.place)
    line = part(
        "staff-incident",
        code=cards.code_of(deps.rules, main),
        category=category_name(main.category),
        count=main.households + 1,
    )
    to = [*(await reach.staff_groups(work, main)), *reach.addresses(chair)]
    await say(work, deps, to, Message((line,), ticket=main.id, priority=Priority.CARD))


def lines_about(
    deps: Deps, ticket: Ticket, found: Likeness | None, main: Ticket | None
) -> tuple[Part, ...]:
    """What the resident reads of it: that it goes along, or whether it is the same."""
    if main is not None:
        return (
            part(
                "taken-merged",
                code=cards.code_of(deps.rules, ticket),
                main=cards.code_of(deps.rules, main),
                count=main.households,
                hears=hears_by(deps, main.promised_at),
            ),
        )
    same = found.same if found else None
    if same is None or not _is_asked(ticket, same):
        return ()
    if same.owner == ticket.owner_id:
        return (
            part("alike-own", code=cards.code_of(deps.rules, same), since=moment(same.opened_at)),
        )
    return (part("alike", code=cards.code_of(deps.rules, same), count=same.households),)


def buttons_about(ticket: Ticket, found: Likeness | None, main: Ticket | None) -> Rows:
    """我家也是 / 不是一回事, in fitting words for her own earlier ticket."""
    if main is not None:
        return (_apart(ticket),)
    same = found.same if found else None
    if same is None or not _is_asked(ticket, same):
        return ()
    key = "button-same" if same.owner == ticket.owner_id else "button-me-too"
    return ((Button(key, Press(Action.MERGE, same.id, str(ticket.id))), *_apart(ticket)),)


def _is_asked(ticket: Ticket, same: Voice) -> bool:
    """Whether its resident is asked: never of a danger, and not through somebody else."""
    return same.level != DANGER and ticket.alike is not None and not reach.is_passed_on(ticket)


def _apart(ticket: Ticket) -> tuple[Button, ...]:
    return (Button("button-apart", Press(Action.SPLIT, ticket.id)),)


async def compare_again(work: Work, deps: Deps, ticket: Ticket, to: Sequence[Address]) -> None:
    """Now that place or category is known: what it resembles, as at the opening."""
    place_it(deps, ticket)
    if ticket.status is not Status.QUEUED or ticket.alike or ticket.merged:
        return
    known = await look_around(work, deps, [ticket])
    found = (await find_alike(work, deps, [ticket], known)).get(ticket.id)
    main = await go_along(work, deps, ticket, found)
    lines = lines_about(deps, ticket, found, main)
    if lines:
        buttons = buttons_about(ticket, found, main)
        await say(work, deps, to, Message(lines, buttons, ticket=ticket.id))
