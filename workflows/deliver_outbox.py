"""Delivering what was said: claim due rows, send them, record what became of them.

At-least-once, except what carries a once-key: that is never sent a second time after a doubt
(docs/adr/0004). A channel with a lane is spoken on by the process that holds it (lane).
"""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import chain, groupby

from db import people, sending
from db.models import Outbox, OutboxState
from db.session import Work
from workflows import digest, lane, taking_away
from workflows.deps import Deps
from workflows.go_round import go_round
from workflows.mouth import Hands, Mouth, utter
from workflows.signing_board import tell_lost
from workflows.speech import (
    DIGESTED,
    ChannelError,
    MaybeSent,
    Moved,
    NotBegun,
    Priority,
    Refused,
    TryLater,
    Unreachable,
)

log = logging.getLogger(__name__)

BATCH = 100
REMINDERS = 2000
"""So many more reminders are taken in hand at most to be told together with those of a batch."""

AT_ONCE = 100
"""To so many chats something may be on its way before no more is taken in hand."""

IN_HAND = 5
"""So many messages to one chat go without a look at what has come since: each takes a second, in a
group three."""

BACK_OFF = (5, 15, 60, 300, 900, 3600)
"""Seconds to wait after each failed try; after the last one the message counts as failed, once
others go out."""

Letter = Sequence[Outbox]
"""What goes as one message: a row, or several reminders."""


async def deliver_due(deps: Deps, mouth: Mouth) -> int:
    """Send one batch of what is due and wait for its end; returns how many rows were taken in
    hand. Messages of one chat go in their order, chats side by side. One that must be tried again
    is overtaken by the later ones of its chat: a message nobody can deliver must not block a chat.
    A process that is about to end takes nothing."""
    chats = await _claim(deps, mouth, ())
    await mouth.gather([_deliver_chat(deps, mouth, chat) for chat in chats])
    return sum(map(len, chats))


async def begin_due(deps: Deps, mouth: Mouth, hands: Hands) -> int:
    """The same without waiting: a chat that must rest for a minute keeps no other one, and a page
    is begun while a broadcast is under way. What is due to a chat that something is on its way to
    waits for that."""
    if len(hands.busy) >= AT_ONCE:
        return 0
    chats = await _claim(deps, mouth, hands.busy)
    for chat in chats:
        hands.take(chat[0].chat, _deliver_chat(deps, mouth, chat))
    return sum(map(len, chats))


async def _claim(deps: Deps, mouth: Mouth, busy: Collection[str]) -> list[list[Outbox]]:
    channels = [name for name in sorted(mouth.channels) if await _may_speak(deps, mouth, name)]
    if not channels:
        return []
    async with deps.begin() as work:
        rows = await sending.claim_due(work, deps.now(), channels, BATCH, busy)
        rows += await _reminders_along(work, deps, rows)
        rows = tuple(digest.taken_along(rows))
        await work.commit()
    return [list(group) for _, group in groupby(sorted(rows, key=_chat_of), key=_chat_of)]


async def _reminders_along(work: Work, deps: Deps, rows: Sequence[Outbox]) -> tuple[Outbox, ...]:
    """The further reminders, for which a batch has no room, to those it reminds: each reads one
    message."""
    chats = {_chat_of(row) for row in rows if digest.is_reminder(row)}
    if not chats:
        return ()
    like = DIGESTED, Priority.REMINDER
    return await sending.claim_along(work, deps.now(), chats, like, REMINDERS)


async def _may_speak(deps: Deps, mouth: Mouth, channel: str) -> bool:
    found = mouth.lanes.get(channel)
    return not mouth.is_ending() and (found is None or await lane.enter(deps, found))


def _chat_of(row: Outbox) -> tuple[str, str]:
    return row.channel, row.chat


async def _deliver_chat(deps: Deps, mouth: Mouth, rows: Sequence[Outbox]) -> None:
    """What is not begun when we end, lose the lane or are asked to wait is put back; so is what a
    page that comes meanwhile would have to wait for."""
    letters = digest.letters(sorted(rows, key=lambda row: (row.priority, row.id)))
    letters, later = letters[:IN_HAND], letters[IN_HAND:]
    await _put_back(deps, list(chain(*later)), deps.now())
    for number, letter in enumerate(letters):
        until: datetime | None = deps.now()
        left = letters[number:]
        if mouth.may_begin(letter[0].channel, deps.now()):
            until, left = await _deliver(deps, mouth, letter), letters[number + 1 :]
        if until is not None:
            await _put_back(deps, list(chain(*left)), until)
            return


