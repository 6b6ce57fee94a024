"""Claiming what is due: once each, by many workers, found through an index."""

import asyncio
from collections import Counter
from datetime import timedelta

from sqlalchemy import func, insert, select, text

from db import firing, outbox, sending, tickets
from db.models import Outbox, OutboxState, Ticket, Timer, TimerState
from db.session import beginner, make_engine
from tests.db.conftest import new_ticket
from tests.support.keys import ring
from tests.support.rows import NOW, make_outbox, make_ticket, make_timer

WORKERS = 6
LATER = timedelta(hours=1)


async def rows(begin, model) -> list:
    async with begin() as work:
        return list(await work.scalars(select(model).order_by(model.id)))


async def fill(begin, *more) -> None:
    async with begin() as work:
        work.add_all(more)
        await work.commit()


# Timers


async def claim_until_none(begin, now=NOW) -> list[int]:
    """What one worker fires: each batch is a transaction of its own."""
    found = []
    while True:
        async with begin() as work:
            timers = await firing.claim_due(work, now, 3)
            if not timers:
                return found
            owners = await firing.tickets_of(work, timers)
            assert owners.keys() == {timer.ticket_id for timer in timers}
            found += [timer.id for timer in timers]
            await work.commit()


async def test_the_earliest_due_timer_is_claimed_with_its_ticket(begin, ticket_id):
    late, early = make_timer(ticket_id, step=50), make_timer(ticket_id, step=80)
    late.due_at, early.due_at = NOW - timedelta(minutes=1), NOW - timedelta(minutes=2)
    not_yet = make_timer(ticket_id, step=100, due_at=NOW + timedelta(seconds=1))
    done = make_timer(ticket_id, step=125, state=TimerState.CANCELLED)
    await fill(begin, late, early, not_yet, done)
    assert await claim_until_none(begin) == [early.id, late.id]
    states = {timer.step: timer.state for timer in await rows(begin, Timer)}
    assert states == {
        50: TimerState.FIRED,
        80: TimerState.FIRED,
        100: TimerState.PENDING,
        125: TimerState.CANCELLED,
    }


async def test_urgent_levels_come_before_earlier_ones(begin, ticket_id):
    async with begin() as work:
        owner = (await work.get(Ticket, ticket_id)).owner_id
    urgent = make_ticket(owner, level="L0")
    await fill(begin, urgent)
    await fill(begin, make_timer(ticket_id, due_at=NOW - LATER), make_timer(urgent.id))
    async with begin() as work:
        (timer,) = await firing.claim_due(work, NOW, 5, urgent=True)
        assert timer.ticket_id == urgent.id
        assert await firing.claim_due(work, NOW, 5, urgent=True) == ()
        (timer,) = await firing.claim_due(work, NOW, 5)
        assert timer.ticket_id == ticket_id


async def test_what_a_claimed_timer_becomes_is_written(begin, ticket_id):
    await fill(begin, make_timer(ticket_id))
    async with begin() as work:
        (timer,) = await firing.claim_due(work, NOW, 1)
        await firing.mark(work, timer, TimerState.CANCELLED)
        await work.commit()
    assert [timer.state for timer in await rows(begin, Timer)] == [TimerState.CANCELLED]


async def test_a_claim_that_fails_is_due_again(begin, ticket_id):
    await fill(begin, make_timer(ticket_id))
    async with begin() as work:
        assert len(await firing.claim_due(work, NOW, 1)) == 1
    assert len(await claim_until_none(begin)) == 1


async def test_many_workers_fire_each_timer_once(begin, ticket_id):
    async with begin() as work:
        owner = (await work.get(Ticket, ticket_id)).owner_id
        many = [make_ticket(owner) for _ in range(20)]
        work.add_all(many)
        await work.flush()
        work.add_all(
            make_timer(ticket.id, step=step, due_at=NOW - timedelta(minutes=step))
            for ticket in many
            for step in range(1, 6)
        )
        await work.commit()
    found = await asyncio.gather(*(claim_until_none(begin) for _ in range(WORKERS)))
    left = await claim_until_none(begin)
    claimed = Counter(number for one in [*found, left] for number in one)
    assert set(claimed) == {timer.id for timer in await rows(begin, Timer)}
    assert set(claimed.values()) == {1}


