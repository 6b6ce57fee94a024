"""Handlers hear and cannot speak; and only who hears pays for aiogram."""

import subprocess
import sys
from pathlib import Path

import pytest
from aiogram import methods
from aiogram.methods import TelegramMethod

from handlers.telegram.hear import HEARING, make_hearing_bot
from tests.handlers.telegram_town import TOKEN

ROOT = Path(__file__).parents[2]
ALL = [getattr(methods, name) for name in methods.__all__]
SAYING = sorted(
    method.__name__
    for method in ALL
    if isinstance(method, type)
    and issubclass(method, TelegramMethod)
    and method is not TelegramMethod
    and method.__name__ not in HEARING
)


@pytest.fixture
async def ear(api):
    bot = make_hearing_bot(TOKEN, api.base_url)
    yield bot
    await bot.session.close()


def test_what_hearing_needs_is_little():
    assert {
        "AnswerCallbackQuery",
        "DeleteWebhook",
        "GetMe",
        "GetUpdates",
        "SetWebhook",
    } == HEARING
    assert {"SendMessage", "EditMessageText", "SendPhoto", "ForwardMessage"} <= set(SAYING)


async def test_every_other_method_is_refused(api, ear):
    for name in SAYING:
        with pytest.raises(RuntimeError, match=f"handlers only hear: {name} goes by the outbox"):
            await ear(getattr(methods, name).model_construct())
    assert api.calls == [] and len(SAYING) > 100


async def test_the_comfortable_ways_are_refused_too(api, ear):
    user = api.user(1)
    told = await api.say(user, "灯坏了")
    (update,) = await ear.get_updates()
    with pytest.raises(RuntimeError, match="SendMessage goes by the outbox"):
        await update.message.answer("好")
    with pytest.raises(RuntimeError, match="SendMessage goes by the outbox"):
        await ear.send_message(told.chat_id, "好")
    with pytest.raises(RuntimeError, match="EditMessageText goes by the outbox"):
        await ear.edit_message_text("好", chat_id=1, message_id=1)
    assert api.sent(user) == []


LIGHT = [
    "bot.cli",
    "bot.app",
    "bot.commands",
    "bot.run",
    "bot.scheduler",
    "bot.website",
    "bot.demo",
    "channels.web",
    "channels.telegram",
    "handlers.web.app",
    "workflows.hear_message, workflows.press_button, workflows.deliver_outbox",
]


@pytest.mark.parametrize("modules", LIGHT)
def test_only_who_hears_imports_aiogram(modules):
    assert "aiogram" not in imported_by(f"import {modules}")


def test_the_command_line_s_help_imports_nothing_heavy():
    found = imported_by("import bot.cli; bot.cli.parser()")
    assert not {"aiogram", "telegram", "sqlalchemy", "aiohttp", "apscheduler"} & found


SPEAKING = """
import asyncio, os
from pathlib import Path
from bot.app import build
from bot.run import run
from bot.config_file import load_settings
from db.migrate import upgrade
settings = load_settings(Path("config.example.toml"))
telegram = settings.telegram.model_copy(
    update={"enabled": True, "token": "123456:" + "a" * 35, "api_base": "http://127.0.0.1:9"}
)
web = settings.web.model_copy(update={"port": 0})
database = settings.database.model_copy(update={"url": "sqlite:///" + os.environ["FOLDER"]})
parts = {"telegram": telegram, "web": web, "database": database}
program = build(settings.model_copy(update=parts))

async def main():
    await upgrade(program.engine)
    program.stop.set()
    await run(program, frozenset({"speak", "tick", "web"}))

asyncio.run(main())
"""


def test_a_process_that_only_speaks_ticks_and_serves_never_imports_aiogram(tmp_path):
    found = imported_by(SPEAKING, FOLDER=str(tmp_path / "x.sqlite3"))
    assert {"telegram", "apscheduler", "aiohttp"} <= found and "aiogram" not in found


def imported_by(code: str, **environment: str) -> set[str]:
    """The top-level packages a fresh interpreter holds after running this."""
    tail = "\nimport sys; print(' '.join(sorted({n.partition('.')[0] for n in sys.modules})))"
    found = subprocess.run(
        [sys.executable, "-W", "error::RuntimeWarning", "-c", code + tail],
        cwd=ROOT,
        env={"PATH": "", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    return set(found.stdout.splitlines()[-1].split())
