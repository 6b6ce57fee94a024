"""每日一碰头: what the desk's group talks over in the morning of a working day, and the hand-over
note at its end. Once per day and group, late rather than never; nothing personal in either."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from db import desk, lists, outbox, people
from db.models import Group, GroupPurpose, Ticket
from db.session import Work, is_collision
from domain.org import UnitKind
from domain.people import Role
from domain.press import Press
from domain.said import Button, Part, moment, part, weekday, word
from domain.sight import is_accused
from workflows import cards, reach
from workflows.deps import Deps
from workflows.list_pages import (
    by_urgency,
    matter,
    matter_lines,
    next_date,
)
from workflows.reach import Directory
from workflows.shifts import number_of
from workflows.speech import Address, Message, Priority, say

DESKS = frozenset({UnitKind.COMMUNITY, UnitKind.PROPERTY, UnitKind.STAND_IN})
"""Whose staff groups get them."""

ROOM = 10
"""Lines for the headings and the tickets of all sections: the whole must fit a small screen."""

WHO_AND_DAY, DATE = 27, 11
"""Columns beside the matter in a ticket's line: who has it and by when, and more where the day has
no short name."""

NAMES = 3
LATEST_SHEET = time(12)
"""A morning sheet is of no use in the afternoon."""

LATEST_HANDOVER = timedelta(hours=3)
AT_WORK = frozenset(
    {Role.GRID_WORKER, Role.COMMUNITY_STAFF, Role.PROPERTY_STAFF, Role.STAND_IN, Role.PROPERTY_LEAD}
)
SECTIONS = ("overdue", "today", "joint", "supervised")
"""Each ticket stands in the first of these it belongs to."""

AHEAD = "ahead"
"""What comes next: a heading without a number, which says nothing alone."""


@dataclass(frozen=True, slots=True)
class DeskHours:
    """When the sheet and the hand-over note go out, on the wall."""

    sheet_at: time = time(8, 30)
    handover_at: time = time(18)


@dataclass(frozen=True, slots=True)
class Desk:
    """A unit's side of the co-located desk: the units whose people sit there, and the communities
    whose tickets come to it."""

    unit: str
    units: frozenset[str]
    communities: tuple[str, ...]


def due_now(now: datetime, hours: DeskHours) -> dict[str, datetime]:
    """Which of the two may still go out at a (local) moment, and since when."""
    sheet = datetime.combine(now.date(), hours.sheet_at, now.tzinfo)
    noon = datetime.combine(now.date(), LATEST_SHEET, now.tzinfo)
    handover = datetime.combine(now.date(), hours.handover_at, now.tzinfo)
    spans = {
        "sheet": (sheet, max(noon, sheet + timedelta(hours=1))),
        "handover": (handover, handover + LATEST_HANDOVER),
    }
    return {kind: start for kind, (start, end) in spans.items() if start <= now < end}


async def send_due_sheets(deps: Deps, hours: DeskHours, sent: dict[str, date]) -> int:
    """Send what is due to every desk's group that does not have it yet; returns how many. `sent`:
    which day of each kind this process is through with, so that a tick asks nothing twice."""
    now = deps.now().astimezone(deps.rules.zone)
    queued = 0
    for kind, since in due_now(now, hours).items():
        if sent.get(kind) == now.date():
            continue
        for group in await _groups(deps, since):
            queued += await _send(deps, kind, now.date(), group)
        sent[kind] = now.date()
    if queued:
        deps.wake()
    return queued


async def _groups(deps: Deps, since: datetime) -> tuple[Group, ...]:
    """The staff groups of desks that work today and were bound before the hour came."""
    org = deps.rules.org
    async with deps.begin() as work:
        groups = await people.all_groups(work, GroupPurpose.STAFF)
    return tuple(
        group
        for group in groups
        if group.unit in org.units
        and org.units[group.unit].kind in DESKS
        and group.bound_at <= since
        and deps.rules.calendar_of(group.unit).works_on(since.date())
    )


async def _send(deps: Deps, kind: str, day: date, group: Group) -> int:
    """One group, one transaction. Another process may be at it: then it has it from there."""
    once = f"{kind}:{day}"
    to = Address(group.channel, group.chat, group.lang)
    try:
        async with deps.begin() as work:
            if await outbox.once_key_exists(work, f"{once}:{to.channel}:{to.chat}"):
                return 0
            parts = await MAKERS[kind](work, deps, desk_of(deps, group.unit), day)
            if not parts:
                return 0
            every = Button("morning-all", Press("sheet", number_of(group.unit), "1"))
            rows = ((every,),) if any(key == "morning-line" for key, _ in parts) else ()
            await say(
                work, deps, [to], Message(parts, rows, once=once, priority=Priority.BROADCAST)
            )
            await work.commit()
            return 1
    except Exception as error:
        if is_collision(error):
            return 0
        raise


def desk_of(deps: Deps, unit: str) -> Desk:
    """The side of the desk that a unit is: a community with the companies that come to it, or one
    of those alone."""
    org = deps.rules.org
    if org.units[unit].kind is UnitKind.COMMUNITY:
        here = [c for c in org.compounds.values() if c.community == unit]
        beside = {code for c in here for code in (c.property, c.stand_in) if code}
        return Desk(unit, frozenset({unit} | beside), (unit,))
    served = {c.community for c in org.compounds.values() if unit in (c.property, c.stand_in)}
    return Desk(unit, frozenset({unit}), tuple(sorted(served or org.communities_below(unit))))


def _is_ours(deps: Deps, at: Desk, ticket: Ticket) -> bool:
    """Whether a ticket is this side's to talk over, and does not complain about it."""
    org = deps.rules.org
    if is_accused(org, ticket.against, ticket.community, at.unit):
        return False
    return at.unit in (ticket.community, ticket.lead_unit, ticket.support_unit)


