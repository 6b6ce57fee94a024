"""Many tickets change hands at once: whoever stands in for a colleague takes all of them, or the
first person responsible of a unit hands those of one of its people to another. No date moves."""

from collections.abc import Sequence
from dataclasses import dataclass

from db import absences, in_hand, people, tickets
from db.in_hand import Load
from db.models import Person, Ticket
from db.roster import Staffer
from db.session import Work
from domain.errors import Refusal
from domain.ladder import Step
from domain.people import Role
from domain.press import Press
from domain.said import Button, Part, Rows, moment, part
from domain.sight import is_accused
from workflows import cards, handling, merging, reach
from workflows.change_hands import todo_line
from workflows.choosing import colleague_rows
from workflows.clockwork import hush_of, note, policy_of, put, run_of
from workflows.deps import Deps
from workflows.speech import Address, Message, Priority, say

PEOPLE_MOST = 12
LINES_MOST = 16
"""Tickets named in the list; two buttons in each of eight rows."""


@dataclass(frozen=True, slots=True)
class Moving:
    """Whose tickets go to whom; `by`: who said so, None when whoever takes them did."""

    giver: int
    taker: int
    kind: str
    by: int | None = None


# Whoever stands in takes all


async def take_all(work: Work, deps: Deps, person: Person, choice: str | None) -> Part:
    """全部接手: everything a colleague who is away had in hand, in one tap."""
    giver = _number(choice)
    if await people.deputy_of(work, giver, deps.now()) != person.id:
        raise Refusal("refuse-not-yours")
    absence = await absences.newest_of(work, giver)
    found = await absences.left_in_hand(work, absence) if absence else ()
    if not found:
        raise Refusal("handover-none")
    await _move(work, deps, found, Moving(giver, person.id, "take_over"))
    return part("handover-toast", count=len(found))


# A lead hands over


async def say_handover(work: Work, deps: Deps, person: Person, to: Address) -> None:
    """/handover: whose tickets? Those who are away come first."""
    units = await _led_by(work, deps, person)
    loads = await in_hand.loads_at(work, units)
    if not loads:
        await say(work, deps, [to], Message((part("handover-nothing"),)))
        return
    here = {s.person_id for s in await people.at_work(work, units, deps.now()) if s.on_duty}
    ordered = sorted(loads, key=lambda one: (one.person_id in here, -one.count))
    rows: Rows = tuple((_whose(one, one.person_id in here),) for one in ordered[:PEOPLE_MOST])
    await say(work, deps, [to], Message((part("handover-ask-whose"),), rows))


def _whose(load: Load, is_here: bool) -> Button:
    who = cards.person_words(load.name, load.post.role)
    press = Press("handover", 0, f"from.{load.person_id}")
    key = "handover-whose" if is_here else "handover-whose-away"
    return Button(key, press, (("who", who), ("count", load.count)))


async def press_handover(work: Work, deps: Deps, person: Person, choice: str | None) -> Part:
    """A tap on the way: whose tickets, then to whom; the second one does it."""
    step, _, rest = (choice or "").partition(".")
    giver, _, taker = rest.partition(".")
    units = await _led_by(work, deps, person)
    load = next(
        (one for one in await in_hand.loads_at(work, units) if one.person_id == _number(giver)),
        None,
    )
    if load is None:
        raise Refusal("handover-none" if units else "refuse-not-yours")
    takers = await _takers(work, deps, load, units)
    if not takers:
        raise Refusal("handover-nobody")
    if step == "from" and not taker:
        return await _ask_whom(work, deps, person, load, takers)
    chosen = next((one for one in takers if str(one.person_id) == taker), None)
    if step != "to" or chosen is None:
        raise Refusal("refuse-button")
    found = await _theirs(work, deps, load, units)
    if not found:
        raise Refusal("handover-none")
    moving = Moving(load.person_id, chosen.person_id, "handover", person.id)
    await _move(work, deps, found, moving)
    return part("handover-toast", count=len(found))


async def _led_by(work: Work, deps: Deps, person: Person) -> frozenset[str]:
    """The units whose first person responsible this person is, or stands in for."""
    return deps.rules.org.led_by(await handling.posts_of(work, deps, person.id))


async def _takers(work: Work, deps: Deps, load: Load, units: frozenset[str]) -> tuple[Staffer, ...]:
    """Colleagues of the same units who are at work, those of the same post first."""
    mine = await people.memberships(work, load.person_id)
    shared = units & {m.unit for m in mine}
    found: dict[int, Staffer] = {}
    here = await people.at_work(work, shared, deps.now())
    for one in sorted(here, key=lambda one: one.post != load.post):
        fits = one.on_duty and one.post.role is not Role.VOLUNTEER
        if fits and one.person_id != load.person_id:
            found.setdefault(one.person_id, one)
    return tuple(found.values())


