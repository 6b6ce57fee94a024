"""A beginning that many tests share is lived once on each kind of database; every test then gets a
copy of it, which costs a hundredth. Whoever opens the copy is a new process, as after a restart."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from tests.support.town import Town, open_town, reopen_town

Begin = Callable[[Town], Awaitable[object]]

_TABLES = """
select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace
    and c.relkind = 'r' and c.relname <> 'alembic_version' order by c.relname
"""
_SEQUENCES = "select sequencename, last_value from pg_sequences where schemaname = 'public'"


@dataclass(frozen=True)
class Picture:
    """All that stands in a database: the file itself, or the rows of each table and how far each
    sequence has counted."""

    file: bytes = b""
    rows: Mapping[str, bytes] = field(default_factory=dict)
    counted: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True)
class Beginning:
    """How it ends: the database, the time, and who is there (a chat's person; None: a group)."""

    picture: Picture
    at: datetime
    people: Mapping[str, int | None]


_lived: dict[tuple[str, Begin], Beginning] = {}


async def begun(database_url: str, begin: Begin) -> Town:
    """A town at the end of this beginning, on this empty database."""
    kind = make_url(database_url).get_backend_name(), begin
    if kind not in _lived:
        _lived[kind] = await _live(database_url, begin)
    else:
        _put_back(database_url, _lived[kind].picture)
    found = _lived[kind]
    return await reopen_town(database_url, found.at, found.people)


async def _live(database_url: str, begin: Begin) -> Beginning:
    town = await open_town(database_url)
    await begin(town)
    people = {chat: actor.person_id for chat, actor in town.people.items()}
    await town.close()
    return Beginning(_picture(database_url), town.clock.now(), people)


def _picture(url: str) -> Picture:
    if (file := _file(url)) is not None:
        return Picture(file=file.read_bytes())  # the last to leave has put the WAL into it
    with psycopg.connect(url) as connection:
        cursor = connection.cursor()
        rows: dict[str, bytes] = {}
        for (name,) in cursor.execute(_TABLES).fetchall():
            with cursor.copy(_copy(name, "to stdout")) as out:
                rows[name] = b"".join(out)
        counted = cursor.execute(_SEQUENCES).fetchall()
    bare = min(map(len, rows.values()))
    full = {name: content for name, content in rows.items() if len(content) > bare}
    return Picture(rows=full, counted=[(name, at) for name, at in counted if at is not None])


def _put_back(url: str, picture: Picture) -> None:
    if (file := _file(url)) is not None:
        file.write_bytes(picture.file)
        return
    with psycopg.connect(url) as connection:
        cursor = connection.cursor()
        cursor.execute("set local session_replication_role = replica")  # whatever refers to what
        for name, content in picture.rows.items():
            with cursor.copy(_copy(name, "from stdin")) as into:
                into.write(content)
        for name, at in picture.counted:
            cursor.execute("select setval(%s::regclass, %s)", [f'"{name}"', at])


def _copy(name: str, way: str) -> sql.Composed:
    return sql.SQL("copy {} {} (format binary)").format(sql.Identifier(name), sql.SQL(way))


def _file(url: str) -> Path | None:
    address: Any = make_url(url)
    return Path(address.database) if address.get_backend_name() == "sqlite" else None
