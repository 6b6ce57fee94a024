"""Where the time of one update goes: each round trip with its time, and a profile of the Python.
`python -m benchmarks --profile`; not written into the page by itself."""

import asyncio
import itertools
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import async_sessionmaker

from benchmarks.places import databases, settle_in
from benchmarks.sampler import Sampler
from benchmarks.tables import Table
from benchmarks.updates import (
    TOKEN,
    FloorBase,
    Lane,
    PassingClock,
    feed,
    floor_dispatcher,
    make_program,
    plain_engine,
    written_updates,
)
from bot.app import Program
from db import short_cut
from handlers.telegram.hear import make_dispatcher, make_hearing_bot

WARM_UP = 40
LINES_AS_ONE = re.compile(r"\s+")


@dataclass
class Counter:
    """Round trips by what they say: how many and how many seconds."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    begun: list[float] = field(default_factory=list)

    def listen(self, program: Program) -> None:
        """Count what this program's engine does from now on."""
        engine = program.engine.sync_engine
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)
        for way in ("on_driver", "_ask_postgres"):
            setattr(short_cut, way, self._timed("(short cut)", getattr(short_cut, way)))
        for name in ("do_commit", "do_rollback", "do_ping"):
            setattr(engine.dialect, name, self._timed(name, getattr(engine.dialect, name)))

    def clear(self) -> None:
        """Forget the warm-up."""
        self.counts.clear()
        self.seconds.clear()

    def _before(self, *_: Any) -> None:
        self.begun.append(time.perf_counter())

    def _after(self, _c: Any, _cu: Any, statement: str, _p: Any, _ctx: Any, many: bool) -> None:
        self._add(_short(statement) + (" (many)" if many else ""), self.begun.pop())

    def _add(self, what: str, begun: float) -> None:
        self.counts[what] += 1
        self.seconds[what] += time.perf_counter() - begun

    def _timed(self, name: str, inner: Any) -> Any:
        def timed(*given: Any) -> Any:
            begun = time.perf_counter()
            try:
                return inner(*given)
            finally:
                self._add(f"({name})", begun)

        return timed


def _short(statement: str) -> str:
    text = LINES_AS_ONE.sub(" ", statement)
    verb = text.split(" ")[0]
    table = re.search(r"(?:INTO|FROM|UPDATE) (\w+)", text)
    joined = " + ".join(re.findall(r"JOIN (\w+)", text))
    where = re.search(r"WHERE (.*)", text)
    rest = where.group(1)[:60] if where else ""
    return f"{verb} {table.group(1) if table else ''} {joined} {rest}".strip()


async def statements(url: str, updates: int) -> list[list[str]]:
    """Round trips of one update, on a connection by itself."""
    await settle_in(url, updates + WARM_UP)
    clock = PassingClock()
    program = make_program(url, clock)
    counter = Counter()
    bot = make_hearing_bot(TOKEN, "http://127.0.0.1:1")
    lane = Lane(make_dispatcher(program.deps, program.words.say), clock.push)
    source = written_updates()
    counter.listen(program)
    await feed(bot, lane, list(itertools.islice(source, WARM_UP)), 1)
    counter.clear()
    took, _ = await feed(bot, lane, list(itertools.islice(source, updates)), 1)
    await program.close()
    rows = [
        [what, f"{n / updates:.2f}", f"{counter.seconds[what] / updates * 1000:.2f} ms"]
        for what, n in sorted(counter.counts.items(), key=lambda i: -counter.seconds[i[0]])
    ]
    trips, waited = sum(counter.counts.values()), sum(counter.seconds.values())
    rows.append(["all round trips", f"{trips / updates:.2f}", f"{waited / updates * 1000:.2f} ms"])
    rows.append(["the whole update", "1", f"{took / updates * 1000:.2f} ms"])
    return rows


async def shares(url: str, updates: int, *, floor: bool) -> str:
    """Where the time goes in Python, by package and by function with its callees."""
    clock = PassingClock()
    program = make_program(url, clock)
    bot = make_hearing_bot(TOKEN, "http://127.0.0.1:1")
    plain = plain_engine(url)
    if floor:
        async with plain.begin() as connection:
            await connection.run_sync(FloorBase.metadata.create_all)
        lane = Lane(floor_dispatcher(async_sessionmaker(plain, expire_on_commit=False)))
    else:
        lane = Lane(make_dispatcher(program.deps, program.words.say), clock.push)
    source = itertools.islice(written_updates(), 5_000, None)
    await feed(bot, lane, list(itertools.islice(source, WARM_UP)), 1)
    batch = list(itertools.islice(source, updates))
    with Sampler() as seen:
        await feed(bot, lane, batch, 1)
    await plain.dispose()
    await program.close()
    lines = [f"{cost:7.2f} ms  {name}" for name, cost in seen.by_group(updates)]
    if not floor:
        lines += ["", "with callees:"]
        lines += [f"{cost:7.2f} ms  {name}" for name, cost in seen.by_function(updates)]
    return "\n".join(lines)


def run_profile(updates: int) -> str:
    """Both databases, as text."""
    shown = []
    with databases(("postgresql", "sqlite")) as urls:
        for kind, url in urls.items():
            found = asyncio.run(statements(url, updates))
            table = Table(kind, "python -m benchmarks --profile", ("what", "times", "time"), found)
            shown.append(f"## {kind}\n\n{table.markdown()}")
            for floor in (True, False):
                text = asyncio.run(shares(url, updates, floor=floor))
                shown.append(f"### {'the floor' if floor else 'ours'}\n\n```\n{text}\n```")
    return "\n\n".join(shown)