async def test_a_ticket_in_other_hands_is_passed_over(postgres):
    """On PostgreSQL; on SQLite the whole file is in one pair of hands at a time."""
    name = postgres.lend()
    engine = make_engine(postgres.url(name), ring(), pool=3)
    begin = beginner(engine)
    held, free = await new_ticket(begin), await new_ticket(begin)
    await fill(begin, make_timer(held, due_at=NOW - LATER), make_timer(free))
    async with begin() as holder:
        await tickets.lock(holder, held)
        async with begin() as work:
            (timer,) = await firing.claim_due(work, NOW, 5)
            assert timer.ticket_id == free
            await work.commit()
        async with begin() as work:
            assert await firing.claim_due(work, NOW, 1) == ()
    await engine.dispose()
    postgres.take_back(name)


async def test_cancelled_timers_are_not_due(begin, ticket_id):
    await fill(
        begin,
        make_timer(ticket_id, clock="accept"),
        make_timer(ticket_id, clock="contact"),
        make_timer(ticket_id, clock="fix", state=TimerState.FIRED),
    )
    async with begin() as work:
        await tickets.cancel_timers(work, ticket_id, "accept")
        await work.commit()
    assert [t.state.value for t in await rows(begin, Timer)] == ["cancelled", "pending", "fired"]
    async with begin() as work:
        await tickets.cancel_timers(work, ticket_id)
        await work.commit()
    assert [t.state.value for t in await rows(begin, Timer)] == ["cancelled", "cancelled", "fired"]


# Outbox


async def claim(begin, now=NOW, channels=("web",), limit=100) -> tuple[Outbox, ...]:
    async with begin() as work:
        found = await sending.claim_due(work, now, list(channels), limit)
        await work.commit()
        return found


async def test_the_most_urgent_go_first_and_only_what_is_due_on_our_channels(begin):
    await fill(
        begin,
        make_outbox(chat="b", priority=90),
        make_outbox(chat="c", priority=0),
        make_outbox(chat="d", priority=0),
        make_outbox(chat="later", due_at=NOW + timedelta(seconds=1)),
        make_outbox(chat="elsewhere", channel="telegram"),
        make_outbox(chat="sent", state=OutboxState.SENT),
        make_outbox(chat="failed", state=OutboxState.FAILED),
    )
    assert [row.chat for row in await claim(begin, limit=2)] == ["c", "d"]
    assert [row.chat for row in await claim(begin)] == ["b"]
    assert await claim(begin) == ()


async def test_a_lease_that_is_over_is_claimed_again_and_counted(begin):
    await fill(begin, make_outbox())
    assert [row.attempts for row in await claim(begin)] == [1]
    almost = NOW + sending.LEASE - timedelta(seconds=1)
    assert await claim(begin, almost) == ()
    assert [row.attempts for row in await claim(begin, NOW + sending.LEASE)] == [2]


async def test_what_may_be_said_once_is_not_said_again_after_a_doubt(begin):
    await fill(begin, make_outbox(once_key="summary:2026-W47:web:a"), make_outbox(chat="b"))
    assert len(await claim(begin)) == 2
    again = await claim(begin, NOW + sending.LEASE)
    assert [row.chat for row in again] == ["b"]
    assert [r.state for r in await rows(begin, Outbox)] == [OutboxState.MAYBE, OutboxState.SENDING]


async def test_a_claim_that_fails_leaves_the_message_as_it_was(begin):
    await fill(begin, make_outbox())
    async with begin() as work:
        assert len(await sending.claim_due(work, NOW, ["web"], 100)) == 1
    assert [(r.state, r.attempts) for r in await rows(begin, Outbox)] == [(OutboxState.PENDING, 0)]


