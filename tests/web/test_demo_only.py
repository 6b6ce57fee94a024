"""What exists in the demo only, and how the demo begins, goes on and ends."""

import asyncio
import socket
import subprocess
import sys
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from aiohttp import ClientSession, ClientTimeout

from bot.app import build
from bot.clock import MovedClock
from bot.demo import CAST, example_settings, open_doors, prepare_folder, set_the_stage
from db import facts
from db.migrate import upgrade
from tests.web.demo_process import CHECKOUT, Demo
from tests.web.house import client_id
from workflows.speech import TOGETHER
from workflows.standstill import ALIVE

HEADERS = {"X-Jiedan": "1"}
MINUTE = timedelta(minutes=1)


# ---- outside the demo


@pytest.mark.parametrize("path", ["/demo", "/demo/", "/demo/state", "/demo/clock"])
async def test_outside_the_demo_its_pages_do_not_exist(house, visitor, path):
    assert (await visitor.get(path)).status == 404
    answer = await visitor.post(path, {"to": "monday"})
    assert answer.status == 404
    assert house.town.clock.now().weekday() == 2


@pytest.mark.parametrize("somebody", ["grid", "property", "demo-grid", "resident", ""])
async def test_outside_the_demo_nobody_is_somebody_else(house, visitor, somebody):
    stranger = house.browser()
    assert (await stranger.get("/api/me", params={"as": somebody})).status == 401
    query = {"as": somebody}
    await visitor.post("/api/messages", {"text": "灯坏了", "client_id": client_id()}, params=query)
    assert [m["text"] for m in await visitor.messages() if m["mine"]] == ["灯坏了"]
    me = await (await visitor.get("/api/me", params=query)).json()
    assert "/todo" not in {entry["command"] for entry in me["menu"]}
    answer = await visitor.post(
        "/api/press", {"press": "accept:1", "client_id": client_id()}, params=query
    )
    assert "接单成功" not in (await answer.json())["toast"]


