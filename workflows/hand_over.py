"""Many tickets change hands at once: whoever stands in for a colleague takes all of them, or the
first person responsible of a unit hands those of one of its people to another. No date moves."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from db import absences, in_hand, people
from db.in_hand import Hand, Load
from db.models import Person, Ticket
from db.roster import Staffer
from db.session import Work
from db.time_rows import Absence
from domain.errors import Refusal
from domain.ladder import Step
from domain.people import Role
from domain.press import Press
from domain.said import Button, Part, Rows, part
from domain.sight import is_accused
from workflows import cards, handling, reach, tell_together
from workflows.change_hands import may_have
from workflows.choosing import colleague_rows, start_in
from workflows.clockwork import note, put, run_of
from workflows.deps import Deps
from workflows.promise import hears_by
from workflows.reach import Directory
from workflows.speech import Address, Message, say
from workflows.tell_together import Around

PEOPLE_MOST = 12


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
    hand = await left_by(work, absence) if absence else Hand()
    return await _hand_to(work, deps, hand, Moving(giver, person.id, "take_over"))


async def left_by(work: Work, absence: Absence) -> Hand:
    """What somebody who is away had taken before, locked. What they took while away they wanted
    themselves."""
    hand = (await in_hand.lock_all_of(work, [absence.person_id]))[absence.person_id]
    return Hand(
        tuple(t for t in hand.tickets if t.accepted_at and t.accepted_at <= absence.since),
        tuple(
            one for one in hand.parts if one[1].accepted_at and one[1].accepted_at <= absence.since
        ),
    )


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
    giver, _, more = rest.partition(".")
    taker, _, shown = more.partition(".")
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
    if step == "from":
        return await _ask_whom(work, deps, person, (load, takers, start_in(taker)), units)
    chosen = next((one for one in takers if str(one.person_id) == taker), None)
    if step != "to" or chosen is None:
        raise Refusal("refuse-button")
    hand = await _theirs(work, deps, load, units)
    if shown and shown != _mark(hand):  # a button of another day must not move what came since
        await _ask_whom(work, deps, person, (load, takers, 0), units)
        return part("handover-toast-changed")
    moving = Moving(load.person_id, chosen.person_id, "handover", person.id)
    return await _hand_to(work, deps, hand, moving)


def _mark(hand: Hand) -> str:
    """What stands for these tickets on a button."""
    numbers = (sorted(t.id for t in hand.tickets), sorted(t.id for t, _ in hand.parts))
    return f"{zlib.crc32(repr(numbers).encode()):08x}"


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
    work: Work,
    deps: Deps,
    person: Person,
    question: tuple[Load, tuple[Staffer, ...], int],
    units: frozenset[str],
) -> Part:
    load, takers, start = question
    mark = _mark(await _theirs(work, deps, load, units))
    rows = colleague_rows(
        takers,
        lambda one: Press("handover", 0, f"to.{load.person_id}.{one}.{mark}"),
        lambda further: Press("handover", 0, f"from.{load.person_id}.{further}"),
        start,
    )
    who = cards.person_words(load.name, load.post.role)
    line = part("handover-ask-whom", who=who, count=load.count)
    await say(work, deps, await reach.person_addresses(work, person.id), Message((line,), rows))
    return part("handover-toast-ask")


async def _theirs(work: Work, deps: Deps, load: Load, units: frozenset[str]) -> Hand:
    """What they have in hand, locked. Of somebody who works elsewhere too only what is with these
    units, and nothing to decide that is about these units themselves."""
    org = deps.rules.org
    mine = {m.unit for m in await people.memberships(work, load.person_id)}
    hand = (await in_hand.lock_all_of(work, [load.person_id]))[load.person_id]
    whole = tuple(
        ticket
        for ticket in hand.tickets
        if (mine <= units or ticket.lead_unit in units)
        and not any(
            is_accused(org, ticket.against, ticket.community, unit) for unit in mine & units
        )
    )
    return Hand(whole, tuple(one for one in hand.parts if one[0].support_unit in units))


async def fit_for(work: Work, deps: Deps, hand: Hand, taker: int) -> Hand:
    """What of it somebody may be given: no ticket that complains about their own side, and only
    parts of a unit of theirs."""
    posts = await handling.posts_of(work, deps, taker)
    units = {post.unit for post in posts if post.role is not Role.VOLUNTEER}
    return Hand(
        tuple(t for t in hand.tickets if may_have(deps.rules, t, posts)),
        tuple(one for one in hand.parts if one[0].support_unit in units),
    )


async def _hand_to(work: Work, deps: Deps, hand: Hand, moving: Moving) -> Part:
    """Give somebody what of it they may have; what they may not stays where it is."""
    if not len(hand):
        raise Refusal("handover-none")
    fit = await fit_for(work, deps, hand, moving.taker)
    if not len(fit):
        raise Refusal("handover-not-to-them")
    await move(work, deps, fit, moving)
    left = len(hand) - len(fit)
    if left:
        return part("handover-toast-some", count=len(fit), left=left)
    return part("handover-toast", count=len(fit))


# What changing hands means


async def move(work: Work, deps: Deps, found: Hand, moving: Moving) -> None:
    """All of it, which is locked, is the taker's from now on; everybody hears so once."""
    now = deps.now()
    values = {"before": moving.giver} | ({"by": moving.by} if moving.by else {})
    for ticket in found.tickets:
        ticket.handler_id = moving.taker
        note(work, ticket, now, moving.kind, person=moving.taker, **values)
    for ticket, row in found.parts:
        row.handler_id = moving.taker
        unit = ticket.support_unit
        note(work, ticket, now, "part_taken", person=moving.taker, unit=unit, **values)
    await _news_of(work, deps, found.tickets)
    staff = await tell_together.around(work, deps, found)
    await tell_together.refresh(work, deps, found, staff)
    await _tell_others(work, deps, found, moving, staff)
    first = await staff.of(next(iter(found)))
    await _tell_taker(work, deps, found, moving, first)
    line = part("handover-told", who=cards.staff_words(moving.taker, first), count=len(found))
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


