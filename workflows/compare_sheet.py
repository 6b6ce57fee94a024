"""What an office's sheet would change, and what speaks against it as things stand in the database.
Nothing is changed here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db import organisation, people, sheet_rows
from db.models import GroupPurpose, Invite
from db.session import Work
from domain.codes import ticket_code
from domain.entries import zeros_gone
from domain.org import Organisation
from domain.org_document import Change, changes, from_document, is_same, with_closed
from domain.own_categories import OwnCategory, differences
from domain.own_categories import from_document as categories_of
from domain.own_categories import kept as with_closed_ones
from domain.people import Post
from domain.sheet import DeskDay, GroupWanted, Sheet, Staff
from domain.staffing import Holds, Known, Staffing, compare
from workflows.deps import Deps

CODES_MOST = 5
"""Tickets named of each reason."""


@dataclass(frozen=True)
class Plan:
    """What is to be done. closed: units that take nothing new any more. uncoded: people who need a
    code, each by the first of their lines. numbers: keys of people by their number."""

    sheet: Sheet
    org: Organisation
    closed: frozenset[str]
    is_new_org: bool
    changes: tuple[Change, ...]
    staffing: Staffing
    uncoded: tuple[Staff, ...]
    groups: tuple[GroupWanted, ...]
    categories: tuple[OwnCategory, ...]
    desk_come: tuple[DeskDay, ...]
    desk_gone: tuple[tuple[str, date, int], ...]
    numbers: Mapping[str, int]
    problems: tuple[str, ...]
    by_hand: int

    @property
    def moves_tickets(self) -> bool:
        """Whether tickets may have to change hands, or speak against it."""
        gone = any(c.how == "removed" and c.sheet in ("units", "compounds") for c in self.changes)
        return gone or bool(self.staffing.losses)

    @property
    def is_empty(self) -> bool:
        """Whether everything is so already."""
        return not (self.changes or self.is_new_org or self.uncoded)


async def look(work: Work, deps: Deps, sheet: Sheet) -> Plan:
    """Compare a sheet with what is there."""
    kept = await organisation.document(work)
    before = from_document(kept) if kept else deps.rules.org
    said = categories_of(kept) if kept else ()
    own = said if sheet.categories is None else with_closed_ones(said, sheet.categories)
    after = with_closed(before, sheet.org)
    closed = frozenset(c for c, unit in before.units.items() if c not in sheet.org.units)
    known, holds = await sheet_rows.known(work), await sheet_rows.holds(work)
    staffing = compare(known, holds, sheet.people)
    invites = await sheet_rows.open_invites(work, deps.now())
    groups = await _groups(work, sheet, invites)
    numbers = {one.staff_no: one.person_id for one in known if one.staff_no}
    come, gone = await _desk(work, deps, sheet, numbers, staffing)
    newly = frozenset(c for c in closed if not before.units[c].closed)
    posts = _posts_after(holds, staffing)
    return Plan(
        sheet=sheet,
        org=after,
        closed=newly,
        is_new_org=kept is None or set(said) != set(own) or not is_same(before, after),
        changes=(
            *changes(before, after),
            *staffing.changes,
            *_desk_changes(come, gone),
            *(Change("groups", "added", g.unit, g.name, (g.purpose,)) for g in groups),
            *differences(deps.rules.plain_catalogue, said, own, deps.rules.default_lang),
        ),
        staffing=staffing,
        uncoded=_uncoded(known, invites, sheet, staffing),
        groups=groups,
        categories=own,
        desk_come=come,
        desk_gone=gone,
        numbers=numbers,
        problems=(
            *await _held_by_tickets(work, deps, before, after),
            *_held_by_people(posts, newly),
            *_nobody(posts, after, sheet),
            *_strangers(sheet, numbers),
            *_zeros_lost(sheet, known),
            *_without_post(sheet, come, numbers, holds),
        ),
        by_hand=staffing.by_hand,
    )


def _posts_after(holds: Iterable[Holds], staffing: Staffing) -> list[Post]:
    lost = {one.membership_id for one in staffing.losses}
    stay = [Post(one.unit, one.role) for one in holds if one.membership_id not in lost]
    return stay + [Post(one.unit, one.role) for one in staffing.gains]


def _uncoded(
    known: Sequence[Known], invites: Iterable[Invite], sheet: Sheet, staffing: Staffing
) -> tuple[Staff, ...]:
    """Who has neither an account nor a code that is still good."""
    reached = {one.person_id for one in invites}
    reached |= {one.person_id for one in known if one.has_account}
    there = {one.staff_no for one in known if one.person_id in reached}
    there |= {no for key, no, _ in staffing.named if key in reached}
    firsts: dict[str, Staff] = {}
    for line in sheet.people or ():
        firsts.setdefault(line.staff_no, line)
    return tuple(line for no, line in firsts.items() if no not in there)


async def _groups(work: Work, sheet: Sheet, invites: Iterable[Invite]) -> tuple[GroupWanted, ...]:
    """The groups that are neither bound nor invited yet: which of several is not told apart."""
    if sheet.groups is None:
        return ()
    there = Counter(await sheet_rows.bound_groups(work))
    there.update((one.unit, one.purpose) for one in invites if one.purpose)
    wanted = []
    for group in sheet.groups:
        key = (group.unit, GroupPurpose(group.purpose))
        if there[key] > 0:
            there[key] -= 1
        else:
            wanted.append(group)
    return tuple(wanted)


async def _desk(
    work: Work, deps: Deps, sheet: Sheet, numbers: Mapping[str, int], staffing: Staffing
) -> tuple[tuple[DeskDay, ...], tuple[tuple[str, date, int], ...]]:
    """Who comes to the desk and who goes, on the days the sheet names. What is past stays."""
    today = deps.now().astimezone(deps.rules.zone).date()
    wanted = [one for one in sheet.desk or () if one.day >= today]
    there = await sheet_rows.desk_days(work, {(one.unit, one.day) for one in wanted})
    keys = dict(numbers) | {no: key for key, no, _ in staffing.named}
    placed = {(one.unit, one.day, keys.get(one.staff_no)) for one in wanted}
    come = [one for one in wanted if (one.unit, one.day, keys.get(one.staff_no)) not in there]
    return tuple(come), tuple(sorted(there - placed))


def _desk_changes(
    come: Iterable[DeskDay], gone: Iterable[tuple[str, date, int]]
) -> Iterator[Change]:
    for one in come:
        yield Change("duty", "added", f"{one.unit} {one.day}", one.staff_no)
    for unit, day, person in gone:
        yield Change("duty", "removed", f"{unit} {day}", f"person {person}")


async def _held_by_tickets(
    work: Work, deps: Deps, before: Organisation, after: Organisation
) -> list[str]:
    """Units and compounds that open tickets name cannot go."""
    units = {c for c, unit in after.units.items() if unit.closed and not before.units[c].closed}
    compounds = before.compounds.keys() - after.compounds.keys()
    if not units and not compounds:
        return []
    held: dict[tuple[str, str], list[str]] = {}
    for number, at, named, compound in await sheet_rows.open_tickets_of(work):
        code = ticket_code(number, at.astimezone(deps.rules.zone).date())
        for unit in named & units:
            held.setdefault(("units", unit), []).append(code)
        if compound in compounds:
            held.setdefault(("compounds", compound), []).append(code)
    return [_still(sheet, code, codes) for (sheet, code), codes in sorted(held.items())]


def _still(sheet: str, code: str, codes: list[str]) -> str:
    named = ", ".join(codes[:CODES_MOST]) + (" ..." if len(codes) > CODES_MOST else "")
    many = "1 open ticket names" if len(codes) == 1 else f"{len(codes)} open tickets name"
    return f"{sheet}: {code!r} cannot be removed: {many} it ({named}). Put it back on the sheet."


def _held_by_people(posts: Iterable[Post], closed: frozenset[str]) -> list[str]:
    there = Counter(post.unit for post in posts if post.unit in closed)
    return [
        f"units: {unit!r} cannot be removed: {count} people still have posts there"
        for unit, count in sorted(there.items())
    ]


def _nobody(posts: Iterable[Post], after: Organisation, sheet: Sheet) -> list[str]:
    """Every community must have somebody responsible, at it or above it."""
    if sheet.people is None:
        return []
    manned = set(posts)
    return [
        f"people: nobody would be responsible for {unit.code!r} ({unit.name}): it needs a "
        "secretary, or a unit above it an officer"
        for unit in after.communities
        if not manned.intersection(after.ladder(after.lead_post(unit.code)))
    ]


def _strangers(sheet: Sheet, numbers: Mapping[str, int]) -> list[str]:
    """Whoever sits at the desk must be known, from this sheet or one before."""
    listed = {line.staff_no for line in sheet.people or ()} | numbers.keys()
    return [
        f"{one.at}: no such staff number: {one.staff_no!r}"
        for one in sheet.desk or ()
        if one.staff_no not in listed
    ]


def _zeros_lost(sheet: Sheet, known: Iterable[Known]) -> Iterator[str]:
    """Somebody must not leave, and come as somebody new, because a spreadsheet took the zeros off
    the number."""
    if sheet.people is None:
        return
    listed = {line.staff_no: line for line in reversed(sheet.people)}
    numbered = {one.staff_no: one.name for one in known if one.staff_no}
    before = {(zeros_gone(no), n): no for no, n in numbered.items() if no not in listed}
    for number, line in listed.items():
        old = before.get((zeros_gone(number), line.name))
        if old is not None and number not in numbered:
            yield (
                f"{line.at}: {line.name!r} is known as {old!r}, not {number!r}; "
                "format the column as text, to keep the zeros"
            )


def _without_post(
    sheet: Sheet, come: Iterable[DeskDay], numbers: Mapping[str, int], holds: Iterable[Holds]
) -> Iterator[str]:
    """Whoever sits at a desk works there; where the sheet holds people it was looked at before."""
    if sheet.people is not None:
        return
    there = {(one.person_id, one.unit) for one in holds}
    for one in come:
        person = numbers.get(one.staff_no)
        if person is not None and (person, one.unit) not in there:
            yield f"{one.at}: {one.staff_no!r} has no post at {one.unit!r}"


async def open_codes(work: Work, deps: Deps) -> list[tuple[str, str, Invite]]:
    """Every code of people of a sheet and of groups that can still be used: number, name."""
    invites = [
        one
        for one in await sheet_rows.open_invites(work, deps.now())
        if one.person_id is not None or one.purpose is not None
    ]
    numbers = await people.staff_numbers(work, [i.person_id for i in invites if i.person_id])
    return [(numbers.get(one.person_id or 0, ""), one.name or "", one) for one in invites]
