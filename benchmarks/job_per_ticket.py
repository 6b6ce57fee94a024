"""What a programmer would pick for reminders: APScheduler with one persisted job per ticket.

Its job does for one ticket what firing a timer of ours does: look again, write what is to be said
and a line of history, commit, and add the job of the next step.
"""

import asyncio
import pickle
from datetime import datetime, timedelta
from typing import Any

from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import create_engine, insert

from benchmarks.open_tickets import DUE_AT
from bot.app import Program
from db.models import Event, Outbox, OutboxState, Ticket
from domain.lifecycle import Status

DRIVERS = {"postgresql": "postgresql+psycopg", "sqlite": "sqlite"}
AT_ONCE = 5_000
PATIENCE = 900
CONNECTIONS = 10
"""Jobs that use the database at once: more would only wait for its pool, and some in vain."""


class Bench:
    """What the persisted jobs find again: a job store keeps names of functions, not objects."""

    program: Program
    scheduler: AsyncIOScheduler
    left: int
    done: asyncio.Event
    turns: asyncio.Semaphore


BENCH = Bench()


async def remind(ticket_id: int, step: int) -> None:
    """The job."""
    program, at = BENCH.program, DUE_AT
    async with BENCH.turns, program.deps.begin() as work:
        ticket = await work.get(Ticket, ticket_id)
        if ticket is not None and ticket.status is Status.QUEUED:
            work.add(Event(ticket_id=ticket_id, at=at, kind="reminded", values={"percent": step}))
            work.add(_to_say(ticket))
        await work.commit()
    later = at + timedelta(days=9)
    BENCH.scheduler.add_job(
        remind, "date", run_date=later, args=[ticket_id, 80], id=f"{ticket_id}-80"
    )
    BENCH.left -= 1
    if not BENCH.left:
        BENCH.done.set()


def _to_say(ticket: Ticket) -> Outbox:
    line = ["remind-accept", {"code": str(ticket.id), "level": ticket.level}]
    return Outbox(
        channel="web",
        chat="property",
        lang="zh",
        kind="note",
        ticket_id=ticket.id,
        parts=[line],
        buttons=[],
        media=[],
        priority=30,
        created_at=DUE_AT,
        due_at=DUE_AT,
        state=OutboxState.PENDING,
    )


def make_store(url: str) -> SQLAlchemyJobStore:
    """A job store in the same database, by a driver without asyncio; on SQLite in a file of its
    own: in one file the scheduler would wait, on the loop, for a job that waits for the loop."""
    kind = url.split(":", 1)[0]
    own = url + ".jobs" if kind == "sqlite" else url
    return SQLAlchemyJobStore(engine=create_engine(own.replace(kind, DRIVERS[kind], 1)))


def fill(store: SQLAlchemyJobStore, count: int, due: int) -> None:
    """A job for each ticket, as `add_job` would have left it; every `count / due`-th is due."""
    store.jobs_t.create(store.engine)
    made = _sample()
    for first in range(1, count + 1, AT_ONCE):
        rows = [_row(made, n, count // due) for n in range(first, min(first + AT_ONCE, count + 1))]
        with store.engine.begin() as connection:
            connection.execute(insert(store.jobs_t), rows)


def _sample() -> Job:
    """A job as a running scheduler makes it."""
    scheduler = BackgroundScheduler(job_defaults={"misfire_grace_time": None})
    scheduler.start(paused=True)
    made: Job = scheduler.add_job(remind, "date", run_date=DUE_AT, args=[1, 50], id="1-50")
    scheduler.shutdown(wait=False)
    return made


def _row(made: Job, number: int, every: int) -> dict[str, Any]:
    at: datetime = DUE_AT if number % every == 0 else DUE_AT + timedelta(days=9)
    name = f"{number}-50"
    state = made.__getstate__() | {"id": name, "args": [number, 50], "next_run_time": at}
    return {
        "id": name,
        "next_run_time": at.timestamp(),
        "job_state": pickle.dumps(state, pickle.HIGHEST_PROTOCOL),
    }


def claim(store: SQLAlchemyJobStore, now: datetime) -> int:
    """What the scheduler does with what is due before any of it runs: read it, take it out."""
    jobs = store.get_due_jobs(now)
    for job in jobs:
        store.remove_job(job.id)
    return len(jobs)


def put_back(store: SQLAlchemyJobStore, count: int, due: int) -> None:
    """As before `claim`."""
    made = _sample()
    every = count // due
    rows = [_row(made, n, every) for n in range(every, count + 1, every)]
    with store.engine.begin() as connection:
        connection.execute(insert(store.jobs_t), rows)


async def fire(program: Program, store: SQLAlchemyJobStore, due: int) -> None:
    """Let the scheduler run all that is due, and wait for the end of it."""
    BENCH.program, BENCH.left, BENCH.done = program, due, asyncio.Event()
    BENCH.turns = asyncio.Semaphore(CONNECTIONS)
    BENCH.scheduler = AsyncIOScheduler(
        jobstores={"default": store},
        job_defaults={"misfire_grace_time": None, "max_instances": 1, "coalesce": True},
    )
    BENCH.scheduler.start()
    async with asyncio.timeout(PATIENCE):
        await BENCH.done.wait()
    BENCH.scheduler.shutdown(wait=False)
