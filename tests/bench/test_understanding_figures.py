"""Counting and its tables, on messages and readers made up for it. Needs nothing of the extra
`bench`; what the real figures say is nobody's business here."""

import json
import re
import subprocess
import sys
from dataclasses import fields

import pytest

from benchmarks.tables import Table
from benchmarks.understanding import report, whereabouts
from benchmarks.understanding.readers import alarming, keywords, ours
from benchmarks.understanding.rows import Issue, Row, fingerprint, folder
from benchmarks.understanding.score import Read, score
from bot.catalogue_file import load_catalogue
from domain.catalogue import Thresholds

CATALOGUE = load_catalogue()
NOWHERE: dict[str, str | None] = {}
TABLES = (
    *(
        "authors",
        "test",
        "beaten",
        "sides",
        "places",
        "confusion",
        "calibration",
        "ask",
        "ask-kind",
    ),
    *("alike", "bursts", "cost"),
)


def row(text: str, *issues: tuple[str, str, str], kind: str = "request", place=NOWHERE) -> Row:
    """A labelled message; a matter is (route, category, urgency)."""
    return Row(text, text, kind, tuple(Issue(*one, text) for one in issues), place, ("plain",), "x")


LAMP = row("灯", ("property", "facilities", "normal"), place={"building": "3", "unit": None})
FIRE = row("火", ("community", "fire", "emergency"))
BOTH = row("灯和狗", ("property", "facilities", "normal"), ("community", "nuisance", "normal"))
THANKS = row("谢谢", kind="thanks_or_chat")
ROWS = [LAMP, FIRE, BOTH, THANKS]

PERFECT = {
    "灯": Read("request", (("property", "facilities"),), 0.9, False, "3"),
    "火": Read("request", (("community", "fire"),), 1.0, True),
    "灯和狗": Read("request", (("property", "x"), ("community", "x")), 0.8, False),
    "谢谢": Read("chat", (), 1.0, False),
}
POOR = {
    "灯": Read("request", (("refer", "other"),), 0.9, True, "4"),
    "火": Read("request", (("property", "repair"),), 0.6, False),
    "灯和狗": Read("request", (("property", "x"),), 0.8, False),
    "谢谢": Read("request", (("refer", "other"),), 0.1, False),
}


def test_a_perfect_reader_gets_everything():
    found = score(ROWS, PERFECT.__getitem__, lambda text: text == "灯")
    names = ("kind", "route", "category", "number", "place", "emergencies", "calm", "look-alikes")
    assert {name: found.share(name) for name in names} == dict.fromkeys(names, 1.0)
    assert found.macro_f1 == found.matters_f1 == found.surest == 1.0
    assert found.calibration_error == pytest.approx(0.05)
    assert found.curve() == [(0.5, 0.0), (1.0, 0.0)]
    assert len(found.times) == 4


def test_a_poor_one_gets_what_it_deserves():
    found = score(ROWS, POOR.__getitem__, lambda text: text == "灯")
    assert found.share("route") == 0.5  # an emergency is right under any route
    assert found.share("category") == 0.0
    assert found.share("kind") == 0.75
    assert found.share("number") == pytest.approx(2 / 3)
    assert found.share("place") == found.share("emergencies") == found.share("look-alikes") == 0.0
    assert found.share("calm") == pytest.approx(2 / 3)
    assert found.matters_f1 == pytest.approx(2 / 3)
    assert found.pairs == {("property", "refer"): 1, ("community", "community"): 1}
    assert found.calibration() == [(6, 1, 0.6, 1.0), (9, 1, 0.9, 0.0)]
    assert found.curve() == [(0.5, 1.0), (1.0, 0.5)]


def test_nothing_to_count_gives_no_figure():
    found = score([THANKS], PERFECT.__getitem__)
    assert found.share("route") is found.macro_f1 is found.surest is None
    assert found.calibration_error is found.matters_f1 is None
    assert found.curve() == []


def test_the_comparison_has_a_column_for_each_reader():
    both = {
        "good": score(ROWS, PERFECT.__getitem__, lambda text: text == "灯"),
        "poor": score(ROWS, POOR.__getitem__, lambda text: text == "灯"),
    }
    table = report.comparison("understanding-test", "make", both, ["good"])
    assert table.head == ("figure", "messages", "good", "poor")
    assert all(len(line) == 4 for line in table.rows)
    cells = {line[0]: line[1:] for line in table.rows}
    assert cells["route right"] == ["2", "100.0 %", "50.0 %"]
    assert cells["building and unit right"] == ["1", "100.0 %", "–"]
    assert cells["false alarms, all others"] == ["3", "0.0 % (0)", "33.3 % (1)"]
    assert cells["calibration error (ECE)"] == ["2", "5.0 %", "–"]
    assert cells["time a message, median"][1].endswith(" µs")
    shown = report.aligned(table).splitlines()
    assert len({line.rstrip().rfind(" %") for line in shown if line.startswith("route, m")}) == 1
    assert len(shown) == 1 + len(table.rows)


def test_what_another_reader_does_better_is_said():
    perfect = score(ROWS, PERFECT.__getitem__, lambda text: text == "灯")
    poor = score(ROWS, POOR.__getitem__, lambda text: text == "灯")
    table = report.beaten("understanding-beaten", "make", ("poor", poor), ("perfect", perfect))
    assert table.head == ("perfect is better in", "poor", "perfect")
    assert ["category right", "0.0 %", "100.0 %"] in table.rows
    assert len(table.rows) == 10
    assert report.beaten("x", "make", ("a", perfect), ("b", perfect)).rows == []


