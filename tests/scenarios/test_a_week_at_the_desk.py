"""A week at the co-located desk, set and asked for in the chat: on Wednesday both sides say with
/duty who sits there; everybody sees today and the days ahead; the morning's group reads who is
there; what residents bring goes to them; next week is made like this one."""

from db.desk_rows import Shift
from db.models import GroupPurpose
from domain.people import Role
from tests.scenarios.staging import DOOR, NOISE, at, heard, nothing_is_silent


async def seats(town, unit: str) -> dict[str, set[int]]:
    """Who is on the roster of a unit, day by day."""
    found: dict[str, set[int]] = {}
    for row in await town.rows(Shift):
        if row.unit == unit:
            found.setdefault(f"{row.day:%m-%d}", set()).add(row.person_id)
    return found


async def sets(lead, unit: str, **days: str) -> None:
    """The first person responsible opens the board and puts one person on each of some days."""
    await lead.says("/duty")
    await lead.presses(f"排班：{unit}")
    for day, who in days.items():
        month, number = day.removeprefix("d").split("_")
        await lead.presses(f"{month}/{number}")
        await lead.presses(who)
        await lead.presses("别的日子")


async def test_who_sits_at_the_desk_today_and_this_week(town):
    wang = await town.staff("wang", "王军", Role.PROPERTY_STAFF, "yongan-property")
    group = await town.group("desk_group", "yongan-property", GroupPurpose.STAFF)
    resident = await town.resident()

    # Nobody keeps a roster yet: /duty says only whether one is on duty oneself.
    await wang.says("/duty")
    assert await wang.last() == "您现在是“上班”，新单会派给您。"
    assert not any("排班" in label for label in await wang.buttons())

    # Both sides set theirs, each its own.
    await sets(
        town.manager, "永安物业", d11_18="物业张师傅", d11_19="物业王师傅", d11_20="物业张师傅"
    )
    await sets(town.secretary, "永安社区", d11_18="网格员小李", d11_19="网格员小吴")
    assert await seats(town, "yongan-property") == {
        "11-18": {town.property.person_id},
        "11-19": {wang.person_id},
        "11-20": {town.property.person_id},
    }
    assert len([text for text in await town.manager.reads() if "🗓" in text]) == 1

    # Anybody of either side asks, and reads both sides, with the gap on Friday.
    for actor in (wang, town.grid, town.secretary):
        await actor.says("/duty")
        said = (await actor.last()).splitlines()
        desk = [line for line in said if "：" in line and "坐班" not in line]
        assert [set(line.split("：")[1].split("、")) for line in desk[:3]] == [
            {"物业张师傅", "网格员小李"},
            {"物业王师傅", "网格员小吴"},
            {"物业张师傅", "⚠️ 永安社区没人"},
        ]
        assert [line.split("：")[0] for line in desk[:3]] == ["今天", "周四 11/19", "周五 11/20"]
        assert not any("周六" in line or "周日" in line for line in desk)

    # What comes in today goes to whoever sits there, not to the colleague.
    await resident.says(DOOR)
    assert any("1118-1" in text for text in await town.property.reads())
    assert not any("1118-1" in text for text in await wang.reads())

    # On Thursday it is the other one's turn: the group's sheet says so, and the next ticket knows.
    await town.until(at(19, "08:31"))
    (sheet,) = [text for text in await group.reads() if "今天值班" in text]
    assert (
        "物业王师傅" in sheet and "物业张师傅" not in sheet.split("今天值班：")[1].splitlines()[0]
    )
    await town.until(at(19, "09:00"))
    await wang.says("/duty")
    assert "今天：物业王师傅" in await wang.last()
    await resident.says("5号楼1单元门坏了，关不上")
    assert any("1119-2" in text for text in await wang.reads())

    # The secretary left Friday empty: she is told in the evening, and one tap opens that day.
    await town.until(at(19, "17:30"))
    assert await heard(town.secretary, "没有人坐班") == ["19 17:30"]
    assert await heard(town.manager, "没有人坐班") == []
    await town.secretary.presses("排班：永安社区")
    await town.secretary.presses("网格员小李")
    assert (await seats(town, "yongan"))["11-20"] == {town.grid.person_id}

    # On Friday both make the next week like this one, which began on Wednesday.
    await town.until(at(20, "10:00"))
    for lead, unit in ((town.manager, "永安物业"), (town.secretary, "永安社区")):
        await lead.says("/duty")
        await lead.presses(f"排班：{unit}")
        assert await lead.presses("下周照旧") == "下周排好了，3 个班"
    assert (await seats(town, "yongan-property"))["11-26"] == {wang.person_id}
    await town.grid.says("/duty")
    assert "周二 11/24：⚠️ 永安社区没人、⚠️ 永安物业没人" in await town.grid.last()
    await resident.says(NOISE)
    await nothing_is_silent(town)


async def test_the_roster_is_for_staff_and_set_by_whoever_leads(town):
    resident = await town.resident()
    helper = await town.staff("helper", "周勇", Role.VOLUNTEER, "yongan")
    for actor in (resident, helper):
        await actor.says("/duty")
        assert "坐班" not in await actor.last()
        assert not any("排班" in label for label in await actor.buttons())
    await town.grid.says("/duty")
    assert not any("排班" in label for label in await town.grid.buttons())
    await town.secretary.says("/duty")
    assert [x for x in await town.secretary.buttons() if "排班" in x] == ["🗓 排班：永安社区"]
    assert await town.rows(Shift) == []
