"""Of a ticket's cards, of its reminders, and of what is said to somebody on their way to something,
the newest stands in a chat. Those before it go once it has arrived: the phone has rung for it, and
there is no heap of them to look through."""

from collections.abc import Mapping, Sequence

from db import cards as card_rows
from db.models import Outbox
from db.session import Work
from domain.said import part
from workflows.deps import Deps
from workflows.digest import ASKS
from workflows.own_card import topic_of
from workflows.questions import ASKED
from workflows.speech import DIGESTED, TALK, Address, Message, Priority, say

CARD = "card"
"""The kind and the topic of a ticket's card."""

REPLACES: Mapping[str | None, tuple[str, ...]] = {
    **dict.fromkeys(DIGESTED, DIGESTED),
    ASKS: (*DIGESTED, ASKS),
    CARD: (CARD,),
    **{topic: (topic,) for topic in (TALK, "urge", "escalated", "task", "part", "deferral")},
}
"""The topics of what goes when something of a topic arrives. A question stays until the next one:
a reminder that comes after it asks nothing. To the resident of a ticket the newest 已经报给 stands,
to each side of a joint one the newest word of what the other does or wants, to whoever decides on
a date the newest request."""


async def take_older_away(work: Work, deps: Deps, rows: Sequence[Outbox], message: str) -> None:
    """These rows have just arrived as that message. What they replace goes; what told of several
    tickets goes when each of them was told of anew. Who is asked whether it is solved sees a photo
    with the same words once."""
    fresh = [row for row in rows if row.kind in ("note", CARD) and row.ticket_id]
    told = [row for row in fresh if row.topic in REPLACES]
    older: tuple[str, ...] = ()
    if told:
        older = await card_rows.replaced_by(work, told, message, REPLACES[told[0].topic])
    elif fresh and fresh[0].topic == ASKED and fresh[0].media:
        older = await card_rows.said_again_by(work, fresh[0])
    for old in older:
        gone = Message(
            (part("newest-below"),),
            ticket=fresh[0].ticket_id,
            kind=card_rows.GONE,
            priority=Priority.REMINDER,
            silent=True,
            topic=topic_of(old),
            edits=old,
        )
        await say(work, deps, [Address(fresh[0].channel, fresh[0].chat, fresh[0].lang)], gone)
