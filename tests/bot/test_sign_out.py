"""A phone was stolen: the office ends what it can read."""

import argparse

import pytest

from bot.cli import parser
from bot.sign_out import run_sign_out
from tests.web.house import open_house
from tests.web.test_api import LIGHT


@pytest.fixture
async def house(town):
    house = await open_house(town)
    yield house
    await house.close()


async def ends(house, *whose: str) -> tuple[int, list[str]]:
    lines: list[str] = []
    given = parser().parse_args(["sign-out", *whose])
    assert isinstance(given, argparse.Namespace)
    return await run_sign_out(house.town.program, given, lines.append), lines


async def test_her_browsers_are_signed_out_by_her_tickets_code(house):
    hers, neighbours = await house.visitor(), await house.visitor()
    await hers.says(LIGHT)
    await neighbours.says("5号楼电梯停了")
    number = (await house.town.tickets())[0].id
    code, lines = await ends(house, "--ticket", f"1118-{number}")
    assert code == 0 and lines[0].startswith("1 sessions ended")
    assert (await hers.get("/api/messages")).status == 401
    assert (await hers.says("还有一件事")).status == 401
    assert (await neighbours.get("/api/messages")).status == 200
    assert len(await house.town.tickets()) == 2  # what she said stays and is done
    assert (await ends(house, "--ticket", f"1118-{number}"))[1][0].startswith("0 sessions")


async def test_a_member_of_the_staff_is_signed_out_by_name(house):
    worker = await house.browser_of(house.town.property)
    name = (await worker.me())["name"]
    assert (await ends(house, "--name", name))[0] == 0
    assert (await worker.get("/api/me")).status == 401
    grid = await house.browser_of(house.town.grid)
    assert (await grid.get("/api/me")).status == 200


@pytest.mark.parametrize(
    "whose", [["--ticket", "1118-999"], ["--ticket", "nonsense"], ["--name", "谁也不是"]]
)
async def test_whoever_is_not_there_is_told_so(house, capsys, whose):
    visitor = await house.visitor()
    assert (await ends(house, *whose))[0] == 2
    assert "no such" in capsys.readouterr().err
    assert (await visitor.get("/api/me")).status == 200
