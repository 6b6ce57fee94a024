"""很满意, 不太满意: said instead of tapped. It is her rating, and no report."""

import pytest

from domain.lifecycle import Status
from tests.scenarios.staging import nothing_is_silent
from tests.support.town import photo

LEAK = "3号楼2单元501厨房水管子漏水，滴答滴答的"


@pytest.fixture
async def done(town):
    """Mended, with a photo; she is asked whether it is solved."""
    found = await town.resident()
    await found.says(LEAK)
    await town.property.presses("接单")
    await town.property.presses("办结")
    await town.property.says("换了角阀", media=[photo()])
    return found


@pytest.mark.parametrize(
    ("words", "answer"),
    [("很满意", "good"), ("挺满意的，谢谢师傅", "good"), ("不太满意", "bad"), ("太差了", "bad")],
)
async def test_asked_whether_she_is_satisfied_she_says_so(town, done, words, answer):
    await done.presses("已解决")
    await done.says(words)
    (event,) = await town.events("rate")
    assert event.values["answer"] == answer
    assert len(await town.tickets()) == 1
    await nothing_is_silent(town)


async def test_satisfied_before_anybody_asked_is_solved_too(town, done):
    await done.says("很满意")
    ticket = await town.ticket()
    assert (ticket.status, ticket.verdict) == (Status.CLOSED, "solved")
    assert [e.values["answer"] for e in await town.events("rate")] == ["good"]
    assert await done.last() == "谢谢您的肯定，我们转告办事的人。"
    assert not [text for text in await done.reads() if "满意吗" in text]


@pytest.mark.parametrize("words", ["不滴了", "不漏了，谢谢师傅", "好像好了"])
async def test_what_dripped_no_more_is_solved(town, done, words):
    await done.says(words)
    ticket = await town.ticket()
    assert (ticket.status, ticket.verdict) == (Status.CLOSED, "solved")
    assert len(await town.tickets()) == 1


@pytest.mark.parametrize("words", ["还在滴", "还是滴水", "水还是有点小", "照样漏"])
async def test_what_still_drips_is_not_solved(town, done, words):
    await done.says(words)
    (ticket,) = await town.tickets()
    assert (ticket.status, ticket.redo) == (Status.QUEUED, 1)
    assert "没解决，马上重新办" in await done.last()
    await nothing_is_silent(town)


@pytest.mark.parametrize("words", ["还行", "一般般", "等等看"])
async def test_who_says_neither_is_asked_once_more(town, done, words):
    await done.says(words)
    assert "您看解决了没有" in await done.last()
    assert [t.status for t in await town.tickets()] == [Status.DONE]
    await done.presses("已解决")
    await done.says(words)
    assert "满意吗" in await done.last()
    assert await town.events("rate") == [] and len(await town.tickets()) == 1
    assert await done.presses("😊 满意") == "谢谢！"
    await nothing_is_silent(town)


async def test_said_twice_it_counts_once_and_opens_nothing(town, done):
    await done.says("很满意")
    await done.says("真的很满意")
    assert len(await town.events("rate")) == len(await town.tickets()) == 1


async def test_what_was_mended_and_leaks_again_is_known_by_its_name(town, done):
    await done.presses("已解决")
    await town.after(days=10)
    await done.says("上回那个水管又漏了")
    again = await town.ticket(2)
    assert again.recurs_of == 1 and "1118-1" in await done.last()
    await nothing_is_silent(town)


async def test_another_thing_that_fails_again_is_its_own(town, done):
    await done.presses("已解决")
    await town.after(days=10)
    await done.says("电梯又坏了")
    assert (await town.ticket(2)).recurs_of is None


async def test_the_power_that_is_back_solves_no_leak(town, done):
    await done.says("来电了")
    assert [t.status for t in await town.tickets()] == [Status.DONE]
