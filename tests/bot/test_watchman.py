"""Whoever runs notices that the clocks have stopped, also where nothing ticks any more."""

import asyncio

import pytest

from bot import supervise, watchman
from bot.app import build
from bot.config_file import load_settings
from bot.keys import take_up
from bot.run import PARTS, run
from db.models import GroupPurpose
from tests.scenarios.staging import NOISE, heard
from tests.support.town import EXAMPLE
from workflows.audit import AUDIT, TICK, beat

PATIENCE = 20


async def test_a_process_beside_the_dead_one_tells_the_operators_once(town, monkeypatch):
    monkeypatch.setattr(watchman, "WATCH_SECONDS", 0.01)
    await town.group("ops", "erqi", GroupPurpose.OPS)
    await (await town.resident()).says(NOISE)
    for name in (TICK, AUDIT):
        await beat(town.deps, name)
    stop = asyncio.Event()
    watching = [
        supervise.start("watch", watchman.keep_watch(town.deps, stop)) for _process in range(2)
    ]
    await asyncio.sleep(0.1)
    await town.settle()
    assert await heard(town.ops, "停了") == []
    town.clock.move_to(town.clock.now().replace(minute=3))
    async with asyncio.timeout(PATIENCE):
        while not await heard(town.ops, "时钟停了"):
            await asyncio.sleep(0.02)
            await town.settle()
    await asyncio.sleep(0.1)
    stop.set()
    await asyncio.gather(*watching)
    await town.settle()
    assert len(await heard(town.ops, "时钟停了")) == len(await heard(town.ops, "自查停了")) == 1


@pytest.mark.parametrize("part", PARTS)
async def test_every_process_watches_whatever_its_part(part, database_url):
    settings = load_settings(EXAMPLE)
    database = settings.database.model_copy(update={"url": database_url})
    web = settings.web.model_copy(update={"port": 0})
    program = build(settings.model_copy(update={"database": database, "web": web}))
    await take_up(program.deps.begin, program.keys)
    running = supervise.start("run", run(program, frozenset({part})))
    async with asyncio.timeout(PATIENCE):
        while "watch" not in {task.get_name() for task in asyncio.all_tasks()}:
            assert not running.done()
            await asyncio.sleep(0.01)
        program.stop.set()
        await running
