"""What one process queues, another says at once: told by PostgreSQL, not found by polling."""

import asyncio

import pytest
from sqlalchemy import text

from bot import supervise
from bot.wake import Listener, Patience
from db.session import make_engine
from db.short_cut import OUTBOX_BELL
from domain.said import part
from tests.support.keys import ring
from tests.support.town import Actor, beside, open_town
from workflows.speech import Address, Message, say

PATIENCE = 10


@pytest.fixture
async def url(postgres):
    name = postgres.lend()
    yield postgres.url(name)
    postgres.take_back(name)


class Bell:
    """A bell that somebody waits for."""

    def __init__(self) -> None:
        self.rung = asyncio.Event()
        self.count = 0

    def ring(self) -> None:
        self.count += 1
        self.rung.set()

    async def heard(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.rung.wait()
        self.rung.clear()


@pytest.fixture
async def listener(url):
    """Somebody who listens on that database, and the bell they ring."""
    engine, stop, bell = make_engine(url, ring(), pool=2), asyncio.Event(), Bell()
    listener = Listener(engine, bell.ring, stop, Patience(back_off=(0.0,)))
    running = supervise.start("listening", listener.run())
    async with asyncio.timeout(PATIENCE):
        await listener.listening.wait()
    await bell.heard()  # once at the start, for what came before
    listener.bell, listener.running = bell, running
    yield listener
    stop.set()
    listener.hurry()
    async with asyncio.timeout(PATIENCE):
        await running
    await engine.dispose()


@pytest.fixture
async def town(url):
    town = await open_town(url)
    yield town
    await town.close()


async def queue(town, *, commits: bool = True) -> None:
    async with town.deps.begin() as work:
        await say(work, town.deps, [Address("web", "a", "zh")], Message((part("welcome"),)))
        if commits:
            await work.commit()


async def test_a_commit_in_one_program_is_delivered_by_another_before_it_polls(town, url):
    other = beside(town)
    other.idle, read = 3600.0, asyncio.Event()
    other.ring = lambda _chat: read.set()
    listener = Listener(other.engine, other.woken.set, other.stop)
    loop = supervise.keep_going("delivery", other.deliver_once, other.stop)
    jobs = [supervise.start("listening", listener.run()), supervise.start("delivery", loop)]
    async with asyncio.timeout(PATIENCE):
        await listener.listening.wait()
        resident = await town.resident()
        async with town.deps.begin() as work:
            to = [Address("web", "resident", "zh")]
            await say(work, town.deps, to, Message((part("welcome"),)))
            await work.commit()
        await read.wait()
    other.stop.set()
    other.woken.set()
    listener.hurry()
    await asyncio.gather(*jobs)
    await other.close()
    assert len(await Actor(town, resident.chat).reads()) == 1


async def test_nothing_is_told_of_before_it_is_true(town, listener):
    await queue(town, commits=False)
    await queue(town)
    await listener.bell.heard()
    assert listener.bell.count == 2


async def test_what_says_nothing_rings_nothing(town, listener):
    await town.resident()
    await queue(town)
    await listener.bell.heard()
    assert listener.bell.count == 2


async def test_a_lost_connection_is_made_anew_and_said_so(town, listener, caplog):
    async with town.deps.begin() as work:
        await work.execute(
            text(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where query ilike 'listen %' and datname = current_database()"
            )
        )
    await listener.bell.heard()  # as it listens again
    await queue(town)
    await listener.bell.heard()
    assert "not listening for messages" in caplog.text


async def test_a_connection_that_no_longer_answers_is_given_up(url, caplog):
    engine, stop, bell = make_engine(url, ring(), pool=2), asyncio.Event(), Bell()
    deaf = Patience(back_off=(0.0,), silence=0.0, answer=1e-9)
    listener = Listener(engine, bell.ring, stop, deaf)
    running = supervise.start("listening", listener.run())
    for _ in range(3):
        await bell.heard()  # each time it listens again
    stop.set()
    listener.hurry()
    async with asyncio.timeout(PATIENCE):
        await running
    await engine.dispose()
    assert "not listening for messages (TimeoutError)" in caplog.text


def test_the_bell_has_a_name_that_needs_no_quotes():
    assert OUTBOX_BELL.isidentifier() and OUTBOX_BELL.islower()


async def test_a_listener_without_a_database_ends_when_told(tmp_path, caplog):
    engine = make_engine(f"postgresql:///nothing?host={tmp_path}", ring())
    stop = asyncio.Event()
    slow = Patience(back_off=(3600.0,))
    running = supervise.start("listening", Listener(engine, stop.set, stop, slow).run())
    while "not listening" not in caplog.text:
        await asyncio.sleep(0)
    stop.set()
    async with asyncio.timeout(PATIENCE):
        await running
    await engine.dispose()
    assert caplog.text.count("not listening") == 1
