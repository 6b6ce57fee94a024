"""Two processes and one token, over HTTP: one speaks, the other follows; the limits of the platform
hold across both, and an end puts back what has not begun."""

import asyncio
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import supervise
from bot.app import build
from bot.keys import take_up
from bot.run import run
from db.models import Outbox, OutboxState
from db.time_rows import Lease
from domain.said import part
from tests.handlers.telegram_town import TOKEN, settings_for
from tests.support.rows import make_outbox
from workflows.speech import Address, Message, NotBegun, Priority, Said, say

PATIENCE = 20
GROUP = -77


@pytest.fixture
def url(request, postgres):
    name = postgres.lend()
    yield postgres.url(name)
    postgres.take_back(name)


@pytest.fixture
async def speaking(api, url):
    """Starts processes that speak; what is left of them at the end is stopped."""
    started = []

    @asynccontextmanager
    async def start():
        program = build(settings_for(api, url))
        program.idle = 3600.0  # nobody polls: what is heard of was told
        running = supervise.start("run", run(program, frozenset({"speak"})))
        started.append((program, running))
        yield program
        program.stop.set()
        async with asyncio.timeout(PATIENCE):
            await running

    yield start
    for program, running in started:
        program.stop.set()
        await running


@pytest.fixture
async def desk(api, url):
    """A process that hears: it queues and sends nothing."""
    program = build(settings_for(api, url), speaks=False)
    await take_up(program.deps.begin, program.keys)
    yield program
    await program.close()


async def queue(desk, *chats: int, **more) -> None:
    async with desk.deps.begin() as work:
        to = [Address("telegram", str(chat), "zh") for chat in chats]
        await say(work, desk.deps, to, Message((part("welcome"),), **more))
        await work.commit()


async def rows(desk, model):
    async with desk.deps.begin() as work:
        return list(await work.scalars(select(model)))


async def test_one_speaks_and_the_other_follows_at_once(api, desk, speaking):
    people = [api.user(9000 + n).id for n in range(8)]
    async with speaking() as second:
        async with speaking() as first:
            await queue(desk, *people)
            await api.wait_for(lambda: len(api.called("sendMessage")) == 8, timeout=PATIENCE)
            (lease,) = await rows(desk, Lease)
            holders = [p.lanes["telegram"].until is not None for p in (first, second)]
            assert holders.count(True) == 1
            waits = (first, second)[holders.index(False)]
            with pytest.raises(NotBegun):  # as what it had begun before it lost the lane
                await waits.channels["telegram"].send(Said(str(people[0]), "hello"))
            assert TOKEN not in lease.name and TOKEN.split(":")[1] not in lease.name
        await queue(desk, *people)
        await api.wait_for(lambda: len(api.called("sendMessage")) == 16, timeout=PATIENCE)
        assert second.lanes["telegram"].until is not None
    sent = [call.parameters["chat_id"] for call in api.called("sendMessage")]
    assert sorted(sent) == sorted(people * 2)


async def test_a_new_process_does_not_burst_beyond_the_limits(api, desk, speaking):
    """Eighteen went to a group in the last half minute, by a process that is gone: two are left."""
    api.group(GROUP)
    api.enforce_limits(slack=0.2)
    now = desk.deps.now()
    async with desk.deps.begin() as work:
        for second in range(18):
            at = now - timedelta(seconds=20 - second)
            api.limits.admit(GROUP, at.timestamp())
            sent = {"state": OutboxState.SENT, "sent_at": at, "sent_id": "1"}
            work.add(make_outbox(channel="telegram", chat=str(GROUP), **sent))
        await work.commit()
    await queue(desk, *[GROUP] * 5, priority=Priority.BROADCAST)
    async with speaking():
        await api.wait_for(lambda: len(api.called("sendMessage")) == 2, timeout=PATIENCE)
    assert api.refused.total() == 0
    left = [row for row in await rows(desk, Outbox) if row.state is not OutboxState.SENT]
    assert [(row.state, row.attempts) for row in left] == [(OutboxState.PENDING, 0)] * 3


async def test_an_end_finishes_what_is_on_its_way_and_puts_the_rest_back(api, desk, speaking):
    person = api.user(9100)
    api.hang_next("sendMessage", 0.5)
    await queue(desk, *[person.id] * 3)
    async with speaking() as program:
        await api.wait_for(lambda: api.called("sendMessage"))
    found = sorted((row.state.value, row.attempts) for row in await rows(desk, Outbox))
    assert found == [("pending", 0), ("pending", 0), ("sent", 1)]
    (lease,) = await rows(desk, Lease)
    assert lease.until <= program.deps.now() and len(api.sent(person)) == 1
