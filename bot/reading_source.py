"""What `jiedan understand` and `jiedan explain` read messages with: the catalogue and the compounds
of the configuration, and from its database, where there is one, what the running program has too:
the sheet an office brought, the words communities have taken in."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.catalogue_file import DEFAULT_CATALOGUE, CatalogueError, load_catalogue
from bot.cli import DEFAULT_CONFIG, complain
from bot.model_file import ModelError
from bot.telling import Source

if TYPE_CHECKING:
    from bot.settings import Settings
    from db.session import Begin

UNASKED = "note: the database cannot be asked: messages are read with the configuration alone"


def open_source(config: Path) -> Source | None:
    """What the configuration and its database say, or the usual catalogue where no configuration
    was named and none lies here. Mistakes are told, and there is nothing to read with then."""
    try:
        bare = config is DEFAULT_CONFIG and not config.exists()
        source = Source(load_catalogue()) if bare else _configured(config)
        if source is not None:
            _ = source.catalogue.learned  # read now, or a damaged one would stop the first line
        return source
    except (CatalogueError, ModelError) as error:
        complain(str(error))
        return None


def _configured(config: Path) -> Source | None:
    from bot.config_file import ConfigError, load_settings  # more than half of the start
    from bot.rules import make_organisation

    try:
        settings = load_settings(config)
    except ConfigError as error:
        complain(*error.problems)
        return None
    own = settings.community.catalogue
    path = config.parent / own if own else DEFAULT_CATALOGUE
    source = Source(load_catalogue(path), make_organisation(settings))
    return asyncio.run(_with_database(settings, source))


async def _with_database(settings: "Settings", source: Source) -> Source:
    """The same with what its database says. Nothing is written there, and no key is needed."""
    from bot.organisation import is_there
    from db.keyring import Ring
    from db.session import beginner, make_engine

    engine = make_engine(settings.database.url, Ring(), pool=1)
    try:
        if await is_there(engine):
            return await _as_running(beginner(engine), settings.community.default_lang, source)
    finally:
        await engine.dispose()
    name = engine.url.database or ""
    if engine.dialect.name != "sqlite" or await asyncio.to_thread(Path(name).exists):
        complain(UNASKED)
    return source


async def _as_running(begin: "Begin", lang: str, source: Source) -> Source:
    from db import organisation, people
    from domain.org_document import from_document
    from domain.own_categories import from_document as categories_of
    from domain.own_categories import with_own, words_by_unit

    async with begin() as work:
        kept = await organisation.document(work)
        taken_in = await people.words_taken_in(work)
    org = from_document(kept) if kept else source.org
    said = categories_of(kept) if kept else ()
    return replace(
        source,
        catalogue=with_own(source.catalogue, said, lang),
        org=org,
        taken_in=taken_in,
        of_units=words_by_unit(source.catalogue, said),
    )
