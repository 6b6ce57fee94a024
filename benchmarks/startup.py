"""Part 2: how long a process takes to be of use, and how much memory it holds then. Real child
processes against the Bot API twin."""

import asyncio
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.tables import Table
from tests.support.bot_api import BotApi
from tests.support.databases import sqlite_template
from tests.support.town import EXAMPLE

ROOT = Path(__file__).parents[1]
READY = b" running: "
RESIDENT = 7_100_001
PATIENCE = 60.0
SPLIT = ("hear", "speak", "tick", "web", "speak,tick,web")


@dataclass(frozen=True)
class Start:
    """One start: seconds to the log line `running`, seconds to the answer (None: nobody hears),
    memory in MB."""

    ready: float
    answered: float | None
    memory: float


def write_config(folder: Path, api: BotApi) -> Path:
    """The sample configuration on Telegram's twin and a fresh migrated SQLite file."""
    text = EXAMPLE.read_text(encoding="utf-8")
    database = sqlite_template(folder)
    text = text.replace('"sqlite:///jiedan.sqlite3"', f'"sqlite:///{database}"')
    text = text.replace("enabled = false", "enabled = true", 1)
    text = text.replace('token = ""', f'token = "{api.token}"', 1)
    text = text.replace('"https://api.telegram.org"', f'"{api.base_url}"')
    text = text.replace("port = 8600", "port = 0")
    config = folder / "config.toml"
    config.write_text(text, encoding="utf-8")
    return config


async def start_once(parts: str | None) -> Start:
    """Start a process with these parts (None: all) and an update already waiting for it."""
    with tempfile.TemporaryDirectory(prefix="jiedan-bench-") as name:
        async with BotApi() as api:
            config = await asyncio.to_thread(write_config, Path(name), api)
            resident = api.user(RESIDENT)
            await api.say(resident, "3号楼2单元电梯坏了")
            command = [sys.executable, "-m", "bot", "--config", str(config), "run"]
            begun = time.perf_counter()
            child = await asyncio.create_subprocess_exec(
                *command, *(["--only", parts] if parts else []), cwd=ROOT, stderr=subprocess.PIPE
            )
            try:
                async with asyncio.timeout(PATIENCE):
                    return await _watch(child, begun, api, answers=parts is None)
            finally:
                if child.returncode is None:
                    child.terminate()
                await child.wait()


async def _watch(
    child: asyncio.subprocess.Process, begun: float, api: BotApi, *, answers: bool
) -> Start:
    answered = None

    async def wait_for_answer() -> None:
        nonlocal answered
        await api.wait_for(lambda: api.called("sendMessage"), PATIENCE)
        answered = time.perf_counter() - begun

    async with asyncio.TaskGroup() as group:
        if answers:
            group.create_task(wait_for_answer())
        ready = await _until_ready(child, begun)
    await asyncio.sleep(1.0)  # what is imported on first use shall be in the figure
    return Start(ready, answered, psutil.Process(child.pid).memory_info().rss / 1e6)


async def _until_ready(child: asyncio.subprocess.Process, begun: float) -> float:
    if child.stderr is None:
        raise RuntimeError("the child's log is not connected")
    log = b""
    while READY not in (line := await child.stderr.readline()):
        log += line
        if not line:
            raise RuntimeError(f"the process ended before it was ready:\n{log.decode()}")
    return time.perf_counter() - begun


async def imports_of(parts: str | None) -> set[str]:
    """The top-level packages a process imports, as Python itself lists them."""
    with tempfile.TemporaryDirectory(prefix="jiedan-bench-") as name:
        async with BotApi() as api:
            config = await asyncio.to_thread(write_config, Path(name), api)
            command = [sys.executable, "-X", "importtime", "-m", "bot", "--config", str(config)]
            child = await asyncio.create_subprocess_exec(
                *command,
                "run",
                *(["--only", parts] if parts else []),
                cwd=ROOT,
                stderr=subprocess.PIPE,
            )
            if child.stderr is None:
                raise RuntimeError("the child's log is not connected")
            log = b""
            async with asyncio.timeout(PATIENCE):
                while READY not in (line := await child.stderr.readline()) and line:
                    log += line
                child.terminate()
                log += await child.stderr.read()
                await child.wait()
    return set(re.findall(r"\| +(\w+)$", log.decode(), re.MULTILINE))


def seconds_of(*command: str) -> float:
    """The wall time of a command."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def run_part(quick: bool, command: str) -> list[Table]:
    """Starts in turns; medians."""
    processes = asyncio.run(_processes(quick, command))
    return [processes, _help(1 if quick else 9, command)]


async def _processes(quick: bool, command: str) -> Table:
    kinds = (None, SPLIT[-1]) if quick else (None, *SPLIT)
    starts: dict[str | None, list[Start]] = {parts: [] for parts in kinds}
    floor = []
    for _ in range(1 if quick else 5):
        floor.append(await asyncio.to_thread(seconds_of, "-c", "import aiogram"))
        for parts in kinds:
            starts[parts].append(await start_once(parts))
    rows = [["`import aiogram` alone", f"{statistics.median(floor):.1f} s", "", "", ""]]
    for parts, found in starts.items():
        hears = "aiogram" in await imports_of(parts)
        rows.append(_row(parts, found, hears))
    head = ("process", "ready", "first message answered", "memory (RSS)", "imports aiogram")
    return Table("startup", command, head, rows)


def _row(parts: str | None, found: list[Start], imports_aiogram: bool) -> list[str]:
    answers = [start.answered for start in found if start.answered is not None]
    return [
        f"`jiedan run --only {parts}`" if parts else "`jiedan run`",
        f"{statistics.median(start.ready for start in found):.1f} s",
        f"{statistics.median(answers):.1f} s" if answers else "",
        f"{statistics.median(start.memory for start in found):.0f} MB",
        "yes" if imports_aiogram else "no",
    ]


def _help(rounds: int, command: str) -> Table:
    timed = {"`python -c pass`": ("-c", "pass"), "`jiedan --help`": ("-m", "bot", "--help")}
    took: dict[str, list[float]] = {name: [] for name in timed}
    for _ in range(rounds):
        for name, what in timed.items():
            took[name].append(seconds_of(*what))
    rows = [[name, f"{statistics.median(times) * 1000:.0f} ms"] for name, times in took.items()]
    return Table("help", command, ("command", "wall time"), rows)
