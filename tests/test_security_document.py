"""docs/security.md names a test for every threat, and every one of them is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
HEAD = "| threat | what stands against it | test |"


def threats() -> list[tuple[str, str]]:
    """Each row of the tables of threats: the threat, and its tests."""
    found, inside = [], False
    for line in DOCUMENT.splitlines():
        inside = line == HEAD or (inside and line.startswith("|"))
        if inside and line != HEAD and not line.startswith("|---"):
            threat, _, test = (cell.strip() for cell in line.strip("|").split(" | "))
            found.append((threat, test))
    return found


def written_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


@pytest.mark.parametrize(("threat", "tests"), threats(), ids=[one for one, _ in threats()])
def test_every_threat_has_a_test_that_exists(threat, tests):
    named = NAMED.findall(tests)
    assert named and NAMED.sub("", tests).replace(",", "").strip() == ""
    for path, name in named:
        assert name.startswith("test_") and name in written_in(path), f"{path}::{name}"


def test_the_document_is_about_something():
    assert len(threats()) > 40
    assert len({threat for threat, _ in threats()}) == len(threats())
    for part in ("What is worth something", "Who attacks", "Ways in", "does not defend against"):
        assert part in DOCUMENT
