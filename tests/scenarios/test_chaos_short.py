"""The chaos test in short: real processes over a real database and Telegram's twin, killed and cut
off while people write (`make chaos` is the long one). PostgreSQL with three, SQLite with one."""

import asyncio
from datetime import timedelta

from sqlalchemy import delete, func, select, update

from benchmarks.chaos.scene import Plan
from benchmarks.chaos.story import at_rest
from benchmarks.chaos.verdict import judge
from db.models import Event, Outbox, OutboxState, Receipt, Ticket, Timer

SHORT = Plan(60, 3, 12, 8.0, cuts=4.0, faults=0.8, patience=60.0, jumps=True)
SEED = 5

SEEN = (
    "messages without exactly one receipt: 1",
    "messages with other tickets than their words make",
    "timers late by more than a tick: 3",
    "reminders whose moment passed without them",
    "steps that spoke more than once",
    "messages that wait for ever: 1",
    "messages noted as sent that never arrived: 1\n",
    "messages taken away with nothing newer: 1\n",
    "arrived twice, admitted are 0",
    "audit: no-timer",
)
"""What the verdict says of each thing that is broken by hand, so that it is known to see it."""


def test_nothing_is_lost_in_the_chaos(database_url, tmp_path):
    verdict, broken = asyncio.run(_chaos(database_url, tmp_path))
    assert verdict.failures == []
    rows = dict(verdict.rows)
    assert rows["updates, each delivered twice"] == "60"
    assert rows["processes killed (SIGKILL)"] == "3"
    assert int(rows["messages sent"]) > 100
    assert int(rows["timers fired, skipped"].split(",")[0]) > 0
    found = "".join(f"{failure}\n" for failure in broken.failures)
    for wrong in SEEN:
        assert wrong in found, found


async def _chaos(url, folder):
    """The verdict, and another after things were broken by hand."""
    async with at_rest(SHORT, url, folder, SEED) as chaos:
        verdict = await judge(chaos)
        await _break(chaos)
        return verdict, await judge(chaos)


async def _break(chaos):
    async with chaos.program.deps.begin() as work:
        bare, moved = list(await work.scalars(select(Ticket).order_by(Ticket.id.desc()).limit(2)))
        # a card that was edited has several rows: what one of them says of it, another says as well
        sent = list(
            await work.scalars(
                select(func.min(Outbox.id))
                .where(Outbox.state == OutboxState.SENT, Outbox.sent_id.is_not(None))
                .group_by(Outbox.chat, Outbox.sent_id)
                .having(func.count() == 1)
                .limit(2)
            )
        )
        # what is taken away did arrive, and something must stand in its place
        alone = await work.execute(
            select(Outbox.chat, func.min(Outbox.sent_id))
            .where(Outbox.state == OutboxState.SENT, Outbox.ticket_id.is_not(None))
            .where(Outbox.sent_id.is_not(None), Outbox.id.not_in(sent))
            .group_by(Outbox.chat, Outbox.ticket_id)
            .having(func.count(Outbox.sent_id.distinct()) == 1)
        )
        chat, number = next(
            (chaos.api.world.chats[int(chat)], int(number))
            for chat, number in alone
            if int(number) in chaos.api.world.chats[int(chat)].sent
        )
        chat.deleted[number] = chat.sent.pop(number)
        reminded = (await work.scalars(select(Event).where(Event.kind == "reminded"))).first()
        await work.execute(delete(Receipt).where(Receipt.id == bare.thread))
        await work.execute(update(Outbox).where(Outbox.id == sent[0]).values(sent_id="999999"))
        await work.execute(
            update(Outbox).where(Outbox.id == sent[1]).values(state=OutboxState.SENDING)
        )
        await work.execute(update(Ticket).where(Ticket.id == moved.id).values(thread=-1))
        await work.execute(
            delete(Timer).where(Timer.ticket_id == reminded.ticket_id, Timer.step != 0)
        )
        await work.commit()
    chaos.lost = chaos.at_risk = 0
    chaos.told.overdue = 3
    chaos.told.looked_at += timedelta(hours=1)  # in which nothing fired
