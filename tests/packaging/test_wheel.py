"""The program as a wheel: complete, nothing too much, and running far from its source."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "channels", "workflows", "db", "domain")


def run(*command: object, cwd: Path, **more) -> subprocess.CompletedProcess[str]:
    """Run a program that must succeed, without anything of this process around it."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "JIEDAN", "PYTEST"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=kept, capture_output=True, text=True, **more
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from this checkout."""
    target = tmp_path_factory.mktemp("wheel")
    run(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, ROOT),
        cwd=target,
    )
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel) -> set[str]:
    """What is in it."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def fresh(tmp_path_factory, wheel) -> Path:
    """A fresh environment with the wheel; what it depends on is lent by this one."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    found = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    (Path(found.stdout.strip()) / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin"


@pytest.fixture
def elsewhere(tmp_path, wheel) -> Path:
    """Another folder, with the example configuration of the wheel copied into it."""
    with zipfile.ZipFile(wheel) as archive:
        example = archive.read("bot/defaults/config.example.toml")
    (tmp_path / "config.toml").write_bytes(example)
    return tmp_path


# What is in it


def sources() -> set[str]:
    """Every file of the program's rooms in the checkout."""
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file())
    return {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}


def test_everything_of_the_program_is_in_it(names):
    assert sources() - names == set()


def test_migrations_and_the_example_are_in_it_under_our_own_name(names):
    migrations = {path.name for path in (ROOT / "alembic" / "versions").glob("*.py")}
    assert {f"db/migrations/versions/{name}" for name in migrations} <= names
    assert {"db/migrations/env.py", "bot/defaults/config.example.toml"} <= names
    assert {"bot/defaults/catalogue.toml", "bot/locales/zh/chat.ftl"} <= names
    assert "bot/defaults/model.bin" in names
    assert {"handlers/web/static/chat.html", "handlers/web/static/chat.js"} <= names


def test_nothing_else_is_in_it(names):
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(ROOMS)
    assert not [name for name in names if "test" in name or "__pycache__" in name]


def test_nothing_secret_is_in_it(wheel):
    with zipfile.ZipFile(wheel) as archive:
        assert not [n for n in archive.namelist() if Path(n).suffix in (".sqlite3", ".env", ".pem")]


# Installed


def test_the_program_that_runs_is_the_installed_one(fresh, tmp_path):
    code = "import bot, db, domain; print(bot.__file__, db.__file__, domain.__file__)"
    found = run(fresh / "python", "-c", code, cwd=tmp_path).stdout.split()
    assert len(found) == 3
    assert all(str(fresh.parent) in path for path in found)


@pytest.mark.parametrize("command", [["jiedan"], ["python", "-m", "bot"]])
def test_help_from_another_folder(fresh, tmp_path, command):
    found = run(fresh / command[0], *command[1:], "--help", cwd=tmp_path)
    assert "check-config" in found.stdout


def test_from_nothing_to_an_invitation(fresh, elsewhere):
    jiedan = fresh / "jiedan"
    assert "good. 5 units" in run(jiedan, "check-config", cwd=elsewhere).stdout
    assert "present schema" in run(jiedan, "migrate", cwd=elsewhere).stdout
    assert (elsewhere / "jiedan.sqlite3").is_file()
    invited = run(
        jiedan, "invite", "--unit", "yongan", "--role", "secretary", "--name", "陈静", cwd=elsewhere
    )
    assert "send: /start" in invited.stdout
    shown = run(jiedan, "summary", "--week", "2026-W46", "--show", cwd=elsewhere)
    assert "永安社区" in shown.stdout
    assert run(jiedan, "audit", cwd=elsewhere).stdout == "0 violations, 0 gaps\n"


def test_messages_are_read_without_any_configuration(fresh, tmp_path):
    found = run(fresh / "jiedan", "understand", "--json", cwd=tmp_path, input="3号楼电梯坏了\n")
    assert json.loads(found.stdout)["issues"][0]["category"] == "facilities"
    explained = run(fresh / "jiedan", "explain", "3号楼电梯坏了", cwd=tmp_path).stdout
    assert "learned reader" in explained


def test_the_demo_finds_its_example_and_the_pages_their_files(fresh, tmp_path):
    code = (
        "from pathlib import Path; from bot.demo import example_settings; "
        "from importlib import resources; "
        "print(len(example_settings(Path('.')).units), "
        "(resources.files('handlers.web') / 'static' / 'demo.html').is_file())"
    )
    assert run(fresh / "python", "-c", code, cwd=tmp_path).stdout.split() == ["5", "True"]
