"""The rules of the house (docs/architecture.md) that no other tool checks."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "channels", "workflows", "db", "domain")
SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
SCRIPTS = sorted((ROOT / "handlers" / "web" / "static").glob("*.js"))
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")

FILE_LINES = 400
FUNCTION_LINES = 50
USUAL_FUNCTION_LINES = 20  # at the 90th percentile
PARAMETERS = 5
IMPOSED = {"process_request"}  # the seam of python-telegram-bot has six
HEADER_LINES = 5

SPEAKS_CHINESE = {
    # How residents write is what these modules are about.
    "domain/asides.py",
    "domain/asked.py",
    "domain/addresses.py",
    "domain/characters.py",
    "domain/blame.py",
    "domain/compounds.py",
    "domain/rude.py",
    "domain/stretches.py",
    "domain/reader.py",
    "domain/understanding.py",
    "domain/unfinished.py",
    "domain/duplicates.py",
    "domain/evidence.py",
    "domain/elder.py",
    "domain/filing.py",
    "domain/followups.py",
    "domain/kin.py",
    "domain/learning.py",
    "domain/moments.py",
    "domain/nods.py",
    "domain/own_hours.py",
    "domain/place.py",
    "domain/last_words.py",
    "domain/remarks.py",
    "domain/restraint.py",
    "domain/shield.py",
    "domain/spoken_buttons.py",
    "domain/spoken_commands.py",
    "domain/surnames.py",
    "domain/text.py",
    "domain/typed.py",
    # Invented names of the demo's people.
    "bot/demo.py",
    # An example of what may stand in a catalogue, for whoever edits one.
    "bot/catalogue_file.py",
    # The product's own name, in the first lines people see.
    "bot/cli.py",
}
SCRIPTS_SPEAK_CHINESE = {"bubble.js"}  # reads what residents write

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions() -> Iterator[tuple[str, Function]]:
    for path in SOURCES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, Function):
                yield f"{name_of(path)}:{node.lineno} {node.name}", node


def length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def arguments(node: Function) -> list[ast.arg]:
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return [one for one in given if one.arg not in ("self", "cls")]


# Budgets


def test_there_is_something_to_look_at():
    assert len(SOURCES) > 50
    assert len(SCRIPTS) > 5


def test_no_file_is_too_long():
    lines = {name_of(p): len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCES + SCRIPTS}
    assert {name: count for name, count in lines.items() if count > FILE_LINES} == {}


def test_no_function_is_too_long():
    assert {name: length(f) for name, f in functions() if length(f) > FUNCTION_LINES} == {}


def test_nine_of_ten_functions_are_short():
    lengths = sorted(length(node) for _, node in functions())
    assert lengths[int(len(lengths) * 0.9)] <= USUAL_FUNCTION_LINES


def test_no_function_asks_for_too_much():
    counts = {n: len(arguments(node)) for n, node in functions() if node.name not in IMPOSED}
    assert {name: count for name, count in counts.items() if count > PARAMETERS} == {}


# Words


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_every_module_says_in_a_few_lines_what_lives_there(path):
    header = ast.get_docstring(tree_of(path))
    assert header, "a module header is missing"
    assert 1 <= len(header.splitlines()) <= HEADER_LINES


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_everything_public_says_what_it_is(path):
    tree = tree_of(path)
    bodies = [tree, *(n for n in tree.body if isinstance(n, ast.ClassDef))]
    silent = [
        f"{node.name}:{node.lineno}"
        for body in bodies
        for node in body.body
        if isinstance(node, Function | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and length(node) > 5
        and not (isinstance(body, ast.ClassDef) and body.name.startswith("_"))
    ]
    assert silent == []


def spoken(path: Path) -> list[str]:
    """The texts of a module in Chinese, without comments and documentation."""
    tree = tree_of(path)
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        f"{name_of(path)}:{node.lineno} {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if HAN.search(node.value) and id(node) not in documentation
    ]


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_what_people_read_stands_in_the_catalogues(path):
    if name_of(path) not in SPEAKS_CHINESE:
        assert spoken(path) == []


def test_the_list_of_exceptions_is_no_longer_than_it_must_be():
    assert {name for name in SPEAKS_CHINESE if not spoken(ROOT / name)} == set()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_the_pages_scripts_speak_through_the_catalogues(path):
    text = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert bool(HAN.search(text)) is (path.name in SCRIPTS_SPEAK_CHINESE)


# Layers


def test_the_layers_hold():
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["alembic", "alembic/versions", "tests", "tests/domain"])
def test_no_folder_hides_a_package_of_that_name(name):
    """alembic/__init__.py would break `import alembic`; tests are found without."""
    assert not (ROOT / name / "__init__.py").exists()


def test_domain_awaits_nothing_and_asks_no_clock():
    for path in SOURCES:
        if path.is_relative_to(ROOT / "domain"):
            kinds = {type(node) for node in ast.walk(tree_of(path))}
            assert not kinds & {ast.Await, ast.AsyncFunctionDef}, name_of(path)
