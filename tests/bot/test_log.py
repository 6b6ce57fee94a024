"""What is written down: one record is one line, and no secret is in it. The last tests run the
program itself, as an operator does, and search everything it wrote."""

import asyncio
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest
from aiohttp import ClientSession, CookieJar, web
from hypothesis import given
from hypothesis import strategies as st

from bot import log
from bot.log import OneLine, keep_secret, veiled
from bot.settings import TOKEN_ENVIRONMENT
from tests.support.town import EXAMPLE

ROOT = EXAMPLE.parent
TOKEN = "7654321:" + "HushHushTokenOfThirtyFiveLetters000"
SECRET = "hush-hush-secret-of-the-webhook"
PASSWORD = "hush/word@db"
WORDS = "3号楼2单元501王秀兰家的灯坏了"
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(log, "_secrets", set())


def written(message: str, *values, error: BaseException | None = None) -> str:
    about = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("bot", logging.ERROR, "", 0, message, values, about)
    return OneLine(FORMAT).format(record)


@given(st.text(st.characters()))
def test_a_record_is_one_line_whatever_stands_in_it(text):
    found = written("a name: %s", text)
    assert len(found.splitlines()) == 1
    assert "\x1b" not in found and "\u202e" not in found


def test_a_line_that_looks_like_a_record_cannot_be_slipped_in():
    forged = "x\n2026-11-18 09:00:00,000 ERROR bot: all is lost\r\x1b[2J"
    assert written("name %s", forged).count("\n") == 0
    try:
        raise ValueError(forged)
    except ValueError as error:
        found = written("failed", error=error)
    assert not any(re.match(r"\d{4}-", line) for line in found.splitlines()[1:])
    assert "\x1b" not in found and "\r" not in found
    assert "ValueError: x" in found  # and yet it can be read


def test_a_bots_token_and_a_password_are_veiled_wherever_they_stand():
    for text in (
        f"POST http://api/bot{TOKEN}/getUpdates",
        f"http://api/bot{TOKEN.replace(':', '%3A')}/getMe",
        "postgresql+asyncpg://jiedan:hushhush@db.example/jiedan",
        "postgresql://:hushhush@db.example/jiedan",
    ):
        found = veiled(text)
        assert "hush" not in found.lower() and log.VEIL in found
    plain = "2026-11-18 09:00:00 at http://127.0.0.1:8600/demo, ticket 1118-37, 12:30"
    assert veiled(plain) == plain


def test_what_the_configuration_keeps_secret_is_veiled_in_tracebacks_too():
    keep_secret(SECRET, None, "", "db")
    try:
        raise RuntimeError(f"refused: {SECRET}")
    except RuntimeError as error:
        found = written("it failed", error=error)
    assert SECRET not in found and "refused: ***" in found
    assert veiled("db and the rest") == "db and the rest"  # too short to be a secret


def test_rows_that_postgresql_shows_are_veiled():
    shown = f"duplicate key\nDETAIL:  Key (name)=({WORDS}) already exists."
    assert "王秀兰" not in veiled(shown) and "duplicate key" in veiled(shown)
    shown = f"invalid input for query argument $3: '{WORDS}' (value too long)"
    assert "王秀兰" not in veiled(shown)


# ---- the program itself


