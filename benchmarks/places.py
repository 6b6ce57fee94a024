"""Databases to measure on: those the tests use, with the sample community and its residents."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import insert

from db.models import Account, Person
from db.session import beginner, make_engine
from tests.support.databases import Postgres, sqlite_template
from tests.support.keys import ring
from tests.support.town import START, open_town

FIRST_RESIDENT = 7_000_001
"""Telegram ids count up from here."""


@contextmanager
def databases(kinds: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """URLs of fresh, migrated databases by kind: `sqlite` (a file, WAL), `postgresql`."""
    folder = Path(tempfile.mkdtemp(prefix="jiedan-bench-"))
    server = None
    urls: dict[str, str] = {}
    try:
        if "sqlite" in kinds:
            urls["sqlite"] = f"sqlite:///{sqlite_template(folder)}"
        if "postgresql" in kinds:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                server = Postgres.start(folder / "pg", careful=True)
            urls["postgresql"] = server.url(server.lend())
        yield urls
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


async def settle_in(url: str, residents: int) -> None:
    """The sample community with its staff, and residents of whom every other one is known."""
    town = await open_town(url)
    await town.close()
    engine = make_engine(url, ring())
    async with beginner(engine)() as work:
        known = range(FIRST_RESIDENT, FIRST_RESIDENT + residents, 2)
        people = [
            {"id": i, "name": "居民", "lang": "zh", "on_duty": True, "created_at": START}
            for i in known
        ]
        accounts = [
            {
                "person_id": i,
                "channel": "telegram",
                "sender": str(i),
                "chat": str(i),
                "reachable": True,
            }
            for i in known
        ]
        if people:
            await work.execute(insert(Person), people)
            await work.execute(insert(Account), accounts)
        await work.commit()
    await engine.dispose()
