"""Part 7: a district brings its sheet. The whole command, as somebody in an office runs it, beside
two floors: openpyxl reading the same file and doing nothing with it, and what a programmer would
write first, each person added and committed by itself, without any check."""

import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import openpyxl

from benchmarks.places import databases
from benchmarks.tables import Table
from db.models import Invite, Membership, Person
from db.session import beginner, make_engine
from domain.codes import new_invite_code
from domain.people import Role
from tests.support.keys import ring
from tests.support.town import EXAMPLE, START

ROOT = Path(__file__).parents[1]
COMMUNITIES, QUICK_COMMUNITIES = 20, 2
BUILDINGS, PEOPLE = 100, 500
"""Of each community."""

IN_COMPOUND = 10
HEADS = {
    "units": ["code", "name", "kind", "parent"],
    "compounds": ["code", "name", "community", "property"],
    "grids": ["code", "name", "community", "compound"],
    "buildings": ["compound", "building", "grid"],
    "people": ["staff_no", "name", "role", "unit", "grid"],
}
Sheets = dict[str, list[list[Any]]]


def district(communities: int) -> Sheets:
    """Sheets of a district with so many communities, each with its company, compounds, buildings,
    and people."""
    sheets: Sheets = {key: [list(head)] for key, head in HEADS.items()}
    sheets["units"] += [["d", "一区", "district", None], ["s", "一街", "street", "d"]]
    sheets["people"].append(["0", "区长", "officer", "d", None])
    for number in range(communities):
        _community(sheets, f"c{number}", number)
    return sheets


def _community(sheets: Sheets, code: str, number: int) -> None:
    company = f"{code}-wy"
    sheets["units"] += [[code, f"社区{number}", "community", "s"]]
    sheets["units"] += [[company, f"物业{number}", "property", code]]
    for place in range(BUILDINGS // IN_COMPOUND):
        compound, grid = f"{code}-x{place}", f"{code}-g{place}"
        sheets["compounds"].append([compound, f"花园{number}之{place}", code, company])
        sheets["grids"].append([grid, f"网格{number}之{place}", code, compound])
        for building in range(1, IN_COMPOUND + 1):
            sheets["buildings"].append([compound, str(building), grid])
    for one in range(PEOPLE):
        role = ("secretary", "grid_worker", "community_staff")[min(one, 2)]
        unit = code
        if one > PEOPLE // 2:
            role, unit = "property_staff", company
        grid = f"{code}-g0" if role == "grid_worker" else None
        sheets["people"].append([f"{number:03}{one:04}", f"王{number}之{one}", role, unit, grid])


def write(path: Path, sheets: Sheets) -> None:
    """The file an office would bring."""
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(path)


def read_plainly(path: Path) -> float:
    """Seconds in which openpyxl reads every cell."""
    begun = time.perf_counter()
    book = openpyxl.load_workbook(path, read_only=True)
    for page in book.worksheets:
        for _ in page.iter_rows(values_only=True):
            pass
    book.close()
    return time.perf_counter() - begun


def import_it(path: Path, url: str) -> tuple[float, float, int]:
    """Seconds that `jiedan import` takes from its start to its end, seconds of a processor in them,
    and how often it told how far it was."""
    text = EXAMPLE.read_text(encoding="utf-8")
    text = text[: text.index("[[units]]")].replace("sqlite:///jiedan.sqlite3", url)
    config = path.with_suffix(".toml")
    config.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "bot", "--config", str(config), "import", str(path), "--yes"]
    begun, busy = time.perf_counter(), _busy()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - begun
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return taken, _busy() - busy, sum(line.endswith("%") for line in done.stderr.splitlines())


def _busy() -> float:
    """Seconds of a processor that the commands we ran have had so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def one_by_one(url: str, sheets: Sheets) -> float:
    """Seconds in which each person is added with post and code, and committed."""
    engine = make_engine(url, ring())
    begin = beginner(engine)
    begun = time.perf_counter()
    for _, name, role, unit, grid in sheets["people"][1:]:
        async with begin() as work:
            person = Person(name=name, lang="zh", on_duty=True, created_at=START)
            work.add(person)
            await work.flush()
            post = {"unit": unit, "role": Role(role), "grid": grid}
            work.add(Membership(person_id=person.id, **post))
            code = new_invite_code()
            work.add(Invite(code=code, person_id=person.id, expires_at=START, **post))
            await work.commit()
    taken = time.perf_counter() - begun
    await engine.dispose()
    return taken


def run_part(quick: bool, command: str) -> list[Table]:
    """The table of this part."""
    sheets = district(QUICK_COMMUNITIES if quick else COMMUNITIES)
    counts = [f"{len(sheets[key]) - 1:,}" for key in ("buildings", "people")]
    rows = []
    for kind in ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="jiedan-bench-") as name:
            path = Path(name) / "org.xlsx"
            write(path, sheets)
            floor = read_plainly(path)
            with databases((kind,)) as urls:
                taken, busy, told = import_it(path, urls[kind])
            with databases((kind,)) as urls:
                plain = asyncio.run(one_by_one(urls[kind], sheets))
            found = [taken, busy, floor, taken / floor, plain, plain / taken]
            seconds = [f"{one:.1f}" for one in found]
            rows.append([kind, *counts, *seconds, str(told)])
    head = [
        "database",
        "buildings",
        "people",
        "`jiedan import`, s",
        "processor, s",
        "reading alone, s",
    ]
    head += ["ours : reading", "one by one, s", "one by one : ours", "times told how far"]
    return [Table("import", command, head, rows)]
