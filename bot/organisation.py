"""Where the organisation comes from: the configuration, until an office brings its sheet or changes
something in the chat; from then on the database alone (docs/adr/0016)."""

import asyncio
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from bot import supervise
from bot.rules import make_organisation, with_categories, with_organisation
from bot.settings import Settings
from db import organisation
from db.migrate import is_current
from db.people import roster_of
from domain.org_document import from_document, is_same
from domain.own_categories import from_document as categories_of
from domain.own_hours import from_document as hours_of
from workflows.deps import Deps, Rules

TOLD_TWICE = (
    "[[units]], [[compounds]] and [[grids]] count no more, as a sheet was imported or something "
    "was changed in the chat, and say something else: remove them"
)

LOOK_SECONDS = 2.0
"""How often a process looks whether the organisation is another one, if nothing else does."""


def take_over(rules: Rules, settings: Settings, document: Mapping[str, Any]) -> None:
    """Let the rules of a running process be those of another organisation."""
    with_hours = replace(rules, own_hours=hours_of(document))
    made = with_organisation(with_hours, settings, from_document(document))
    rules.become(with_categories(made, categories_of(document)))


async def keep_looking(deps: Deps, stop: asyncio.Event) -> None:
    """See to it that a process that hears nothing and ticks nothing follows as well."""

    async def look() -> None:
        async with deps.begin() as work:
            await roster_of(work)
        await supervise.wait(stop, LOOK_SECONDS)

    await supervise.keep_going("organisation", look, stop)


async def is_told_twice(settings: Settings, deps: Deps, engine: AsyncEngine) -> bool:
    """Whether the configuration says something else than the organisation that is kept. A database
    that is not there yet keeps none."""
    if not settings.units or not await is_there(engine):
        return False
    async with deps.begin() as work:
        kept = await organisation.document(work)
    if kept is None:
        return False
    kept = {**kept, "units": [unit for unit in kept["units"] if not unit["closed"]]}
    return not is_same(make_organisation(settings), from_document(kept))


async def is_there(engine: AsyncEngine) -> bool:
    """Whether the database can be asked. Asking SQLite would make an empty file of one that is not
    there."""
    name = engine.url.database or ""
    if engine.dialect.name == "sqlite" and not await asyncio.to_thread(os.path.exists, name):
        return False
    try:
        return await is_current(engine)
    except Exception:  # each driver has its own; `check-config` needs no database
        return False