async def of_desk(
    work: Work,
    deps: Deps,
    at: Desk,
    read: Callable[[Work, str], Awaitable[Sequence[Ticket]]],
) -> list[Ticket]:
    """What is read of its communities, and is this side's to talk over."""
    found = [ticket for code in at.communities for ticket in await read(work, code)]
    return [ticket for ticket in found if _is_ours(deps, at, ticket)]


def sort_out(
    tickets: Iterable[Ticket], supervised: frozenset[int], now: datetime, *, rest: bool = False
) -> dict[str, list[Ticket]]:
    """The open tickets by section, most urgent first, with the `rest` at the end if it is asked
    for. `now` is local: it says what today is."""
    names = (*SECTIONS, AHEAD) if rest else SECTIONS
    found: dict[str, list[Ticket]] = {name: [] for name in names}
    for ticket in by_urgency(tickets):
        due = next_date(ticket)
        if due.is_late(now):
            found["overdue"].append(ticket)
        elif due.kind != "held" and due.at.astimezone(now.tzinfo).date() == now.date():
            found["today"].append(ticket)
        elif ticket.support_unit:
            found["joint"].append(ticket)
        elif ticket.id in supervised:
            found["supervised"].append(ticket)
        elif rest:
            found[AHEAD].append(ticket)
    return found


async def morning(work: Work, deps: Deps, at: Desk, day: date) -> tuple[Part, ...]:
    """The morning sheet: who is on duty, what is overdue, due today, to talk over, supervised.
    Nothing at all where nobody works and nothing waits."""
    now = deps.now().astimezone(deps.rules.zone)
    tickets = await of_desk(work, deps, at, lists.working_in)
    watched = await lists.supervised(work, at.communities)
    found = sort_out(tickets, frozenset(ticket.id for _, ticket in watched), now)
    units = at.units | {ticket.lead_unit for ticket in tickets}
    staff = await reach.directory_of(work, deps, units, deps.now())
    names = await _on_duty(work, at, day, staff)
    if not names and not tickets and not any(s.post.unit in at.units for s in staff.staff):
        return ()
    lines = [_head(deps, "morning-head", at, day), _duty_line(names)]
    lines += _sections(deps, found, staff)
    if not any(found.values()):
        lines.append(part("morning-calm"))
    return tuple(lines)