class Running:
    """`jiedan run`, writing down as much as it can."""

    def __init__(self, folder, changes: dict[str, str], **environment: str) -> None:
        text = EXAMPLE.read_text(encoding="utf-8")
        for before, after in changes.items():
            assert before in text
            text = text.replace(before, after, 1)
        self.config, self.log = folder / "config.toml", folder / "log"
        self.config.write_text(text, encoding="utf-8")
        kept = {k: v for k, v in os.environ.items() if not k.startswith("JIEDAN")}
        self.environment = kept | {"JIEDAN_LOG": "DEBUG"} | environment

    def runs(self, *command: str) -> tuple[int, str]:
        done = subprocess.run(
            self._command(*command),
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return done.returncode, done.stdout + done.stderr

    def __enter__(self) -> "Running":
        with self.log.open("wb") as file:
            self.process = subprocess.Popen(
                self._command("run"), cwd=ROOT, env=self.environment, stdout=file, stderr=file
            )
        return self

    def __exit__(self, *_) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            assert self.process.wait(timeout=30) == 0, self.text
        finally:
            self.process.kill()
            self.process.wait()

    def _command(self, *command: str) -> list[str]:
        return [sys.executable, "-m", "bot", "--config", str(self.config), *command]

    @property
    def text(self) -> str:
        return self.log.read_text(encoding="utf-8")

    async def wrote(self, *words: str) -> None:
        end = time.monotonic() + 60
        while not all(one in self.text for one in words):
            assert self.process.poll() is None and time.monotonic() < end, self.text
            await asyncio.sleep(0.05)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


async def refusing_api() -> tuple[web.AppRunner, str]:
    """A Bot API server that knows no token, and says so with it, as proxies do."""

    async def refuse(request: web.Request) -> web.Response:
        said = {"ok": False, "error_code": 401, "description": f"Unauthorized: {request.path}"}
        return web.json_response(said, status=401)

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", refuse)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_no_secret_and_no_word_of_a_resident_is_ever_written_down(tmp_path, mode):
    api, base = await refusing_api()
    hook, port = free_port(), free_port()
    dead = f"http://127.0.0.1:{free_port()}"
    from_environment = mode == "polling"
    changes = {
        "sqlite:///jiedan.sqlite3": f"sqlite:///{tmp_path / 'town.sqlite3'}",
        "port = 8600": f"port = {port}",
        "enabled = false": "enabled = true",
        'token = ""': f'token = "{"" if from_environment else TOKEN}"',
        "https://api.telegram.org": base if from_environment else dead,
        'mode = "polling"': f'mode = "{mode}"',
        'webhook_url = ""': f'webhook_url = "http://127.0.0.1:{hook}/hear"',
        'webhook_secret = ""': f'webhook_secret = "{SECRET}"',
        "webhook_port = 8602": f"webhook_port = {hook}",
    }
    environment = {TOKEN_ENVIRONMENT: TOKEN} if from_environment else {}
    program = Running(tmp_path, changes, **environment)
    assert program.runs("migrate")[0] == 0
    code, said = program.runs("invite", "--unit", "yongan", "--role", "secretary")
    invite = re.search(r"code: (\w+)", said)[1]
    assert code == 0
    with program:
        what = "polling failed" if mode == "polling" else "announcing the webhook failed"
        await program.wrote("running:", what, "cannot be reached yet" if mode == "webhook" else "")
        cookie = await talk(f"http://127.0.0.1:{port}", invite)
        if mode == "webhook":
            await forge(f"http://127.0.0.1:{hook}/hear")
            await program.wrote("cannot be read")
    await api.cleanup()
    secrets = (TOKEN, TOKEN.partition(":")[2], SECRET, cookie, invite, WORDS, "王秀兰", "zzzwrong")
    assert [one for one in secrets if one in program.text] == []
    assert "running:" in program.text


async def talk(url: str, invite: str) -> str:
    """A browser that writes, joins, guesses and breaks; returns its cookie."""
    async with ClientSession(url, cookie_jar=CookieJar(unsafe=True)) as http:
        await http.get("/")
        (cookie,) = [one.value for one in http.cookie_jar]
        for n, text in enumerate((WORDS, "/start zzzwrong", f"/start {invite}", "/my")):
            body = {"text": text, "client_id": f"client-{n:04}"}
            answer = await http.post("/api/messages", json=body, headers={"X-Jiedan": "1"})
            assert answer.status == 200
        bad = {"press": f"accept:1:{invite}", "client_id": "client-press"}
        await http.post("/api/press", json=bad, headers={"X-Jiedan": "1"})
        await http.get("/api/files/" + "0" * 32)
    return cookie


async def forge(url: str) -> None:
    """Somebody who found the webhook's address, and somebody who knows its secret as well."""
    name = "X-Telegram-Bot-Api-Secret-Token"
    async with ClientSession() as http:
        for given_secret in ("", "zzzwrong", SECRET[:-1], SECRET + "x"):
            answer = await http.post(url, json={"update_id": 1}, headers={name: given_secret})
            assert answer.status == 401
        odd = {"update_id": 2, "message": {"text": WORDS}}
        assert (await http.post(url, json=odd, headers={name: SECRET})).status == 200


@pytest.mark.parametrize("command", ["migrate", "run", "audit"])
def test_the_databases_password_is_never_written_down(tmp_path, command):
    url = f"postgresql://jiedan:hush%2Fword%40db@127.0.0.1:{free_port()}/jiedan"
    program = Running(tmp_path, {"sqlite:///jiedan.sqlite3": url})
    code, said = program.runs(command)
    assert code == 2 and "cannot be reached" in said
    assert PASSWORD not in said and "hush" not in said


def test_an_error_nobody_caught_is_written_down_veiled(tmp_path):
    url = f"postgresql://jiedan:hushhush@127.0.0.1:1/{TOKEN}"
    lines = f"from bot.log import write_down; write_down(); raise RuntimeError({url!r})"
    done = subprocess.run(
        [sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "ended by an error" in done.stderr and "***@127.0.0.1" in done.stderr
    assert "hush" not in done.stderr.lower()
