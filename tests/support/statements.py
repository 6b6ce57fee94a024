"""Statements compiled once for all towns of a process. Each town has an engine of its own, and
SQLAlchemy would compile the same few hundred statements for every one of them: a fifth of the time
the tests take, and what it keeps of them grew to a gigabyte."""

from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncEngine

from db.sealed import give_keys, keys_of
from tests.support.keys import KEY

_first: dict[str, Engine] = {}


def share_statements(engine: AsyncEngine) -> None:
    """Let a new engine use what the first one to that kind of database has compiled. One that seals
    with other keys than all tests do stays by itself: the dialect holds them."""
    mine = engine.sync_engine
    keys = keys_of(mine.dialect)
    if list(keys) != [KEY.id]:
        return
    first = _first.setdefault(mine.dialect.name, mine)
    if first is not mine:
        mine.dialect = mine.pool._dialect = first.dialect
        mine._compiled_cache = first._compiled_cache
        give_keys(first.dialect, keys)
