"""Shared by the twin's own tests: a twin, a resident, and both libraries talking to it."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram.ext import ExtBot

from tests.support.bot_api import BotApi, Person


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        yield api


@pytest.fixture
def resident(api: BotApi) -> Person:
    return api.user(7, "王芳")


@pytest.fixture
async def speaker(api: BotApi) -> AsyncIterator[ExtBot[None]]:
    base = api.base_url
    async with ExtBot(api.token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot") as bot:
        yield bot


@pytest.fixture
async def ear(api: BotApi) -> AsyncIterator[Bot]:
    async with Bot(api.token, AiohttpSession(api=TelegramAPIServer.from_base(api.base_url))) as bot:
        yield bot
