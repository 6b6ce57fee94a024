"""`jiedan understand` and `jiedan explain`, as somebody at a terminal or a program meets them."""

import io
import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue_file import load_catalogue
from bot.cli import main
from bot.understand import LONGEST_LINE, Source, lines_of, to_json
from domain.explanation import explain
from domain.own_words import as_written
from domain.reading import readable
from domain.understanding import understand
from tests.support.town import EXAMPLE

ROOT = EXAMPLE.parent
CATALOGUE = load_catalogue()
SOURCE = Source(CATALOGUE)
KINDS = {"request", "suggestion", "status_query", "urge", "thanks_or_chat"}
ISSUE = {"route", "category", "urgency", "span", "confidence", "reasons"}
PLACE = {"compound", "building", "unit", "floor", "room"}


def jiedan(*arguments: str, given: bytes = b"", cwd=None, **more) -> subprocess.CompletedProcess:
    """A process of its own."""
    found = {"PYTHONPATH": str(ROOT)} | more
    kept = {name: value for name, value in os.environ.items() if name not in found}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=given,
        capture_output=True,
        cwd=cwd or ROOT,
        env=kept | found,
        timeout=120,
    )


def readings(given: bytes, *arguments: str, **more) -> list[dict]:
    """What `understand --json` makes of some bytes."""
    done = jiedan(*arguments, "understand", "--json", given=given, **more)
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


# JSON


def test_one_object_a_line_in_the_form_of_the_labels(tmp_path):
    texts = "3号楼2单元电梯坏了\n你好\n我闻着厨房有煤气味\n"
    lift, greeting, gas = readings(texts.encode(), cwd=tmp_path)
    for one in (lift, greeting, gas):
        assert list(one) == ["kind", "issues", "place", "ask", "danger"]
        assert one["kind"] in KINDS
        assert set(one["place"]) == PLACE
        assert all(set(issue) == ISSUE for issue in one["issues"])
    assert lift["kind"] == "request"
    assert lift["issues"][0]["route"] == "property"
    assert lift["issues"][0]["category"] == "facilities"
    assert 0 <= lift["issues"][0]["confidence"] <= 1
    assert lift["issues"][0]["reasons"]
    assert (lift["place"]["building"], lift["place"]["unit"]) == ("3", "2")
    assert (lift["ask"], lift["danger"]) == (False, None)
    assert (greeting["kind"], greeting["issues"]) == ("thanks_or_chat", [])
    assert gas["danger"] == "gas"
    assert [one["urgency"] for one in gas["issues"]] == ["emergency"]


def test_the_configuration_gives_compounds_and_catalogue(tmp_path):
    text = EXAMPLE.read_text(encoding="utf-8")
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    found = readings("永安花园3号楼电梯坏了\n".encode(), cwd=tmp_path)
    assert found[0]["place"]["compound"] == "永安花园"
    found = readings("电梯坏了\n".encode(), "--config", str(EXAMPLE))
    assert found[0]["place"]["compound"] is None


@pytest.mark.parametrize("command", [["understand"], ["explain", "电梯坏了"]])
def test_a_configuration_that_cannot_be_read_is_told(tmp_path, command):
    done = jiedan("--config", str(tmp_path / "none.toml"), *command)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"none.toml: cannot be read" in done.stderr
    text = EXAMPLE.read_text(encoding="utf-8")
    (tmp_path / "own.toml").write_text("[[rule]]\nnonsense = 1\n")
    text = text.replace('catalogue = ""', 'catalogue = "own.toml"')
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    done = jiedan(*command, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"own.toml" in done.stderr


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("５０１漏水了，還有大門口的路燈不亮", {"路燈不亮", "漏水了"}),
        ("3 号 楼 电 提 坏 了", {"电 提 坏 了"}),
        ("物页乱收费", {"物页乱收费"}),
    ],
)
def test_spans_are_the_residents_own_words(text, spans):
    found = to_json(text, SOURCE.read(text), SOURCE)
    assert found["issues"]
    assert all(issue["span"] and issue["span"] in text for issue in found["issues"])
    whole = " ".join(issue["span"] for issue in found["issues"])
    assert all(span in whole for span in spans)


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_own_words_are_words_of_the_text_or_what_was_asked_for(text):
    read = readable(text, CATALOGUE).strip()
    found = as_written(text, read, CATALOGUE)
    assert found in text or found == read


# Hostile input


HOSTILE = {
    "no UTF-8": b"\xff\xfe\x80abc",
    "NUL": b"\x00\x00",
    "bare CR": "电梯坏了\r门坏了".encode(),
    "controls": bytes(range(1, 10)) + b"\x1b[2J",
    "no end": b"a",
    "a mark of order": "\ufeff电梯坏了".encode(),
    "astral": "🔥🔥🔥\U000e0041".encode(),
    "half a character": "电梯".encode()[:-1],
    "right to left": "\u202e电梯坏了".encode(),
    "deep": b"{" * 5000,
}


def test_nothing_breaks_it_and_every_line_gets_its_answer():
    lines = [line.replace(b"\n", b"") for line in HOSTILE.values()]
    found = readings(b"\n".join(lines))
    assert len(found) == len(lines)
    assert all(one["kind"] in KINDS for one in found)


@pytest.mark.parametrize("line", [b"\n", b"\r\n", b"   \n", "\u3000\u200b\n".encode()])
def test_an_empty_line_is_an_empty_reading(line):
    assert readings(line) == [
        {
            "kind": "thanks_or_chat",
            "issues": [],
            "place": dict.fromkeys(("compound", "building", "unit", "floor", "room")),
            "ask": False,
            "danger": None,
        }
    ]


def test_no_line_no_answer():
    assert readings(b"") == []


def test_a_megabyte_is_one_line_and_the_next_is_read_as_ever():
    given = "电梯坏了，水漏了。".encode() * 40_000 + b"\n" + "3号楼灯坏了\n".encode()
    assert len(given) > 1_000_000
    first, second = readings(given)
    assert first["issues"]
    assert second["place"]["building"] == "3"


def test_lines_are_bounded_and_the_rest_is_passed_over():
    long = b"a" * (3 * LONGEST_LINE + 5)
    found = list(lines_of(io.BytesIO(long + b"\nb\n\nc")))
    assert [len(line) for line in found] == [LONGEST_LINE, 1, 0, 1]


def test_the_output_is_utf_8_whatever_the_locale():
    done = jiedan(
        "understand",
        given="路灯不亮\n".encode(),
        LC_ALL="C",
        PYTHONIOENCODING="ascii",
        PYTHONUTF8="0",
    )
    assert done.returncode == 0
    assert "路灯不亮" in done.stdout.decode("utf-8")


def test_every_answer_comes_at_once():
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "understand", "--json"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin and process.stdout
    for text in ("电梯坏了", "谢谢"):
        process.stdin.write(f"{text}\n".encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["kind"] in KINDS  # the input is still open
    process.stdin.close()
    assert process.wait(30) == 0
    process.stdout.close()


def test_a_reader_that_leaves_is_no_trouble():
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "understand"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin and process.stdout and process.stderr
    process.stdout.close()
    try:
        process.stdin.write("电梯坏了\n".encode() * 50)
        process.stdin.close()
    except BrokenPipeError:
        pass
    assert process.wait(30) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


def test_it_starts_without_the_heavy_libraries(tmp_path):
    code = (
        "import sys, io; sys.stdin = io.TextIOWrapper(io.BytesIO('电梯坏了'.encode()));"
        "from bot.cli import main; main(['understand', '--json']); main(['explain', '灯坏了']);"
        "print(*sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    heavy = {"sqlalchemy", "aiogram", "telegram", "pydantic", "aiohttp", "alembic", "numpy"}
    assert not heavy & set(done.stdout.splitlines()[-1].split())


# For people


def test_a_human_reads_prose():
    done = jiedan("understand", given="3号楼2单元楼道灯坏了\n我闻着厨房有煤气味\n".encode())
    text = done.stdout.decode()
    assert done.returncode == 0
    assert "property/facilities" in text
    assert "place: building 3, unit 2" in text
    assert "DANGER TO LIFE: gas" in text


@pytest.fixture
def explained(capsys, monkeypatch, tmp_path):
    """What `explain` prints, run without any configuration."""
    monkeypatch.chdir(tmp_path)

    def run(text: str) -> str:
        assert main(["explain", text]) == 0
        return capsys.readouterr().out

    return run


def test_an_explanation_names_both_readers_and_all_the_rest(explained):
    text = explained("3号楼2单元路灯不亮，另外楼上天天半夜拖椅子吵")
    for words in ("read as", "kind ", "danger ", "place     building 3, unit 2", "cut ", "asked"):
        assert words in text
    assert text.count("words of the catalogue ") >= 6
    assert text.count("learned reader ") >= 6
    assert "灯不亮 (" in text
    assert "matter 1:" in text and "matter 2:" in text
    assert "the resident is not" in text


def test_an_explanation_says_which_of_several_matters_is_asked_about(explained):
    text = explained("路灯不亮，还有我想问下那件事能不能办")
    assert "the resident is asked about unclear, the least sure." in text


def test_an_explanation_of_a_danger_says_what_saw_it(explained):
    text = explained("我闻着厨房有煤气味")
    assert "gas: words name gas (煤气味, 闻着);" in text
    assert "because of: 煤气味" in text
    assert "a danger is never asked about" in text


def test_an_explanation_of_chat_says_that_nothing_is_asked(explained):
    assert "so nothing is asked" in explained("谢谢你们")


def test_there_is_nothing_to_explain_in_nothing(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert main(["explain", " \u200b "]) == 2
    assert "empty" in capsys.readouterr().err


@given(st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_an_explanation_never_fails_and_agrees_with_the_reading(text):
    found = explain(text, CATALOGUE)
    assert found.meaning == understand(text, CATALOGUE)
    if len(found.meaning.matters) > 1:
        assert len(found.stretches) == len(found.meaning.matters)


def test_without_a_learned_reader_there_is_still_an_explanation():
    found = explain("路灯不亮", load_catalogue(model=None))
    assert found.cuts == ()
    assert found.danger is None
    assert found.stretches[0].candidates[0].category == "facilities"
