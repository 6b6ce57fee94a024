"""What CI makes of the audit of dependencies; and that every dependency has its reason."""

import importlib.util
import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOOD = {"name": "good", "version": "1", "vulns": []}
SKIPPED = {"name": "odd", "skip_reason": "Dependency not found on PyPI and could not be audited"}
BAD = {
    "name": "bad",
    "version": "1",
    "vulns": [{"id": "GHSA-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}],
}


@pytest.fixture(scope="module")
def audit():
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answer(*rows) -> str:
    return json.dumps({"dependencies": list(rows), "fixes": []})


def test_a_known_vulnerability_fails_also_when_others_could_not_be_asked_about(audit):
    for rows in ([BAD], [GOOD, BAD], [SKIPPED, BAD]):
        code, lines = audit.read(answer(*rows), "", len(rows))
        assert code == 1
        assert "bad 1: GHSA-1, mended in 1.1" in lines


def test_none_found_is_said_only_when_all_were_asked_about(audit):
    assert audit.read(answer(GOOD, GOOD), "", 2) == (
        0,
        ["audited 2 packages: no known vulnerability"],
    )
    code, lines = audit.read(answer(GOOD, SKIPPED), "", 2)
    assert code == 0 and lines[0] == audit.LOUD and lines[1] == "NOT AUDITED: odd"
    assert audit.read(answer(GOOD), "", 3)[1][1] == "NOT AUDITED: 2"


@pytest.mark.parametrize(
    ("out", "err"),
    [
        (answer(SKIPPED), "No known vulnerabilities found"),
        (answer(), "No known vulnerabilities found"),
        ("", "requests.exceptions.ConnectionError: Max retries exceeded"),
        ("", "NameResolutionError: Failed to resolve 'api.osv.dev'"),
    ],
)
def test_where_nobody_can_be_asked_that_is_said_loudly_and_passes(audit, out, err):
    code, lines = audit.read(out, err, 40)
    assert code == 0
    assert lines[0] == audit.LOUD and "WERE NOT AUDITED" in lines[1]
    assert "no known vulnerability" not in " ".join(lines)


def test_an_answer_nobody_can_read_fails(audit):
    code, lines = audit.read("", "No module named pip_audit", 40)
    assert code == 1 and "No module named pip_audit" in lines


def test_all_the_program_runs_on_is_asked_about_and_nothing_of_the_tests(audit):
    found = audit.installed("aiogram")
    assert {"aiohttp", "pydantic", "yarl", "multidict"} <= found.keys()
    assert not {"pytest", "aiogram", "redis"} & found.keys()
    assert all(re.match(r"\d", version) for version in found.values())


def dependencies() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {"": project["dependencies"]} | project["optional-dependencies"]


@pytest.mark.parametrize("extra", ["", "sheets", "posters", "test", "bench", "check"])
def test_every_dependency_has_its_reason(extra):
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1].lower() for line in text.splitlines() if line.startswith("| ")]
    named = {word for row in rows for word in re.split(r"[ ,()]+", row) if word}
    wanted = {re.match(r"[\w.-]+", one)[0].lower() for one in dependencies()[extra]}
    assert wanted - named == set()
    assert set(dependencies()) == {
        "",
        "sheets",
        "posters",
        "pictures",
        "speech",
        "test",
        "bench",
        "check",
    }
