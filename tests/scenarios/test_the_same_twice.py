"""The same update comes twice: one ticket, one acceptance, one of everything."""

import asyncio

from domain.inbound import Incoming, Sender
from domain.lifecycle import Status
from tests.scenarios.staging import DOOR, NOISE, heard, nothing_is_silent
from workflows.hear_message import hear_message


async def test_a_message_again(town):
    resident = await town.resident()
    assert await resident.says(DOOR, key="m-1") is True
    assert await resident.says(DOOR, key="m-1") is False
    assert len(await town.tickets()) == len(await resident.reads()) == 1
    assert len(await town.property.reads()) == len(await town.events("opened")) == 1
    neighbour = await town.resident("neighbour")
    assert await neighbour.says(NOISE, key="m-1") is True  # a key counts within its chat
    await nothing_is_silent(town)


async def test_a_message_from_a_stranger_many_times_at_once(town):
    message = Incoming("web", "stranger", "m-1", Sender("stranger", "赵大妈"), DOOR)
    taken = await asyncio.gather(*(hear_message(town.deps, message) for _ in range(5)))
    assert sorted(taken) == [False] * 4 + [True]
    assert len(await town.tickets()) == 1
    await nothing_is_silent(town)


async def test_a_press_again(town):
    resident = await town.resident()
    await resident.says(DOOR)
    assert await town.property.sends_press("accept:1", key="p-1") == "接单成功，已告诉居民"
    assert await town.property.sends_press("accept:1", key="p-1") == "已经收到了"
    assert len(await town.events("accept")) == 1
    assert len(await heard(resident, "接单了")) == 1
    assert (await town.ticket()).status is Status.HANDLING
    await nothing_is_silent(town)


async def test_an_answer_and_a_rating_again(town):
    resident = await town.resident()
    await resident.says(NOISE)
    await town.grid.presses("接单")
    await town.grid.presses("办结")
    assert await town.grid.says("说好了", key="d-1") is True
    assert await town.grid.says("说好了", key="d-1") is False
    assert await resident.sends_press("solved:1", key="s-1") == "谢谢！"
    assert await resident.sends_press("solved:1", key="s-1") == "已经收到了"
    assert await resident.sends_press("rate:1:bad", key="r-1") == "谢谢！"
    assert await resident.sends_press("rate:1:good", key="r-2") == "1118-1 您已经评过了，谢谢。"
    assert [e.values["answer"] for e in await town.events("rate")] == ["bad"]
    assert len(await town.events("resolve")) == len(await town.events("solved")) == 1
    assert len(await town.tickets()) == 1
    await nothing_is_silent(town)


async def test_a_stranger_writes_twice_at_once(town):
    messages = [
        Incoming("web", "stranger", f"m-{number}", Sender("stranger", "赵大妈"), words)
        for number, words in enumerate((DOOR, NOISE))
    ]
    taken = await asyncio.gather(*(hear_message(town.deps, message) for message in messages))
    assert taken == [True, True]
    one, other = await town.tickets()
    assert one.owner_id == other.owner_id
    await nothing_is_silent(town)
