"""What the shape of the configuration cannot tell about compounds and grids: within a community
each name, and each building, must be of one of them alone, or who means it could never say so. Two
communities may well have a 和平小区 each: whose home is known is understood, others are asked."""

from collections.abc import Iterator
from typing import Any

from bot.settings import CompoundRow, Settings
from domain.place import read_one_building
from domain.text import normalise

Problem = tuple[tuple[Any, ...], str]


def compound_problems(settings: Settings) -> Iterator[Problem]:
    """Names and aliases by which residents may call another compound of the community as well."""
    owners: dict[tuple[str, str], str] = {}
    for n, row in enumerate(settings.compounds):
        for key, name in _names(row):
            owner = owners.setdefault((row.community, normalise(name)), row.code)
            if name and owner != row.code:
                says = f"{owner} is called so too; allowed: a name that only one compound here has"
                yield ("compounds", n, *key), says


def _names(row: CompoundRow) -> Iterator[tuple[tuple[Any, ...], str]]:
    yield ("name",), row.name
    for number, alias in enumerate(row.aliases):
        yield ("aliases", number), alias


def grid_problems(settings: Settings) -> Iterator[Problem]:
    """Buildings that stand in two grids of their compound, 3 and 3号楼 being one."""
    owners: dict[tuple[str, str], str] = {}
    for n, row in enumerate(settings.grids):
        for number, building in enumerate(row.buildings):
            place = (row.compound, read_one_building(building) or building)
            owner = owners.setdefault(place, row.code)
            if owner != row.code:
                says = f"the grid {owner} has this building already; allowed: each in one grid"
                yield ("grids", n, "buildings", number), says