async def _ask_whom(
    work: Work, deps: Deps, person: Person, load: Load, takers: tuple[Staffer, ...]
) -> Part:
    rows = colleague_rows(takers, lambda one: Press("handover", 0, f"to.{load.person_id}.{one}"))
    who = cards.person_words(load.name, load.post.role)
    line = part("handover-ask-whom", who=who, count=load.count)
    await say(work, deps, await reach.person_addresses(work, person.id), Message((line,), rows))
    return part("handover-toast-ask")


async def _theirs(work: Work, deps: Deps, load: Load, units: frozenset[str]) -> tuple[Ticket, ...]:
    """What they have in hand, locked. Of somebody who works elsewhere too only what these units
    lead, and nothing that is about these units themselves."""
    org = deps.rules.org
    mine = {m.unit for m in await people.memberships(work, load.person_id)}
    return tuple(
        ticket
        for ticket in await in_hand.lock_all_of(work, load.person_id)
        if (mine <= units or ticket.lead_unit in units)
        and not any(
            is_accused(org, ticket.against, ticket.community, unit) for unit in mine & units
        )
    )


# What changing hands means


async def _move(work: Work, deps: Deps, found: Sequence[Ticket], moving: Moving) -> None:
    for ticket in found:
        ticket.handler_id = moving.taker
        values = {"before": moving.giver} | ({"by": moving.by} if moving.by else {})
        note(work, ticket, deps.now(), moving.kind, person=moving.taker, **values)
    await _news_of(work, deps, found)
    for ticket in found:
        await cards.refresh(work, deps, ticket, await reach.directory(work, deps, ticket))
    await _tell_residents(work, deps, found, moving)
    await _tell_taker(work, deps, found, moving)
    staff = await reach.directory(work, deps, found[0])
    line = part("handover-told", who=cards.staff_words(moving.taker, staff), count=len(found))
    to = await reach.person_addresses(work, moving.giver)
    await say(work, deps, to, Message((line,), hold=True))


async def _news_of(work: Work, deps: Deps, found: Sequence[Ticket]) -> None:
    """That they changed hands is news, as in handling.has_news, but for hundreds at once."""
    now = deps.now()
    going = [ticket for ticket in found if ticket.held_until is None]
    armed = await in_hand.stop_news(work, [ticket.id for ticket in going])
    for ticket in found:
        ticket.news_at = now
    for ticket in going:
        run = run_of(deps, ticket, "news", now)
        before = armed.get((ticket.id, ticket.cycle), 0)
        put(work, ticket, run, Step(before + 1, run.step(100).at))


async def _tell_residents(work: Work, deps: Deps, found: Sequence[Ticket], moving: Moving) -> None:
    """Each resident hears once, of all her matters together."""
    said: dict[int, list[tuple[Ticket, Part]]] = {}
    for ticket in found:
        staff = await reach.directory(work, deps, ticket)
        line = part(
            "owner-taken-over",
            code=cards.code_of(deps.rules, ticket),
            who=cards.staff_words(moving.taker, staff),
            due=moment(ticket.promised_at),
        )
        said.setdefault(ticket.owner_id, []).append((ticket, line))
        for other in await tickets.merged_with(work, ticket.id) if ticket.merged else ():
            (own,) = merging.with_code(deps, (line,), other)
            if other.owner_id not in said:
                said[other.owner_id] = [(other, own)]
    for lines in said.values():
        first = lines[0][0]
        quiet = all(policy_of(ticket).quiet for ticket, _ in lines)
        hold = quiet and deps.rules.quiet_of(first.community)
        said_of_her = (*reach.pass_on(first), *(line for _, line in lines))
        message = Message(said_of_her, ticket=first.id, hold=hold)
        await say(work, deps, await reach.owner_addresses(work, first), message)


async def _tell_taker(work: Work, deps: Deps, found: Sequence[Ticket], moving: Moving) -> None:
    """One list, the most urgent first, with a tap into each."""
    staff = await reach.directory(work, deps, found[0])
    who = cards.staff_words(moving.giver, staff)
    lines = [part("handover-list", who=who, count=len(found))]
    lines += [todo_line(deps, ticket) for ticket in found[:LINES_MOST]]
    if len(found) > LINES_MOST:
        lines.append(part("handover-more", count=len(found) - LINES_MOST))
    flat = [
        Button("button-show", Press("show", t.id), (("code", cards.code_of(deps.rules, t)),))
        for t in found[:LINES_MOST]
    ]
    quiet = all(policy_of(ticket).quiet for ticket in found)
    message = Message(
        tuple(lines),
        tuple(tuple(flat[i : i + 2]) for i in range(0, len(flat), 2)),
        priority=Priority.CARD if quiet else Priority.PAGE,
        hold=quiet and moving.by is not None and hush_of(deps, found[0]),
    )
    await say(work, deps, await reach.person_addresses(work, moving.taker), message)


def _number(text: str | None) -> int:
    """A person's number as a button carries it; 0 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) <= 18 else 0
