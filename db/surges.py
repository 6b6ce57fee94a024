"""The rows of the surge mode (应急): a fact per unit, with the seasons that are switched on there,
until when, since when and by whom. A season that has ended stands there until that was told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from db.models import Fact
from db.session import Work, insert_unless_there
from domain.season import Surge

PREFIX = "surge:"
AFTER = "surge;"
"""The text that follows every name with that beginning."""


_KEPT = select(Fact.name, Fact.value).where(Fact.name > PREFIX, Fact.name < AFTER)
"""Made once: every tick asks."""


@dataclass(frozen=True, slots=True)
class Switched:
    """A season as it was switched on: by a person, or (None) at the command line."""

    since: datetime
    until: datetime
    by: int | None

    def to_json(self) -> dict[str, Any]:
        """The form in which it is kept."""
        since, until = self.since.isoformat(), self.until.isoformat()
        return {"since": since, "until": until, "by": self.by}


async def surges(work: Work) -> tuple[Surge, ...]:
    """All that are kept, those that have ended included. One statement."""
    rows = await work.execute(_KEPT)
    return tuple(one for name, value in rows for one in _read(name, value))


def _read(name: str, value: dict[str, Any]) -> Iterator[Surge]:
    for season, kept in value.items():
        yield Surge(name.removeprefix(PREFIX), season, datetime.fromisoformat(kept["until"]))


async def next_end(work: Work) -> datetime | None:
    """When the next of them ends, or ended and was not told of."""
    return min((one.until for one in await surges(work)), default=None)


async def put(work: Work, unit: str, season: str, switched: Switched) -> None:
    """Write down that a season is on for a unit, instead of what stood there before."""
    row = await _lock(work, unit)
    row.value = row.value | {season: switched.to_json()}


async def take(work: Work, unit: str, season: str, ended_by: datetime | None = None) -> bool:
    """A season is on no more; with `ended_by` only if its end has come by that moment. Returns
    whether it stood there: of several who do so one is told that it did."""
    row = await _lock(work, unit)
    kept = row.value.get(season)
    if kept is None or (ended_by and datetime.fromisoformat(kept["until"]) > ended_by):
        return False
    row.value = {name: other for name, other in row.value.items() if name != season}
    return True


async def _lock(work: Work, unit: str) -> Fact:
    name = PREFIX + unit
    await insert_unless_there(work, Fact, name=name, value={})
    found = await work.scalars(
        select(Fact)
        .where(Fact.name == name)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.one()
