"""Cards nobody touches: the day they name is right every morning, and nobody hears it."""

from datetime import datetime, time, timedelta

import pytest

from db.models import GroupPurpose, Outbox
from tests.support.town import ZONE, Town
from workflows.renew_cards import Pace, renew_due
from workflows.speech import Priority

LIGHT = "3号楼2单元楼道灯坏了，麻烦来修一下"
NOISE = "3号楼2单元楼上天天半夜吵，睡不着"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


async def card_of(actor) -> str:
    """The one card in a chat."""
    (text,) = {b.text for b in await actor.bubbles() if "1118-1" in b.text and "为什么" in b.text}
    return text


async def edits(town: Town, since: int) -> list[Outbox]:
    return [row for row in await town.outbox() if row.id > since and row.kind == "update"]


async def taken_for_tomorrow(town: Town) -> None:
    """A colleague takes a ticket for the next day, and nobody touches its card after that."""
    await (await town.resident()).says(LIGHT)
    await town.property.presses("接单·明天")


async def test_what_is_not_today_is_said_by_its_date(town):
    await taken_for_tomorrow(town)
    text = await card_of(town.property)
    assert "说好11月19日（周四）18:00 前到" in text
    assert "请在11月27日（周五）09:00 前办好" in text
    assert "明天" not in text


async def test_a_card_nobody_touched_is_right_the_next_morning_and_the_one_after(town):
    group = await town.group("workgroup", "yongan-property", GroupPurpose.STAFF)
    await taken_for_tomorrow(town)
    for reader in (town.property, group):
        assert "11月19日（周四）18:00 前到" in await card_of(reader)
    await town.until(at(19, 5))
    for reader in (town.property, group):
        text = await card_of(reader)
        assert "说好今天 18:00 前到" in text and "11月19日" not in text
    await town.until(at(20, 5))
    for reader in (town.property, group):
        text = await card_of(reader)
        assert "说好11月19日（周四）18:00 前到" in text and "今天" not in text


async def test_a_card_that_waits_says_in_the_morning_that_it_is_late(town):
    await (await town.resident()).says(NOISE)
    await town.off_duty("grid", "grid2")
    assert "请在今天 11:00 前接单" in await card_of(town.grid)
    town.clock.move_to(at(19, 5))
    await town.program.rounds.tick()
    await town.settle()
    assert "已经超时" in await card_of(town.grid)


async def test_it_makes_no_sound_and_goes_after_everything_else(town):
    await taken_for_tomorrow(town)
    town.clock.move_to(at(19, 5))
    before = max(row.id for row in await town.outbox())
    assert await renew_due(town.deps, None) == at(19, 5).date()
    (row,) = await edits(town, before)
    assert (row.silent, row.priority) == (True, Priority.BROADCAST)


async def test_it_is_done_once_a_day_and_not_before_its_hour(town):
    await taken_for_tomorrow(town)
    town.clock.move_to(at(19, 4, 59))
    before = max(row.id for row in await town.outbox())
    assert await renew_due(town.deps, None) is None
    assert await edits(town, before) == []
    town.clock.move_to(at(19, 5))
    for _ in range(3):  # as other processes do, or this one started anew
        await renew_due(town.deps, None)
        await town.settle()
    assert len(await edits(town, before)) == 1


async def test_after_an_outage_it_comes_late_rather_than_never(town):
    await taken_for_tomorrow(town)
    town.clock.move_to(at(20, 16))  # nothing ran for two days
    before = max(row.id for row in await town.outbox())
    assert await renew_due(town.deps, at(18, 5).date()) == at(20, 5).date()
    await town.settle()
    assert await edits(town, before) == []  # its date is right as it stands
    await town.property.presses("反馈")
    await town.property.says("等配件")
    assert "今天 16:00" in await card_of(town.property)
    town.clock.move_to(at(22, 23))
    await renew_due(town.deps, at(20, 5).date())
    await town.settle()
    text = await card_of(town.property)
    assert "11月20日（周五）16:00" in text and "今天" not in text


async def test_what_was_closed_is_left_alone(town):
    resident = await town.resident()
    await resident.says(LIGHT)
    await resident.sends_press("withdraw:1")
    town.clock.move_to(at(19, 5))
    before = max(row.id for row in await town.outbox())
    await renew_due(town.deps, None)
    assert await edits(town, before) == []


async def test_very_many_go_a_few_at_a_time_and_none_twice(town):
    slowly = Pace(looked_at=4, said=2)
    for number in range(9):
        await (await town.resident(f"r{number}")).says(f"{number + 1}号楼楼道灯坏了，来修一下")
    town.clock.move_to(at(19, 5))
    before = max(row.id for row in await town.outbox())
    goes = [0]
    while await renew_due(town.deps, None, slowly) is None:
        goes.append(len(await edits(town, before)))
        assert goes[-1] - goes[-2] <= 2
        assert len(goes) < 30
    rows = await edits(town, before)
    assert sorted(row.ticket_id for row in rows) == list(range(1, 10))


@pytest.mark.parametrize("hour", [time(5), time(14)])
async def test_a_card_that_went_out_today_is_right_as_it_is(town, hour):
    town.clock.move_to(datetime.combine(at(19, 0), hour, ZONE) + timedelta(minutes=1))
    await (await town.resident()).says(LIGHT)
    before = max(row.id for row in await town.outbox())
    await renew_due(town.deps, None)
    assert await edits(town, before) == []
