"""The channels of a real program, with Telegram on, against the local Bot API server."""

import shutil

import pytest

from tests.handlers.telegram_town import TOKEN, open_telegram_town
from tests.support.bot_api import BotApi


@pytest.fixture
async def api():
    async with BotApi(TOKEN) as api:
        yield api


@pytest.fixture
async def program(api, sqlite_file, tmp_path, monkeypatch):
    monkeypatch.delenv("JIEDAN_TELEGRAM_TOKEN", raising=False)
    shutil.copy(sqlite_file, tmp_path / "town.sqlite3")
    town = await open_telegram_town(api, f"sqlite:///{tmp_path / 'town.sqlite3'}", "polling")
    yield town.program
    await town.close()
