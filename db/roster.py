"""The roster: everybody with a role whom we can reach, who is away, the bound groups, and the words
communities have taken in. Each process keeps it as long as its version in the database is the
same; whatever changes it gives it a new version in the same transaction (db/session.py sees to
that, docs/adr/0010)."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import DeclarativeBase

from db.desk_rows import Shift
from db.dialects import insert_into
from db.lesson_rows import Example, ExampleSource, Proposal, ProposalState
from db.models import Account, Fact, Group, GroupPurpose, Membership, Person
from db.time_rows import Absence
from domain.catalogue import Route, Rule
from domain.people import Post, Role

FACT = "roster"

K = TypeVar("K")
T = TypeVar("T")

STAFF = (
    select(
        Person.id,
        Person.name,
        Person.lang,
        Person.on_duty,
        Membership.unit,
        Membership.role,
        Membership.grid,
        Account.channel,
        Account.chat,
    )
    .join(Membership, Membership.person_id == Person.id)
    .join(Account, Account.person_id == Person.id)
    .where(Account.reachable)
    .order_by(Person.id, Account.id)
)
GROUPS = (
    select(Group.channel, Group.chat, Group.lang, Group.unit, Group.purpose)
    .where(Group.reachable)
    .order_by(Group.id)
)
WORDS = (
    select(Proposal.unit, Proposal.word, Proposal.category, Proposal.weight)
    .where(Proposal.state == ProposalState.ACCEPTED)
    .order_by(Proposal.id)
)
AWAY = (
    select(
        Absence.person_id,
        Absence.since,
        Absence.until,
        Absence.deputy_id,
        Membership.unit,
        Membership.role,
        Membership.grid,
    )
    .join(Membership, Membership.person_id == Absence.person_id)
    .where(Absence.id.in_(select(func.max(Absence.id)).group_by(Absence.person_id).correlate(None)))
    .order_by(Absence.id, Membership.id)
)
"""Of each person the newest absence only: it may be over, or still to come."""
RULINGS = (
    select(
        Example.unit,
        Example.given,
        Example.category,
        Example.route,
        func.max(Example.at).label("at"),
    )
    .where(Example.source == ExampleSource.RULING)
    .group_by(Example.unit, Example.given, Example.category, Example.route)
    .order_by(func.max(Example.at))
)
"""The newest of each sort. Only a ruling changes them, and it says so (db/lessons.py)."""
SHIFTS = select(Shift.unit, Shift.day, Shift.person_id).where(
    Shift.day.between(bindparam("first"), bindparam("last"))
)
"""Who sits at the desk, in a few days only: which are wanted depends on the clock, so that they are
kept apart from the roster, under its version (db/desk.py)."""
VERSION = select(Fact.value).where(Fact.name == FACT)

WATCHED: dict[type[DeclarativeBase], tuple[str, ...]] = {
    Person: ("name", "lang", "on_duty"),
    Membership: ("person_id", "unit", "role", "grid"),
    Account: ("person_id", "channel", "chat", "reachable"),
    Group: ("channel", "chat", "lang", "unit", "purpose", "reachable"),
    Proposal: ("unit", "word", "category", "weight", "state"),
    Absence: ("person_id", "since", "until", "deputy_id"),
    Shift: ("unit", "day", "person_id"),
}
"""The columns the roster is made of; a test holds them against the statements above."""

TABLES = frozenset(model.__table__ for model in WATCHED)


@dataclass(frozen=True, slots=True)
class Staffer:
    """A person at a post, with one chat in which to reach them. `own_role`: of somebody who stands
    in for a colleague, the role under which others know them."""

    person_id: int
    name: str
    lang: str
    on_duty: bool
    post: Post
    grid: str | None
    channel: str
    chat: str
    own_role: Role | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who is away from a post, from when to when, and who stands in."""

    person_id: int
    since: datetime
    until: datetime | None
    deputy: int | None
    post: Post
    grid: str | None

    def at(self, now: datetime) -> bool:
        """Whether they are away at that moment."""
        return self.since <= now and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True)
class Precedent:
    """How a matter of some sort was ruled on in a community, and when."""

    route: Route
    at: datetime


@dataclass(frozen=True, slots=True)
class BoundGroup:
    """A reachable group of a unit."""

    channel: str
    chat: str
    lang: str
    unit: str
    purpose: GroupPurpose


@dataclass(frozen=True)
class Seats:
    """Who is on the duty roster, by unit and day, from one day to another."""

    version: str
    first: date
    last: date
    of: Mapping[tuple[str, date], frozenset[int]]

    def on(self, day: date) -> dict[str, frozenset[int]]:
        """Those of a day, by unit."""
        return {unit: people for (unit, at), people in self.of.items() if at == day}


