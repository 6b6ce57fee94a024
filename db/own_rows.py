"""Everything that is kept of one person, for herself: her matters with their history, and what was
said between us."""

from collections.abc import Sequence

from sqlalchemy import select

from db.models import Account, Event, Membership, Outbox, OutboxState, Ticket
from db.session import Work
from db.web_rows import WebMessage


async def reported_before(work: Work, person_id: int, ticket_id: int) -> bool:
    """Whether somebody had another ticket before this one."""
    found = await work.scalar(
        select(Ticket.id).where(Ticket.owner_id == person_id, Ticket.id < ticket_id).limit(1)
    )
    return found is not None


async def accounts(work: Work, person_id: int) -> Sequence[Account]:
    """How she is reached, also where that no longer works."""
    mine = select(Account).where(Account.person_id == person_id)
    return (await work.scalars(mine.order_by(Account.id))).all()


async def posts(work: Work, person_id: int) -> Sequence[Membership]:
    """The posts she holds."""
    mine = select(Membership).where(Membership.person_id == person_id)
    return (await work.scalars(mine.order_by(Membership.id))).all()


async def tickets(work: Work, person_id: int) -> Sequence[Ticket]:
    """Her matters, oldest first."""
    mine = select(Ticket).where(Ticket.owner_id == person_id)
    return (await work.scalars(mine.order_by(Ticket.id))).all()


async def events(work: Work, person_id: int, kinds: Sequence[str]) -> Sequence[Event]:
    """What happened to them, of these kinds, oldest first."""
    mine = (
        select(Event)
        .join(Ticket, Ticket.id == Event.ticket_id)
        .where(Ticket.owner_id == person_id, Event.kind.in_(kinds))
    )
    return (await work.scalars(mine.order_by(Event.id))).all()


async def told(work: Work, account: Account) -> Sequence[Outbox]:
    """What we said in that chat, oldest first, as far as it is still kept."""
    sent = select(Outbox).where(
        Outbox.channel == account.channel,
        Outbox.chat == account.chat,
        Outbox.state == OutboxState.SENT,
        Outbox.kind != "menu",
    )
    return (await work.scalars(sent.order_by(Outbox.id))).all()


async def written(work: Work, chat: str) -> Sequence[WebMessage]:
    """What she wrote in a chat of the web, oldest first; other platforms keep that themselves."""
    mine = select(WebMessage).where(WebMessage.chat == chat, WebMessage.mine)
    return (await work.scalars(mine.order_by(WebMessage.id))).all()


async def shown_to(work: Work, ticket_id: int) -> set[tuple[str, str]]:
    """The chats in which a card of the ticket stands that shows more than the bare facts."""
    rows = await work.execute(
        select(Outbox.channel, Outbox.chat, Outbox.parts).where(
            Outbox.ticket_id == ticket_id,
            Outbox.kind.in_(("card", "update")),
            Outbox.state == OutboxState.SENT,
        )
    )
    return {
        (channel, chat)
        for channel, chat, parts in rows
        if any(key == "card-text" for key, _ in parts)
    }
