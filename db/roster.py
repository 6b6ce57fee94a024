"""The roster: everybody with a role whom we can reach, the bound groups, and the words communities
have taken in. Each process keeps it as long as its version in the database is the same; whatever
changes it gives it a new version in the same transaction (db/session.py sees to that,
docs/adr/0010)."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase

from db.lesson_rows import Proposal, ProposalState
from db.models import Account, Fact, Group, GroupPurpose, Membership, Person
from db.time_rows import Absence  # noqa: F401  (its table belongs to the schema)
from domain.catalogue import Rule
from domain.people import Post

FACT = "roster"

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
VERSION = select(Fact.value).where(Fact.name == FACT)

WATCHED: dict[type[DeclarativeBase], tuple[str, ...]] = {
    Person: ("name", "lang", "on_duty"),
    Membership: ("person_id", "unit", "role", "grid"),
    Account: ("person_id", "channel", "chat", "reachable"),
    Group: ("channel", "chat", "lang", "unit", "purpose", "reachable"),
    Proposal: ("unit", "word", "category", "weight", "state"),
}
"""The columns the roster is made of; a test holds them against the statements above."""

TABLES = frozenset(model.__table__ for model in WATCHED)


@dataclass(frozen=True, slots=True)
class Staffer:
    """A person at a post, with one chat in which to reach them."""

    person_id: int
    name: str
    lang: str
    on_duty: bool
    post: Post
    grid: str | None
    channel: str
    chat: str


@dataclass(frozen=True, slots=True)
class BoundGroup:
    """A reachable group of a unit."""

    channel: str
    chat: str
    lang: str
    unit: str
    purpose: GroupPurpose


@dataclass(frozen=True)
class Roster:
    """The staff by person and account, the groups in the order they were bound, the rules by which
    each community's own words speak."""

    version: str
    staff: Sequence[Staffer]
    groups: Sequence[BoundGroup]
    words: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    _at: dict[frozenset[str], tuple[Staffer, ...]] = field(default_factory=dict, compare=False)

    def staff_at(self, units: Iterable[str]) -> tuple[Staffer, ...]:
        """Everybody with a role at these units, once per reachable chat."""
        wanted = frozenset(units)
        if wanted not in self._at:
            self._at[wanted] = tuple(one for one in self.staff if one.post.unit in wanted)
        return self._at[wanted]

    def groups_at(self, units: Iterable[str], purpose: GroupPurpose) -> tuple[BoundGroup, ...]:
        """The reachable groups of these units."""
        wanted = set(units)
        return tuple(g for g in self.groups if g.unit in wanted and g.purpose is purpose)


def concerns(row: object) -> bool:
    """Whether the roster is another one once this row has come or gone. A person alone is not in
    it: whoever comes needs a membership, and whoever goes has lost it first."""
    return isinstance(row, Membership | Account | Group | Proposal)


def version_in(fact: dict[str, Any] | None) -> str:
    """The version as it is kept; empty as long as nothing was ever changed."""
    return fact["version"] if fact else ""


def new_version(dialect_name: str) -> Any:
    """The statement that gives the roster a version it never had."""
    insert: Any = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}[dialect_name]
    value = {"version": secrets.token_hex(8)}
    return (
        insert(Fact.__table__)
        .values(name=FACT, value=value)
        .on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )
