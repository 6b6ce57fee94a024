"""A ruling is awaited, and whoever was to rule is gone or away: the next above is asked at once."""

from db.models import Membership
from domain.people import Role
from tests.scenarios.staging import at, heard, nothing_is_silent
from tests.scenarios.test_both_sides_return_it import disputed
from tests.scenarios.test_on_leave import goes
from tests.support.sheets import bring, good

ASKED = "两边都退单"


async def post_of(town, person: int) -> int:
    (found,) = [row.id for row in await town.rows(Membership) if row.person_id == person]
    return found


async def test_she_goes_on_leave(town):
    resident = await disputed(town)
    assert await heard(town.street, ASKED) == []
    await goes(town.secretary, "一周")
    await town.after(minutes=1)
    assert len(await heard(town.street, ASKED)) == 1
    assert (await town.ticket()).rung == 1
    assert await town.street.presses("归物业") == "已裁定：物业"
    assert "转给永安物业（值班员）办了" in await resident.last()
    await nothing_is_silent(town)


async def test_with_a_deputy_nobody_above_is_asked(town):
    await town.staff("clerk", "孙丽", Role.COMMUNITY_STAFF, "yongan")
    await disputed(town)
    await goes(town.secretary, "一周", "孙")
    await town.after(minutes=1)
    assert await heard(town.street, ASKED) == []
    assert await town.clerk.sends_press("rule:1:property") == "已裁定：物业"


async def test_as_long_as_another_chair_is_there_nobody_above_is_asked(town):
    await town.staff("second", "何平", Role.SECRETARY, "yongan")
    await disputed(town)
    number = await post_of(town, town.second.person_id)
    assert "已离开岗位" in await town.secretary.sends_press(f"member:{number}:gone")
    assert await heard(town.street, ASKED) == []
    await goes(town.secretary, "一周")
    await town.after(minutes=1)
    assert len(await heard(town.street, ASKED)) == 1


async def test_neither_a_night_off_nor_somebody_elses_leave_sends_it_up(town):
    await town.staff("fixer", "何平", Role.PROPERTY_STAFF, "yongan-property")
    await disputed(town)
    await town.off_duty("secretary")
    await goes(town.fixer, "今天")
    await town.district.says("/leave")
    await town.district.presses("今天")
    await town.after(minutes=1)
    assert await heard(town.street, ASKED) == []
    assert (await town.ticket()).rung == 0


async def test_at_night_it_waits_for_the_morning(town):
    """The leave begins at midnight."""
    await town.until(at(18, "17:45"))
    await disputed(town)
    await goes(town.secretary, "明天")
    await town.until(at(19, "00:30"))
    assert await heard(town.street, ASKED) == []
    await town.until(at(19, "08:30"))
    assert len(await heard(town.street, ASKED)) == 1


async def test_whoever_is_asked_has_the_rest_of_the_time(town):
    await disputed(town)
    await town.after(minutes=25)
    await goes(town.secretary, "一周")
    await town.after(minutes=7)
    assert len(await heard(town.street, ASKED)) >= 1
    assert await heard(town.district, "裁定") == []


async def test_a_sheet_puts_somebody_in_her_place_who_has_not_joined_yet(town, tmp_path):
    await bring(town.program, tmp_path / "before.xlsx", good())
    await disputed(town)
    sheets = good("people")
    sheets["people"] = [row for row in sheets["people"] if row[0] != "1001"]
    sheets["people"].append(["9001", "新书记", "secretary", "yongan", None])
    await bring(town.program, tmp_path / "after.xlsx", sheets)
    await town.settle()
    assert len(await heard(town.street, ASKED)) == 1
    assert await town.street.presses("归物业") == "已裁定：物业"
    await nothing_is_silent(town)
