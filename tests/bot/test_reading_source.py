"""`jiedan understand` and `jiedan explain` read as the running program does: with the sheet an
office brought and the words its communities have taken in, where there is a database."""

import asyncio
import json
from types import SimpleNamespace

import pytest

from bot.cli import main
from bot.reading_source import UNASKED
from db.lesson_rows import Proposal, ProposalState
from tests.support.sheets import bring, good
from tests.support.town import EXAMPLE

HEAD = ["code", "name", "route", "unit", "level", "evidence", "words"]
MEALS = ["elder-meals", "老年助餐", "社区", "永安社区", "L2", "是", "老年餐、助餐点"]
ORDER = "想给我妈订个老年餐，送到家"


def sheets() -> dict[str, list[list]]:
    found = good("units", "compounds", "grids", "buildings")
    found["units"].append(["second", "和平社区", "community", "jianzhong"])
    found["compounds"].append(["peace-court", "和平里", None, "second", None, None, None])
    found["categories"] = [HEAD, MEALS, ["parking", "停车难", None, None, "L4", None, "挪车位"]]
    return found


@pytest.fixture
def office(town, tmp_path, capsys):
    """The town's configuration as a file, and what `explain` prints with it."""
    text = EXAMPLE.read_text(encoding="utf-8")
    config = tmp_path / "config.toml"
    url = town.program.settings.database.url
    text = text.replace('"sqlite:///jiedan.sqlite3"', json.dumps(url))
    config.write_text(text, encoding="utf-8")

    async def explained(message: str) -> str:
        code = await asyncio.to_thread(main, ["--config", str(config), "explain", message])
        assert code == 0
        return capsys.readouterr().out

    return SimpleNamespace(town=town, config=config, explained=explained, capsys=capsys)


async def test_categories_and_compounds_of_the_sheet_are_known(office, tmp_path):
    before = await office.explained(f"永安花园3号楼 {ORDER}")
    assert "elder-meals" not in before
    await bring(office.town.program, tmp_path / "a.xlsx", sheets())
    after = await office.explained(f"永安花园3号楼 {ORDER}")
    assert "community/elder-meals, normal, L2" in after
    assert "compound 和平里" in await office.explained("和平里5号楼水管漏水")
    assert "parking, normal, L4" in await office.explained("帮我挪车位，挡住了")


async def test_words_of_one_community_count_there_alone(office, tmp_path):
    await bring(office.town.program, tmp_path / "a.xlsx", sheets())
    assert "elder-meals" not in await office.explained(f"和平里5号楼 {ORDER}")
    assert "elder-meals" not in await office.explained(ORDER), "it may be either's"


async def test_words_that_were_taken_in_count(office):
    async with office.town.deps.begin() as work:
        work.add(
            Proposal(
                unit="yongan",
                word="大喇叭",
                category="nuisance",
                weight=9.0,
                examples=3,
                residents=2,
                right_before=0,
                right_after=3,
                measured=3,
                state=ProposalState.ACCEPTED,
                asked_at=office.town.clock.now(),
            )
        )
        await work.commit()
    assert "大喇叭 (9)" in await office.explained("永安花园3号楼底下大喇叭")


async def test_nothing_is_written(office, tmp_path):
    office.config.write_text(
        office.config.read_text(encoding="utf-8").replace(
            json.dumps(office.town.program.settings.database.url),
            json.dumps(f"sqlite:///{tmp_path}/none.sqlite3"),
        ),
        encoding="utf-8",
    )
    assert "property/facilities" in await office.explained("永安花园3号楼楼道灯坏了")
    assert not (tmp_path / "none.sqlite3").exists()
    assert office.capsys.readouterr().err == ""


async def test_a_database_that_cannot_be_asked_is_told(office, tmp_path):
    (tmp_path / "bad.sqlite3").write_bytes(b"no database at all")
    text = office.config.read_text(encoding="utf-8")
    url = json.dumps(office.town.program.settings.database.url)
    bad = text.replace(url, json.dumps(f"sqlite:///{tmp_path}/bad.sqlite3"))
    office.config.write_text(bad, encoding="utf-8")
    code = await asyncio.to_thread(main, ["--config", str(office.config), "explain", "灯坏了"])
    told = office.capsys.readouterr()
    assert code == 0 and "facilities" in told.out
    assert UNASKED in told.err
