"""Who asked to be forgotten, and what stands in the way just now. Until it is done her yes is a
fact; the erasing itself is in erasing."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, or_, select

from db.models import Account, Fact, Outbox, OutboxState, Ticket
from db.session import Work
from domain.lifecycle import LIVE

PREFIX = "forget:"
_PAST = "forget;"
"""The first name after all that begin so: the key's own order finds them."""


_WAITING = select(Fact.name, Fact.value).where(Fact.name >= PREFIX, Fact.name < _PAST)
"""Made once: every tick asks."""


async def waiting(work: Work, when: str) -> tuple[int, ...]:
    """The people whose yes waits, for now or for the end of their matters."""
    rows = await work.execute(_WAITING)
    return tuple(
        int(name.removeprefix(PREFIX)) for name, value in rows if value.get("when") == when
    )


async def take(work: Work, name: str) -> dict[str, Any] | None:
    """That fact, locked; None when it is gone, or in somebody else's hands."""
    rows = await work.scalars(
        select(Fact.value).where(Fact.name == name).with_for_update(skip_locked=True)
    )
    return rows.first()


async def drop(work: Work, name: str) -> None:
    """She changed her mind."""
    await work.execute(delete(Fact).where(Fact.name == name))


async def live_of(work: Work, person_id: int) -> int:
    """How many of her matters go on."""
    counted = await work.scalar(
        select(func.count(Ticket.id)).where(Ticket.owner_id == person_id, Ticket.status.in_(LIVE))
    )
    return counted or 0


async def has_matters(work: Work, person_id: int, since: datetime) -> bool:
    """Whether one of her matters goes on, or was closed since a moment."""
    found = await work.scalar(
        select(Ticket.id)
        .where(
            Ticket.owner_id == person_id,
            or_(Ticket.status.in_(LIVE), Ticket.closed_at >= since),
        )
        .limit(1)
    )
    return found is not None


async def is_being_told(work: Work, person_id: int) -> bool:
    """Whether something is still on its way to her that is due."""
    found = await work.scalar(
        select(Outbox.id)
        .join(Account, and_(Account.channel == Outbox.channel, Account.chat == Outbox.chat))
        .where(
            Account.person_id == person_id,
            Outbox.state.in_((OutboxState.PENDING, OutboxState.SENDING)),
            Outbox.topic == "goodbye",
        )
        .limit(1)
    )
    return found is not None
