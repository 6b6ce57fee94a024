"""The benchmarks run and their tables are whole. What the figures say is nobody's business here."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.tables import PAGE, Table, replace_section

ROOT = Path(__file__).parents[2]


def rows_of(part: str) -> list[list[str]]:
    """The cells of all tables a part prints, heads and rules left out."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", part],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert f"Made by `python -m benchmarks {part} --quick`" in done.stdout
    lines = [line for line in done.stdout.splitlines() if line.startswith("|")]
    heads = {n - 1 for n, line in enumerate(lines) if line.startswith("| ---")}
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for n, line in enumerate(lines)
        if n not in heads and n - 1 not in heads
    ]


def test_updates_are_measured_on_both_databases_and_none_is_lost():
    rows = rows_of("updates")
    assert [row[:2] for row in rows[:4]] == [
        ["sqlite", "1"],
        ["sqlite", "8"],
        ["postgresql", "1"],
        ["postgresql", "8"],
    ]
    assert all(re.fullmatch(r"\d+", cell) for row in rows[:4] for cell in row[2:4])
    floods = rows[4:6]
    assert [row[:2] for row in floods] == [["sqlite", "8"], ["postgresql", "8"]]
    assert [row[:3] for row in rows[6:]] == [
        ["sqlite", "1.00", "1.00"],
        ["postgresql", "1.00", "1.00"],
    ]


def test_a_district_s_sheet_is_taken_in_on_both_databases_beside_floors():
    rows = rows_of("import")
    assert [row[:3] for row in rows] == [
        ["sqlite", "200", "1,001"],
        ["postgresql", "200", "1,001"],
    ]
    assert all(re.fullmatch(r"\d+\.\d", cell) for row in rows for cell in row[3:9])
    assert all(int(row[9]) >= 10 for row in rows)


def test_a_district_s_week_is_the_same_in_numbers_both_ways():
    (row,) = rows_of("week")
    assert row[:2] == ["8,000", "8,000"]
    assert int(row[5].replace(",", "")) >= 8000
    assert all(re.fullmatch(r"\d+\.\d+", row[n]) for n in (2, 3, 4, 6, 7, 9))


def test_start_up_tells_which_process_hears():
    rows = {row[0]: row for row in rows_of("startup")}
    assert rows["`jiedan run`"][4] == "yes"
    assert re.fullmatch(r"[\d.]+ s", rows["`jiedan run`"][2])
    assert rows["`jiedan run --only speak,tick,web`"][4] == "no"
    assert re.fullmatch(r"\d+ MB", rows["`jiedan run --only speak,tick,web`"][3])
    assert "`jiedan --help`" in rows


def test_understanding_is_measured_on_short_and_long_messages():
    rows = rows_of("understanding")
    assert len(rows) == 2
    assert all(cell.endswith(" µs") for row in rows for cell in row[3:5])


def test_firing_is_measured_on_both_databases():
    rows = rows_of("firing")
    assert [row[:2] for row in rows] == [
        ["sqlite", "500"],
        ["sqlite", "1,000"],
        ["postgresql", "500"],
        ["postgresql", "1,000"],
    ]
    assert all(cell.endswith(" ms") for row in rows for cell in (*row[2:4], *row[5:7]))


def test_a_broadcast_loses_nothing_and_is_never_refused():
    ((each, chats, *_, lost, refused, _, _),) = rows_of("broadcast")
    assert (each, chats, lost, refused) == ("1", "15", "0", "0")


def test_memory_is_looked_at_on_the_way():
    rows = rows_of("endurance")
    assert [handled for handled, _ in rows] == ["32", "64"]
    assert all(memory.endswith(" MB") for _, memory in rows)


def test_tables_go_between_their_markers():
    table = Table("help", "python -m benchmarks startup", ("a", "b"), [["1", "2"]])
    page = "before\n<!-- bench:help -->\nold\n<!-- /bench:help -->\nafter"
    assert replace_section(page, "help", table.markdown()) == (
        "before\n<!-- bench:help -->\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n"
        "Made by `python -m benchmarks startup`.\n<!-- /bench:help -->\nafter"
    )
    with pytest.raises(ValueError, match="no markers"):
        replace_section("nothing here", "help", "")


@pytest.mark.parametrize(
    "name",
    [
        "updates",
        "updates-flood",
        "updates-written",
        "firing",
        "broadcast",
        "promptness",
        "endurance",
        "startup",
        "help",
        "understanding",
    ],
)
def test_the_page_has_a_place_for_every_table(name):
    assert f"<!-- bench:{name} -->" in PAGE.read_text(encoding="utf-8")
