"""Reading and keeping what is told to a compound: the next bulletin, its readers, their wishes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, or_, select, update

from db.bulletin_rows import Bulletin, NewsRefused, ToldHome
from db.models import Account, Person, Ticket
from db.session import Work, insert_unless_there
from domain.lifecycle import Status


@dataclass(frozen=True, slots=True)
class After:
    """A page of people: those after a number, so many at most. `asks_all`: also those who want to
    hear of danger to life only."""

    person: int
    limit: int
    asks_all: bool = False


_NEXT = (
    select(Bulletin)
    .where(Bulletin.done_at.is_(None))
    .order_by(Bulletin.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
"""Made once: every tick asks."""


async def next_one(work: Work) -> Bulletin | None:
    """The oldest that is not told to everybody yet, locked; one that somebody else tells just now
    is theirs. Of one incident the earlier goes first."""
    found = (await work.scalars(_NEXT)).first()
    if found is None:
        return None
    earlier = await work.scalar(
        select(Bulletin.id).where(
            Bulletin.ticket_id == found.ticket_id,
            Bulletin.id < found.id,
            Bulletin.done_at.is_(None),
        )
    )
    return None if earlier is not None else found


async def living_in(work: Work, compound: str, page: After) -> tuple[int, ...]:
    """People who live there and can be reached, in their order; without those who want no news."""
    refused = select(NewsRefused.person_id).where(NewsRefused.person_id == Person.id)
    reached = select(Account.id).where(Account.person_id == Person.id, Account.reachable)
    rows = await work.scalars(
        select(Person.id)
        .where(
            Person.compound == compound,
            Person.id > page.person,
            *(() if page.asks_all else (~refused.exists(),)),
            reached.exists(),
        )
        .order_by(Person.id)
        .limit(page.limit)
    )
    return tuple(rows)


async def told_of(work: Work, ticket_id: int, page: After) -> tuple[int, ...]:
    """Those who were told of an incident and have not said that it is none of theirs."""
    refused = select(NewsRefused.person_id).where(NewsRefused.person_id == ToldHome.person_id)
    rows = await work.scalars(
        select(ToldHome.person_id)
        .where(
            ToldHome.ticket_id == ticket_id,
            ToldHome.left_at.is_(None),
            ToldHome.person_id > page.person,
            *(() if page.asks_all else (~refused.exists(),)),
        )
        .order_by(ToldHome.person_id)
        .limit(page.limit)
    )
    return tuple(rows)


async def reporters_of(work: Work, ticket_id: int) -> frozenset[int]:
    """Whose matter an incident is: they hear of it under their own code."""
    rows = await work.scalars(
        select(Ticket.owner_id).where(
            or_(
                Ticket.id == ticket_id,
                and_(Ticket.merged_into == ticket_id, Ticket.status != Status.WITHDRAWN),
            )
        )
    )
    return frozenset(rows)


async def accounts_of(work: Work, people: Collection[int]) -> Sequence[tuple[int, str, str, str]]:
    """Person, channel, chat and language of these people, where they are reached."""
    if not people:
        return ()
    rows = await work.execute(
        select(Account.person_id, Account.channel, Account.chat, Person.lang)
        .join(Person, Person.id == Account.person_id)
        .where(Account.person_id.in_(people), Account.reachable)
        .order_by(Account.person_id, Account.id)
    )
    return [(number, channel, chat, lang) for number, channel, chat, lang in rows]


def note_told(work: Work, ticket_id: int, people: Collection[int], at: datetime) -> None:
    """Remember who was told of an incident."""
    rows = [ToldHome(ticket_id=ticket_id, person_id=person_id, at=at) for person_id in people]
    work.add_all(rows)


async def told_row(work: Work, ticket_id: int, person_id: int) -> ToldHome | None:
    """That somebody was told of an incident."""
    rows = await work.scalars(
        select(ToldHome).where(ToldHome.ticket_id == ticket_id, ToldHome.person_id == person_id)
    )
    return rows.first()


async def move(work: Work, before: int, after: int) -> None:
    """The incident goes on under another ticket."""
    for model in (Bulletin, ToldHome):
        await work.execute(
            update(model)
            .where(model.ticket_id == before)
            .values(ticket_id=after)
            .execution_options(synchronize_session=False)
        )


async def refuse(work: Work, person_id: int, at: datetime) -> None:
    """No more news for somebody."""
    await insert_unless_there(work, NewsRefused, person_id=person_id, at=at)


async def accept(work: Work, person_id: int) -> None:
    """News again."""
    await work.execute(delete(NewsRefused).where(NewsRefused.person_id == person_id))


async def refuses(work: Work, person_id: int) -> bool:
    """Whether somebody wants none."""
    return await work.get(NewsRefused, person_id) is not None


async def forget_tickets(work: Work, numbers: Sequence[int]) -> None:
    """Of tickets that are erased nobody needs to know who was told what."""
    for model in (Bulletin, ToldHome):
        await work.execute(
            delete(model)
            .where(model.ticket_id.in_(numbers))
            .execution_options(synchronize_session=False)
        )


async def forget_people(work: Work, numbers: Sequence[int]) -> None:
    """Nor what somebody was told who is erased."""
    for model in (ToldHome, NewsRefused):
        await work.execute(
            delete(model)
            .where(model.person_id.in_(numbers))
            .execution_options(synchronize_session=False)
        )
