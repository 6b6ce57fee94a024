"""Rows of people: accounts, roles, groups, invitations, receipts."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select, update

from db import organisation
from db.dialects import insert_into
from db.models import Account, Group, GroupPurpose, Invite, Membership, Person, Receipt
from db.roster import (
    AWAY,
    GROUPS,
    RULINGS,
    STAFF,
    VERSION,
    WORDS,
    Away,
    BoundGroup,
    Precedent,
    Roster,
    Staffer,
    version_in,
)
from db.session import Work
from domain.catalogue import Route, Rule
from domain.learning import rule_of
from domain.people import Post

PRECEDENT_COUNTS = timedelta(days=365)
"""How long a ruling is pointed at."""


@lru_cache
def _receipt(dialect: str) -> Any:
    """Built once, as every press takes one: building it costs more than running it."""
    table = Receipt.__table__
    return insert_into(dialect, table).on_conflict_do_nothing().returning(table.c.id)


_ACCOUNT = (
    select(Account, Person)
    .join(Person, Person.id == Account.person_id)
    .where(Account.channel == bindparam("channel"), Account.sender == bindparam("sender"))
)


async def take_receipt(work: Work, channel: str, chat: str, key: str, at: datetime) -> int | None:
    """Note that this message came in; None when it had come before (then nothing is changed)."""
    statement = _receipt(work.get_bind().dialect.name)
    values = {"channel": channel, "chat": chat, "key": key, "at": at}
    found: int | None = (await work.execute(statement, values)).scalar_one_or_none()
    return found


async def receipt_of(work: Work, channel: str, chat: str, key: str) -> int | None:
    """The receipt of a message that came in before; None when none is kept."""
    found: int | None = await work.scalar(
        select(Receipt.id).where(
            Receipt.channel == channel, Receipt.chat == chat, Receipt.key == key
        )
    )
    return found


async def account_of(work: Work, channel: str, sender: str) -> tuple[Account, Person] | None:
    """The account and person behind a sender of a channel."""
    row = (await work.execute(_ACCOUNT, {"channel": channel, "sender": sender})).first()
    return (row[0], row[1]) if row else None


async def person_in(work: Work, channel: str, chat: str) -> int | None:
    """The person whose private chat this is; None for a group."""
    found = await work.scalars(
        select(Account.person_id).where(Account.channel == channel, Account.chat == chat)
    )
    return found.first()


_POSTS = select(Membership).where(Membership.person_id == bindparam("person"))


async def memberships(work: Work, person_id: int) -> tuple[Membership, ...]:
    """The roles of a person."""
    return tuple(await work.scalars(_POSTS, {"person": person_id}))


async def hold_posts(work: Work, person_id: int) -> None:
    """Wait for whoever is ending a post of this person, and let nobody end one before this work is
    done: nobody gets something in hand at a post that goes at the same moment."""
    await work.execute(
        select(Membership.id).where(Membership.person_id == person_id).with_for_update(read=True)
    )


async def roster_of(work: Work) -> Roster:
    """The roster as this work sees it. Its own changes are nobody else's before its commit."""
    session, memory = work.sync_session, work.memory
    if session.changes_roster():
        if session.own_roster is None or not session.knows_own_roster():
            session.own_roster = await _read_roster(work, "")
        return session.own_roster
    if session.roster_version is None:
        session.roster_version = version_in(await work.scalar(VERSION))
    known = memory.roster
    if known is None or known.version != session.roster_version:
        known = await _read_roster(work, session.roster_version)
        await organisation.follow(work)
        memory.roster = known
    return known


async def _read_roster(work: Work, version: str) -> Roster:
    """Read after its version: it may be newer than that, then it is read once more, never older."""
    staff = [
        Staffer(r.id, r.name, r.lang, r.on_duty, Post(r.unit, r.role), r.grid, r.channel, r.chat)
        for r in await work.execute(STAFF)
    ]
    groups = [BoundGroup(*row) for row in await work.execute(GROUPS)]
    words = await words_taken_in(work)
    away = [
        Away(r.person_id, r.since, r.until, r.deputy_id, Post(r.unit, r.role), r.grid)
        for r in await work.execute(AWAY)
    ]
    rulings: dict[tuple[str, str], Precedent] = {}
    for r in await work.execute(RULINGS):
        for category in filter(None, (r.given, r.category)):
            rulings[r.unit, category] = Precedent(r.route, r.at)
    return Roster(version, staff, groups, words, away, rulings)