async def _tell_others(work: Work, deps: Deps, found: Hand, moving: Moving, staff: Around) -> None:
    """The residents, and of supporting parts those who have the ticket."""
    lines: list[tuple[Ticket, Part]] = []
    leading: list[tuple[Ticket, Part]] = []
    whole = {ticket.id for ticket in found.tickets}
    for ticket in found:
        who = cards.staff_words(moving.taker, await staff.of(ticket))
        code = cards.code_of(deps.rules, ticket)
        if ticket.id in whole:
            hears = hears_by(deps, ticket.promised_at)
            lines.append((ticket, part("owner-taken-over", code=code, who=who, hears=hears)))
            continue
        lines.append((ticket, part("owner-part-over", code=code, who=who)))
        if ticket.handler_id != moving.taker:
            leading.append((ticket, part("staff-part-over", codes=code, who=who)))
    await tell_together.tell_residents(work, deps, lines)
    await tell_together.tell_leading(work, deps, leading)


async def _tell_taker(
    work: Work, deps: Deps, found: Hand, moving: Moving, staff: Directory
) -> None:
    """One list, the most urgent first, with a tap into each."""
    who = cards.staff_words(moving.giver, staff)
    head = part("handover-list", who=who, count=len(found))
    lines = [tell_together.whole_line(deps, ticket) for ticket in found.tickets]
    lines += [tell_together.part_line(deps, taken) for taken in found.parts]
    message = tell_together.as_list(deps, head, lines, "handover-more")
    if moving.by is None:
        message = replace(message, hold=False)  # whoever takes them is awake
    await say(work, deps, await reach.person_addresses(work, moving.taker), message)


def _number(text: str | None) -> int:
    """A person's number as a button carries it; 0 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) <= 18 else 0
