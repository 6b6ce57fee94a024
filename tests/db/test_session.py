"""The unit of work on both databases: moments in UTC, nothing lost, nothing half done."""

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from db import people, tickets
from db.base import UtcDateTime
from db.models import Membership, Person, Receipt, Ticket
from db.session import OutOfReach, beginner, make_engine, reach
from domain.people import Role
from tests.support.keys import ring
from tests.support.rows import NOW, make_person, make_ticket

DIALECTS = (postgresql.dialect(), sqlite.dialect())
MANY = 20


# Moments


@given(st.datetimes(timezones=st.timezones()), st.sampled_from(DIALECTS))
def test_a_moment_goes_in_as_utc_and_comes_out_as_the_same(at, dialect):
    kind = UtcDateTime()
    kept = kind.process_bind_param(at, dialect)
    assert kept.utcoffset() == timedelta()
    for read in (kept, kept.replace(tzinfo=None)):  # SQLite drops the zone
        found = kind.process_result_value(read, dialect)
        assert found == at.astimezone(UTC)
        assert found.utcoffset() == timedelta()


def test_nothing_stays_nothing():
    for dialect in DIALECTS:
        assert UtcDateTime().process_bind_param(None, dialect) is None
        assert UtcDateTime().process_result_value(None, dialect) is None


async def test_a_naive_moment_is_refused(begin):
    async with begin() as work:
        work.add(make_person(created_at=datetime(2026, 11, 18, 9)))
        with pytest.raises(StatementError, match="without a zone"):
            await work.flush()
        await work.rollback()
        with pytest.raises(StatementError, match="without a zone"):
            await work.scalars(select(Person).where(Person.created_at > datetime(2026, 1, 1)))


async def test_a_moment_of_another_zone_is_found_and_read_in_utc(begin):
    here = NOW.astimezone(ZoneInfo("Asia/Shanghai")) + timedelta(microseconds=123456)
    async with begin() as work:
        work.add(make_person(created_at=here))
        await work.commit()
    async with begin() as work:
        found = (await work.scalars(select(Person).where(Person.created_at == here))).one()
    assert found.created_at == here
    assert found.created_at.utcoffset() == timedelta()


# The unit of work


async def test_leaving_without_a_commit_undoes_everything(begin):
    async with begin() as work:
        work.add(make_person())
        await work.flush()
    async with begin() as work:
        assert (await work.scalars(select(Person))).all() == []


async def test_a_failure_undoes_everything_and_the_next_one_works(begin):
    with pytest.raises(RuntimeError, match="in the middle"):
        async with begin() as work:
            work.add(make_person())
            await work.flush()
            raise RuntimeError("in the middle")
    async with begin() as work:
        work.add(make_person())
        await work.commit()
    async with begin() as work:
        assert len((await work.scalars(select(Person))).all()) == 1


async def test_a_row_that_points_nowhere_is_refused(begin):
    async with begin() as work:
        work.add(Membership(person_id=77, unit="first", role=Role.SECRETARY))
        with pytest.raises(IntegrityError):
            await work.commit()


async def test_a_value_outside_its_choices_is_refused(begin, ticket_id):
    async with begin() as work:
        with pytest.raises(DBAPIError):
            await work.execute(text("update ticket set status = 'lost'"))


async def test_rows_are_readable_after_the_commit_and_never_load_by_surprise(begin, ticket_id):
    async with begin() as work:
        ticket = await work.get(Ticket, ticket_id)
        await work.commit()
    assert ticket.text == "灯坏了"


# Concurrency


async def test_increments_under_the_lock_lose_nothing(begin, ticket_id):
    async def once() -> None:
        async with begin() as work:
            ticket = await tickets.lock(work, ticket_id)
            ticket.cycle += 1
            await work.commit()

    await asyncio.gather(*(once() for _ in range(MANY)))
    async with begin() as work:
        assert (await work.get(Ticket, ticket_id)).cycle == 1 + MANY


async def test_a_lock_reads_the_row_anew(begin, ticket_id):
    async with begin() as work:
        stale = await work.get(Ticket, ticket_id)
        await work.rollback()
        async with begin() as other:
            (await tickets.lock(other, ticket_id)).cycle = 9
            await other.commit()
        locked = await tickets.lock(work, ticket_id)
        assert locked.cycle == 9
        assert stale is locked


