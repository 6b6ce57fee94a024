"""The command line, as an operator meets it."""

import asyncio
import re
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import understand
from bot.catalogue_file import DEFAULT_CATALOGUE
from bot.cli import GROUPS, PARTS, main
from bot.commands import COMMANDS
from bot.settings import TOKEN_ENVIRONMENT
from db.models import Fact, GroupPurpose, Invite, Outbox, Summary
from db.session import beginner, make_engine
from tests.support.keys import ring
from tests.support.town import EXAMPLE, open_town

ROOT = EXAMPLE.parent
NAMES = (
    *("check-config", "migrate", "run", "invite", "summary", "audit", "export", "surge"),
    *("outbox", "import", "posters", "keys", "sign-out", "demo"),
)
WITHOUT_DATABASE = ("understand", "explain")  # told in test_understand.py


@pytest.fixture(autouse=True)
def no_token_outside(monkeypatch):
    monkeypatch.delenv(TOKEN_ENVIRONMENT, raising=False)


@pytest.fixture
def jiedan(config, capsys):
    """Run a command; returns exit code, output and complaints."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["--config", str(config), *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def migrated(on_schema, jiedan):
    assert jiedan("migrate") == (0, "The database is at the present schema.\n", "")
    return jiedan


def read(config: Path, model) -> list:
    """Every row of a table, through an engine of its own."""

    async def look() -> list:
        engine = make_engine(f"sqlite:///{config.parent / 'cli.sqlite3'}", ring())
        async with beginner(engine)() as work:
            found = list(await work.scalars(select(model)))
        await engine.dispose()
        return found

    return asyncio.run(look())


# Help


def test_help_names_every_command_and_needs_hardly_anything():
    code = "import sys, bot.cli; bot.cli.parser().print_help(); print(*sorted(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    text, loaded = found.stdout.rsplit("\n", 2)[:2]
    for name in (*NAMES, *WITHOUT_DATABASE):
        assert re.search(rf"^\s+{name}\s+\w", text, re.MULTILINE), name
    heavy = {"sqlalchemy", "aiogram", "telegram", "alembic", "apscheduler", "pydantic", "aiohttp"}
    assert not heavy & set(loaded.split())


@pytest.mark.parametrize("arguments", [["-m", "bot", "--help"], ["-m", "bot.cli", "--help"]])
def test_the_package_is_a_program(arguments):
    found = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert "check-config" in found.stdout


def test_every_command_of_the_help_is_there():
    assert set(COMMANDS) == set(NAMES)
    assert set(understand.COMMANDS) == set(WITHOUT_DATABASE)


@pytest.mark.parametrize("arguments", [[], ["fly"], ["summary"], ["invite", "--unit", "yongan"]])
def test_what_is_no_command_is_told_with_its_usage(capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: jiedan" in capsys.readouterr().err


# check-config


def test_a_good_configuration(jiedan, config):
    code, out, _ = jiedan("check-config")
    assert code == 0
    assert out == (f"{config}: good. 5 units, 2 compounds, 2 grids; Telegram off, web chat on.\n")
    assert not (config.parent / "cli.sqlite3").exists()


def test_a_bad_configuration(jiedan, config):
    config.write_text(config.read_text().replace("pool = 10", "pool = 0"))
    code, out, err = jiedan("check-config")
    assert (code, out) == (2, "")
    assert err.startswith(f"{config}:") and "database.pool" in err
    config.unlink()
    code, _, err = jiedan("check-config")
    assert (code, err) == (2, f"{config}: cannot be read (No such file or directory)\n")


@pytest.mark.parametrize("name", [n for n in NAMES if n not in ("check-config", "demo")])
def test_every_command_reads_the_configuration_first(jiedan, config, name):
    config.write_text(config.read_text().replace("pool = 10", "pool = 0"))
    more = {
        "invite": ["--unit", "yongan", "--role", "secretary"],
        "summary": ["--week", "2026-W47"],
        "sign-out": ["--ticket", "1118-1"],
        "import": ["org.xlsx"],
        "surge": ["on", "--unit", "yongan", "--season", "防汛"],
        "export": ["--out", str(config.parent / "out")],
        "posters": ["--out", str(config.parent / "out")],
        "keys": ["check"],
    }
    code, out, err = jiedan(name, *more.get(name, []))
    assert (code, out) == (2, "")
    assert "database.pool" in err


def test_a_broken_catalogue_is_told(jiedan, config):
    (config.parent / "own.toml").write_text("[[rule]]\nnonsense = 1\n")
    config.write_text(config.read_text().replace('catalogue = ""', 'catalogue = "own.toml"'))
    code, _, err = jiedan("check-config")
    assert code == 2
    assert "own.toml" in err


def with_catalogue(config: Path, text: str) -> Path:
    """Give the configuration a catalogue of its own: the default one and something more."""
    own = config.parent / "own.toml"
    own.write_text(text, encoding="utf-8")
    config.write_text(config.read_text().replace('catalogue = ""', 'catalogue = "own.toml"'))
    return own


def test_a_catalogue_that_contradicts_itself_is_an_error(jiedan, config):
    twice = DEFAULT_CATALOGUE.read_text(encoding="utf-8")
    for category in ("repair", "nuisance"):
        twice += f'\n[[rule]]\ncategory = "{category}"\nphrases = ["怪声怪气"]\n'
    own = with_catalogue(config, twice)
    code, out, err = jiedan("check-config")
    assert (code, out) == (1, "")
    assert re.search(rf"^error: {own}: rule no. \d+: phrases: '怪声怪气' .*allowed: ", err, re.M)


def test_a_catalogue_with_words_in_the_shade_is_good_with_a_warning(jiedan, config):
    more = DEFAULT_CATALOGUE.read_text(encoding="utf-8")
    more += '\n[[category]]\ncode = "bees"\nroute = "property"\nzh = "蜜蜂"\nen = "Bees"\n'
    own = with_catalogue(config, more)
    code, out, err = jiedan("check-config")
    assert code == 0
    assert "good." in out
    assert re.search(rf"^warning: {own}: category no. \d+: code: 'bees' has no words", err, re.M)


# migrate, run


def test_migrating_twice_is_migrating_once(migrated):
    assert migrated("migrate")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["audit"],
        ["invite", "--unit", "yongan", "--role", "secretary"],
        ["summary", "--week", "2026-W47"],
        ["summary", "--week", "2026-W47", "--show"],
    ],
)
def test_without_a_migration_every_command_says_what_to_do(jiedan, arguments):
    code, out, err = jiedan(*arguments)
    assert (code, out) == (2, "")
    assert err.endswith("run `jiedan migrate` first.\n")


def test_a_database_that_cannot_be_opened_is_told_without_its_password(jiedan, config):
    text = re.sub(
        r'url = "sqlite[^"]*"', 'url = "sqlite:////nowhere/at/all.db"', config.read_text()
    )
    config.write_text(text)
    code, _, err = jiedan("migrate")
    assert code == 2
    assert "database cannot be reached" in err
    (config.parent / "text.db").write_text("this is a letter, not a database" * 99)
    letter = f'url = "sqlite:///{config.parent}/text.db"'
    config.write_text(re.sub(r'url = "sqlite[^"]*"', letter, config.read_text()))
    code, _, err = jiedan("audit")
    assert code == 2
    assert "file is not a database" in err
    taken = 'url = "postgresql://me:hushhush@127.0.0.1:1/x"'
    config.write_text(re.sub(r'url = "sqlite[^"]*"', taken, config.read_text()))
    code, _, err = jiedan("audit")
    assert code == 2
    assert "database cannot be reached" in err and "hushhush" not in err


def test_a_company_has_no_summary(migrated, tmp_path):
    week = ("--week", "2026-W46", "--unit", "yongan-property")
    for more in ((), ("--show",), ("--out", str(tmp_path / "files"))):
        code, _, err = migrated("summary", *week, *more)
        assert code == 2 and "only communities" in err
    assert not (tmp_path / "files").exists()


def test_a_port_that_is_taken_is_told(migrated, config):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        config.write_text(config.read_text().replace("port = 8600", f"port = {port}"))
        code, _, err = migrated("run", "--only", "web")
    assert code == 2
    assert f"Port {port} on 127.0.0.1 is taken by another program." in err


def test_an_address_that_is_not_this_machine_s_is_not_said_to_be_taken(migrated, config):
    host = "203.0.113.1"  # of the range kept for examples
    text = config.read_text().replace("[web]", "[web]\nport = 0", 1).replace("port = 8600", "")
    config.write_text(text.replace('\nhost = "127.0.0.1"', f'\nhost = "{host}"'))
    code, _, err = migrated("run", "--only", "web")
    assert code == 2
    assert f"This machine cannot listen on {host}, port 0: " in err and "taken" not in err


@pytest.mark.parametrize("only", ["", " , ", "fly", "web,fly"])
def test_only_takes_known_parts(migrated, only):
    code, _, err = migrated("run", "--only", only)
    assert (code, err) == (2, f"--only takes a list of: {', '.join(PARTS)}\n")


# invite


@pytest.mark.parametrize(
    ("arguments", "role", "purpose", "line"),
    [
        (["--role", "secretary", "--name", "陈静"], "secretary", None, "/start"),
        (["--role", "grid_worker", "--grid", "grid-1"], "grid_worker", None, "/start"),
        (["--group", "party"], None, "party", "/bind"),
    ],
)
def test_an_invitation(migrated, config, arguments, role, purpose, line):
    code, out, _ = migrated("invite", "--unit", "yongan", *arguments)
    assert code == 0
    made = read(config, Invite)[0]
    assert (made.unit, made.role, made.purpose) == ("yongan", role, purpose)
    assert f"code: {made.code}   (one use, good for 7 days)" in out
    assert f"send: {line} {made.code}" in out
    assert timedelta(days=6) < made.expires_at - datetime.now(UTC) <= timedelta(days=7)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--unit", "nowhere", "--role", "secretary"], "no such unit: nowhere"),
        (["--unit", "yongan", "--role", "king"], "allowed: grid_worker, community_staff"),
        (["--unit", "yongan-property", "--role", "secretary"], "property worker on duty"),
        (["--unit", "yongan", "--role", "grid_worker", "--grid", "grid-9"], "grid-1, grid-2"),
        (["--unit", "yongan", "--role", "secretary", "--grid", "grid-1"], "Only a grid worker"),
    ],
)
def test_an_invitation_that_cannot_be_says_why(migrated, config, arguments, says):
    code, out, err = migrated("invite", *arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert read(config, Invite) == []


# summary, audit


def test_a_summary_is_shown_and_nothing_is_kept(migrated, config):
    code, out, _ = migrated("summary", "--week", "2026-W46", "--show")
    assert code == 0
    assert out.startswith("📋 永安社区 一周民情（11.9—11.15）")
    assert read(config, Summary) == read(config, Outbox) == []
    assert (
        "建中街街道"
        in migrated("summary", "--week", "2026-W46", "--show", "--unit", "jianzhong")[1]
    )


def test_a_summary_is_queued_once(migrated, config):
    async def open_and_close() -> None:
        town = await open_town(f"sqlite:///{config.parent / 'cli.sqlite3'}")
        await town.close()

    asyncio.run(open_and_close())
    assert "queued for 2 groups" in migrated("summary", "--week", "2026-W46")[1]
    assert "queued for 0 groups" in migrated("summary", "--week", "2026-W46")[1]
    assert len(read(config, Outbox)) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--week", "last"], "2026-W47"),
        (["--week", "2026-W60"], "week"),
        (["--week", "9999-W52"], "2026-W47"),
        (["--week", "2026-W46", "--unit", "nowhere"], "allowed: erqi, jianzhong, yongan"),
    ],
)
def test_a_summary_that_cannot_be_says_why(migrated, arguments, says):
    code, out, err = migrated("summary", *arguments)
    assert (code, out) == (2, "")
    assert says in err


def test_an_audit_of_nothing_is_good(migrated):
    assert migrated("audit") == (0, "0 violations, 0 gaps\n", "")


def test_an_audit_that_finds_something_says_so(migrated, config):
    async def break_a_promise() -> str:
        town = await open_town(f"sqlite:///{config.parent / 'cli.sqlite3'}")
        resident = await town.resident()
        await resident.says("3号楼2单元楼道灯坏了")
        async with town.deps.begin() as work:
            for timer in await town.timers():
                await work.delete(timer)
            await work.commit()
        number = (await town.ticket()).id
        await town.close()
        return f"1118-{number}"

    code = asyncio.run(break_a_promise())
    found, out, _ = migrated("audit", "--no-heartbeat")
    assert found == 1
    assert out.splitlines() == [f"{code}\tno-timer", "1 violations, 0 gaps"]


def test_an_audit_misses_the_heartbeat_of_a_bot_that_should_run(migrated, config):
    async def break_nothing() -> None:
        town = await open_town(f"sqlite:///{config.parent / 'cli.sqlite3'}", datetime.now(UTC))
        await (await town.resident()).says("3号楼2单元楼道灯坏了")
        await town.off_duty("manager")
        await town.close()

    asyncio.run(break_nothing())
    gap = "yongan-property/property_lead\tgap-post"
    assert migrated("audit", "--no-heartbeat") == (0, f"{gap}\n0 violations, 1 gaps\n", "")
    found, out, _ = migrated("audit")
    assert found == 1
    assert out.splitlines() == [
        "-\theartbeat-tick",
        "-\theartbeat-audit",
        gap,
        "2 violations, 1 gaps",
    ]


# surge


FLOOD = '\n[[seasons]]\nname = "防汛"\nby_hand = true\nunits = ["yongan"]\n'


def with_flood(config: Path) -> None:
    config.write_text(config.read_text(encoding="utf-8") + FLOOD, encoding="utf-8")


def test_a_surge_is_switched_on_and_off(migrated, config):
    with_flood(config)
    place = ["--unit", "yongan", "--season", "防汛"]
    code, out, _ = migrated("surge", "on", *place, "--hours", "6")
    assert code == 0
    assert re.fullmatch(r"防汛 at yongan: on until \d{4}-\d\d-\d\d \d\d:\d\d\n", out)
    (kept,) = [fact for fact in read(config, Fact) if fact.name == "surge:yongan"]
    until = datetime.fromisoformat(kept.value["防汛"]["until"]) - datetime.now(UTC)
    assert timedelta(hours=5) < until <= timedelta(hours=6)
    assert kept.value["防汛"]["by"] is None
    assert migrated("surge", "off", *place)[1] == "防汛 at yongan: off\n"
    assert migrated("surge", "off", *place)[1] == "防汛 at yongan: was off\n"


@pytest.mark.parametrize(
    ("unit", "season", "says"),
    [
        ("nowhere", "防汛", "no such unit: nowhere"),
        ("yongan", "heating", "Allowed: 防汛"),
        ("jianzhong", "防汛", "does not concern"),
    ],
)
def test_a_surge_that_cannot_be_says_why(migrated, config, unit, season, says):
    with_flood(config)
    code, out, err = migrated("surge", "on", "--unit", unit, "--season", season)
    assert (code, out) == (2, "")
    assert says in err
    assert [fact for fact in read(config, Fact) if fact.name.startswith("surge")] == []


@pytest.mark.parametrize("hours", ["0", "337", "many"])
def test_a_surge_has_an_end(capsys, hours):
    with pytest.raises(SystemExit) as caught:
        main(["surge", "on", "--unit", "yongan", "--season", "x", "--hours", hours])
    assert caught.value.code == 2
    assert "--hours" in capsys.readouterr().err


def test_a_group_can_be_invited_to_every_purpose_there_is():
    assert tuple(GroupPurpose) == GROUPS
