"""Reading which cards stand in which chats: rows of the outbox that were, or soon will be, sent."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, select

from db.models import Outbox, OutboxState, Ticket
from db.outbox import CARD_KINDS, OWN_KINDS, STANDING
from db.session import Work
from domain.lifecycle import LIVE

GONE = "gone"
"""The kind of what takes an older message away."""

_SAID = ("note", *CARD_KINDS)

EDITED = "old_card"
"""The kind, and the beginning of the topic, of what is written into an older message."""


_NEWEST_CARD = (
    select(Outbox)
    .where(
        Outbox.channel == bindparam("channel"),
        Outbox.chat == bindparam("chat"),
        Outbox.ticket_id == bindparam("ticket"),
        Outbox.kind.in_(CARD_KINDS),
        Outbox.state.in_(STANDING),
    )
    .order_by(Outbox.id.desc())
    .limit(1)
)


async def newest_card(work: Work, channel: str, chat: str, ticket_id: int) -> Outbox | None:
    """The newest state of a ticket's card in a chat."""
    given = {"channel": channel, "chat": chat, "ticket": ticket_id}
    return (await work.scalars(_NEWEST_CARD, given)).first()


async def questions_of(work: Work, ticket_id: int, topics: Collection[str]) -> tuple[Outbox, ...]:
    """The messages with buttons under these topics that stand in some chat, each as it was written
    last, and those that wait to be sent; and whatever waits to be sent without any. Not those that
    stand in a digest."""
    rows = await work.scalars(
        select(Outbox)
        .where(
            Outbox.ticket_id == ticket_id,
            or_(
                and_(Outbox.topic.in_(topics), Outbox.kind == "note"),
                Outbox.topic.startswith(f"{EDITED}.", autoescape=True),
                and_(Outbox.state == OutboxState.PENDING, Outbox.kind == "note"),
            ),
            or_(
                and_(Outbox.state == OutboxState.SENT, Outbox.sent_id.is_not(None)),
                Outbox.state == OutboxState.PENDING,
            ),
        )
        .order_by(Outbox.id)
    )
    found: dict[object, list[Outbox]] = {}
    bare: list[Outbox] = []
    for row in rows:
        if row.state is OutboxState.PENDING and row.kind == "note" and row.topic not in topics:
            bare += [] if row.buttons else [row]
            continue
        found.setdefault((row.channel, row.chat, row.sent_id or row.id), []).append(row)
    named = [one for one in found.values() if one[0].kind == "note" and one[-1].buttons]
    together = [one for one in named if sum(row.kind == "note" for row in one) == 1]
    return (*bare, *[one[-1] for one in together if not await _in_digest(work, one[0])])


async def replaced_by(
    work: Work, rows: Sequence[Outbox], message: str, topics: Collection[str]
) -> tuple[str, ...]:
    """The messages of a chat that told of these rows' tickets under these topics before they came
    there as that message. Not what was taken away already, nor what tells of another open ticket of
    which nothing newer stands there."""
    here = and_(Outbox.channel == rows[0].channel, Outbox.chat == rows[0].chat)
    told = and_(here, Outbox.kind.in_(_SAID), Outbox.topic.in_(topics), Outbox.sent_id.is_not(None))
    about = Outbox.ticket_id.in_({row.ticket_id for row in rows})
    found = set(await work.scalars(select(Outbox.sent_id).where(told, about))) - {message}
    if not found:
        return ()
    gone = and_(here, Outbox.sent_id.in_(found), Outbox.kind == GONE)
    found -= set(await work.scalars(select(Outbox.sent_id).where(gone)))
    tickets = await work.scalars(
        select(Outbox.ticket_id)
        .distinct()
        .join(Ticket, Ticket.id == Outbox.ticket_id)
        .where(told, Outbox.sent_id.in_(found), Ticket.status.in_(LIVE))
    )
    newest = (
        select(func.max(Outbox.id))
        .where(told, Outbox.ticket_id.in_(tickets.all()))
        .group_by(Outbox.ticket_id)
    )
    last_word = await work.scalars(select(Outbox.sent_id).where(Outbox.id.in_(newest)))
    return tuple(sorted(one for one in found - set(last_word) if one))


async def said_again_by(work: Work, row: Outbox) -> tuple[str, ...]:
    """The messages with one file that told of this row's ticket in its chat before, and of which it
    says and shows all once more. Of several files each is a message of its own on some platforms,
    and they would stay without their words."""
    rows = await work.scalars(
        select(Outbox)
        .where(
            Outbox.channel == row.channel,
            Outbox.chat == row.chat,
            Outbox.ticket_id == row.ticket_id,
            Outbox.kind == "note",
            Outbox.id < row.id,
            Outbox.sent_id.is_not(None),
        )
        .order_by(Outbox.id)
    )
    words = _words(row)
    return tuple(
        old.sent_id
        for old in rows
        if old.sent_id
        and old.topic != row.topic
        and len(old.media) == 1
        and old.media[0] in row.media
        and _words(old) <= words
    )


def _words(row: Outbox) -> set[str]:
    """What somebody wrote, as a message passes it on."""
    texts = (values.get("text") for _, values in row.parts)
    return {text for text in texts if isinstance(text, str) and text}


async def _in_digest(work: Work, row: Outbox) -> bool:
    """Whether that message told of other tickets as well; only reminders do."""
    if row.sent_id is None or row.topic not in ("reminder", "escalation"):
        return False
    found = await work.scalar(
        select(Outbox.id)
        .where(
            Outbox.channel == row.channel,
            Outbox.chat == row.chat,
            Outbox.sent_id == row.sent_id,
            Outbox.ticket_id != row.ticket_id,
        )
        .limit(1)
    )
    return found is not None


async def question(
    work: Work, channel: str, chat: str, ticket_id: int, message: str
) -> Outbox | None:
    """A message of a chat with buttons about that ticket alone, as it was written last; a card of
    the staff is none."""
    rows = await work.scalars(
        select(Outbox)
        .where(Outbox.channel == channel, Outbox.chat == chat, Outbox.sent_id == message)
        .order_by(Outbox.id)
    )
    found = rows.all()
    alone = all(row.ticket_id == ticket_id and row.kind not in CARD_KINDS for row in found)
    return found[-1] if found and alone and found[-1].buttons else None


async def files_shown(work: Work, ticket_id: int, topic: str) -> dict[tuple[str, str], int]:
    """How many files of a ticket were sent to each chat at once under that topic, or soon will
    be."""
    rows = await work.execute(
        select(Outbox.channel, Outbox.chat, Outbox.media).where(
            Outbox.ticket_id == ticket_id,
            Outbox.topic == topic,
            Outbox.state.in_(STANDING),
        )
    )
    found: dict[tuple[str, str], int] = {}
    for channel, chat, media in rows:
        found[channel, chat] = max(found.get((channel, chat), 0), len(media))
    return found


async def open_after(work: Work, after: int, limit: int) -> tuple[int, ...]:
    """The numbers of open tickets, in their order, those after a number."""
    found = await work.scalars(
        select(Ticket.id)
        .where(Ticket.status.in_(LIVE), Ticket.id > after)
        .order_by(Ticket.id)
        .limit(limit)
    )
    return tuple(found)


async def said_before(work: Work, tickets: Sequence[int], moment: datetime) -> tuple[Outbox, ...]:
    """The cards of these tickets as they stand in their chats, the newest state of each, where
    that was said before a moment; in the order of the tickets."""
    newest = (
        select(func.max(Outbox.id))
        .where(
            Outbox.ticket_id.in_(tickets),
            Outbox.kind.in_(CARD_KINDS),
            Outbox.state.in_(STANDING),
        )
        .group_by(Outbox.ticket_id, Outbox.channel, Outbox.chat)
    )
    rows = await work.scalars(
        select(Outbox)
        .where(Outbox.id.in_(newest), Outbox.state == OutboxState.SENT, Outbox.sent_at < moment)
        .order_by(Outbox.ticket_id, Outbox.id)
    )
    return tuple(rows)


_OWN_CARDS = (
    select(Outbox)
    .where(
        Outbox.ticket_id.in_(bindparam("numbers", expanding=True)),
        Outbox.kind == OWN_KINDS[0],
        Outbox.state.in_(STANDING),
    )
    .order_by(Outbox.id)
)


async def own_cards(work: Work, numbers: Collection[int]) -> dict[tuple[int, str, str], Outbox]:
    """Where residents have the cards of these tickets: the message that was their first form, or
    was sent anew last, by ticket, channel and chat."""
    rows = await work.scalars(_OWN_CARDS, {"numbers": numbers})
    return {(row.ticket_id or 0, row.channel, row.chat): row for row in rows}
