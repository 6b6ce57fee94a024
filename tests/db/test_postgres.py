"""The pool of PostgreSQL connections: whoever borrows one gets one that lives, and does not wait
for the proof each time."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from db.postgres import guard
from db.session import make_engine
from tests.support.keys import ring

PATIENCE = 10.0


@pytest.fixture
def url(postgres):
    name = postgres.lend()
    yield postgres.url(name)
    postgres.take_back(name)


@pytest.fixture
async def engine(url):
    engine = make_engine(url, ring(), pool=2)
    yield engine
    await engine.dispose()


@pytest.fixture
async def doubting(url):
    """An engine that asks a connection each time."""
    engine = create_async_engine(url.replace("postgresql:", "postgresql+asyncpg:", 1))
    guard(engine, lives_on=-1.0)
    yield engine
    await engine.dispose()


async def borrow(engine, asked=None) -> int:
    """The number of the server's process behind a borrowed connection. From then on what is asked
    on it without being prepared goes into `asked`."""
    async with engine.connect() as connection:
        if asked is not None:
            pooled = await connection.get_raw_connection()
            pooled.driver_connection.add_query_logger(lambda record: asked.append(record.query))
        return await connection.scalar(text("select pg_backend_pid()"))


async def test_what_the_server_closed_is_not_lent_again(engine, postgres):
    ended = asyncio.Event()
    async with engine.connect() as connection:
        pooled = await connection.get_raw_connection()
        pooled.driver_connection.add_termination_listener(lambda _: ended.set())
        before = await connection.scalar(text("select pg_backend_pid()"))
    postgres.psql(f"select pg_terminate_backend({before}, 5000);")
    async with asyncio.timeout(PATIENCE):
        await ended.wait()
    assert await borrow(engine) != before


async def test_what_was_used_a_moment_ago_is_not_asked(engine):
    asked: list[str] = []
    before = await borrow(engine, asked)
    assert await borrow(engine) == before
    assert asked == ["BEGIN;", "ROLLBACK;"] * 2


async def test_what_was_not_used_for_long_is_asked(doubting):
    asked: list[str] = []
    before = await borrow(doubting, asked)
    assert await borrow(doubting) == before
    assert asked.count("select 1") == 1


async def test_what_does_not_answer_is_made_anew(doubting, postgres):
    before = await borrow(doubting)
    postgres.psql(f"select pg_terminate_backend({before}, 5000);")
    assert await borrow(doubting) != before


async def test_the_one_used_last_is_lent_first(engine):
    async with engine.connect() as one, engine.connect() as other:
        first = await one.scalar(text("select pg_backend_pid()"))
        second = await other.scalar(text("select pg_backend_pid()"))
    assert first != second  # the context managers give back the second first
    assert [await borrow(engine) for _ in range(2)] == [first, first]
