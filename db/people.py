"""Rows of people: accounts, roles, groups, invitations, receipts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from db.models import Account, Group, GroupPurpose, Invite, Membership, Person, Receipt
from db.session import Work
from domain.people import Post


def _receipt(insert: Callable[..., Any]) -> Any:
    return insert(Receipt.__table__).on_conflict_do_nothing().returning(Receipt.__table__.c.id)


# The statements every message takes are built once: building one costs more than running it.
_TAKE_RECEIPT = {"postgresql": _receipt(postgresql.insert), "sqlite": _receipt(sqlite.insert)}
_ACCOUNT = (
    select(Account, Person)
    .join(Person, Person.id == Account.person_id)
    .where(Account.channel == bindparam("channel"), Account.sender == bindparam("sender"))
)
_STAFF = (
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
    .where(Membership.unit.in_(bindparam("units", expanding=True)), Account.reachable)
    .order_by(Person.id, Account.id)
)
_GROUPS = (
    select(Group)
    .where(
        Group.unit.in_(bindparam("units", expanding=True)),
        Group.purpose == bindparam("purpose"),
        Group.reachable,
    )
    .order_by(Group.id)
)


async def take_receipt(work: Work, channel: str, chat: str, key: str, at: datetime) -> int | None:
    """Note that this message came in; None when it had come before (then nothing is changed)."""
    statement = _TAKE_RECEIPT[work.get_bind().dialect.name]
    values = {"channel": channel, "chat": chat, "key": key, "at": at}
    found: int | None = (await work.execute(statement, values)).scalar_one_or_none()
    return found


async def account_of(work: Work, channel: str, sender: str) -> tuple[Account, Person] | None:
    """The account and person behind a sender of a channel."""
    row = (await work.execute(_ACCOUNT, {"channel": channel, "sender": sender})).first()
    return (row[0], row[1]) if row else None


async def add_account(work: Work, person: Person, channel: str, sender: str, chat: str) -> bool:
    """Give a new person their account on a channel. Returns False when another message of the
    same sender, heard at the same moment, has made that account already."""
    dialect = work.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = (
        insert(Account)
        .values(person_id=person.id, channel=channel, sender=sender, chat=chat, reachable=True)
        .on_conflict_do_nothing()
        .returning(Account.id)
    )
    return (await work.execute(statement)).scalar_one_or_none() is not None


async def memberships(work: Work, person_id: int) -> tuple[Membership, ...]:
    """The roles of a person."""
    rows = await work.scalars(select(Membership).where(Membership.person_id == person_id))
    return tuple(rows)


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


async def staff_of(work: Work, units: Iterable[str]) -> tuple[Staffer, ...]:
    """Everybody with a role at these units whom we can reach, once per reachable chat."""
    rows = await work.execute(_STAFF, {"units": sorted(set(units))})
    return tuple(
        Staffer(r.id, r.name, r.lang, r.on_duty, Post(r.unit, r.role), r.grid, r.channel, r.chat)
        for r in rows
    )


async def accounts_of(work: Work, person_id: int) -> tuple[tuple[Account, str], ...]:
    """The reachable accounts of a person, each with the person's language."""
    rows = await work.execute(
        select(Account, Person.lang)
        .join(Person, Person.id == Account.person_id)
        .where(Account.person_id == person_id, Account.reachable)
        .order_by(Account.id)
    )
    return tuple((account, lang) for account, lang in rows)


async def groups_of(work: Work, units: Iterable[str], purpose: GroupPurpose) -> tuple[Group, ...]:
    """The reachable groups of these units."""
    rows = await work.scalars(_GROUPS, {"units": sorted(set(units)), "purpose": purpose})
    return tuple(rows)


async def all_groups(work: Work, purpose: GroupPurpose) -> tuple[Group, ...]:
    """Every reachable group of that purpose."""
    rows = await work.scalars(
        select(Group).where(Group.purpose == purpose, Group.reachable).order_by(Group.id)
    )
    return tuple(rows)


async def group_at(work: Work, channel: str, chat: str) -> Group | None:
    """The bound group of a chat."""
    found = await work.scalars(select(Group).where(Group.channel == channel, Group.chat == chat))
    return found.first()


async def use_invite(
    work: Work, code: str, person_id: int | None, now: datetime, *, for_group: bool
) -> Invite | None:
    """Use up a one-time invitation; None when it is unknown, used, too old or not of that sort."""
    wanted = Invite.purpose.is_not(None) if for_group else Invite.role.is_not(None)
    found = await work.scalars(
        update(Invite)
        .where(Invite.code == code, Invite.used_at.is_(None), Invite.expires_at > now, wanted)
        .values(used_at=now, used_by=person_id)
        .returning(Invite)
    )
    return found.first()


async def mark_unreachable(work: Work, channel: str, chat: str) -> None:
    """Remember that a chat no longer takes our messages."""
    for model in (Account, Group):
        await work.execute(
            update(model)
            .where(model.channel == channel, model.chat == chat)
            .values(reachable=False)
        )


async def move_group(work: Work, channel: str, chat: str, to: str) -> None:
    """A bound group goes on under another id; one that is bound there already stays as it is."""
    group = await group_at(work, channel, chat)
    if group is None:
        return
    if await group_at(work, channel, to) is None:
        group.chat = to
    else:
        group.reachable = False
