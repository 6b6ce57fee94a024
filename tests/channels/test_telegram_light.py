"""What a process that speaks, ticks and serves the web carries about: python-telegram-bot without
its passports, httpx without its command line, and nothing of aiogram."""

import subprocess
import sys

import pytest

from tests.support.town import EXAMPLE

ROOT = EXAMPLE.parent
HEAVY = {"aiogram", "alembic", "click", "numpy", "openpyxl", "pygments", "rich"}


def words_of(code: str) -> list[str]:
    """What a fresh process prints."""
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return found.stdout.split()


@pytest.mark.parametrize(
    "parts", ["channels.telegram", "channels.pacer", "bot.run, bot.scheduler, handlers.web"]
)
def test_what_does_not_hear_is_light(parts):
    names = words_of(f"import sys, {parts}; print(*sys.modules)")
    loaded = {name.partition(".")[0] for name in names}
    assert not loaded & HEAVY
    assert {"bot", "channels", "handlers"} & loaded


SPEAKS = {"aiohttp", "apscheduler", "rapidfuzz", "bot.rounds", "bot.office_commands"}


def test_who_only_speaks_does_without_what_the_others_need():
    names = words_of("import sys, bot.commands, bot.run, channels.telegram; print(*sys.modules)")
    assert not set(names) & SPEAKS
    assert {"telegram.ext", "workflows.deliver_outbox"} <= set(names)


def test_what_seals_the_database_does_not_bring_the_passports_back():
    code = (
        "import db.keyring, channels.telegram\n"
        "from telegram._passport.credentials import CRYPTO_INSTALLED\n"
        "import cryptography.hazmat.primitives.serialization, apscheduler\n"
        "print(CRYPTO_INSTALLED)\n"
    )
    assert words_of(code) == ["False"]


def test_the_library_does_without_what_is_hidden_and_nothing_stays_hidden():
    code = (
        "import sys\n"
        "from channels.light import lightly\n"
        "with lightly():\n"
        "    import telegram.ext\n"
        "from telegram._passport.credentials import CRYPTO_INSTALLED\n"
        "print(CRYPTO_INSTALLED, 'cryptography' in sys.modules, 'httpx._main' in sys.modules)\n"
    )
    assert words_of(code) == ["False", "False", "False"]


def test_what_was_imported_before_stays():
    code = (
        "import sys, types\n"
        "mine = sys.modules['cryptography'] = types.ModuleType('cryptography')\n"
        "from channels.light import lightly\n"
        "with lightly():\n"
        "    print(sys.modules['cryptography'] is mine, sys.modules['httpx._main'])\n"
        "print(sys.modules['cryptography'] is mine, 'httpx._main' in sys.modules)\n"
    )
    assert words_of(code) == ["True", "None", "True", "False"]