@dataclass(frozen=True)
class Roster:
    """The staff by person and account, the groups in the order they were bound, the rules by which
    each community's own words speak, and the latest ruling by community and category."""

    version: str
    staff: Sequence[Staffer]
    groups: Sequence[BoundGroup]
    words: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    away: Sequence[Away] = ()
    rulings: Mapping[tuple[str, str], Precedent] = field(default_factory=dict)
    _at: dict[frozenset[str], tuple[Staffer, ...]] = field(default_factory=dict, compare=False)

    def staff_at(self, units: Iterable[str]) -> tuple[Staffer, ...]:
        """Everybody with a role at these units, once per reachable chat."""
        wanted = frozenset(units)
        if wanted not in self._at:
            self._at[wanted] = tuple(one for one in self.staff if one.post.unit in wanted)
        return self._at[wanted]

    def at_work(self, units: Iterable[str], now: datetime) -> tuple[Staffer, ...]:
        """The same at a moment: who is away then is not on duty, and whoever stands in for them is
        at their posts as well."""
        wanted = frozenset(units)
        here = self.staff_at(wanted)
        gone = [one for unit in wanted for one in self._away_from.get(unit, ()) if one.at(now)]
        if not gone:
            return here
        absent = {one.person_id for one in gone}
        present = [replace(s, on_duty=False) if s.person_id in absent else s for s in here]
        return (*present, *self._deputies(gone, now))

    def _deputies(self, gone: Iterable[Away], now: datetime) -> Iterable[Staffer]:
        for one in gone:
            deputy = self.deputy_of(one.person_id, now)
            chats = {(s.channel, s.chat): s for s in self._chats.get(deputy, ())}
            for s in chats.values():
                yield replace(s, post=one.post, grid=one.grid, own_role=s.post.role)

    def is_away(self, person_id: int, now: datetime) -> bool:
        """Whether somebody is away at that moment."""
        return any(one.at(now) for one in self._absences.get(person_id, ()))

    def deputy_of(self, person_id: int, now: datetime) -> int | None:
        """Who stands in for somebody who is away; for a deputy who is away too, their own one."""
        asked, found = {person_id}, self._instead_of(person_id, now)
        while found is not None and found not in asked and self.is_away(found, now):
            asked.add(found)
            found = self._instead_of(found, now)
        return None if found in asked else found

    def _instead_of(self, person_id: int, now: datetime) -> int | None:
        gone = (one.deputy for one in self._absences.get(person_id, ()) if one.at(now))
        return next(gone, None)

    def posts_for_others(self, person_id: int, now: datetime) -> frozenset[Post]:
        """The posts at which somebody stands in for those who are away."""
        gone = [one for one in self.away if one.at(now)]
        return frozenset(o.post for o in gone if self.deputy_of(o.person_id, now) == person_id)

    def roles_of(self, person_id: int) -> frozenset[Role]:
        """The roles of somebody whom we can reach."""
        return frozenset(one.post.role for one in self._chats.get(person_id, ()))

    @cached_property
    def _chats(self) -> dict[int | None, list[Staffer]]:
        return _grouped(self.staff, lambda one: one.person_id)

    @cached_property
    def _absences(self) -> dict[int, list[Away]]:
        return _grouped(self.away, lambda one: one.person_id)

    @cached_property
    def _away_from(self) -> dict[str, list[Away]]:
        return _grouped(self.away, lambda one: one.post.unit)

    def groups_at(self, units: Iterable[str], purpose: GroupPurpose) -> tuple[BoundGroup, ...]:
        """The reachable groups of these units."""
        wanted = set(units)
        return tuple(g for g in self._groups_for.get(purpose, ()) if g.unit in wanted)

    @cached_property
    def _groups_for(self) -> dict[GroupPurpose, list[BoundGroup]]:
        return _grouped(self.groups, lambda one: one.purpose)


def _grouped(ones: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    found: dict[K, list[T]] = {}
    for one in ones:
        found.setdefault(key(one), []).append(one)
    return found


def concerns(row: object) -> bool:
    """Whether the roster is another one once this row has come or gone. A person alone is not in
    it: whoever comes needs a membership, and whoever goes has lost it first."""
    return isinstance(row, Membership | Account | Group | Proposal | Absence | Shift)


def version_in(fact: dict[str, Any] | None) -> str:
    """The version as it is kept; empty as long as nothing was ever changed."""
    return fact["version"] if fact else ""


def new_version(dialect_name: str) -> Any:
    """The statement that gives the roster a version it never had."""
    value = {"version": secrets.token_hex(8)}
    return (
        insert_into(dialect_name, Fact.__table__)
        .values(name=FACT, value=value)
        .on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )
