"""A chat of the staff is closed to us: what was told only there is told to whoever can act next."""

import pytest

from db.models import Event, GroupPurpose, Outbox, OutboxState
from domain.people import Role
from tests.handlers.telegram_town import LAMP


@pytest.fixture
async def desk(polled):
    """A worker of the property company, its manager above."""
    polled.worker = await polled.property_worker()
    polled.manager = await polled.joins("manager", "yongan-property", Role.PROPERTY_LEAD)
    return polled


async def gaps(town) -> list[dict]:
    return [event.values for event in await town.rows(Event) if event.kind == "gap"]


async def test_the_card_goes_to_the_next_rung_at_once(desk):
    desk.api.block(desk.worker.person)
    await desk.resident().says(LAMP)
    assert "1118-1 ·" in desk.manager.last
    assert [gap["unreachable"] for gap in await gaps(desk)] == [True]
    assert not await desk.reachable(desk.worker)
    assert await desk.manager.presses("接单") == "接单成功，已告诉居民"


async def test_a_colleague_at_the_post_who_heard_it_is_enough(desk):
    colleague = await desk.joins("colleague", "yongan-property", Role.PROPERTY_STAFF)
    desk.api.block(desk.worker.person)
    await desk.resident().says(LAMP)
    cards = [text for text in colleague.reads() if "1118-1 ·" in text]
    assert len(cards) == 1
    assert not any("1118-1" in text for text in desk.manager.reads())
    assert len(await gaps(desk)) == 1


async def test_a_reminder_of_whoever_has_it_goes_to_a_colleague(desk):
    resident = desk.resident()
    await resident.says(LAMP)
    await desk.worker.presses("接单")
    colleague = await desk.joins("colleague", "yongan-property", Role.PROPERTY_STAFF)
    desk.api.block(desk.worker.person)
    await desk.after(hours=30)
    assert any("1118-1" in text for text in colleague.reads())
    assert (await gaps(desk))[0]["unreachable"] is True
    assert await colleague.presses("看 1118-1") == "已发给您"


async def test_with_nobody_left_it_ends_and_the_gap_is_noted(desk):
    for user in (desk.worker, desk.manager):
        desk.api.block(user.person)
    await desk.resident().says(LAMP)
    assert len(await gaps(desk)) == 2
    states = {row.state for row in await desk.rows(Outbox)}
    assert states <= {OutboxState.SENT, OutboxState.FAILED}


async def test_a_group_that_removed_the_bot_is_a_gap_but_its_people_know(desk):
    group = await desk.binds(desk.worker, -5, "yongan-property", GroupPurpose.STAFF)
    desk.api.block(-5)
    await desk.resident().says(LAMP)
    assert not await desk.reachable(group)
    assert len([text for text in desk.worker.reads() if "1118-1 ·" in text]) == 1
    assert not any("1118-1" in text for text in desk.manager.reads())
    assert len(await gaps(desk)) == 1


async def test_a_resident_who_blocked_us_is_noted_and_nobody_else_is_told(desk):
    resident = desk.resident()
    await resident.says(LAMP)
    desk.api.block(resident.person)
    await desk.worker.presses("接单")
    kinds = [event.kind for event in await desk.rows(Event)]
    assert kinds.count("unreachable") == 1 and "gap" not in kinds
    assert not any("已接单" in text for text in desk.manager.reads())