def _sections(deps: Deps, found: dict[str, list[Ticket]], staff: Directory) -> list[Part]:
    """Each section with its number, and under it as many of its tickets as there is room for."""
    some = {name: tickets for name, tickets in found.items() if tickets}
    room = ROOM - len(some)
    lines: list[Part] = []
    for name, tickets in some.items():
        beneath: list[Part] = []
        for ticket in tickets:
            room -= matter_lines(deps, ticket, _beside(deps, ticket))
            if room < 0:
                break
            beneath.append(_line(deps, ticket, staff))
        if beneath or name != AHEAD:
            lines += [part(f"morning-{name}", count=len(tickets)), *beneath]
    return lines


def _head(deps: Deps, key: str, at: Desk, day: date) -> Part:
    unit = deps.rules.org.units[at.unit].name
    return part(key, unit=unit, month=str(day.month), day=str(day.day), weekday=weekday(day))


async def _on_duty(work: Work, at: Desk, day: date, staff: Directory) -> list[dict[str, object]]:
    """Those on the roster of that day who are not away; where there is none, those on duty."""
    shifts = await desk.shifts_between(work, sorted(at.units), day, day)
    here = {s.person_id for s in staff.staff if s.on_duty}
    numbers = dict.fromkeys(one.person_id for one in shifts if one.person_id in here)
    if not numbers:
        numbers = dict.fromkeys(
            s.person_id
            for s in staff.staff
            if s.on_duty and s.post.unit in at.units and s.post.role in AT_WORK
        )
    return [cards.staff_words(number, staff) for number in numbers]


def _duty_line(names: list[dict[str, object]]) -> Part:
    if not names:
        return part("morning-duty-nobody")
    who = {"$join": names[:NAMES]}
    if len(names) > NAMES:
        return part("morning-duty-many", who=who, count=len(names))
    return part("morning-duty", who=who)


def _beside(deps: Deps, ticket: Ticket) -> int:
    far = abs(next_date(ticket).at - deps.now()) > timedelta(days=1)
    return WHO_AND_DAY + (DATE if far else 0)


def _line(deps: Deps, ticket: Ticket, staff: Directory) -> Part:
    who = cards.holder_words(ticket, staff) or word("morning-untaken")
    return part("morning-line", matter=matter(deps, ticket), who=who, due=_by(ticket))


def _by(ticket: Ticket) -> dict[str, str]:
    return moment(next_date(ticket).at)


async def handover(work: Work, deps: Deps, at: Desk, day: date) -> tuple[Part, ...]:
    """The hand-over note: what came, what was done, what is open, what comes first tomorrow.
    Nothing at all after a day without tickets."""
    now = deps.now()
    start = datetime.combine(day, time(), deps.rules.zone)

    async def came_in(work: Work, community: str) -> Sequence[Ticket]:
        return await lists.opened_in(work, community, start)

    async def done_in(work: Work, community: str) -> Sequence[Ticket]:
        return await lists.resolved_in(work, community, start)

    came = await of_desk(work, deps, at, came_in)
    done = await of_desk(work, deps, at, done_in)
    left = by_urgency(await of_desk(work, deps, at, lists.working_in))
    if not came and not done and not left:
        return ()
    staff = await reach.directory_of(work, deps, {t.lead_unit for t in left}, now)
    late = [ticket for ticket in left if next_date(ticket).is_late(now)]
    ahead = [ticket for ticket in left if ticket not in late]
    lines = [
        _head(deps, "morning-end-head", at, day),
        part("morning-end-numbers", came=len(came), done=len(done), open=len(left)),
        *_sections(deps, {"overdue": late, AHEAD: ahead}, staff),
    ]
    return tuple(lines)


Maker = Callable[[Work, Deps, Desk, date], Awaitable[tuple[Part, ...]]]
MAKERS: dict[str, Maker] = {"sheet": morning, "handover": handover}