def test_every_part_of_a_place_is_scored_where_it_is_stated_and_where_it_is_not():
    home = {"compound": "永安花园", "building": "3", "unit": "2", "floor": None, "room": "501"}
    rows = [
        row("永安花园3号楼2单元501漏水", kind="request", place=home),
        row("4号楼灯坏了", kind="request", place={"building": "5", "unit": None}),
        row("五楼漏水", kind="request"),
    ]
    table = whereabouts.table("understanding-places", "make", rows)
    assert {line[0]: line[1:] for line in table.rows} == {
        "compound": ["1", "100.0 % (1)", "2", "0.0 % (0)"],
        "building": ["2", "50.0 % (1)", "1", "0.0 % (0)"],
        "unit": ["1", "100.0 % (1)", "2", "0.0 % (0)"],
        "floor": ["0", "– (0)", "3", "33.3 % (1)"],
        "room": ["1", "100.0 % (1)", "2", "0.0 % (0)"],
    }


def test_confusion_and_calibration_are_whole():
    found = score(ROWS, POOR.__getitem__)
    matrix = report.confusion("understanding-confusion", "make", found)
    assert sum(int(cell) for line in matrix.rows for cell in line[1:]) == 2
    bins = report.calibration("understanding-calibration", "make", found)
    assert [line[:2] for line in bins.rows] == [["0.6 to 0.7", "1"], ["0.9 to 1.0", "1"]]


def test_a_margin_holds_the_share():
    low, high = re.findall(r"[\d.]+", report.margin(0.9, 100))
    assert float(low) < 90 < float(high)
    assert report.margin(None, 0) == "–"


def test_columns_are_aligned():
    table = Table("x", "make", ("figure", "n"), [["a", "1"], ["long", "100"]])
    assert report.aligned(table) == "figure    n\na         1\nlong    100"


def test_ours_and_keywords_read():
    for reader in (ours(CATALOGUE), keywords(CATALOGUE)):
        lamp = reader("3号楼路灯不亮")
        assert (lamp.kind, lamp.routes[0][0], lamp.danger) == ("request", "property", False)
        assert reader("厨房着火了").danger
        assert reader("谢谢").kind == "chat"


def test_what_sounds_like_a_danger_sounds_so_whatever_stands_around_it():
    alarms = alarming(CATALOGUE)
    assert alarms("去年着火那次演练") and alarms("着火了")
    assert not alarms("路灯不亮")


def test_an_extra_folder_has_sets_of_both_forms(tmp_path):
    given = {
        "id": "a-1",
        "text": "灯坏了",
        "kind": "request",
        "issues": [
            {"route": "property", "category": "facilities", "urgency": "normal", "span": "灯坏了"}
        ],
        "place": NOWHERE,
        "style": [],
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(given) + "\n", encoding="utf-8")
    lines = ["id\ttitle\tbody\troute\tcategory\turgency\talso"]
    lines.append('1\t"路灯\t坏了\tproperty\tfacilities\tnormal\trefer/transport joint/mixed')
    (tmp_path / "b.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = folder(tmp_path)
    assert found["a"][0].text == "灯坏了"
    letter = found["b"][0]
    assert letter.text == '"路灯 坏了'
    assert letter.also == (("refer", "transport"), ("joint", "mixed"))
    assert score([letter], lambda _: Read("request", (("refer", "x"),), 1.0, False)).share("route")


def test_the_fingerprint_changes_with_every_letter(tmp_path):
    (tmp_path / "a.jsonl").write_text("1\n")
    before = fingerprint(tmp_path)
    (tmp_path / "a.jsonl").write_text("2\n")
    assert fingerprint(tmp_path) != before


@pytest.mark.parametrize("name", TABLES)
def test_the_page_has_every_table(name):
    page = report.PAGE.read_text(encoding="utf-8")
    marks = f"<!-- bench:understanding-{name} -->", f"<!-- /bench:understanding-{name} -->"
    assert all(mark in page for mark in marks)
    assert "| --- |" in page[page.index(marks[0]) : page.index(marks[1])]


def test_the_page_shows_its_picture():
    assert report.PICTURE.is_file()
    assert f"({report.PICTURE.name})" in report.PAGE.read_text(encoding="utf-8")


def test_the_page_tells_every_threshold():
    page = report.PAGE.read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", page[page.index("### The thresholds") :]))
    assert {one.name for one in fields(Thresholds)} - told == set()


def bench(code: str) -> subprocess.CompletedProcess[str]:
    """Run the benchmark's command line where none of the extra is installed."""
    names = ("sklearn", "scipy", "numpy", "matplotlib", "opencc", "pypinyin")
    gone = f"import sys; sys.modules.update(dict.fromkeys({names!r}));"
    return subprocess.run(
        [
            sys.executable,
            "-c",
            f"{gone} from benchmarks.understanding.__main__ import main; {code}",
        ],
        cwd=report.PAGE.parents[1],
        capture_output=True,
        text=True,
    )


def test_without_the_extra_it_says_what_to_install():
    done = bench("main([])")
    assert done.returncode == 2
    assert "pip install -e '.[bench]'" in done.stderr


def test_a_folder_that_is_not_there_is_told():
    done = bench("main(['--extra', 'nowhere'])")
    assert done.returncode == 2
    assert "nowhere: no such folder" in done.stderr


def test_what_reads_and_checks_the_messages_needs_nothing_of_the_extra():
    modules = [
        "rows",
        "score",
        "readers",
        "report",
        "cost",
        "picture",
        "thresholds",
        "whereabouts",
        "bursts",
    ]
    done = bench("".join(f"import benchmarks.understanding.{name};" for name in modules))
    assert (done.returncode, done.stderr) == (0, "")
