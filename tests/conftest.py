"""What every test may use: both databases, and a town of people around a running program."""

import gc
import os
import shutil
import tempfile
import warnings
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("PTB_TIMEDELTA", "1")  # python-telegram-bot warns otherwise; see TRAPS

import tests.support.keys  # noqa: F401  every database of a test is sealed under its key
from tests.support.beginnings import begun as open_begun
from tests.support.databases import Postgres, sqlite_template
from tests.support.town import Town, open_town


def pytest_collection_finish():
    """Thousands of tests are there to stay: whoever looks for garbage need not look at them each
    time, nor as often as for a program that runs for weeks."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


settings.register_profile("house", deadline=None)  # no test fails for being slow
settings.load_profile("house")


@pytest.fixture(scope="session")
def postgres():
    """A real PostgreSQL from a package, on a unix socket; every test gets a database of its own."""
    folder = Path(tempfile.mkdtemp(prefix="jiedan-pg-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = Postgres.start(folder)
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory):
    """A migrated, empty SQLite file, to be copied."""
    return sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """The URL of a fresh, migrated database; every test that asks for it runs on both."""
    if request.param == "sqlite":
        target = tmp_path / "town.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_file"), target)
        yield f"sqlite:///{target}"
        return
    server = request.getfixturevalue("postgres")
    name = server.lend()
    yield server.url(name)
    server.take_back(name)


@pytest.fixture
async def town(database_url) -> Town:
    """The sample community with its people, at nine on a working Wednesday morning."""
    town = await open_town(database_url)
    yield town
    await town.close()


@pytest.fixture
async def begun(database_url):
    """Opens a town at the end of a beginning that several tests share (a function of the town)."""
    opened = []

    async def open_at_its_end(begin):
        opened.append(await open_begun(database_url, begin))
        return opened[-1]

    yield open_at_its_end
    for town in opened:
        await town.close()
