"""Reading and keeping notices: the next to tell, the homes it may be for, the chats that have it,
and what became of it there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update

from db.bulletin_rows import NewsRefused
from db.models import Account, Outbox, OutboxState, Person
from db.notice_rows import Notice
from db.session import Work
from domain.notice import NoticeState

SENT = -40_000_000
"""Under this number, less its own, what is said of a notice stands in the outbox; no ticket has
it."""

WAITS = (OutboxState.PENDING, OutboxState.SENDING)
ARRIVED = (OutboxState.SENT, OutboxState.MAYBE)


@dataclass(frozen=True, slots=True)
class Dweller:
    """Somebody it may be for: where they live, and where their people do."""

    person_id: int
    home: dict[str, Any] | None
    about: dict[str, Any] | None


_NEXT = (
    select(Notice)
    .where(Notice.sent_at.is_not(None), Notice.reported_at.is_(None), Notice.done_at.is_(None))
    .order_by(Notice.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_UNREPORTED = (
    select(Notice)
    .where(Notice.sent_at.is_not(None), Notice.reported_at.is_(None), Notice.done_at.is_not(None))
    .order_by(Notice.id)
    .with_for_update(skip_locked=True)
)
"""Both made once: every tick asks."""


async def next_one(work: Work) -> Notice | None:
    """The oldest that is not queued for everybody yet, locked; one in another's hands is theirs.
    What follows a notice waits until that one is through."""
    found = (await work.scalars(_NEXT)).first()
    if found is None or found.parent_id is None:
        return found
    before = await work.get_one(Notice, found.parent_id)
    return None if before.state is NoticeState.SENDING else found


def _living_in(compounds: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    reached = select(Account.id).where(Account.person_id == Person.id, Account.reachable)
    return Person.compound.in_(compounds), reached.exists()


async def living_in(
    work: Work, compounds: Collection[str], after: int, limit: int
) -> Sequence[Dweller]:
    """Who lives in these compounds and can be reached, in their order, those after a number."""
    return await _page(work, after, limit, *_living_in(compounds))


async def with_people(work: Work, after: int, limit: int) -> Sequence[Dweller]:
    """Whoever told us anything besides their own home: their people's homes stand there, sealed."""
    reached = select(Account.id).where(Account.person_id == Person.id, Account.reachable)
    return await _page(work, after, limit, Person.about.is_not(None), reached.exists())


async def _page(
    work: Work, after: int, limit: int, *where: ColumnElement[bool]
) -> Sequence[Dweller]:
    rows = await work.execute(
        select(Person.id, Person.home, Person.about)
        .where(Person.id > after, *where)
        .order_by(Person.id)
        .limit(limit)
    )
    return [Dweller(*row) for row in rows]


async def count_living_in(work: Work, compounds: Collection[str]) -> int:
    """How many people that are."""
    query = select(func.count(Person.id)).where(*_living_in(compounds))
    return await work.scalar(query) or 0


async def muted_of(work: Work, people: Collection[int]) -> frozenset[int]:
    """Those of these people who want no news."""
    rows = await work.scalars(
        select(NewsRefused.person_id).where(NewsRefused.person_id.in_(people))
    )
    return frozenset(rows)


async def chats_told(
    work: Work, notice: int, after: int, limit: int
) -> Sequence[tuple[int, str, str, str]]:
    """Number, channel, chat and language of what was queued of a notice, in order: those who hear
    what follows it. Where the chat is closed to us nothing follows."""
    rows = await work.execute(
        select(Outbox.id, Outbox.channel, Outbox.chat, Outbox.lang)
        .where(
            Outbox.ticket_id == SENT - notice,
            Outbox.kind == "note",
            Outbox.id > after,
            Outbox.state.in_((*ARRIVED, *WAITS)),
        )
        .order_by(Outbox.id)
        .limit(limit)
    )
    return [(number, channel, chat, lang) for number, channel, chat, lang in rows]


async def count_told(work: Work, notice: int) -> int:
    """How many chats that are."""
    query = select(func.count(Outbox.id)).where(
        Outbox.ticket_id == SENT - notice,
        Outbox.kind == "note",
        Outbox.state.in_((*ARRIVED, *WAITS)),
    )
    return await work.scalar(query) or 0


async def already_queued(
    work: Work, notice: int, chats: Collection[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """Those of these chats (channel, chat) for which it is queued."""
    rows = await work.execute(
        select(Outbox.channel, Outbox.chat).where(
            Outbox.ticket_id == SENT - notice, Outbox.chat.in_({chat for _, chat in chats})
        )
    )
    return frozenset((channel, chat) for channel, chat in rows)


async def muted_chats(work: Work, chats: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Those of these chats whose person wants no news."""
    rows = await work.execute(
        select(Account.channel, Account.chat)
        .join(NewsRefused, NewsRefused.person_id == Account.person_id)
        .where(Account.chat.in_({chat for _, chat in chats}))
    )
    return frozenset((channel, chat) for channel, chat in rows)


async def what_became(work: Work, notice: int) -> dict[str, int]:
    """How many of its messages arrived, wait, could not be delivered, were stopped."""
    rows = await work.execute(
        select(Outbox.state, func.count(Outbox.id))
        .where(Outbox.ticket_id == SENT - notice, Outbox.kind == "note")
        .group_by(Outbox.state)
    )
    found = {"reached": 0, "waiting": 0, "failed": 0, "stopped": 0}
    for state, count in rows:
        if state in ARRIVED:
            found["reached"] += count
        elif state in WAITS:
            found["waiting"] += count
        else:
            found["failed" if state is OutboxState.FAILED else "stopped"] += count
    return found


async def is_under_way(work: Work, notice: int) -> bool:
    """Whether some of it is still to be delivered."""
    waits = select(Outbox.id).where(Outbox.ticket_id == SENT - notice, Outbox.state.in_(WAITS))
    return await work.scalar(waits.limit(1)) is not None


async def take_back(work: Work, notice: int) -> None:
    """What nobody has in hand yet is not sent."""
    await work.execute(
        update(Outbox)
        .where(Outbox.ticket_id == SENT - notice, Outbox.state == OutboxState.PENDING)
        .values(state=OutboxState.SUPERSEDED)
        .execution_options(synchronize_session=False)
    )


async def unreported(work: Work) -> Sequence[Notice]:
    """Those that are queued for everybody, and whose sender was not told how it went, locked."""
    return list(await work.scalars(_UNREPORTED))


async def holding(work: Work, units: Collection[str], now: datetime) -> Sequence[Notice]:
    """What these units told and what still holds, the newest first."""
    rows = await work.scalars(
        select(Notice)
        .where(
            Notice.unit.in_(units),
            Notice.shown_until > now,
            or_(Notice.over_at.is_(None), Notice.over_at > now),
            Notice.state.in_((NoticeState.SENDING, NoticeState.SENT)),
        )
        .order_by(Notice.id.desc())
    )
    return list(rows)
