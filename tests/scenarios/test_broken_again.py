"""又坏了 after ten days: the new ticket names the one that was closed, is more urgent from the
beginning, and stands in the history of the earlier closing."""

import pytest

from domain.lifecycle import Status
from tests.scenarios.staging import mended, nothing_is_silent

LIFT = "3号楼2单元电梯坏了，老人上不去"
LIFT_AGAIN = "3号楼2单元电梯又坏了，老人又上不去了"
LAMP = "3号楼2单元楼道灯坏了"
LAMP_AGAIN = "楼道灯又坏了，3号楼2单元"


async def closed_lamp(town):
    """A lamp that was mended and found good."""
    resident = await town.resident()
    await resident.says(LAMP)
    await mended(town, 1)
    await resident.presses("已解决")
    return resident


async def test_after_ten_days_it_is_linked_and_more_urgent(town):
    resident = await closed_lamp(town)
    first = await town.ticket(1)
    await town.after(days=10)
    await resident.says(LAMP_AGAIN)
    again = await town.ticket(2)
    assert (first.level, again.level, again.recurs_of) == ("L3", "L2", 1)
    assert again.accept_due < again.opened_at + (first.accept_due - first.opened_at)
    answer = await resident.last()
    assert "收到，您放心。编号 1128-2" in answer
    assert "又出问题了，我们提一级抓紧办" in answer and "编号 1118-1" in answer
    assert "🔁 又坏了：1118-1" in await town.property.last()
    (event,) = await town.events("came_back")
    assert (event.ticket_id, event.values["as"]) == (1, 2)
    assert event.values["done"] == first.resolved_at.isoformat()
    await nothing_is_silent(town)


async def test_before_she_has_confirmed_it_is_the_same_ticket_done_again(town):
    resident = await town.resident()
    await resident.says(LAMP)
    await mended(town, 1)
    await town.after(hours=30)
    await resident.says(LAMP_AGAIN)
    (ticket,) = await town.tickets()
    assert (ticket.status, ticket.redo, ticket.recurs_of) == (Status.QUEUED, 1, None)


@pytest.mark.parametrize("days", [31, 400])
async def test_after_a_month_it_is_a_matter_of_its_own(town, days):
    resident = await closed_lamp(town)
    await town.after(days=days)
    await resident.says(LAMP_AGAIN)
    again = await town.ticket(2)
    assert (again.recurs_of, again.level) == (None, "L3")
    assert "又出问题了" not in await resident.last()
    assert await town.events("came_back") == []


async def test_a_lift_comes_back_for_whoever_says_so(town):
    first, second = await town.resident("first"), await town.resident("second")
    await first.says(LIFT)
    await mended(town, 1)
    await first.presses("已解决")
    await town.after(days=3)
    await second.says(LIFT_AGAIN)
    again = await town.ticket(2)
    assert (again.recurs_of, again.owner_id) == (1, second.person_id)
    assert "编号 1118-1" in await second.last()


async def test_what_was_withdrawn_never_was_done(town):
    resident = await town.resident()
    await resident.says(LAMP)
    await resident.sends_press("withdraw:1")
    await town.after(days=2)
    await resident.says(LAMP_AGAIN)
    tickets = await town.tickets()
    assert (tickets[0].status, tickets[1].recurs_of) == (Status.WITHDRAWN, None)


async def test_nobody_learns_that_a_neighbour_complained_before(town):
    first, second = await town.resident("first"), await town.resident("second")
    text = "3号楼2单元501半夜装修太吵了"
    await first.says(text)
    ticket = await town.ticket(1)
    assert ticket.against == "neighbour"
    async with town.deps.begin() as work:
        row = await work.merge(ticket)
        row.status, row.resolved_at = Status.CLOSED, town.clock.now()
        await work.commit()
    await town.after(days=2)
    await second.says(text)
    assert (await town.ticket(2)).recurs_of is None
    assert "1118-1" not in await second.last()
    await first.says(text)
    assert (await town.ticket(3)).recurs_of == 1


async def test_it_is_never_raised_to_a_danger(town):
    resident = await closed_lamp(town)
    for number in (2, 3):
        await town.after(days=4)
        await resident.says(LAMP_AGAIN)
        await mended(town, number)
        await resident.presses("已解决")
    levels = [(t.level, t.recurs_of) for t in await town.tickets()]
    assert levels == [("L3", None), ("L2", 1), ("L2", 2)]
