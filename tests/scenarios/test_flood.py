"""Forty households without heating within ten minutes: one incident, and everybody informed."""

from db.models import GroupPurpose
from domain.lifecycle import Status
from tests.scenarios.staging import nothing_is_silent, reopen
from tests.support.town import photo

COLD = ("家里暖气不热", "暖气冰凉", "暖气片是凉的", "没暖气了", "暖气一点不热，冻死了")


async def test_forty_cold_radiators_are_one_incident(town):
    group = await town.group("staff_group", "yongan-property", GroupPurpose.STAFF)
    people = []
    for number in range(40):
        if number == 20:
            await reopen(town)
        people.append(await town.resident(f"cold{number}"))
        await people[-1].says(f"永安花园{1 + number % 8}号楼{COLD[number % len(COLD)]}")
        await town.after(seconds=15)
        if number % 8 == 4:
            await nothing_is_silent(town)
    tickets = await town.tickets()
    (main,) = [t for t in tickets if t.status is not Status.MERGED]
    assert (main.id, main.incident, main.households, main.merged) == (1, True, 40, 39)
    assert all(t.merged_into == 1 for t in tickets[1:])

    said = await people[30].last()
    assert "这件事已有 31 户反映，正在一起办（编号 1118-1）。您的编号 1118-31" in said
    assert await people[30].buttons() == ["不是一回事"]
    assert "您的 1118-2 和 1118-1 并成一件办" in "".join(await people[1].reads())
    assert len([t for t in await group.reads() if "短时间内有 5 户反映" in t]) == 1
    assert len([t for t in await town.secretary.reads() if "短时间内有" in t]) == 1
    cards = [t for t in await town.property.reads() if "1118-" in t]
    assert len(cards) <= 4 + 1
    assert any("集中反映：40 户" in t for t in cards)

    assert await people[39].presses("不是一回事") == "好，分开办"
    assert (await town.ticket(40)).status is Status.QUEUED
    assert (await town.ticket(1)).households == 39
    await nothing_is_silent(town)

    await town.property.sends_press("accept:1")
    for number in (0, 1, 17, 38):
        assert f"1118-{number + 1}（房屋水电维修）物业张师傅接单了" in await people[number].last()
    await town.property.sends_press("resolve:1")
    await town.property.says("换热站修好了", media=[photo()])
    await nothing_is_silent(town)
    assert {t.status for t in await town.tickets()} == {Status.DONE, Status.QUEUED}
    await people[5].presses("已解决")
    await people[6].presses("没解决")
    assert [t.id for t in await town.tickets() if t.status is Status.QUEUED] == [7, 40]
    await town.after(hours=80)
    await nothing_is_silent(town)
    left = [t.id for t in await town.tickets() if t.status is not Status.CLOSED]
    assert left == [7, 40]


async def test_one_building_is_no_flood(town):
    for number in range(7):
        resident = await town.resident(f"cold{number}")
        await resident.says(f"永安花园3号楼{COLD[number % len(COLD)]}")
    assert not any(t.incident for t in await town.tickets())


async def test_what_comes_slowly_is_no_flood(town):
    for number in range(7):
        resident = await town.resident(f"cold{number}")
        await resident.says(f"永安花园{number + 1}号楼{COLD[number % len(COLD)]}")
        await town.after(minutes=20)
    assert not any(t.incident for t in await town.tickets())
    await nothing_is_silent(town)


async def test_another_thing_does_not_go_along(town):
    for number in range(6):
        resident = await town.resident(f"cold{number}")
        await resident.says(f"永安花园{number + 1}号楼{COLD[number % len(COLD)]}")
    wet = await town.resident("wet")
    await wet.says("永安花园7号楼停水了")
    leak = await town.resident("leak")
    await leak.says("永安花园3号楼2单元502暖气漏水，地板泡了")
    assert [t.status for t in (await town.tickets())[-2:]] == [Status.QUEUED] * 2
    await nothing_is_silent(town)
