"""What a new list of the staff changes: who comes, who goes, who gets another post. People are
found by their number; somebody who joined before there was a sheet, by name and post."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.org_document import Change
from domain.people import Role
from domain.sheet import Staff, StaffNo


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is known already; without a number if no sheet ever named them."""

    person_id: int
    staff_no: str | None
    name: str
    has_account: bool


@dataclass(frozen=True, slots=True)
class Holds:
    """A post that somebody has now."""

    membership_id: int
    person_id: int
    unit: str
    role: Role
    grid: str | None


@dataclass(frozen=True)
class Staffing:
    """What is to be done. new: people, each by the first of their lines. named: other names, or a
    number for the first time. gains: posts by number. grids: other grids by membership. leavers:
    people who have no post left. by_hand: how many were invited without a sheet; they stay."""

    changes: tuple[Change, ...] = ()
    new: tuple[Staff, ...] = ()
    named: tuple[tuple[int, StaffNo, str], ...] = ()
    gains: tuple[Staff, ...] = ()
    grids: tuple[tuple[int, str | None], ...] = ()
    losses: tuple[Holds, ...] = ()
    leavers: frozenset[int] = frozenset()
    by_hand: int = 0


def compare(
    known: Iterable[Known], holds: Iterable[Holds], wanted: Sequence[Staff] | None
) -> Staffing:
    """What leads from what is to what the sheet wants; nothing when it holds no people."""
    if wanted is None:
        return Staffing()
    posts: dict[int, list[Holds]] = {}
    for one in holds:
        posts.setdefault(one.person_id, []).append(one)
    lines: dict[StaffNo, list[Staff]] = {}
    for line in wanted:
        lines.setdefault(line.staff_no, []).append(line)
    everybody = list(known)
    found = _found(everybody, posts, lines)
    taken = {one.person_id for one in found.values()}
    steps = [_step(lines[no], found.get(no), posts) for no in lines]
    gone = [
        one
        for one in everybody
        if one.staff_no and one.person_id not in taken and posts.get(one.person_id)
    ]
    return Staffing(
        changes=(*(c for s in steps for c in s.changes), *(_leaves(o, posts) for o in gone)),
        new=tuple(line for step in steps for line in step.new),
        named=tuple(one for step in steps for one in step.named),
        gains=tuple(line for step in steps for line in step.gains),
        grids=tuple(one for step in steps for one in step.grids),
        losses=(
            *(one for step in steps for one in step.losses),
            *(post for one in gone for post in posts[one.person_id]),
        ),
        leavers=frozenset(one.person_id for one in gone),
        by_hand=sum(
            1
            for one in everybody
            if not one.staff_no and one.person_id not in taken and posts.get(one.person_id)
        ),
    )


def _found(
    everybody: Sequence[Known],
    posts: Mapping[int, Sequence[Holds]],
    lines: Mapping[StaffNo, Sequence[Staff]],
) -> dict[StaffNo, Known]:
    """Who is meant by each number. By name and post only where that is beyond doubt."""
    found = {StaffNo(one.staff_no): one for one in everybody if one.staff_no}
    unnumbered: dict[tuple[str, str, Role], list[Known]] = {}
    for one in everybody:
        if not one.staff_no:
            for post in posts.get(one.person_id, ()):
                unnumbered.setdefault((one.name, post.unit, post.role), []).append(one)
    claims: dict[int, list[StaffNo]] = {}
    for no, mine in lines.items():
        if no not in found:
            same = {k for line in mine for k in unnumbered.get(_key(line), ())}
            if len(same) == 1:
                claims.setdefault(same.pop().person_id, []).append(no)
    people = {one.person_id: one for one in everybody}
    found |= {nos[0]: people[person] for person, nos in claims.items() if len(nos) == 1}
    return {no: one for no, one in found.items() if no in lines}


def _key(line: Staff) -> tuple[str, str, Role]:
    return line.name, line.unit, line.role


def _step(
    mine: Sequence[Staff], person: Known | None, posts: Mapping[int, Sequence[Holds]]
) -> Staffing:
    """What is to be done about one person of the sheet."""
    first = mine[0]
    if person is None:
        added = Change("people", "added", first.staff_no, first.name, tuple(map(_said, mine)))
        return Staffing((added,), (first,), gains=tuple(mine))
    held = {(post.unit, post.role): post for post in posts.get(person.person_id, ())}
    wanted = {(line.unit, line.role): line for line in mine}
    gains = tuple(line for key, line in wanted.items() if key not in held)
    losses = tuple(post for key, post in held.items() if key not in wanted)
    grids = tuple(
        (held[key].membership_id, line.grid)
        for key, line in wanted.items()
        if key in held and held[key].grid != line.grid
    )
    is_named = (person.staff_no, person.name) != (first.staff_no, first.name)
    details = tuple(_details(person, first, held, wanted))
    how = Change("people", "changed", first.staff_no, first.name, details)
    return Staffing(
        changes=(how,) if details else (),
        named=((person.person_id, first.staff_no, first.name),) if is_named else (),
        gains=gains,
        grids=grids,
        losses=losses,
    )


def _details(
    person: Known,
    first: Staff,
    held: Mapping[tuple[str, Role], Holds],
    wanted: Mapping[tuple[str, Role], Staff],
) -> Iterator[str]:
    if person.staff_no is None:
        yield "known by name and post, gets this number"
    if person.name != first.name:
        yield f"name: {person.name} -> {first.name}"
    for key, line in wanted.items():
        if key not in held:
            yield f"+ {_said(line)}"
        elif held[key].grid != line.grid:
            yield f"grid: {held[key].grid or '-'} -> {line.grid or '-'}"
    for key in held:
        if key not in wanted:
            yield f"- {key[1]} at {key[0]}"


def _said(line: Staff) -> str:
    return f"{line.role} at {line.unit}" + (f", {line.grid}" if line.grid else "")


def _leaves(one: Known, posts: Mapping[int, Sequence[Holds]]) -> Change:
    details = tuple(f"- {post.role} at {post.unit}" for post in posts[one.person_id])
    return Change("people", "removed", one.staff_no or "", one.name, details)
