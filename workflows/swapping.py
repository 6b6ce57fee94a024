"""换班: somebody asks a colleague of the same unit to take a shift over, or to swap it for one of
theirs; it changes hands by the colleague's yes alone."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from db import desk, people
from db.desk_rows import Shift
from db.models import Person
from db.roster import Roster, Staffer
from db.session import Work
from domain.errors import Refusal
from domain.people import Role
from domain.press import Press
from domain.said import Button, Part, part
from workflows import choosing, naming, reach
from workflows.choosing import colleague_rows, start_in
from workflows.deps import Deps
from workflows.shifts import AHEAD, NOON, day_values, today_of, who_words
from workflows.speech import Message, say

MOST_OFFERED = 2
"""So many shifts of their own a colleague is offered in exchange."""

Given = tuple[int, str]
"""What a button says: the shift, and whatever follows the step."""


async def _mine(work: Work, deps: Deps, person: Person, _given: Given) -> Part:
    """Which of my coming shifts?"""
    today = today_of(deps)
    found = await desk.shifts_of(work, person.id, today, today + AHEAD)
    if not found:
        raise Refusal("refuse-shift-gone")
    rows = tuple(
        (
            Button(
                "button-shift-day", Press("shift", s.id, "give"), tuple(day_values(s.day).items())
            ),
        )
        for s in found
    )
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((part("shift-which"),), rows))
    return part("toast-shift-which")


async def _give(work: Work, deps: Deps, person: Person, given: Given) -> Part:
    """Who could take it?"""
    shift = await _own(work, deps, person, given[0])
    found = await _colleagues(work, deps, shift)
    if not found:
        raise Refusal("refuse-shift-nobody", **day_values(shift.day))
    rows = colleague_rows(
        found,
        lambda one: Press("shift", shift.id, f"ask.{one}"),
        lambda further: Press("shift", shift.id, f"give.{further}"),
        start_in(given[1]),
    )
    to = await reach.person_addresses(work, person.id)
    await say(work, deps, to, Message((part("shift-who", **day_values(shift.day)),), rows))
    return part("toast-shift-who")


async def _ask(work: Work, deps: Deps, person: Person, given: Given) -> Part:
    """The colleague is asked."""
    shift = await _own(work, deps, person, given[0])
    found = await _colleagues(work, deps, shift)
    asked = next((one for one in found if str(one.person_id) == given[1]), None)
    if asked is None:
        raise Refusal("refuse-shift-nobody", **day_values(shift.day))
    shift.asked_id = asked.person_id
    known = await desk.named(work, [person.id])
    line = part("shift-asked", who=who_words(known, shift), **day_values(shift.day))
    rows = [(Button("button-shift-yes", Press("shift", shift.id, "yes")),)]
    rows += [
        (
            Button(
                "button-shift-for",
                Press("shift", shift.id, f"for.{one.id}"),
                tuple(day_values(one.day).items()),
            ),
        )
        for one in await _exchangeable(work, deps, shift, asked.person_id)
    ]
    rows.append((Button("button-shift-no", Press("shift", shift.id, "no")),))
    to = await reach.person_addresses(work, asked.person_id)
    await say(work, deps, to, Message((line,), tuple(rows)))
    return part("toast-shift-asked")


async def _yes(work: Work, deps: Deps, person: Person, given: Given) -> Part:
    """The colleague takes it over."""
    shift = await _asked_of(work, deps, person, given[0])
    giver = shift.person_id
    shift.person_id, shift.asked_id = person.id, None
    await work.flush()
    await _tell(work, deps, giver, part("shift-taken", **await _said(work, shift, person.id)))
    await _tell(work, deps, person.id, part("shift-yours", **day_values(shift.day)))
    return part("toast-shift-yes")


async def _for(work: Work, deps: Deps, person: Person, given: Given) -> Part:
    """The colleague takes it over, and the other one takes a shift of theirs."""
    shift = await _asked_of(work, deps, person, given[0])
    offered = await _exchangeable(work, deps, shift, person.id, MOST_OFFERED * choosing.MOST)
    if given[1] not in {str(one.id) for one in offered}:
        raise Refusal("refuse-shift-gone")
    other = await desk.shift(work, int(given[1]))
    if other is None or other.person_id != person.id:
        raise Refusal("refuse-shift-gone")
    giver = shift.person_id
    shift.person_id, shift.asked_id = person.id, None
    other.person_id, other.asked_id = giver, None
    await work.flush()
    given_up = part("shift-taken", **await _said(work, shift, person.id))
    await _tell(work, deps, giver, given_up, part("shift-yours", **day_values(other.day)))
    given_up = part("shift-taken", **await _said(work, other, giver))
    await _tell(work, deps, person.id, part("shift-yours", **day_values(shift.day)), given_up)
    return part("toast-shift-yes")


async def _no(work: Work, deps: Deps, person: Person, given: Given) -> Part:
    """The colleague cannot; the shift stays whose it is."""
    shift = await _asked_of(work, deps, person, given[0])
    shift.asked_id = None
    line = part("shift-refused", **await _said(work, shift, person.id))
    await _tell(work, deps, shift.person_id, line)
    return part("toast-shift-no")


STEPS: Mapping[str, Callable[[Work, Deps, Person, Given], Awaitable[Part]]] = {
    "mine": _mine,
    "give": _give,
    "ask": _ask,
    "yes": _yes,
    "for": _for,
    "no": _no,
}
"""The steps on the way, by the choice of the button."""


async def _own(work: Work, deps: Deps, person: Person, number: int) -> Shift:
    """A coming shift of this person, locked."""
    shift = await desk.shift(work, number)
    if shift is None or shift.person_id != person.id or shift.day < today_of(deps):
        raise Refusal("refuse-shift-gone")
    return shift


async def _asked_of(work: Work, deps: Deps, person: Person, number: int) -> Shift:
    """A coming shift this person was asked to take and still can, locked."""
    shift = await desk.shift(work, number)
    if shift is None or shift.asked_id != person.id or shift.day < today_of(deps):
        raise Refusal("refuse-shift-gone")
    there = await desk.shifts_between(work, [shift.unit], shift.day, shift.day)
    if any(one.person_id == person.id for one in there):
        raise Refusal("refuse-shift-both", **day_values(shift.day))
    return shift


async def _colleagues(work: Work, deps: Deps, shift: Shift) -> list[Staffer]:
    """Who of the unit is there that day, and not on the roster yet."""
    roster: Roster = await people.roster_of(work)
    there = await desk.shifts_between(work, [shift.unit], shift.day, shift.day)
    taken = {one.person_id for one in there}
    noon = datetime.combine(shift.day, NOON, deps.rules.zone)
    found = {
        one.person_id: one
        for one in roster.staff_at([shift.unit])
        if one.post.role is not Role.VOLUNTEER
        and one.person_id not in taken
        and not roster.is_away(one.person_id, noon)
    }
    return list(found.values())


async def _exchangeable(
    work: Work, deps: Deps, shift: Shift, asked: int, most: int = MOST_OFFERED
) -> list[Shift]:
    """Coming shifts of the colleague at that unit, on days the asking one is not there."""
    today = today_of(deps)
    busy = {s.day for s in await desk.shifts_of(work, shift.person_id, today, today + AHEAD)}
    theirs = await desk.shifts_of(work, asked, today, today + AHEAD)
    return [s for s in theirs if s.unit == shift.unit and s.day not in busy][:most]


async def _said(work: Work, shift: Shift, person_id: int) -> dict[str, object]:
    known = await desk.named(work, [person_id])
    found = known.get(person_id)
    role = found.role_at(shift.unit) if found else None
    who = naming.person_words(found.name if found else "", role)
    return {"who": who, **day_values(shift.day)}


async def _tell(work: Work, deps: Deps, person_id: int, *lines: Part) -> None:
    await say(work, deps, await reach.person_addresses(work, person_id), Message(lines))
