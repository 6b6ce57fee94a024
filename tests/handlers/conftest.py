"""A Bot API server and a town on Telegram for each test."""

import shutil

import pytest

from tests.handlers.telegram_town import LAMP, TOKEN, TelegramTown, open_telegram_town
from tests.support.bot_api import BotApi


@pytest.fixture
async def api():
    async with BotApi(TOKEN) as api:
        yield api


@pytest.fixture(autouse=True)
def no_token_outside(monkeypatch):
    monkeypatch.delenv("JIEDAN_TELEGRAM_TOKEN", raising=False)


@pytest.fixture(params=["polling", "webhook"])
async def town(request, api, database_url) -> TelegramTown:
    """On both databases and by both ways in."""
    town = await open_telegram_town(api, database_url, request.param)
    yield town
    await town.close()


@pytest.fixture
def sqlite_url(sqlite_file, tmp_path):
    shutil.copy(sqlite_file, tmp_path / "town.sqlite3")
    return f"sqlite:///{tmp_path / 'town.sqlite3'}"


@pytest.fixture
async def polled(api, sqlite_url) -> TelegramTown:
    """By polling, on SQLite: for what neither the way in nor the database changes."""
    town = await open_telegram_town(api, sqlite_url, "polling")
    yield town
    await town.close()


@pytest.fixture(params=["polling", "webhook"])
async def both_ways(request, api, sqlite_url) -> TelegramTown:
    """By both ways in, on SQLite."""
    town = await open_telegram_town(api, sqlite_url, request.param)
    yield town
    await town.close()


@pytest.fixture
async def scene(polled) -> TelegramTown:
    """A resident with one ticket, the worker it waits for, and somebody else."""
    polled.worker = await polled.property_worker()
    polled.one, polled.other = polled.resident(), polled.resident("李明")
    await polled.one.says(LAMP)
    await polled.other.says("/start")
    return polled