async def _deliver(deps: Deps, mouth: Mouth, rows: Letter) -> datetime | None:
    """Send one message. When the platform, or our end, allows no other one to that chat: until
    when."""
    row = rows[0]
    try:
        sent_id = await utter(deps, mouth, rows)
        await _arrived(deps, rows, sent_id)
    except Unreachable as error:
        await _settle_unreachable(deps, rows, error)
    except Moved as error:
        await _follow(deps, rows, error.to)
    except Refused as error:
        log.error("message %d refused by %s: %s", row.id, row.channel, error)
        async with deps.begin() as work:
            await _give_up(work, deps, rows, error)
            await work.commit()
    except MaybeSent as error:
        await _doubt(deps, rows, error)
    except NotBegun:
        await _put_back(deps, rows, deps.now())
        return deps.now()
    except TryLater as error:
        if error.after is not None:
            return await _rest(deps, mouth, rows, error)
        await _again(deps, rows, error)
    except Exception as error:  # a defect of ours must not stop the other chats
        log.exception("message %d could not be delivered", row.id)
        await _again(deps, rows, ChannelError(type(error).__name__))
    return None


async def _arrived(deps: Deps, rows: Letter, message: str | None) -> None:
    async with deps.begin() as work:
        sent = {"sent_id": message, "sent_at": deps.now()}
        await sending.settle(work, rows, OutboxState.SENT, **sent)
        if message is not None:
            await taking_away.take_older_away(work, deps, rows, message)
        await work.commit()


async def _settle(deps: Deps, rows: Letter, state: OutboxState, **values: object) -> None:
    async with deps.begin() as work:
        await sending.settle(work, rows, state, **values)
        await work.commit()


async def _give_up(work: Work, deps: Deps, rows: Letter, error: ChannelError) -> None:
    """It failed for good. A summary that a group never gets is told to whoever signed it."""
    await sending.settle(work, rows, OutboxState.FAILED, error=str(error)[:200])
    for row in rows:
        await tell_lost(work, deps, row)


async def _put_back(deps: Deps, rows: Letter, due_at: datetime) -> None:
    if not rows:
        return
    async with deps.begin() as work:
        await sending.put_back(work, rows, due_at)
        await work.commit()


async def _settle_unreachable(deps: Deps, rows: Letter, error: Unreachable) -> None:
    """Remember that this chat is closed to us: the ladder then passes it over. What was told only
    there is told to somebody else."""
    row = rows[0]
    log.warning("message %d: the chat is closed to us on %s", row.id, row.channel)
    async with deps.begin() as work:
        await people.mark_unreachable(work, row.channel, row.chat)
        await _give_up(work, deps, rows, error)
        for one in sorted(rows, key=lambda row: row.ticket_id or 0):
            await go_round(work, deps, one)
        await work.commit()
    deps.wake()


async def _follow(deps: Deps, rows: Letter, chat: str) -> None:
    """A group became a supergroup and has another id: it stays bound, and what waits goes there."""
    row = rows[0]
    log.warning("message %d: the group has moved on %s", row.id, row.channel)
    async with deps.begin() as work:
        await people.move_group(work, row.channel, row.chat, chat)
        await sending.move_chat(work, row.channel, row.chat, chat)
        await sending.put_back(work, rows, deps.now())
        await work.commit()


async def _rest(deps: Deps, mouth: Mouth, rows: Letter, error: TryLater) -> datetime:
    """The platform asks us to wait with this chat, or with all, or it cannot be reached: whoever
    sends next keeps to it. It is no try."""
    row, seconds = rows[0], error.after or 0.0
    until = deps.now() + timedelta(seconds=seconds)
    found = mouth.lanes.get(row.channel)
    if error.everywhere and found is not None:
        await lane.rest(deps, found, seconds)
    async with deps.begin() as work:
        await sending.put_back(work, rows, until)
        await sending.rest_chat(work, row.channel, row.chat, until)
        await work.commit()
    return until


async def _doubt(deps: Deps, rows: Letter, error: MaybeSent) -> None:
    if rows[0].once_key:
        log.warning("message %d may have arrived; it may not go twice", rows[0].id)
        await _settle(deps, rows, OutboxState.MAYBE, error=str(error)[:200])
    else:
        await _again(deps, rows, error)


async def _again(deps: Deps, rows: Letter, error: ChannelError) -> None:
    """Try again later. One whose tries are used up has failed for good, but not while nothing at
    all goes out on its channel: then it is not the message that is wrong."""
    said = str(error)[:200]
    async with deps.begin() as work:
        for row in rows:
            wait = timedelta(seconds=BACK_OFF[min(row.attempts, len(BACK_OFF)) - 1])
            is_last = row.attempts > len(BACK_OFF)
            if is_last and await sending.has_sent(work, row.channel, deps.now() - wait):
                log.error("message %d failed for good: %s", row.id, error)
                await _give_up(work, deps, [row], error)
            else:
                due_at = deps.now() + wait
                await sending.settle(work, [row], OutboxState.PENDING, error=said, due_at=due_at)
        await work.commit()