async def test_nobody_else_has_a_locked_ticket(begin, ticket_id, is_postgres, database_url):
    async with begin() as work:
        await tickets.lock(work, ticket_id)
        if is_postgres:
            async with begin() as other:
                with pytest.raises(DBAPIError, match="could not obtain lock"):
                    await other.execute(select(Ticket).with_for_update(nowait=True))
            return
        file = sqlite3.connect(database_url.removeprefix("sqlite:///"), timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            file.execute("BEGIN IMMEDIATE")
        file.close()


async def test_a_ticket_that_is_not_there_cannot_be_locked(begin):
    async with begin() as work:
        assert await tickets.lock(work, 77) is None


async def test_a_receipt_is_given_once(begin):
    async def take(key: str, chat: str = "a", channel: str = "web") -> int | None:
        async with begin() as work:
            number = await people.take_receipt(work, channel, chat, key, NOW)
            await work.commit()
            return number

    given = await asyncio.gather(*(take("same") for _ in range(MANY)))
    assert len([number for number in given if number is not None]) == 1
    others = [await take("same", "b"), await take("same", channel="telegram"), await take("other")]
    assert None not in others
    async with begin() as work:
        assert len((await work.scalars(select(Receipt))).all()) == 4


async def test_a_receipt_of_work_that_failed_is_given_again(begin):
    async with begin() as work:
        assert await people.take_receipt(work, "web", "a", "key", NOW) is not None
    async with begin() as work:
        assert await people.take_receipt(work, "web", "a", "key", NOW) is not None


# SQLite's guards


@pytest.fixture
async def sqlite_engine(tmp_path, sqlite_file):
    path = tmp_path / "guards.sqlite3"
    path.write_bytes(sqlite_file.read_bytes())
    engine = make_engine(f"sqlite:///{path}", ring())
    yield engine
    await engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 15000), ("synchronous", 1)],
)
async def test_sqlite_is_guarded(sqlite_engine, pragma, value):
    async with sqlite_engine.connect() as connection:
        assert (await connection.execute(text(f"PRAGMA {pragma}"))).scalar() == value


async def test_on_sqlite_reading_then_writing_without_any_lock_loses_nothing(sqlite_engine):
    begin = beginner(sqlite_engine)
    async with begin() as work:
        person = make_person()
        work.add(person)
        await work.flush()
        work.add(make_ticket(person.id, cycle=0))
        await work.commit()

    async def once() -> None:
        async with begin() as work:
            ticket = (await work.scalars(select(Ticket))).one()
            ticket.cycle += 1
            await work.commit()

    await asyncio.gather(*(once() for _ in range(MANY)))
    async with begin() as work:
        assert (await work.scalars(select(Ticket))).one().cycle == MANY


async def test_on_sqlite_two_programs_on_one_file_lose_nothing(sqlite_engine):
    other = make_engine(str(sqlite_engine.url), ring())
    both = [beginner(sqlite_engine), beginner(other)]
    async with both[0]() as work:
        person = make_person()
        work.add(person)
        await work.flush()
        work.add(make_ticket(person.id, cycle=0))
        await work.commit()

    async def once(begin) -> None:
        async with begin() as work:
            ticket = (await work.scalars(select(Ticket))).one()
            ticket.cycle += 1
            await work.commit()

    await asyncio.gather(*(once(both[n % 2]) for n in range(MANY)))
    async with both[0]() as work:
        assert (await work.scalars(select(Ticket))).one().cycle == MANY
    await other.dispose()


# Out of reach


async def test_a_database_that_answers_is_reached(engine):
    await reach(engine)
    assert engine.pool.checkedout() == 0, "what was opened to look is given back"


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all.sqlite3", "postgresql://me:hushhush@127.0.0.1:1/town"]
)
async def test_a_database_out_of_reach_is_told_without_its_password(url):
    engine = make_engine(url, ring())
    with pytest.raises(OutOfReach) as caught:
        await reach(engine)
    assert "hushhush" not in str(caught.value)
    await engine.dispose()