def test_the_program_in_service_never_loads_the_demo():
    script = """
import asyncio, sys, tempfile, pathlib
from bot.app import build
from bot.run import serve, start_speaking, start_ticking, start_web
from bot.config_file import load_settings
from db.migrate import upgrade

async def main():
    settings = load_settings(pathlib.Path("config.example.toml"))
    folder = tempfile.mkdtemp()
    settings = settings.model_copy(update={
        "database": settings.database.model_copy(update={"url": f"sqlite:///{folder}/x.sqlite3"}),
        "web": settings.web.model_copy(update={"enabled": True, "port": 0}),
    })
    program = build(settings)
    await upgrade(program.engine)
    await start_web(program)
    await start_speaking(program)
    start_ticking(program)
    program.stop.set()
    program.woken.set()
    await program.close()

import bot.commands
asyncio.run(main())
print(sorted(name for name in sys.modules if "demo" in name.split(".")[-1]))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


# ---- in the demo


class Stage:
    """A demo in this process, behind a real port."""

    def __init__(self, http: ClientSession) -> None:
        self.http = http

    async def state(self):
        answer = await self.http.get("/demo/state")
        assert answer.status == 200
        return await answer.json()

    async def now(self) -> datetime:
        return datetime.fromisoformat((await self.state())["now"])

    async def moves(self, to: str):
        answer = await self.http.post("/demo/clock", json={"to": to}, headers=HEADERS)
        assert answer.status == 200
        return await answer.json()

    async def says(self, who: str, text: str) -> None:
        body = {"text": text, "client_id": client_id()}
        answer = await self.http.post(
            "/api/messages", params={"as": who}, json=body, headers=HEADERS
        )
        assert answer.status == 200

    async def reads(self, who: str) -> list[str]:
        answer = await self.http.get("/api/messages", params={"as": who})
        return [m["text"] for m in (await answer.json())["messages"]]


@asynccontextmanager
async def opened(folder, *, reset=False):
    """The demo of a folder; it may be opened again and again."""
    prepare_folder(folder, reset=reset)
    clock = MovedClock()
    program = build(example_settings(folder), clock=clock)
    try:
        await upgrade(program.engine)
        await set_the_stage(program, clock)
        port = await open_doors(program, clock, 0)
        async with ClientSession(f"http://127.0.0.1:{port}") as http:
            yield Stage(http)
    finally:
        program.stop.set()
        program.woken.set()
        await program.close()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "demo"


async def test_in_the_demo_everybody_of_the_cast_can_be_spoken_for(folder):
    async with opened(folder) as demo:
        assert (await demo.http.get("/demo")).status == 200
        state = await demo.state()
        assert [p["key"] for p in state["personas"]] == [cast.key for cast in CAST]
        assert state["words"]["web-demo-hour"] == "+1 小时"
        for persona in state["personas"]:
            assert persona["name"] and persona["role"] and persona["hint"] and persona["emoji"]
            answer = await demo.http.get("/api/me", params={"as": persona["key"]})
            me = await answer.json()
            assert (me["name"], me["can_write"]) == (persona["name"], persona["can_write"])
        assert (await demo.http.get("/api/me", params={"as": "nobody"})).status == 401
        assert (await demo.http.get("/api/me")).status == 401


async def test_the_party_groups_only_listen(folder):
    async with opened(folder) as demo:
        for path in ("/api/messages", "/api/press"):
            body = {"text": "x", "press": "accept:1", "client_id": client_id()}
            answer = await demo.http.post(
                path, params={"as": "party-community"}, json=body, headers=HEADERS
            )
            assert answer.status == 403


async def test_the_demo_begins_on_a_working_morning_or_afternoon(folder):
    async with opened(folder) as demo:
        now = await demo.now()
        assert now.tzinfo is not None
        local = now + timedelta(hours=8)
        assert local.weekday() < 5 or now - datetime.now(now.tzinfo) < MINUTE
        assert 8 <= local.hour < 18


async def test_the_clock_only_moves_forward(folder):
    async with opened(folder) as demo:
        await demo.says("resident", "3号楼2单元楼道灯坏了")
        before = await demo.now()
        for to in ("hour", "next", "monday", "hour", "next", "monday"):
            moved = await demo.moves(to)
            after = datetime.fromisoformat(moved["now"])
            assert after >= before
            assert await demo.now() >= after
            if to == "hour":
                assert timedelta(hours=1) <= after - before < timedelta(hours=1, minutes=1)
            if to == "monday":
                assert (after + timedelta(hours=8)).weekday() == 0
            before = after
        assert any("一周民情" in text for text in await demo.reads("secretary"))  # the draft


async def test_moving_on_with_nothing_due_stays_where_it_is(folder):
    async with opened(folder) as demo:
        assert (await demo.state())["next_due"] is None
        before = await demo.now()
        moved = await demo.moves("next")
        assert datetime.fromisoformat(moved["now"]) - before < MINUTE
        assert moved["fired"] == 0


async def test_what_the_clock_did_is_counted_and_happened_at_its_own_time(folder):
    async with opened(folder) as demo:
        await demo.says("resident", "3号楼2单元楼道灯坏了")
        due = datetime.fromisoformat((await demo.state())["next_due"])
        moved = await demo.moves("next")
        assert moved["sent"] >= 1
        answer = await demo.http.get("/api/messages", params={"as": "property"})
        newest = (await answer.json())["messages"][-1]
        assert newest["text"].startswith("⏰")
        late = datetime.fromisoformat(newest["at"]) - due
        # it waits so long for others to go with, and the clock goes on while it is sent
        assert timedelta() <= late <= TOGETHER + timedelta(minutes=1)


BAD_MOVES = [{}, {"to": "1999-01-01"}, {"to": -1}, {"to": ["hour"]}, {"to": None}, [], None, "hour"]


@pytest.mark.parametrize("body", BAD_MOVES)
async def test_a_move_to_nowhere_is_refused(folder, body):
    async with opened(folder) as demo:
        before = await demo.now()
        answer = await demo.http.post("/demo/clock", json=body, headers=HEADERS)
        assert answer.status == 400
        assert (await answer.json())["error"]
        answer = await demo.http.post("/demo/clock", data=b"{", headers=HEADERS)
        assert answer.status == 400
        answer = await demo.http.post("/demo/clock", json={"to": "monday"})
        assert answer.status == 403
        assert await demo.now() - before < MINUTE


async def test_a_second_run_goes_on_with_the_same_people_words_and_clock(folder):
    async with opened(folder) as demo:
        await demo.says("resident", "3号楼2单元楼道灯坏了")
        await demo.moves("monday")
        then, said = await demo.now(), await demo.reads("resident")
    async with opened(folder) as demo:
        assert timedelta() <= await demo.now() - then < MINUTE
        assert await demo.reads("resident") == said
        answer = await demo.http.get("/api/me", params={"as": "property"})
        assert {"command": "/todo", "label": "我的待办"} in (await answer.json())["menu"]
        await demo.says("resident", "/my")
        assert (await demo.reads("resident"))[len(said)] == "/my"


async def test_time_that_was_skipped_is_no_standstill(folder):
    async with opened(folder) as demo:
        await demo.moves("monday")
        then = await demo.now()
    program = build(example_settings(folder))
    async with program.deps.begin() as work:
        kept = await facts.read(work, ALIVE)
    await program.close()
    assert then - datetime.fromisoformat(kept["at"]) < MINUTE
    assert kept["standstills"] == []


async def test_a_reset_starts_over(folder):
    async with opened(folder) as demo:
        await demo.says("resident", "3号楼2单元楼道灯坏了")
        await demo.moves("monday")
        then = await demo.now()
    async with opened(folder, reset=True) as demo:
        assert await demo.reads("resident") == []
        assert await demo.now() < then


def test_a_reset_takes_nothing_that_is_not_the_demos(folder):
    folder.mkdir()
    (folder / "letters.txt").write_text("mine")
    (folder / "demo.sqlite3").write_text("the demo's")
    prepare_folder(folder, reset=True)
    assert [path.name for path in folder.iterdir()] == ["letters.txt"]


# ---- the process


def _demo(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "bot", "demo", *arguments],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("more", [[], ["--reset"]])
def test_a_taken_port_is_said_in_words(folder, more):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _demo("--port", str(port), "--dir", str(folder), *more)
    assert done.returncode == 2
    assert f"Port {port} on 127.0.0.1 is taken" in done.stderr
    assert "PORT=" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


async def _beside_a_running_one(folder, *more: str) -> subprocess.CompletedProcess[str]:
    """Another demo is started on the data of one that runs: what it says to that. The one that runs
    keeps what was said, and so does the next on that data."""
    running = Demo(folder)
    try:
        async with ClientSession(running.url) as http:
            stage = Stage(http)
            await stage.says("resident", "3号楼2单元楼道灯坏了")
            said = await stage.reads("resident")
            port = running.url.rpartition(":")[2]
            done = _demo(*(one.format(port=port) for one in more), "--dir", str(folder))
            assert (await stage.reads("resident"))[: len(said)] == said
    finally:
        running.stop()
    async with opened(folder) as demo:
        assert (await demo.reads("resident"))[: len(said)] == said
    return done


async def test_a_reset_beside_a_running_demo_takes_nothing_from_it(folder):
    done = await _beside_a_running_one(folder, "--port", "{port}", "--reset")
    assert done.returncode == 2


@pytest.mark.parametrize("more", [[], ["--reset"]])
async def test_another_port_leads_to_no_second_demo_on_the_same_data(folder, more):
    done = await _beside_a_running_one(folder, "--port", "0", *more)
    assert done.returncode == 2
    assert f"A demo runs on {folder} already: end it first" in done.stderr


async def test_moving_the_clock_fills_no_terminal(folder):
    demo = Demo(folder)
    try:
        async with ClientSession(demo.url) as http:
            await Stage(http).says("resident", "电梯里困人了！")
            for _ in range(2):  # an hour of pages takes longer than the ticks that rest meanwhile
                await Stage(http).moves("hour")
    finally:
        demo.stop()
    assert "skipped" not in demo.log


@pytest.mark.parametrize("port", ["-1", "65536", "99999999999", "http"])
def test_a_port_that_is_none_is_said_in_words(folder, port):
    done = _demo(f"--port={port}", "--dir", str(folder))
    assert done.returncode == 2
    assert "port" in done.stderr.lower()
    assert "Traceback" not in done.stderr + done.stdout


def test_a_folder_that_cannot_be_is_said_in_words(tmp_path):
    (tmp_path / "file").write_text("x")
    done = _demo("--port", "0", "--dir", str(tmp_path / "file"))
    assert done.returncode == 2
    assert str(tmp_path / "file") in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


async def test_ctrl_c_ends_it_at_once_even_while_a_page_listens(folder):
    demo = Demo(folder)
    try:
        async with ClientSession(demo.url, timeout=ClientTimeout(total=30)) as http:
            stream = await http.get("/api/stream", params={"as": "grid"})
            assert (await stream.content.readline()).startswith(b"event: clock")
            code = demo.stop()
            assert b"data: " in await stream.content.read()
    finally:
        demo.process.kill()
    assert code == 0, demo.log
    assert "Traceback" not in demo.log and "ERROR" not in demo.log


async def test_ctrl_c_ends_it_in_the_middle_of_a_journey_too(folder):
    demo = Demo(folder)
    try:
        async with ClientSession(demo.url) as http:
            await Stage(http).says("resident", "电梯里困人了！")
            travel = asyncio.ensure_future(
                http.post("/demo/clock", json={"to": "monday"}, headers=HEADERS)
            )
            while not [t for t in await Stage(http).reads("grid") if "报" in t or "接单" in t]:
                pass
            code = await asyncio.to_thread(demo.stop)
            await asyncio.gather(travel, return_exceptions=True)
    finally:
        demo.process.kill()
    assert code == 0, demo.log
    assert "Traceback" not in demo.log
