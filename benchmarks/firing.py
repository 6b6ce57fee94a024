"""Part 4: a thousand due reminders among very many open tickets, beside one persisted job each."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from benchmarks import job_per_ticket, open_tickets
from benchmarks.places import databases, settle_in
from benchmarks.tables import Table
from benchmarks.updates import make_program
from bot.app import Program
from bot.run import leave_alone_what_stays
from db import firing
from tests.support.town import FrozenClock
from workflows.tick import BATCH, fire_due

FULL, QUICK = ((100_000, 1_000_000), 1_000), ((500, 1_000), 100)
ROUNDS = 5


@dataclass(frozen=True)
class Took:
    """Milliseconds for all due ones together, and the longest the loop was blocked in it."""

    claim: float
    fire: float
    blocked: float


async def measure(job: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """Milliseconds a job takes, and the longest time in which nothing else could run."""
    longest, over = 0.0, asyncio.Event()

    async def watch() -> None:
        nonlocal longest
        last = time.perf_counter()
        while not over.is_set():
            await asyncio.sleep(0)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now

    async def run() -> float:
        begun = time.perf_counter()
        await job()
        took = time.perf_counter() - begun
        over.set()
        return took

    took, _ = await asyncio.gather(run(), watch())
    return took * 1000, longest * 1000


async def ours(program: Program, every: int, due: int) -> Took:
    """Medians over some rounds for claiming; firing leaves the next steps behind and is done
    last, once."""
    claims = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        claimed = await _claim_all(program)
        claims.append((time.perf_counter() - begun) * 1000)
        if claimed != due:
            raise RuntimeError(f"{due} due, {claimed} claimed")
        await open_tickets.make_due(program.engine, every)
    leave_alone_what_stays()
    fired: list[int] = []

    async def fire() -> None:
        fired.append(await fire_due(program.deps))

    took, blocked = await measure(fire)
    if fired != [due]:
        raise RuntimeError(f"{due} due, {fired} fired")
    return Took(sorted(claims)[ROUNDS // 2], took, blocked)


async def _claim_all(program: Program) -> int:
    count = 0
    while True:
        async with program.deps.begin() as work:
            timers = await firing.claim_due(work, program.deps.now(), BATCH)
            await work.commit()
        if not timers:
            return count
        count += len(timers)


async def theirs(program: Program, url: str, count: int, due: int) -> Took:
    """The same with APScheduler."""
    store = job_per_ticket.make_store(url)
    await asyncio.to_thread(job_per_ticket.fill, store, count, due)
    await open_tickets.come_to_rest(program.engine)
    claims = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        claimed = job_per_ticket.claim(store, open_tickets.DUE_AT)
        claims.append((time.perf_counter() - begun) * 1000)
        if claimed != due:
            raise RuntimeError(f"{due} due, {claimed} claimed")
        job_per_ticket.put_back(store, count, due)
    took, blocked = await measure(lambda: job_per_ticket.fire(program, store, due))
    store.engine.dispose()
    return Took(sorted(claims)[ROUNDS // 2], took, blocked)


async def compare(url: str, count: int, due: int) -> tuple[Took, Took]:
    """Ours and theirs on one database."""
    await settle_in(url, 0)
    program = make_program(url, FrozenClock(open_tickets.DUE_AT))
    await open_tickets.fill(program, count, due)
    jobs = await theirs(program, url, count, due)
    await open_tickets.come_to_rest(program.engine)
    found = await ours(program, count // due, due)
    await program.close()
    return found, jobs


def run_part(quick: bool, command: str) -> list[Table]:
    """Both databases, two sizes."""
    sizes, due = QUICK if quick else FULL
    rows = []
    for kind in ("sqlite", "postgresql"):
        for count in sizes:
            with databases((kind,)) as urls:
                found, jobs = asyncio.run(compare(urls[kind], count, due))
            rows.append(_row(kind, count, found, jobs))
    head = ("database", "open tickets", "claim ours", "claim jobs", "jobs : ours")
    more = ("fire ours", "fire jobs", "jobs : ours", "loop blocked ours", "loop blocked jobs")
    return [Table("firing", command, (*head, *more), rows)]


def _row(kind: str, count: int, found: Took, jobs: Took) -> list[str]:
    return [
        kind,
        f"{count:,}",
        f"{found.claim:.0f} ms",
        f"{jobs.claim:.0f} ms",
        f"{jobs.claim / found.claim:.1f}",
        f"{found.fire:.0f} ms",
        f"{jobs.fire:.0f} ms",
        f"{jobs.fire / found.fire:.1f}",
        f"{found.blocked:.0f} ms",
        f"{jobs.blocked:.0f} ms",
    ]