async def test_many_workers_claim_each_message_once(begin):
    await fill(begin, *(make_outbox(chat=str(n), priority=n % 3) for n in range(200)))

    async def work_off() -> list[int]:
        found = []
        while taken := await claim(begin, limit=7):
            found += [row.id for row in taken]
        return found

    found = await asyncio.gather(*(work_off() for _ in range(WORKERS)))
    claimed = Counter(number for one in [*found, await work_off()] for number in one)
    assert set(claimed) == {row.id for row in await rows(begin, Outbox)}
    assert set(claimed.values()) == {1}


async def test_the_same_once_key_is_taken_once(begin):
    async def queue() -> bool:
        async with begin() as work:
            if await outbox.once_key_exists(work, "key"):
                return False
            work.add(make_outbox(once_key="key"))
            await work.commit()
            return True

    found = await asyncio.gather(*(queue() for _ in range(WORKERS)), return_exceptions=True)
    assert found.count(True) == 1
    assert len(await rows(begin, Outbox)) == 1


# Through the index


async def in_bulk(begin, model, first, count: int) -> None:
    """Write many rows like one."""
    columns = [c.key for c in model.__table__.columns if c.key != "id"]
    values = {key: getattr(first, key) for key in columns}
    async with begin() as work:
        for start in range(0, count, 1000):
            own = "step" if model is Timer else "ticket_id"
            await work.execute(
                insert(model), [values | {own: start + number} for number in range(1000)]
            )
        await work.commit()


async def analyse(engine) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("ANALYZE"))


async def test_due_timers_are_found_through_their_index(engine, begin, ticket_id, plans):
    await in_bulk(begin, Timer, make_timer(ticket_id, state=TimerState.FIRED), 20_000)
    await fill(begin, *(make_timer(ticket_id, clock="fix", step=n) for n in range(50)))
    await analyse(engine)

    async def call() -> None:
        async with begin() as work:
            assert len(await firing.claim_due(work, NOW, 1)) == 1

    assert "ix_timer_due" in await plans(call)


async def test_an_empty_tick_reads_the_index_alone(engine, begin, ticket_id, plans):
    await in_bulk(begin, Timer, make_timer(ticket_id, state=TimerState.FIRED), 20_000)
    await analyse(engine)

    async def call() -> None:
        async with begin() as work:
            assert await firing.claim_due(work, NOW, 1) == ()
            assert await tickets.next_due(work) is None

    plan = await plans(call)
    assert plan.count("ix_timer_due") >= 2
    assert "Seq Scan on timer" not in plan


async def test_due_messages_are_found_through_their_index(engine, begin, plans):
    await in_bulk(begin, Outbox, make_outbox(state=OutboxState.SENT), 20_000)
    await fill(begin, *(make_outbox(chat=str(n)) for n in range(50)))
    await analyse(engine)

    async def call() -> None:
        async with begin() as work:
            assert len(await sending.claim_due(work, NOW, ["web"], 10)) == 10

    plan = await plans(call)
    assert "ix_outbox_due" in plan
    assert "Seq Scan on outbox" not in plan


async def test_the_counts_of_a_large_table_are_what_they_should_be(begin):
    await in_bulk(begin, Outbox, make_outbox(state=OutboxState.SENT), 1000)
    await fill(begin, make_outbox())
    async with begin() as work:
        assert await outbox.count_by_state(work) == {"sent": 1000, "pending": 1}
        assert await work.scalar(select(func.count(Outbox.id))) == 1001


async def test_workers_in_programs_of_their_own_share_one_database(database_url, begin):
    """Two programs with an engine each: what one has claimed the other does not get."""
    await fill(begin, *(make_outbox(chat=str(n)) for n in range(60)))
    engines = [make_engine(database_url, ring(), pool=2) for _ in range(3)]

    async def work_off(one) -> list[int]:
        found = []
        while taken := await claim(beginner(one), limit=5):
            found += [row.id for row in taken]
        return found

    found = await asyncio.gather(*(work_off(one) for one in engines))
    claimed = sorted(number for one in found for number in one)
    claimed += await work_off(engines[0])
    assert claimed == [row.id for row in await rows(begin, Outbox)]
    for one in engines:
        await one.dispose()
