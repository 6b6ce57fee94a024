"""One part of a round that fails keeps none of the others."""

import pytest

from db.models import Ticket
from db.time_rows import Absence
from tests.scenarios.staging import DOOR, NOISE, at, heard


@pytest.fixture
async def with_a_bad_ticket(town):
    """Two tickets. What is kept of the one in hand nobody can read; who has it goes on leave."""
    resident = await town.resident()
    await resident.says(DOOR)
    await town.property.presses("接单")
    await resident.says(NOISE)
    async with town.deps.begin() as work:
        (await work.get(Ticket, 1)).policy = {"accept": "no limit at all"}
        person, since = town.property.person_id, at(18, "09:30")
        work.add(Absence(person_id=person, since=since, until=None, deputy_id=None))
        await work.commit()
    return town


async def test_all_else_goes_on_though_an_absence_cannot_be_settled(with_a_bad_ticket):
    town = with_a_bad_ticket
    for day, clock in ((18, "10:00"), (23, "08:30")):
        town.clock.move_to(at(day, clock))
        with pytest.raises(TypeError):  # it is tried again at every round
            await town.program.rounds.tick()
        await town.settle()
    assert await heard(town.grid, "）还没人接单") == ["18 10:00"]
    assert any("一周民情" in text for text in await town.secretary.reads())
