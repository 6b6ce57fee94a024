"""Any damage to a good sheet, in its cells or in the bytes of its file: it is refused and nothing
changes, or it is taken in whole; never anything between, and never an error of ours."""

import asyncio
import io
import shutil
import zipfile
from datetime import date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.app import build
from bot.config_file import load_settings
from bot.sheet_check import check
from bot.sheet_file import NotReadable
from bot.sheet_import import remaker
from bot.sheet_read import read_tables
from bot.sheet_shape import Findings, Names
from db.desk_rows import Shift
from db.models import Fact, Invite, Membership, Person
from tests.support.sheets import good, write
from tests.support.town import EXAMPLE, open_town
from workflows.compare_sheet import look
from workflows.take_in_sheet import SheetRefused, take_in

TABLES = (Person, Membership, Invite, Shift)
SHOWN = st.characters(exclude_categories=("Cs", "Cc"))
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 3, 1), date(9999, 1, 1)),
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 1, 1)),
    st.times().map(lambda at: time(at.hour, at.minute)),
    st.text(SHOWN, max_size=30),
    st.sampled_from(
        ["#N/A", "=A1", "", " ", "１００１", "1001", "yongan", "李娜", "grid-1", "3", "l" * 5000]
        + ["1.0E+15", "_xD800_", "_x0000_", "\u3164", "community", "erqi", "是", "L0", "漏", "1-6"]
    ),
)
SPOTS = st.tuples(st.sampled_from(sorted(good())), st.integers(0, 9), st.integers(0, 7))
DAMAGES = st.lists(st.tuples(SPOTS, VALUES), min_size=1, max_size=4)
LOST_ROWS = st.lists(st.tuples(st.sampled_from(sorted(good())), st.integers(0, 9)), max_size=2)


@pytest.fixture(scope="module")
def reader():
    """A program that only reads."""
    return build(load_settings(EXAMPLE), speaks=False)


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> bytes:
    """A file without any damage."""
    return write(tmp_path_factory.mktemp("whole") / "org.xlsx", good()).read_bytes()


def spoilt(damages, lost) -> dict[str, list[list]]:
    sheets = good()
    for (sheet, row, column), value in damages:
        rows = sheets[sheet]
        cells = rows[row % len(rows)]
        cells += [None] * (column + 1 - len(cells))
        cells[column] = value
    for sheet, row in lost:
        if len(sheets[sheet]) > 1:
            del sheets[sheet][row % len(sheets[sheet])]
    return sheets


def read(program, path):
    """The sheet, or None with why not."""
    names, found = Names(program.words), Findings()
    today = program.deps.now().date()
    try:
        tables = read_tables(path, names, found, lambda *_: None)
    except NotReadable as error:
        return None, [str(error)]
    sheet = check(tables, program.deps.rules, names, found, today)
    return (None if found.problems else sheet), found.problems


async def brought(url: str, path, sheets) -> bool:
    """Bring a sheet to a town; whether it was taken in."""
    town = await open_town(url)
    try:
        before = await everything(town)
        sheet, problems = read(town.program, write(path, sheets))
        if sheet is None:
            assert problems
            return False
        async with town.deps.begin() as work:
            plan = await look(work, town.deps, sheet)
        assert await everything(town) == before
        if plan.problems:
            return False
        try:
            await take_in(town.deps, sheet, remaker(town.program), plan, lambda *_: None)
        except SheetRefused:
            assert await everything(town) == before
            return False
        async with town.deps.begin() as work:
            again = await look(work, town.deps, sheet)
        assert (again.problems, again.is_empty) == ((), True)
        return True
    finally:
        await town.close()


async def everything(town) -> list[list[str]]:
    """What stands in the tables that an import writes."""
    async with town.deps.begin() as work:
        found = [sorted(map(repr, await work.execute(select(m.__table__)))) for m in TABLES]
        kept = await work.get(Fact, "organisation")
        return [*found, [repr(kept.value) if kept else ""]]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DAMAGES, LOST_ROWS)
def test_damaged_cells_are_refused_or_taken_in_whole(sqlite_file, tmp_path, damages, lost):
    database = tmp_path / "town.sqlite3"
    shutil.copy(sqlite_file, database)
    sheets = spoilt(damages, lost)
    taken = asyncio.run(brought(f"sqlite:///{database}", tmp_path / "org.xlsx", sheets))
    assert taken in (True, False)


def test_without_damage_it_is_taken_in(sqlite_file, tmp_path):
    database = tmp_path / "town.sqlite3"
    shutil.copy(sqlite_file, database)
    assert asyncio.run(brought(f"sqlite:///{database}", tmp_path / "org.xlsx", good()))


BYTES = st.lists(
    st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 12)), min_size=1, max_size=3
)


def bitten(content: bytes, bites) -> bytes:
    """Some bytes replaced by others, at places between the beginning (0) and the end (1)."""
    for where, new, gone in bites:
        at = int(where * len(content))
        content = content[:at] + new + content[at + gone :]
    return content


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bites=BYTES)
def test_a_bitten_file_is_read_or_refused(reader, whole, tmp_path, bites):
    path = tmp_path / "org.xlsx"
    path.write_bytes(bitten(whole, bites))
    sheet, problems = read(reader, path)
    assert (sheet is None) == bool(problems)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 50), BYTES)
def test_a_file_with_a_bitten_part_is_read_or_refused(reader, whole, tmp_path, number, bites):
    path = tmp_path / "org.xlsx"
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = sorted(parts)[number % len(parts)]
    parts[name] = bitten(parts[name], bites)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    sheet, problems = read(reader, path)
    assert (sheet is None) == bool(problems)
