"""A broken sheet of every kind, brought by the command to an office that has its people and its
tickets: the mistake is told, and not one cell of the database is another one afterwards."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from bot.cli import main
from bot.clock import SystemClock
from bot.sheet_read import MOST_ROWS
from tests.bot.test_sheet_bad import BAD
from tests.scenarios.staging import DOOR, NOISE
from tests.support.sheets import good, write
from tests.support.town import EXAMPLE, open_town

OFFICE = ("units", "compounds", "grids", "buildings", "people", "groups")
"""What was brought before: no days, which are measured against the clock on the wall."""


@pytest.fixture(scope="module")
def config(tmp_path_factory, sqlite_file) -> Path:
    """An office at work: its sheet was brought, tickets wait and are in hand."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "cli.sqlite3").write_bytes(sqlite_file.read_bytes())
    text = EXAMPLE.read_text(encoding="utf-8")
    text = text.replace("sqlite:///jiedan.sqlite3", f"sqlite:///{folder / 'cli.sqlite3'}")
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    asyncio.run(_at_work(f"sqlite:///{folder / 'cli.sqlite3'}"))
    sheet = write(folder / "org.xlsx", good(*OFFICE))
    assert main(["--config", str(path), "import", str(sheet), "--yes"]) == 0
    return path


async def _at_work(url: str) -> None:
    town = await open_town(url)
    resident = await town.resident()
    await resident.says(DOOR)
    await resident.says(NOISE)
    await town.property.sends_press("accept:1")
    await town.close()


def dump(config: Path) -> dict[str, list[tuple]]:
    """Every row of every table."""
    with closing(sqlite3.connect(config.parent / "cli.sqlite3")) as db:
        names = db.execute("select name from sqlite_master where type = 'table' order by name")
        tables = [name for (name,) in names]
        return {name: sorted(map(repr, db.execute(f'select * from "{name}"'))) for name in tables}


def merged(path: Path) -> Path:
    book = openpyxl.load_workbook(write(path, good()))
    book["units"].merge_cells("C4:C6")
    book.save(path)
    return path


def hidden(path: Path) -> Path:
    book = openpyxl.load_workbook(write(path, good()))
    book["people"].sheet_state = "hidden"
    book.save(path)
    return path


def cut_short(path: Path) -> Path:
    whole = write(path, good()).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def of_text(path: Path) -> Path:
    path.write_bytes(b"staff_no,name\n")
    return path


def too_long(path: Path) -> Path:
    sheets = good()
    sheets["people"] += [["1001", "陈静", "secretary", "yongan", None]] * (MOST_ROWS + 1)
    return write(path, sheets)


def wrong_throughout(path: Path) -> Path:
    sheets = good()
    sheets["people"] += [[str(n), "某", "chief", "yongan", None] for n in range(49_000)]
    return write(path, sheets)


def one_bad_line(path: Path) -> Path:
    """All of it is good but for one person."""
    sheets = good(*OFFICE)
    sheets["people"].append(["1009", "林涛", "grid_worker", "nowhere", None])
    return write(path, sheets)


def known_to_the_database(path: Path) -> Path:
    """In itself it is without a mistake: only the database knows that nobody is called so."""
    sheets = good("duty")
    sheets["duty"][1][1:] = [SystemClock().now().date() + timedelta(days=2), "9999"]
    return write(path, sheets)


FILES = {
    "merged cells": (merged, "units!C4:C6: merged cells"),
    "hidden sheet": (hidden, "people: the sheet is hidden"),
    "file cut short": (cut_short, "not an XLSX file"),
    "file of text": (of_text, "not an XLSX file"),
    "more than 50,000 rows": (too_long, "more than 50,000 rows"),
    "49,000 rows of mistakes": (wrong_throughout, "'chief' is not known"),
    "one bad line among good ones": (one_bad_line, "people!D10: unknown unit 'nowhere'"),
    "what only the database knows": (known_to_the_database, "no such staff number: '9999'"),
}


def brought(config: Path, path: Path, capsys) -> tuple[int, str]:
    code = main(["--config", str(config), "import", str(path), "--yes"])
    return code, capsys.readouterr().err


@pytest.mark.parametrize("kind", [*BAD, *FILES])
def test_it_is_told_and_nothing_at_all_is_changed(config, tmp_path, capsys, kind):
    path = tmp_path / "bad.xlsx"
    if kind in BAD:
        sheets, told = BAD[kind]
        write(path, sheets)
        told = told.split("; allowed")[0]  # the days that are near are counted from the wall clock
    else:
        make, told = FILES[kind]
        make(path)
    before = dump(config)
    assert sum(map(len, before.values())) > 50, "there is something to be changed"
    code, err = brought(config, path, capsys)
    assert code != 0 and told in err
    assert dump(config) == before


def test_without_the_mistake_it_would_have_been_changed(config, tmp_path, capsys):
    before, sheets = dump(config), good(*OFFICE)
    sheets["people"][3][1] = "吴小梅"
    code, err = brought(config, write(tmp_path / "good.xlsx", sheets), capsys)
    assert code == 0, err
    assert dump(config) != before
