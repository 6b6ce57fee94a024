"""The first time somebody writes: nothing is asked before her report is taken, then one thing; and
what is kept of her fits one screen."""

import math

import pytest

from tests.support.town import Actor

WIDE, HIGH = 20, 14


def lines_on_a_phone(text: str) -> int:
    return sum(max(1, math.ceil(len(line) / WIDE)) for line in text.split("\n"))


async def test_nothing_is_asked_before_the_first_report(town):
    stranger = Actor(town, "stranger")
    for words in ("/start", "你好", "/my", "/help"):
        await stranger.says(words)
    assert await town.tickets() == [] and len(await stranger.reads()) >= 4
    assert not any("？" in text or "🙋" in text for text in await stranger.reads())
    await stranger.says("厨房下水道堵了")
    answer = await stranger.last()
    assert answer.startswith("✅ 收到，您放心。编号 1118-1") and answer.count("🙋") == 1
    await stranger.says("永安花园3号楼2单元501")
    assert "记下了：永安花园3号楼2单元" in await stranger.last()
    await town.after(hours=2)
    await stranger.says("厨房灯坏了")
    assert "🙋" not in await stranger.last(), "where she lives is asked once"
    assert (await town.ticket()).place["building"] == "3"


@pytest.mark.parametrize("words", ["永安花园3号楼2单元楼道灯坏了", "厨房下水道堵了"])
async def test_her_first_answer_says_in_short_what_is_kept(town, words):
    """What, why, until when, and how to be rid of it: in the answer itself, on one screen, once."""
    stranger = Actor(town, "stranger")
    await stranger.says(words)
    first = await stranger.last()
    for said in ("话、照片、住哪", "只用来办这件事", "到期就删", "想看、想删"):
        assert said in first
    assert lines_on_a_phone(first) <= HIGH
    assert "/privacy" in first or "🔒 我的信息怎么用" in await stranger.buttons()
    worker = town.property if "楼道灯" in words else town.grid
    await worker.presses("接单·今天")
    assert "到期就删" not in (await stranger.bubbles())[1].text, "her card says it shorter"
    await stranger.says("5号楼电梯坏了")
    assert "到期就删" not in await stranger.last()


async def test_what_is_kept_of_her_fits_one_screen(town):
    stranger = Actor(town, "stranger")
    await stranger.says("/privacy")
    assert lines_on_a_phone(await stranger.last()) <= HIGH
    assert "留多久" in await stranger.last() and len(await stranger.buttons()) == 3


async def test_her_homes_fit_one_screen_too(town):
    tenant = await town.resident("tenant")
    await tenant.says("我妈家在5号楼1单元302")
    assert lines_on_a_phone(await tenant.last()) <= 4
    await tenant.says("/home")
    assert lines_on_a_phone(await tenant.last()) <= HIGH


@pytest.mark.parametrize(
    "words", ["我家：永安花园3号楼2单元501", "我住永安花园3号楼2单元501", "我是永安花园3号楼的"]
)
async def test_who_says_where_she_lives_has_reported_nothing(town, words):
    resident = await town.resident()
    await resident.says(words)
    assert (await resident.last()).startswith("🏠 记住了，您家：永安花园3号楼")
    assert await town.tickets() == []
    await resident.says("灯坏了")
    assert (await town.ticket()).place["building"] == "3"


async def test_what_is_the_matter_at_home_is_a_report(town):
    resident = await town.resident()
    await resident.says("我家永安花园3号楼2单元501停水了")
    assert len(await town.tickets()) == 1


@pytest.mark.parametrize(
    "words",
    ["物业不干活，我住永安花园3号楼501", "我家永安花园3号楼501进水", "我住3号楼，楼道那个不行了"],
)
async def test_whatever_else_she_says_is_a_report(town, words):
    resident = await town.resident()
    await resident.says(words)
    assert len(await town.tickets()) == 1
