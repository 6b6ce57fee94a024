"""Random histories of a ticket, each in a town of its own. On one database: what is random there
is what people do."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

from tests.support.town import Town, open_town

MANY = 20
_SLOW = [HealthCheck.too_slow]

Live = Callable[[Town, list[str]], Awaitable[None]]


def live_through(
    sqlite_file: Path,
    folder: Path,
    beginnings: SearchStrategy[tuple[str, ...]],
    steps: SearchStrategy[list[str]],
    live: Live,
) -> int:
    """Live through MANY histories, at least; returns how many steps were taken in all. `live`
    raises at the first thing that is not as it must be."""
    lengths: list[int] = []

    @settings(max_examples=MANY, deadline=None, suppress_health_check=_SLOW)
    @given(beginnings, steps)
    def histories(beginning, further):
        target = folder / f"town-{len(lengths)}.sqlite3"
        shutil.copy(sqlite_file, target)
        lengths.append(len(beginning) + len(further))
        asyncio.run(_in_a_town(f"sqlite:///{target}", live, [*beginning, *further]))

    histories()
    return sum(lengths)


async def _in_a_town(url: str, live: Live, steps: list[str]) -> None:
    town = await open_town(url)
    try:
        await live(town, steps)
    finally:
        await town.close()
