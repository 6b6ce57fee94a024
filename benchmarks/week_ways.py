"""`python -m benchmarks.week_ways ours|plain URL`: the week of a district once, in this process;
prints what it took as JSON."""

import asyncio
import json
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from benchmarks.week import COMMUNITIES, WEEK
from bot.app import Program, build
from bot.config_file import load_settings
from bot.run import leave_alone_what_stays
from db.models import Event, Ticket
from db.session import beginner, make_engine
from domain.org import Organisation, Unit, UnitKind
from tests.support.keys import ring
from tests.support.town import EXAMPLE, ZONE, FrozenClock
from workflows.send_week import draft_now, parts_as_sent

IN_A_STREET = 18


def district() -> Organisation:
    """A district of so many communities."""
    units = [Unit("d", "二七区", UnitKind.DISTRICT, None)]
    for number in range(COMMUNITIES):
        street = f"s{number // IN_A_STREET}"
        if number % IN_A_STREET == 0:
            units.append(Unit(street, f"{street}街道", UnitKind.STREET, "d"))
        units.append(Unit(f"c{number}", f"第{number}社区", UnitKind.COMMUNITY, street))
    return Organisation(tuple(units), (), ())


def program_at(url: str) -> Program:
    """The program over that database, with that district."""
    settings = load_settings(EXAMPLE)
    database = settings.database.model_copy(update={"url": url})
    clock = FrozenClock()
    clock.move_to(WEEK.bounds(ZONE)[1])  # the week is over
    program = build(settings.model_copy(update={"database": database}), clock=clock, speaks=False)
    program.deps.rules.become(replace(program.deps.rules, org=district()))
    return program


async def ours(url: str) -> dict[str, float]:
    """Text, picture and sheet; the libraries they need are loaded in it."""
    program = program_at(url)
    await _connect(program)
    leave_alone_what_stays()  # as a program that runs does
    marks, worked = [time.perf_counter()], time.process_time()
    async with program.deps.begin() as work:
        row = await draft_now(work, program.deps, WEEK, "d")
    program.words.render("zh", parts_as_sent(row))
    marks.append(time.perf_counter())
    from bot.week_files import drawn, words_of

    words = words_of(program, row, "zh")
    if words is None or drawn(words) is None:
        raise RuntimeError("no picture")
    marks.append(time.perf_counter())
    rows = await _sheet(program)
    marks.append(time.perf_counter())
    worked = time.process_time() - worked
    await program.close()
    text, picture, sheet = (after - before for before, after in zip(marks, marks[1:], strict=False))
    figures = (row.picture or {})["figures"]
    counts = {"received": figures["received"], "contacted": figures["contacted"][0], "rows": rows}
    return {"text": text, "picture": picture, "sheet": sheet, "processor": worked} | counts


async def _connect(program: Program) -> None:
    async with program.deps.begin() as work:
        await work.execute(select(1))


async def _sheet(program: Program) -> int:
    from bot import week_sheet

    reading = week_sheet.reading_of(program, "d", WEEK)
    found = await week_sheet.behind(reading, "d", WEEK, None)
    with tempfile.TemporaryDirectory() as folder:
        await week_sheet.write(reading, found, Path(folder))
    return len(found.tickets) + len(found.answers)


async def plain(url: str) -> dict[str, float]:
    """The same numbers as somebody would write them first: all tickets and answers as objects, some
    thousand at a time, counted in Python."""
    engine = make_engine(url, ring())
    start, end = WEEK.bounds(ZONE)
    begun = time.perf_counter()
    received = closed = still_open = asked = contacted = solved = answered = satisfied = 0
    async with beginner(engine)() as work:
        tickets, events = (select(one).execution_options(yield_per=5000) for one in (Ticket, Event))
        async for one in await work.stream_scalars(tickets):
            received += start <= one.opened_at < end
            closed += one.closed_at is not None and start <= one.closed_at < end
            still_open += one.opened_at < end and (one.closed_at is None or one.closed_at >= end)
            due = start <= one.contact_due < end
            if due or (one.contacted_at is not None and start <= one.contacted_at < end):
                asked += 1
                at = one.contacted_at
                contacted += at is not None and at <= one.contact_due and at < end
        async for event in await work.stream_scalars(events):
            if start <= event.at < end:
                solved += event.kind == "solved"
                answered += event.kind in ("solved", "unsolved")
                satisfied += event.kind == "rate" and event.values["answer"] == "good"
    taken = time.perf_counter() - begun
    await engine.dispose()
    return {"seconds": taken, "received": received, "contacted": contacted}


if __name__ == "__main__":
    found = asyncio.run({"ours": ours, "plain": plain}[sys.argv[1]](sys.argv[2]))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps(found | {"memory": most / 1024}))
