"""/duty 周四 王军: the duty roster set in one line. It is Wednesday, November 18th."""

import pytest

from db.desk_rows import Shift
from domain.people import Role


@pytest.fixture
async def desk(town):
    await town.staff("wang", "王军", Role.COMMUNITY_STAFF, "yongan")
    return town


async def shifts(town) -> set[tuple[str, str, int]]:
    return {(s.unit, s.day.isoformat(), s.person_id) for s in await town.rows(Shift)}


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("周四 王军", "2026-11-19"),
        ("周四 小王", "2026-11-19"),
        ("明天王师傅", "2026-11-19"),
        ("王军 周四", "2026-11-19"),
        ("今天王军", "2026-11-18"),
        ("明天请王军坐班", "2026-11-19"),
        ("11月26日 王军", "2026-11-26"),
        ("下周一 王军值班", "2026-11-23"),
    ],
)
async def test_a_day_and_a_name(desk, line, day):
    await desk.secretary.says(f"/duty {line}")
    assert await shifts(desk) == {("yongan", day, desk.people["wang"].person_id)}
    assert (await desk.secretary.last()).startswith("✅ 永安社区 11月")


async def test_several_names_and_whoever_is_there_stays(desk):
    await desk.secretary.says("/duty 周四 王军")
    await desk.secretary.says("/duty 周四 李娜、吴梅")
    who = {desk.people[chat].person_id for chat in ("wang", "grid", "grid2")}
    assert await shifts(desk) == {("yongan", "2026-11-19", one) for one in who}
    said = await desk.secretary.last()
    assert all(name in said for name in ("王", "李", "吴")), said
    await desk.secretary.says("/duty 周四 王军")  # once more changes nothing
    assert len(await shifts(desk)) == 3


async def test_the_longer_name_is_not_the_shorter_one(desk):
    await desk.staff("red", "王军红", Role.COMMUNITY_STAFF, "yongan")
    await desk.secretary.says("/duty 周四 王军红")
    assert await shifts(desk) == {("yongan", "2026-11-19", desk.people["red"].person_id)}


async def test_two_of_one_surname_are_told_apart_by_their_names(desk):
    await desk.staff("ming", "王明", Role.COMMUNITY_STAFF, "yongan")
    await desk.secretary.says("/duty 周四 小王")
    assert "有两位都叫小王" in await desk.secretary.last()
    await desk.secretary.says("/duty 周四 王明")
    assert await shifts(desk) == {("yongan", "2026-11-19", desk.people["ming"].person_id)}


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("周四 张三丰", "没认出是哪位同事"),
        ("王军", "没认出是哪天"),
        ("周四下午3点 王军", "没认出是哪天"),
        ("11月17日 王军", "只能排今天起 14 天"),
        ("12月20日 王军", "只能排今天起 14 天"),
        ("周四 张强", "没认出是哪位同事"),
    ],
)
async def test_what_cannot_be_set_is_said_and_changes_nothing(desk, line, answer):
    await desk.secretary.says(f"/duty {line}")
    assert answer in await desk.secretary.last()
    assert await shifts(desk) == set()


async def test_two_who_are_called_alike_are_told_apart_by_button(desk):
    await desk.staff("other", "王军", Role.GRID_WORKER, "yongan")
    await desk.secretary.says("/duty 周四 王军")
    assert await desk.secretary.last() == "有两位都叫王军，请发 /duty 点按钮排。"
    assert await shifts(desk) == set()


@pytest.mark.parametrize("chat", ["wang", "grid", "street"])
async def test_only_whoever_leads_the_desk_sets_it(desk, chat):
    await desk.people[chat].says("/duty 周四 王军")
    assert await desk.people[chat].last() == "这个单位的班由单位负责人排。"
    assert await shifts(desk) == set()
