"""Nine tickets of one post wait: the one on duty hears it in one message, not in nine."""

import pytest

from db.models import Outbox, OutboxState
from domain.lifecycle import Status
from domain.people import Role
from tests.scenarios.staging import NOISE, at, heard, nothing_is_silent
from tests.support.screen import LINES, screen_lines
from workflows.deliver_outbox import BATCH

NINE = range(1, 10)


@pytest.fixture
async def waiting(town):
    """Nine doors are broken, in as many buildings; nobody has accepted any."""
    for number in NINE:
        resident = await town.resident(f"resident-{number}")
        await resident.says(f"{number}号楼2单元门坏了，关不上")
    return town


async def digests(town) -> list[Outbox]:
    """The rows that went as one message."""
    rows = [row for row in await town.outbox() if row.chat == "property" and row.sent_id]
    ids = [row.sent_id for row in rows]
    return [row for row in rows if ids.count(row.sent_id) > 1 and row.topic == "reminder"]


async def test_they_come_as_one_message(waiting):
    town = waiting
    before = len(await town.property.reads())
    await town.after(hours=1, minutes=3)
    new = (await town.property.reads())[before:]
    assert len(new) == 1 and "9 件" in new[0]
    codes = [f"1118-{number}" for number in NINE]
    assert all(f"{code} " in new[0] for code in codes[:6])
    assert new[0].endswith("还有 3 件。") and screen_lines(new[0]) <= LINES
    assert await town.property.buttons() == [*(f"看 {code}" for code in codes[:6]), "📋 看全部"]
    rows = await digests(town)
    await town.property.presses("看全部")
    assert "等接单 9 件" in await town.property.last()
    assert len(rows) == 9 and {row.state for row in rows} == {OutboxState.SENT}
    assert len({row.sent_id for row in rows}) == 1
    await nothing_is_silent(town)


async def test_more_than_a_batch_of_reminders_is_still_one_message_each(town):
    posted = [town.property]
    posted += [
        await town.staff(f"worker-{n}", "钱进", Role.PROPERTY_STAFF, "yongan-property")
        for n in range(3)
    ]
    count = BATCH // len(posted) + 5
    for number in range(1, count + 1):
        await (await town.resident(f"resident-{number}")).says(f"{number}号楼2单元门坏了，关不上")
    town.clock.move_to(at(18, "10:02"))  # as after an outage
    await town.after(minutes=1)
    for worker in posted:
        said = [text for text in await worker.reads() if "件等您办" in text]
        assert len(said) == 1 and f"{count} 件" in said[0]
    await nothing_is_silent(town)


async def test_a_button_brings_the_card_to_whoever_may_see_it(waiting):
    town = waiting
    await town.after(hours=1, minutes=3)
    assert await town.property.presses("看 1118-5") == "已发给您"
    assert "1118-5 ·" in await town.property.last()
    assert await town.property.presses("接单") == "接单成功，已告诉居民"
    assert (await town.ticket(5)).status is Status.HANDLING
    somebody = await town.resident("somebody")
    assert await somebody.sends_press("show:5") == "这一单不归您操作。"
    assert await somebody.reads() == []


async def test_a_reply_to_it_is_never_put_to_a_wrong_ticket(waiting):
    town = waiting
    await town.after(hours=1, minutes=3)
    digest = (await town.property.bubbles())[-1]
    await town.property.presses("看 1118-5")
    await town.property.presses("接单")
    await town.property.says("师傅在路上了", reply_to=str(digest.id))
    assert "要反馈哪一件" in await town.property.last()
    assert await town.events("progress") == []
    await town.property.says("1118-5 师傅在路上了", reply_to=str(digest.id))
    (event,) = await town.events("progress")
    assert event.ticket_id == 5


async def test_the_most_urgent_comes_first_and_a_lone_one_as_ever(town):
    await town.after(minutes=1)
    await (await town.resident("a")).says("3号楼2单元门坏了，关不上")
    await town.after(minutes=46)
    await (await town.resident("b")).says("5号楼电梯坏了，停着不动")
    levels = {ticket.id: ticket.level for ticket in await town.tickets()}
    assert levels == {1: "L3", 2: "L2"}, "one general and one timely"
    await town.after(minutes=16)
    (text,) = [text for text in await town.property.reads() if "2 件" in text]
    assert text.index("1118-2") < text.index("1118-1")
    await (await town.resident("c")).says(NOISE)
    await town.after(hours=1)
    assert [len(await heard(town.grid, words)) for words in ("还没人接单", "件等您办")] == [1, 0]