async def words_taken_in(work: Work) -> dict[str, tuple[Rule, ...]]:
    """The words each community has taken in, as rules."""
    words: dict[str, tuple[Rule, ...]] = {}
    for unit, word, category, weight in await work.execute(WORDS):
        words[unit] = (*words.get(unit, ()), rule_of(word, category, weight))
    return words


async def staff_of(work: Work, units: Iterable[str]) -> tuple[Staffer, ...]:
    """Everybody with a role at these units whom we can reach, once per reachable chat."""
    return (await roster_of(work)).staff_at(units)


async def at_work(work: Work, units: Iterable[str], now: datetime) -> tuple[Staffer, ...]:
    """The same at a moment: without those who are away, with those who stand in for them."""
    return (await roster_of(work)).at_work(units, now)


async def posts_for_others(work: Work, person_id: int, now: datetime) -> frozenset[Post]:
    """The posts at which somebody stands in for colleagues who are away."""
    return (await roster_of(work)).posts_for_others(person_id, now)


async def deputy_of(work: Work, person_id: int, now: datetime) -> int | None:
    """Who stands in for somebody who is away just now; None for nobody and for those at work."""
    return (await roster_of(work)).deputy_of(person_id, now)


async def is_away(work: Work, person_id: int, now: datetime) -> bool:
    """Whether somebody is away just now."""
    return (await roster_of(work)).is_away(person_id, now)


async def own_words(work: Work, unit: str) -> tuple[Rule, ...]:
    """The rules by which the words speak that a community has taken in."""
    return (await roster_of(work)).words.get(unit, ())


async def last_ruling(work: Work, unit: str, category: str, now: datetime) -> Route | None:
    """To which side a matter of this category was ruled last in that community, within a year."""
    found = (await roster_of(work)).rulings.get((unit, category))
    return found.route if found and found.at > now - PRECEDENT_COUNTS else None


async def names_of(work: Work, person_ids: Iterable[int]) -> set[str]:
    """What these people are called."""
    return set(await work.scalars(select(Person.name).where(Person.id.in_(list(person_ids)))))


_REACHABLE = (
    select(Account, Person.lang)
    .join(Person, Person.id == Account.person_id)
    .where(Account.person_id == bindparam("person"), Account.reachable)
    .order_by(Account.id)
)


async def accounts_of(work: Work, person_id: int) -> tuple[tuple[Account, str], ...]:
    """The reachable accounts of a person, each with the person's language."""
    rows = await work.execute(_REACHABLE, {"person": person_id})
    return tuple((account, lang) for account, lang in rows)


async def groups_of(
    work: Work, units: Iterable[str], purpose: GroupPurpose
) -> tuple[BoundGroup, ...]:
    """The reachable groups of these units."""
    return (await roster_of(work)).groups_at(units, purpose)


_GROUPS_FOR = (
    select(Group).where(Group.purpose == bindparam("purpose"), Group.reachable).order_by(Group.id)
)


async def all_groups(work: Work, purpose: GroupPurpose) -> tuple[Group, ...]:
    """Every reachable group of that purpose."""
    return tuple(await work.scalars(_GROUPS_FOR, {"purpose": purpose}))


async def bound_groups(work: Work, purpose: GroupPurpose) -> tuple[Group, ...]:
    """Every group of that purpose, also those that can no longer be reached."""
    query = select(Group).where(Group.purpose == purpose).order_by(Group.id)
    return tuple(await work.scalars(query))


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
    """A bound group goes on under another id; where one is bound there already, that is it."""
    group = await group_at(work, channel, chat)
    if group is None:
        return
    if await group_at(work, channel, to) is None:
        group.chat = to
    else:
        await work.delete(group)


async def staff_numbers(work: Work, person_ids: Iterable[int]) -> dict[int, str]:
    """The numbers by which the office's sheet knows these people."""
    wanted = set(person_ids)
    rows = await work.execute(
        select(Person.id, Person.staff_no).where(Person.staff_no.is_not(None))
    )
    return {person: number for person, number in rows if number and person in wanted}
