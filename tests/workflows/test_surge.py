"""Surge mode among several processes: each knows it at once, and its end is told by one of them."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.time_settings import SeasonRow
from tests.scenarios.staging import DOOR, at
from tests.support.town import beside, open_town
from workflows.surge import check_place, end_due, switch_off, switch_on

FLOOD = SeasonRow.model_validate({"name": "防汛", "by_hand": True, "around_the_clock": ["L3"]})
HEATING = SeasonRow.model_validate({"name": "供暖季", "from": "11-15", "until": "03-15"})


@pytest.fixture
async def town_with(database_url):
    """Opens the town with some seasons."""
    opened = []

    async def open_it(*seasons):
        opened.append(await open_town(database_url, at=at(18, "22:30"), seasons=seasons))
        return opened[-1]

    yield open_it
    for town in opened:
        await town.close()


async def on(deps, unit="yongan", hours=1):
    async with deps.begin() as work:
        await switch_on(work, deps, check_place(deps, unit, "防汛"), hours, None)
        await work.commit()


async def told(town, key):
    return [row.chat for row in await town.outbox() if row.parts[0][0] == key]


async def test_its_end_is_told_once_by_whoever_comes_first(town_with):
    town = await town_with(FLOOD)
    other = beside(town)
    await on(town.deps)
    assert len(await told(town, "surge-begins")) == 6  # all of the community, not the street
    assert await end_due(other.deps) == 0
    town.clock.move_to(town.clock.now() + timedelta(hours=1))
    await asyncio.gather(*(end_due(one.deps) for one in (town.program, other, town.program)))
    ended = await told(town, "surge-ended")
    assert sorted(ended) == sorted(await told(town, "surge-begins"))
    assert await end_due(other.deps) == 0
    await other.close()


async def test_one_that_goes_on_longer_does_not_end(town_with):
    town = await town_with(FLOOD)
    await on(town.deps)
    await on(town.deps, hours=3)
    town.clock.move_to(town.clock.now() + timedelta(hours=2))
    assert await end_due(town.deps) == 0
    assert await told(town, "surge-ended") == []


async def test_a_surge_of_the_street_is_one_of_its_communities(town_with):
    town = await town_with(FLOOD)
    other = beside(town)
    resident = await town.resident()
    await resident.says(DOOR)
    assert (await town.ticket()).policy["accept"] == "2wh"
    await on(other.deps, "jianzhong")
    await resident.says("6号楼3单元的门坏了，关不上")
    assert (await town.ticket()).policy["accept"] == "2h"
    async with other.deps.begin() as work:
        assert await switch_off(
            work, other.deps, check_place(other.deps, "jianzhong", "防汛"), None
        )
        await work.commit()
    await resident.says("8号楼1单元的门坏了，关不上")
    assert (await town.ticket()).policy["accept"] == "2wh"
    await other.close()


@pytest.mark.parametrize(("season", "reads"), [(FLOOD, 1), (HEATING, 0)])
async def test_it_is_read_once_and_only_where_a_season_is_switched_by_hand(
    town_with, season, reads
):
    town = await town_with(season)
    resident = await town.resident()
    seen = []

    def look(_connection, _cursor, statement, parameters, *_more):
        if "fact" in statement and "surge:" in str(parameters):
            seen.append(statement)

    event.listen(town.program.engine.sync_engine, "before_cursor_execute", look)
    await resident.says("3号楼2单元门坏了关不上。还有地下车库的灯不亮了")
    assert len(await town.tickets()) == 2
    assert len(seen) == reads
